import { setTimeout as pause } from 'node:timers/promises';

import { createLists } from '#electron/db/lists/lists.ts';
import { openDatabase } from '#electron/db/open.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';

import { openEngine } from './station-rows.ts';
import { orderSeen, take } from './warehouse.ts';

/**
 * A process that holds nothing but the engine, its reading thread and its database; prints what it resides in, after the start and after
 * so many busy seconds: orders taken in, lists searched and paged, the product under a hand looked at.
 */
const bare = process.memoryUsage.rss();
const [, , file = '', products = '1000', seconds = '20'] = process.argv;
const opened = openDatabase({ file, nowMs: () => Date.now() });
if (!opened.ok) throw new Error(opened.error.code);
const lists = createLists({ file, workerUrl: new URL('../../electron/db/reader.worker.ts', import.meta.url) });
const engine = openEngine(opened.value, lists);
const owner = { actor: 'bench', station: 'station-1', permissions: PERMISSIONS };
const ask = engine.ask.bind(engine);
engine.start();
await ask('order.counts', {}, owner);
await ask('order.list', {}, owner);
await pause(1000);
const idle = process.memoryUsage.rss();
const endMs = Date.now() + Number(seconds) * 1000;
for (let round = 0; Date.now() < endMs; round += 1) {
  take(
    opened.value,
    Array.from({ length: 50 }, (_, nth) => orderSeen(Number(products), 1, 80_000_000 + round * 50 + nth)),
  );
  await ask('order.list', { show: 'all', search: `${3_080_000_000 + round}`, limit: 100 }, owner);
  await ask('product.list', { search: ['шарф', 'кружка свеча', `${round}`][round % 3]!, limit: 100 }, owner);
  await ask('product.list', { sort: 'available', offset: (round % 50) * 100, limit: 100 }, owner);
  await ask('product.get', { id: `product-${round % Number(products)}` }, owner);
  await ask('order.counts', {}, owner);
  await pause(20);
}
process.stdout.write(JSON.stringify({ bare, idle, busy: process.memoryUsage.rss() }));
await engine.stop();
await lists.close();
opened.value.close();
