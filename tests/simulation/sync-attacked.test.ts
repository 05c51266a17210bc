import { afterEach, describe, expect, it, vi } from 'vitest';

import type { OutboxId } from '#shared/domain/ids.ts';
import { TEST_NOW_MS } from '#tests/support/database.ts';
import { BY_WORD, lost, problem } from '#tests/support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

let rig: ReturnType<typeof syncRig>;
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  rig.close();
});

const HOUR_MS = 3_600_000;
const dropped = (id: OutboxId) =>
  rig.db.write(({ sync }) => sync.setOutbox(id, { state: 'dropped', dropReason: 'не нужно', endedAtMs: rig.time.nowMs() }));
const confirmed = () =>
  rig.market.calls
    .filter((call) => call.operation === 'orders.confirm')
    .map(({ detail }) => (detail as { readonly orderId: string }).orderId);

/** Orders that are confirmed by word, each a command of its own. */
async function askedToConfirm(...ids: readonly string[]): Promise<void> {
  rig = syncRig({ stock: 50, capabilities: BY_WORD });
  for (const id of ids) rig.market.order(id, 'sku-1', MARKET_WAREHOUSE);
  await rig.run();
  rig.db.write(({ catalogue }) => catalogue.saveAccount({ ...catalogue.account(rig.accountId)!, autoConfirmAfterMs: 0 }));
  rig.sync.nudge(rig.accountId, 'orders');
}

describe('a command', () => {
  it('that is dropped while the one before it is sent never leaves', async () => {
    await askedToConfirm('1', '2');
    rig.market.during = (operation) => {
      if (operation !== 'orders.confirm' || confirmed().length > 1) return;
      const second = rig.queue().find((row) => row.state === 'queued');
      if (second !== undefined) dropped(second.id);
    };
    await rig.run(20_000);
    expect(confirmed()).toEqual(['1']);
    expect(
      rig
        .queue()
        .map((row) => row.state)
        .toSorted(),
    ).toEqual(['done', 'dropped']);
  });

  it('that is dropped while it is looked for stays dropped, and is never sent again', async () => {
    await askedToConfirm('1');
    rig.market.next('orders.confirm', lost, false);
    rig.market.during = (operation) => {
      const row = rig.queue().find((one) => one.state === 'unknown');
      if (operation === 'orders.statuses' && row !== undefined) dropped(row.id);
    };
    await rig.run(60_000);
    expect(confirmed()).toEqual(['1']);
    expect(rig.queue().map((row) => row.state)).toEqual(['dropped']);
  });

  it('leaves once where the cabinet is opened anew while the ones before it are sent', async () => {
    await askedToConfirm('1', '2', '3', '4');
    let once = true;
    rig.market.during = (operation) => {
      if (operation !== 'orders.confirm' || !once) return;
      once = false;
      rig.sync.reload(rig.accountId);
    };
    await rig.run(20_000);
    expect(confirmed().toSorted()).toEqual(['1', '2', '3', '4']);
    expect(rig.queue().map((row) => row.state)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('whose sending threw does not stand there as being sent for ever: it is looked for, and goes when it is not there', async () => {
    await askedToConfirm('1');
    let once = true;
    rig.market.during = (operation) => {
      if (operation !== 'orders.confirm' || !once) return;
      once = false;
      throw new Error('a bug of ours');
    };
    await rig.run(1000);
    expect(rig.bugs).toHaveLength(1);
    rig.bugs.length = 0;
    await rig.run(120_000);
    expect(rig.queue().map((row) => row.state)).toEqual(['done']);
    expect(confirmed()).toEqual(['1', '1']);
  });

  it.each([false, true])('put off for a moment does not wait for tomorrow where the clock was set back (restart: %s)', async (restart) => {
    await askedToConfirm('1');
    rig.market.next('orders.confirm', { kind: 'retry', problem: problem('no-network'), afterMs: 5000 });
    await rig.run(1000);
    expect(rig.queue().map((row) => row.state)).toEqual(['queued']);
    rig.time.jump(-6 * HOUR_MS);
    if (restart) rig.restart();
    await rig.run(30_000);
    expect(rig.queue().map((row) => row.state)).toEqual(['done']);
  });
});

describe('a clock set back', () => {
  it('keeps no label waiting that was not drawn yet', async () => {
    rig = syncRig({ stock: 50 });
    rig.market.order('1', 'sku-1', MARKET_WAREHOUSE);
    await rig.run();
    rig.market.withoutLabel.add('1');
    rig.market.set('1', 'assembling');
    await rig.run(40_000);
    expect(rig.order('1').labelState).toBe('wanted');
    rig.market.withoutLabel.clear();
    rig.time.jump(-6 * HOUR_MS);
    await rig.run(20_000);
    expect(rig.order('1').labelState).toBe('stored');
  });
});

describe('a clock set back: statuses', () => {
  it('of more orders than one call tells are read to the last one all the same', async () => {
    rig = syncRig({ stock: 50 });
    rig.market.statusBatch = 2;
    const ids = ['1', '2', '3', '4', '5', '6'];
    for (const id of ids) rig.market.order(id, 'sku-1', MARKET_WAREHOUSE);
    await rig.run(70_000);
    rig.time.jump(-6 * HOUR_MS);
    await rig.run(40_000);
    rig.market.set('6', 'cancelled');
    await rig.run(40_000);
    expect(rig.order('6').status).toBe('cancelled');
  });

  it('are read to the last one where it was set back while the program was off', async () => {
    rig = syncRig({ stock: 50 });
    rig.market.statusBatch = 2;
    const ids = ['1', '2', '3', '4', '5', '6'];
    for (const id of ids) rig.market.order(id, 'sku-1', MARKET_WAREHOUSE);
    await rig.run(70_000);
    rig.time.jump(-6 * HOUR_MS);
    rig.restart();
    await rig.run(40_000);
    const asked = rig.market.calls.filter((call) => call.operation === 'orders.statuses').slice(-4);
    for (const id of ids.slice(2)) expect(asked.flatMap((call) => call.detail as readonly string[])).toContain(id);
    rig.market.set('6', 'cancelled');
    await rig.run(40_000);
    expect(rig.order('6').status).toBe('cancelled');
  });
});

describe('a label', () => {
  it('that is refused holds up no label wanted after it', async () => {
    rig = syncRig({ stock: 50 });
    rig.market.order('1', 'sku-1', MARKET_WAREHOUSE);
    rig.market.order('2', 'sku-1', MARKET_WAREHOUSE);
    await rig.run();
    rig.market.next('labels.fetch', { kind: 'rejected', problem: problem('bad-request', ['1']) });
    rig.market.set('1', 'assembling');
    await rig.run(40_000);
    expect(rig.order('1').labelState).toBe('wanted');
    rig.market.set('2', 'assembling');
    await rig.run(40_000);
    expect(rig.order('2').labelState).toBe('stored');
  });
});

describe('a look that fails', () => {
  it('is said and is not the last one', async () => {
    rig = syncRig({ live: true, stock: 10 });
    rig.sync.start();
    for (let passed = 0; passed < 20; passed += 1) await rig.time.advance(500);
    const broken = vi.spyOn(rig.db.read.catalogue, 'accounts').mockImplementation(() => {
      throw new Error('disk I/O error');
    });
    for (let passed = 0; passed < 60; passed += 1) await rig.time.advance(1000);
    expect(rig.bugs.length).toBeGreaterThan(0);
    expect(rig.bugs.every((bug) => bug.startsWith('sync-look-failed'))).toBe(true);
    rig.bugs.length = 0;
    broken.mockRestore();
    rig.market.order('1', 'sku-1', MARKET_WAREHOUSE);
    for (let passed = 0; passed < 60; passed += 1) await rig.time.advance(1000);
    expect(rig.market.stock.get('sku-1')).toBe(9);
    await rig.sync.stop();
  });
});

describe('orders', () => {
  it('whose page could not be written down come with the next page, though it says the same', async () => {
    rig = syncRig({ stock: 10 });
    rig.market.order('1', 'sku-1', MARKET_WAREHOUSE);
    const full = vi.spyOn(rig.db.read.ledger, 'record').mockImplementation(() => {
      throw new Error('database or disk is full');
    });
    await rig.run(1000);
    expect(rig.bugs.length).toBeGreaterThan(0);
    rig.bugs.length = 0;
    expect(rig.stockOf().reserved).toBe(0);
    full.mockRestore();
    await rig.run(60_000);
    expect(rig.order('1').status).toBe('new');
    expect(rig.stockOf().reserved).toBe(1);
  });
});

describe('hand-overs', () => {
  const DAYS = ['a', 'b', 'c'];
  const rows = () => rig.db.read.handovers.between(rig.accountId, TEST_NOW_MS - 48 * HOUR_MS, TEST_NOW_MS + 96 * HOUR_MS);

  it('of which one could not be read: those behind it are read the next time, though the list tells no change', async () => {
    rig = syncRig({ stock: 50, capabilities: { ...BY_WORD, handovers: true } });
    // All leave far from now: only news of the list is a reason to read them.
    DAYS.forEach((key, index) => rig.market.handovers.day(key, TEST_NOW_MS + (40 + index) * HOUR_MS));
    for (const key of DAYS) rig.market.order(key, 'sku-1', MARKET_WAREHOUSE, { handoverKey: key });
    await rig.run();
    for (const key of DAYS) rig.market.set(key, 'assembling');
    for (const key of DAYS) rig.market.handovers.make(key);
    rig.market.next('handovers.get', { kind: 'retry', problem: problem('server-error') });
    await rig.run(20 * 60_000);
    expect(rows().map((row) => rig.db.read.handovers.orderIds(row.id).length)).toEqual([1, 1, 1]);
  });
});

describe('the marketplace’s own warehouses', () => {
  const lies = (sku: string, available: number) => ({ sku, place: 'север', available, reserved: 0 });

  it('whose cursor it forgot meanwhile are read from the beginning, not never again', async () => {
    rig = syncRig();
    rig.market.fulfilment = { stock: [[lies('sku-1', 5)], [lies('sku-2', 4)]], orders: [[]] };
    let reads = 0;
    rig.market.during = (operation) => {
      if (operation === 'fulfilment.stock') reads += 1;
      const detail = rig.market.calls.at(-1)?.detail;
      if (operation === 'fulfilment.stock' && detail !== null)
        rig.market.next(operation, { kind: 'rejected', problem: problem('bad-request') });
    };
    await rig.run(10_000);
    expect(reads).toBe(2);
    rig.market.during = (operation) => {
      if (operation === 'fulfilment.stock' && rig.market.calls.at(-1)?.detail === '1' && rig.market.count('fulfilment.stock') < 4)
        rig.market.next(operation, { kind: 'rejected', problem: problem('bad-request') });
    };
    rig.time.jump(7 * HOUR_MS);
    await rig.run(60_000);
    const asked = rig.market.calls.filter((call) => call.operation === 'fulfilment.stock').map((call) => call.detail);
    expect(asked.slice(2, 3)).toEqual([null]);
  });
});
