import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ChannelReturn } from '#electron/channels/channel.ts';
import type { LocationId, OrderId, ReturnId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { labelFor, packingRig } from '#tests/support/packing-rig.ts';

const EAN = '4600000000015';
const DAY = 86_400_000;

let rig: ReturnType<typeof packingRig>;
let thing: ReturnType<typeof rig.thing>;
beforeEach(() => {
  rig = packingRig({ returns: true });
  thing = rig.thing(EAN, { stock: 10 });
});
afterEach(() => rig.close());

function told(over: Partial<ChannelReturn> = {}, seenAtMs = rig.now()): ReturnId {
  const seen: ChannelReturn = {
    id: testId(),
    orderId: null,
    kind: 'returned',
    state: 'on-way',
    own: 'MovingToSeller',
    reason: 'Не подошёл',
    lines: [{ sku: thing.sku, article: 'АРТ', name: null, barcodes: [], quantity: 1 }],
    barcodes: [],
    place: null,
    price: null,
    changedAtMs: rig.now(),
    pickupBeforeMs: null,
    ...over,
  };
  return rig.db.write((stores) => stores.returns.take(rig.accountId, seen, () => testId(), seenAtMs))!;
}
const view = (id: ReturnId) => rig.db.read.returns.views([id], rig.now())[0]!;
const taking = (id: ReturnId, over: object = {}) => ({
  operationId: testId(),
  lineId: view(id).lines[0]!.id,
  quantity: 1,
  fate: 'sound',
  locationId: rig.warehouse,
  ...over,
});
const onHand = () => rig.db.read.ledger.stock([thing.productId]).reduce((sum, row) => sum + row.onHand, 0);
const find = async (code: string) => (await rig.ask('return.find', { code })).rows.map((row) => row.id);
const shown = async (show: string) => (await rig.ask('return.list', { show })).rows.map((row) => row.id);
/** Sold, packed and gone. */
async function gone(): Promise<OrderId> {
  const id = rig.order(thing);
  await rig.scan(EAN);
  rig.db.write((stores) => {
    const deed = rig.make.deed('ship');
    for (const line of stores.orders.byId(id)!.lines) stores.ledger.ship(deed, line.id);
    stores.ledger.record(deed, {});
  });
  rig.setStatus(id, 'handed-over');
  return id;
}
const externalOf = (id: OrderId) => rig.db.read.orders.byId(id)!.externalId;

describe('what the marketplace tells', () => {
  it('moves no stock, whatever it says, and is one row however often it is told', () => {
    const id = told({ id: 'R-1' });
    told({ id: 'R-1', state: 'received', changedAtMs: rig.now() + 1 });
    expect(view(id)).toMatchObject({ state: 'received', lines: [{ quantity: 1, left: 1 }] });
    expect(onHand()).toBe(10);
  });

  it('the same told again, or an older word, is no news', () => {
    told({ id: 'R-1' });
    expect(told({ id: 'R-1' })).toBeNull();
    expect(told({ id: 'R-1', state: 'announced', changedAtMs: rig.now() - 1 })).toBeNull();
  });
});

describe('finding it by a scan', () => {
  it('by the code of the parcel, the order’s number, its label, or the thing in it', async () => {
    const order = await gone();
    const id = told({ orderId: externalOf(order), barcodes: ['ii123'] });
    expect(await find('ii123')).toEqual([id]);
    expect(await find(externalOf(order))).toEqual([id]);
    expect(await find(labelFor(rig.db.read.orders.byId(order)!.number).barcode)).toEqual([id]);
    expect(await find(EAN)).toEqual([id]);
    expect(await find('nothing-like-it')).toEqual([]);
  });

  it('by the thing only while it waits', async () => {
    const id = told();
    await rig.ask('return.take', taking(id));
    expect(await find(EAN)).toEqual([]);
  });
});

describe('taking it in', () => {
  it('puts a sound thing back on the shelf, once', async () => {
    const order = await gone();
    const before = onHand();
    const id = told({ orderId: externalOf(order) });
    const input = taking(id);
    expect(await rig.ask('return.take', input)).toEqual({ left: 0 });
    expect(await rig.ask('return.take', input)).toEqual({ left: 0 });
    expect(onHand()).toBe(before + 1);
    expect(await rig.refusal('return.take', taking(id))).toBe('return-taken');
    expect(onHand()).toBe(before + 1);
    expect(rig.db.read.orders.story(order).at(-1)).toMatchObject({ kind: 'came-back' });
    expect(await shown('waiting')).toEqual([]);
    expect(await shown('taken')).toEqual([id]);
  });

  it('several pieces may fare differently, and none comes back twice', async () => {
    const id = told({ lines: [{ sku: thing.sku, article: 'АРТ', name: null, barcodes: [], quantity: 3 }] });
    expect(await rig.ask('return.take', taking(id, { quantity: 2 }))).toEqual({ left: 1 });
    expect(await rig.refusal('return.take', taking(id, { quantity: 2 }))).toBe('return-taken');
    await rig.ask('return.take', taking(id, { fate: 'loss', locationId: null, reason: 'разбита' }));
    expect(onHand()).toBe(12);
    expect(view(id).lines[0]!.left).toBe(0);
  });

  it('the database itself refuses a second taking', async () => {
    const id = told();
    await rig.ask('return.take', taking(id));
    const lineId = view(id).lines[0]!.id as never;
    const again = { lineId, quantity: 1, fate: 'sound', locationId: rig.warehouse, reason: '', operationId: testId() as never } as const;
    expect(() => rig.db.write((stores) => stores.returns.addTake(again, rig.now()))).toThrow('a return is taken once');
  });

  it('a broken one wants a reason and never lands where it would be sold', async () => {
    const id = told();
    expect(await rig.refusal('return.take', taking(id, { fate: 'loss', locationId: null }))).toBe('return-reason-wanted');
    expect(await rig.refusal('return.take', taking(id, { fate: 'defect', reason: 'скол' }))).toBe('location-sells');
    const defects: LocationId = rig.make.warehouse('БРАК');
    await rig.ask('return.take', taking(id, { fate: 'defect', reason: 'скол', locationId: defects }));
    expect(rig.db.read.ledger.stock([thing.productId])).toContainEqual(expect.objectContaining({ warehouseId: defects, onHand: 1 }));
  });

  it('undone, it may be taken in again', async () => {
    const id = told();
    const input = taking(id);
    await rig.ask('return.take', input);
    await rig.ask('stock.reverse', { operationId: testId(), reversesId: input.operationId });
    expect(onHand()).toBe(10);
    expect(await rig.ask('return.take', taking(id))).toEqual({ left: 0 });
    expect(onHand()).toBe(11);
  });

  it('what never left by the books is not made twice', async () => {
    const order = rig.order(thing);
    await rig.scan(EAN);
    rig.setStatus(order, 'cancelled');
    const id = told({ orderId: externalOf(order), kind: 'cancelled' });
    expect(await rig.refusal('return.take', taking(id))).toBe('return-never-left');
    expect(onHand()).toBe(10);
  });

  it('a card without a product says so, and a kit comes back as its parts', async () => {
    const stray = told({ lines: [{ sku: 'чужой', article: 'Ч', name: 'Чужой', barcodes: [], quantity: 1 }] });
    expect(await rig.refusal('return.take', taking(stray))).toBe('return-not-matched');
    const kit = rig.make.kit([{ productId: thing.productId, quantity: 2 }]);
    rig.make.listing(rig.accountId, { sku: 'kit', productId: kit });
    const id = told({ lines: [{ sku: 'kit', article: 'К', name: null, barcodes: [], quantity: 1 }] });
    await rig.ask('return.take', taking(id));
    expect(onHand()).toBe(12);
  });
});

it('what was announced long ago, told to be received, or lost is a claim until it is taken in', async () => {
  const overdue = told({}, rig.now() - 31 * DAY);
  const received = told({ state: 'received', changedAtMs: rig.now() - 3 * DAY });
  const lost = told({ state: 'lost', changedAtMs: rig.now() - 4 * DAY });
  const fresh = told();
  told({ state: 'disposed' }, rig.now() - 60 * DAY);
  const claims = (await rig.ask('return.list', { show: 'claims' })).rows.map((row) => [row.id, row.claim]);
  expect(claims).toEqual([
    [overdue, 'overdue'],
    [received, 'said-received'],
    [lost, 'lost'],
  ]);
  expect((await shown('waiting')).toSorted()).toEqual([overdue, received, fresh].toSorted());
  await rig.ask('return.take', taking(overdue));
  expect(await shown('claims')).toEqual([received, lost]);
});
