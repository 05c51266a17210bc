import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';

import { Refusal } from './perform.ts';
import { settingsOf } from './station-settings.ts';

/** Longer ago the parcel is off the table. */
const ON_THE_TABLE_MS = 30 * 60_000;

/** The last parcel closed at this station that is still closed. */
export const lastPackedHere = ({ orders, print }: Stores, stationId: string): OrderId | null =>
  orders.lastPacked(50).find((id) => orders.byId(id)?.status === 'packed' && packedAt({ orders, print }, id) === stationId) ?? null;

/** Where its things were scanned; its label may have been printed elsewhere. */
const packedAt = ({ orders, print }: Pick<Stores, 'orders' | 'print'>, id: OrderId): string | undefined =>
  orders.unitsOf(id).at(-1)?.station ?? print.jobsOfOrder(id).at(-1)?.station;

/** The parcel that lies before the packer to be weighed, where this place weighs. */
export function weighingOf(stores: Stores, stationId: string, nowMs: number): Output<'packing.state'>['weighing'] {
  if (!settingsOf(stores, stationId).weighs) return null;
  const id = lastPackedHere(stores, stationId);
  const order = id === null ? undefined : stores.orders.views([id])[0];
  if (id === null || order === undefined || nowMs - (order.packedAtMs ?? 0) > ON_THE_TABLE_MS) return null;
  const weight = stores.orders.weightOf(id);
  return { orderId: id, number: order.number, caption: order.labelCaption, grams: weight?.grams ?? null, source: weight?.source ?? null };
}

export function weigh(stores: Stores, deed: Deed, input: Parsed<'packing.weigh'>): Output<'packing.weigh'> {
  const order = stores.orders.byId(input.orderId as OrderId);
  if (order === null) throw new Refusal('order-unknown');
  if (isTerminal(order.status) || order.status === 'handed-over') throw new Refusal('order-over');
  const { grams, source } = input;
  if (!stores.orders.addWeight(order.id, { grams, source }, deed)) throw new Refusal('parcel-open');
  stores.orders.tell(order.id, deed.atMs, 'weighed', deed.actor, { grams, source });
  return { grams };
}
