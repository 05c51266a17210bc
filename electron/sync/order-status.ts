import type { ChannelOrderStatus } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import { advance, type OrderStatus } from '#shared/domain/order.ts';

import { holdsStock, reserveLine } from './reserve-line.ts';

/**
 * Applies what a marketplace says of an order. Statuses only move forward and a terminal one wins (`advance`); each transition has its
 * effect on stock once, because a reservation ends at most once. Answers whether anything changed.
 */
export function applyStatus(
  stores: Stores,
  deed: Deed,
  order: OrderRow,
  seen: Pick<ChannelOrderStatus, 'status' | 'own' | 'cancellable'>,
): boolean {
  const next = advance(order.status, seen.status);
  const told = seen.status !== order.channelStatus || seen.own !== order.channelOwn || seen.cancellable !== order.cancellable;
  if (next === order.status && !told) return false;
  stores.orders.setStatus(order.id, next, { channelStatus: seen.status, channelOwn: seen.own, cancellable: seen.cancellable }, deed.atMs);
  if (next === order.status) {
    if (seen.own !== order.channelOwn) stores.orders.tell(order.id, deed.atMs, 'channel-says', deed.actor, { own: seen.own });
    return true;
  }
  stores.orders.tell(order.id, deed.atMs, `status-${next}`, deed.actor, { from: order.status, own: seen.own });
  follow(stores, deed, order, next);
  return true;
}

/** The same without a word from the marketplace: it took the order into a supply, it closed the supply. */
export function moveStatus(stores: Stores, deed: Deed, order: OrderRow, to: OrderStatus): boolean {
  const next = advance(order.status, to);
  if (next === order.status) return false;
  stores.orders.setStatus(order.id, next, null, deed.atMs);
  stores.orders.tell(order.id, deed.atMs, `status-${next}`, deed.actor, { from: order.status });
  follow(stores, deed, order, next);
  return true;
}

function follow(stores: Stores, deed: Deed, order: OrderRow, next: OrderStatus): void {
  if (next === 'cancelled') {
    for (const line of order.lines) stores.ledger.release(deed, line.id);
    for (const job of stores.print.jobsOfOrder(order.id))
      if (job.state === 'waiting') stores.print.advance(job.id, ['waiting'], 'cancelled', deed.atMs, 'order-cancelled');
    // A thing that never left the shelf for good may be sold again, with its code.
    if (order.packedAtMs === null) for (const mark of stores.orders.marksOf(order.id)) stores.orders.removeMark(mark.id);
    // The parcel stands packed somewhere here and must be taken apart: its story says so, and the hunt list shows it.
    if (order.packedAtMs !== null)
      stores.orders.tell(order.id, deed.atMs, 'cancelled-packed', deed.actor, { packedAtMs: order.packedAtMs });
    return;
  }
  if (next === 'handed-over' || next === 'delivered') {
    for (const line of order.lines) stores.ledger.ship(deed, line.id);
    return;
  }
  if (holdsStock(next) && order.status === 'unknown') for (const line of order.lines) reserveLine(stores, deed, order, line);
  if (next === 'assembling' && order.labelState === 'none') stores.orders.wantLabel([order.id]);
}
