import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { browserFloor, scannedTable, watchKeys } from '../support/browser-table.ts';
import { ended, printed } from '../support/child.ts';
import { chromiumPath } from '../support/chromium.ts';
import { headlessFloor } from '../support/shift-headless.ts';
import { byLane, playFloor, type ShiftReport } from '../support/shift-play.ts';
import { stageOf } from '../support/station.ts';
import { type BenchRow, ms, percentile, sorted } from './rows.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SHOP = 20_261_124;
const BUDGET_MS = 150;

/** A shift without a screen: how long the engine keeps a packer waiting, order by order, while three marketplaces go on. */
export async function headlessShiftRow(folder: string, orders: number): Promise<BenchRow> {
  const { rig, floor } = await headlessFloor({ seed: SHOP, file: path.join(folder, 'shift.sqlite') });
  try {
    return rowOf('in the engine', await playFloor(floor, { seed: SHOP, shop: SHOP, orders }));
  } finally {
    await rig.close();
  }
}

/** The same in Chromium over the real web host: from the last key of a scan to the frame that shows its answer. */
export async function screenShiftRow(orders: number): Promise<BenchRow> {
  if (!existsSync(path.join(ROOT, 'out/renderer/index.html'))) throw new Error('build the screens first: npm run build');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'korob-shift-'));
  const args = ['electron/web/index.ts', '--no-open', '--port', '0', '--data', dataDir, '--demo'];
  const host = spawn(process.execPath, args, { cwd: ROOT });
  const executablePath = chromiumPath();
  const browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: ['--no-sandbox'] });
  try {
    const [, url] = await printed(host, /(?:ready at|shows this at) (http:\S+)/u);
    const stage = stageOf(`http://127.0.0.1:${await readFile(path.join(dataDir, 'market-port'), 'utf8')}`);
    await stage.do('pace', { perMinute: 0 });
    const page = await watchKeys(await browser.newPage({ viewport: { width: 1366, height: 768 } }));
    await page.goto(`${url}#/packing`);
    await page.getByTestId('packing-panel').waitFor();
    const floor = browserFloor(await scannedTable(page), stage, SHOP);
    return rowOf('on the screen', await playFloor(floor, { seed: SHOP, shop: SHOP, orders }));
  } finally {
    await browser.close();
    const gone = ended(host);
    host.kill('SIGTERM');
    await gone;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function rowOf(where: string, report: ShiftReport): BenchRow {
  const perOrder = sorted(report.parcels.map(({ waitedMs }) => waitedMs));
  const perScan = sorted(report.waits);
  const [half, most] = [percentile(perOrder, 0.5), percentile(perOrder, 0.95)];
  const touches = byLane(report).map(
    ({ lane, orders, touches: mean, least }) => `${lane} ${mean.toFixed(2)} of ${least.toFixed(2)} (${orders})`,
  );
  return {
    what: `a packer waits for the program per order, ${report.parcels.length} mixed orders, ${where}`,
    ours: `p50 ${ms(half)}, p95 ${ms(most)}; touches of the fewest: ${touches.join(', ')}; ${report.cancelled} cancelled`,
    baseline: `per scan p50 ${ms(percentile(perScan, 0.5))}, p95 ${ms(percentile(perScan, 0.95))} (${perScan.length})`,
    budget: `p95 ≤ ${BUDGET_MS} ms`,
    within: most <= BUDGET_MS,
  };
}
