import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openSimulatedMarket } from '#electron/simulator/market.ts';
import { shelf } from '#electron/simulator/ozon/state.ts';
import { createOzonWorld } from '#electron/simulator/ozon/world.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';
import { shelfOf } from '#electron/simulator/yandex-market/world.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 6);
const about = { seed: 7, nowMs: () => NOW_MS, things: 60 };
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

  it('of Ozon: postings, what is left on the shelf, what comes back', () => {
    const before = createOzonWorld(about);
    const { cabinet } = before;
    const product = cabinet.products[0]!;
    const pair = shelf(cabinet.warehouses[0]!.id, product.productId);
    cabinet.free.set(pair, 5);
    const [kept, cancelled] = [1, 2].map((quantity) => before.placeOrder({ lines: [{ offerId: product.offerId, quantity }] })!);
    expect(before.cancelByBuyer(cancelled!.number)).toBe(true);
    expect(before.sendBack(cancelled!.number)).toBe(true);
    const after = createOzonWorld(about);
    expect(after.recall(before.memory())).toBe(true);
    expect(after.memory()).toBe(before.memory());
    expect(after.cabinet.free.get(pair)).toBe(4);
    expect(after.cabinet.postings.get(kept!.number)).toMatchObject({ labelReadyAtMs: Number.POSITIVE_INFINITY, lines: [{ quantity: 1 }] });
    expect(after.cabinet.postings.get(kept!.number)!.lines[0]!.product).toBe(after.cabinet.products[0]);
    expect(after.cabinet.returns[0]!.posting).toBe(after.cabinet.postings.get(cancelled!.number));
    // The same seed, and yet no number comes twice.
    const more = Array.from({ length: 4 }, () => after.placeOrder({ lines: [{ offerId: product.offerId, quantity: 1 }] })!.number);
    expect(new Set([...more, kept!.number, cancelled!.number]).size).toBe(6);
    for (const text of [
      '',
      '{',
      '[]',
      '{"version":2}',
      createOzonWorld({ ...about, seed: 9 })
        .memory()
        .replace('"version":1', '"version":3'),
    ])
      expect(createOzonWorld(about).recall(text), text.slice(0, 30)).toBe(false);
  });

  it('of Yandex Market: orders, shipments, shelves with what buyers hold', () => {
    const before = createYandexWorld(about);
    const [offerId] = before.world.offers.keys();
    shelfOf(before.world, before.world.shops[0]!.warehouseId, offerId!).available = 5;
    const order = before.placeOrder({ lines: [{ offerId: offerId!, count: 2 }] })!;
    const after = createYandexWorld(about);
    expect(after.recall(before.memory())).toBe(true);
    expect(after.memory()).toBe(before.memory());
    const again = after.world.orders.get(order.id)!;
    expect(again.shop).toBe(after.world.shops[0]);
    expect(again.lines[0]!.offer).toBe(after.world.offers.get(offerId!));
    expect(after.world.shipments.has(order.shipmentId!)).toBe(true);
    expect(shelfOf(after.world, again.shop.warehouseId, offerId!)).toMatchObject({ available: 3, freeze: 2 });
    expect(after.placeOrder({ lines: [{ offerId: offerId!, count: 1 }] })!.id).toBeGreaterThan(order.id);
    for (const text of ['', '{', '[]', '{"version":1}']) expect(createYandexWorld(about).recall(text), text).toBe(false);
  });

  it('remembers over a restart in the same folder, at the same address, though the folder was not there at first', async () => {
    const inside = path.join(folder, 'new', 'data');
    const first = await openSimulatedMarket(inside);
    const sku = first.simulator.sellers[0]!.cards[0]!.sizes[0]!.chrtId;
    const order = first.simulator.placeOrder({ chrtId: sku })!;
    const product = first.ozon.cabinet.products[0]!;
    first.ozon.cabinet.free.set(shelf(first.ozon.cabinet.warehouses[0]!.id, product.productId), 1);
    const posting = first.ozon.placeOrder()!;
    const [offerId] = first.yandex.world.offers.keys();
    const bought = first.yandex.placeOrder({ lines: [{ offerId: offerId!, count: 1 }] })!;
    const { token } = first.yandex.credentials();
    await first.close();
    const second = await openSimulatedMarket(inside);
    expect([second.url, second.forgot]).toEqual([first.url, null]);
    expect(second.simulator.sellers[0]!.orders.has(order.id)).toBe(true);
    expect(second.ozon.cabinet.postings.has(posting.number)).toBe(true);
    expect(second.yandex.world.orders.has(bought.id)).toBe(true);
    // A cabinet that was connected before the restart asks before the demo shows its key again.
    const answer = await fetch(`${second.url}/api.partner.market.yandex.ru/v2/campaigns?limit=10`, { headers: { 'api-key': token } });
    expect(answer.status).toBe(200);
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
