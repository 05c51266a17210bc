import type { Stores } from '#electron/ports/database.ts';
import type { Output } from '#shared/contract/index.ts';
import type { LocationId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';

import { doubtOf, doubtView } from './packing-look.ts';
import type { Parcel } from './packing-parcel.ts';

/** For the screen: «2 из 3», what is still to be fetched from where, and the thing that wants a second scan. */
export function progressOf(stores: Stores, parcel: Parcel): NonNullable<Output<'packing.scan'>['parcel']> {
  const needs = parcel.lines.flatMap((entry) => entry.needs);
  const lacking = new Map<ProductId, { readonly warehouseId: LocationId; readonly quantity: number }>();
  for (const { productId, warehouseId, needed, scanned } of needs)
    if (needed > scanned) lacking.set(productId, { warehouseId, quantity: (lacking.get(productId)?.quantity ?? 0) + needed - scanned });
  const doubt = doubtOf(parcel);
  return {
    doubt: doubt === null ? null : doubtView(stores, doubt),
    scanned: needs.reduce((sum, need) => sum + need.scanned, 0),
    needed: needs.reduce((sum, need) => sum + need.needed, 0),
    place: parcel.place,
    inPlace: parcel.units.reduce((sum, unit) => sum + (unit.place === parcel.place ? unit.quantity : 0), 0),
    missing: [...lacking].map(([productId, { warehouseId, quantity }]) => {
      const product = stores.catalogue.product(productId);
      const shelf = stores.orders.shelves(productId, warehouseId).find((one) => one.code !== PACKING_BIN);
      return { productId, article: product?.article ?? '', name: product?.name ?? '', quantity, bin: shelf?.code ?? null };
    }),
  };
}
