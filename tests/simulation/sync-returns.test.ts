import { expect, it } from 'vitest';

import type { ChannelReturn } from '#electron/channels/channel.ts';

import { TEST_NOW_MS } from '../support/database.ts';
import { problem } from '../support/scripted-channel.ts';
import { syncRig } from '../support/sync-rig.ts';

const seen = (id: string, over: Partial<ChannelReturn> = {}): ChannelReturn => ({
  id,
  orderId: null,
  kind: 'returned',
  state: 'on-way',
  own: 'MovingToSeller',
  reason: null,
  lines: [{ sku: 'sku-1', article: 'КР-1', name: null, barcodes: [], quantity: 1 }],
  barcodes: [`code-${id}`],
  place: null,
  price: null,
  changedAtMs: TEST_NOW_MS,
  pickupBeforeMs: null,
  ...over,
});

it('returns are read page by page from where the last reading stopped, and put nothing on a shelf', async () => {
  const rig = syncRig();
  rig.market.returns = [[seen('1'), seen('2')], [seen('2', { state: 'received', changedAtMs: TEST_NOW_MS + 1 })]];
  await rig.run();
  const { ids } = rig.db.read.returns.list('waiting', TEST_NOW_MS, 10);
  expect(rig.db.read.returns.views(ids, TEST_NOW_MS).map((row) => [row.externalId, row.state])).toEqual([
    ['2', 'received'],
    ['1', 'on-way'],
  ]);
  expect(rig.stockOf().onHand).toBe(10);
  expect(rig.market.count('returns.list')).toBe(2);
  rig.market.returns = [...rig.market.returns, [seen('3')]];
  await rig.run(15 * 60_000);
  expect(rig.db.read.returns.byCode('code-3', 1)).toHaveLength(1);
  expect(rig.bugs).toEqual([]);
  rig.close();
});

it('a failed reading keeps its place', async () => {
  const rig = syncRig();
  rig.market.returns = [[seen('1')]];
  rig.market.next('returns.list', { kind: 'retry', problem: problem('server-error') });
  await rig.run();
  expect(rig.db.read.returns.byCode('code-1', 1)).toEqual([]);
  await rig.run(5000);
  expect(rig.db.read.returns.byCode('code-1', 1)).toHaveLength(1);
  rig.close();
});
