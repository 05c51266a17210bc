import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { LocationId, ProductId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { stockRig } from '#tests/support/stock-rig.ts';

let rig: ReturnType<typeof stockRig>;
let warehouse: LocationId;
let bin: LocationId;
let cup: ProductId;

beforeEach(() => {
  rig = stockRig();
  warehouse = rig.make.warehouse('СК');
  bin = rig.make.bin(warehouse, 'A-1');
  cup = rig.make.product({ article: 'CUP', name: 'Кружка «Ёлка»' });
});
afterEach(() => rig.close());

const figures = (productId: ProductId) => rig.database.read.ledger.stock([productId])[0] ?? { onHand: 0, reserved: 0, short: 0 };
const orderOf = (productId: ProductId, quantity: number, createdAtMs: number) => {
  const { lineId, orderId } = rig.make.order(rig.make.account(), { warehouseId: warehouse, productId, quantity, createdAtMs });
  const deed = rig.make.deed('reserve');
  rig.database.write(({ ledger, catalogue }) => {
    ledger.reserve(deed, lineId, warehouse, catalogue.needsOf(productId, quantity));
    ledger.record(deed, {});
  });
  return { lineId, orderId };
};

describe('goods', () => {
  it('come to a bin, move on and are written off, and never more than there is', async () => {
    const other = rig.make.bin(warehouse, 'A-2');
    expect(await rig.ask('stock.receive', { rows: [{ productId: cup, locationId: bin, quantity: 5 }] })).toEqual({ filledOrders: 0 });
    const move = (quantity: number) =>
      rig.ask('stock.move', { rows: [{ productId: cup, fromLocationId: bin, toLocationId: other, quantity }] });
    expect(await move(2)).toEqual({});
    expect(await move(4)).toBe('not-enough-in-bin');
    const writeOff = (quantity: number) =>
      rig.ask('stock.writeOff', { rows: [{ productId: cup, locationId: other, quantity }], reason: 'бой' });
    expect(await writeOff(1)).toEqual({});
    expect(figures(cup)).toMatchObject({ onHand: 4, reserved: 0 });
    orderOf(cup, 4, 1);
    expect(await writeOff(1)).toBe('reserved-for-orders');
    expect(figures(cup)).toMatchObject({ onHand: 4, reserved: 4 });
  });

  it('are received once however often the call is sent, and told to the screens once', async () => {
    const operationId = testId();
    const rows = [{ productId: cup, locationId: bin, quantity: 3 }];
    for (let time = 0; time < 3; time += 1) await rig.ask('stock.receive', { operationId, rows });
    expect(figures(cup)).toMatchObject({ onHand: 3 });
    expect(rig.told.filter((event) => event.topic === 'stock')).toEqual([{ topic: 'stock', ids: [cup] }]);
  });

  it('fill what orders are short of, the nearest deadline first', async () => {
    const late = orderOf(cup, 1, 2);
    const early = orderOf(cup, 2, 1);
    expect(figures(cup)).toMatchObject({ onHand: 0, short: 3 });
    expect(await rig.ask('stock.receive', { rows: [{ productId: cup, locationId: bin, quantity: 2 }] })).toEqual({ filledOrders: 1 });
    expect(figures(cup)).toMatchObject({ onHand: 2, reserved: 2, short: 1 });
    const story = rig.database.read.orders.story(early.orderId).map((line) => line.kind);
    expect(story).toContain('filled');
    expect(rig.database.read.orders.story(late.orderId).map((line) => line.kind)).not.toContain('filled');
  });

  it('found missing in a count leave the newest order short, in words, never a figure below zero', async () => {
    rig.make.receive(cup, bin, 5);
    orderOf(cup, 2, 1);
    const newest = orderOf(cup, 3, 2);
    const count = await rig.ask('stock.count', { rows: [{ productId: cup, locationId: bin, counted: 3 }] });
    expect(count).toEqual({ changed: 1, nowShortOrders: 1 });
    expect(figures(cup)).toMatchObject({ onHand: 3, reserved: 3, short: 2 });
    expect(rig.database.read.orders.story(newest.orderId).map((line) => line.kind)).toContain('short');
  });

  it('come back from a buyer', async () => {
    expect(await rig.ask('stock.return', { rows: [{ productId: cup, locationId: bin, quantity: 1 }], orderId: null })).toEqual({});
    expect(await rig.ask('stock.return', { rows: [{ productId: cup, locationId: bin, quantity: 1 }], orderId: 'none' })).toBe(
      'order-unknown',
    );
    expect(figures(cup)).toMatchObject({ onHand: 1 });
  });

  it('are refused at places and of products that do not exist, and of kits', async () => {
    const kit = rig.make.kit([{ productId: cup, quantity: 2 }]);
    const receive = (productId: string, locationId: string) => rig.ask('stock.receive', { rows: [{ productId, locationId, quantity: 1 }] });
    expect(await receive('none', bin)).toBe('product-unknown');
    expect(await receive(cup, 'none')).toBe('location-unknown');
    expect(await receive(cup, 'supplier')).toBe('location-unknown');
    expect(await receive(kit, bin)).toBe('kit-has-no-stock');
  });
});

describe('an undo', () => {
  const log = async () => {
    const answer = await rig.ask('stock.operations', {});
    if (typeof answer === 'string') throw new Error(answer);
    return answer.rows;
  };

  it('is a new, opposite operation, done once', async () => {
    await rig.ask('stock.receive', { rows: [{ productId: cup, locationId: bin, quantity: 3 }] });
    const received = (await log())[0]!;
    expect(received).toMatchObject({ kind: 'receive', reversible: true, reversedById: null, movements: 1 });
    expect(await rig.ask('stock.reverse', { reversesId: received.id })).toEqual({});
    expect(figures(cup)).toMatchObject({ onHand: 0 });
    expect(await rig.ask('stock.reverse', { reversesId: received.id })).toBe('already-reversed');
    const [undo, undone] = await log();
    expect(undo).toMatchObject({ kind: 'reverse', reversesId: received.id, reversible: false });
    expect(undone).toMatchObject({ id: received.id, reversible: false, reversedById: undo!.id });
    expect(await rig.ask('stock.reverse', { reversesId: undo!.id })).toBe('not-reversible');
    expect(await rig.ask('stock.reverse', { reversesId: testId() })).toBe('operation-unknown');
  });

  it('is refused when the goods are promised or gone', async () => {
    await rig.ask('stock.receive', { rows: [{ productId: cup, locationId: bin, quantity: 3 }] });
    const received = (await log())[0]!;
    orderOf(cup, 1, 1);
    expect(await rig.ask('stock.reverse', { reversesId: received.id })).toBe('reserved-for-orders');
    expect(figures(cup)).toMatchObject({ onHand: 3, reserved: 1 });
  });
});

describe('the history of a product', () => {
  it('says why there are so many: every movement and reservation, with the figure after each', async () => {
    const receipt = rig.make.receive(cup, bin, 7);
    const order = orderOf(cup, 2, 1);
    const deed = rig.make.deed('ship');
    rig.database.write(({ ledger }) => {
      ledger.ship(deed, order.lineId);
      ledger.record(deed, {});
    });
    await rig.ask('stock.writeOff', { rows: [{ productId: cup, locationId: bin, quantity: 1 }], reason: 'бой' });
    const answer = await rig.ask('product.history', { id: cup });
    expect(answer).toMatchObject({
      total: 4,
      rows: [
        { kind: 'write-off', from: 'A-1', to: 'loss', quantity: 1, onHandAfter: 4, orderId: null },
        { kind: 'ship', from: 'A-1', to: 'customer', quantity: 2, onHandAfter: 5, orderId: order.orderId },
        { kind: 'reserve', quantity: 2, onHandAfter: 7, orderId: order.orderId },
        { kind: 'receive', operationId: receipt, from: 'supplier', to: 'A-1', quantity: 7, onHandAfter: 7 },
      ],
    });
  });
});
