import { createCatalogue } from '../catalogue.ts';
import type { Chance } from '../chance.ts';
import type { TroubleKind } from '../troubles.ts';
import { moscowDay } from './answers.ts';

export interface Offer {
  readonly offerId: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly marketSku: number;
  readonly marked: boolean;
  readonly vendor: string;
  readonly weightKg: number;
  readonly priceMinor: number;
}
export interface Shop {
  readonly id: number;
  readonly name: string;
  readonly placement: 'FBS' | 'FBY';
  readonly model: 'FBS' | 'EXPRESS' | 'FBY';
  readonly warehouseId: number;
  readonly warehouse: string;
  availability: string;
}
/** What was told, and what buyers hold of it. */
export interface Shelf {
  available: number;
  freeze: number;
  updatedAtMs: number;
}
export interface Instance {
  readonly cis?: string;
  readonly uin?: string;
  readonly rnpt?: string;
  readonly gtd?: string;
  readonly countryCode?: string;
}
export interface Line {
  readonly id: number;
  readonly offer: Offer;
  count: number;
  taken: number;
  readonly required: readonly string[];
}
export interface Box {
  readonly boxId: number;
  readonly barcode: string;
  readonly items: readonly {
    readonly id: number;
    readonly fullCount?: number;
    readonly partialCount?: Part;
    readonly instances?: readonly Instance[];
  }[];
}
export interface Part {
  readonly current: number;
  readonly total: number;
}
export interface Order {
  readonly id: number;
  readonly shop: Shop;
  readonly createdAtMs: number;
  readonly fake: boolean;
  readonly business: boolean;
  readonly lines: readonly Line[];
  updatedAtMs: number;
  status: string;
  substatus: string;
  shipmentId: number | null;
  shippedAtMs: number | null;
  boxes: readonly Box[];
  /** When a code came to be checked, by its text. */
  readonly checks: Map<string, number>;
}
export interface Shipment {
  readonly id: number;
  readonly shop: Shop;
  readonly createdAtMs: number;
  readonly cutoffMs: number;
  readonly leavesAtMs: number;
  status: string;
  statusAtMs: number;
  places: number;
  lost: ReadonlySet<number>;
}
export interface Return {
  readonly id: number;
  readonly order: Order;
  readonly kind: 'UNREDEEMED' | 'RETURN';
  readonly createdAtMs: number;
  pickedAtMs: number | null;
}
export interface OrderWish {
  /** Which goods and how many; by itself one or two lines of what is in stock. */
  readonly lines?: readonly { readonly offerId: string; readonly count: number }[];
  readonly express?: boolean;
  readonly fake?: boolean;
  readonly business?: boolean;
  /** `CIS`, `UIN` …, on top of what the goods ask for by themselves. */
  readonly required?: readonly string[];
}
export interface World {
  readonly businessId: number;
  readonly name: string;
  readonly grouped: boolean;
  readonly chance: Chance;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly shops: readonly Shop[];
  readonly stock: Map<number, Map<string, Shelf>>;
  readonly orders: Map<number, Order>;
  readonly shipments: Map<number, Shipment>;
  readonly returns: Map<number, Return>;
  readonly reports: Map<string, { readonly orderIds: readonly number[]; readonly format: string; readonly readyAtMs: number }>;
  readonly checkDelayMs: number;
  readonly labelDelayMs: number;
  readonly cutoffDelayMs: number;
  /** What stands wrong until somebody mends it. */
  trouble: TroubleKind | null;
  readonly ids: { last: number };
  nowMs(): number;
  nextId(): number;
}

const HOUR_MS = 3_600_000;
export const GROUP = { id: 5001, name: 'Московская группа' } as const;

export function createWorld(options: {
  readonly seed: number;
  readonly chance: Chance;
  readonly nowMs: () => number;
  readonly things: number;
  readonly grouped: boolean;
  readonly firstOrderId: number;
  readonly checkDelayMs: number;
  readonly labelDelayMs: number;
  readonly cutoffDelayMs: number;
}): World {
  const { chance, nowMs } = options;
  const ids = { last: options.firstOrderId };
  return {
    businessId: 900_100,
    name: 'ООО «Учебный короб»',
    grouped: options.grouped,
    chance,
    offers: offersOf(options.seed, nowMs(), options.things),
    shops: [
      shopOf(21_000_001, 'Учебный короб', 'FBS', 310_001, 'Основной склад'),
      shopOf(21_000_002, 'Учебный короб, экспресс', 'EXPRESS', 310_002, 'Склад экспресса'),
      shopOf(21_000_003, 'Учебный короб, склад Маркета', 'FBY', 172, 'Яндекс.Маркет (Учебный)'),
    ],
    stock: new Map(),
    orders: new Map(),
    shipments: new Map(),
    returns: new Map(),
    reports: new Map(),
    checkDelayMs: options.checkDelayMs,
    labelDelayMs: options.labelDelayMs,
    cutoffDelayMs: options.cutoffDelayMs,
    trouble: null,
    nowMs,
    ids,
    nextId: () => (ids.last += chance.between(1, 30)),
  };
}

const shopOf = (id: number, name: string, model: Shop['model'], warehouseId: number, warehouse: string): Shop => ({
  id,
  name,
  placement: model === 'FBY' ? 'FBY' : 'FBS',
  model,
  warehouseId,
  warehouse,
  availability: 'AVAILABLE',
});

/** The same things the other marketplaces sell, one card a size, under the seller's own article. */
function offersOf(seed: number, nowMs: number, things: number): ReadonlyMap<string, Offer> {
  const { cards } = createCatalogue(seed, nowMs, things);
  const offers = cards.flatMap((card) =>
    card.sizes.map((size, seat): Offer => {
      const many = card.sizes.length > 1;
      return {
        offerId: many ? `${card.article}-${size.techSize}` : card.article,
        name: many ? `${card.title}, размер ${size.techSize}` : card.title,
        barcodes: size.barcodes,
        marketSku: 100_000_000_000 + card.nmId * 10 + seat,
        marked: card.marked,
        vendor: card.brand,
        weightKg: card.weightKg,
        priceMinor: card.priceMinor,
      };
    }),
  );
  return new Map(offers.map((offer) => [offer.offerId, offer]));
}

export function shelfOf(world: World, warehouseId: number, sku: string): Shelf {
  const shelves = world.stock.get(warehouseId) ?? new Map<string, Shelf>();
  world.stock.set(warehouseId, shelves);
  const shelf = shelves.get(sku) ?? { available: 0, freeze: 0, updatedAtMs: world.nowMs() };
  shelves.set(sku, shelf);
  return shelf;
}

/** A buyer's basket, from what the shop has on the shelf; null when there is nothing to buy. */
export function placeOrder(world: World, wish: OrderWish): Order | null {
  const shop = world.shops.find((one) => one.model === (wish.express === true ? 'EXPRESS' : 'FBS'))!;
  const wanted = wish.lines ?? basket(world, shop);
  if (wanted.length === 0) return null;
  const lines = wanted.map(({ offerId, count }): Line => {
    const offer = world.offers.get(offerId);
    if (offer === undefined) throw new Error(`no offer ${offerId}`);
    const shelf = shelfOf(world, shop.warehouseId, offerId);
    shelf.available = Math.max(0, shelf.available - count);
    shelf.freeze += count;
    return { id: world.nextId(), offer, count, taken: 0, required: [...(offer.marked ? ['CIS'] : []), ...(wish.required ?? [])] };
  });
  const order: Order = {
    id: world.nextId(),
    shop,
    createdAtMs: world.nowMs(),
    fake: wish.fake ?? false,
    business: wish.business ?? false,
    lines,
    updatedAtMs: world.nowMs(),
    status: 'PROCESSING',
    substatus: 'STARTED',
    shipmentId: shop.model === 'FBS' ? openShipment(world, shop).id : null,
    shippedAtMs: null,
    boxes: [],
    checks: new Map(),
  };
  world.orders.set(order.id, order);
  return order;
}

function basket(world: World, shop: Shop): { readonly offerId: string; readonly count: number }[] {
  const { chance } = world;
  const stocked = [...(world.stock.get(shop.warehouseId) ?? [])].filter(([, shelf]) => shelf.available > 0);
  if (stocked.length === 0) return [];
  const lines = new Map<string, number>();
  for (let line = chance.next() < 0.3 ? 2 : 1; line > 0; line -= 1) {
    const [offerId, shelf] = chance.pick(stocked);
    const count = chance.next() < 0.25 ? chance.between(2, 3) : 1;
    lines.set(offerId, Math.min(count, shelf.available));
  }
  return [...lines].map(([offerId, count]) => ({ offerId, count }));
}

/** Orders of one shop and day leave in one shipment, until it is confirmed. */
export function openShipment(world: World, shop: Shop, but?: Shipment): Shipment {
  const open = [...world.shipments.values()].find((one) => one.shop === shop && one !== but && one.status === 'OUTBOUND_CREATED');
  if (open !== undefined) return open;
  const createdAtMs = world.nowMs();
  const shipment: Shipment = {
    id: world.nextId(),
    shop,
    createdAtMs,
    cutoffMs: createdAtMs + world.cutoffDelayMs,
    leavesAtMs: Math.max(Date.parse(`${moscowDay(createdAtMs)}T20:00:00+03:00`), createdAtMs + world.cutoffDelayMs),
    status: 'OUTBOUND_CREATED',
    statusAtMs: createdAtMs,
    places: 0,
    lost: new Set(),
  };
  world.shipments.set(shipment.id, shipment);
  return shipment;
}

export function changeStatus(world: World, order: Order, status: string, substatus: string): void {
  order.status = status;
  order.substatus = substatus;
  order.updatedAtMs = world.nowMs();
}

/** Units come back on the shelf window, or leave it for good. */
export function release(world: World, order: Order, back: boolean): void {
  for (const line of order.lines) unfreeze(world, order, line.offer.offerId, line.count, back);
}
export function unfreeze(world: World, order: Order, sku: string, count: number, back: boolean): void {
  const shelf = shelfOf(world, order.shop.warehouseId, sku);
  shelf.freeze = Math.max(0, shelf.freeze - count);
  if (back) shelf.available += count;
}

export function cancel(world: World, order: Order, substatus: string): boolean {
  if (order.status !== 'PROCESSING' || order.shippedAtMs !== null) return false;
  release(world, order, true);
  changeStatus(world, order, 'CANCELLED', substatus);
  return true;
}

/** What time does by itself: from the dock to the buyer in two days; shipments ready at their hour. */
export function settle(world: World): void {
  const nowMs = world.nowMs();
  for (const order of world.orders.values()) {
    if (order.shippedAtMs === null || order.status === 'CANCELLED' || order.status === 'RETURNED') continue;
    const since = nowMs - order.shippedAtMs;
    if (order.status === 'PROCESSING' && since >= HOUR_MS) changeStatus(world, order, 'DELIVERY', 'DELIVERY_SERVICE_RECEIVED');
    if (order.status === 'DELIVERY' && since >= 24 * HOUR_MS) changeStatus(world, order, 'PICKUP', 'PICKUP_SERVICE_RECEIVED');
    if (order.status === 'PICKUP' && since >= 48 * HOUR_MS) changeStatus(world, order, 'DELIVERED', 'DELIVERY_SERVICE_DELIVERED');
  }
}

export const ordersOf = (world: World, shipment: Shipment): readonly Order[] =>
  [...world.orders.values()].filter((order) => order.shipmentId === shipment.id && order.status !== 'CANCELLED');
