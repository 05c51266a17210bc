import { expect, it } from 'vitest';

import { liveThrough } from '#tests/support/convergence.ts';
import { converging } from '#tests/support/converging.ts';
import { inSimulationFolder } from '#tests/support/simulation-folder.ts';

const SEEDS = (process.env['KOROB_SEEDS'] ?? '11,12').split(',').map(Number);
const HOURS = Number(process.env['KOROB_HOURS'] ?? 1);

const comesToOneTruth = (seed: number, hours: number, sockets: boolean) =>
  inSimulationFolder(async (file) => {
    const rig = await converging({ seed, things: 30, file, sockets });
    try {
      const { faults, ...rest } = await liveThrough(rig, seed, hours);
      console.log(JSON.stringify(rest));
      expect(faults).toEqual([]);
    } finally {
      await rig.close();
    }
  });

it.each(SEEDS)('three marketplaces, one shelf, faults and kills: everything comes to one truth (seed %i)', { timeout: 3_600_000 }, (seed) =>
  comesToOneTruth(seed, HOURS, false),
);

it('the same over real sockets and the program’s own HTTP client (seed 13)', { timeout: 600_000 }, () => comesToOneTruth(13, 0.25, true));
