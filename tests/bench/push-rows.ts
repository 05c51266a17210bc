import type { Channel, LimitGroup } from '#electron/channels/channel.ts';
import type { OpenDatabase } from '#electron/db/open.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import type { ChannelId } from '#shared/domain/channel.ts';
import type { AccountId } from '#shared/domain/ids.ts';

import { FakeTime, seeded, settle } from '../support/fake-time.ts';
import { type BenchRow, ms, percentile, sorted } from './rows.ts';
import { CHANNELS, openStockLoop, type Told } from './stock-market.ts';
import { addCards, openWarehouse, orderSeen, saveCabinet, skuOf, take } from './warehouse.ts';

const accountOf = (channel: ChannelId): AccountId => `account-${channel}` as AccountId;

/** One shelf behind a cabinet of each of these marketplaces. */
function stocked(products: number, channels: readonly ChannelId[]): OpenDatabase {
  const warehouse = openWarehouse(':memory:', products);
  for (const channel of channels) {
    saveCabinet(warehouse, accountOf(channel), true, { channel });
    addCards(warehouse, accountOf(channel), products);
  }
  return warehouse;
}

const waiting = ({ database }: OpenDatabase, channel: ChannelId): number => database.read.sync.offerFigures(accountOf(channel)).waiting;

/** How a marketplace's writing of stock names the thing of this number. */
const names = (channel: ChannelId, body: string, index: number): boolean =>
  channel === 'ozon' ? body.includes(`"product_id":${index},`) : body.includes(skuOf(index));

/** Orders of one cabinet take stock; how long until each other marketplace is sent the new figure. Real clock, loop as it runs. */
export async function pushRow(): Promise<BenchRow> {
  const products = 2000;
  const channels = CHANNELS.map(({ id }) => id);
  const warehouse = stocked(products, channels);
  let hear: (told: Told) => void = () => undefined;
  const loop = openStockLoop(warehouse, { ...systemClock, ...systemTimers }, (told) => hear(told));
  loop.start();
  while (channels.some((channel) => waiting(warehouse, channel) > 0)) await pause(100);
  // Ozon takes a figure of a thing once in thirty seconds: those just told are let lie.
  await pause(31_000);
  const random = seeded(9);
  const pairs = new Map<string, number[]>();
  for (let serial = 0; serial < 90; serial += 1) {
    await pause(random() * 300);
    const sold = channels[serial % channels.length]!;
    const others = new Set(channels.filter((channel) => channel !== sold));
    const index = (serial * 13) % products;
    const start = performance.now();
    const allTold = new Promise<void>((resolve) => {
      hear = ({ channel, body }) => {
        if (!others.has(channel) || !names(channel, body, index)) return;
        others.delete(channel);
        pairs.set(`${sold} → ${channel}`, [...(pairs.get(`${sold} → ${channel}`) ?? []), performance.now() - start]);
        if (others.size === 0) resolve();
      };
    });
    take(warehouse, [orderSeen(products, 1, serial)], accountOf(sold));
    await allTold;
  }
  await loop.stop();
  warehouse.close();
  const p95 = (pair: string) => percentile(sorted(pairs.get(pair) ?? []), 0.95);
  const most = Math.max(...[...pairs.keys()].map(p95));
  const all = sorted([...pairs.values()].flat());
  return {
    what: `reserved by an order of one cabinet → push of the others on the wire, ${pairs.size} pairs`,
    ours: `p50 ${ms(percentile(all, 0.5))}, p95 of the slowest pair ${ms(most)} (${[...pairs.keys()].map((pair) => `${pair} ${ms(p95(pair))}`).join(', ')})`,
    baseline: 'the stream looks by itself every 30 s',
    budget: 'p95 ≤ 1 s',
    within: most <= 1000 && loop.tooMany === 0,
  };
}

/** What a marketplace lets through: requests at once, and one more every so often. From the same facts as the clients' limits, without their care. */
const ALLOWED: Readonly<Record<ChannelId, Pick<LimitGroup, 'burst' | 'intervalMs'>>> = {
  wildberries: { burst: 20, intervalMs: 200 },
  ozon: { burst: 0, intervalMs: 60_000 / 80 },
  'yandex-market': { burst: 50, intervalMs: 60_000 / 50 },
};

/**
 * Every offer of a cabinet told anew, on a clock turned by hand: the limits of the marketplace are all that may cost time. In the middle a
 * hundred things are sold elsewhere: those go first.
 */
export const fullPushRow = (channel: Channel) => async (): Promise<BenchRow> => {
  const products = 50_000;
  const seller: ChannelId = channel.id === 'wildberries' ? 'ozon' : 'wildberries';
  const warehouse = stocked(products, [channel.id, seller]);
  // The other cabinet only sells.
  warehouse.database.write(({ catalogue }) =>
    catalogue.saveAccount({ ...catalogue.account(accountOf(seller))!, state: 'paused', live: false }),
  );
  // From now on: the offers were made by the system's clock.
  const time = new FakeTime(Date.now());
  let soldAtMs: number | null = null;
  const loop = openStockLoop(warehouse, time, () => {
    if (soldAtMs !== null || waiting(warehouse, channel.id) > products / 2) return;
    soldAtMs = time.nowMs();
    const orders = SOLD.map((serial) => orderSeen(products, 1, serial));
    take(warehouse, orders, accountOf(seller));
  });
  loop.start();
  await settle();
  for (let seconds = 0; seconds < 600 && waiting(warehouse, channel.id) > 0; seconds += 1) await time.advance(1000);
  await loop.stop();
  const left = waiting(warehouse, channel.id);
  warehouse.close();
  if (left > 0 || !loop.told.some(({ body }) => names(channel.id, body, products - 1))) throw new Error(`${left} offers were never told`);
  const from = soldAtMs ?? Number.POSITIVE_INFINITY;
  const waits = sorted(
    SOLD.map((serial) => {
      const told = loop.told.find(({ atMs, body }) => atMs >= from && names(channel.id, body, (serial * 13) % products));
      return told === undefined ? Number.NaN : told.atMs - from;
    }),
  );
  const { burst, intervalMs } = ALLOWED[channel.id];
  const tookMs = loop.told.at(-1)!.atMs - loop.told[0]!.atMs;
  const leastMs = Math.max(0, loop.told.length - Math.max(1, burst)) * intervalMs;
  const share = tookMs === 0 ? 1 : leastMs / tookMs;
  return {
    what: `${products} offers told anew, virtual clock, limits of ${channel.title}; ${SOLD.length} things sold in the middle`,
    ours: `${loop.told.length} requests in ${ms(tookMs)}, ${(share * 100).toFixed(0)} %, refused ${loop.tooMany}; sold waited p50 ${ms(percentile(waits, 0.5))}, max ${ms(waits.at(-1)!)}`,
    baseline: `what the limits allow: ${ms(leastMs)}`,
    budget: '≥ 95 %, none refused',
    within: share >= 0.95 && loop.tooMany === 0,
  };
};

const SOLD = Array.from({ length: 100 }, (_, serial) => serial + 1);

const pause = (forMs: number): Promise<void> => new Promise((resolve) => systemTimers.after(forMs, resolve));
