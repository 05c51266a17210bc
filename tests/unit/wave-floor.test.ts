import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PACKING_BIN } from '#shared/domain/order.ts';
import { cartCode } from '#shared/domain/wave.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const CUP = '4600000000015';
const PLATE = '4600000000022';
const SPOON = '4600000000039';

type Rig = ReturnType<typeof packingRig>;
let rig: Rig;
beforeEach(() => (rig = packingRig()));
afterEach(() => {
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

const make = async (more: { cells?: number; lane?: 'single' | 'many' | 'all'; cutOffBeforeMs?: number } = {}) => {
  const id = testId();
  const made = await rig.ask('wave.make', { operationId: testId(), id, warehouseId: rig.warehouse, ...more });
  return { id, ...made };
};
const wave = (id: string) => rig.ask('wave.get', { id });
const stand = (waveId: string | null) => rig.ask('wave.stand', { operationId: testId(), stationId: STATION, waveId });
const binOf = (code: string) => rig.db.read.catalogue.locationByCode(rig.warehouse, code)!.id;

describe('a wave', () => {
  it('gathers what is due by the cut-off and of its lane, each order once', async () => {
    const cup = rig.thing(CUP, { stock: 20 });
    const plate = rig.thing(PLATE, { stock: 20 });
    const soon = rig.order(cup, { shipByMs: rig.now() + 1000 });
    rig.order(cup, { shipByMs: rig.now() + 9000 });
    rig.order(cup, { shipByMs: rig.now() + 500, more: [{ thing: plate, quantity: 1 }] });
    const { id, orders, number } = await make({ lane: 'single', cutOffBeforeMs: rig.now() + 5000 });
    expect([orders, number]).toEqual([1, 1]);
    expect((await wave(id)).orders.map(({ order }) => order.id)).toEqual([soon]);
    expect(await rig.ask('wave.plan', { warehouseId: rig.warehouse })).toEqual({ orders: 2, units: 3 });
    await make();
    expect(await rig.refusal('wave.make', { operationId: testId(), id: testId(), warehouseId: rig.warehouse })).toBe('nothing-to-do');
  });

  it('is walked by the route into its cart, which is a bin of the ledger; packing takes from the cart', async () => {
    const cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-02', 2), stock: 5 });
    const plate = rig.thing(PLATE, { bin: rig.make.bin(rig.warehouse, 'A-01', 1), stock: 5 });
    rig.order(cup);
    rig.order(cup);
    rig.order(plate);
    const { id } = await make();
    expect((await wave(id)).stops.map(({ code, quantity }) => [code, quantity])).toEqual([
      ['A-01', 1],
      ['A-02', 2],
    ]);
    await rig.ask('wave.pick', { operationId: testId(), id, productId: plate.productId, locationId: binOf('A-01'), quantity: 1 });
    const again = { operationId: testId(), id, productId: plate.productId, locationId: binOf('A-01'), quantity: 1 };
    expect(await rig.refusal('wave.pick', again)).toBe('not-on-list');
    expect(await rig.ask('wave.pickAll', { operationId: testId(), id })).toEqual({ units: 2 });
    expect(await wave(id)).toMatchObject({ stops: [], picked: 3, cartCode: cartCode(1) });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', params: { bin: cartCode(1) } });
    expect(await rig.refusal('wave.close', { operationId: testId(), id })).toBe('cart-not-empty');
    await rig.scan(CUP);
    await rig.scan(PLATE);
    expect((await wave(id)).wave).toMatchObject({ orders: 3, packed: 3 });
    expect(await rig.refusal('wave.close', { operationId: testId(), id })).toBe('ok');
    const shelves = rig.db.read.orders.shelves(cup.productId, rig.warehouse);
    expect(shelves.map(({ code, onHand }) => [code, onHand])).toEqual([
      ['A-02', 3],
      [PACKING_BIN, 2],
    ]);
  });

  it('what is not found is sought elsewhere, and what nobody holds is said', async () => {
    const cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-01', 1), stock: 2 });
    rig.make.receive(cup.productId, rig.make.bin(rig.warehouse, 'B-01', 2), 1);
    rig.order(cup, { quantity: 2 });
    const { id } = await make();
    expect((await wave(id)).stops).toMatchObject([{ code: 'A-01', quantity: 2 }]);
    const short = { id, productId: cup.productId, locationId: binOf('A-01'), quantity: 2, reason: 'в ячейке пусто' };
    await rig.ask('wave.short', { operationId: testId(), ...short });
    expect(await wave(id)).toMatchObject({
      stops: [{ code: 'B-01', quantity: 1 }],
      missing: [{ quantity: 1 }],
      shorts: [{ code: 'A-01', quantity: 2, reason: 'в ячейке пусто' }],
    });
  });

  it('an order cancelled after the walk leaves its thing to be taken back where it came from', async () => {
    const cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-12', 1), stock: 5 });
    const order = rig.order(cup);
    rig.order(cup);
    const { id } = await make();
    await rig.ask('wave.pickAll', { operationId: testId(), id });
    rig.setStatus(order, 'cancelled');
    const { surplus } = await wave(id);
    expect(surplus).toMatchObject([{ quantity: 1, backTo: 'A-12' }]);
    await rig.ask('wave.putBack', { operationId: testId(), id, productId: cup.productId, locationId: surplus[0]!.backToId!, quantity: 1 });
    expect((await wave(id)).surplus).toEqual([]);
  });
});

describe('orders that change while a wave is walked', () => {
  it('late ones of its kind dock, and the cancelled leave it', async () => {
    const cup = rig.thing(CUP, { stock: 9 });
    const plate = rig.thing(PLATE, { stock: 9 });
    const first = rig.order(cup);
    const { id } = await make({ lane: 'single' });
    const late = rig.order(plate);
    rig.order(cup, { quantity: 2 });
    rig.setStatus(first, 'cancelled');
    await rig.dock();
    expect((await wave(id)).orders.map(({ order, docked }) => [order.id, docked])).toEqual([[late, true]]);
  });
});

describe('a put wall', () => {
  it('every thing gets the cell of its order; the last one prints the label and empties the cell', async () => {
    const cup = rig.thing(CUP, { stock: 9 });
    const plate = rig.thing(PLATE, { stock: 9 });
    const spoon = rig.thing(SPOON, { stock: 9 });
    const first = rig.order(cup, { shipByMs: rig.now() + 1, more: [{ thing: plate, quantity: 1 }] });
    const second = rig.order(cup, { shipByMs: rig.now() + 2, more: [{ thing: spoon, quantity: 2 }] });
    const { id } = await make({ cells: 2 });
    await stand(id);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'put-in-cell', order: { id: first }, params: { cell: 1 } });
    expect(await rig.scan(SPOON)).toMatchObject({ code: 'put-in-cell', order: { id: second }, params: { cell: 2 } });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'put-in-cell', order: { id: second }, params: { cell: 2 } });
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'printed', order: { id: first }, params: { cell: 1 } });
    expect((await wave(id)).orders.map(({ cell }) => cell)).toEqual([null, 2]);
    expect(await rig.scan(SPOON)).toMatchObject({ code: 'printed', order: { id: second }, params: { cell: 2 } });
    expect([...rig.jobs(first), ...rig.jobs(second)]).toHaveLength(2);
  });

  it('gathers no more orders of several things than it has cells; the next docks when a cell comes free', async () => {
    const cup = rig.thing(CUP, { stock: 9 });
    const plate = rig.thing(PLATE, { stock: 9 });
    const pair = () => rig.order(cup, { more: [{ thing: plate, quantity: 1 }] });
    const [first, second] = [pair(), pair()];
    const single = rig.order(cup);
    expect(await rig.ask('wave.plan', { warehouseId: rig.warehouse, cells: 1 })).toEqual({ orders: 2, units: 3 });
    const { id, orders } = await make({ cells: 1 });
    expect(orders).toBe(2);
    await rig.dock();
    expect((await wave(id)).orders.map(({ order }) => order.id)).toEqual([first, single]);
    await stand(id);
    await rig.scan(PLATE);
    expect(await rig.scan(CUP)).toMatchObject({ code: 'printed', order: { id: first } });
    await rig.dock();
    expect((await wave(id)).orders.map(({ order }) => order.id)).toEqual([first, second, single]);
  });

  it('of so many orders and no more: the rest are not late, and wait for the next wave', async () => {
    const cup = rig.thing(CUP, { stock: 9 });
    for (let count = 0; count < 3; count += 1) rig.order(cup);
    const id = testId();
    const made = await rig.ask('wave.make', { operationId: testId(), id, warehouseId: rig.warehouse, limit: 2 });
    await rig.dock();
    expect([made.orders, (await wave(id)).orders.length]).toEqual([2, 2]);
    await rig.scan(CUP);
    await rig.dock();
    expect((await wave(id)).orders.length).toBe(3);
  });

  it('a full wall keeps the next order in the hand, and it comes to its label all the same', async () => {
    const cup = rig.thing(CUP, { stock: 9 });
    const plate = rig.thing(PLATE, { stock: 9 });
    const spoon = rig.thing(SPOON, { stock: 9 });
    const first = rig.order(cup, { shipByMs: rig.now() + 1, more: [{ thing: spoon, quantity: 1 }] });
    const second = rig.order(plate, { shipByMs: rig.now() + 2, more: [{ thing: spoon, quantity: 1 }] });
    const { id } = await make({ cells: 1 });
    await stand(id);
    await rig.scan(CUP);
    expect(await rig.scan(SPOON)).toMatchObject({ code: 'printed', order: { id: first } });
    await rig.dock();
    expect(await rig.scan(PLATE)).toMatchObject({ code: 'put-in-cell', order: { id: second } });
    // The first parcel is taken apart again, and its cell is another's by now.
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: first });
    expect(await rig.scan(CUP)).toMatchObject({ code: 'thing-taken', order: { id: first } });
    expect(await rig.scan(SPOON)).toMatchObject({ code: 'printed', order: { id: first } });
    expect(await rig.scan(SPOON)).toMatchObject({ code: 'printed', order: { id: second } });
  });

  it('whatever is scanned in whatever order, a label prints for whole orders only, once each', async () => {
    const codes = [CUP, PLATE, SPOON] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(2), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.infiniteStream(fc.nat(1000)),
        async (orders, cells, chance) => {
          const floor = packingRig();
          try {
            const things = codes.map((code) => floor.thing(code, { stock: 40 }));
            const made = orders.map((picked) => {
              const [head, ...rest] = [...new Set(picked)].map((index) => ({
                thing: things[index]!,
                quantity: picked.filter((one) => one === index).length,
              }));
              return { id: floor.order(head!.thing, { quantity: head!.quantity, more: rest }), picked };
            });
            let printed = 0;
            while (printed < made.length) {
              const id = testId();
              await floor.ask('wave.make', { operationId: testId(), id, warehouseId: floor.warehouse, cells });
              await floor.ask('wave.stand', { operationId: testId(), stationId: STATION, waveId: id });
              const members = new Set<string>((await floor.ask('wave.get', { id })).orders.map(({ order }) => order.id));
              const left = made.filter((one) => members.has(one.id)).flatMap(({ picked }) => picked);
              while (left.length > 0) {
                const index = chance.next().value % left.length;
                const answer = await floor.scan(codes[left[index]!]!);
                if (['put-in-cell', 'thing-taken', 'printed'].includes(answer.code)) left.splice(index, 1);
                else await floor.ask('packing.leave', { operationId: testId(), stationId: STATION });
                if (answer.code === 'printed') printed += 1;
                for (const { id: orderId } of made) {
                  const packed = floor.db.read.orders.byId(orderId)!.packedAtMs !== null;
                  expect(floor.jobs(orderId)).toHaveLength(packed ? 1 : 0);
                }
              }
            }
            expect(printed).toBe(made.length);
            expect(floor.db.read.ledger.verify()).toEqual([]);
          } finally {
            floor.close();
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
