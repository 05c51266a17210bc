import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { liveThrough } from '#tests/support/convergence.ts';
import { converging } from '#tests/support/converging.ts';

const SEEDS = (process.env['KOROB_SEEDS'] ?? '11,12').split(',').map(Number);
const HOURS = Number(process.env['KOROB_HOURS'] ?? 1);

it.each(SEEDS)(
  'three marketplaces, one shelf, faults and kills: everything comes to one truth (seed %i)',
  { timeout: 3_600_000 },
  async (seed) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'korob-converge-'));
    const rig = await converging({ seed, things: 30, file: path.join(folder, 'korob.sqlite') });
    try {
      const figures = await liveThrough(rig, seed, HOURS);
      const { faults, ...rest } = figures;
      console.log(JSON.stringify(rest));
      expect(faults).toEqual([]);
    } finally {
      await rig.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
