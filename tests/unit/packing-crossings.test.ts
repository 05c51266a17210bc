import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { applyStatus } from '#electron/sync/order-status.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import type { OrderStatus } from '#shared/domain/order.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const CUP = '4600000000015';
const PLATE = '4600000000022';
const GS = '\u001D';
const codeOf = (serial: string) => `010${CUP}215abc${serial}D${GS}93Zx1y`;

type Rig = ReturnType<typeof packingRig>;
let rig: Rig;
let cup: ReturnType<Rig['thing']>;
let plate: ReturnType<Rig['thing']>;
beforeEach(() => {
  rig = packingRig({ confirm: 'order', packages: 'boxes', marksDue: 'before-label' });
  cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-12', 1), stock: 2, article: 'CUP' });
  plate = rig.thing(PLATE, { bin: rig.make.bin(rig.warehouse, 'B-03', 2), stock: 2, article: 'PLATE' });
});
afterEach(() => {
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

const by = () => ({ operationId: testId(), stationId: STATION });
const undo = (orderId: OrderId) => rig.ask('packing.undo', { ...by(), orderId });
const hunt = async () => (await rig.ask('packing.hunt', {})).rows.map(({ order }) => order.id);
const takeBack = (orderId: OrderId) => rig.ask('packing.takeBack', { ...by(), orderId });
/** As a marketplace tells it. */
const told = (id: OrderId, status: OrderStatus) => {
  const deed = rig.make.deed('intake');
  rig.db.write((stores) => {
    applyStatus(stores, deed, stores.orders.byId(id)!, { status, own: status, cancellable: null });
    stores.ledger.record(deed, {});
  });
};
const wall = async (cells: number) => {
  const id = testId();
  await rig.ask('wave.make', { operationId: testId(), id, warehouseId: rig.warehouse, cells });
  await rig.ask('wave.stand', { operationId: testId(), stationId: STATION, waveId: id });
  return id;
};
const cellOf = (id: OrderId) => rig.db.read.waves.waveOf(id)?.cell ?? null;

describe('a label that was printed ahead', () => {
  it('and printed once more because it was lost is not printed a third time by the packing', async () => {
    const order = rig.order(cup);
    await rig.ask('order.printLabels', { ...by(), orderIds: [order] });
    await rig.ask('packing.reprint', { ...by(), orderId: order, reason: 'lost' });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'packed-labelled' });
    expect(rig.jobs(order)).toHaveLength(2);
  });

  it('of a closed parcel, printed again and then taken apart, is waste: the next packing prints its own', async () => {
    const order = rig.order(cup);
    await rig.scan(CUP);
    await rig.ask('packing.reprint', { ...by(), orderId: order, reason: 'torn' });
    for (const job of rig.jobs(order)) rig.db.write(({ print }) => print.advance(job.id, ['queued'], 'confirmed', rig.now(), null));
    await undo(order);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed' });
  });
});

describe('an order that the seller’s own carrier delivers', () => {
  const carried = () => {
    const order = rig.order(cup, { label: false });
    rig.db.write(({ orders }) => orders.setDelivery(order, { trackingNumber: null, asked: null }));
    return order;
  };

  it('is packed at a place without a printer, and its screens are told of no print', async () => {
    const order = carried();
    rig.db.write(({ desk }) => desk.saveStation({ id: STATION, name: 'Стол 1', printerId: null }));
    rig.told.length = 0;
    expect(await rig.scan(CUP)).toMatchObject({ code: 'packed-for-carrier', order: { id: order } });
    expect(rig.told.map(({ topic }) => topic)).not.toContain('print');
    await undo(order);
    expect(rig.db.read.orders.byId(order)).toMatchObject({ status: 'assembling', packedAtMs: null });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'packed-for-carrier' });
  });

  it('is not taken apart once it was told to be on its way', async () => {
    const order = carried();
    await rig.scan(CUP);
    await rig.ask('order.setDelivery', { operationId: testId(), orderId: order, step: 'on-way' });
    expect(await rig.refusal('packing.undo', { ...by(), orderId: order })).toBe('order-over');
  });
});

describe('the hunt', () => {
  it('is not for a half-filled parcel whose order left all the same and was cancelled on the way', async () => {
    const order = rig.order(cup, { quantity: 2 });
    await rig.scan(CUP);
    told(order, 'handed-over');
    told(order, 'cancelled');
    expect(await hunt()).toEqual([]);
  });

  it('ends although another order left with the thing that was in the parcel', async () => {
    rig.make.receive(cup.productId, rig.warehouse, 1);
    const [first, second, third] = [rig.order(cup), rig.order(cup), rig.order(cup)];
    for (const _ of [1, 2, 3]) await rig.scan(CUP);
    told(first, 'cancelled');
    const late = rig.order(cup);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', order: { id: late } });
    for (const id of [second, third, late]) told(id, 'handed-over');
    expect(await hunt()).toEqual([first]);
    await takeBack(first);
    expect(await hunt()).toEqual([]);
  });

  it('gives the thing back with every code of it, also those written in the office', async () => {
    const order = rig.order(cup, { marks: ['sgtin'] });
    const other = rig.order(cup, { marks: ['sgtin'] });
    await rig.scan(CUP);
    await rig.ask('packing.setMark', { operationId: testId(), orderId: order, kind: 'sgtin', value: codeOf('x') });
    await rig.scan(CUP);
    expect(rig.db.read.orders.byId(order)?.status).toBe('packed');
    told(order, 'cancelled');
    await takeBack(order);
    expect(await rig.scan(codeOf('x'))).toMatchObject({ code: 'printed', order: { id: other } });
  });
});

describe('a parcel that is whole and yet open', () => {
  it('because its last code came from the office closes at the next scan of its thing', async () => {
    const order = rig.order(cup, { marks: ['sgtin'] });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'mark-wanted' });
    await rig.ask('packing.setMark', { operationId: testId(), orderId: order, kind: 'sgtin', value: codeOf('x') });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', order: { id: order } });
    expect(rig.jobs(order)).toHaveLength(1);
  });

  it('closes so from an empty hand too', async () => {
    const order = rig.order(cup, { marks: ['sgtin'] });
    await rig.scan(CUP);
    await rig.ask('packing.leave', by());
    await rig.ask('packing.setMark', { operationId: testId(), orderId: order, kind: 'sgtin', value: codeOf('x') });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', order: { id: order } });
  });
});

describe('a cell of the wall', () => {
  it('is free again when the cancelled order’s last thing was taken out with the key', async () => {
    const order = rig.order(cup, { more: [{ thing: plate, quantity: 1 }], number: '3900000001' });
    await wall(1);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'put-in-cell' });
    await rig.scan('*label-3900000001');
    told(order, 'cancelled');
    await rig.ask('packing.takeOut', by());
    await rig.dock();
    expect(rig.db.read.waves.waveOf(order)).toBeNull();
  });

  it('is free again when its order left by another way', async () => {
    const order = rig.order(cup, { more: [{ thing: plate, quantity: 1 }] });
    await wall(1);
    await rig.scan(CUP);
    told(order, 'handed-over');
    await rig.dock();
    expect(cellOf(order)).toBeNull();
  });
});

describe('places of an order', () => {
  const inPlaces = async () => {
    const order = rig.order(cup, { more: [{ thing: plate, quantity: 1 }], status: 'new', label: false });
    await rig.ask('order.setByPlaces', { operationId: testId(), orderId: order, on: true });
    return order;
  };

  it('begun, the wish for them is not taken back: two boxes would get one label', async () => {
    const order = await inPlaces();
    await rig.scan(CUP);
    await rig.ask('packing.newPlace', by());
    const off = { orderId: order, on: false };
    expect(await rig.refusal('order.setByPlaces', { operationId: testId(), ...off })).toBe('order-begun');
    await rig.ask('packing.takeOut', by());
    await rig.ask('order.setByPlaces', { operationId: testId(), ...off });
  });

  it('a thing that wants a second scan lies in none: no place is begun over it', async () => {
    rig.db.write(({ catalogue }) => catalogue.saveLookAlikes(cup.productId, [{ productId: plate.productId, likeness: 1 }]));
    await inPlaces();
    expect(await rig.scan(CUP)).toMatchObject({ code: 'second-scan-wanted' });
    expect(await rig.refusal('packing.newPlace', by())).toBe('place-doubt');
    rig.later(1000);
    await rig.scan(CUP);
    expect(await rig.refusal('packing.newPlace', by())).toBe('ok');
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'second-scan-wanted' });
    expect(await rig.refusal('packing.newPlace', by())).toBe('place-doubt');
  });
});
