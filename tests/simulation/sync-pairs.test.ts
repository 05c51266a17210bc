import { afterEach, describe, expect, it } from 'vitest';

import { openCredentials, sealCredentials } from '#electron/sync/credentials.ts';
import { problem } from '#tests/support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

let rig: ReturnType<typeof syncRig>;
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  rig.close();
});

const told = () => rig.market.calls.filter((call) => call.operation === 'stock.write').length;
const parked = () => rig.db.read.sync.offerFigures(rig.accountId).parked;

describe('a marketplace that takes one figure of a listing only every 30 seconds', () => {
  it('is told the newest figure as soon as it may be, and is never refused', async () => {
    rig = syncRig({ live: true, stock: 10, pairIntervalMs: 30_000 });
    await rig.run(5000);
    expect(rig.market.stock.get('sku-1')).toBe(10);
    for (let index = 1; index <= 3; index += 1) {
      rig.market.order(`o${index}`, 'sku-1', MARKET_WAREHOUSE);
      rig.sync.nudge(rig.accountId, 'orders');
      await rig.run(3000);
    }
    expect(told()).toBe(1);
    await rig.run(20_000);
    expect(told()).toBe(2);
    expect(rig.market.stock.get('sku-1')).toBe(7);
    expect(parked()).toBe(0);
  });

  it('is not told too early after a restart of the program either', async () => {
    rig = syncRig({ live: true, stock: 10, pairIntervalMs: 30_000 });
    await rig.run(5000);
    rig.make.receive(rig.productId, rig.warehouse, 5);
    rig.restart();
    await rig.run(15_000);
    expect(told()).toBe(1);
    await rig.run(20_000);
    expect(rig.market.stock.get('sku-1')).toBe(15);
    expect(told()).toBe(2);
  });

  it('and refuses a row as too early: the figure waits and goes, nobody is bothered with it', async () => {
    rig = syncRig({ live: true, stock: 10, pairIntervalMs: 30_000 });
    // The figure arrived, its answer did not: the second telling comes too early.
    rig.market.next('stock.write', { kind: 'unknown', problem: problem('timeout') }, true);
    await rig.run(10_000);
    expect(parked()).toBe(0);
    await rig.run(60_000);
    expect(rig.market.stock.get('sku-1')).toBe(10);
    expect(rig.db.read.sync.offerFigures(rig.accountId)).toMatchObject({ waiting: 0, parked: 0 });
  });

  it('does not keep a figure waiting for hours because the clock was set back', async () => {
    rig = syncRig({ live: true, stock: 10, pairIntervalMs: 30_000 });
    await rig.run(5000);
    rig.time.jump(-6 * 3_600_000);
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE);
    rig.market.pairIntervalMs = 0;
    await rig.run(60_000);
    expect(rig.market.stock.get('sku-1')).toBe(9);
  });
});

describe('the key of a cabinet', () => {
  it('is checked once a day: its end and the rights it lacks are kept', async () => {
    rig = syncRig();
    const endsMs = rig.time.nowMs() + 20 * 86_400_000;
    rig.market.key = { expiresAtMs: endsMs, missingRights: ['Отгрузки'] };
    await rig.run(1000);
    expect(rig.db.read.catalogue.account(rig.accountId)).toMatchObject({ tokenExpiresAtMs: endsMs, missingRights: ['Отгрузки'] });
    rig.restart();
    await rig.run(60_000);
    expect(rig.market.count('seller')).toBe(1);
    rig.market.key = {};
    rig.time.jump(25 * 3_600_000);
    await rig.run(5000);
    expect(rig.market.count('seller')).toBe(2);
    expect(rig.db.read.catalogue.account(rig.accountId)).toMatchObject({ tokenExpiresAtMs: endsMs, missingRights: [] });
  });

  it('lies in the vault with its second part, and alone as it always did', () => {
    rig = syncRig();
    expect(sealCredentials({ token: 'abc' })).toBe('abc');
    expect(openCredentials(sealCredentials({ token: 'abc' }))).toEqual({ token: 'abc' });
    expect(openCredentials(sealCredentials({ token: 'a"b', clientId: '42' }))).toEqual({ token: 'a"b', clientId: '42' });
  });
});
