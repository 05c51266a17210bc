import { afterEach, beforeEach, expect, it } from 'vitest';

import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { markingCode } from '#electron/simulator/catalogue.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';

import { connectionTo, done } from '../contract/yandex-market/simulated.ts';
import { testId } from '../support/database.ts';
import { parcelDesk } from '../support/parcel-desk.ts';
import { syncRig } from '../support/sync-rig.ts';

const SEED = 20_261_127;

let rig: ReturnType<typeof syncRig>;
let market: ReturnType<typeof createYandexWorld>;
let desk: ReturnType<typeof parcelDesk>;
beforeEach(async () => {
  rig = syncRig({ stock: 0 });
  market = createYandexWorld({ seed: SEED, nowMs: () => rig.time.nowMs(), limits: false, things: 40 });
  const client = yandexMarket.connect(connectionTo(market, { token: market.credentials().token }));
  Object.assign(rig.ports, { channels: [{ ...yandexMarket, id: 'wildberries', connect: () => client }] });
  rig.restart();
  for (const warehouse of await done(client.warehouses())) {
    rig.make.channelWarehouse(rig.accountId, rig.warehouse, warehouse.id);
    await done(
      client.stock.write(
        warehouse.id,
        [...market.world.offers.keys()].map((sku) => ({ sku, quantity: 9 })),
      ),
    );
  }
  for (const offer of [plain(), marked()]) {
    const productId = rig.make.product({ article: offer.offerId, barcodes: [...offer.barcodes] });
    rig.make.receive(productId, rig.warehouse, 9);
    rig.make.listing(rig.accountId, { sku: offer.offerId, productId });
  }
  desk = parcelDesk(rig);
});
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});
const offers = () => [...market.world.offers.values()];
const plain = () => offers().find((offer) => !offer.marked)!;
const marked = () => offers().find((offer) => offer.marked)!;
const id = () => testId(rig.time.nowMs());
const place = () => desk.ask('packing.newPlace', { operationId: id(), stationId: 'station-1' });
const placed = async (lines: readonly { readonly offerId: string; readonly count: number }[]) => {
  const order = market.placeOrder({ lines })!;
  await rig.run(20_000);
  return String(order.id);
};

it('an order in three places is told with its codes in one word, and every place finds the order by its label', async () => {
  const number = await placed([
    { offerId: marked().offerId, count: 2 },
    { offerId: plain().offerId, count: 1 },
  ]);
  const { id: orderId, lines, packFirst } = rig.order(number);
  expect(packFirst).toBe(true);
  // The plain line asks for no code, whatever the other wants.
  expect(Object.fromEntries(lines.map((line) => [line.sku, line.marks]))).toEqual({ [marked().offerId]: ['sgtin'], [plain().offerId]: [] });
  const codes = ['5aaaaaaaaaaaa', '5bbbbbbbbbbbb'].map((serial) => markingCode(marked().barcodes[0]!, serial));
  desk.scan(codes[0]!);
  place();
  desk.scan(codes[1]!);
  place();
  const came = desk.scan(plain().barcodes[0]!);
  expect(came).toMatchObject({ code: 'packed-waiting', params: { parcel: '001-1, 001-2, 001-3' } });
  await rig.run(4 * 60_000);
  const told = market.world.orders.get(Number(number))!;
  expect(told.substatus).toBe('READY_TO_SHIP');
  expect(told.boxes.map((box) => box.items.map((item) => [item.fullCount, item.instances?.[0]?.cis ?? null]))).toEqual([
    [[1, codes[0]]],
    [[1, codes[1]]],
    [[1, null]],
  ]);
  expect(rig.order(number)).toMatchObject({ status: 'packed', labelState: 'stored' });
  expect(desk.jobs(orderId)).toMatchObject([{ state: 'queued' }]);
  for (const box of told.boxes) expect(rig.db.read.orders.byLabelBarcode(box.barcode)?.id).toBe(orderId);
});

it('units that are short are taken out before the word about assembly, and no later', async () => {
  const number = await placed([{ offerId: plain().offerId, count: 3 }]);
  const order = rig.order(number);
  const cancel = (quantity: number) =>
    desk.ask('order.cancelLine', { operationId: id(), orderId: order.id, lineId: order.lines[0]!.id, quantity, reason: 'не нашли' });
  cancel(2);
  await rig.run(20_000);
  expect(rig.order(number).lines.map((line) => line.quantity)).toEqual([1]);
  expect(market.world.orders.get(Number(number))!.lines.map((line) => line.count)).toEqual([1]);
  expect(rig.db.read.ledger.stock([order.lines[0]!.productId!])).toMatchObject([{ onHand: 9, reserved: 1 }]);
  const other = await placed([{ offerId: plain().offerId, count: 2 }]);
  desk.ask('order.take', { operationId: id(), orderIds: [rig.order(other).id] });
  await rig.run(60_000);
  expect(desk.ask('order.get', { id: rig.order(other).id }).may).toMatchObject({ cancelLines: false, places: 'no' });
});
