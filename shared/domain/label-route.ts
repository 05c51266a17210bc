/** What is chosen between: a printer with its paper. */
export interface Papered {
  readonly id: string;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dpi: number;
}

/** A label to be printed, as far as its printer is chosen by it; sizes are null where nobody said them. */
export interface RoutedLabel {
  readonly kind: string;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
}

/** «Labels of this kind and size go there», as the owner said it for a station; sizes null: of any size that has no line of its own. */
export interface NamedRoute<P> extends RoutedLabel {
  readonly printer: P;
  readonly spare: P | null;
}

/** What a station prints on. */
export interface StationRoutes<P> {
  /** The station's own first, then further ones in the order they were put. */
  readonly printers: readonly P[];
  readonly named: readonly NamedRoute<P>[];
}

/** Half a roll's tolerance: 75.1 mm of a file are 75 of a roll. */
const SAME_MM = 1;

/**
 * Printers of a station for this label, the best first: the one that was named for it and its spare; else one with paper of the label's
 * very size, one on which it fits, the station's first. The others of the list have the paper of the first and stand in for it.
 * Empty: the station has none.
 */
export function printersFor<P extends Papered>({ printers, named }: StationRoutes<P>, label: RoutedLabel): readonly P[] {
  const ranked = printers
    .map((printer, at) => ({ printer, at, rank: rankOf(printer, label) }))
    .toSorted((one, other) => one.rank - other.rank || one.at - other.at)
    .map(({ printer }) => printer);
  const route = routeOf(named, label);
  const best = route?.printer ?? ranked[0];
  if (best === undefined) return [];
  const spares = ranked.filter((printer) => samePaper(printer, best));
  return [best, ...(route?.spare == null ? [] : [route.spare]), ...spares].filter(
    (printer, at, all) => all.findIndex((one) => one.id === printer.id) === at,
  );
}

/** The first of them that is up; all of them down, the label waits at the best. Null: there are none. */
export const firstUp = <P>(printers: readonly P[], down: (printer: P) => boolean): P | null =>
  printers.find((printer) => !down(printer)) ?? printers[0] ?? null;

/** A line of its size before one for any size. */
export const routeOf = <R extends RoutedLabel>(named: readonly R[], label: RoutedLabel): R | undefined => {
  const ofKind = named.filter((route) => route.kind === label.kind);
  return ofKind.find((route) => sameSize(route, label)) ?? ofKind.find((route) => route.widthMm === null);
};

function sameSize(one: RoutedLabel, other: RoutedLabel): boolean {
  if (one.widthMm === null || one.heightMm === null || other.widthMm === null || other.heightMm === null) return false;
  const [width, height] = [one.widthMm, one.heightMm];
  const same = (across: number, along: number) => Math.abs(width - across) <= SAME_MM && Math.abs(height - along) <= SAME_MM;
  return same(other.widthMm, other.heightMm) || same(other.heightMm, other.widthMm);
}

function rankOf(printer: Papered, label: RoutedLabel): number {
  const { widthMm, heightMm } = label;
  if (widthMm === null || heightMm === null) return 1;
  if (sameSize({ kind: label.kind, widthMm: printer.widthMm, heightMm: printer.heightMm }, label)) return 0;
  const room = (across: number, along: number) => Math.min(printer.widthMm - across, printer.heightMm - along) + SAME_MM;
  return Math.max(room(widthMm, heightMm), room(heightMm, widthMm)) >= 0 ? 1 : 2;
}

const samePaper = (one: Papered, other: Papered): boolean =>
  one.widthMm === other.widthMm && one.heightMm === other.heightMm && one.dpi === other.dpi;
