import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OrderId, SupplyId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const EAN = '4600000000015';
const SHIPPING = { pointId: '77', pointName: 'Коледино', kind: 'self', date: '2026-11-24' };

let rig: ReturnType<typeof packingRig>;
beforeEach(() => (rig = packingRig()));
afterEach(() => rig.close());

/** Takes the orders to assembly and plays the marketplace's part: the supply exists and shows them. */
async function assembled(orderIds: readonly OrderId[]): Promise<SupplyId> {
  const done = await rig.ask('supply.assemble', { operationId: testId(), orderIds, supplyId: null });
  const id = done.supplyIds[0] as SupplyId;
  rig.db.write(({ supplies, orders, sync }) => {
    supplies.update(id, { state: 'open', externalId: `WB-GI-${id.slice(-4)}` as never });
    supplies.place(orderIds, id, 'confirmed');
    for (const orderId of orderIds) {
      orders.setStatus(orderId, 'assembling', null, rig.now());
    }
    for (const row of sync.outboxList({ accountId: rig.accountId, states: ['queued'], limit: 100 }))
      sync.setOutbox(row.id, { state: 'done', endedAtMs: rig.now() });
  });
  return id;
}
const queued = () =>
  rig
    .outbox()
    .filter((row) => row.state === 'queued')
    .map((row) => [row.subject, row.command.kind]);

it('the plan groups new orders by what fits together, nearest deadline first', async () => {
  const thing = rig.thing(EAN, { stock: 9 });
  const a = rig.order(thing, { status: 'new', handoverKey: 'small' });
  const b = rig.order(thing, { status: 'new', handoverKey: 'small', shipByMs: rig.now() + 1000 });
  const c = rig.order(thing, { status: 'new', handoverKey: 'large' });
  const { groups } = await rig.ask('supply.plan', {});
  expect(groups.map((group) => [group.handoverKey, group.orderIds])).toEqual([
    ['small', [b, a]],
    ['large', [c]],
  ]);
});

it('assembling twice by one operation makes one supply', async () => {
  const order = rig.order(rig.thing(EAN, { stock: 1 }), { status: 'new' });
  const input = { operationId: testId(), orderIds: [order], supplyId: null };
  const first = await rig.ask('supply.assemble', input);
  expect(await rig.ask('supply.assemble', input)).toEqual(first);
  expect(queued().map(([, kind]) => kind)).toEqual(['supply.create', 'supply.add']);
  expect(await rig.refusal('supply.assemble', { ...input, operationId: testId() })).toBe('nothing-to-do');
});

describe('hand-over', () => {
  it('says what is missing and refuses until it is there', async () => {
    const thing = rig.thing(EAN, { stock: 3 });
    const orders = [rig.order(thing, { status: 'new' }), rig.order(thing, { status: 'new', marks: ['sgtin'] })];
    const id = await assembled(orders);
    const before = await rig.ask('supply.get', { id });
    expect(before.wantsShipping).toBe(true);
    expect(before.missing.map((one) => [one.what, one.blocks])).toEqual([
      ['orders-not-packed', false],
      ['marks-missing', true],
      ['shipping', true],
    ]);
    expect(await rig.refusal('supply.deliver', { operationId: testId(), supplyId: id })).toBe('supply-not-ready');
    await rig.scan(EAN);
    await rig.scan(EAN);
    await rig.scan('0104600000000015215abcdD');
    expect((await rig.ask('supply.get', { id })).missing.map((one) => one.what)).toEqual(['marks-pending', 'shipping']);
    rig.db.write((stores) => stores.orders.setMarkState(orders[1]!, 'sgtin', 'passed', 'sgtinIntroduced'));
    await rig.ask('supply.setShipping', { operationId: testId(), supplyId: id, ...SHIPPING });
    await rig.ask('supply.deliver', { operationId: testId(), supplyId: id });
    expect(
      queued()
        .filter(([subject]) => subject === `supply:${id}`)
        .map(([, kind]) => kind),
    ).toEqual(['supply.shipping', 'supply.deliver']);
    expect(rig.db.read.supplies.byId(id)!.state).toBe('delivering');
    expect(await rig.refusal('supply.deliver', { operationId: testId(), supplyId: id })).toBe('supply-closed');
  });

  it('leaves what is not packed for a new supply, and never overtakes its leaving', async () => {
    const thing = rig.thing(EAN, { stock: 3 });
    const packed = rig.order(thing, { status: 'new', shipByMs: rig.now() + 1 });
    const left = rig.order(thing, { status: 'new' });
    const id = await assembled([packed, left]);
    await rig.scan(EAN);
    await rig.ask('supply.setShipping', { operationId: testId(), supplyId: id, ...SHIPPING });
    await rig.ask('supply.deliver', { operationId: testId(), supplyId: id, leaveUnpacked: true });
    const next = rig.db.read.orders.byId(left)!.supplyId!;
    expect(next).not.toBe(id);
    expect(rig.db.read.orders.byId(packed)!.supplyId).toBe(id);
    const line = rig.outbox().filter((row) => row.state === 'queued' && row.subject === `supply:${next}`);
    expect(line.map((row) => row.command.kind)).toEqual(['supply.create', 'supply.add', 'supply.shipping', 'supply.deliver']);
  });

  it('remembers the shipping point for the next supply of the warehouse', async () => {
    const thing = rig.thing(EAN, { stock: 3 });
    const id = await assembled([rig.order(thing, { status: 'new' })]);
    expect(await rig.refusal('supply.setShipping', { operationId: testId(), supplyId: id, ...SHIPPING, date: '2026-11-22' })).toBe(
      'date-past',
    );
    await rig.ask('supply.setShipping', { operationId: testId(), supplyId: id, ...SHIPPING });
    const next = await assembled([rig.order(thing, { status: 'new', handoverKey: 'kind-2' })]);
    expect(rig.db.read.supplies.byId(next)!.shipping).toMatchObject({ pointId: '77', kind: 'self' });
  });
});

it('boxes: at most one for two orders', async () => {
  const thing = rig.thing(EAN, { stock: 9 });
  const id = await assembled(Array.from({ length: 5 }, () => rig.order(thing, { status: 'new' })));
  expect((await rig.ask('supply.get', { id })).maxBoxes).toBe(2);
  expect(await rig.refusal('supply.setBoxes', { operationId: testId(), supplyId: id, add: 3 })).toBe('too-many-boxes');
  await rig.ask('supply.setBoxes', { operationId: testId(), supplyId: id, add: 2 });
  expect(queued()).toEqual([[`supply:${id}`, 'supply.boxes.add']]);
});

it('the code of a supply is printed when it is here', async () => {
  const id = await assembled([rig.order(rig.thing(EAN, { stock: 1 }), { status: 'new' })]);
  const input = { supplyId: id, what: 'code', stationId: STATION };
  expect(await rig.refusal('supply.print', { operationId: testId(), ...input })).toBe('code-not-here');
  rig.db.write(({ supplies }) => supplies.storeCode(id, { barcode: 'WB-GI-1', format: 'png', file: new Uint8Array([1]) }));
  const { jobIds } = await rig.ask('supply.print', { operationId: testId(), ...input });
  expect(rig.db.read.print.job(jobIds[0] as never)).toMatchObject({ kind: 'supply-code', source: { supplyId: id } });
});

it('a supply is removed only empty, and orders move only to where they fit', async () => {
  const thing = rig.thing(EAN, { stock: 9 });
  const order = rig.order(thing, { status: 'new' });
  const id = await assembled([order]);
  expect(await rig.refusal('supply.remove', { operationId: testId(), supplyId: id })).toBe('supply-not-empty');
  const other = await assembled([rig.order(thing, { status: 'new', handoverKey: 'large' })]);
  expect(await rig.refusal('supply.moveOrders', { operationId: testId(), orderIds: [order], supplyId: other })).toBe('does-not-fit');
  const moved = await rig.ask('supply.moveOrders', { operationId: testId(), orderIds: [order], supplyId: null });
  expect(rig.db.read.orders.byId(order)).toMatchObject({ supplyId: moved.supplyIds[0], supplyState: 'wanted' });
  await rig.ask('supply.remove', { operationId: testId(), supplyId: id });
});

describe('questions to the marketplace', () => {
  it('re-shipment and passes are read through the cabinet’s client; no network is said as such', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }), { number: '5001' });
    rig.setClient({
      supplies: { reshipment: () => Promise.resolve({ kind: 'done', value: [{ supplyId: 'WB-GI-9', orderId: '5001' }] }) } as never,
      passes: {
        offices: () => Promise.resolve({ kind: 'done', value: [{ id: '1', name: 'СЦ', address: 'Москва' }] }),
        list: () => Promise.resolve({ kind: 'retry', problem: { code: 'no-network', operation: 'passes' } }),
      } as never,
    });
    expect((await rig.ask('supply.reshipment', { accountId: rig.accountId })).rows).toMatchObject([{ orderId: order, number: '5001' }]);
    expect(await rig.refusal('pass.list', { accountId: rig.accountId })).toBe('no-network');
    expect(await rig.refusal('pass.list', { accountId: 'nobody' })).toBe('account-unknown');
  });

  it('a pass is ordered through the outbox', async () => {
    const pass = { id: null, firstName: 'Пётр', lastName: 'Примеров', carModel: 'Ларгус', carNumber: 'А001АА77', officeId: '1' };
    await rig.ask('pass.save', { operationId: testId(), accountId: rig.accountId, ...pass });
    expect(rig.outbox()).toMatchObject([{ command: { kind: 'pass.save', passId: null, pass: { carNumber: 'А001АА77' } } }]);
  });
});
