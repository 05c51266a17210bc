import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import { batchRow, labelRow } from '#tests/bench/label-rows.ts';
import type { BenchRow } from '#tests/bench/rows.ts';
import { scanRow, searchRow, startRow } from '#tests/bench/station-rows.ts';
import { intakeRow, orderRow, readRow } from '#tests/bench/stock-rows.ts';
import { addHistory, openWarehouse } from '#tests/bench/warehouse.ts';

/** `npm run bench [-- --products N --orders N]`: the budgets of the design, each beside a baseline of the same run. Nothing here can fail a build. */
const { values } = parseArgs({
  options: { products: { type: 'string', default: '20000' }, orders: { type: 'string', default: '100000' } },
});
const products = Number(values.products);
const orders = Number(values.orders);
const folder = mkdtempSync(path.join(tmpdir(), 'korob-bench-'));
const file = path.join(folder, 'korob.sqlite');

console.log(`${products} products, ${orders} orders of before; ${process.version}, ${process.platform}`);
try {
  show(await labelRow());
  show(await batchRow());
  const memory = openWarehouse(':memory:', 10_000);
  show(orderRow(memory, 10_000));
  show(intakeRow(memory, 10_000));
  show(readRow(memory));
  memory.close();

  const filled = openWarehouse(file, products);
  addHistory(filled, orders, products);
  filled.close();
  // Opened again as a station is every morning, with no other preparation.
  const warehouse = reopen();
  show(await scanRow(warehouse, products));
  show(await searchRow(warehouse, products));
  warehouse.close();
  show(await startRow(reopen));
  const megabytes = Math.round(process.memoryUsage.rss() / 1_048_576);
  show({
    what: 'resident memory of this process, all of the above done in it',
    ours: `${megabytes} MB`,
    baseline: '—',
    budget: '≤ 300 MB (engine alone)',
    within: null,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function reopen(): OpenDatabase {
  const opened = openDatabase({ file, nowMs: () => Date.now() });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

function show(row: BenchRow): void {
  const verdict = row.within === null ? '' : row.within ? 'within' : 'OVER';
  console.log(`${row.what}: ${row.ours} | ${row.baseline} | budget ${row.budget} ${verdict}`);
}
