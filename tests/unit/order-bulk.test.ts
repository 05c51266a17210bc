import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const EAN = '4600000000015';

let rig: ReturnType<typeof packingRig>;
let thing: ReturnType<typeof rig.thing>;
beforeEach(() => {
  rig = packingRig();
  thing = rig.thing(EAN, { stock: 9 });
});
afterEach(() => {
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});
const print = (orderIds: readonly string[]) => rig.ask('order.printLabels', { operationId: testId(), stationId: STATION, orderIds });

describe('labels printed before their orders are packed', () => {
  it('leave once each, and every order says why its label did not', async () => {
    const [first, second] = [rig.order(thing), rig.order(thing)];
    const waiting = rig.order(thing, { label: false });
    const gone = rig.order(thing, { status: 'cancelled' });
    const answer = await print([first, second, waiting, gone, first]);
    expect(answer.jobIds).toHaveLength(2);
    expect(answer.skipped).toEqual([
      { orderId: waiting, code: 'no-label-yet' },
      { orderId: gone, code: 'order-over' },
    ]);
    expect((await print([first])).skipped).toEqual([{ orderId: first, code: 'printed-already' }]);
    expect(rig.jobs(first)).toMatchObject([{ state: 'queued', reprintOf: null, printerId: rig.printerId }]);
    expect(rig.woken).toContain(rig.printerId);
  });

  it('are not printed again when the order is packed: the packer is told to take it from the pile', async () => {
    const order = rig.order(thing, { number: '3912345678' });
    await print([order]);
    const came = await rig.scan(EAN);
    expect(came).toMatchObject({ code: 'packed-labelled', tone: 'right', params: { caption: '3912 345678' }, order: { status: 'packed' } });
    expect(rig.jobs(order)).toHaveLength(1);
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: null });
    expect(rig.db.read.orders.byId(order)?.status).toBe('assembling');
  });

  it('and again after one was spoiled: packing prints no third', async () => {
    const order = rig.order(thing);
    const { jobIds } = await print([order]);
    rig.db.write((stores) => stores.print.advance(jobIds[0] as never, ['queued'], 'sent', rig.now()));
    await rig.ask('packing.reprint', { operationId: testId(), stationId: STATION, orderId: order, reason: 'spoiled' });
    expect(await rig.scan(EAN)).toMatchObject({ code: 'packed-labelled' });
    expect(rig.jobs(order)).toHaveLength(2);
  });

  it('one that waits for its picture is not printed besides the one that is asked for again', async () => {
    const order = rig.order(thing);
    const { jobIds } = await print([order]);
    rig.db.write((stores) => stores.print.advance(jobIds[0] as never, ['queued'], 'waiting', rig.now(), 'label-format-coming'));
    await rig.ask('packing.reprint', { operationId: testId(), stationId: STATION, orderId: order, reason: 'spoiled' });
    expect(rig.jobs(order).map((job) => job.state)).toEqual(['cancelled', 'queued']);
  });

  it('that did not leave the printer are printed by the packing as ever', async () => {
    const order = rig.order(thing);
    const { jobIds } = await print([order]);
    rig.db.write((stores) => stores.print.advance(jobIds[0] as never, ['queued'], 'failed-not-sent', rig.now(), 'offline'));
    expect(await rig.scan(EAN)).toMatchObject({ code: 'printed' });
    expect(rig.jobs(order).map((job) => job.state)).toEqual(['failed-not-sent', 'queued']);
  });
});

describe('a wave of chosen orders', () => {
  it('takes those that can be picked, and says of every other why not', async () => {
    const [first, second, third] = [rig.order(thing), rig.order(thing), rig.order(thing)];
    const fresh = rig.order(thing, { status: 'new' });
    const make = (orderIds: readonly string[]) =>
      rig.ask('wave.make', { operationId: testId(), id: testId(), warehouseId: rig.warehouse, orderIds });
    expect(await make([first, fresh])).toMatchObject({ orders: 1, skipped: [{ orderId: fresh, code: 'not-pickable' }] });
    expect(await make([first, third])).toMatchObject({ orders: 1, skipped: [{ orderId: first, code: 'in-wave' }] });
    expect(rig.db.read.waves.waveOf(second)).toBeNull();
    expect(await rig.refusal('wave.make', { operationId: testId(), id: testId(), warehouseId: rig.warehouse, orderIds: [first] })).toBe(
      'nothing-to-do',
    );
  });
});

describe('one file of labels from the marketplace', () => {
  const sheetOf = (orderIds: readonly string[]) => rig.ask('order.labelSheet', { accountId: rig.accountId, orderIds });
  const file = Uint8Array.of(0x25, 0x50, 0x44, 0x46);

  it('is asked for in the order given, for orders whose label is there', async () => {
    const [first, second] = [rig.order(thing), rig.order(thing)];
    const waiting = rig.order(thing, { label: false });
    const asked: unknown[] = [];
    const sheet = {
      batch: 10,
      start: (ids: readonly string[]) => (asked.push(ids), Promise.resolve({ kind: 'done', value: { key: 'k' } } as const)),
      get: () => Promise.resolve({ kind: 'done', value: { format: 'pdf', file, barcode: null } } as const),
    };
    rig.setClient({ labels: { sheet } as never });
    const numberOf = (id: typeof first) => rig.db.read.orders.byId(id)!.externalId;
    expect(await sheetOf([second, waiting, first])).toEqual({ fileBase64: Buffer.from(file).toString('base64'), orders: 2 });
    expect(asked).toEqual([[numberOf(second), numberOf(first)]]);
    expect(await rig.refusal('order.labelSheet', { accountId: rig.accountId, orderIds: [waiting] })).toBe('nothing-to-do');
  });

  it('is no way of a marketplace that draws none', async () => {
    rig.setClient({ labels: {} as never });
    expect(await rig.refusal('order.labelSheet', { accountId: rig.accountId, orderIds: [rig.order(thing)] })).toBe('not-supported');
  });
});
