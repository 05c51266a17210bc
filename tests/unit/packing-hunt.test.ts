import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OrderId } from '#shared/domain/ids.ts';
import { cartCode } from '#shared/domain/wave.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const CUP = '4600000000015';
const PLATE = '4600000000022';

type Rig = ReturnType<typeof packingRig>;
let rig: Rig;
let cup: ReturnType<Rig['thing']>;
let plate: ReturnType<Rig['thing']>;
beforeEach(() => {
  rig = packingRig();
  cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-12', 1), stock: 9, article: 'CUP' });
  plate = rig.thing(PLATE, { bin: rig.make.bin(rig.warehouse, 'B-03', 2), stock: 9, article: 'PLATE' });
});
afterEach(() => {
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

const hunt = async () => (await rig.ask('packing.hunt', {})).rows;
const takeBack = (what: { code?: string; orderId?: string }) =>
  rig.ask('packing.takeBack', { operationId: testId(), stationId: STATION, ...what });
const cancel = (id: OrderId) => rig.setStatus(id, 'cancelled');
const shelvesOf = (thing: typeof cup) =>
  rig.db.read.orders.shelves(thing.productId, rig.warehouse).map(({ code, onHand }) => [code, onHand]);
const wall = async () => {
  const id = testId();
  await rig.ask('wave.make', { operationId: testId(), id, warehouseId: rig.warehouse, cells: 2 });
  await rig.ask('wave.stand', { operationId: testId(), stationId: STATION, waveId: id });
  return id;
};

describe('a parcel whose order was cancelled after it was packed', () => {
  it('is told with who saw it last, where and when, and is done by one scan of its label', async () => {
    const order = rig.order(cup, { number: '1001' });
    await rig.scan(CUP);
    const packedAtMs = rig.now();
    rig.later(60_000);
    cancel(order);
    expect(await hunt()).toMatchObject([
      {
        order: { id: order },
        packed: true,
        place: { kind: 'station', name: 'Стол 1' },
        seen: { atMs: packedAtMs, actor: 'packer', station: 'Стол 1' },
        back: [{ article: 'CUP', quantity: 1, bin: 'A-12' }],
      },
    ]);
    rig.later(60_000);
    expect(await rig.scan('*label-1001')).toMatchObject({ code: 'cancelled', tone: 'stop', params: { bin: 'A-12' } });
    expect(await hunt()).toMatchObject([{ seen: { atMs: packedAtMs + 120_000 } }]);
    expect(await takeBack({ code: '*label-1001' })).toMatchObject({ code: 'taken-back', back: [{ article: 'CUP', bin: 'A-12' }], left: 0 });
    expect(await hunt()).toEqual([]);
    expect(shelvesOf(cup)).toEqual([['A-12', 9]]);
    expect(await takeBack({ code: '*label-1001' })).toMatchObject({ code: 'not-hunted', back: [] });
  });

  it('picked through a cart goes back to the shelf behind the cart, even after it was taken apart once before', async () => {
    const order = rig.order(cup);
    const id = testId();
    await rig.ask('wave.make', { operationId: testId(), id, warehouseId: rig.warehouse });
    await rig.ask('wave.pickAll', { operationId: testId(), id });
    await rig.scan(CUP);
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: order });
    expect(shelvesOf(cup)).toEqual([
      [cartCode(1), 1],
      ['A-12', 8],
    ]);
    await rig.scan(CUP);
    cancel(order);
    expect(await hunt()).toMatchObject([{ back: [{ bin: 'A-12' }] }]);
    await takeBack({ orderId: order });
    expect(shelvesOf(cup)).toEqual([['A-12', 9]]);
    expect((await rig.ask('wave.get', { id })).surplus).toEqual([]);
  });

  it('closed as it is, is known by its label alone: another thing of its kind does not stand for it', async () => {
    const order = rig.order(cup);
    await rig.scan(CUP);
    cancel(order);
    expect(await takeBack({ code: CUP })).toMatchObject({ code: 'scan-label', order: { id: order } });
    expect(await hunt()).toHaveLength(1);
  });

  it('that left the building is nobody’s to find, and a code that means nothing of it changes nothing', async () => {
    const order = rig.order(cup, { number: '1002' });
    await rig.scan(CUP);
    const deed = rig.make.deed('ship');
    rig.db.write((stores) => {
      for (const line of stores.orders.byId(order)!.lines) stores.ledger.ship(deed, line.id);
      stores.ledger.record(deed, {});
    });
    cancel(order);
    expect(await hunt()).toEqual([]);
    for (const code of ['*label-1002', CUP]) expect(await takeBack({ code })).toMatchObject({ code: 'not-hunted' });
    expect(await takeBack({ code: 'hello' })).toMatchObject({ code: 'unknown-code' });
  });
});

describe('a half-filled parcel whose order was cancelled', () => {
  it('is told with what lies in it and where that goes, and is done thing by thing', async () => {
    const order = rig.order(cup, { quantity: 2, more: [{ thing: plate, quantity: 1 }] });
    await rig.scan(CUP);
    await rig.scan(PLATE);
    cancel(order);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'cancelled', tone: 'stop' });
    expect((await rig.ask('order.counts', {})).hunted).toBe(1);
    expect(await hunt()).toMatchObject([
      {
        packed: false,
        back: [
          { article: 'CUP', quantity: 1, bin: 'A-12' },
          { article: 'PLATE', quantity: 1, bin: 'B-03' },
        ],
      },
    ]);
    expect(await takeBack({ code: PLATE })).toMatchObject({ code: 'thing-back', back: [{ bin: 'B-03' }], left: 1 });
    expect(await takeBack({ code: PLATE })).toMatchObject({ code: 'not-hunted' });
    expect(await takeBack({ code: CUP })).toMatchObject({ code: 'taken-back', back: [{ bin: 'A-12' }], left: 0 });
    expect(await hunt()).toEqual([]);
  });

  it('in a cell of the wall keeps the cell until it is emptied: no other order gets it', async () => {
    const first = rig.order(cup, { shipByMs: rig.now() + 1, more: [{ thing: plate, quantity: 1 }] });
    const second = rig.order(cup, { shipByMs: rig.now() + 2, more: [{ thing: plate, quantity: 1 }] });
    const third = rig.order(cup, { shipByMs: rig.now() + 3, more: [{ thing: plate, quantity: 1 }] });
    const id = await wall();
    await rig.ask('wave.pickAll', { operationId: testId(), id });
    expect(await rig.scan(CUP)).toMatchObject({ order: { id: first }, params: { cell: 1 } });
    cancel(first);
    await rig.dock();
    expect(await hunt()).toMatchObject([{ place: { kind: 'cell', name: '1', wave: 1 }, back: [{ bin: 'A-12' }] }]);
    expect(await rig.scan(CUP)).toMatchObject({ order: { id: second }, params: { cell: 2 } });
    expect((await rig.ask('wave.get', { id })).orders.map(({ order, cell }) => [order.id, cell])).toEqual([
      [first, 1],
      [second, 2],
    ]);
    expect(await takeBack({ code: CUP })).toMatchObject({ code: 'taken-back', order: { id: first } });
    expect(shelvesOf(cup)).toEqual([
      [cartCode(1), 1],
      ['A-12', 8],
    ]);
    await rig.dock();
    expect(await rig.scan(CUP)).toMatchObject({ code: 'put-in-cell', order: { id: third }, params: { cell: 1 } });
  });

  it('the key of its row does it whole, and the hand that held it lets go', async () => {
    const order = rig.order(cup, { more: [{ thing: plate, quantity: 1 }] });
    await rig.scan(CUP);
    cancel(order);
    expect(await takeBack({ orderId: order })).toMatchObject({ code: 'taken-back', left: 0 });
    expect((await rig.ask('packing.state', { stationId: STATION })).openOrder).toBeNull();
    expect(await rig.refusal('packing.takeBack', { operationId: testId(), stationId: STATION, orderId: 'nobody' })).toBe('order-unknown');
  });
});
