import type { ListingRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderLineRow, OrderRow } from '#electron/ports/order-store.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

/** An order holds stock while it waits to leave. One whose status nobody has told us yet may have left long ago: it holds nothing. */
export const holdsStock = (status: OrderStatus): boolean => status === 'new' || status === 'assembling' || status === 'packed';

/** What `quantity` ordered pieces of a line take from the shelves: kits by their parts, multiplicity times. */
export function needsOfLine(
  stores: Stores,
  line: Pick<OrderLineRow, 'listingId' | 'productId'>,
  quantity: number,
  listing: Pick<ListingRow, 'multiplicity'> | null = line.listingId === null ? null : stores.catalogue.listing(line.listingId),
): readonly { readonly productId: ProductId; readonly quantity: number }[] {
  return line.productId === null || quantity === 0 ? [] : stores.catalogue.needsOf(line.productId, quantity * (listing?.multiplicity ?? 1));
}

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
  listing?: Pick<ListingRow, 'multiplicity'> | null,
): void {
  if (order.warehouseId === null || line.productId === null) return;
  const needs = needsOfLine(stores, line, line.quantity, listing);
  const held = stores.ledger.reserve(deed, line.id, order.warehouseId, needs);
  const short = held.filter((one) => one.short > 0);
  if (short.length > 0)
    stores.orders.tell(order.id, deed.atMs, 'short', deed.actor, {
      lineId: line.id,
      needs: short.map((one) => ({ productId: one.productId, held: one.held, short: one.short })),
    });
}
