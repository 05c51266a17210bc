import { afterEach, beforeEach, expect, it } from 'vitest';

import type { ChannelOrder, ChannelOrderStatus } from '#electron/channels/channel.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { createInlineLists } from '#electron/db/lists/lists.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';

import { connectionTo } from '../contract/yandex-market/simulated.ts';
import { TEST_NOW_MS } from '../support/database.ts';
import { problem } from '../support/scripted-channel.ts';
import { syncRig } from '../support/sync-rig.ts';

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 30 * 60_000;
const window = { accountId: null, search: '', offset: 0, limit: 50 } as const;

const sent = (id: string, status: ChannelOrderStatus['status'] = 'assembling'): ChannelOrder => ({
  id,
  number: `FBO-${id}`,
  groupKey: null,
  warehouseId: null,
  createdAtMs: TEST_NOW_MS,
  shipByMs: null,
  status: { id, status, own: status, cancellable: false },
  supplyId: null,
  price: { minor: 990_00, currency: 'RUB' },
  lines: [{ sku: 'sku-1', article: 'КР-1', name: 'Кружка', barcodes: [], quantity: 2 }],
  requiredMarks: [],
  optionalMarks: [],
  handoverKey: '',
  attributes: {},
});
const lies = (sku: string, place: string, available: number, reserved = 0) => ({ sku, place, available, reserved });

let rig: ReturnType<typeof syncRig>;
beforeEach(() => (rig = syncRig()));
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  rig.close();
});
const stock = async (search = '') =>
  (await createInlineLists(rig.sql).fulfilmentStock({ ...window, search })).rows.map((row) => [row.sku, row.available, row.places.length]);
const orders = async (search = '') =>
  (await createInlineLists(rig.sql).fulfilmentOrders({ ...window, search })).rows.map((row) => [row.number, row.status]);

it('goods and orders at the marketplace are read page by page, shown, and touch nothing of ours', async () => {
  rig.market.fulfilment = {
    stock: [[lies('sku-1', 'север', 5, 1), lies('чужой', 'юг', 3)], [lies('sku-1', 'юг', 2)]],
    orders: [[sent('1')], [sent('2', 'delivered')]],
  };
  await rig.run();
  expect(await stock()).toEqual([
    ['sku-1', 7, 2],
    ['чужой', 3, 1],
  ]);
  expect(rig.db.read.fulfilment.ofProduct(rig.productId)).toMatchObject([
    { place: 'север', available: 5, reserved: 1 },
    { place: 'юг', available: 2, reserved: 0 },
  ]);
  expect(await orders()).toEqual([
    ['FBO-1', 'assembling'],
    ['FBO-2', 'delivered'],
  ]);
  expect([await orders('круж fbo-2'), await stock('чуж')]).toEqual([[['FBO-2', 'delivered']], [['чужой', 3, 1]]]);
  expect([rig.stockOf(), rig.db.read.orders.counts(TEST_NOW_MS, 0)]).toMatchObject([
    { onHand: 10, reserved: 0 },
    { fresh: 0, toPack: 0, held: 0 },
  ]);
});

it('what a whole round no longer names is gone, and a round cut short keeps what was known', async () => {
  rig.market.fulfilment = { stock: [[lies('sku-1', 'север', 5)], [lies('sku-2', 'север', 4)]], orders: [[]] };
  await rig.run();
  rig.market.fulfilment = { stock: [[lies('sku-1', 'север', 1)], []], orders: [[]] };
  rig.market.next('fulfilment.stock', { kind: 'retry', problem: problem('server-error') });
  await rig.run(HALF_HOUR_MS);
  expect(await stock()).toContainEqual(['sku-2', 4, 1]);
  rig.restart();
  await rig.run(60_000);
  expect(await stock()).toEqual([['sku-1', 1, 1]]);
});

it('orders of two days are read every time, of thirty once a day', async () => {
  rig.market.fulfilment = { stock: [[]], orders: [[sent('1')]] };
  await rig.run();
  await rig.run(HALF_HOUR_MS);
  const windows = rig.market.calls
    .filter(({ operation }) => operation === 'fulfilment.orders')
    .map(({ detail }) => detail as { fromMs: number; toMs: number });
  expect(windows.map(({ fromMs, toMs }) => (toMs - fromMs) / DAY_MS)).toEqual([30, 2]);
  rig.time.jump(DAY_MS);
  await rig.run(1000);
  const last = rig.market.calls.findLast(({ operation }) => operation === 'fulfilment.orders')!.detail as { fromMs: number; toMs: number };
  expect((last.toMs - last.fromMs) / DAY_MS).toBe(30);
});

it('the Market’s own client against its simulator fills the same tables', async () => {
  const market = createYandexWorld({ seed: 20_261_127, nowMs: () => rig.time.nowMs(), limits: false, things: 40 });
  const [sku = ''] = market.world.offers.keys();
  market.world.stock.set(172, new Map([[sku, { available: 5, freeze: 2, updatedAtMs: TEST_NOW_MS }]]));
  const client = yandexMarket.connect(connectionTo(market, { token: market.credentials().token }));
  Object.assign(rig.ports, { channels: [{ ...yandexMarket, id: 'wildberries', connect: () => client }] });
  rig.restart();
  await rig.run(30_000);
  expect(await stock()).toEqual([[sku, 5, 1]]);
});
