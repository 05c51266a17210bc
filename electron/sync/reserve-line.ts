import type { ListingRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderLineRow, OrderRow } from '#electron/ports/order-store.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

/** An order holds stock while it waits to leave. One whose status nobody has told us yet may have left long ago: it holds nothing. */
export const holdsStock = (status: OrderStatus): boolean => status === 'new' || status === 'assembling' || status === 'packed';

/**
 * Holds stock for a line as its listing says: kits by their parts, multiplicity times. Does nothing while no product or no warehouse
 * of ours stands behind it. Writes what is missing into the order's story.
 * @param listing the line's listing where the caller holds it already
 */
export function reserveLine(
  stores: Stores,
  deed: Deed,
  order: Pick<OrderRow, 'id' | 'warehouseId'>,
  line: Pick<OrderLineRow, 'id' | 'listingId' | 'productId' | 'quantity'>,
  listing: Pick<ListingRow, 'multiplicity'> | null = line.listingId === null ? null : stores.catalogue.listing(line.listingId),
): void {
  if (order.warehouseId === null || line.productId === null) return;
  const needs = stores.catalogue.needsOf(line.productId, line.quantity * (listing?.multiplicity ?? 1));
  const held = stores.ledger.reserve(deed, line.id, order.warehouseId, needs);
  const short = held.filter((one) => one.short > 0);
  if (short.length > 0)
    stores.orders.tell(order.id, deed.atMs, 'short', deed.actor, {
      lineId: line.id,
      needs: short.map((one) => ({ productId: one.productId, held: one.held, short: one.short })),
    });
}
