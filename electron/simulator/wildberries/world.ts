import type { Card, CardSize } from '../catalogue.ts';
import { createCatalogue } from '../catalogue.ts';
import type { Chance } from '../chance.ts';

export interface Warehouse {
  readonly id: number;
  name: string;
  officeId: number;
  readonly cargoType: 1 | 2 | 3;
  readonly deliveryType: 1 | 2 | 3 | 5 | 6;
  /** Until then the warehouse is being processed and takes no stock. */
  processingUntilMs: number;
}
/** A buyer's unit: one assembly order is always one piece. */
export interface Order {
  readonly id: number;
  readonly rid: string;
  readonly orderUid: string;
  readonly card: Card;
  readonly size: CardSize;
  readonly warehouseId: number;
  readonly createdAtMs: number;
  readonly cargoType: 1 | 2 | 3;
  readonly crossBorderType: 0 | 1;
  readonly isB2B: boolean;
  readonly isZeroOrder: boolean;
  readonly requiredMeta: readonly string[];
  readonly optionalMeta: readonly string[];
  readonly priceMinor: number;
  readonly pickupPointAllowed: boolean;
  readonly comment: string;
  supplierStatus: string;
  wbStatus: string;
  supplyId: string | null;
  stickerReadyAtMs: number;
  deliveredAtMs: number | null;
  readonly sticker: { readonly partA: string; readonly partB: string; readonly barcode: string };
  readonly marks: Map<string, { readonly values: readonly string[]; readonly verdict: string; readonly verdictAtMs: number }>;
}
export interface Supply {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly createdAtMs: number;
  closedAtMs: number | null;
  scannedAtMs: number | null;
  readonly orderIds: Set<number>;
  readonly boxes: Set<string>;
  /** Orders the acceptance did not find: they may go with another supply. */
  readonly lost: Set<number>;
  shipping: { readonly type: string; readonly date: string; readonly pointId: number } | null;
}
export interface Pass {
  readonly id: number;
  firstName: string;
  lastName: string;
  carModel: string;
  carNumber: string;
  officeId: number;
  readonly endsAtMs: number;
}
export interface Seller {
  readonly sid: string;
  readonly oid: number;
  readonly name: string;
  readonly tin: string;
  readonly tradeMark: string;
  readonly cards: readonly Card[];
  readonly warehouses: Warehouse[];
  /** By warehouse, by chrtId. Absent: never written. */
  readonly stocks: Map<number, Map<number, number>>;
  readonly orders: Map<number, Order>;
  readonly supplies: Map<string, Supply>;
  readonly passes: Map<number, Pass>;
}
export const OFFICES = [
  { id: 123, name: 'Калужка', city: 'Калуга', address: 'Калуга, Складской проезд, 1', district: 'Центральный федеральный округ' },
  { id: 15, name: 'Заречье', city: 'Москва', address: 'Москва, Учебная улица, 7', district: 'Центральный федеральный округ' },
  {
    id: 301,
    name: 'Северный двор',
    city: 'Санкт-Петербург',
    address: 'Санкт-Петербург, Примерный переулок, 3',
    district: 'Северо-Западный федеральный округ',
  },
] as const;
export const SHIPPING_POINTS = [
  { id: 50_001, name: 'СЦ Учебный', address: 'Москва, Учебная улица, 9', city: 'Москва', officeType: 'sc', cargoTypes: [1, 2, 3] },
  { id: 50_002, name: 'Склад Примерный', address: 'Москва, Примерное шоссе, 12', city: 'Москва', officeType: 'sw', cargoTypes: [1, 3] },
  { id: 50_003, name: 'ПВЗ Лесная, 5', address: 'Москва, Лесная улица, 5', city: 'Москва', officeType: 'pp', cargoTypes: [1] },
  { id: 50_101, name: 'СЦ Калужский', address: 'Калуга, Складской проезд, 2', city: 'Калуга', officeType: 'sc', cargoTypes: [1, 2, 3] },
] as const;

/** One seller's whole cabinet and the buyers before it. Time is told, never asked. */
export interface World {
  readonly sellers: Map<string, Seller>;
  readonly chance: Chance;
  readonly stickerDelayMs: number;
  readonly verdictDelayMs: number;
  nowMs(): number;
  nextId(): number;
  /** A buyer buys one piece. Without `chrtId`: something that is in stock, or nothing. With it: also what is not (`isZeroOrder`). */
  placeOrder(sid: string, wish?: OrderWish): Order | null;
  /** By the buyer, before acceptance. */
  cancelByBuyer(order: Order): void;
  /** What time does by itself: verdicts, sorting, pick-up, sale. */
  settle(): void;
}
export interface OrderWish {
  readonly chrtId?: number;
  readonly warehouseId?: number;
  readonly isB2B?: boolean;
  readonly crossBorder?: boolean;
  readonly cargoType?: 1 | 2 | 3;
  readonly orderUid?: string;
  readonly extraMeta?: readonly string[];
}

const HOUR_MS = 3_600_000;

export function createWorld(options: {
  seed: number;
  chance: Chance;
  nowMs: () => number;
  things: number;
  sellers: number;
  stickerDelayMs: number;
  verdictDelayMs: number;
  firstId: number;
}): World {
  const { chance, nowMs } = options;
  const sellers = new Map<string, Seller>();
  let id = options.firstId;
  for (let seat = 0; seat < options.sellers; seat += 1) {
    const seller = createSeller(seat, options.seed + seat, nowMs(), options.things);
    sellers.set(seller.sid, seller);
  }
  const world: World = {
    sellers,
    chance,
    stickerDelayMs: options.stickerDelayMs,
    verdictDelayMs: options.verdictDelayMs,
    nowMs,
    nextId: () => (id += chance.between(1, 40)),
    placeOrder: (sid, wish = {}) => placeOrder(world, sid, wish),
    cancelByBuyer(order) {
      order.wbStatus = order.supplierStatus === 'new' ? 'declined_by_client' : 'canceled';
      takeOut(sellerOf(world, order), order);
    },
    settle() {
      for (const seller of sellers.values()) for (const order of seller.orders.values()) age(order, nowMs());
    },
  };
  return world;
}

function createSeller(seat: number, seed: number, nowMs: number, things: number): Seller {
  const { cards } = createCatalogue(seed, nowMs, things);
  return {
    sid: `5e11e500-0000-4000-8000-${String(seat + 1).padStart(12, '0')}`,
    oid: 900_001 + seat,
    name: seat === 0 ? 'ООО «Учебный короб»' : `ИП Примеров ${String(seat)}`,
    tin: seat === 0 ? '7700000016' : '770000000106',
    tradeMark: seat === 0 ? 'Учебный короб' : `Примеров ${String(seat)}`,
    cards,
    warehouses: [
      { id: 658_434 + seat * 10, name: 'Основной склад', officeId: 15, cargoType: 1, deliveryType: 1, processingUntilMs: 0 },
      { id: 658_435 + seat * 10, name: 'Крупный товар', officeId: 123, cargoType: 3, deliveryType: 1, processingUntilMs: 0 },
      { id: 658_436 + seat * 10, name: 'Доставка своими силами', officeId: 15, cargoType: 1, deliveryType: 2, processingUntilMs: 0 },
    ],
    stocks: new Map(),
    orders: new Map(),
    supplies: new Map(),
    passes: new Map(),
  };
}

export const sellerOf = (world: World, order: Order): Seller => {
  for (const seller of world.sellers.values()) if (seller.orders.get(order.id) === order) return seller;
  throw new Error(`order ${String(order.id)} belongs to nobody`);
};

export function takeOut(seller: Seller, order: Order): void {
  if (order.supplyId !== null) seller.supplies.get(order.supplyId)?.orderIds.delete(order.id);
}

const inStock = (seller: Seller, warehouseId?: number): { warehouseId: number; chrtId: number }[] =>
  seller.warehouses
    .filter((one) => one.deliveryType === 1 && (warehouseId === undefined || one.id === warehouseId))
    .flatMap((one) =>
      [...(seller.stocks.get(one.id) ?? [])].filter(([, amount]) => amount > 0).map(([chrtId]) => ({ warehouseId: one.id, chrtId })),
    );

function placeOrder(world: World, sid: string, wish: OrderWish): Order | null {
  const seller = world.sellers.get(sid);
  if (!seller) throw new Error(`no seller ${sid}`);
  const stocked = inStock(seller, wish.warehouseId).filter((one) => wish.chrtId === undefined || one.chrtId === wish.chrtId);
  if (stocked.length === 0 && wish.chrtId === undefined) return null;
  const place =
    stocked.length > 0 ? world.chance.pick(stocked) : { warehouseId: wish.warehouseId ?? seller.warehouses[0]!.id, chrtId: wish.chrtId! };
  const card = seller.cards.find((one) => one.sizes.some((size) => size.chrtId === place.chrtId));
  const size = card?.sizes.find((one) => one.chrtId === place.chrtId);
  if (!card || !size) throw new Error(`no card has size ${String(place.chrtId)}`);
  const shelf = seller.stocks.get(place.warehouseId);
  if (stocked.length > 0) shelf?.set(place.chrtId, (shelf.get(place.chrtId) ?? 1) - 1);
  const { chance } = world;
  const id = world.nextId();
  const HEX = '0123456789abcdef';
  const order: Order = {
    id,
    rid: `d${chance.text(HEX, 31)}`,
    orderUid: wish.orderUid ?? `${String(chance.between(10_000_000, 99_999_999))}_${chance.text(HEX, 32)}`,
    card,
    size,
    warehouseId: place.warehouseId,
    createdAtMs: world.nowMs(),
    cargoType: wish.cargoType ?? seller.warehouses.find((one) => one.id === place.warehouseId)?.cargoType ?? 1,
    crossBorderType: wish.crossBorder ? 1 : 0,
    isB2B: wish.isB2B ?? false,
    isZeroOrder: stocked.length === 0,
    requiredMeta: [...(card.marked ? ['sgtin'] : []), ...(wish.extraMeta ?? [])],
    optionalMeta: [],
    priceMinor: card.priceMinor,
    pickupPointAllowed: true,
    comment: '',
    supplierStatus: 'new',
    wbStatus: 'waiting',
    supplyId: null,
    stickerReadyAtMs: Number.POSITIVE_INFINITY,
    deliveredAtMs: null,
    // Leading zeros on purpose: they are text, and clients that take them for numbers lose them.
    sticker: {
      partA: String(chance.between(0, 999_999)).padStart(6, '0'),
      partB: String(chance.between(0, 9999)).padStart(4, '0'),
      barcode: `!u${chance.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 7)}`,
    },
    marks: new Map(),
  };
  seller.orders.set(id, order);
  return order;
}

/** From the dock to the buyer: sorted in an hour, at the pick-up point in a day, sold in two. */
function age(order: Order, nowMs: number): void {
  if (order.deliveredAtMs === null || order.supplierStatus !== 'complete') return;
  const since = nowMs - order.deliveredAtMs;
  if (order.wbStatus === 'waiting' && since >= HOUR_MS) order.wbStatus = 'sorted';
  if (order.wbStatus === 'sorted' && since >= 24 * HOUR_MS) order.wbStatus = 'ready_for_pickup';
  if (order.wbStatus === 'ready_for_pickup' && since >= 48 * HOUR_MS) order.wbStatus = 'sold';
}
