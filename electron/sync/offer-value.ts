import type { Stores } from '#electron/ports/database.ts';
import type { OfferRow } from '#electron/ports/sync-store.ts';
import { allocate } from '#shared/domain/allocation.ts';
import type { ProductId } from '#shared/domain/ids.ts';

/** What the marketplace is to be told of each offer at this very moment, in the order given. Read right before sending, never earlier. */
export function offerValues(stores: Stores, offers: readonly OfferRow[]): readonly number[] {
  const parts = new Map<ProductId, readonly { readonly productId: ProductId; readonly quantity: number }[]>();
  const safety = new Map<ProductId, number>();
  for (const { productId } of offers) {
    if (productId === null || parts.has(productId)) continue;
    parts.set(productId, stores.catalogue.needsOf(productId, 1));
    const product = stores.catalogue.product(productId);
    safety.set(productId, product === null || product.archived ? Number.MAX_SAFE_INTEGER : product.safetyStock);
  }
  const needed = [...new Set([...parts.values()].flatMap((needs) => needs.map((need) => need.productId)))];
  const free = new Map<string, number>();
  for (const row of stores.ledger.stock(needed)) free.set(`${row.productId} ${row.warehouseId}`, row.onHand - row.reserved - row.short);
  return offers.map((offer) => {
    const needs = offer.productId === null ? [] : (parts.get(offer.productId) ?? []);
    const available =
      needs.length === 0 || offer.warehouseId === null
        ? 0
        : Math.min(...needs.map((need) => Math.floor((free.get(`${need.productId} ${offer.warehouseId}`) ?? 0) / need.quantity)));
    return allocate({
      available: Math.max(0, available),
      safetyStock: offer.productId === null ? 0 : (safety.get(offer.productId) ?? 0),
      multiplicity: offer.multiplicity,
      frozen: offer.productId === null || offer.warehouseId === null,
    }).quantity;
  });
}
