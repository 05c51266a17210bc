import { afterEach, beforeEach, expect, it } from 'vitest';

import { testId } from '#tests/support/database.ts';
import { ozonRig } from '#tests/support/ozon-rig.ts';

const SEED = 20_261_128;
const TRACK = 'RA000000000RU';

let on: Awaited<ReturnType<typeof ozonRig>>;
beforeEach(async () => {
  on = await ozonRig(SEED);
});
afterEach(() => {
  expect(on.bugs).toEqual([]);
  expect(on.db.read.ledger.verify()).toEqual([]);
  on.rig.close();
});
const id = () => testId(on.time.nowMs());
const tell = (name: 'order.setTracking' | 'order.setDelivery', number: string, more: object) =>
  on.desk.ask(name, { operationId: id(), orderId: on.order(number).id, ...more });
const open = (number: string) => on.db.read.sync.openOf(on.accountId, `order:${on.order(number).id}`);

/** A posting of the seller's own delivery, taken to assembly and packed. */
async function packed(): Promise<string> {
  const { number } = on.world.placeOrder({ schema: 'rfbs', lines: [{ offerId: on.plain.offerId, quantity: 1 }] })!;
  await on.run(20_000);
  on.desk.ask('order.take', { operationId: id(), orderIds: [on.order(number).id] });
  await on.run(60_000);
  expect(on.order(number)).toMatchObject({ status: 'assembling', labelState: 'none' });
  expect(on.desk.scan(on.plain.barcodes[0]!)).toMatchObject({ code: 'packed-for-carrier', order: { number, status: 'packed' } });
  return number;
}

it('waits for no label, is packed without one, and its number and steps reach the marketplace', async () => {
  const number = await packed();
  expect(on.db.read.print.jobsOfOrder(on.order(number).id)).toEqual([]);
  tell('order.setTracking', number, { trackingNumber: TRACK });
  for (const [step, status] of [
    ['on-way', 'handed-over'],
    ['last-mile', 'handed-over'],
    ['delivered', 'delivered'],
  ] as const) {
    tell('order.setDelivery', number, { step });
    await on.run(60_000);
    expect(on.order(number).status).toBe(status);
  }
  expect(on.world.cabinet.postings.get(number)?.tracking).toBe(TRACK);
  expect(on.stockOf(on.plain)).toMatchObject({ onHand: 8, reserved: 0 });
  expect(open(number)).toEqual([]);
});

it('a step whose answer was lost is done once, whichever step it was', async () => {
  const number = await packed();
  for (const [step, path] of [
    ['on-way', '/v2/fbs/posting/delivering'],
    ['last-mile', '/v2/fbs/posting/last-mile'],
    ['delivered', '/v2/fbs/posting/delivered'],
  ] as const) {
    on.world.faults.next(path, 'lose-answer');
    tell('order.setDelivery', number, { step });
    await on.run(3 * 60_000);
    expect(on.db.read.orders.deliveryOf(on.order(number).id)?.asked).toBe(step);
  }
  expect(on.order(number).status).toBe('delivered');
});

it('steps are told in turn, and none before the parcel is packed', async () => {
  const { number } = on.world.placeOrder({ schema: 'rfbs', lines: [{ offerId: on.plain.offerId, quantity: 1 }] })!;
  await on.run(20_000);
  expect(() => tell('order.setDelivery', number, { step: 'on-way' })).toThrow('parcel-open');
});
