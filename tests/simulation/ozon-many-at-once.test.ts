import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { converging } from '#tests/support/converging.ts';
import { testId } from '#tests/support/database.ts';

it('many postings taken to assembly at once on a fast line are all assembled and get their labels: a limit that lets one request through is no trap', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'korob-ozon-'));
  const rig = await converging({ seed: 5, things: 30, file: path.join(folder, 'korob.sqlite') });
  try {
    let placed = 0;
    for (let tries = 0; tries < 60; tries += 1) if (rig.worlds.ozon.placeOrder() !== null) placed += 1;
    await rig.ask('order.refresh', { accountId: null });
    await rig.run(20);
    await rig.ask('order.take', { operationId: testId(), orderIds: null });
    const from = rig.worlds.ozon.journal.length;
    await rig.run(60);
    const told = rig.worlds.ozon.journal.slice(from);
    const shipped = new Set(told.filter(({ path: of }) => of === '/v4/posting/fbs/ship').map(({ body }) => JSON.stringify(body)));
    expect(shipped.size).toBeGreaterThan(8);
    expect(placed).toBeGreaterThan(shipped.size - 1);
    const { rows } = await rig.ask('sync.queue', { show: 'open', limit: 500 });
    expect(rows.filter(({ kind }) => kind === 'order.confirm')).toEqual([]);
    await rig.run(60);
    const assembled = (await rig.ask('order.list', { show: 'active', limit: 500 })).rows.filter(({ status }) => status === 'assembling');
    expect(assembled.length).toBe(shipped.size);
    expect(assembled.filter(({ labelState }) => labelState !== 'stored')).toEqual([]);
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
