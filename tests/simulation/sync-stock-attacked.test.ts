import { afterEach, describe, expect, it } from 'vitest';

import type { StockRow } from '#electron/channels/channel.ts';
import type { ListingId, ProductId } from '#shared/domain/ids.ts';
import { problem } from '#tests/support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

let rig: ReturnType<typeof syncRig>;
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  rig.close();
});

const OTHER = '701';
const HOUR_MS = 3_600_000;

/** A second shelf that the marketplace knows as a warehouse of its own, with the same and another product on it. */
function second(quantity: number): {
  readonly productId: ProductId;
  readonly listingId: ListingId;
  readonly move: (delta: number) => void;
} {
  const shelf = rig.make.warehouse('ВТОРОЙ');
  rig.make.channelWarehouse(rig.accountId, shelf, OTHER);
  const productId = rig.make.product({ article: 'КР-2' });
  rig.make.receive(productId, shelf, quantity);
  const listingId = rig.make.listing(rig.accountId, { sku: 'sku-2', productId });
  rig.db.write((stores) => stores.sync.ensureOffers(rig.accountId, rig.time.nowMs()));
  return {
    productId,
    listingId,
    move: (delta) => (delta > 0 ? rig.make.receive(productId, shelf, delta) : lose(productId, shelf, -delta)),
  };
}

function lose(productId: ProductId, shelf: typeof rig.warehouse, quantity: number): void {
  rig.db.write(({ ledger }) => {
    const deed = rig.make.deed('write-off', rig.time.nowMs());
    ledger.move(deed, [{ productId, fromLocationId: shelf, toLocationId: 'loss' as typeof shelf, quantity }]);
    ledger.record(deed, {});
  });
}

function setState(state: 'active' | 'paused'): void {
  rig.db.write(({ catalogue }) => catalogue.saveAccount({ ...catalogue.account(rig.accountId)!, state }));
  rig.sync.reload(rig.accountId);
}

/** What the marketplace was last told of this in that warehouse. */
const lastTold = (warehouse: string, sku: string): number | undefined =>
  rig.market.calls
    .filter((call) => call.operation === 'stock.write')
    .map(({ detail }) => detail as { readonly warehouseId: string; readonly rows: readonly StockRow[] })
    .filter((call) => call.warehouseId === warehouse)
    .flatMap((call) => call.rows)
    .findLast((row) => row.sku === sku)?.quantity;

describe('two warehouses of one cabinet', () => {
  it('whose orders cannot be read: what waits in the first holds up no zero of the second', async () => {
    rig = syncRig({ live: true, stock: 10 });
    const other = second(1);
    await rig.run(10_000);
    expect(lastTold(OTHER, 'sku-2')).toBe(1);
    for (let index = 0; index < 500; index += 1) rig.market.next('orders.fresh', { kind: 'retry', problem: problem('no-network') });
    await rig.run(120_000);
    // More of the first thing: that must wait for orders. None of the second: that must not.
    rig.make.receive(rig.productId, rig.warehouse, 5);
    await rig.run(5000);
    other.move(-1);
    await rig.run(2000);
    expect(lastTold(OTHER, 'sku-2')).toBe(0);
    expect(lastTold(MARKET_WAREHOUSE, 'sku-1')).toBe(10);
  });

  it('of which one is told anew as a whole: a decrease of the other does not wait for the end of it', async () => {
    rig = syncRig({ live: true, stock: 10 });
    const other = second(5);
    for (let index = 10; index < 30; index += 1)
      rig.make.listing(rig.accountId, { sku: `sku-${index}`, productId: rig.make.product({ article: `КР-${index}` }) });
    rig.db.write((stores) => stores.sync.ensureOffers(rig.accountId, rig.time.nowMs()));
    rig.market.stockBatch = 1;
    rig.sync.reload(rig.accountId);
    await rig.run(10_000);
    rig.db.write(({ sync }) => sync.touchOffers({ all: true }, false, rig.time.nowMs()));
    rig.time.jump(3000);
    const before = rig.market.count('stock.write');
    other.move(-2);
    let after = Number.POSITIVE_INFINITY;
    rig.market.during = (operation) => {
      if (operation === 'stock.write' && lastTold(OTHER, 'sku-2') === 3) after = Math.min(after, rig.market.count('stock.write') - before);
    };
    await rig.run(1000);
    expect(rig.market.count('stock.write') - before).toBeGreaterThan(40);
    // The thing is offered in both warehouses; that is two figures.
    expect(after).toBeLessThanOrEqual(2);
  });
});

describe('a wake', () => {
  const zeroWithin = async (ms: number) => {
    await rig.run(ms);
    return rig.market.stock.get('sku-1');
  };

  it('that comes while the step sends is kept for the next one', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    let once = true;
    rig.market.during = (operation) => {
      if (operation !== 'stock.write' || !once) return;
      once = false;
      lose(rig.productId, rig.warehouse, 9);
    };
    lose(rig.productId, rig.warehouse, 1);
    expect(await zeroWithin(500)).toBe(0);
  });

  it('while the cabinet is paused is made up for when it is resumed', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    setState('paused');
    await rig.run(5000);
    lose(rig.productId, rig.warehouse, 10);
    expect(await zeroWithin(60_000)).toBe(10);
    setState('active');
    expect(await zeroWithin(1000)).toBe(0);
  });

  it('while a limit holds the stream is made up for the moment it may go', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    rig.market.next('stock.write', { kind: 'limited', untilMs: rig.time.nowMs() + 20_000 });
    lose(rig.productId, rig.warehouse, 1);
    await rig.run(1000);
    lose(rig.productId, rig.warehouse, 9);
    expect(await zeroWithin(18_000)).toBe(10);
    expect(await zeroWithin(2000)).toBe(0);
  });

  it('is not lost with a transaction that did not happen, and is told once it did', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    const writes = rig.market.count('stock.write');
    expect(() =>
      rig.db.write(({ sync }) => {
        sync.touchOffers({ all: true }, true, rig.time.nowMs());
        throw new Error('undone');
      }),
    ).toThrow('undone');
    await rig.run(1000);
    expect(rig.market.count('stock.write')).toBe(writes);
    lose(rig.productId, rig.warehouse, 10);
    expect(await zeroWithin(500)).toBe(0);
  });

  it('is told with no crank turned at all: the timers of a running loop do it', async () => {
    rig = syncRig({ live: true, stock: 10 });
    rig.sync.start();
    for (let passed = 0; passed < 20; passed += 1) await rig.time.advance(500);
    expect(rig.market.stock.get('sku-1')).toBe(10);
    lose(rig.productId, rig.warehouse, 10);
    await rig.time.advance(1);
    expect(rig.market.stock.get('sku-1')).toBe(0);
    await rig.sync.stop();
  });

  it('for more is told two seconds later, also where the clock was set back meanwhile', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    rig.make.receive(rig.productId, rig.warehouse, 5);
    rig.time.jump(-6 * HOUR_MS);
    await rig.run(10_000);
    expect(rig.market.stock.get('sku-1')).toBe(15);
  });

  it('for more is told after a restart with a clock set back while the program was off', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    rig.make.receive(rig.productId, rig.warehouse, 5);
    rig.time.jump(-24 * HOUR_MS);
    rig.restart();
    await rig.run(40_000);
    expect(rig.market.stock.get('sku-1')).toBe(15);
  });
});
