import {
  type Asked,
  bad,
  isRecord,
  isSaid,
  json,
  moscow,
  moscowDay,
  numbers,
  paged,
  records,
  refuse,
  result,
  type Said,
  text,
  words,
} from './answers.ts';
import { checkCis, checkUin, codesPass, instancesOf } from './checks.ts';
import { type Box, cancel, changeStatus, type Instance, type Line, type Order, type Part, unfreeze, type World } from './world.ts';

export type Serve = (world: World, asked: Asked) => Said;

const DAY_MS = 86_400_000;

/** Orders, their boxes and codes, their two words. */
export const orders: Readonly<Record<string, Serve>> = {
  'orders.list': listOrders,
  'orders.boxes': putBoxes,
  'orders.status': (world, asked) => {
    const order = orderOf(world, asked);
    const said = isRecord(asked.body) ? asked.body['order'] : null;
    if (order === null) return refuse(404, `Order not found: ${asked.holes['orderId'] ?? ''}`);
    if (!isRecord(said)) return bad('Order is not specified');
    const refused = transit(world, order, String(said['status']), String(said['substatus']));
    return refused === null ? json(200, { order: oldForm(order) }) : bad(refused);
  },
  'orders.identifiers': (world, asked) => {
    const order = orderOf(world, asked);
    if (order === null) return refuse(404, 'Order not found');
    return result({
      items: order.lines.map((line) => {
        const told = instancesOf(order, line);
        const cis = told.flatMap((one) => (one.cis === undefined ? [] : [checkCis(world, order, line, one.cis)]));
        const uin = told.flatMap((one) => (one.uin === undefined ? [] : [checkUin(world, order, one.uin)]));
        return { id: line.id, ...(cis.length === 0 ? {} : { cis }), ...(uin.length === 0 ? {} : { uin }) };
      }),
    });
  },
};

export function orderOf(world: World, asked: Asked): Order | null {
  const order = world.orders.get(Number(asked.holes['orderId']));
  return order === undefined || String(order.shop.id) !== asked.holes['campaignId'] ? null : order;
}

function listOrders(world: World, asked: Asked): Said {
  if (!isRecord(asked.body)) return bad('Request body is missing');
  const body = asked.body;
  const dates = isRecord(body['dates']) ? body['dates'] : {};
  const ids = numbers(body['orderIds']);
  const fromMs = Date.parse(text(dates['updateDateFrom']));
  const toMs = Date.parse(text(dates['updateDateTo']));
  if (ids !== null && ids.length > 50) return bad('Invalid filters: too many orderIds');
  if (toMs - fromMs > 30 * DAY_MS) return bad('Invalid filters: interval between updateDateFrom and updateDateTo is more than 30 days');
  const among = (field: string, value: string) => words(body[field])?.includes(value) ?? true;
  const oldestMs = ids === null && Number.isNaN(fromMs) ? world.nowMs() - 30 * DAY_MS : 0;
  const found = [...world.orders.values()]
    .filter((order) => ids?.includes(order.id) ?? true)
    .filter((order) => order.createdAtMs >= oldestMs)
    .filter((order) => Number.isNaN(fromMs) || order.updatedAtMs >= fromMs)
    .filter((order) => Number.isNaN(toMs) || order.updatedAtMs < toMs)
    .filter((order) => among('programTypes', order.shop.model) && among('statuses', order.status) && among('substatuses', order.substatus))
    .filter((order) => numbers(body['campaignIds'])?.includes(order.shop.id) ?? true)
    .filter((order) => typeof body['fake'] !== 'boolean' || order.fake === body['fake'])
    .toSorted((left, right) => left.id - right.id);
  const page = paged(found, asked.query, 50);
  return isSaid(page) ? page : json(200, { orders: page.page.map((order) => wire(world, order)), paging: page.paging });
}

const money = (minor: number) => ({ value: minor / 100, currencyId: 'RUR' });

function wire(world: World, order: Order) {
  const sum = order.lines.reduce((total, line) => total + line.offer.priceMinor * line.count, 0);
  return {
    orderId: order.id,
    campaignId: order.shop.id,
    programType: order.shop.model,
    status: order.status,
    substatus: order.substatus,
    creationDate: moscow(order.createdAtMs),
    updateDate: moscow(order.updatedAtMs),
    paymentType: 'PREPAID',
    paymentMethod: 'YANDEX',
    fake: order.fake,
    buyerType: order.business ? 'BUSINESS' : 'PERSON',
    items: order.lines.filter((line) => line.count > 0).map((line) => wireLine(order, line)),
    prices: { payment: money(sum), subsidy: money(0), cashback: money(0) },
    delivery: {
      type: 'PICKUP',
      serviceName: 'Доставка Маркета (учебная)',
      deliveryServiceId: 1_006_360,
      deliveryPartnerType: 'YANDEX_MARKET',
      dates: { fromDate: moscowDay(order.createdAtMs + 2 * DAY_MS) },
      shipment: shipmentOf(world, order),
      ...(order.boxes.length === 0 ? {} : { boxesLayout: order.boxes }),
    },
  };
}

function shipmentOf(world: World, order: Order) {
  const shipment = order.shipmentId === null ? undefined : world.shipments.get(order.shipmentId);
  if (shipment !== undefined) return { id: shipment.id, shipmentDate: moscowDay(shipment.leavesAtMs) };
  // Express is packed within the hour.
  const byMs = order.createdAtMs + 3_600_000;
  return { shipmentDate: moscowDay(byMs), shipmentTime: moscow(byMs).slice(11) };
}

function wireLine(order: Order, line: Line) {
  const told = instancesOf(order, line).map(({ cis, ...rest }) => ({
    ...rest,
    ...(cis === undefined ? {} : { cis: cis.split('\u001D')[0], cisFull: cis }),
  }));
  return {
    id: line.id,
    offerId: line.offer.offerId,
    offerName: line.offer.name,
    count: line.count,
    prices: { payment: money(line.offer.priceMinor * line.count) },
    ...(told.length === 0 ? {} : { instances: told }),
    ...(line.required.length === 0 ? {} : { requiredInstanceTypes: [...new Set(line.required)] }),
    ...(order.shippedAtMs === null ? {} : { itemStatuses: [{ status: 'SHIPPED', count: line.count }] }),
  };
}

/** The order as v2 still tells it, days first: nobody should read more than two words of it. */
const oldForm = (order: Order) => ({
  id: order.id,
  status: order.status,
  substatus: order.substatus,
  creationDate: `${moscowDay(order.createdAtMs).split('-').toReversed().join('-')} ${moscow(order.createdAtMs).slice(11, 19)}`,
  currency: 'RUR',
  itemsTotal: 0,
  deliveryTotal: 0,
  buyerItemsTotal: 0,
  buyerTotal: 0,
  buyerItemsTotalBeforeDiscount: 0,
  buyerTotalBeforeDiscount: 0,
  paymentType: 'PREPAID',
  paymentMethod: 'YANDEX',
  fake: order.fake,
  items: [],
  delivery: {
    type: 'PICKUP',
    serviceName: 'Доставка Маркета',
    deliveryPartnerType: 'YANDEX_MARKET',
    dates: { fromDate: '27-11-2026' },
    deliveryServiceId: 1,
  },
  buyer: { type: 'PERSON' },
  taxSystem: 'OSN',
});

/** Null: done. A second word about the same thing is an error, as there. */
function transit(world: World, order: Order, status: string, substatus: string): string | null {
  const here = `${order.status} ${order.substatus}`;
  const refused = `No transition found: '${here}' -> '${status} ${substatus}'`;
  if (status === 'CANCELLED') return substatus === 'SHOP_FAILED' && cancel(world, order, substatus) ? null : refused;
  if (status !== 'PROCESSING' || substatus !== 'READY_TO_SHIP' || here !== 'PROCESSING STARTED') return refused;
  if (!codesPass(world, order)) return `Order ${String(order.id)} instances have not passed validation`;
  if (order.boxes.length === 0) order.boxes = [wholeBox(world, order)];
  changeStatus(world, order, 'PROCESSING', 'READY_TO_SHIP');
  return null;
}

const wholeBox = (world: World, order: Order): Box => ({
  boxId: world.nextId(),
  barcode: `${String(order.id)}-1`,
  items: order.lines.filter((line) => line.count > 0).map((line) => ({ id: line.id, fullCount: line.count })),
});

function putBoxes(world: World, asked: Asked): Said {
  const order = orderOf(world, asked);
  if (order === null) return refuse(404, 'Order not found');
  if (order.status !== 'PROCESSING' || order.substatus !== 'STARTED')
    return bad('Attempt to change order items or instances after READY_TO_SHIP');
  const rows = records(isRecord(asked.body) ? asked.body['boxes'] : null);
  if (rows.length === 0) return bad('Boxes are not specified');
  const items = rows.map((row) => records(row['items']));
  const fault = layoutFault(order, items, isRecord(asked.body) && asked.body['allowRemove'] === true);
  if (fault !== null) return bad(fault);
  for (const line of order.lines) {
    const left = countIn(items, line);
    const taken = line.count - left;
    if (taken > 0) unfreeze(world, order, line.offer.offerId, taken, true);
    line.taken += taken;
    line.count = left;
  }
  // Whoever tells boxes again gets new ones: labels of the old are worth nothing.
  order.boxes = items.map((inside, seat) => ({
    boxId: world.nextId(),
    barcode: `${String(order.id)}-${String(seat + 1)}`,
    items: inside.map((item) => ({
      id: Number(item['id']),
      ...(typeof item['fullCount'] === 'number' ? { fullCount: item['fullCount'] } : { partialCount: item['partialCount'] as Part }),
      ...(Array.isArray(item['instances']) ? { instances: item['instances'] as Instance[] } : {}),
    })),
  }));
  for (const box of order.boxes)
    for (const item of box.items)
      for (const { cis, uin } of item.instances ?? [])
        for (const value of [cis, uin]) if (value !== undefined && !order.checks.has(value)) order.checks.set(value, world.nowMs());
  order.updatedAtMs = world.nowMs();
  return result({ boxes: order.boxes.map(({ boxId, items: inside }) => ({ boxId, items: inside })) });
}

const countIn = (boxes: readonly (readonly Record<string, unknown>[])[], line: Line): number => {
  const mine = boxes.flat().filter((item) => item['id'] === line.id);
  const whole = mine.reduce((sum, item) => sum + (typeof item['fullCount'] === 'number' ? item['fullCount'] : 0), 0);
  return whole + mine.filter((item) => isRecord(item['partialCount']) && item['partialCount']['current'] === 1).length;
};

function layoutFault(order: Order, boxes: readonly (readonly Record<string, unknown>[])[], allowRemove: boolean): string | null {
  for (const box of boxes) {
    if (box.length === 0) return 'Box is empty';
    if (new Set(box.map((item) => item['id'])).size !== box.length) return 'Duplicate item in a box';
    for (const item of box) {
      const line = order.lines.find((one) => one.id === item['id']);
      if (line === undefined) return `Item not found: ${String(item['id'])}`;
      if (Array.isArray(item['instances']) && typeof item['fullCount'] === 'number' && item['instances'].length > item['fullCount'])
        return `Too many instances for item ${String(line.id)}`;
    }
  }
  const counts = order.lines.map((line) => ({ line, left: countIn(boxes, line) }));
  if (counts.some(({ line, left }) => left > line.count)) return 'Items count can not be increased';
  if (counts.every(({ line, left }) => left === line.count)) return null;
  if (!allowRemove) return 'Removing items from the order is not allowed';
  return counts.some(({ left }) => left > 0) ? null : 'Unable to remove the last item of the order';
}
