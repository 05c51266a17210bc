import { browserFloor, scannedTable, watchKeys } from '../support/browser-table.ts';
import { byLane, playFloor } from '../support/shift-play.ts';
import { expect, openDemo, test } from '../support/station.ts';

const SHOP = 20_261_124;
/** A share of the day for every run; a larger one by hand: KOROB_SHIFT_ORDERS=100. How long the packer waited is told by `npm run bench`. */
const ORDERS = Number(process.env['KOROB_SHIFT_ORDERS'] ?? 40);

test(`a shift of ${ORDERS} mixed orders by the keys of a scanner costs no touch too many`, async ({ context }, info) => {
  test.setTimeout(120_000 + ORDERS * 4000);
  const demo = await openDemo(info.project.metadata['host'], []);
  try {
    const page = await demo.page(async () => watchKeys(await context.newPage()));
    await demo.stage.do('pace', { perMinute: 0 });
    await page.keyboard.press('Alt+1');
    await expect(page.getByTestId('packing-panel')).toBeVisible();
    const floor = browserFloor(await scannedTable(page), demo.stage, SHOP);
    const report = await playFloor(floor, { seed: SHOP, shop: SHOP, orders: ORDERS });
    console.log(
      byLane(report)
        .map(({ lane, orders, touches }) => `${lane} ${orders} × ${touches.toFixed(2)}`)
        .join(', '),
    );
    const { parcels, refused, orphaned, bought, cancelled, short } = report;
    expect(parcels.length).toBe(bought - cancelled - short);
    expect(parcels.filter(({ touches, least }) => touches !== least)).toEqual([]);
    expect(refused.length).toBeLessThanOrEqual(orphaned);
    expect((await floor.table.ask('diagnostics.checkLedger', {})).sound).toBe(true);
  } finally {
    await demo.stop();
  }
});
