import { expect, it } from 'vitest';

import { converging } from '#tests/support/converging.ts';
import { testId } from '#tests/support/database.ts';
import { inSimulationFolder } from '#tests/support/simulation-folder.ts';

const MINUTE = 60_000;

it('three cabinets without news are asked all the time and hardly ever wait for the disk (seed 61)', () =>
  inSimulationFolder(async (file) => {
    const rig = await converging({ seed: 61, things: 20, file });
    await rig.time.advance(20 * MINUTE);
    const changes = () => rig.sql.prepare('SELECT total_changes()').pluck().get() as number;
    const asked = () => rig.worlds.wildberries.journal.length + rig.worlds.ozon.journal.length + rig.worlds.yandex.journal.length;
    const before = { changes: changes(), asked: asked() };
    await rig.time.advance(10 * MINUTE);
    const requests = asked() - before.asked;
    const rows = changes() - before.changes;
    console.log(`${requests} requests, ${rows} rows written in ten idle minutes`);
    expect(requests).toBeGreaterThan(3 * 60);
    // Every request used to write twice: what was spent of a limit, and that it went well.
    expect(rows).toBeLessThan(requests);
    await rig.close();
  }));

it('what a sale over the counter takes is on its way to every marketplace in the same moment (seed 62)', () =>
  inSimulationFolder(async (file) => {
    const rig = await converging({ seed: 62, things: 20, file });
    await rig.time.advance(MINUTE);
    const product = (await rig.ask('product.list', { limit: 500 })).rows.find(
      ({ kind, available }) => kind === 'product' && available > 2,
    )!;
    const warehouse = (await rig.ask('location.list', {})).rows.find(({ kind }) => kind === 'warehouse')!;
    const told = () =>
      Number(
        rig.sql.prepare('SELECT count(*) FROM push p JOIN listing l ON l.id = p.listing_id WHERE l.product_id = ?').pluck().get(product.id),
      );
    const before = told();
    await rig.ask('stock.writeOff', {
      operationId: testId(),
      rows: [{ productId: product.id, locationId: warehouse.id, quantity: 1 }],
      reason: 'Разбита',
    });
    // Answers travel a third of a second, now and then longer; nothing else is waited for.
    await rig.time.advance(MINUTE / 2);
    expect(told() - before).toBe(3);
    const waited = rig.sql
      .prepare('SELECT max(p.at_ms) - ? FROM push p JOIN listing l ON l.id = p.listing_id WHERE l.product_id = ?')
      .pluck()
      .get(rig.time.nowMs() - MINUTE / 2, product.id) as number;
    expect(waited).toBeLessThan(1000);
    await rig.close();
  }));
