import { z } from 'zod';

import type { Order, Seller, World } from './world.ts';

const count = z.int().min(0);
const moment = z.number().nullable();
const words = z.array(z.string());

const order = z.object({
  id: count,
  rid: z.string(),
  orderUid: z.string(),
  nmId: count,
  chrtId: count,
  warehouseId: count,
  createdAtMs: z.number(),
  cargoType: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  crossBorderType: z.union([z.literal(0), z.literal(1)]),
  isB2B: z.boolean(),
  isZeroOrder: z.boolean(),
  requiredMeta: words,
  optionalMeta: words,
  priceMinor: count,
  pickupPointAllowed: z.boolean(),
  comment: z.string(),
  supplierStatus: z.string(),
  wbStatus: z.string(),
  supplyId: z.string().nullable(),
  /** Null: not asked for yet. */
  stickerReadyAtMs: moment,
  deliveredAtMs: moment,
  sticker: z.object({ partA: z.string(), partB: z.string(), barcode: z.string() }),
  marks: z.array(z.tuple([z.string(), z.object({ values: words, verdict: z.string(), verdictAtMs: z.number() })])),
});
const supply = z.object({
  id: z.string(),
  number: count,
  name: z.string(),
  createdAtMs: z.number(),
  closedAtMs: moment,
  scannedAtMs: moment,
  orderIds: z.array(count),
  boxes: words,
  lost: z.array(count),
  shipping: z.object({ type: z.string(), date: z.string(), pointId: count }).nullable(),
});
const pass = z.object({
  id: count,
  firstName: z.string(),
  lastName: z.string(),
  carModel: z.string(),
  carNumber: z.string(),
  officeId: count,
  endsAtMs: z.number(),
});
const seller = z.object({
  sid: z.string(),
  stocks: z.array(z.tuple([count, z.array(z.tuple([count, count]))])),
  orders: z.array(order),
  supplies: z.array(supply),
  passes: z.array(pass),
});
const memory = z.object({ version: z.literal(1), sellers: z.array(seller) });
type SellerMemory = z.infer<typeof seller>;

/** All that happened in this world, as JSON text: what cards there are follows from the seed and is not in it. */
export const remembered = (world: World): string => JSON.stringify({ version: 1, sellers: [...world.sellers.values()].map(sellerMemory) });

/** Puts a world back as it was. False, and the world as fresh as before: the text is not such a memory, or of other cards. */
export function recall(world: World, text: string): boolean {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return false;
  }
  const read = memory.safeParse(json);
  if (!read.success || !read.data.sellers.every((one) => fits(world.sellers.get(one.sid), one))) return false;
  for (const one of read.data.sellers) restore(world.sellers.get(one.sid)!, one);
  return true;
}

function sellerMemory({ sid, stocks, orders, supplies, passes }: Seller): SellerMemory {
  return {
    sid,
    stocks: [...stocks].map(([warehouse, shelf]) => [warehouse, [...shelf]]),
    orders: [...orders.values()].map(({ card, size, marks, stickerReadyAtMs, requiredMeta, optionalMeta, ...rest }) => ({
      ...rest,
      requiredMeta: [...requiredMeta],
      optionalMeta: [...optionalMeta],
      nmId: card.nmId,
      chrtId: size.chrtId,
      stickerReadyAtMs: Number.isFinite(stickerReadyAtMs) ? stickerReadyAtMs : null,
      marks: [...marks].map(([key, mark]) => [key, { ...mark, values: [...mark.values] }]),
    })),
    supplies: [...supplies.values()].map(({ orderIds, boxes, lost, ...rest }) => ({
      ...rest,
      orderIds: [...orderIds],
      boxes: [...boxes],
      lost: [...lost],
    })),
    passes: [...passes.values()],
  };
}

const thingOf = (owner: Seller, seen: { readonly nmId: number; readonly chrtId: number }): Pick<Order, 'card' | 'size'> | null => {
  const card = owner.cards.find((one) => one.nmId === seen.nmId);
  const size = card?.sizes.find((one) => one.chrtId === seen.chrtId);
  return card === undefined || size === undefined ? null : { card, size };
};

const fits = (owner: Seller | undefined, seen: SellerMemory): boolean =>
  owner !== undefined && seen.orders.every((one) => thingOf(owner, one) !== null);

function restore(owner: Seller, seen: SellerMemory): void {
  for (const [warehouse, shelf] of seen.stocks) owner.stocks.set(warehouse, new Map(shelf));
  for (const { nmId, chrtId, stickerReadyAtMs, marks, ...rest } of seen.orders)
    owner.orders.set(rest.id, {
      ...rest,
      ...thingOf(owner, { nmId, chrtId })!,
      stickerReadyAtMs: stickerReadyAtMs ?? Number.POSITIVE_INFINITY,
      marks: new Map(marks),
    });
  for (const one of seen.supplies)
    owner.supplies.set(one.id, { ...one, orderIds: new Set(one.orderIds), boxes: new Set(one.boxes), lost: new Set(one.lost) });
  for (const one of seen.passes) owner.passes.set(one.id, one);
}
