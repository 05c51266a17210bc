import { z } from 'zod';

import { type Known, packed, unpacked } from '../remembering.ts';
import type { Order, Return, Shelf, Shipment, World } from './world.ts';

const memory = z.object({
  version: z.literal(1),
  stock: z.map(
    z.number(),
    z.map(
      z.string(),
      z.custom<Shelf>((one) => typeof (one as Shelf | null)?.available === 'number'),
    ),
  ),
  orders: z.array(z.custom<Order>((one) => typeof (one as Order | null)?.id === 'number')),
  shipments: z.map(
    z.number(),
    z.custom<Shipment>((one) => (one as Shipment | null)?.lost instanceof Set),
  ),
  returns: z.map(z.number(), z.custom<Return & { readonly order: { readonly id: number } }>()),
  lastId: z.number(),
});

const thingsOf = ({ shops, offers }: World): Known =>
  new Map<string, object>([
    ...shops.map((one) => [`shop ${String(one.id)}`, one] as const),
    ...[...offers.values()].map((one) => [`offer ${one.offerId}`, one] as const),
  ]);

/** Reports that are being drawn are forgotten: who waited for one asks again. */
export function remembered(world: World): string {
  const { stock, shipments, ids } = world;
  // A return speaks of an order by its number, or there would be two of it.
  const returns = new Map([...world.returns].map(([id, one]) => [id, { ...one, order: { id: one.order.id } }]));
  return packed({ version: 1, stock, orders: [...world.orders.values()], shipments, returns, lastId: ids.last }, thingsOf(world));
}

export function recall(world: World, text: string): boolean {
  let seen: z.infer<typeof memory>;
  try {
    seen = memory.parse(unpacked(text, thingsOf(world)));
  } catch {
    return false;
  }
  const orders = new Map(seen.orders.map((one) => [one.id, one]));
  const returns = [...seen.returns].map(([id, one]) => [id, { ...one, order: orders.get(one.order.id) }] as const);
  if (!returns.every((entry): entry is readonly [number, Return] => entry[1].order !== undefined)) return false;
  for (const [warehouseId, shelves] of seen.stock) world.stock.set(warehouseId, shelves);
  for (const [id, one] of orders) world.orders.set(id, one);
  for (const [id, one] of seen.shipments) world.shipments.set(id, one);
  for (const [id, one] of returns) world.returns.set(id, one);
  world.ids.last = Math.max(world.ids.last, seen.lastId);
  return true;
}
