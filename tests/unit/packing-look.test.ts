import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ProductId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const SMALL = '4600000000015';
const LARGE = '4600000000022';
const PLATE = '4600000000039';
const mark = (barcode: string, serial: string) => `010${barcode}21${serial}\u001D93abcd`;

type Rig = ReturnType<typeof packingRig>;
let rig: Rig;
let small: ReturnType<Rig['thing']>;
let large: ReturnType<Rig['thing']>;
beforeEach(() => {
  rig = packingRig();
  small = rig.thing(SMALL, { bin: rig.make.bin(rig.warehouse, 'A-12', 1), stock: 9, article: 'CUP-S' });
  large = rig.thing(LARGE, { bin: rig.make.bin(rig.warehouse, 'A-13', 2), stock: 9, article: 'CUP-L' });
  alike(small.productId, large.productId);
});
afterEach(() => {
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

const alike = (one: ProductId, other: ProductId) =>
  rig.db.write(({ catalogue }) => catalogue.saveLookAlikes(one, [{ productId: other, likeness: 1 }]));
/** A hand cannot scan the same thing twice in the same moment. */
const again = (code: string) => {
  rig.later(1000);
  return rig.scan(code);
};
const leave = () => rig.ask('packing.leave', { operationId: testId(), stationId: STATION });

describe('a thing that is easily taken for another', () => {
  it('counts once it is scanned again, and the screen says what it must be and must not', async () => {
    const order = rig.order(small);
    const first = await rig.scan(SMALL);
    expect(first).toMatchObject({
      tone: 'ask',
      code: 'second-scan-wanted',
      parcel: { doubt: { article: 'CUP-S', others: [{ article: 'CUP-L' }], bin: 'A-12' } },
    });
    expect(rig.jobs(order)).toEqual([]);
    expect((await rig.ask('packing.state', { stationId: STATION })).parcel?.doubt).toMatchObject({ article: 'CUP-S' });
    expect(await again(SMALL)).toMatchObject({ code: 'printed', order: { id: order } });
  });

  it.each([
    ['its article', 'CUP-S'],
    ['its article in small letters', 'cup-s'],
    ['the shelf where only it lies', 'A-12'],
  ])('is proved by %s as well', async (_name, code) => {
    const order = rig.order(small);
    await rig.scan(SMALL);
    expect(await rig.scan(code)).toMatchObject({ code: 'printed', order: { id: order } });
  });

  it('is not proved by a trigger held too long, by its likes, or by a shelf that holds both', async () => {
    rig.make.receive(large.productId, rig.db.read.catalogue.locationByCode(rig.warehouse, 'A-12')!.id, 1);
    const order = rig.order(small);
    expect((await rig.scan(SMALL)).parcel?.doubt).toMatchObject({ bin: null });
    expect(await rig.scan(SMALL)).toMatchObject({ code: 'second-scan-wanted' });
    rig.later(1000);
    expect(await rig.scan(LARGE)).toMatchObject({ code: 'wrong-thing', tone: 'wrong' });
    for (const code of ['CUP-L', 'A-12', 'A-13']) expect(await rig.scan(code)).toMatchObject({ code: 'unknown-code', tone: 'wrong' });
    expect(rig.jobs(order)).toEqual([]);
    expect(await rig.scan(SMALL)).toMatchObject({ code: 'printed' });
  });

  it('with a marking code of its own needs no third scan; a code that says nothing of the thing does not prove it', async () => {
    const proved = rig.order(small, { marks: ['sgtin'] });
    expect(await rig.scan(SMALL)).toMatchObject({ code: 'mark-wanted' });
    expect(await rig.scan(mark(SMALL, '5aaaaa'))).toMatchObject({ code: 'printed', order: { id: proved } });
    const own = rig.thing('2000000000039', { stock: 2, article: 'CUP-X' });
    alike(own.productId, small.productId);
    const order = rig.order(own, { marks: ['sgtin'] });
    expect(await rig.scan('2000000000039')).toMatchObject({ code: 'mark-wanted' });
    expect(await rig.scan(mark(PLATE, '5bbbbb'))).toMatchObject({ code: 'second-scan-wanted' });
    expect(await again('2000000000039')).toMatchObject({ code: 'printed', order: { id: order } });
  });

  it('known by its marking code at once is looked at twice all the same', async () => {
    const order = rig.order(small, { marks: ['sgtin'] });
    expect(await rig.scan(mark(SMALL, '5aaaaa'))).toMatchObject({ code: 'second-scan-wanted' });
    expect(await rig.scan(mark(SMALL, '5aaaaa'))).toMatchObject({ code: 'second-scan-wanted' });
    expect(await again(SMALL)).toMatchObject({ code: 'printed', order: { id: order } });
  });

  it('keeps other things of the parcel waiting, even its like that the order wants too', async () => {
    const plate = rig.thing(PLATE, { stock: 3 });
    const order = rig.order(small, {
      more: [
        { thing: large, quantity: 1 },
        { thing: plate, quantity: 1 },
      ],
    });
    await rig.scan(SMALL);
    expect(await again(LARGE)).toMatchObject({ code: 'second-scan-wanted', parcel: { scanned: 1, doubt: { article: 'CUP-S' } } });
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'second-scan-wanted', parcel: { scanned: 1 } });
    expect(await rig.scan(SMALL)).toMatchObject({ code: 'thing-taken', parcel: { scanned: 1, doubt: null } });
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'thing-taken', parcel: { scanned: 2 } });
    expect(await rig.scan(LARGE)).toMatchObject({ code: 'second-scan-wanted' });
    expect(await again(LARGE)).toMatchObject({ code: 'printed', order: { id: order } });
  });

  it('goes into its cell of the wall only when it is proved', async () => {
    const plate = rig.thing(PLATE, { stock: 3 });
    const order = rig.order(small, { more: [{ thing: plate, quantity: 1 }] });
    const id = testId();
    await rig.ask('wave.make', { operationId: testId(), id, warehouseId: rig.warehouse, cells: 2 });
    await rig.ask('wave.stand', { operationId: testId(), stationId: STATION, waveId: id });
    expect(await rig.scan(SMALL)).toMatchObject({ code: 'second-scan-wanted', order: { id: order } });
    expect((await rig.ask('wave.get', { id })).orders.map(({ cell }) => cell)).toEqual([null]);
    expect(await again(SMALL)).toMatchObject({ code: 'put-in-cell', params: { cell: 1 } });
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'printed', params: { cell: 1 } });
  });

  it('leaves the parcel with the hand: Esc, or one thing taken out, and nothing is remembered of it', async () => {
    const plate = rig.thing(PLATE, { stock: 3 });
    const order = rig.order(plate, { more: [{ thing: small, quantity: 1 }] });
    await rig.scan(PLATE);
    await rig.scan(SMALL);
    await leave();
    expect(rig.db.read.orders.unitsOf(order).map((unit) => unit.productId)).toEqual([plate.productId]);
    expect(await again(SMALL)).toMatchObject({ code: 'second-scan-wanted', order: { id: order } });
    const out = await rig.ask('packing.takeOut', { operationId: testId(), stationId: STATION });
    expect(out.parcel).toMatchObject({ scanned: 1, doubt: null });
    expect(await again(SMALL)).toMatchObject({ code: 'second-scan-wanted' });
    expect(await again(SMALL)).toMatchObject({ code: 'printed' });
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: order });
    expect(rig.db.read.orders.unitsOf(order)).toEqual([]);
  });

  it('asks nothing where the owner said so, and asks of a thing without likes where he said that', async () => {
    const product = rig.db.read.catalogue.product(small.productId)!;
    rig.db.write(({ catalogue }) => catalogue.saveProduct({ ...product, secondScanSaid: false }, rig.now()));
    rig.order(small);
    expect(await rig.scan(SMALL)).toMatchObject({ code: 'printed' });
    const plate = rig.thing(PLATE, { stock: 3, article: 'PLATE' });
    rig.db.write(({ catalogue }) => catalogue.saveProduct({ ...catalogue.product(plate.productId)!, secondScanSaid: true }, rig.now()));
    rig.order(plate);
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'second-scan-wanted', parcel: { doubt: { article: 'PLATE', others: [] } } });
    expect(await rig.scan('PLATE')).toMatchObject({ code: 'printed' });
  });

  it('a code that two products share proves it only with the choice made again', async () => {
    const other = rig.thing(LARGE, { stock: 1, article: 'TWIN' });
    const order = rig.order(large);
    expect(await rig.scan(LARGE)).toMatchObject({ code: 'two-products' });
    expect(await rig.scan(LARGE, { productId: large.productId })).toMatchObject({ code: 'second-scan-wanted' });
    expect(await again(LARGE)).toMatchObject({ code: 'two-products' });
    expect(await rig.scan(LARGE, { productId: other.productId })).toMatchObject({ code: 'second-scan-wanted' });
    expect(await rig.scan('CUP-L')).toMatchObject({ code: 'printed', order: { id: order } });
  });
});
