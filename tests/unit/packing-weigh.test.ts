import { afterEach, beforeEach, expect, it } from 'vitest';

import { PLAIN_STATION } from '#shared/domain/station.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const CUP = '4600000000015';

let rig: ReturnType<typeof packingRig>;
beforeEach(() => {
  rig = packingRig();
  rig.db.write(({ desk }) => desk.setSetting(`station.${STATION}`, { ...PLAIN_STATION, weighs: true }));
});
afterEach(() => rig.close());

const weighing = async (stationId: string = STATION) => (await rig.ask('packing.state', { stationId })).weighing;
const weigh = (orderId: string, grams: number, source: 'scales' | 'hand' = 'scales') =>
  rig.ask('packing.weigh', { operationId: testId(), orderId, grams, source });
const packed = async () => {
  const order = rig.order(rig.thing(CUP, { stock: 5 }));
  expect(await weighing()).toBeNull();
  expect((await rig.scan(CUP)).code).toBe('printed');
  return order;
};

it('asks for the parcel that was just closed here, until it is weighed', async () => {
  const order = await packed();
  expect(await weighing()).toMatchObject({ orderId: order, grams: null, source: null });
  await weigh(order, 1250);
  expect(await weighing()).toMatchObject({ orderId: order, grams: 1250, source: 'scales' });
  await weigh(order, 1300, 'hand');
  expect(rig.db.read.orders.weightOf(order)).toMatchObject({ grams: 1300, source: 'hand' });
  expect(rig.db.read.orders.story(order).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['weighed']));
});

it('does not ask where this place does not weigh, nor for parcels of another place, nor for one long gone', async () => {
  await packed();
  expect(await weighing('station-2')).toBeNull();
  rig.later(31 * 60_000);
  expect(await weighing()).toBeNull();
  rig.later(-31 * 60_000);
  rig.db.write(({ desk }) => desk.setSetting(`station.${STATION}`, { ...PLAIN_STATION, weighs: false }));
  expect(await weighing()).toBeNull();
});

it('weighs a closed parcel alone: taken apart it has no weight, and packed again it is asked for anew', async () => {
  const order = await packed();
  await weigh(order, 900);
  await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: order });
  expect(rig.db.read.orders.weightOf(order)).toBeNull();
  expect(await rig.refusal('packing.weigh', { operationId: testId(), orderId: order, grams: 900, source: 'scales' })).toBe('parcel-open');
  await rig.scan(CUP);
  expect(await weighing()).toMatchObject({ orderId: order, grams: null });
});

it('is one operation: the same weighing sent twice is written once', async () => {
  const order = await packed();
  const once = { operationId: testId(), orderId: order, grams: 700, source: 'scales' as const };
  await rig.ask('packing.weigh', once);
  await rig.ask('packing.weigh', once);
  expect(rig.db.read.orders.story(order).filter(({ kind }) => kind === 'weighed')).toHaveLength(1);
  rig.setStatus(order, 'cancelled');
  expect(await rig.refusal('packing.weigh', { ...once, operationId: testId() })).toBe('order-over');
});
