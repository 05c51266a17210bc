import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { Output } from '#shared/contract/index.ts';
import type { OrderId, StationId } from '#shared/domain/ids.ts';
import type { MarkKind } from '#shared/domain/marking.ts';

import { parcelOf } from './packing-parcel.ts';
import { progressOf } from './packing-progress.ts';
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
  /** Answers an earlier `two-products`. */
  readonly chosen: string | null;
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
  'packed-waiting': 'right',
  'packed-labelled': 'right',
  'packed-for-carrier': 'right',
  'mark-wanted': 'ask',
  'mark-taken': 'right',
  'second-scan-wanted': 'ask',
  'thing-taken': 'right',
  'put-in-cell': 'right',
  'order-shown': 'ask',
  undone: 'right',
  'unknown-code': 'wrong',
  'two-products': 'ask',
  'no-order': 'wrong',
  'other-order': 'wrong',
  'wrong-thing': 'wrong',
  'extra-thing': 'wrong',
  'not-matched': 'wrong',
  short: 'wrong',
  'not-confirmed': 'wrong',
  'no-label-yet': 'wrong',
  'already-packed': 'wrong',
  'mark-bad': 'wrong',
  'mark-duplicate': 'wrong',
  'mark-transport': 'wrong',
  'mark-wrong-thing': 'wrong',
  'mark-not-now': 'ask',
  'no-printer': 'wrong',
  'held-elsewhere': 'wrong',
  cancelled: 'stop',
  'packed-elsewhere': 'stop',
  'order-gone': 'stop',
};

export function outcome(
  work: Pick<ScanWork, 'stores' | 'stationId'>,
  code: Code,
  about: {
    readonly params?: Outcome['params'];
    readonly order?: OrderId | null;
    readonly choices?: Outcome['choices'];
    readonly wants?: MarkKind | null;
    readonly jobId?: string;
  } = {},
): Outcome {
  const { stores, stationId } = work;
  const orderId = about.order ?? null;
  const order = orderId === null || stores.desk.station(stationId)?.openOrderId !== orderId ? null : stores.orders.byId(orderId);
  return {
    tone: TONES[code],
    code,
    params: about.params ?? {},
    order: orderId === null ? null : (stores.orders.views([orderId])[0] ?? null),
    choices: about.choices ?? [],
    wants: about.wants ?? null,
    jobId: about.jobId ?? null,
    parcel: order === null ? null : progressOf(stores, parcelOf(stores, order)),
  };
}
