import { afterEach, describe, expect, it } from 'vitest';

import type { StockRow } from '#electron/channels/channel.ts';
import { problem } from '#tests/support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

let rig: ReturnType<typeof syncRig>;
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

/** The figures alone: by which of its keys a marketplace takes a row is its client's matter. */
const told = () =>
  rig.market.calls
    .filter((call) => call.operation === 'stock.write')
    .map(({ detail }) => {
      const { warehouseId, rows } = detail as { readonly warehouseId: string; readonly rows: readonly StockRow[] };
      return { warehouseId, rows: rows.map(({ sku, quantity }) => ({ sku, quantity })) };
    });
const tellAll = (quantity: number) => ({ warehouseId: MARKET_WAREHOUSE, rows: [{ sku: 'sku-1', quantity }] });

describe('orders', () => {
  it('hold stock when they are first seen, once, however often the page comes', async () => {
    rig = syncRig({ stock: 10 });
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    await rig.run(60_000);
    expect(rig.stockOf()).toMatchObject({ onHand: 10, reserved: 1 });
    expect(rig.order('o1')).toMatchObject({ status: 'new', warehouseId: rig.warehouse });
  });

  it('that are cancelled give their stock back, and a stale page does not revive them', async () => {
    rig = syncRig({ stock: 10 });
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    await rig.run(1000);
    rig.market.set('o1', 'cancelled', 'cancel/declined_by_client');
    await rig.run(60_000);
    expect(rig.order('o1')).toMatchObject({ status: 'cancelled', channelOwn: 'cancel/declined_by_client' });
    expect(rig.stockOf().reserved).toBe(0);
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE, { attributes: { late: true } });
    await rig.run(60_000);
    expect(rig.order('o1').status).toBe('cancelled');
    expect(rig.stockOf().reserved).toBe(0);
  });

  it('beyond stock are a shortage, never a negative figure', async () => {
    rig = syncRig({ stock: 1 });
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    rig.market.order('o2', 'sku-1', MARKET_WAREHOUSE);
    await rig.run(1000);
    expect(rig.stockOf()).toMatchObject({ onHand: 1, reserved: 1, short: 1 });
  });

  it('of a status nobody knows are kept, and hold what they held', async () => {
    rig = syncRig({ stock: 10 });
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    await rig.run(1000);
    rig.market.set('o1', 'unknown', 'postponed_delivery');
    await rig.run(60_000);
    expect(rig.order('o1')).toMatchObject({ status: 'new', channelStatus: 'unknown', channelOwn: 'postponed_delivery' });
    expect(rig.stockOf().reserved).toBe(1);
  });
});

describe('stock', () => {
  it('is not told before the owner says so', async () => {
    rig = syncRig();
    await rig.run(60_000);
    expect(told()).toEqual([]);
  });

  it('is told only after orders were read, with what they took', async () => {
    rig = syncRig({ live: true, stock: 10 });
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    await rig.run(10_000);
    expect(told()).toEqual([tellAll(9)]);
    const operations = rig.market.calls.map((call) => call.operation);
    expect(operations.indexOf('orders.fresh')).toBeLessThan(operations.indexOf('stock.write'));
  });

  it('is not told while orders cannot be read', async () => {
    rig = syncRig({ live: true });
    for (let index = 0; index < 200; index += 1) rig.market.next('orders.fresh', { kind: 'retry', problem: problem('no-network') });
    await rig.run(120_000);
    expect(told()).toEqual([]);
  });

  it('that is sold out is told even then: zero puts nothing back', async () => {
    rig = syncRig({ live: true, stock: 1 });
    await rig.run(10_000);
    for (let index = 0; index < 200; index += 1) rig.market.next('orders.fresh', { kind: 'retry', problem: problem('no-network') });
    await rig.run(120_000);
    expect(told().at(-1)).toEqual(tellAll(1));
    rig.db.write(({ ledger }) => {
      const deed = rig.make.deed('write-off', rig.time.nowMs());
      const lost = { productId: rig.productId, fromLocationId: rig.warehouse, toLocationId: 'loss' as typeof rig.warehouse, quantity: 1 };
      ledger.move(deed, [lost]);
      ledger.record(deed, {});
    });
    rig.sync.nudge(rig.accountId, 'stock');
    await rig.run(2000);
    expect(told().at(-1)).toEqual(tellAll(0));
  });

  it('that became less is told even then, less what was sold there unseen; the true figure goes when orders are read', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    rig.market.next('orders.fresh', { kind: 'limited', untilMs: rig.time.nowMs() + 3_600_000 });
    await rig.run(120_000);
    // Two were bought there, and nobody here knows of it.
    rig.market.stock.set('sku-1', 8);
    rig.db.write(({ ledger }) => {
      const deed = rig.make.deed('write-off', rig.time.nowMs());
      const lost = { productId: rig.productId, fromLocationId: rig.warehouse, toLocationId: 'loss' as typeof rig.warehouse, quantity: 3 };
      ledger.move(deed, [lost]);
      ledger.record(deed, {});
    });
    await rig.run(60_000);
    expect(told()).toEqual([tellAll(10), tellAll(5)]);
    rig.time.jump(3_600_000);
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    rig.restart();
    await rig.run(10_000);
    expect(told().at(-1)).toEqual(tellAll(10 - 3 - 1));
  });

  it('goes down at once and up after a moment', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    rig.sync.nudge(rig.accountId, 'orders');
    await rig.run();
    expect(told().at(-1)).toEqual(tellAll(9));
    rig.db.write(({ ledger }) => {
      const deed = rig.make.deed('receive', rig.time.nowMs());
      const toLocationId = rig.warehouse;
      ledger.move(deed, [{ productId: rig.productId, fromLocationId: 'supplier' as typeof toLocationId, toLocationId, quantity: 5 }]);
      ledger.record(deed, {});
    });
    rig.sync.nudge(rig.accountId, 'stock');
    await rig.run();
    expect(told().at(-1)).toEqual(tellAll(9));
    await rig.run(5000);
    expect(told().at(-1)).toEqual(tellAll(14));
  });

  it('that changed while it was being sent stays wanted and is told again', async () => {
    rig = syncRig({ live: true, stock: 10 });
    let changed = false;
    rig.market.during = (operation) => {
      if (operation !== 'stock.write' || changed) return;
      changed = true;
      rig.make.receive(rig.productId, rig.warehouse, 1);
    };
    await rig.run(20_000);
    expect(told()).toEqual([tellAll(10), tellAll(11)]);
  });

  it('that the marketplace refuses is parked with its words and not sent for ever', async () => {
    rig = syncRig({ live: true, stock: 10 });
    rig.market.refusedSkus.add('sku-1');
    await rig.run(120_000);
    expect(told()).toHaveLength(1);
    expect(rig.db.read.sync.offersOf(rig.listingId)[0]).toMatchObject({ parked: true, problem: { code: 'stock-not-found' } });
  });

  it('is read back, and what differs is drift', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(5000);
    rig.market.stock.set('sku-1', 3);
    await rig.run(20_000);
    expect(rig.db.read.sync.driftingOffers(10)).toMatchObject([{ toldQuantity: 10, liveQuantity: 3 }]);
  });

  it('waits for a reading of orders after the machine slept', async () => {
    rig = syncRig({ live: true, stock: 10 });
    await rig.run(10_000);
    const before = rig.market.calls.length;
    rig.market.order('night', 'sku-1', MARKET_WAREHOUSE);
    rig.make.receive(rig.productId, rig.warehouse, 1);
    rig.time.jump(8 * 3_600_000);
    await rig.run(10_000);
    const after = rig.market.calls.slice(before).map((call) => call.operation);
    expect(after.indexOf('orders.fresh')).toBeLessThan(after.indexOf('stock.write'));
    expect(told().at(-1)).toEqual(tellAll(10));
    expect(told().filter((one) => JSON.stringify(one) === JSON.stringify(tellAll(11)))).toEqual([]);
  });
});

describe('a marketplace whose orders cannot be read', () => {
  it('makes everyone who sells the same offer less until it is heard again, and then at once as before', async () => {
    rig = syncRig({ live: true, stock: 10 });
    const deaf = rig.make.account({ live: true, name: 'Глухой' });
    rig.make.listing(deaf, { productId: rig.productId });
    rig.make.channelWarehouse(deaf, rig.warehouse);
    rig.db.write(({ sync, desk, catalogue }) => {
      sync.ensureOffers(deaf, rig.time.nowMs());
      desk.setSetting('allocation.outage', { afterMinutes: 10, addUnits: 3 });
      // Paused: its orders are not read, and the marketplace goes on selling.
      catalogue.saveAccount({ ...catalogue.account(deaf)!, state: 'paused' });
    });
    await rig.run(5000);
    expect(told()).toEqual([tellAll(10)]);
    await rig.run(10 * 60_000);
    expect(told().at(-1)).toEqual(tellAll(7));
    rig.db.write(({ sync }) => sync.succeed(deaf, 'orders', rig.time.nowMs()));
    await rig.run(5000);
    expect(told().at(-1)).toEqual(tellAll(10));
    expect(told()).toHaveLength(3);
  });
});
