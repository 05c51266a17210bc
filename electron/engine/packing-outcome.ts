import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { Output } from '#shared/contract/index.ts';
import type { OrderId, StationId } from '#shared/domain/ids.ts';
import type { MarkKind } from '#shared/domain/marking.ts';

import type { Down } from './route.ts';

export type Outcome = Output<'packing.scan'>;
type Code = Outcome['code'];

/** One scan while its transaction is open. */
export interface ScanWork {
  readonly stores: Stores;
  readonly deed: Deed;
  readonly stationId: StationId;
  /** As the hub sent it: group separators are U+001D. */
  readonly code: string;
  readonly newId: () => string;
  /** What to run once all of it is committed. */
  readonly afterCommit: (run: () => void) => void;
  readonly wake: (printerId: string) => void;
  /** Whether a label sent to this printer now would only lie and wait. */
  readonly down: Down;
}

/** What the packer hears before reading a word; every code has one tone. */
const TONES: Readonly<Record<Code, Outcome['tone']>> = {
  printed: 'right',
  'mark-wanted': 'ask',
  'mark-taken': 'right',
  'order-shown': 'ask',
  undone: 'right',
  'unknown-code': 'wrong',
  'two-products': 'ask',
  'no-order': 'wrong',
  'other-order': 'wrong',
  'wrong-thing': 'wrong',
  'not-matched': 'wrong',
  short: 'wrong',
  'not-confirmed': 'wrong',
  'no-label-yet': 'wrong',
  'already-packed': 'wrong',
  'mark-bad': 'wrong',
  'mark-duplicate': 'wrong',
  'mark-transport': 'wrong',
  'mark-not-now': 'ask',
  'no-printer': 'wrong',
  'held-elsewhere': 'wrong',
  cancelled: 'stop',
  'packed-elsewhere': 'stop',
  'order-gone': 'stop',
};

export function outcome(
  stores: Stores,
  code: Code,
  about: {
    readonly params?: Outcome['params'];
    readonly order?: OrderId | null;
    readonly choices?: Outcome['choices'];
    readonly wants?: MarkKind | null;
    readonly jobId?: string;
  } = {},
): Outcome {
  return {
    tone: TONES[code],
    code,
    params: about.params ?? {},
    order: about.order === undefined || about.order === null ? null : (stores.orders.views([about.order])[0] ?? null),
    choices: about.choices ?? [],
    wants: about.wants ?? null,
    jobId: about.jobId ?? null,
  };
}

/** Codes that stand for one unit: an order wants as many as it has units. Others are said once for the order. */
const PER_UNIT: ReadonlySet<MarkKind> = new Set(['sgtin', 'uin', 'imei']);

export const marksNeeded = (order: OrderRow, kind: MarkKind): number =>
  PER_UNIT.has(kind) ? order.lines.reduce((units, line) => units + line.quantity, 0) : 1;

/** What to scan now; null when the order has all that it requires. */
export function nextMark(stores: Stores, order: OrderRow): MarkKind | null {
  if (order.requiredMarks.length === 0) return null;
  const taken = stores.orders.marksOf(order.id);
  return order.requiredMarks.find((kind) => taken.filter((mark) => mark.kind === kind).length < marksNeeded(order, kind)) ?? null;
}
