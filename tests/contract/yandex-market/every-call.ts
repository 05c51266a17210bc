import type { ChannelClient, Outcome } from '#electron/channels/channel.ts';

import type { Line } from '../channels/scripted-connection.ts';
import { FBY_SHOP, lineOf, NOW_MS, ORDER_ID, orderOf, page, PLACES, SHOP, WAREHOUSE } from './cabinet.ts';

/** A method of the table: how the sync loop reaches it, and what must have been answered before. */
export interface Call {
  readonly operation: string;
  readonly call: (client: ChannelClient) => Promise<unknown>;
  readonly before?: Readonly<Record<string, Line>>;
}

const WINDOW = { fromMs: NOW_MS - 7 * 86_400_000, toMs: NOW_MS };
const SHIPMENT = `${SHOP}-88001`;
const CODE = '0104600000000015215abcdefGHIJK\u001D93Zjqw';
const READY = page([orderOf({ substatus: 'READY_TO_SHIP' })]);
const GROUPED: Line = {
  status: 200,
  body: {
    ...PLACES,
    result: { warehouses: PLACES.result.warehouses.map((one) => ({ ...one, groupInfo: { id: 3, name: 'Группа' } })), paging: {} },
  },
};
const MARKED = page([orderOf({ items: [lineOf({ requiredInstanceTypes: ['CIS'], instances: [{ cis: CODE.slice(0, 31) }] })] })]);
const whole = [0, 1].map((unit) => ({ sku: '0557722', unit, kind: 'sgtin' as const, value: CODE.replace('JK', `J${unit}`) }));
const both = [
  { sku: '0557722', quantity: 2 },
  { sku: 'ПОЛОТЕНЦЕ', quantity: 1 },
];
const shipment = (actions: readonly string[]): Readonly<Record<string, Line>> => ({
  'shipments.get': {
    status: 200,
    body: {
      status: 'OK',
      result: {
        id: 88001,
        planIntervalFrom: '2026-11-25T09:00:00+03:00',
        planIntervalTo: '2026-11-25T12:00:00+03:00',
        orderIds: [Number(ORDER_ID)],
        draftCount: 0,
        plannedCount: 1,
        factCount: 0,
        signature: { signed: false },
        availableActions: actions,
      },
    },
  },
});

/** Every method of the table, called as the sync loop calls it. */
export const EVERY_CALL: readonly Call[] = [
  { operation: 'token.read', call: (client) => client.seller() },
  { operation: 'campaigns.list', call: (client) => client.seller() },
  { operation: 'offers.list', call: (client) => client.listings(null) },
  { operation: 'offers.list', call: (client) => client.listings('eyJuZXh0IjoxfQ==') },
  { operation: 'warehouses.places', call: (client) => client.warehouses() },
  { operation: 'warehouses.models', call: (client) => client.warehouses() },
  { operation: 'stocks.write', call: (client) => client.stock.write(WAREHOUSE, [{ sku: '0557722', quantity: 0 }]) },
  { operation: 'stocks.read', call: (client) => client.stock.read(WAREHOUSE, ['0557722', ' x-1']) },
  {
    operation: 'stocks.write-group',
    call: (client) => client.stock.write(WAREHOUSE, [{ sku: '0557722', quantity: 2_000_000 }]),
    before: { 'warehouses.places': GROUPED },
  },
  {
    operation: 'stocks.read-campaign',
    call: (client) => client.stock.read(WAREHOUSE, ['0557722']),
    before: { 'warehouses.places': GROUPED },
  },
  { operation: 'stocks.read-campaign', call: (client) => client.fulfilment!.stock(`{"shop":"${FBY_SHOP}","token":"abc"}`) },
  { operation: 'orders.list', call: (client) => client.orders.fresh() },
  { operation: 'orders.list', call: (client) => client.orders.list(WINDOW, null) },
  { operation: 'orders.list', call: (client) => client.orders.list(WINDOW, 'abc') },
  { operation: 'orders.list', call: (client) => client.orders.statuses([ORDER_ID]) },
  { operation: 'orders.list', call: (client) => client.fulfilment!.orders(WINDOW, null) },
  { operation: 'orders.boxes', call: (client) => client.orders.confirm!({ orderId: ORDER_ID, packages: [{ lines: both }], whole: [] }) },
  {
    operation: 'orders.boxes',
    call: (client) => client.marks.put({ orderId: ORDER_ID, kind: 'sgtin', values: whole.map((mark) => mark.value), whole }),
    before: { 'orders.list': MARKED },
  },
  { operation: 'orders.boxes', call: (client) => client.marks.remove(ORDER_ID, 'sgtin'), before: { 'orders.list': MARKED } },
  { operation: 'orders.ready', call: (client) => client.orders.confirm!({ orderId: ORDER_ID, packages: [{ lines: both }], whole: [] }) },
  { operation: 'orders.list', call: (client) => client.orders.get!(ORDER_ID) },
  { operation: 'orders.cancel', call: (client) => client.orders.cancel(ORDER_ID) },
  { operation: 'orders.remove', call: (client) => client.orders.cancelLine!(ORDER_ID, { sku: '0557722', quantity: 1 }) },
  { operation: 'orders.identifiers', call: (client) => client.marks.read([ORDER_ID]), before: { 'orders.list': MARKED } },
  { operation: 'labels.order', call: (client) => client.labels.fetch([ORDER_ID], 'pdf'), before: { 'orders.list': READY } },
  { operation: 'labels.order', call: (client) => client.labels.fetch([ORDER_ID], 'pdf', '75x120'), before: { 'orders.list': READY } },
  { operation: 'labels.report', call: (client) => client.labels.sheet!.start([ORDER_ID, '41000002'], '75x120') },
  { operation: 'reports.info', call: (client) => client.labels.sheet!.get('019c0000-0000-7000-8000-000000000001') },
  { operation: 'shipments.search', call: (client) => client.handovers!.list(WINDOW) },
  { operation: 'shipments.get', call: (client) => client.handovers!.get(SHIPMENT) },
  { operation: 'shipments.confirm', call: (client) => client.handovers!.confirm(SHIPMENT) },
  { operation: 'shipments.pallets', call: (client) => client.handovers!.confirm(SHIPMENT, 2) },
  { operation: 'shipments.pallet-labels', call: (client) => client.handovers!.document(SHIPMENT, 'places'), before: shipment([]) },
  { operation: 'shipments.act', call: (client) => client.handovers!.document(SHIPMENT, 'act'), before: shipment(['DOWNLOAD_ACT']) },
  {
    operation: 'shipments.inbound-act',
    call: (client) => client.handovers!.document(SHIPMENT, 'act'),
    before: shipment(['DOWNLOAD_ACT', 'DOWNLOAD_INBOUND_ACT']),
  },
  {
    operation: 'shipments.discrepancy-act',
    call: (client) => client.handovers!.document(SHIPMENT, 'discrepancy'),
    before: shipment(['DOWNLOAD_DISCREPANCY_ACT']),
  },
  {
    operation: 'shipments.waybill',
    call: (client) => client.handovers!.document(SHIPMENT, 'waybill'),
    before: shipment(['DOWNLOAD_TRANSPORTATION_WAYBILL']),
  },
  { operation: 'shipments.transfer', call: (client) => client.handovers!.postpone!(SHIPMENT, [ORDER_ID]) },
  { operation: 'returns.list', call: (client) => client.returns!.list(null) },
];

/** What a call ended as: an outcome, or the outcome of the one order among many. */
export function endOf(answer: unknown): Outcome<unknown> {
  const one: unknown = Array.isArray(answer) ? (answer[0] as { readonly outcome: unknown }).outcome : answer;
  return one as Outcome<unknown>;
}
