import type { ChannelClient, Outcome, UnitMark } from '#electron/channels/channel.ts';
import type { OperationName } from '#electron/channels/ozon/operations.ts';

type Call = readonly [operation: OperationName, call: (client: ChannelClient) => Promise<Outcome<unknown>>];

const WINDOW = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 10, 24) };
const DAY = { fromMs: Date.UTC(2026, 10, 24, 9), toMs: Date.UTC(2026, 10, 24, 10) };
const POSTING = '41517061-0214-1';
const LINES = [
  { sku: '987654321', quantity: 2 },
  { sku: '987654322', quantity: 1 },
];
const REASON = { id: '402', title: 'Другое', message: 'Разбилась при упаковке' };
const SGTIN = '0104630568317423215EirD_orEif7X\u001d91EE12\u001d92VygE';
const MARKS: readonly UnitMark[] = [
  { sku: '987654322', unit: 0, kind: 'sgtin', value: SGTIN },
  { sku: '987654322', unit: 0, kind: 'customs', value: '10704010/010624/0000302' },
  { sku: '987654322', unit: 0, kind: 'rnpt', value: '' },
  { sku: '987654322', unit: 0, kind: 'weight', value: '549' },
];
const COUNTRY: UnitMark = { sku: '987654322', unit: 0, kind: 'country', value: 'CN' };

/** Every method of the table, called as the sync loop calls it. */
export const EVERY_CALL: readonly Call[] = [
  ['key.roles', (client) => client.seller()],
  ['seller.info', (client) => client.seller()],
  ['products.list', (client) => client.listings(null)],
  ['products.info', (client) => client.listings(null)],
  ['warehouses.list', (client) => client.warehouses()],
  ['stocks.read', (client) => client.stock.read('1020005003107121', ['987654321'])],
  [
    'stocks.write',
    (client) =>
      client.stock.write('1020005003107121', [
        { sku: '987654321', quantity: 0, cardId: '118597312' },
        { sku: '987654322', quantity: 999_999, cardId: '9007199254740993' },
      ]),
  ],
  ['postings.unfulfilled', (client) => client.orders.fresh()],
  ['postings.list', (client) => client.orders.list(WINDOW, null)],
  ['postings.get', (client) => client.orders.statuses([POSTING])],
  ['postings.ship', (client) => client.orders.confirm!({ orderId: POSTING, packages: [{ lines: LINES }], whole: MARKS })],
  [
    'postings.ship-part',
    (client) =>
      client.orders.confirm!({ orderId: POSTING, packages: [{ lines: [{ sku: '987654322', quantity: 1 }] }], partial: true, whole: MARKS }),
  ],
  ['postings.cancel-reasons', (client) => client.orders.cancelReasons!(POSTING)],
  ['postings.cancel', (client) => client.orders.cancel(POSTING, REASON)],
  ['postings.cancel-line', (client) => client.orders.cancelLine!(POSTING, { sku: '987654321', quantity: 1 }, REASON)],
  ['exemplars.get', (client) => client.marks.put({ orderId: POSTING, kind: 'sgtin', values: [SGTIN], whole: MARKS })],
  ['exemplars.set', (client) => client.marks.put({ orderId: POSTING, kind: 'sgtin', values: [SGTIN], whole: MARKS })],
  ['exemplars.status', (client) => client.marks.read([POSTING])],
  ['exemplars.update', (client) => client.marks.remove(POSTING, 'sgtin')],
  ['country.set', (client) => client.marks.put({ orderId: POSTING, kind: 'country', values: ['CN'], whole: [...MARKS, COUNTRY] })],
  ['labels.create', (client) => client.labels.fetch([POSTING], 'pdf')],
  ['labels.get', (client) => client.labels.fetch([POSTING], 'pdf')],
  ['carriages.list', (client) => client.handovers!.list(DAY)],
  ['carriages.get', (client) => client.handovers!.get('5008')],
  ['carriages.create', (client) => client.handovers!.create!({ key: '1020005003107121/2026-11-25' })],
  ['carriages.set-postings', (client) => client.handovers!.setOrders!('5008', [POSTING])],
  ['carriages.approve', (client) => client.handovers!.confirm('5008', 3)],
  ['carriages.cancel', (client) => client.handovers!.cancel!('5008')],
  ['acts.status', (client) => client.handovers!.document('5008', 'act')],
  ['acts.pdf', (client) => client.handovers!.document('5008', 'act')],
  ['acts.postings', (client) => client.handovers!.orderIds('5008')],
  ['acts.barcode-text', (client) => client.handovers!.document('5008', 'barcode')],
  ['acts.barcode', (client) => client.handovers!.document('5008', 'barcode')],
  ['acts.places', (client) => client.handovers!.document('5008', 'places')],
  ['acts.discrepancy', (client) => client.handovers!.document('5008', 'discrepancy')],
  ['units.list', (client) => client.handovers!.units!.list('1020005003107121', DAY)],
  ['units.get', (client) => client.handovers!.units!.get('7001')],
  ['units.create', (client) => client.handovers!.units!.create({ warehouseId: '1020005003107121', kind: 'box', large: false, amount: 2 })],
  ['units.fill', (client) => client.handovers!.units!.fill('7001', [POSTING])],
  ['units.take-out', (client) => client.handovers!.units!.takeOut('7001', [POSTING])],
  ['units.approve', (client) => client.handovers!.units!.close('7001')],
  ['units.cancel', (client) => client.handovers!.units!.cancel('7001')],
  ['units.task', (client) => client.handovers!.units!.close('7001')],
  ['units.label', (client) => client.handovers!.units!.label('7001')],
  ['delivery.tracking', (client) => client.delivery!.setTracking(POSTING, 'RA000000000RU')],
  ['delivery.on-way', (client) => client.delivery!.setState(POSTING, 'on-way')],
  ['delivery.last-mile', (client) => client.delivery!.setState(POSTING, 'last-mile')],
  ['delivery.delivered', (client) => client.delivery!.setState(POSTING, 'delivered')],
  ['returns.list', (client) => client.returns!.list(null)],
  ['fulfilment.stock', (client) => client.fulfilment!.stock(null)],
  ['fulfilment.postings', (client) => client.fulfilment!.orders(WINDOW, null)],
];
