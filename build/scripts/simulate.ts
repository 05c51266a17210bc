import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { liveThrough } from '#tests/support/convergence.ts';
import { converging } from '#tests/support/converging.ts';

/**
 * `npm run simulate -- [--seed N] [--seeds N] [--hours H]`: the real engine and a real file against three marketplaces in miniature, on a
 * simulated clock, with sales, faults, kills, outages and sleeps; then quiet, and everything must agree. Ends with 1 when a seed does not.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    hours: { type: 'string', default: '24' },
  },
});
const [first, count, hours] = [Number(values.seed), Number(values.seeds), Number(values.hours)];
let parted = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const folder = mkdtempSync(path.join(tmpdir(), 'korob-simulate-'));
  const rig = await converging({ seed, things: 30, file: path.join(folder, 'korob.sqlite') });
  try {
    const { faults, windowMs, ...rest } = await liveThrough(rig, seed, hours);
    console.log(`${JSON.stringify(rest)} window p50 ${windowMs.p50} p95 ${windowMs.p95} max ${windowMs.max} ms`);
    for (const fault of faults) console.log(`  seed ${seed}: ${fault}`);
    if (faults.length > 0) parted += 1;
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(`${count - parted} of ${count} seeds came to one truth`);
process.exit(parted === 0 ? 0 : 1);
