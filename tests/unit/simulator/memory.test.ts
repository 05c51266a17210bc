import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openSimulatedMarket } from '#electron/simulator/market.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 6);
const world = (seed = 7) => createSimulator({ seed, nowMs: () => NOW_MS, things: 60, limits: false });

describe('a simulated marketplace that is opened again', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'korob-market-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('holds every order, supply and figure it held', () => {
    const before = world();
    const shop = before.sellers[0]!;
    const sku = shop.cards[0]!.sizes[0]!.chrtId;
    shop.stocks.set(shop.warehouses[0]!.id, new Map([[sku, 3]]));
    const order = before.placeOrder({ chrtId: sku })!;
    order.marks.set('sgtin', { values: ['0104'], verdict: 'sgtinIntroduced', verdictAtMs: NOW_MS });
    const after = world();
    expect(after.recall(before.memory())).toBe(true);
    expect(after.sellers[0]!.orders.get(order.id)).toEqual(order);
    expect(after.sellers[0]!.stocks.get(shop.warehouses[0]!.id)).toEqual(new Map([[sku, 2]]));
    expect(after.memory()).toBe(before.memory());
  });

  it('does not take for its memory what is none, and stays fresh', () => {
    const fresh = world();
    const other = createSimulator({ seed: 99, nowMs: () => NOW_MS, things: 300 });
    other.placeOrder({ chrtId: other.sellers[0]!.cards.at(-3)!.sizes[0]!.chrtId });
    for (const text of ['', '{', '[]', '{"version":2,"sellers":[]}', other.memory()])
      expect(fresh.recall(text), text.slice(0, 30)).toBe(false);
    expect(fresh.sellers[0]!.orders.size).toBe(0);
  });

  it('remembers over a restart in the same folder, at the same address', async () => {
    const first = await openSimulatedMarket(folder);
    const sku = first.simulator.sellers[0]!.cards[0]!.sizes[0]!.chrtId;
    const order = first.simulator.placeOrder({ chrtId: sku })!;
    await first.close();
    const second = await openSimulatedMarket(folder);
    expect([second.url, second.forgot]).toEqual([first.url, null]);
    expect(second.simulator.sellers[0]!.orders.has(order.id)).toBe(true);
    await second.close();
  });

  it('starts anew beside a file it cannot read, and keeps that file', async () => {
    writeFileSync(path.join(folder, 'market.json'), 'half a fi');
    const market = await openSimulatedMarket(folder);
    expect(market.simulator.sellers[0]!.orders.size).toBe(0);
    expect(readFileSync(market.forgot ?? '', 'utf8')).toBe('half a fi');
    await market.close();
  });
});
