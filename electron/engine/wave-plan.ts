import type { Stores } from '#electron/ports/database.ts';
import type { WaveRow } from '#electron/ports/wave-store.ts';
import type { LocationId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';
import { type PickRoute, pickRoute, type PickShelf } from '#shared/domain/pick-route.ts';
import { cartCode, isCart } from '#shared/domain/wave.ts';

export interface WavePlan extends PickRoute {
  readonly cart: LocationId | null;
  readonly needed: number;
  readonly inCart: number;
  /** In the cart beyond what the wave still needs. */
  readonly surplus: readonly { readonly productId: ProductId; readonly quantity: number; readonly backTo: LocationId | null }[];
}

/** What is to be taken from which shelf now: needs of the wave's live orders, less what its cart holds, around what was not found. */
export function planOf(stores: Stores, wave: WaveRow): WavePlan {
  const warehouseId = wave.choice.warehouseId as LocationId;
  const cart = stores.catalogue.locationByCode(warehouseId, cartCode(wave.number))?.id ?? null;
  const held = new Map((cart === null ? [] : stores.waves.inCart(cart)).map(({ productId, onHand }) => [productId, onHand]));
  const needs = stores.waves.needs(wave.id);
  const short = new Map<string, number>();
  for (const { productId, locationId, quantity } of stores.waves.shorts(wave.id)) {
    const seat = `${productId} ${locationId}`;
    short.set(seat, (short.get(seat) ?? 0) + quantity);
  }
  const toTake = needs.flatMap(({ productId, quantity }) => {
    const left = quantity - (held.get(productId) ?? 0);
    return left > 0 ? [{ productId, quantity: left }] : [];
  });
  const shelves = new Map(
    toTake.map(({ productId }) => [
      productId as string,
      stores.waves.shelves(productId, warehouseId).flatMap((shelf): PickShelf[] => {
        if (shelf.code === PACKING_BIN || isCart(shelf.code)) return [];
        const onHand = shelf.onHand - (short.get(`${productId} ${shelf.locationId}`) ?? 0);
        return onHand > 0 ? [{ ...shelf, onHand }] : [];
      }),
    ]),
  );
  const wanted = new Map(needs.map(({ productId, quantity }) => [productId, quantity]));
  return {
    ...pickRoute(toTake, shelves),
    cart,
    needed: needs.reduce((sum, { quantity }) => sum + quantity, 0),
    inCart: [...held.values()].reduce((sum, quantity) => sum + quantity, 0),
    surplus: [...held].flatMap(([productId, onHand]) => {
      const quantity = onHand - (wanted.get(productId) ?? 0);
      return quantity > 0 && cart !== null ? [{ productId, quantity, backTo: stores.waves.cameFrom(productId, cart) }] : [];
    }),
  };
}

/** The bin of the wave's cart, made when the first thing is put in it; first on the route, so that packing takes from it. */
export function cartOf(stores: Stores, wave: WaveRow, newId: () => string): LocationId {
  const warehouseId = wave.choice.warehouseId as LocationId;
  const code = cartCode(wave.number);
  const known = stores.catalogue.locationByCode(warehouseId, code);
  if (known !== null) return known.id;
  const id = newId() as LocationId;
  stores.catalogue.saveLocation({ id, kind: 'bin', warehouseId, code, name: '', routeOrder: -2, archived: false });
  return id;
}
