/**
 * What a marketplace may ask to be told of the unit in the hand. `customs` is the number of a customs declaration (ГТД), `rnpt` the
 * registration number of a traced batch, `country` the two letters of ISO 3166, `weight` whole grams.
 */
export const MARK_KINDS = ['sgtin', 'uin', 'imei', 'gtin', 'expiration', 'customs', 'rnpt', 'country', 'weight'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** `recorded` scanned here · `sent` accepted by the marketplace, verdict pending · `passed` · `refused` a person must act. */
export const MARK_STATES = ['recorded', 'sent', 'passed', 'refused'] as const;
export type MarkState = (typeof MARK_STATES)[number];

/** Codes that stand for one piece: a line wants as many as it has pieces. Others are said once for the line. */
const PER_PIECE: ReadonlySet<MarkKind> = new Set(['sgtin', 'uin', 'imei', 'weight']);

/** How many marks of the kind `pieces` of a line want. */
export const marksFor = (kind: MarkKind, pieces: number): number => (PER_PIECE.has(kind) ? pieces : Math.min(1, pieces));

interface MarkedLine {
  readonly quantity: number;
  /** What must be told of this line's units; null: what the order wants. */
  readonly marks: readonly MarkKind[] | null;
}
interface MarkedOrder<L extends MarkedLine> {
  readonly requiredMarks: readonly MarkKind[];
  readonly lines: readonly L[];
}

export const marksOfLine = (order: Pick<MarkedOrder<MarkedLine>, 'requiredMarks'>, line: MarkedLine): readonly MarkKind[] =>
  line.marks ?? order.requiredMarks;

/** Anything at all must be told of the order's things. */
export const wantsMarks = (order: MarkedOrder<MarkedLine>): boolean => order.lines.some((line) => marksOfLine(order, line).length > 0);

/** How many marks of the kind the whole order wants. */
export const marksNeeded = (order: MarkedOrder<MarkedLine>, kind: MarkKind): number =>
  order.lines.reduce((sum, line) => sum + (marksOfLine(order, line).includes(kind) ? marksFor(kind, line.quantity) : 0), 0);

/** Every mark that the order wants was checked by the marketplace and found good. */
export const marksPassed = <L extends MarkedLine & { readonly id: string }>(
  order: MarkedOrder<L>,
  marks: readonly { readonly orderLineId: string; readonly kind: MarkKind; readonly state: MarkState }[],
): boolean =>
  order.lines.every((line) =>
    marksOfLine(order, line).every((kind) => {
      const passed = marks.filter((mark) => mark.orderLineId === line.id && mark.kind === kind && mark.state === 'passed');
      return passed.length >= marksFor(kind, line.quantity);
    }),
  );
