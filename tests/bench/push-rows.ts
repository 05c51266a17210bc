import { wildberries } from '#electron/channels/wildberries/index.ts';
import type { OpenDatabase } from '#electron/db/open.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import { systemRandom } from '#electron/node/random.ts';
import type { Clock, Timers } from '#electron/ports/clock.ts';
import { createSync, type Sync, type SyncPorts } from '#electron/sync/sync.ts';
import type { AccountId } from '#shared/domain/ids.ts';

import { FakeTime, seeded, settle } from '../support/fake-time.ts';
import { ScriptedMarket, scriptedChannel } from '../support/scripted-channel.ts';
import { type BenchRow, ms, percentile, sorted } from './rows.ts';
import { ACCOUNT, addCards, openWarehouse, orderSeen, saveCabinet, skuOf, take } from './warehouse.ts';

const OTHER = 'account-2' as AccountId;

interface Sent {
  readonly atMs: number;
  readonly account: string;
  readonly body: string;
}

/** The loop with Wildberries' own client and limits for stock, and a market without news for everything else; hears what is sent. */
function openLoop(warehouse: OpenDatabase, time: Clock & Timers, heard: (sent: Sent) => void): Sync {
  const market = new ScriptedMarket();
  const decode = new TextDecoder();
  const ports: SyncPorts = {
    db: warehouse.database,
    clock: time,
    timers: time,
    random: systemRandom,
    log: { write: (level, event, details) => void (level === 'error' && console.error(event, details)) },
    http: {
      send: (request) => {
        if (request.method === 'PUT')
          heard({ atMs: time.nowMs(), account: request.headers['authorization'] ?? '', body: decode.decode(request.body) });
        const reading = request.method === 'POST' ? '{"stocks":[]}' : '';
        return Promise.resolve({
          kind: 'answer',
          status: reading === '' ? 204 : 200,
          headers: {},
          body: new TextEncoder().encode(reading),
        });
      },
    },
    vault: { get: (accountId) => accountId, put: () => undefined, remove: () => undefined },
    channels: [
      {
        ...scriptedChannel(market),
        limits: wildberries.limits,
        hosts: wildberries.hosts,
        connect: (connection) => ({
          ...market.client(),
          stock: wildberries.connect(connection).stock,
        }),
      },
    ],
    events: { emit: () => undefined },
    printDesk: { labelFormat: () => 'zpl', warm: () => undefined } as unknown as SyncPorts['printDesk'],
  };
  return createSync(ports);
}

/** Orders of one cabinet take stock; how long until the other cabinet's marketplace is sent the new figure. Real clock, loop as it runs. */
export async function pushRow(): Promise<BenchRow> {
  const products = 200;
  const warehouse = openWarehouse(':memory:', products);
  saveCabinet(warehouse, ACCOUNT, true);
  saveCabinet(warehouse, OTHER, true);
  addCards(warehouse, OTHER, products);
  let heard: (sent: Sent) => void = () => undefined;
  const loop = openLoop(warehouse, { ...systemClock, ...systemTimers }, (sent) => heard(sent));
  loop.start();
  while (warehouse.database.read.sync.offerFigures(OTHER).waiting > 0) await pause(100);
  const random = seeded(9);
  const took: number[] = [];
  for (let serial = 0; serial < 60; serial += 1) {
    await pause(random() * 1000);
    const order = orderSeen(products, 1, serial);
    const told = new Promise<void>((resolve) => {
      heard = (sent) => void (sent.account.includes(OTHER) && sent.body.includes(order.lines[0]!.sku) && resolve());
    });
    const start = performance.now();
    take(warehouse, [order]);
    await told;
    took.push(performance.now() - start);
  }
  await loop.stop();
  warehouse.close();
  const most = percentile(sorted(took), 0.95);
  return {
    what: 'reserved by an order of one cabinet → push of the other on the wire',
    ours: `p50 ${ms(percentile(sorted(took), 0.5))}, p95 ${ms(most)}`,
    baseline: 'the loop looks once a second',
    budget: 'p95 ≤ 1 s',
    within: most <= 1000,
  };
}

/** Every offer of a cabinet told anew, on a clock turned by hand: the limits of the marketplace are all that may cost time. */
export async function fullPushRow(): Promise<BenchRow> {
  const products = 50_000;
  const warehouse = openWarehouse(':memory:', products);
  saveCabinet(warehouse, ACCOUNT, true);
  // From now on: the offers were made by the system's clock.
  const time = new FakeTime(Date.now());
  const sent: Sent[] = [];
  const loop = openLoop(warehouse, time, (one) => sent.push(one));
  loop.start();
  await settle();
  for (let second = 0; second < 600 && warehouse.database.read.sync.offerFigures(ACCOUNT).waiting > 0; second += 1)
    await time.advance(1000);
  await loop.stop();
  const left = warehouse.database.read.sync.offerFigures(ACCOUNT).waiting;
  warehouse.close();
  if (left > 0 || !sent.some(({ body }) => body.includes(skuOf(products - 1)))) throw new Error(`${left} offers were never told`);
  const group = wildberries.limits.find(({ id }) => id === 'stocks')!;
  const tookMs = sent.at(-1)!.atMs - sent[0]!.atMs;
  const leastMs = Math.max(0, sent.length - group.burst) * group.intervalMs;
  const share = tookMs === 0 ? 1 : leastMs / tookMs;
  return {
    what: `${products} offers told anew, virtual clock, Wildberries’ limits`,
    ours: `${sent.length} requests in ${ms(tookMs)}, ${(share * 100).toFixed(0)} %`,
    baseline: `what the limits allow: ${ms(leastMs)}`,
    budget: '≥ 95 %',
    within: share >= 0.95,
  };
}

const pause = (forMs: number): Promise<void> => new Promise((resolve) => systemTimers.after(forMs, resolve));
