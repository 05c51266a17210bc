import { describe, expect, it } from 'vitest';

import { readCodes } from '#electron/printing/codes.ts';
import { openPdf } from '#electron/printing/pdf.ts';
import { listen } from '#electron/simulator/server.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';
import { drawLabels } from '#electron/simulator/yandex-market/label-file.ts';

const START_MS = Date.UTC(2026, 10, 24, 9);
const SEED = 20_261_124;
const API = 'api.partner.market.yandex.ru';

describe('a label of the simulated Market', () => {
  it.each([
    ['A9_HORIZONTALLY', 58, 40],
    ['A7', 80.4, 125.6],
  ])('as %s is %s × %s mm, a page a box', async (format, widthMm, heightMm) => {
    const file = drawLabels(
      [1, 2].map((box) => ({ code: `41000001-${String(box)}`, lines: ['41000001'] })),
      format,
    );
    const opened = await openPdf(file);
    if ('problem' in opened) throw new Error(opened.problem);
    expect(opened.pages).toBe(2);
    for (const index of [0, 1]) {
      const page = await opened.page(index, 203);
      if ('problem' in page) throw new Error(page.problem);
      expect(Math.abs(page.gray.width - (widthMm / 25.4) * 203)).toBeLessThan(2);
      expect(Math.abs(page.gray.height - (heightMm / 25.4) * 203)).toBeLessThan(2);
      expect(await readCodes(page.gray)).toEqual([`41000001-${String(index + 1)}`]);
    }
    opened.close();
  });
});

describe('the simulated Market on the loopback server', () => {
  it('stands beside the other marketplaces, answers JSON and documents, and cuts when the network is down', async () => {
    const simulator = createSimulator({ seed: SEED, nowMs: () => START_MS, things: 20 });
    const market = createYandexWorld({ seed: SEED, nowMs: () => START_MS, things: 20, labelDelayMs: 0 });
    const listening = await listen(simulator, 0, [market]);
    try {
      const { token } = market.credentials();
      const ask = (path: string, init: RequestInit = {}) =>
        fetch(`${listening.url}/${API}${path}`, { ...init, headers: { 'api-key': token, 'content-type': 'application/json' } });
      expect((await ask('/v2/campaigns?limit=100')).headers.get('x-ratelimit-resource-remaining')).toBe('999');
      const [offerId = ''] = market.world.offers.keys();
      const order = market.placeOrder({ lines: [{ offerId, count: 1 }] })!;
      const at = `/v2/campaigns/${String(order.shop.id)}/orders/${String(order.id)}`;
      const boxes = [{ items: [{ id: order.lines[0]!.id, fullCount: 1 }] }];
      await ask(`${at}/boxes`, { method: 'PUT', body: JSON.stringify({ boxes, allowRemove: false }) });
      const label = await ask(`${at}/delivery/labels?format=A7`);
      expect(label.headers.get('content-type')).toBe('application/pdf');
      expect(
        Buffer.from(await label.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      market.setNetwork(false);
      await expect(ask('/v2/campaigns')).rejects.toThrow();
    } finally {
      await listening.close();
    }
  });
});

describe('the simulated Market', () => {
  const tell = (seed: number) => {
    let nowMs = START_MS;
    const market = createYandexWorld({ seed, nowMs: () => nowMs, things: 60 });
    for (const sku of market.world.offers.keys())
      market.world.stock.set(310_001, (market.world.stock.get(310_001) ?? new Map()).set(sku, { available: 9, freeze: 0, updatedAtMs: 0 }));
    market.setPace(6);
    nowMs += 30 * 60_000;
    market.setPace(0);
    return [...market.world.orders.values()].map((order) => [order.id, order.lines.map((line) => [line.offer.offerId, line.count])]);
  };

  it('tells the same story for the same seed, with orders of one unit and of many', () => {
    const story = tell(SEED);
    expect(story).toEqual(tell(SEED));
    expect(story.length).toBeGreaterThan(50);
    const units = story.map(([, lines]) => (lines as [string, number][]).reduce((sum, [, count]) => sum + count, 0));
    expect(units).toContain(1);
    expect(Math.max(...units)).toBeGreaterThan(1);
  });

  it('sells no more than it was told', () => {
    const market = createYandexWorld({ seed: SEED, nowMs: () => START_MS, things: 20 });
    const [sku = ''] = market.world.offers.keys();
    market.world.stock.set(310_001, new Map([[sku, { available: 3, freeze: 0, updatedAtMs: 0 }]]));
    let units = 0;
    for (let buyer = 0; buyer < 20; buyer += 1) for (const line of market.placeOrder()?.lines ?? []) units += line.count;
    expect(units).toBe(3);
    expect(market.world.stock.get(310_001)?.get(sku)).toMatchObject({ available: 0, freeze: 3 });
  });

  it('refuses a fault for a method nobody serves', () => {
    expect(() => createYandexWorld({ seed: SEED, nowMs: () => START_MS }).faults.next('nothing', 'lose-answer')).toThrow(RangeError);
  });
});
