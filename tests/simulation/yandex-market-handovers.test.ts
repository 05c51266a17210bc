import { afterEach, beforeEach, expect, it } from 'vitest';

import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';
import type { OutboxId } from '#shared/domain/ids.ts';

import { connectionTo, done } from '../contract/yandex-market/simulated.ts';
import { testId } from '../support/database.ts';
import { syncRig } from '../support/sync-rig.ts';

const DAY = 86_400_000;
const SEED = 20_261_127;

let rig: ReturnType<typeof syncRig>;
let market: ReturnType<typeof createYandexWorld>;
let client: ReturnType<typeof yandexMarket.connect>;
beforeEach(async () => {
  rig = syncRig();
  market = createYandexWorld({ seed: SEED, nowMs: () => rig.time.nowMs(), limits: false, things: 40 });
  const connection = connectionTo(market, { token: market.credentials().token });
  client = yandexMarket.connect(connection);
  // The cabinet of the rig, and behind it the Market's own client against the simulated Market.
  Object.assign(rig.ports, { channels: [{ ...yandexMarket, id: 'wildberries', connect: () => client }] });
  rig.restart();
  for (const warehouse of await done(client.warehouses())) {
    const rows = [...market.world.offers.keys()].map((sku) => ({ sku, quantity: 9 }));
    await done(client.stock.write(warehouse.id, rows));
  }
});
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  rig.close();
});

/** An order of plain goods that the Market takes for packed. */
async function ready(): Promise<string> {
  const plain = [...market.world.offers.values()].find((offer) => !offer.marked)!;
  const order = market.placeOrder({ lines: [{ offerId: plain.offerId, count: 1 }] })!;
  const packages = [{ lines: [{ sku: plain.offerId, quantity: 1 }] }];
  await rig.run(15_000);
  await done(client.orders.confirm!({ orderId: String(order.id), packages, whole: [] }));
  return String(order.id);
}
const row = () => rig.db.read.handovers.between(rig.accountId, rig.time.nowMs() - 2 * DAY, rig.time.nowMs() + 4 * DAY)[0]!;

it('a shipment of the Market is read, closed when its hour comes, documented, and its order goes by its own status', async () => {
  const id = await ready();
  await rig.run(5 * 60_000);
  expect(row()).toMatchObject({ state: 'open', problem: null });
  expect(rig.db.read.handovers.orderIds(row().id)).toEqual([rig.order(id).id]);
  await rig.run(10 * 60_000);
  expect(row().state).toBe('confirmable');

  rig.db.write((stores) => {
    const deed = rig.make.deed('handover', rig.time.nowMs());
    const command = { kind: 'handover.confirm', handoverId: row().id } as const;
    const subject = `handover:${row().id}`;
    stores.handovers.update(row().id, { asked: 'confirm' });
    stores.sync.enqueue({ id: testId() as OutboxId, accountId: rig.accountId, subject, command, operationId: deed.id }, rig.time.nowMs());
    stores.ledger.record(deed, {});
  });
  rig.sync.nudge(rig.accountId, 'outbox');
  await rig.run(90_000);
  expect(row()).toMatchObject({ state: 'closed', asked: null, problem: null });
  expect(rig.db.read.handovers.documents(row().id).map(({ kind }) => kind)).toContain('act');

  expect(market.acceptShipment(Number(row().attributes['number']))).toBe(true);
  await rig.run(6 * 60_000);
  expect(row().state).toBe('accepted');
  expect(rig.order(id).status).toBe('handed-over');
  expect(rig.db.read.handovers.document(row().id, 'act')).toMatchObject({ fetchedIn: 'accepted' });
});

it('what was not taken from the buyer is told as a return and waits for a person', async () => {
  const id = await ready();
  await rig.run(16 * 60_000);
  const [shipment] = await done(client.handovers!.list({ fromMs: rig.time.nowMs() - DAY, toMs: rig.time.nowMs() + DAY }));
  await done(client.handovers!.confirm(shipment!.id!));
  expect(market.acceptShipment(Number(shipment!.attributes['number']))).toBe(true);
  expect(market.returnOrder(Number(id), 'UNREDEEMED')).not.toBeNull();
  await rig.run(20 * 60_000);
  const found = rig.db.read.returns.byCode(id, 5);
  expect(rig.db.read.returns.views(found, rig.time.nowMs())).toMatchObject([{ kind: 'cancelled', lines: [{ quantity: 1, left: 1 }] }]);
});
