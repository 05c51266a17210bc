import { beforeEach, describe, expect, test } from 'vitest';

import { createSimulator, type Simulator } from '#electron/simulator/simulator.ts';

const START_MS = Date.UTC(2026, 10, 24, 6, 0, 0);
const MARKET = 'marketplace-api.wildberries.ru';
let nowMs = START_MS;
let simulator: Simulator;

beforeEach(() => {
  nowMs = START_MS;
  simulator = createSimulator({ seed: 7, nowMs: () => nowMs, things: 60, limits: false });
});

const ask = (method: string, url: string, body?: unknown, token = simulator.token()) => {
  const { host, pathname, searchParams } = new URL(url.startsWith('/') ? `https://${MARKET}${url}` : url);
  return simulator.handle({ method, host, path: pathname, query: searchParams, headers: { authorization: token }, body });
};
const said = (method: string, url: string, body?: unknown, token?: string) => {
  const handled = ask(method, url, body, token);
  if (handled.kind === 'cut') throw new Error('cut');
  return handled.response as { status: number; body: any; headers?: Record<string, string> };
};
const shop = () => simulator.sellers[0]!;
const stockAll = (amount = 5) => {
  const chrtIds = shop().cards.flatMap((card) => card.sizes.map((size) => size.chrtId));
  return said('PUT', `/api/v3/stocks/${String(shop().warehouses[0]!.id)}`, { stocks: chrtIds.map((chrtId) => ({ chrtId, amount })) });
};
const plainSize = () => shop().cards.find((card) => !card.marked)!.sizes[0]!.chrtId;
const markedSize = () => shop().cards.find((card) => card.marked)!.sizes[0]!.chrtId;
const newSupply = () => said('POST', '/api/v3/supplies', { name: 'Поставка' }).body.id as string;
const add = (supplyId: string, ...orders: number[]) => said('PATCH', `/api/marketplace/v3/supplies/${supplyId}/orders`, { orders });
const ship = (supplyId: string) =>
  said('PATCH', '/api/marketplace/v3/fbs/supplies/shipping-method', {
    data: [{ supplyId, shippingType: 'selfShipping', shippingDt: simulator.today(), shippingPointId: 50_001 }],
  });

describe('who may ask', () => {
  test('a key that is no key, of another seller, expired, of the sandbox: 401', () => {
    for (const token of ['', 'abc', simulator.token({ sid: 'nobody' }), simulator.token({ days: -1 }), simulator.token({ sandbox: true })])
      expect(said('GET', '/api/v3/orders/new', undefined, token).status).toBe(401);
  });
  test('a key without the category, and a read-only key on a write: 403', () => {
    expect(said('GET', '/api/v3/orders/new', undefined, simulator.token({ categories: [1] })).status).toBe(403);
    expect(said('POST', '/api/v3/supplies', { name: 'x' }, simulator.token({ readOnly: true })).status).toBe(403);
    expect(said('GET', '/api/v3/orders/new', undefined, simulator.token({ readOnly: true })).status).toBe(200);
  });
});

describe('stock', () => {
  test('is written by chrtId, and a buyer takes one piece', () => {
    expect(stockAll(5).status).toBe(204);
    const order = simulator.placeOrder({ chrtId: plainSize() })!;
    expect(order.isZeroOrder).toBe(false);
    const read = said('POST', `/api/v3/stocks/${String(shop().warehouses[0]!.id)}`, { chrtIds: [plainSize()] });
    expect(read.body.stocks).toEqual([{ chrtId: plainSize(), amount: 4 }]);
  });
  test('by barcode is refused; with a misspelt field nothing happens and nobody says so', () => {
    const url = `/api/v3/stocks/${String(shop().warehouses[0]!.id)}`;
    expect(said('PUT', url, { stocks: [{ sku: '4607000000011', amount: 1 }] }).body.code).toBe('SKUUploadDisabled');
    expect(said('PUT', url, { stocks: [{ chrtID: plainSize(), amount: 3 }] }).status).toBe(204);
    expect(said('POST', url, { chrtIds: [plainSize()] }).body.stocks).toEqual([]);
  });
  test('what nobody stocks is bought at zero', () => {
    expect(simulator.placeOrder()).toBeNull();
    expect(simulator.placeOrder({ chrtId: plainSize() })!.isZeroOrder).toBe(true);
  });
});

describe('from order to supply', () => {
  beforeEach(() => stockAll());
  test('an order is new until it is in a supply; its sticker comes a moment after', () => {
    const order = simulator.placeOrder({ chrtId: plainSize() })!;
    const stickers = () => said('POST', '/api/v3/orders/stickers?type=zplv&width=58&height=40', { orders: [order.id] }).body.stickers;
    expect(said('GET', '/api/v3/orders/new').body.orders).toHaveLength(1);
    expect(stickers()).toEqual([]);
    expect(add(newSupply(), order.id).status).toBe(204);
    expect(said('GET', '/api/v3/orders/new').body.orders).toEqual([]);
    expect(stickers()).toEqual([]);
    nowMs += 2000;
    expect(stickers()[0]).toMatchObject({
      orderId: order.id,
      partA: expect.stringMatching(/^\d{6}$/u),
      partB: expect.stringMatching(/^\d{4}$/u),
    });
  });
  test('orders of another kind do not fit, and those that fit are in all the same', () => {
    const supplyId = newSupply();
    const plain = simulator.placeOrder({ chrtId: plainSize() })!;
    const business = simulator.placeOrder({ chrtId: plainSize(), isB2B: true })!;
    expect(add(supplyId, plain.id, business.id)).toMatchObject({ status: 409, body: { code: 'FailedToAddSupplyOrder' } });
    expect(said('GET', `/api/marketplace/v3/supplies/${supplyId}/order-ids`).body.orderIds).toEqual([plain.id]);
  });
  test('a supply goes only with orders, passed marking and shipping set; its QR exists only then', () => {
    const supplyId = newSupply();
    const deliver = () => said('PATCH', `/api/v3/supplies/${supplyId}/deliver`);
    expect(deliver().body.code).toBe('SupplyHasZeroOrders');
    const order = simulator.placeOrder({ chrtId: markedSize() })!;
    add(supplyId, order.id);
    expect(deliver()).toMatchObject({ status: 409, body: { code: 'MetaValidationFail' } });
    const code = `01${'4607000000011'.padStart(14, '0')}21S000000000001\u001D91EE11\u001D92AAAA`;
    expect(said('PUT', `/api/v3/orders/${String(order.id)}/meta/sgtin`, { sgtins: [code] }).status).toBe(204);
    expect(said('POST', '/api/marketplace/v3/orders/meta', { orders: [order.id] }).body.orders[0].metaDetails[0].decision).toBe('pending');
    nowMs += 5000;
    expect(deliver().body.code).toBe('SupplyShippingRequired');
    expect(said('GET', `/api/v3/supplies/${supplyId}/barcode?type=png`).body.code).toBe('SupplyNotClosed');
    expect(ship(supplyId).body.results).toEqual([{ supplyId, success: true }]);
    expect(deliver().status).toBe(204);
    expect(said('GET', `/api/v3/supplies/${supplyId}/barcode?type=png`).body.barcode).toBe(supplyId);
  });
  test('a code whose separators the scanner dropped, or that was used, does not pass', () => {
    const supplyId = newSupply();
    const decisions = ['010460700000001121S00000000000191EE1192AAAAAAAA', '010460700000001121S000000002BAD\u001D91EE11'].map((code) => {
      const order = simulator.placeOrder({ chrtId: markedSize() })!;
      add(supplyId, order.id);
      said('PUT', `/api/v3/orders/${String(order.id)}/meta/sgtin`, { sgtins: [code] });
      nowMs += 5000;
      return said('POST', '/api/marketplace/v3/orders/meta', { orders: [order.id] }).body.orders[0].metaDetails[0].decision;
    });
    expect(decisions).toEqual(['sgtinNoGS', 'sgtinWithdrawn']);
  });
  test('boxes are at most half as many as orders', () => {
    const supplyId = newSupply();
    add(supplyId, ...[1, 2, 3, 4].map(() => simulator.placeOrder({ chrtId: plainSize() })!.id));
    expect(said('POST', `/api/v3/supplies/${supplyId}/trbx`, { amount: 3 }).status).toBe(400);
    expect(said('POST', `/api/v3/supplies/${supplyId}/trbx`, { amount: 2 }).body.trbxIds).toHaveLength(2);
  });
  test('a cancelled order leaves its supply, a lost one may go with another', () => {
    const supplyId = newSupply();
    const [gone, lost] = [simulator.placeOrder({ chrtId: plainSize() })!, simulator.placeOrder({ chrtId: plainSize() })!];
    add(supplyId, gone.id, lost.id);
    expect(said('PATCH', `/api/v3/orders/${String(gone.id)}/cancel`).status).toBe(204);
    expect(said('PATCH', `/api/v3/orders/${String(gone.id)}/cancel`).body.code).toBe('StatusMismatch');
    ship(supplyId);
    said('PATCH', `/api/v3/supplies/${supplyId}/deliver`);
    expect(simulator.acceptSupply(supplyId, [lost.id])).toBe(true);
    expect(said('GET', '/api/v3/supplies/orders/reshipment').body.orders).toEqual([{ supplyID: supplyId, orderID: lost.id }]);
    expect(add(newSupply(), lost.id).status).toBe(204);
    expect(said('GET', '/api/v3/supplies/orders/reshipment').body.orders).toEqual([]);
  });
});

describe('limits', () => {
  beforeEach(() => {
    simulator = createSimulator({ seed: 7, nowMs: () => nowMs, things: 60 });
  });
  test('twenty at once, then one in 200 ms, and the answer says how long to wait without Retry-After', () => {
    for (let count = 0; count < 20; count += 1) expect(said('GET', '/api/v3/orders/new').status).toBe(200);
    const refused = said('GET', '/api/v3/orders/new');
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({ 'X-Ratelimit-Retry': '1', 'X-Ratelimit-Limit': '20' });
    expect(refused.headers).not.toHaveProperty('Retry-After');
    nowMs += 200;
    expect(said('GET', '/api/v3/orders/new').headers).toMatchObject({ 'X-Ratelimit-Remaining': '0' });
  });
  test('a 4XX costs ten', () => {
    said('GET', '/api/v3/supplies/WB-GI-1');
    expect(said('GET', '/api/v3/orders/new').headers).toMatchObject({ 'X-Ratelimit-Remaining': '9' });
  });
});

describe('faults', () => {
  beforeEach(() => stockAll());
  test('a lost answer: the supply is there, nobody was told', () => {
    simulator.faults.next('supplies.create', 'lose-answer');
    expect(ask('POST', '/api/v3/supplies', { name: 'Немая' })).toEqual({ kind: 'cut' });
    expect([...shop().supplies.values()].map((supply) => supply.name)).toEqual(['Немая']);
    expect(simulator.journal.at(-1)).toMatchObject({ applied: true, told: false, fault: 'lose-answer' });
  });
  test('half a batch: half is in, the answer is 409', () => {
    const supplyId = newSupply();
    const wanted = [1, 2, 3, 4].map(() => simulator.placeOrder({ chrtId: plainSize() })!.id);
    simulator.faults.next('supplies.add', 'half-batch');
    expect(add(supplyId, ...wanted).status).toBe(409);
    expect(said('GET', `/api/marketplace/v3/supplies/${supplyId}/order-ids`).body.orderIds).toEqual(wanted.slice(0, 2));
  });
  test('a stale page shows what was, an unknown word is a word', () => {
    said('GET', '/api/v3/orders/new');
    const order = simulator.placeOrder({ chrtId: plainSize() })!;
    simulator.faults.next('orders.new', 'stale-page');
    expect(said('GET', '/api/v3/orders/new').body.orders).toEqual([]);
    expect(said('GET', '/api/v3/orders/new').body.orders).toHaveLength(1);
    simulator.faults.next('orders.status', 'unknown-status');
    expect(said('POST', '/api/v3/orders/status', { orders: [order.id] }).body.orders[0].wbStatus).toBe('teleported');
  });
  test('a fault for an operation nobody serves is an error of the test', () => {
    expect(() => simulator.faults.next('supply.creat', 'lose-answer')).toThrow(RangeError);
  });
  test('the same seed tells the same story', () => {
    const story = () => {
      const one = createSimulator({ seed: 11, nowMs: () => START_MS, things: 60, limits: false, faults: { chancePerRequest: 0.5 } });
      const warehouse = one.sellers[0]!.warehouses[0]!;
      one.sellers[0]!.stocks.set(warehouse.id, new Map(one.sellers[0]!.cards.map((card) => [card.sizes[0]!.chrtId, 3])));
      one.setPace(30);
      one.advance(600_000);
      const request = {
        method: 'GET',
        host: MARKET,
        path: '/api/v3/orders/new',
        query: new URLSearchParams(),
        headers: { authorization: one.token() },
        body: undefined,
      };
      return JSON.stringify([...Array(30)].map(() => one.handle(request)));
    };
    expect(story()).toBe(story());
  });
});
