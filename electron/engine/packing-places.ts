import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { Output } from '#shared/contract/index.ts';
import type { ChannelCapabilities } from '#shared/domain/channel.ts';
import type { StationId } from '#shared/domain/ids.ts';

import { packagesOf } from './order-places.ts';
import { doubtOf } from './packing-look.ts';
import { isWhole, parcelOf } from './packing-parcel.ts';
import { progressOf } from './packing-progress.ts';
import { Refusal } from './perform.ts';

/** The layout is told once, with the word that the order is packed: of an order confirmed before it is packed it stands already. */
export const takesPlaces = (packages: ChannelCapabilities['packages'], order: OrderRow): boolean =>
  packages !== 'none' && order.packFirst && order.status === 'new';

/** What is scanned from here on lies in one more place of the order in hand. */
export function newPlace(
  stores: Stores,
  deed: Deed,
  stationId: StationId,
  packagesBy: (order: OrderRow) => ChannelCapabilities['packages'],
): Output<'packing.newPlace'> {
  const station = stores.desk.station(stationId);
  if (station === null) throw new Refusal('station-unknown');
  const order = station.openOrderId === null ? null : stores.orders.byId(station.openOrderId);
  if (order === null) throw new Refusal('nothing-in-hand');
  const packages = packagesBy(order);
  if (packages === 'none') throw new Refusal('not-supported');
  if (!takesPlaces(packages, order)) throw new Refusal('too-late');
  const place = order.places ?? 1;
  const parcel = parcelOf(stores, order);
  // What a second scan must still prove lies in no place yet: put back by the hand, it would leave a half behind.
  if (doubtOf(parcel) !== null) throw new Refusal('place-doubt');
  if (!parcel.units.some((unit) => unit.place === place)) throw new Refusal('place-empty');
  if (isWhole(parcel)) throw new Refusal('place-last');
  // A set lies in one place whole: a marketplace counts ordered pieces, not their parts.
  if (packagesOf(stores, order) === null) throw new Refusal('place-half');
  stores.orders.setPlaces(order.id, place + 1);
  stores.orders.tell(order.id, deed.atMs, 'place-begun', deed.actor, { place: place + 1 });
  return { orderId: order.id, parcel: progressOf(stores, parcelOf(stores, stores.orders.byId(order.id) ?? order)) };
}

/** The last key undone: a place that nothing lies in yet is no place. */
export function leavePlace(stores: Stores, order: OrderRow): boolean {
  const place = order.places ?? 1;
  if (place === 1 || stores.orders.unitsOf(order.id).some((unit) => unit.place === place)) return false;
  stores.orders.setPlaces(order.id, place - 1);
  return true;
}
