import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { headlessFloor } from '#tests/support/shift-headless.ts';
import { byLane, playFloor } from '#tests/support/shift-play.ts';

/** A share of the day for every run of the tests; a larger one by hand: KOROB_SHIFT_ORDERS=100. */
const ORDERS = Number(process.env['KOROB_SHIFT_ORDERS'] ?? 40);
const SEED = Number(process.env['KOROB_SHIFT_SEED'] ?? 20_261_124);

it(
  `a shift of ${ORDERS} mixed orders by scans alone costs as few touches as there can be (seed ${SEED})`,
  { timeout: 1_800_000 },
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'korob-shift-'));
    const { rig, floor } = await headlessFloor({ seed: SEED, file: path.join(folder, 'korob.sqlite') });
    try {
      const report = await playFloor(floor, { seed: SEED, shop: SEED, orders: ORDERS });
      console.log(
        byLane(report)
          .map(({ lane, orders, touches }) => `${lane} ${orders} × ${touches.toFixed(2)}`)
          .join(', '),
      );
      const { parcels, refused, orphaned, bought, cancelled, short, takenBack } = report;
      expect(bought).toBe(ORDERS);
      expect(parcels.length).toBe(bought - cancelled - short);
      expect(parcels.filter((parcel) => parcel.touches !== parcel.least)).toEqual([]);
      for (const { lane, touches } of byLane(report)) {
        if (lane === 'one') expect(touches).toBe(1);
        if (lane === 'one-marked' || lane === 'one-twin') expect(touches).toBe(2);
      }
      expect(refused.length).toBeLessThanOrEqual(orphaned);
      expect(takenBack).toBeGreaterThanOrEqual(1);
      await rig.run(600);
      expect(rig.db.read.ledger.verify()).toEqual([]);
      expect(rig.bugs).toEqual([]);
      for (const { orderId } of parcels) expect(rig.db.read.print.jobsOfOrder(orderId as never)).toHaveLength(1);
    } finally {
      await rig.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
