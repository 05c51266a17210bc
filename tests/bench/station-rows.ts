import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';

import { createInlineLists } from '#electron/db/lists/lists.ts';
import type { OpenDatabase } from '#electron/db/open.ts';
import { inlineDocuments } from '#electron/documents/documents.ts';
import { createEngine, type Engine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import { createTables } from '#electron/exchange/csv.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import { systemRandom } from '#electron/node/random.ts';
import type { Lists } from '#electron/ports/lists.ts';
import { createPrintDesk } from '#electron/printing/desk.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { PrinterId, StationId } from '#shared/domain/ids.ts';

import { type BenchRow, ms, percentile, sorted, timed, timedAsync } from './rows.ts';
import { barcodeOf, orderSeen, take } from './warehouse.ts';

const CALLER: Caller = { actor: 'bench', station: 'station-1', permissions: PERMISSIONS };

export function openEngine({ database, sql, upkeep }: OpenDatabase, lists: Lists = createInlineLists(sql)): Engine {
  return createEngine({
    db: database,
    lists,
    upkeep,
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    log: { write: (level, event, details) => void (level === 'error' && console.error(event, details)) },
    http: { send: () => Promise.resolve({ kind: 'no-answer', sent: false, cause: 'refused', detail: '' }) },
    vault: { get: () => null, put: () => undefined, remove: () => undefined },
    tables: createTables(),
    serial: { list: () => Promise.resolve([]), open: () => Promise.resolve(null) },
    documents: inlineDocuments('resources'),
    papers: { show: () => Promise.resolve({ url: null }) },
    machine: {
      version: 'bench',
      host: 'web',
      mode: 'live',
      runtime: process.version,
      memoryBytes: () => process.memoryUsage.rss(),
      freeBytes: () => null,
      logTail: () => [],
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      training: () => Promise.resolve(null),
      lan: null,
    },
    channels: [],
    openPrintDesk: (events) =>
      createPrintDesk({
        db: database,
        events,
        clock: systemClock,
        timers: systemTimers,
        log: { write: () => undefined },
        transports: [tcpTransport(systemTimers)],
        languages: [zpl],
        resourcesDir: path.resolve(import.meta.dirname, '../../resources'),
        redrawable: [],
      }),
    checkAnswers: false,
    simulatorUrl: null,
  });
}

/** A printer that answers «ready» and tells the moment a label begins. */
async function printer() {
  let heard: ((atMs: number) => void) | null = null;
  const server = createServer((socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (text.includes('^XA')) heard?.(performance.now());
      if (text.includes('~HS'))
        socket.write(
          '\u0002030,0,0,0320,000,0,0,0,000,0,0,0\u0003\r\n\u0002000,0,0,0,0,2,4,0,00000000,1,000\u0003\r\n\u00021234,0\u0003\r\n',
        );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () => new Promise<number>((resolve) => (heard = resolve)),
    close: () => server.close(),
  };
}

/** From the call that brings a scan to the first byte of its label at the printer; the baseline is one durable row and the same bytes sent. */
export async function scanRow(warehouse: OpenDatabase, products: number): Promise<BenchRow> {
  const paper = await printer();
  // Names of the bench are alike by nature; a thing that must be looked at twice is another row's matter.
  warehouse.sql.exec('UPDATE product SET second_scan = 0');
  const engine = openEngine(warehouse);
  warehouse.database.write(({ print, desk }) => {
    const id = 'printer-1' as PrinterId;
    print.savePrinter(
      { id, name: 'Стол', transport: 'tcp', address: paper.address, language: 'zpl', dpi: 203, widthMm: 58, heightMm: 40, settings: {} },
      Date.now(),
    );
    desk.saveStation({ id: 'station-1' as StationId, name: 'Стол', printerId: id });
  });
  const seen = Array.from({ length: 320 }, (_, serial) => orderSeen(products, 1, 70_000_000 + serial));
  const ids = take(warehouse, seen);
  const file = new TextEncoder().encode(`^XA${'^FO10,10^GB200,2,2^FS'.repeat(60)}^FDorder^FS^XZ`);
  warehouse.database.write(({ orders }) => {
    for (const id of ids)
      orders.storeLabel(id, { format: 'zpl', file, widthMm: 58, heightMm: 40, barcode: `*${id}`, caption: '1234 5678' }, Date.now());
  });
  engine.start();
  const took: number[] = [];
  for (const [index, order] of seen.entries()) {
    const arrives = paper.next();
    const start = performance.now();
    const answer = await engine.ask(
      'packing.scan',
      { operationId: randomUUID(), stationId: 'station-1', code: order.lines[0]!.barcodes[0]! },
      CALLER,
    );
    if (!answer.ok || answer.value.code !== 'printed') throw new Error(JSON.stringify(answer));
    const at = await arrives;
    if (index >= 20) took.push(at - start);
  }
  await engine.stop();
  paper.close();
  const all = sorted(took);
  const commit = commitMs(warehouse);
  const [half, most] = [percentile(all, 0.5), percentile(all, 0.99)];
  return {
    what: 'scan → first label byte at a TCP printer',
    ours: `p50 ${ms(half)}, p99 ${ms(most)}`,
    baseline: `one durable commit ${ms(commit)}`,
    budget: 'p50 ≤ 15, p99 ≤ 50 ms',
    within: half <= 15 && most <= 50,
  };
}

function commitMs({ database }: OpenDatabase): number {
  const took = Array.from({ length: 60 }, (_, index) => {
    const start = performance.now();
    database.write(({ desk }) => desk.setSetting('bench', index));
    return performance.now() - start;
  });
  return percentile(sorted(took), 0.5);
}

export async function searchRow({ sql }: OpenDatabase, products: number): Promise<BenchRow> {
  const lists = createInlineLists(sql);
  const query = { show: 'all', sort: 'name', descending: false, offset: 0, limit: 100 } as const;
  const words = ['шарф', 'кружка све', `${Math.floor(products / 3)}`, 'A-12', barcodeOf(4321).slice(-6), 'плед лампа', 'ко', 'нет такого'];
  const took: number[] = [];
  for (let round = 0; round < 25; round += 1)
    for (const search of words) took.push(await timedAsync(() => lists.products({ ...query, search })));
  const like = sql.prepare('SELECT id FROM product WHERE search_text LIKE ? LIMIT 100');
  const scans: number[] = [];
  for (const word of words) scans.push(await timedAsync(() => Promise.resolve(like.all(`%${word}%`))));
  const most = percentile(sorted(took), 0.95);
  return {
    what: `search over ${products} products`,
    ours: `p50 ${ms(percentile(sorted(took), 0.5))}, p95 ${ms(most)}`,
    baseline: `LIKE, ids alone, p95 ${ms(percentile(sorted(scans), 0.95))}`,
    budget: 'p95 ≤ 15 ms',
    within: most <= 15,
  };
}

/** The orders a person pages through, at the start and deep in the history; the baseline reads as many rows by the key. */
export async function listRow({ sql }: OpenDatabase): Promise<BenchRow> {
  const lists = createInlineLists(sql);
  const anywhere = { accountId: null, channel: null, legalEntityId: null, warehouseId: null, dueOn: null, supplyId: null } as const;
  const query = { ...anywhere, search: '', limit: 100 } as const;
  const page = (show: 'active' | 'to-pack' | 'held' | 'handed-over' | 'all', sort: 'ship-by' | 'created' | 'number', offset: number) =>
    lists.orders({ ...query, show, sort, descending: false, offset }, Date.now());
  const { total } = await page('all', 'created', 0);
  const took: { readonly name: string; readonly ms: number }[] = [];
  for (const show of ['active', 'to-pack', 'held', 'handed-over', 'all'] as const)
    for (const sort of ['ship-by', 'created', 'number'] as const)
      for (const offset of [0, Math.floor(total / 2)])
        took.push({ name: `${show} by ${sort} from ${offset}`, ms: await timedAsync(() => page(show, sort, offset)) });
  const bare = sql.prepare('SELECT * FROM orders ORDER BY rowid LIMIT 100 OFFSET ?');
  const deep = timed(() => bare.all(Math.floor(total / 2)));
  const worst = took.toSorted((a, b) => b.ms - a.ms)[0]!;
  return {
    what: `a page of ${total} orders, every list and order, shallow and deep`,
    ours: `p50 ${ms(percentile(sorted(took.map((one) => one.ms)), 0.5))}, worst ${ms(worst.ms)} (${worst.name})`,
    baseline: `a deep page by the key ${ms(deep)}`,
    budget: 'none set',
    within: null,
  };
}

/** From nothing to the first screen's answers, on a file that stands. */
export async function startRow(open: () => OpenDatabase): Promise<BenchRow> {
  const bare = await timedAsync(() => {
    const opened = open();
    opened.close();
    return Promise.resolve();
  });
  let opened: OpenDatabase | null = null;
  const took = await timedAsync(async () => {
    opened = open();
    const engine = openEngine(opened);
    engine.start();
    for (const name of ['session.get', 'order.counts', 'setup.status'] as const) await engine.ask(name, {}, CALLER);
    await engine.ask('packing.state', { stationId: 'station-1' }, CALLER);
    await engine.ask('order.list', {}, CALLER);
    await engine.stop();
  });
  (opened as OpenDatabase | null)?.close();
  return {
    what: 'start to the first screen’s answers',
    ours: ms(took),
    baseline: `opening the file ${ms(bare)}`,
    budget: '≤ 2 s',
    within: took <= 2000,
  };
}
