import {
  badBody,
  badParameter,
  ids,
  iso,
  isRecord,
  json,
  moscowDay,
  noContent,
  notFound,
  refuse,
  type SimResponse,
  text,
  whole,
} from './answers.ts';
import { DEAD, passes, verdicts } from './orders.ts';
import type { Serve } from './shop.ts';
import { renderSticker, stickerAsk } from './sticker-file.ts';
import { type Order, type Seller, SHIPPING_POINTS, type Supply, takeOut, type World } from './world.ts';

/** Supplies, their boxes and the way they go. */
export const supplies: Readonly<Record<string, Serve>> = {
  'supplies.create': (world, seller, request) => {
    const name = text(request.body, 'name', 1, 128);
    if (name === null) return badBody();
    const number = 200_000_000 + seller.supplies.size * 3 + world.chance.between(1, 2);
    const id = `WB-GI-${String(number)}`;
    seller.supplies.set(id, {
      id,
      number,
      name,
      createdAtMs: world.nowMs(),
      closedAtMs: null,
      scannedAtMs: null,
      orderIds: new Set(),
      boxes: new Set(),
      lost: new Set(),
      shipping: null,
    });
    return json(201, { id });
  },
  'supplies.list': (_world, seller, request) => {
    const limit = whole(request.query.get('limit'), 1, 1000);
    const next = whole(request.query.get('next'), 0, Number.MAX_SAFE_INTEGER);
    if (limit === null || next === null) return badParameter();
    const found = [...seller.supplies.values()].filter((supply) => supply.number > next).sort((one, other) => one.number - other.number);
    const page = found.slice(0, limit);
    return json(200, { next: page.at(-1)?.number ?? next, supplies: page.map((supply) => wire(seller, supply)) });
  },
  'supplies.get': withSupply((_world, seller, supply) => json(200, wire(seller, supply))),
  'supplies.order-ids': withSupply((_world, _seller, supply) => json(200, { orderIds: [...supply.orderIds] })),
  'supplies.remove': withSupply((_world, seller, supply) => {
    if (supply.orderIds.size > 0 || supply.closedAtMs !== null) return refuse(409, 'SupplyHasOrders');
    seller.supplies.delete(supply.id);
    return noContent();
  }),
  'supplies.add': withSupply((world, seller, supply, request) => {
    const wanted = ids(request.body, 'orders', 100);
    if (!wanted) return badParameter();
    return addOrders(world, seller, supply, wanted);
  }),
  'supplies.deliver': withSupply(deliver),
  'supplies.code': withSupply((_world, _seller, supply, request) => {
    const ask = stickerAsk(request.query, false);
    if (!ask) return badParameter();
    if (supply.closedAtMs === null) return refuse(409, 'SupplyNotClosed');
    return json(200, { barcode: supply.id, file: renderSticker({ code: supply.id, lines: [String(supply.number)] }, ask) });
  }),
  'boxes.list': withSupply((_world, _seller, supply) => json(200, { trbxes: [...supply.boxes].map((id) => ({ id })) })),
  'boxes.add': withSupply((world, _seller, supply, request) => {
    const amount = isRecord(request.body) ? request.body['amount'] : undefined;
    if (typeof amount !== 'number' || amount < 1 || amount > 1000) return badParameter();
    // Since September 2026: at most one box for two orders.
    if (supply.closedAtMs !== null || supply.boxes.size + amount > Math.floor(supply.orderIds.size / 2)) return badParameter();
    const trbxIds = Array.from({ length: amount }, () => `WB-TRBX-${String(world.nextId())}`);
    for (const id of trbxIds) supply.boxes.add(id);
    return json(201, { trbxIds });
  }),
  'boxes.remove': withSupply((_world, _seller, supply, request) => {
    const gone = boxIds(request.body);
    if (!gone || supply.closedAtMs !== null) return badParameter();
    for (const id of gone) supply.boxes.delete(id);
    return noContent();
  }),
  'boxes.stickers': withSupply((_world, _seller, supply, request) => {
    const ask = stickerAsk(request.query, false);
    const wanted = boxIds(request.body);
    if (!ask || !wanted) return badParameter();
    return json(200, {
      stickers: wanted
        .filter((id) => supply.boxes.has(id))
        .map((id) => {
          const barcode = `$WBMP:1:${String(supply.number)}:${id.slice(8)}`;
          return { barcode, file: renderSticker({ code: barcode, lines: [id.slice(8)] }, ask) };
        }),
    });
  }),
  'supplies.shipping-points': (_world, _seller, request) => {
    const city = request.query.get('city');
    const cargoType = whole(request.query.get('cargoType'), 1, 3);
    if (city === null || cargoType === null) return json(400, { title: 'IncorrectParameter', detail: 'city and cargoType are needed' });
    const found = SHIPPING_POINTS.filter(
      (point) => point.city.toLowerCase() === city.toLowerCase() && (point.cargoTypes as readonly number[]).includes(cargoType),
    );
    return json(200, { shippingPoints: found.map((point) => ({ ...point, latitude: 0, longitude: 0, fulfillment: false })) });
  },
  'supplies.shipping-method': (world, seller, request) => {
    const rows = isRecord(request.body) ? request.body['data'] : undefined;
    if (!Array.isArray(rows) || rows.length === 0 || rows.length > 100 || !rows.every(isRecord))
      return json(400, { title: 'IncorrectRequestBody', detail: 'data' });
    return json(200, { results: rows.map((row) => setShipping(world, seller, row)) });
  },
};

function withSupply(serve: (world: World, seller: Seller, supply: Supply, request: Parameters<Serve>[2]) => SimResponse): Serve {
  return (world, seller, request, hole) => {
    const supply = seller.supplies.get(hole);
    return supply ? serve(world, seller, supply, request) : notFound();
  };
}

const boxIds = (body: unknown): string[] | null => {
  const value = isRecord(body) ? body['trbxIds'] : undefined;
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string') ? value : null;
};

/** What orders of one supply have in common; the first order decides. */
export const kindOf = (order: Order): string =>
  `${String(order.warehouseId)}/${String(order.cargoType)}/${String(order.crossBorderType)}/${String(order.isB2B)}`;
const first = (seller: Seller, supply: Supply): Order | undefined =>
  [...supply.orderIds].map((id) => seller.orders.get(id)).find((one) => one !== undefined);

/** Adds what fits, refuses the rest with one 409 for all: a client must read back what was really added. */
export function addOrders(world: World, seller: Seller, supply: Supply, wanted: readonly number[]): SimResponse {
  let refused = 0;
  for (const id of wanted) {
    const order = seller.orders.get(id);
    const head = first(seller, supply);
    const fits = order && supply.closedAtMs === null && (head === undefined || kindOf(head) === kindOf(order)) && movable(seller, order);
    if (!fits) {
      refused += 1;
      continue;
    }
    if (order.supplyId === supply.id && supply.orderIds.has(id)) continue;
    takeOut(seller, order);
    if (order.supplyId !== null) seller.supplies.get(order.supplyId)?.lost.delete(id);
    supply.orderIds.add(id);
    order.supplyId = supply.id;
    if (order.supplierStatus !== 'confirm') order.stickerReadyAtMs = world.nowMs() + world.stickerDelayMs;
    order.supplierStatus = 'confirm';
    order.deliveredAtMs = null;
  }
  return refused > 0 ? refuse(409, 'FailedToAddSupplyOrder') : noContent();
}

function movable(seller: Seller, order: Order): boolean {
  if (DEAD.has(order.wbStatus)) return false;
  if (order.supplierStatus === 'new' || order.supplierStatus === 'confirm') return true;
  return order.supplyId !== null && seller.supplies.get(order.supplyId)?.lost.has(order.id) === true;
}

function deliver(world: World, seller: Seller, supply: Supply): SimResponse {
  if (supply.closedAtMs !== null) return refuse(409, 'StatusMismatch');
  const inside = [...supply.orderIds].flatMap((id) => seller.orders.get(id) ?? []);
  if (inside.length === 0) return refuse(409, 'SupplyHasZeroOrders');
  const failing = inside.filter((order) => !passes(world, order));
  if (failing.length > 0)
    return refuse(409, 'MetaValidationFail', {
      orders: failing.map((order) => ({
        id: order.id,
        metaDetails: verdicts(world, order).map((one) => ({ ...one, value: one.value ?? 'null' })),
      })),
    });
  if (!supply.shipping) return refuse(409, 'SupplyShippingRequired');
  supply.closedAtMs = world.nowMs();
  for (const order of inside) {
    order.supplierStatus = 'complete';
    order.deliveredAtMs = world.nowMs();
  }
  return noContent();
}

function setShipping(world: World, seller: Seller, row: Record<string, unknown>) {
  const supplyId = String(row['supplyId']);
  const error = (code: number, detail: string) => ({ supplyId, error: { code, detail } });
  const supply = seller.supplies.get(supplyId);
  const { shippingType, shippingDt, shippingPointId } = row;
  if (!supply) return error(404, 'NotFound');
  if (supply.scannedAtMs !== null) return error(409, 'SupplyAlreadyScanned');
  if (shippingType !== 'selfShipping' && shippingType !== 'transportCompany') return error(400, 'IncorrectRequestBody');
  if (typeof shippingDt !== 'string' || !/^\d{4}-\d\d-\d\d$/u.test(shippingDt) || shippingDt < moscowDay(world.nowMs()))
    return error(400, 'IncorrectRequestBody');
  const point = SHIPPING_POINTS.find((one) => one.id === shippingPointId);
  if (!point) return error(404, 'NotFound');
  const cargoType = first(seller, supply)?.cargoType;
  if (cargoType !== undefined && !(point.cargoTypes as readonly number[]).includes(cargoType)) return error(409, 'UnsuitableShippingType');
  supply.shipping = { type: shippingType, date: shippingDt, pointId: point.id };
  return { supplyId, success: true };
}

function wire(seller: Seller, supply: Supply) {
  const head = first(seller, supply);
  return {
    id: supply.id,
    name: supply.name,
    done: supply.closedAtMs !== null,
    createdAt: iso(supply.createdAtMs),
    closedAt: supply.closedAtMs === null ? null : iso(supply.closedAtMs),
    scanDt: supply.scannedAtMs === null ? null : iso(supply.scannedAtMs),
    cargoType: head?.cargoType ?? 0,
    crossBorderType: head ? head.crossBorderType : null,
    isB2b: head ? head.isB2B : null,
    destinationOfficeId: null,
    recommendedWhId: 15,
    isPickupPointShipmentAllowed: head?.pickupPointAllowed ?? true,
    ...(supply.shipping
      ? {
          shippingDt: supply.shipping.date,
          shippingPointId: supply.shipping.pointId,
          shippingType: supply.shipping.type,
          spotAvailable: false,
        }
      : { shippingDt: null, shippingPointId: null, shippingType: null, spotAvailable: false }),
  };
}
