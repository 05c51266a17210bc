import type { Stores } from '#electron/ports/database.ts';
import type { OfferRow } from '#electron/ports/sync-store.ts';

/** What the marketplace is to be told of each offer at this very moment, in the order given. Read right before sending, never earlier. */
export function offerValues(stores: Stores, offers: readonly Pick<OfferRow, 'listingId' | 'externalWarehouseId'>[]): readonly number[] {
  const figures = stores.allocation.figures([...new Set(offers.map((offer) => offer.listingId))]);
  const quantities = new Map(figures.map((figure) => [`${figure.listingId} ${figure.externalWarehouseId}`, figure.quantity]));
  return offers.map((offer) => quantities.get(`${offer.listingId} ${offer.externalWarehouseId}`) ?? 0);
}
