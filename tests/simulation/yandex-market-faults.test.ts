import { describe, expect, it } from 'vitest';

import type { ChannelClient, ConfirmRequest } from '#electron/channels/channel.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { markingCode } from '#electron/simulator/catalogue.ts';
import { createYandexWorld, type YandexWorld } from '#electron/simulator/yandex-market/index.ts';
import type { Order } from '#electron/simulator/yandex-market/world.ts';
import { connectionTo } from '#tests/contract/yandex-market/simulated.ts';

const START_MS = Date.UTC(2026, 10, 24, 9);
const SEEDS = [11, 12, 13, 14];
const ROUNDS = 60;

/** A cabinet with buyers of one thing and of many, marked and plain. */
function crowd(seed: number): { readonly market: YandexWorld; readonly orders: readonly Order[] } {
  const market = createYandexWorld({ seed, nowMs: () => START_MS, things: 60, checkDelayMs: 4000 });
  const offers = [...market.world.offers.values()];
  const pick = (marked: boolean) => offers.filter((offer) => offer.marked === marked);
  const orders = Array.from({ length: 10 }, (_, seat) => {
    const of = pick(seat % 2 === 1);
    const lines = [of[seat % of.length]!, of[(seat + 1) % of.length]!].slice(0, 1 + (seat % 2));
    return market.placeOrder({ lines: lines.map((offer) => ({ offerId: offer.offerId, count: 1 + (seat % 3) })) })!;
  });
  return { market, orders };
}

const requestOf = (order: Order): ConfirmRequest => ({
  orderId: String(order.id),
  packages: [{ lines: order.lines.map((line) => ({ sku: line.offer.offerId, quantity: line.count })) }],
  whole: order.lines
    .filter((line) => line.required.includes('CIS'))
    .flatMap((line) =>
      Array.from({ length: line.count }, (_, unit) => ({
        sku: line.offer.offerId,
        unit,
        kind: 'sgtin' as const,
        value: markingCode(line.offer.barcodes[0]!, `K${String(line.id)}${String(unit)}`),
      })),
    ),
});

/** As the outbox does: try, wait, read what an unanswered word did, and never say it blindly again. */
async function work(market: YandexWorld, client: ChannelClient, orders: readonly Order[]): Promise<ReadonlySet<string>> {
  const open = new Map(orders.map((order) => [String(order.id), requestOf(order)]));
  for (let round = 0; round < ROUNDS && open.size > 0; round += 1) {
    let waitMs = 10_000;
    for (const [id, request] of open) {
      const outcome = await client.orders.confirm!(request);
      if (outcome.kind === 'limited') waitMs = Math.max(waitMs, outcome.untilMs - market.nowMs());
      const settled = outcome.kind === 'unknown' || (outcome.kind === 'rejected' && outcome.problem.code === 'status-changed');
      const read = settled ? await client.orders.statuses([id]) : null;
      const now = read?.kind === 'done' ? read.value[0]?.status : undefined;
      if (outcome.kind === 'done' || now === 'assembling' || now === 'cancelled') open.delete(id);
    }
    market.advance(waitMs);
  }
  return new Set(open.keys());
}

describe('Yandex Market that loses, doubles, delays and cancels', () => {
  it.each(SEEDS)('seed %s: every order is ready once and whole, or cancelled', async (seed) => {
    const { market, orders } = crowd(seed);
    const client = yandexMarket.connect(connectionTo(market, market.credentials()));
    market.faults.setPlan({ chancePerRequest: 0.2 });
    const left = await work(market, client, orders);
    market.faults.clear();
    expect([...left], `seed ${String(seed)}`).toEqual([]);
    for (const order of orders) {
      const words = market.journal.filter(
        (line) => line.operation === 'orders.status' && line.applied && line.path.includes(`/${String(order.id)}/`),
      );
      if (order.status === 'CANCELLED') continue;
      expect(order.substatus).toBe('READY_TO_SHIP');
      expect(words).toHaveLength(1);
      for (const line of order.lines) {
        const inside = order.boxes.flatMap((box) => box.items.filter((item) => item.id === line.id));
        expect(inside.reduce((sum, item) => sum + (item.fullCount ?? 0), 0)).toBe(line.count);
        expect(line.taken).toBe(0);
        if (line.required.includes('CIS')) expect(inside.flatMap((item) => item.instances ?? [])).toHaveLength(line.count);
      }
    }
    const ready = orders.filter((order) => order.status !== 'CANCELLED').map((order) => String(order.id));
    expect(ready.length).toBeGreaterThan(0);
    const labels = await client.labels.fetch(ready, 'pdf');
    expect(labels).toMatchObject({ kind: 'done', value: { missing: [] } });
  });
});
