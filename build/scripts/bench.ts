import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import { ownLabelRow } from '#tests/bench/label-rows.ts';
import { fullPushRow, pushRow } from '#tests/bench/push-rows.ts';
import type { BenchRow } from '#tests/bench/rows.ts';
import { screenRows } from '#tests/bench/screen-row.ts';
import { headlessShiftRow, screenShiftRow } from '#tests/bench/shift-rows.ts';
import { listRow, scanRow, searchRow, startRow } from '#tests/bench/station-rows.ts';
import { batchRow, labelRow } from '#tests/bench/sticker-rows.ts';
import { CHANNELS } from '#tests/bench/stock-market.ts';
import { intakeRow, orderRow, readRow } from '#tests/bench/stock-rows.ts';
import { addCabinets, addHistory, addToday, openWarehouse } from '#tests/bench/warehouse.ts';

import { ROOT } from './run.ts';

/**
 * `npm run bench [-- --full | --products N --orders N] [--only word] [--folder F] [--shift N]`: the budgets of the design, each beside a baseline
 * of the same run. `--full` is the size the design speaks of; `--folder` keeps the filled database there and uses it again; `--only shift` plays a
 * shift of N mixed orders (100) without a screen and in Chromium. Nothing here can fail a build.
 */
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    products: { type: 'string' },
    orders: { type: 'string' },
    only: { type: 'string', default: '' },
    folder: { type: 'string' },
    shift: { type: 'string' },
  },
});
const products = Number(values.products ?? (values.full ? 100_000 : 20_000));
const orders = Number(values.orders ?? (values.full ? 1_000_000 : 100_000));
const busySeconds = values.full ? 60 : 20;
const folder = values.folder ?? mkdtempSync(path.join(tmpdir(), 'korob-bench-'));
const file = path.join(folder, 'korob.sqlite');

console.log(`${products} products, ${orders} orders of before; ${process.version}, ${process.platform}`);
try {
  await onLedger();
  await row('label', ownLabelRow);
  await row('sticker', labelRow);
  await row('batch', batchRow);
  await row('push', pushRow);
  for (const channel of CHANNELS) await row(`full-push-${channel.id}`, fullPushRow(channel));
  const shift = Number(values.shift ?? (values.only === 'shift' || values.full ? 100 : 40));
  await row('shift', () => headlessShiftRow(folder, shift));
  await row('shift', () => screenShiftRow(shift));
  await onStation();
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}

async function onLedger(): Promise<void> {
  if (!['order', 'intake', 'read'].some(wanted)) return;
  const memory = openWarehouse(':memory:', 10_000);
  await row('order', () => orderRow(memory, 10_000));
  await row('intake', () => intakeRow(memory, 10_000));
  await row('read', () => readRow(memory));
  memory.close();
}

/** On a file with its history, opened again as a station is every morning, with no other preparation. */
async function onStation(): Promise<void> {
  if (!['scan', 'search', 'lists', 'start', 'memory', 'screen'].some(wanted)) return;
  if (!existsSync(file)) fill();
  const warehouse = reopen();
  await row('scan', () => scanRow(warehouse, products));
  await row('search', () => searchRow(warehouse, products));
  await row('lists', () => listRow(warehouse));
  warehouse.close();
  await row('start', () => startRow(reopen));
  await row('memory', memoryRow);
  if (wanted('screen')) await screenRows(folder, say, `${products} products, ${orders} orders`);
}

function fill(): void {
  mkdirSync(folder, { recursive: true });
  const filled = openWarehouse(file, products);
  addCabinets(filled, products);
  addHistory(filled, orders, products);
  addToday(filled, products, orders / 100);
  filled.close();
}

/** In a process of its own, so that nothing of the bench is counted. */
async function memoryRow(): Promise<BenchRow> {
  const args = [path.join(ROOT, 'tests/bench/engine-alone.ts'), file, String(products), String(busySeconds)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  await once(child, 'close');
  const { idle, busy, bare } = JSON.parse(said) as { idle: number; busy: number; bare: number };
  const mb = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;
  return {
    what: 'resident memory of the engine alone',
    ours: `${mb(idle)} after the start, ${mb(busy)} after ${busySeconds} busy seconds`,
    baseline: `Node before anything is opened ${mb(bare)}`,
    budget: '≤ 300 MB',
    within: Math.max(idle, busy) <= 300 * 1_048_576,
  };
}

function reopen(): OpenDatabase {
  const opened = openDatabase({ file, nowMs: () => Date.now() });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

function wanted(name: string): boolean {
  return values.only === '' || values.only === name;
}

async function row(name: string, measure: () => BenchRow | Promise<BenchRow>): Promise<void> {
  if (!wanted(name)) return;
  say(await measure());
}

function say({ what, ours, baseline, budget, within }: BenchRow): void {
  const verdict = within === null ? '' : within ? 'within' : 'OVER';
  console.log(`${what}: ${ours} | ${baseline} | budget ${budget} ${verdict}`);
}
