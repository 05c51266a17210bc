import { type Asked, bad, isRecord, isSaid, moscow, moscowDay, ok, paged, pdf, refuse, result, text, xls } from './answers.ts';
import { drawLabels, drawPaper } from './label-file.ts';
import type { Serve } from './orders.ts';
import { requestedIds } from './shop.ts';
import { openShipment, ordersOf, type Return, type Shipment, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const DONE = new Set(['OUTBOUND_CONFIRMED', 'OUTBOUND_SIGNED', 'ACCEPTED', 'ACCEPTED_WITH_DISCREPANCIES', 'FINISHED']);
const TAKEN_IN = new Set(['ACCEPTED', 'ACCEPTED_WITH_DISCREPANCIES', 'FINISHED']);

/** First-mile shipments and what comes back of them. */
export const shipments: Readonly<Record<string, Serve>> = {
  'shipments.search': (world, asked) => {
    const body = isRecord(asked.body) ? asked.body : {};
    const [from, to] = [text(body['dateFrom']), text(body['dateTo'])];
    if (![from, to].every((day) => /^\d{4}-\d{2}-\d{2}$/u.test(day))) return bad('dateFrom and dateTo must be dates');
    const found = [...world.shipments.values()].filter((one) => {
      const day = moscowDay(one.leavesAtMs);
      return String(one.shop.id) === asked.holes['campaignId'] && day >= from && day <= to && ordersOf(world, one).length > 0;
    });
    const page = paged(found, asked.query, 30);
    if (isSaid(page)) return page;
    const rows = page.page.map((one) => ({ ...facts(world, one), status: statusOf(world, one), statusUpdateTime: moscow(one.statusAtMs) }));
    return result({ shipments: rows, paging: page.paging });
  },
  'shipments.get': (world, asked) =>
    about(world, asked, (one) =>
      result({
        ...facts(world, one),
        currentStatus: { status: statusOf(world, one), updateTime: moscow(one.statusAtMs) },
        availableActions: actionsOf(world, one),
      }),
    ),
  'shipments.confirm': (world, asked) =>
    about(world, asked, (one) => {
      const waiting = ordersOf(world, one).filter((order) => order.substatus !== 'READY_TO_SHIP');
      if (DONE.has(one.status)) return bad('Shipment has been confirmed already');
      if (one.cutoffMs > world.nowMs()) return bad('Cutoff time for shipments has not been reached yet');
      if (waiting.length > 0) return bad(`Some orders are in wrong status (${waiting.map((order) => String(order.id)).join(', ')})`);
      turn(world, one, 'OUTBOUND_CONFIRMED');
      return ok();
    }),
  'shipments.pallets': (world, asked) =>
    about(world, asked, (one) => {
      const places = isRecord(asked.body) ? asked.body['placesCount'] : null;
      if (!Number.isInteger(places) || (places as number) < 0) return bad('placesCount must not be negative');
      if (TAKEN_IN.has(one.status)) return bad('Shipment has been accepted already');
      one.places = places as number;
      return ok();
    }),
  'shipments.pallet-labels': (world, asked) =>
    about(world, asked, (one) => {
      const labels = Array.from({ length: one.places }, (_, seat) => ({
        code: `P${String(one.id)}-${String(seat + 1)}`,
        lines: [`${String(seat + 1)}/${String(one.places)}`],
      }));
      return labels.length === 0 ? bad('Pallets count is not set') : pdf(drawLabels(labels, asked.query.get('format') ?? 'A4'));
    }),
  'shipments.act': (world, asked) =>
    about(world, asked, (one) => (DONE.has(one.status) ? pdf(paper(world, 'ACT', one)) : bad('Shipment is not confirmed'))),
  'shipments.inbound-act': (world, asked) =>
    about(world, asked, (one) => (TAKEN_IN.has(one.status) ? pdf(paper(world, 'INBOUND ACT', one)) : bad('Inbound act is not ready'))),
  'shipments.discrepancy-act': (world, asked) =>
    about(world, asked, (one) => (one.lost.size > 0 ? xls(sheet([...one.lost].map(String))) : bad('There are no discrepancies'))),
  'shipments.waybill': (world, asked) =>
    about(world, asked, (one) =>
      DONE.has(one.status) ? xls(sheet(ordersOf(world, one).map((order) => String(order.id)))) : bad('Waybill is not ready'),
    ),
  'shipments.transfer': (world, asked) =>
    about(world, asked, (one) => {
      if (DONE.has(one.status)) return bad('Shipment has been confirmed already');
      const next = openShipment(world, one.shop, one);
      for (const id of requestedIds(asked.body, 'orderIds')) {
        const order = world.orders.get(id);
        if (order?.shipmentId !== one.id) continue;
        order.shipmentId = next.id;
        order.updatedAtMs = world.nowMs();
      }
      return ok();
    }),
  'returns.list': (world, asked) => {
    const from = asked.query.get('fromDate') ?? '';
    const found = [...world.returns.values()].filter(
      (one) => String(one.order.shop.id) === asked.holes['campaignId'] && moscowDay(changedAtMs(world, one)) >= from,
    );
    const page = paged(found, asked.query, 100);
    return isSaid(page) ? page : result({ returns: page.page.map((one) => wireReturn(world, one)), paging: page.paging });
  },
};

export function turn(world: World, shipment: Shipment, status: string): void {
  shipment.status = status;
  shipment.statusAtMs = world.nowMs();
}

function about(world: World, asked: Asked, serve: (shipment: Shipment) => ReturnType<Serve>): ReturnType<Serve> {
  const shipment = world.shipments.get(Number(asked.holes['shipmentId']));
  const here = shipment !== undefined && String(shipment.shop.id) === asked.holes['campaignId'];
  return here ? serve(shipment) : refuse(404, 'Shipment not found');
}

const statusOf = (world: World, one: Shipment): string =>
  one.status === 'OUTBOUND_CREATED' && one.cutoffMs <= world.nowMs() ? 'OUTBOUND_READY_FOR_CONFIRMATION' : one.status;

function actionsOf(world: World, one: Shipment): readonly string[] {
  const status = statusOf(world, one);
  return [
    ...(status === 'OUTBOUND_READY_FOR_CONFIRMATION' ? ['CONFIRM'] : []),
    ...(DONE.has(status) ? ['DOWNLOAD_ACT', 'DOWNLOAD_TRANSPORTATION_WAYBILL'] : []),
    ...(TAKEN_IN.has(status) ? ['DOWNLOAD_INBOUND_ACT'] : ['CHANGE_PALLETS_COUNT']),
    ...(one.lost.size > 0 ? ['DOWNLOAD_DISCREPANCY_ACT'] : []),
  ];
}

function facts(world: World, one: Shipment) {
  const inside = ordersOf(world, one);
  const taken = TAKEN_IN.has(one.status);
  return {
    id: one.id,
    planIntervalFrom: moscow(one.leavesAtMs - 3 * HOUR_MS),
    planIntervalTo: moscow(one.leavesAtMs),
    shipmentType: 'IMPORT',
    warehouse: { id: one.shop.warehouseId, name: one.shop.warehouse },
    warehouseTo: { id: 901, name: 'СЦ Учебный', address: 'Москва, Учебная улица, 9' },
    palletsCount: { planned: one.places, fact: taken ? one.places : 0 },
    orderIds: inside.map((order) => order.id),
    draftCount: inside.filter((order) => order.substatus === 'STARTED').length,
    plannedCount: inside.length,
    factCount: taken ? inside.length - one.lost.size : 0,
    signature: { signed: false },
  };
}

const paper = (world: World, title: string, one: Shipment): Uint8Array =>
  drawPaper(
    `${title} ${String(one.id)} TRAINING`,
    ordersOf(world, one).map((order, seat) => `${String(seat + 1)}. ${String(order.id)}`),
  );

/** A table the way old spreadsheets save it: tabs under the old name. */
const sheet = (rows: readonly string[]): Uint8Array =>
  new Uint8Array(Buffer.from(`order\ttraining\r\n${rows.join('\t\r\n')}\r\n`, 'latin1'));

function shipmentStatusOf(world: World, one: Return): string {
  if (one.pickedAtMs !== null) return 'PICKED';
  const since = world.nowMs() - one.createdAtMs;
  if (since >= 24 * HOUR_MS) return 'READY_FOR_PICKUP';
  return since >= HOUR_MS ? 'IN_TRANSIT' : 'CREATED';
}

/** A return changes each time its parcel goes on. */
function changedAtMs(world: World, one: Return): number {
  if (one.pickedAtMs !== null) return one.pickedAtMs;
  const since = world.nowMs() - one.createdAtMs;
  return one.createdAtMs + (since >= 24 * HOUR_MS ? 24 * HOUR_MS : since >= HOUR_MS ? HOUR_MS : 0);
}

function wireReturn(world: World, one: Return) {
  return {
    id: one.id,
    orderId: one.order.id,
    creationDate: moscow(one.createdAtMs),
    updateDate: moscow(changedAtMs(world, one)),
    returnType: one.kind,
    shipmentStatus: shipmentStatusOf(world, one),
    logisticPickupPoint: {
      id: 77,
      name: 'ПВЗ Учебный',
      address: { country: 'Россия', city: 'Москва', street: 'Лесная улица', house: '5' },
    },
    pickupTillDate: moscow(one.createdAtMs + 14 * 24 * HOUR_MS),
    items: one.order.lines.map((line) => ({
      shopSku: line.offer.offerId,
      count: line.count,
      tracks: [{ trackCode: `R${String(one.id)}` }],
    })),
    fastReturn: false,
  };
}
