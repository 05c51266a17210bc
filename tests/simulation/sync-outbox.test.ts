import { afterEach, describe, expect, it } from 'vitest';

import type { OutboxId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { lost, problem } from '#tests/support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

let rig: ReturnType<typeof syncRig>;
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

const start = async (orders: number, options: Parameters<typeof syncRig>[0] = {}) => {
  rig = syncRig({ stock: 500, ...options });
  for (let index = 1; index <= orders; index += 1) rig.market.order(`o${index}`, 'sku-1', MARKET_WAREHOUSE);
  await rig.run();
};
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `o${from + index}`);

describe('a supply', () => {
  it('is created, filled, and its orders get labels', async () => {
    await start(3);
    rig.assemble('o1', 'o2', 'o3');
    await rig.run(5000);
    expect(rig.market.supplies.size).toBe(1);
    expect(rig.order('o1')).toMatchObject({ status: 'assembling', supplyState: 'confirmed', labelState: 'stored' });
    expect(rig.queue().every((row) => row.state === 'done')).toBe(true);
  });

  it('exists exactly once after the answer to its creation was lost', async () => {
    await start(1);
    rig.market.next('supplies.create', lost, true);
    rig.assemble('o1');
    await rig.run(30_000);
    expect(rig.market.count('supplies.create')).toBe(1);
    expect(rig.market.supplies.size).toBe(1);
    expect(rig.order('o1').supplyState).toBe('confirmed');
  });

  it('is created again only when the list showed twice that the first try did nothing', async () => {
    await start(1);
    rig.market.next('supplies.create', lost, false);
    rig.assemble('o1');
    await rig.run(3000);
    expect(rig.market.count('supplies.create')).toBe(1);
    await rig.run(30_000);
    expect(rig.market.count('supplies.create')).toBe(2);
    expect(rig.market.supplies.size).toBe(1);
  });

  it('confirms only the half of a batch that the marketplace really took, then the rest', async () => {
    await start(4);
    rig.market.next('supplies.add', { kind: 'rejected', problem: problem('supply-wrong-order') });
    rig.market.during = (operation) => {
      if (operation !== 'supplies.add' || rig.market.count('supplies.add') > 1) return;
      rig.market.place('SUP-1', 'o1');
      rig.market.place('SUP-1', 'o2');
    };
    rig.assemble('o1', 'o2', 'o3', 'o4');
    await rig.run(20_000);
    expect(ids(1, 4).map((id) => rig.order(id).supplyState)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed']);
  });

  it('leaves one order that does not fit outside, says so, and takes the other ninety-nine', async () => {
    await start(100);
    rig.market.misfits.add('o37');
    rig.assemble(...ids(1, 100));
    await rig.run(60_000);
    const rejected = rig.queue().filter((row) => row.state === 'rejected');
    expect(rejected).toHaveLength(1);
    expect(rejected[0]!.problem).toMatchObject({ code: 'supply-wrong-order', subjects: ['o37'] });
    expect(ids(1, 100).filter((id) => rig.order(id).supplyState === 'confirmed')).toHaveLength(99);
    expect(rig.order('o37')).toMatchObject({ status: 'new', supplyState: 'wanted' });
    const tries = rig.market.count('supplies.add');
    expect(tries).toBeLessThan(20);
    await rig.run(600_000);
    expect(rig.market.count('supplies.add')).toBe(tries);
  });

  it('is handed over once when the answer to «deliver» was lost, and its stock leaves once', async () => {
    await start(2);
    const { supplyIds } = rig.assemble('o1', 'o2');
    await rig.run(5000);
    rig.market.next('supplies.deliver', lost, true);
    deliver(supplyIds[0]!);
    await rig.run(60_000);
    expect(rig.market.count('supplies.deliver')).toBe(1);
    expect(rig.db.read.supplies.byId(supplyIds[0]!)).toMatchObject({ state: 'delivered', codeBarcode: 'SUP-1' });
    expect(rig.order('o1').status).toBe('handed-over');
    expect(rig.stockOf()).toMatchObject({ onHand: 498, reserved: 0 });
  });

  it('is not handed over while a mark has not passed', async () => {
    rig = syncRig({ stock: 500 });
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE, { requiredMarks: ['sgtin'] });
    rig.market.verdicts.set('o1', { orderId: 'o1', kind: 'sgtin', values: [], verdict: 'missing', own: 'required' });
    await rig.run();
    const { supplyIds } = rig.assemble('o1');
    await rig.run(5000);
    deliver(supplyIds[0]!);
    await rig.run(60_000);
    expect(rig.market.count('supplies.deliver')).toBe(0);
    expect(rig.queue().find((row) => row.state === 'rejected')?.problem).toMatchObject({
      code: 'marks-not-passed',
      channelCode: 'required',
    });
    expect(rig.db.read.supplies.byId(supplyIds[0]!)?.problem).toMatchObject({ code: 'marks-not-passed' });
  });

  it('that was being created when the program died is looked for, not created again', async () => {
    await start(1);
    const { supplyIds } = rig.assemble('o1');
    const name = rig.db.read.supplies.byId(supplyIds[0]!)!.name;
    const create = rig.queue().find((row) => row.command.kind === 'supply.create')!;
    rig.db.write(({ sync }) => sync.setOutbox(create.id, { state: 'sending' }));
    await rig.market.client().supplies!.create(name);
    rig.restart();
    await rig.run(30_000);
    expect(rig.market.supplies.size).toBe(1);
    expect(rig.order('o1').supplyState).toBe('confirmed');
  });
});

describe('a label', () => {
  it('that is not there yet is asked for again after 2, 4, 8 and 15 seconds', async () => {
    await start(1);
    rig.market.withoutLabel.add('o1');
    rig.assemble('o1');
    await rig.run(3000);
    const before = rig.market.count('labels.fetch');
    await rig.run(30_000);
    expect(rig.market.count('labels.fetch') - before).toBeLessThanOrEqual(4);
    rig.market.withoutLabel.clear();
    await rig.run(20_000);
    expect(rig.order('o1').labelState).toBe('stored');
  });
});

describe('the queue', () => {
  it('holds back a subject whose head was refused, and no other', async () => {
    await start(2);
    const now = rig.time.nowMs();
    const add = (subject: string, orderId: string) =>
      rig.db.write(({ sync }) =>
        sync.enqueue(
          {
            id: testId() as OutboxId,
            accountId: rig.accountId,
            subject,
            command: { kind: 'order.cancel', orderId, reason: { id: '352', title: 'Нет в наличии' } },
            operationId: null,
          },
          now,
        ),
      );
    rig.market.next('orders.cancel', { kind: 'rejected', problem: problem('cancel-not-allowed') });
    add('order:1', rig.order('o1').id);
    add('order:1', rig.order('o1').id);
    add('order:2', rig.order('o2').id);
    await rig.run(30_000);
    expect(rig.queue().map((row) => row.state)).toEqual(['done', 'queued', 'rejected']);
    expect(rig.order('o2').status).toBe('cancelled');
    expect(rig.order('o1').status).toBe('new');
    expect(rig.market.calls.find((call) => call.operation === 'orders.cancel')?.detail).toMatchObject({ reason: { id: '352' } });
  });
});

function deliver(supplyId: string): void {
  rig.db.write((stores) =>
    stores.sync.enqueue(
      {
        id: testId() as OutboxId,
        accountId: rig.accountId,
        subject: `supply:${supplyId}`,
        command: { kind: 'supply.deliver', supplyId },
        operationId: null,
      },
      rig.time.nowMs(),
    ),
  );
  rig.sync.nudge(rig.accountId, 'outbox');
}
