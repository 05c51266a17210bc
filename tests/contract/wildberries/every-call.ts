import type { ChannelClient } from '#electron/channels/channel.ts';
import type { Outcome } from '#electron/channels/channel.ts';

type Call = readonly [operation: string, call: (client: ChannelClient) => Promise<Outcome<unknown>>];

const PASS = { firstName: 'Александр', lastName: 'Петров', carModel: 'ГАЗель', carNumber: 'A456BC123', officeId: '15' };
const WINDOW = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 10, 24) };
const SUPPLY = 'WB-GI-1234567';
const SHIPPING = { pointId: '318', kind: 'self', date: '2026-11-25' } as const;

/** Every method of the table, called as the sync loop calls it. */
export const EVERY_CALL: readonly Call[] = [
  ['seller.info', (client) => client.seller()],
  ['cards.list', (client) => client.listings(null)],
  ['cards.list', (client) => client.listings('{"updatedAt":"2026-11-20T11:17:00.96577Z","nmID":370870300}')],
  ['warehouses.list', (client) => client.warehouses()],
  ['stocks.read', (client) => client.stock.read('658434', ['987654321', '18446744073709551615'])],
  [
    'stocks.write',
    (client) =>
      client.stock.write('658434', [
        { sku: '987654321', quantity: 0 },
        { sku: '987654322', quantity: 100_000 },
      ]),
  ],
  ['orders.new', (client) => client.orders.fresh()],
  ['orders.list', (client) => client.orders.list(WINDOW, null)],
  ['orders.list', (client) => client.orders.list(WINDOW, '13833711')],
  ['orders.status', (client) => client.orders.statuses(['5632423'])],
  ['orders.cancel', (client) => client.orders.cancel('5632423')],
  ['orders.reshipment', (client) => client.supplies!.reshipment()],
  ['orders.stickers', (client) => client.labels.fetch(['5346346'], 'zpl')],
  ['orders.stickers', (client) => client.labels.fetch(['5346346'], 'png')],
  ['orders.stickers', (client) => client.labels.fetch(['5346346'], 'svg')],
  ['meta.read', (client) => client.marks.read(['123456'])],
  [
    'meta.sgtin',
    (client) =>
      client.marks.put({
        orderId: '5632423',
        kind: 'sgtin',
        values: ['0104630568317423215EirD_orEif7X\u001d91EE12\u001d92VygE'],
        whole: [],
      }),
  ],
  ['meta.uin', (client) => client.marks.put({ orderId: '5632423', kind: 'uin', values: ['1234567890123456'], whole: [] })],
  ['meta.imei', (client) => client.marks.put({ orderId: '5632423', kind: 'imei', values: ['123456789012345'], whole: [] })],
  ['meta.gtin', (client) => client.marks.put({ orderId: '5632423', kind: 'gtin', values: ['1234567890123'], whole: [] })],
  ['meta.expiration', (client) => client.marks.put({ orderId: '5632423', kind: 'expiration', values: ['12.09.2030'], whole: [] })],
  ['meta.customs', (client) => client.marks.put({ orderId: '5632423', kind: 'customs', values: ['10704010/010624/0000302'], whole: [] })],
  ['meta.remove', (client) => client.marks.remove('5632423', 'customs')],
  ['supplies.list', (client) => client.supplies!.list(null)],
  ['supplies.create', (client) => client.supplies!.create('Короб 24.11 019c0000-0000-7000-8000-000000000001')],
  ['supplies.get', (client) => client.supplies!.get(SUPPLY)],
  ['supplies.add', (client) => client.supplies!.add(SUPPLY, ['5632423', '3453452'])],
  ['supplies.order-ids', (client) => client.supplies!.orderIds(SUPPLY)],
  ['supplies.shipping-points', (client) => client.supplies!.shippingPoints({ city: 'Подольск', cargoType: 1 })],
  ['supplies.shipping-method', (client) => client.supplies!.setShipping(SUPPLY, SHIPPING)],
  ['supplies.shipping-method', (client) => client.supplies!.setShipping(SUPPLY, { ...SHIPPING, kind: 'carrier' })],
  ['supplies.deliver', (client) => client.supplies!.deliver(SUPPLY)],
  ['supplies.code', (client) => client.supplies!.code(SUPPLY, 'png')],
  ['supplies.remove', (client) => client.supplies!.remove(SUPPLY)],
  ['boxes.add', (client) => client.supplies!.addBoxes(SUPPLY, 4)],
  ['boxes.list', (client) => client.supplies!.boxes(SUPPLY)],
  ['boxes.remove', (client) => client.supplies!.removeBoxes(SUPPLY, ['WB-TRBX-1234567'])],
  ['boxes.stickers', (client) => client.supplies!.boxLabels(SUPPLY, ['WB-TRBX-1234567'], 'png')],
  ['passes.offices', (client) => client.passes!.offices()],
  ['passes.list', (client) => client.passes!.list()],
  ['passes.create', (client) => client.passes!.create(PASS)],
  ['passes.update', (client) => client.passes!.update('45', PASS)],
  ['passes.remove', (client) => client.passes!.remove('45')],
];
