/** `single`: one scan, one label, no other touch. `many`: several units, put together in cells of a wall. */
export const LANES = ['single', 'many', 'all'] as const;
export type Lane = (typeof LANES)[number];

/** Which orders a wave gathers. Late ones that fit dock while it is open. */
export interface WaveChoice {
  readonly warehouseId: string;
  /** Empty: every cabinet. */
  readonly accountIds: readonly string[];
  /** Orders due by then; null: whatever their cut-off. */
  readonly cutOffBeforeMs: number | null;
  readonly lane: Lane;
  /** Orders that wait in it at once, at most. */
  readonly limit: number;
}

/**
 * Which of the candidates, the most urgent first, a wave has room for: no more than its limit, and of those that need a cell of its wall no more
 * than it has cells. What finds no room waits for the next wave: a thing in the cart whose parcel has no cell would block the table.
 */
export function withRoom<T extends { readonly units: number }>(
  candidates: readonly T[],
  room: { readonly orders: number; readonly cells: number | null },
): readonly T[] {
  let [orders, cells] = [room.orders, room.cells ?? Number.POSITIVE_INFINITY];
  return candidates.filter(({ units }) => {
    const needs = units > 1 ? 1 : 0;
    if (orders <= 0 || cells < needs) return false;
    orders -= 1;
    cells -= needs;
    return true;
  });
}

export const fitsLane = (lane: Lane, units: number): boolean => lane === 'all' || (lane === 'single') === (units === 1);

/** The bin of a wave's cart: what was picked and is not in a parcel yet. A wave's number is its own for ever. */
export const cartCode = (number: number): string => `ВОЛНА-${number}`;
export const isCart = (code: string): boolean => /^ВОЛНА-\d+$/u.test(code);

/** What is printed on paper lists of a wave: of the wave, of one printing of its list (scanned, that list is done), of one line of it. */
export const waveCode = (number: number, paper?: number, line?: number): string =>
  ['KOROB-W', number, paper, line].filter((part) => part !== undefined).join('-');

export interface WaveCode {
  readonly number: number;
  /** Null: the wave itself. */
  readonly paper: number | null;
  /** Null: the whole list. */
  readonly line: number | null;
}

export function readWaveCode(code: string): WaveCode | null {
  const found = /^KOROB-W-(\d{1,9})(?:-(\d{1,4})(?:-(\d{1,4}))?)?$/u.exec(code.trim());
  if (found === null) return null;
  const part = (text: string | undefined) => (text === undefined ? null : Number(text));
  return { number: Number(found[1]), paper: part(found[2]), line: part(found[3]) };
}

/** The lowest free cell of a wall; null: every cell is taken. Cells are counted from 1. */
export function freeCell(cells: number, taken: ReadonlySet<number>): number | null {
  for (let cell = 1; cell <= cells; cell += 1) if (!taken.has(cell)) return cell;
  return null;
}
