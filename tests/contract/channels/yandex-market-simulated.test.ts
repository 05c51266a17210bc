import { describe, expect, it } from 'vitest';

import type { ConfirmRequest, UnitMark } from '#electron/channels/channel.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { markingCode } from '#electron/simulator/catalogue.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';
import { ROUTES } from '#electron/simulator/yandex-market/routes.ts';
import type { Order } from '#electron/simulator/yandex-market/world.ts';
import { KNOWN_DIFFERENCES, SPEC_FILE } from '#tests/contract/yandex-market/known-differences.ts';
import { connectionTo, done } from '#tests/contract/yandex-market/simulated.ts';
import { loadOpenApi, specFiles } from '#tests/support/openapi.ts';

import { runChannelSuite } from './suite.ts';

const START_MS = Date.UTC(2026, 10, 24, 9);
const SEED = 20_261_124;
const found = specFiles('yandex-market', [SPEC_FILE]);
const absent = 'missing' in found ? found.missing : null;
const api = 'files' in found ? loadOpenApi(found.files, KNOWN_DIFFERENCES) : null;
const faults: string[] = [];

const market = createYandexWorld({ seed: SEED, nowMs: () => START_MS, limits: false, things: 250 });
const credentials = market.credentials();
const connection = connectionTo(market, { token: credentials.token }, { api, faults });
const client = yandexMarket.connect(connection);
const [plain, marked] = [false, true].map((wanted) => [...market.world.offers.values()].find((offer) => offer.marked === wanted)!);

/** Buyers only buy what is in stock. */
async function fillShelves(): Promise<void> {
  for (const warehouse of await done(client.warehouses())) {
    const rows = [...market.world.offers.keys()].map((sku) => ({ sku, quantity: 9 }));
    await done(client.stock.write(warehouse.id, rows));
  }
  expect(market.placeOrder()).not.toBeNull();
}

const whole = (order: Order): ConfirmRequest['packages'] => [
  { lines: order.lines.map((line) => ({ sku: line.offer.offerId, quantity: line.count })) },
];
const codes = (order: Order, from = 0): UnitMark[] =>
  order.lines
    .filter((line) => line.required.includes('CIS'))
    .flatMap((line) =>
      Array.from({ length: line.count }, (_, unit) => ({
        sku: line.offer.offerId,
        unit,
        kind: 'sgtin' as const,
        value: markingCode(line.offer.barcodes[0]!, `KOROB${String(order.id)}${String(from + unit)}`.slice(-13)),
      })),
    );

runChannelSuite('Yandex Market, simulated', async () => {
  await fillShelves();
  return { channel: yandexMarket, credentials: { token: credentials.token }, sellerId: null, handoverId: '21000001-1', connection };
});

describe('an order on its way through the simulated Market', () => {
  it('of plain goods goes into two boxes, is said to be ready, labelled, and leaves in a shipment', async () => {
    const order = market.placeOrder({ lines: [{ offerId: plain!.offerId, count: 3 }] })!;
    const id = String(order.id);
    const boxes = [1, 2].map((quantity) => ({ lines: [{ sku: plain!.offerId, quantity }] }));
    expect(await done(client.orders.confirm!({ orderId: id, packages: boxes, whole: [] }))).toEqual({ orderIds: [id] });
    expect(await done(client.orders.statuses([id]))).toMatchObject([{ status: 'assembling', own: 'PROCESSING/READY_TO_SHIP' }]);
    const { labels } = await done(client.labels.fetch([id], 'pdf'));
    expect(labels).toMatchObject([{ orderId: id, format: 'pdf', widthMm: 58, heightMm: 40, barcode: `${id}-1`, caption: id }]);
    const [large] = (await done(client.labels.fetch([id], 'pdf', '75x120'))).labels;
    expect([large?.widthMm, large?.heightMm]).toEqual([75, 120]);

    const others = [...market.world.orders.values()].filter((one) => one !== order && one.shipmentId === order.shipmentId);
    for (const other of others) expect(await done(client.orders.cancel(String(other.id)))).toBeUndefined();
    const [shipment] = await done(client.handovers!.list({ fromMs: START_MS, toMs: START_MS + 86_400_000 }));
    expect(shipment).toMatchObject({ state: 'open', orders: 1, warehouseId: '310001' });
    expect(await done(client.handovers!.orderIds(shipment!.id!))).toEqual([id]);
    expect(await client.handovers!.confirm(shipment!.id!)).toMatchObject({ kind: 'rejected', problem: { code: 'handover-too-early' } });
    expect(await done(client.handovers!.document(shipment!.id!, 'act'))).toBeNull();
    market.advance(11 * 60_000);
    expect(await done(client.handovers!.get(shipment!.id!))).toMatchObject({ state: 'confirmable' });
    await done(client.handovers!.confirm(shipment!.id!, 2));
    await done(client.handovers!.confirm(shipment!.id!));
    for (const kind of ['act', 'places', 'waybill'] as const)
      expect((await done(client.handovers!.document(shipment!.id!, kind)))?.file.length, kind).toBeGreaterThan(0);
    expect(market.acceptShipment(Number(shipment!.attributes['number']))).toBe(true);
    expect(await done(client.handovers!.get(shipment!.id!))).toMatchObject({ state: 'accepted' });
    expect((await done(client.handovers!.document(shipment!.id!, 'act')))?.format).toBe('pdf');
    expect(await done(client.orders.statuses([id]))).toMatchObject([{ status: 'handed-over' }]);
    expect(market.returnOrder(order.id, 'UNREDEEMED')).not.toBeNull();
    expect(await done(client.orders.statuses([id]))).toMatchObject([{ status: 'returned', own: 'CANCELLED/USER_REFUSED_PRODUCT' }]);
    market.advance(86_400_000);
    expect((await done(client.returns!.list(null))).items).toMatchObject([
      { orderId: id, kind: 'cancelled', state: 'ready-for-pickup', lines: [{ sku: plain!.offerId, quantity: 3 }] },
    ]);
  });

  it('of marked goods waits for its codes, then for their verdict, and only then is ready', async () => {
    const order = market.placeOrder({ lines: [{ offerId: marked!.offerId, count: 2 }] })!;
    const orderId = String(order.id);
    const request = { orderId, packages: whole(order), whole: codes(order) };
    expect((await done(client.orders.fresh())).find((one) => one.id === orderId)).toMatchObject({ requiredMarks: ['sgtin'] });
    expect(await client.orders.confirm!({ ...request, whole: [] })).toMatchObject({ problem: { code: 'marks-incomplete' } });
    await done(client.marks.put({ orderId, kind: 'sgtin', values: request.whole.map((mark) => mark.value), whole: request.whole }));
    expect(await done(client.marks.read([orderId]))).toMatchObject([{ kind: 'sgtin', verdict: 'pending', own: 'IN_PROGRESS' }]);
    expect(await client.orders.confirm!(request)).toMatchObject({ kind: 'retry', afterMs: 5000, problem: { code: 'marks-not-passed' } });
    expect((await done(client.labels.fetch([orderId], 'pdf'))).missing).toEqual([orderId]);
    market.advance(6000);
    expect(await done(client.marks.read([orderId]))).toMatchObject([
      { verdict: 'passed', values: request.whole.map((mark) => mark.value) },
    ]);
    const told = market.journal.filter((line) => line.operation === 'orders.boxes').length;
    await done(client.orders.confirm!(request));
    expect(market.journal.filter((line) => line.operation === 'orders.boxes')).toHaveLength(told);
    expect((await done(client.labels.fetch([orderId], 'pdf'))).labels).toHaveLength(1);
  });

  it('with a code of other goods is refused, and ready once the code is another', async () => {
    const order = market.placeOrder({ lines: [{ offerId: marked!.offerId, count: 1 }] })!;
    const orderId = String(order.id);
    const wrong = [{ sku: marked!.offerId, unit: 0, kind: 'sgtin' as const, value: markingCode('4607999999990', 'WRONG') }];
    expect((await client.orders.confirm!({ orderId, packages: whole(order), whole: wrong })).kind).toBe('retry');
    market.advance(6000);
    expect(await client.orders.confirm!({ orderId, packages: whole(order), whole: wrong })).toMatchObject({
      kind: 'rejected',
      problem: { code: 'marks-not-passed', channelCode: 'INVALID/CIS_GTIN_NOT_FOUND' },
    });
    expect((await client.orders.confirm!({ orderId, packages: whole(order), whole: codes(order) })).kind).toBe('retry');
    market.advance(6000);
    await done(client.orders.confirm!({ orderId, packages: whole(order), whole: codes(order) }));
  });

  it('loses units on request, but never the last ones', async () => {
    const order = market.placeOrder({ lines: [{ offerId: plain!.offerId, count: 2 }] })!;
    const id = String(order.id);
    await done(client.orders.cancelLine!(id, { sku: plain!.offerId, quantity: 1 }));
    expect(order.lines[0]?.count).toBe(1);
    expect(await client.orders.cancelLine!(id, { sku: plain!.offerId, quantity: 1 })).toMatchObject({
      problem: { code: 'cancel-not-allowed' },
    });
    expect(await client.orders.cancelLine!(id, { sku: plain!.offerId, quantity: 5 })).toMatchObject({
      problem: { code: 'lines-mismatch' },
    });
    await done(client.orders.cancel(id));
    expect(await done(client.orders.statuses([id]))).toMatchObject([{ status: 'cancelled' }]);
  });

  it('gets its label with others in one file, in the order given', async () => {
    const many = Array.from({ length: 2 }, () => market.placeOrder({ lines: [{ offerId: plain!.offerId, count: 1 }] })!);
    for (const order of many) await done(client.orders.confirm!({ orderId: String(order.id), packages: whole(order), whole: [] }));
    const sheet = await done(client.labels.sheet!.start(many.map((order) => String(order.id))));
    expect(await done(client.labels.sheet!.get(sheet.key))).toBeNull();
    market.advance(3000);
    expect((await done(client.labels.sheet!.get(sheet.key)))?.format).toBe('pdf');
    expect(market.journal.findLast((line) => line.operation === 'reports.file')?.keyed).toBe(false);
  });

  it('is settled by reading when the word about it was lost', async () => {
    for (const fault of ['lose-answer', 'server-error-after', 'lose-request'] as const) {
      const order = market.placeOrder({ lines: [{ offerId: plain!.offerId, count: 1 }] })!;
      const request = { orderId: String(order.id), packages: whole(order), whole: [] };
      market.faults.next('orders.status', fault);
      expect((await client.orders.confirm!(request)).kind, fault).toBe('unknown');
      const [now] = await done(client.orders.statuses([request.orderId]));
      expect(now?.status).toBe(fault === 'lose-request' ? 'new' : 'assembling');
      // A second try reads first, so nothing is said twice.
      await done(client.orders.confirm!(request));
      expect(order.substatus).toBe('READY_TO_SHIP');
    }
  });

  it('is taken for what it is when the buyer cancels in the middle', async () => {
    const order = market.placeOrder({ lines: [{ offerId: plain!.offerId, count: 1 }] })!;
    market.faults.next('orders.status', 'cancel-in-flight');
    const outcome = await client.orders.confirm!({ orderId: String(order.id), packages: whole(order), whole: [] });
    expect(outcome).toMatchObject({ kind: 'rejected', problem: { code: 'status-changed' } });
  });

  it('moves to the next shipment when it is put off', async () => {
    const order = market.placeOrder({ lines: [{ offerId: plain!.offerId, count: 1 }] })!;
    const from = order.shipmentId!;
    await done(client.handovers!.postpone!(`${String(order.shop.id)}-${String(from)}`, [String(order.id)]));
    expect(order.shipmentId).not.toBe(from);
  });
});

describe('a shipment of the simulated Market', () => {
  it('taken in with an order missing says which, and the order stays where it was', async () => {
    const other = createYandexWorld({ seed: SEED, nowMs: () => START_MS, things: 40, limits: false, cutoffDelayMs: 0 });
    const one = yandexMarket.connect(connectionTo(other, other.credentials(), { api, faults }));
    const [offerId = ''] = [...other.world.offers.values()].filter((offer) => !offer.marked).map((offer) => offer.offerId);
    const [kept, lost] = [1, 2].map((count) => other.placeOrder({ lines: [{ offerId, count }] })!);
    const id = `${String(kept!.shop.id)}-${String(kept!.shipmentId)}`;
    await done(one.orders.confirm!({ orderId: String(kept!.id), packages: whole(kept!), whole: [] }));
    expect(await one.handovers!.confirm(id)).toMatchObject({
      kind: 'rejected',
      problem: { code: 'handover-orders-not-ready', subjects: [String(lost!.id)] },
    });
    await done(one.orders.confirm!({ orderId: String(lost!.id), packages: whole(lost!), whole: [] }));
    await done(one.handovers!.confirm(id));
    other.acceptShipment(kept!.shipmentId!, [lost!.id]);
    expect(await done(one.handovers!.get(id))).toMatchObject({ state: 'accepted', own: 'ACCEPTED_WITH_DISCREPANCIES' });
    expect((await done(one.handovers!.document(id, 'discrepancy')))?.format).toBe('xls');
    const statuses = await done(one.orders.statuses([kept, lost].map((order) => String(order!.id))));
    expect(statuses.map((status) => status.status)).toEqual(['handed-over', 'assembling']);
  });

  it('stands beside goods at the Market’s own warehouse, which are only read', async () => {
    const other = createYandexWorld({ seed: SEED, nowMs: () => START_MS, things: 40, limits: false });
    const one = yandexMarket.connect(connectionTo(other, other.credentials(), { api, faults }));
    const [sku = ''] = other.world.offers.keys();
    other.world.stock.set(172, new Map([[sku, { available: 5, freeze: 2, updatedAtMs: START_MS }]]));
    expect(await done(one.fulfilment!.stock(null))).toEqual({
      items: [{ sku, place: '172', available: 5, reserved: 2 }],
      cursor: '',
      more: false,
    });
    expect((await done(one.fulfilment!.orders({ fromMs: START_MS - 1000, toMs: START_MS }, null))).items).toEqual([]);
  });
});

describe('stock at the simulated Market', () => {
  it('reads back what was told, and what no card has comes back as nothing', async () => {
    const rows = [
      { sku: plain!.offerId, quantity: 4 },
      { sku: 'НЕТ-ТАКОГО', quantity: 7 },
    ];
    expect(await done(client.stock.write('310001', rows))).toEqual({ refused: [] });
    expect(
      await done(
        client.stock.read(
          '310001',
          rows.map((row) => row.sku),
        ),
      ),
    ).toEqual([{ sku: plain!.offerId, quantity: 4 }]);
  });

  it('is told by shop and for one warehouse where warehouses stand in a group', async () => {
    const grouped = createYandexWorld({ seed: SEED, nowMs: () => START_MS, grouped: true, things: 40, limits: false });
    const one = yandexMarket.connect(connectionTo(grouped, grouped.credentials(), { api, faults }));
    const warehouses = await done(one.warehouses());
    expect(warehouses.map((warehouse) => warehouse.takesStock)).toEqual([true, false]);
    const [sku = ''] = grouped.world.offers.keys();
    await done(one.stock.write(warehouses[0]!.id, [{ sku, quantity: 5 }]));
    expect(await done(one.stock.read(warehouses[0]!.id, [sku]))).toEqual([{ sku, quantity: 5 }]);
    expect(grouped.world.stock.get(310_002)?.get(sku)?.available).toBe(5);
    expect(grouped.journal.map((line) => line.operation)).not.toContain('stocks.write');
    grouped.placeOrder({ lines: [{ offerId: sku, count: 1 }], express: true });
    expect(await done(one.orders.fresh())).toMatchObject([{ warehouseId: warehouses[0]!.id, attributes: { programType: 'EXPRESS' } }]);
  });

  it('goes through although the clock of this machine is an hour fast', async () => {
    const slow = createYandexWorld({ seed: SEED, nowMs: () => START_MS - 3_600_000, things: 40, limits: false });
    const fast = connectionTo(slow, slow.credentials(), { api, faults });
    const one = yandexMarket.connect({ ...fast, nowMs: () => START_MS });
    const [sku = ''] = slow.world.offers.keys();
    expect(await done(one.stock.write('310001', [{ sku, quantity: 2 }]))).toEqual({ refused: [] });
  });
});

describe('a limit of the simulated Market', () => {
  it('is waited for until the resource comes back, and is a moment when two requests met', async () => {
    market.faults.next('orders.list', 'rate-limit');
    expect(await client.orders.fresh()).toMatchObject({ kind: 'limited', untilMs: market.nowMs() + 60_000 });
    market.faults.next('orders.list', 'parallel-limit');
    expect(await client.orders.fresh()).toEqual({ kind: 'limited', untilMs: market.nowMs() + 1000 });
  });

  it('counts down in the headers and ends in 420', async () => {
    const strict = createYandexWorld({ seed: SEED, nowMs: () => START_MS, things: 20 });
    const one = yandexMarket.connect(connectionTo(strict, strict.credentials(), { api, faults }));
    for (let call = 0; call < 100; call += 1) await done(one.warehouses());
    expect(await one.warehouses()).toEqual({ kind: 'limited', untilMs: START_MS + 3_600_000 });
  });
});

describe('a key of the simulated Market', () => {
  it('with too few rights says which are missing', async () => {
    const narrow = market.credentials(['INVENTORY_AND_ORDER_PROCESSING_READ_ONLY']);
    const one = yandexMarket.connect(connectionTo(market, narrow, { api, faults }));
    expect((await done(one.seller())).missingRights).toEqual(['INVENTORY_AND_ORDER_PROCESSING', 'OFFERS_AND_CARDS_MANAGEMENT']);
    expect(await one.listings(null)).toMatchObject({ problem: { code: 'token-too-narrow' } });
  });

  it('that nobody made is refused, with and without a prefix', async () => {
    for (const token of ['ACMA:nobody0nobody0nobody0nobody', 'Bearer x'])
      expect(await yandexMarket.connect(connectionTo(market, { token }, { api, faults })).seller()).toMatchObject({
        kind: 'rejected',
        problem: { code: 'token-refused', httpStatus: 401 },
      });
  });

  it('of a cabinet that is switched off says why', async () => {
    const closed = createYandexWorld({ seed: SEED, nowMs: () => START_MS, things: 20 });
    for (const shop of closed.world.shops) shop.availability = 'DISABLED_BY_INACTIVITY';
    const one = yandexMarket.connect(connectionTo(closed, closed.credentials()));
    expect(await one.seller()).toMatchObject({
      kind: 'rejected',
      problem: { code: 'seller-blocked', channelCode: 'DISABLED_BY_INACTIVITY' },
    });
    expect((await done(one.warehouses()))[0]).toMatchObject({ takesStock: false, attributes: { unavailable: 'DISABLED_BY_INACTIVITY' } });
  });
});

it('serves every method the channel has, and every one was driven', () => {
  const driven = new Set(market.journal.map((line) => line.operation));
  const elsewhere = new Set(['stocks.write-group', 'stocks.read-campaign', 'shipments.discrepancy-act']);
  expect(ROUTES.map((route) => route.operation).filter((operation) => !driven.has(operation) && !elsewhere.has(operation))).toEqual([]);
});

describe.skipIf(absent !== null)(`both sides of every exchange${absent === null ? '' : ` (${absent})`}`, () => {
  it('hold to the specification', () => {
    console.log(`held to the specification: ${String(api!.covered().length)} operations`);
    expect([...new Set(faults)]).toEqual([]);
  });
});
