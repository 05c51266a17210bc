import { parseArgs } from 'node:util';

import { liveThrough } from '#tests/support/convergence.ts';
import { converging } from '#tests/support/converging.ts';
import type { WindowFigures } from '#tests/support/oversell-windows.ts';
import { inSimulationFolder } from '#tests/support/simulation-folder.ts';

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
const windowWords = ({ count, p50, p95, max }: WindowFigures): string =>
  `${count} windows, p50 ${seconds(p50)}, p95 ${seconds(p95)}, max ${seconds(max)}`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

let parted = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const { faults, windows, ...rest } = await inSimulationFolder(async (file) => {
    const rig = await converging({ seed, things: 30, file });
    try {
      return await liveThrough(rig, seed, hours);
    } finally {
      await rig.close();
    }
  });
  console.log(JSON.stringify(rest));
  for (const { sold, shown, calm, all } of windows)
    console.log(`  sold on ${sold}, shown on ${shown}: calm ${windowWords(calm)}; all ${windowWords(all)}`);
  for (const fault of faults) console.log(`  seed ${seed}: ${fault}`);
  if (faults.length > 0) parted += 1;
}
console.log(`${count - parted} of ${count} seeds came to one truth`);
process.exit(parted === 0 ? 0 : 1);
