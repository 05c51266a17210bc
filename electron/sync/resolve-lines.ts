import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { ListingId, OrderId, OrderLineId } from '#shared/domain/ids.ts';

import { holdsStock, reserveLine } from './reserve-line.ts';

/**
 * A card got its product: every order line that waited for it gets the product too, and its stock is held.
 * Runs inside the caller's transaction. Answers the orders it touched.
 */
export function resolveLines(stores: Stores, deed: Deed, listingIds: readonly ListingId[]): readonly OrderId[] {
  const touched = new Set<OrderId>();
  for (const listingId of listingIds) {
    const listing = stores.catalogue.listing(listingId);
    if (listing === null || listing.productId === null) continue;
    for (const { orderId, lineId } of stores.orders.unresolvedLines(listing.accountId, listing.sku)) {
      stores.orders.setLineProduct(lineId, listing.id, listing.productId);
      const order = stores.orders.byId(orderId);
      const line = order?.lines.find((one) => one.id === lineId);
      if (order === null || line === undefined) continue;
      if (holdsStock(order.status)) reserveLine(stores, deed, order, line, listing);
      stores.orders.tell(orderId, deed.atMs, 'matched', deed.actor, { lineId, listingId, productId: listing.productId });
      touched.add(orderId);
    }
  }
  return [...touched];
}

/**
 * A card has another product behind it, or another number of it, or none: every line that waits to be packed gives back what it held and
 * holds what stands behind its card now. Runs inside the caller's transaction. Answers the orders it touched and the lines that the freed
 * stock filled.
 */
export function rematchLines(
  stores: Stores,
  deed: Deed,
  listingId: ListingId,
): { readonly touched: readonly OrderId[]; readonly filledLines: readonly OrderLineId[] } {
  const listing = stores.catalogue.listing(listingId);
  if (listing === null) return { touched: [], filledLines: [] };
  const lines = stores.catalogue.waitingLines(listingId);
  // All of them give back before any takes, so that none is short of what the next is about to free.
  const filledLines = lines.flatMap(({ lineId }) => stores.ledger.release(deed, lineId));
  for (const { orderId, lineId } of lines) {
    stores.orders.setLineProduct(lineId, listing.id, listing.productId);
    const order = stores.orders.byId(orderId);
    const line = order?.lines.find((one) => one.id === lineId);
    if (order === null || line === undefined) continue;
    if (holdsStock(order.status)) reserveLine(stores, deed, order, line);
    stores.orders.tell(orderId, deed.atMs, 'matched', deed.actor, { lineId, listingId, productId: listing.productId });
  }
  return { touched: [...new Set(lines.map((line) => line.orderId))], filledLines };
}

/** One of our warehouses now feeds a warehouse of the marketplace: orders that waited for that get their stock held. */
export function houseOrders(stores: Stores, deed: Deed, orderIds: readonly OrderId[], warehouseId: OrderRowWarehouse): void {
  for (const orderId of orderIds) {
    stores.sync.setOrderWarehouse(orderId, warehouseId);
    const order = stores.orders.byId(orderId);
    if (order === null || !holdsStock(order.status)) continue;
    for (const line of order.lines) reserveLine(stores, deed, order, line);
    stores.orders.tell(orderId, deed.atMs, 'warehouse', deed.actor, { warehouseId });
  }
}

type OrderRowWarehouse = Parameters<Stores['sync']['setOrderWarehouse']>[1];
