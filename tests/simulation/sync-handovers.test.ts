import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OutboxCommand } from '#electron/ports/sync-store.ts';
import type { OutboxId } from '#shared/domain/ids.ts';

import { TEST_NOW_MS, testId } from '../support/database.ts';
import { BY_WORD, lost, problem } from '../support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '../support/sync-rig.ts';

const HOUR = 60 * 60_000;
const KEY = 'point/2026-11-23';

let rig: ReturnType<typeof syncRig>;
beforeEach(() => {
  rig = syncRig({ stock: 50, capabilities: { ...BY_WORD, handovers: true } });
  rig.market.handovers.day(KEY, TEST_NOW_MS + 6 * HOUR, TEST_NOW_MS + 5 * HOUR);
});
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  rig.close();
});

/** Orders of the point that the marketplace takes for packed. */
async function ready(...ids: readonly string[]): Promise<void> {
  for (const id of ids) rig.market.order(id, 'sku-1', MARKET_WAREHOUSE, { handoverKey: KEY });
  await rig.run();
  for (const id of ids) rig.market.set(id, 'assembling');
  await rig.run(31_000);
}
const rows = () => rig.db.read.handovers.between(rig.accountId, TEST_NOW_MS - 48 * HOUR, TEST_NOW_MS + 96 * HOUR);
const only = () => {
  expect(rows()).toHaveLength(1);
  return rows()[0]!;
};
const inside = () =>
  rig.db.read.handovers
    .orderIds(only().id)
    .map((id) => rig.db.read.orders.byId(id)!.externalId as string)
    .toSorted();
function tell(command: OutboxCommand, asked: 'create' | 'confirm' | 'cancel' | null = null): void {
  rig.db.write((stores) => {
    const deed = rig.make.deed('handover', rig.time.nowMs());
    const subject = `handover:${only().id}`;
    if (asked !== null) stores.handovers.update(only().id, { asked });
    stores.sync.enqueue({ id: testId() as OutboxId, accountId: rig.accountId, subject, command, operationId: deed.id }, rig.time.nowMs());
    stores.ledger.record(deed, {});
  });
  rig.sync.nudge(rig.accountId, 'outbox');
}
const create = () => tell({ kind: 'handover.create', handoverId: only().id }, 'create');
const confirm = () => tell({ kind: 'handover.confirm', handoverId: only().id }, 'confirm');
const states = () => rig.queue().map((row) => [row.command.kind, row.state]);

describe('reading', () => {
  it('one that nobody made yet holds the orders of its day and point; made, it becomes the same row', async () => {
    await ready('1', '2');
    expect(only()).toMatchObject({ externalId: null, state: 'open', key: KEY, cutoffMs: TEST_NOW_MS + 5 * HOUR });
    expect(inside()).toEqual(['1', '2']);
    const { id } = only();
    rig.market.handovers.make(KEY);
    rig.market.handovers.made.get('H-1')!.orders.delete('2');
    await rig.run(5 * 60_000);
    expect(only()).toMatchObject({ id, externalId: 'H-1', state: 'confirmable' });
    expect(inside()).toEqual(['1']);
    expect(rig.db.read.handovers.outside(rig.accountId, KEY).map((one) => rig.db.read.orders.byId(one)!.externalId)).toEqual(['2']);
  });

  it('what could be made and is told no more is over, and comes back with its next order', async () => {
    await ready('1');
    const { id } = only();
    const [day] = rig.market.handovers.days.splice(0);
    rig.market.handovers.day('other/2026-11-24', TEST_NOW_MS + 30 * HOUR);
    await rig.run(5 * 60_000);
    expect(rig.db.read.handovers.byId(id)!.state).toBe('cancelled');
    rig.market.handovers.days.push(day!);
    await rig.run(5 * 60_000);
    expect(rig.db.read.handovers.byId(id)!.state).toBe('open');
  });

  it('asks the marketplace once in five minutes while nothing happens', async () => {
    await ready('1');
    const before = rig.market.count('handovers.list');
    await rig.run(15 * 60_000);
    expect(rig.market.count('handovers.list') - before).toBe(3);
  });
});

describe('making it', () => {
  it('names itself by the number the marketplace gave, and shows what was taken in', async () => {
    await ready('1', '2');
    create();
    await rig.run(2000);
    expect(only()).toMatchObject({ externalId: 'H-1', state: 'confirmable', asked: null });
    expect(inside()).toEqual(['1', '2']);
  });

  it('made on the way to being closed, it stays asked for until it is closed', async () => {
    await ready('1');
    tell({ kind: 'handover.create', handoverId: only().id }, 'confirm');
    await rig.run(2000);
    expect(only()).toMatchObject({ externalId: 'H-1', asked: 'confirm' });
  });

  it('an answer lost on its way back makes no second one', async () => {
    await ready('1');
    rig.market.next('handovers.create', lost, true);
    create();
    await rig.run(60_000);
    expect(rig.market.count('handovers.create')).toBe(1);
    expect(only()).toMatchObject({ externalId: 'H-1', asked: null });
    expect(states()).toEqual([['handover.create', 'done']]);
  });

  it('a request that never arrived is sent again', async () => {
    await ready('1');
    rig.market.next('handovers.create', lost);
    create();
    await rig.run(60_000);
    expect(rig.market.count('handovers.create')).toBe(2);
    expect(only().externalId).toBe('H-1');
  });

  it('a refusal stays on it in the marketplace’s words', async () => {
    await ready('1');
    rig.market.next('handovers.create', { kind: 'rejected', problem: problem('handover-too-early') });
    create();
    await rig.run(2000);
    expect(only()).toMatchObject({ externalId: null, asked: null, problem: { code: 'handover-too-early' } });
  });
});

describe('what is in it', () => {
  it('exactly the told orders stay', async () => {
    await ready('1', '2', '3');
    create();
    await rig.run(2000);
    const orderIds = ['1', '3'].map((one) => rig.order(one).id);
    tell({ kind: 'handover.setOrders', handoverId: only().id, orderIds });
    await rig.run(2000);
    expect(inside()).toEqual(['1', '3']);
  });

  it('a lost answer to a move to the next one is settled by reading, and asked once', async () => {
    await ready('1', '2');
    create();
    await rig.run(2000);
    rig.market.next('handovers.postpone', lost, true);
    tell({ kind: 'handover.postpone', handoverId: only().id, orderIds: [rig.order('2').id] });
    await rig.run(60_000);
    expect(rig.market.count('handovers.postpone')).toBe(1);
    expect(inside()).toEqual(['1']);
    expect(states()[0]).toEqual(['handover.postpone', 'done']);
  });

  it('a move that shows no sign yet is waited for, not asked again', async () => {
    await ready('1', '2');
    create();
    await rig.run(2000);
    rig.market.next('handovers.postpone', lost);
    tell({ kind: 'handover.postpone', handoverId: only().id, orderIds: [rig.order('2').id] });
    await rig.run(20 * 60_000);
    expect(rig.market.count('handovers.postpone')).toBe(1);
  });
});

describe('closing it', () => {
  const made = async (...ids: readonly string[]) => {
    await ready(...ids);
    create();
    await rig.run(2000);
  };

  it('fetches its documents as soon as they are drawn and keeps them', async () => {
    await made('1');
    confirm();
    await rig.run(2000);
    expect(only()).toMatchObject({ state: 'closed', asked: null });
    expect(rig.db.read.handovers.documents(only().id)).toEqual([]);
    rig.market.handovers.drawn.add('act').add('barcode');
    await rig.run(60_000);
    expect(rig.db.read.handovers.documents(only().id).map(({ kind }) => kind)).toEqual(['act', 'barcode']);
    const asked = rig.market.count('handovers.document');
    await rig.run(10 * 60_000);
    expect(rig.market.count('handovers.document')).toBe(asked);
  });

  it('an act is fetched anew once the goods are taken in', async () => {
    await made('1');
    rig.market.handovers.drawn.add('act').add('barcode');
    confirm();
    await rig.run(2000);
    rig.market.handovers.made.get('H-1')!.state = 'accepted';
    await rig.run(5 * 60_000);
    expect(rig.db.read.handovers.document(only().id, 'act')).toMatchObject({ fetchedIn: 'accepted' });
  });

  it('a lost answer is settled by reading: closed once', async () => {
    await made('1');
    rig.market.next('handovers.confirm', lost, true);
    confirm();
    await rig.run(60_000);
    expect(rig.market.count('handovers.confirm')).toBe(1);
    expect(only().state).toBe('closed');
    expect(states()[0]).toEqual(['handover.confirm', 'done']);
  });

  it('«closed already» is what was wanted', async () => {
    await made('1');
    rig.market.handovers.made.get('H-1')!.state = 'closed';
    confirm();
    await rig.run(2000);
    expect(states()[0]).toEqual(['handover.confirm', 'done']);
    expect(only().problem).toBeNull();
  });

  it('packages are told with the confirmation where they cannot be told apart', async () => {
    await made('1');
    rig.db.write((stores) => stores.handovers.update(only().id, { places: 3 }));
    confirm();
    await rig.run(2000);
    expect(rig.market.handovers.made.get('H-1')!.places).toBe(3);
  });

  it('its orders are handed over when their own statuses say so, and are asked for at once', async () => {
    await made('1');
    expect(rig.order('1').status).toBe('assembling');
    rig.market.set('1', 'handed-over');
    confirm();
    await rig.run(2000);
    expect(rig.order('1').status).toBe('handed-over');
  });

  it('cancelled, it frees its orders for the next one', async () => {
    await made('1');
    const { id } = only();
    tell({ kind: 'handover.cancel', handoverId: id }, 'cancel');
    await rig.run(2000);
    expect(rig.db.read.handovers.byId(id)!.state).toBe('cancelled');
    await rig.run(5 * 60_000);
    const next = rows().find((row) => row.id !== id)!;
    expect(next).toMatchObject({ externalId: null, state: 'open' });
    expect(rig.db.read.handovers.orderIds(next.id)).toEqual([rig.order('1').id]);
  });
});
