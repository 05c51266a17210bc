import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { StationId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const CUP = '4600000000015';
const PLATE = '4600000000022';
const SPOON = '4600000000039';
const GS = '\u001D';
const mark = (barcode: string, serial: string) => `010${barcode}21${serial}${GS}93abcd`;

type Rig = ReturnType<typeof packingRig>;
let rig: Rig;
beforeEach(() => (rig = packingRig()));
afterEach(() => rig.close());

const leave = () => rig.ask('packing.leave', { operationId: testId(), stationId: STATION });
const takeOut = () => rig.ask('packing.takeOut', { operationId: testId(), stationId: STATION });

describe('an order of several things', () => {
  it('is packed only when every one of them was scanned; until then it says how many, what and from which bin', async () => {
    const cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-01', 1), stock: 5, article: 'ЧАШКА' });
    const plate = rig.thing(PLATE, { bin: rig.make.bin(rig.warehouse, 'A-02', 2), stock: 5, article: 'ТАРЕЛКА' });
    const order = rig.order(cup, { quantity: 2, more: [{ thing: plate, quantity: 1 }] });
    expect(await rig.scan(CUP)).toMatchObject({
      code: 'thing-taken',
      tone: 'right',
      order: { id: order, status: 'assembling' },
      parcel: {
        scanned: 1,
        needed: 3,
        missing: [
          { article: 'ЧАШКА', quantity: 1, bin: 'A-01' },
          { article: 'ТАРЕЛКА', quantity: 1, bin: 'A-02' },
        ],
      },
    });
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'thing-taken', parcel: { scanned: 2, missing: [{ article: 'ЧАШКА' }] } });
    expect(rig.jobs(order)).toEqual([]);
    expect(await rig.scan(CUP)).toMatchObject({
      code: 'printed',
      order: { id: order, status: 'packed' },
      params: { units: 3 },
      parcel: null,
    });
    expect(rig.jobs(order)).toHaveLength(1);
    expect(rig.db.read.ledger.verify()).toEqual([]);
  });

  it('refuses one thing too many and a thing of another order, and keeps what is in', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const plate = rig.thing(PLATE, { stock: 5 });
    rig.thing(SPOON, { stock: 1 });
    const order = rig.order(cup, { more: [{ thing: plate, quantity: 1 }] });
    await rig.scan(CUP);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'extra-thing', tone: 'wrong', order: { id: order }, parcel: { scanned: 1 } });
    expect(await rig.scan(SPOON)).toMatchObject({ code: 'wrong-thing', parcel: { scanned: 1 } });
    expect(await rig.scan('nonsense')).toMatchObject({ code: 'unknown-code', parcel: { scanned: 1 } });
    expect(rig.jobs(order)).toEqual([]);
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'printed' });
  });

  it('put back it is remembered, and comes into the hand again by the thing it lacks or by its number', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const plate = rig.thing(PLATE, { stock: 5 });
    const order = rig.order(cup, { number: '2001', more: [{ thing: plate, quantity: 1 }] });
    const single = rig.order(cup, { shipByMs: rig.now() + 1 });
    rig.db.write((stores) => stores.desk.openOrder(STATION, order, rig.now()));
    await rig.scan(CUP);
    await leave();
    // The thing it has already goes to the order that still wants it.
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', order: { id: single } });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'extra-thing', order: { id: order }, parcel: { scanned: 1, needed: 2 } });
    await leave();
    expect(await rig.scan('2001')).toMatchObject({ code: 'order-shown', parcel: { scanned: 1 } });
    await leave();
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'printed', order: { id: order } });
  });

  it('begun at one table is not continued by a thing scanned at another, only by its number', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const order = rig.order(cup, { quantity: 2, number: '2002' });
    rig.db.write(({ desk }) => desk.saveStation({ id: 'station-2' as StationId, name: 'Стол 2', printerId: rig.printerId }));
    await rig.scan(CUP);
    await leave();
    expect(await rig.scan(CUP, { stationId: 'station-2' })).toMatchObject({ code: 'held-elsewhere', params: { station: 'Стол 1' } });
    expect(await rig.scan('2002', { stationId: 'station-2' })).toMatchObject({ code: 'order-shown', params: { opened: 1 } });
    expect(await rig.scan(CUP, { stationId: 'station-2' })).toMatchObject({ code: 'printed', order: { id: order } });
  });

  it('the last scan is taken out again, and the whole begun parcel too; neither row is ever changed', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const order = rig.order(cup, { quantity: 3 });
    await rig.scan(CUP);
    await rig.scan(CUP);
    expect(await takeOut()).toMatchObject({ orderId: order, parcel: { scanned: 1, needed: 3 } });
    await rig.scan(CUP);
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: order });
    expect(await rig.scan(CUP)).toMatchObject({ parcel: { scanned: 1 } });
    await rig.scan(CUP);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed' });
    expect(() => rig.sql.prepare('DELETE FROM parcel_unit').run()).toThrow(/append-only/u);
    expect(() => rig.sql.prepare('UPDATE parcel_unit SET quantity = 9').run()).toThrow(/append-only/u);
  });

  it('nothing in the parcel: nothing to take out', async () => {
    expect(await rig.refusal('packing.takeOut', { operationId: testId(), stationId: STATION })).toBe('nothing-to-undo');
  });

  it('packed and taken apart it is scanned anew from the first thing', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const order = rig.order(cup, { quantity: 2 });
    await rig.scan(CUP);
    await rig.scan(CUP);
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: order });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'thing-taken', parcel: { scanned: 1 } });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed' });
    expect(rig.db.read.ledger.verify()).toEqual([]);
  });

  it('cancelled half packed is a stop that names every shelf', async () => {
    const cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-01', 1), stock: 5 });
    const plate = rig.thing(PLATE, { bin: rig.make.bin(rig.warehouse, 'A-02', 2), stock: 5 });
    const order = rig.order(cup, { more: [{ thing: plate, quantity: 1 }] });
    await rig.scan(CUP);
    rig.setStatus(order, 'cancelled');
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'cancelled', tone: 'stop', params: { bin: 'A-01, A-02' } });
    expect(rig.jobs(order)).toEqual([]);
  });
});

describe('one piece of a card that stands for several', () => {
  const setOfThree = () => {
    const cup = rig.thing(CUP, { stock: 9 });
    const listingId = rig.make.listing(rig.accountId, {
      sku: 'set',
      barcodes: ['2000000000039'],
      productId: cup.productId,
      multiplicity: 3,
    });
    return { productId: cup.productId, listingId, sku: 'set' };
  };

  it('a set of three wants three scans of the thing', async () => {
    const order = rig.order(setOfThree());
    expect(await rig.scan(CUP)).toMatchObject({ code: 'thing-taken', parcel: { scanned: 1, needed: 3 } });
    await rig.scan(CUP);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', order: { id: order }, params: { units: 3 } });
  });

  it('or one scan of its own pack; a begun set takes no further pack', async () => {
    const set = setOfThree();
    rig.order(set, { quantity: 2 });
    expect(await rig.scan('2000000000039')).toMatchObject({ code: 'thing-taken', parcel: { scanned: 3, needed: 6 } });
    await rig.scan(CUP);
    expect(await rig.scan('2000000000039')).toMatchObject({ code: 'extra-thing', parcel: { scanned: 4 } });
    await rig.scan(CUP);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed' });
  });

  it('a kit is put together by its components, found by any of them, or taken whole by its own barcode', async () => {
    const cup = rig.thing(CUP, { stock: 8, article: 'ЧАШКА' });
    const spoon = rig.thing(SPOON, { stock: 8, article: 'ЛОЖКА' });
    const kit = rig.make.kit(
      [
        { productId: cup.productId, quantity: 2 },
        { productId: spoon.productId, quantity: 1 },
      ],
      { barcodes: [PLATE] },
    );
    const sold = { productId: kit, listingId: rig.make.listing(rig.accountId, { sku: 'kit', productId: kit }), sku: 'kit' };
    const order = rig.order(sold);
    expect(await rig.scan(SPOON)).toMatchObject({
      code: 'thing-taken',
      parcel: { scanned: 1, needed: 3, missing: [{ article: 'ЧАШКА' }] },
    });
    expect(await rig.scan(SPOON)).toMatchObject({ code: 'extra-thing' });
    // The whole kit no longer fits into what is missing.
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'extra-thing' });
    await rig.scan(CUP);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', order: { id: order } });
    const whole = rig.order(sold);
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'printed', order: { id: whole }, params: { units: 3 } });
  });
});

describe('marking codes of many units', () => {
  it('are asked for each unit while it is in the hand, and told only when the set is whole', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const order = rig.order(cup, { quantity: 2, marks: ['sgtin'] });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'mark-wanted', wants: 'sgtin', parcel: { scanned: 1 } });
    expect(await rig.scan(mark(CUP, '5aaaaa'))).toMatchObject({ code: 'mark-taken', wants: null, parcel: { scanned: 1 } });
    expect(rig.outbox()).toEqual([]);
    // A marking code is the next unit and its mark at once; the same code again is the same unit.
    expect(await rig.scan(mark(CUP, '5aaaaa'))).toMatchObject({ code: 'mark-duplicate', parcel: { scanned: 1 } });
    expect(await rig.scan(mark(CUP, '5bbbbb'))).toMatchObject({ code: 'printed', order: { id: order } });
    expect(rig.outbox()).toMatchObject([{ command: { kind: 'mark.put', values: [mark(CUP, '5aaaaa'), mark(CUP, '5bbbbb')] } }]);
  });

  it('are bound to the line of the thing in the hand; only lines that need them are asked', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const plate = rig.thing(PLATE, { stock: 5 });
    const order = rig.order(plate, { more: [{ thing: cup, quantity: 1, marks: ['sgtin'] }] });
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'thing-taken' });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'mark-wanted' });
    expect(await rig.scan(mark(PLATE, '5ccccc'))).toMatchObject({ code: 'mark-wrong-thing', tone: 'wrong' });
    expect(await rig.scan(mark('4600000000046', '5ccccc'))).toMatchObject({ code: 'mark-wrong-thing' });
    expect(await rig.scan(mark(CUP, '5ccccc'))).toMatchObject({ code: 'printed', order: { id: order } });
    const lines = rig.db.read.orders.byId(order)!.lines;
    expect(rig.db.read.orders.marksOf(order)).toMatchObject([{ orderLineId: lines[1]!.id }]);
  });

  it('leave the parcel with the unit that carries them and may come back with it', async () => {
    const cup = rig.thing(CUP, { stock: 5 });
    const order = rig.order(cup, { quantity: 2, marks: ['sgtin'] });
    await rig.scan(mark(CUP, '5ddddd'));
    await rig.scan(CUP);
    expect(await takeOut()).toMatchObject({ parcel: { scanned: 1 } });
    expect(rig.db.read.orders.marksOf(order)).toHaveLength(1);
    await takeOut();
    expect(rig.db.read.orders.marksOf(order)).toEqual([]);
    await rig.scan(mark(CUP, '5ddddd'));
    expect(await rig.scan(mark(CUP, '5eeeee'))).toMatchObject({ code: 'printed' });
  });
});
