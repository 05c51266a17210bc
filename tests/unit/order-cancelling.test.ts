import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { testId } from '#tests/support/database.ts';
import { packingRig } from '#tests/support/packing-rig.ts';

const EAN = '4600000000015';
const REASONS = [
  { id: '352', title: 'Нет в наличии' },
  { id: '402', title: 'Другое' },
];

describe('a marketplace that asks for a reason of its own', () => {
  let rig: ReturnType<typeof packingRig>;
  let orderId: ReturnType<typeof rig.order>;
  beforeEach(() => {
    rig = packingRig({ cancelReasons: true });
    orderId = rig.order(rig.thing(EAN, { stock: 1 }));
  });
  afterEach(() => rig.close());

  it('is asked which it takes for this very order', async () => {
    const asked: string[] = [];
    const cancelReasons = (id: string) => (asked.push(id), Promise.resolve({ kind: 'done', value: REASONS } as const));
    rig.setClient({ orders: { cancelReasons } as never });
    expect(await rig.ask('order.cancelReasons', { orderId })).toEqual({ reasons: REASONS });
    expect(asked).toEqual([rig.db.read.orders.byId(orderId)!.externalId]);
    rig.setClient({
      orders: {
        cancelReasons: () => Promise.resolve({ kind: 'retry', problem: { code: 'no-network', operation: 'cancel-reasons' } }),
      } as never,
    });
    expect(await rig.refusal('order.cancelReasons', { orderId })).toBe('no-network');
  });

  it('gets no cancel without one, and gets it with the words beside it', async () => {
    expect(await rig.refusal('order.cancel', { operationId: testId(), orderId, reason: 'брак' })).toBe('cancel-reason-wanted');
    expect(rig.outbox()).toEqual([]);
    await rig.ask('order.cancel', { operationId: testId(), orderId, reason: 'упала со стеллажа', channelReason: REASONS[1]! });
    expect(rig.outbox().map((row) => row.command)).toEqual([
      { kind: 'order.cancel', orderId, reason: { id: '402', title: 'Другое', message: 'упала со стеллажа' } },
    ]);
    expect(rig.db.read.orders.story(orderId).at(-1)).toMatchObject({ kind: 'cancel-asked', payload: { channelReason: 'Другое' } });
  });
});

it('a marketplace that asks for none is not asked, and takes words for our own memory', async () => {
  const rig = packingRig();
  const orderId = rig.order(rig.thing(EAN, { stock: 1 }));
  expect(await rig.ask('order.cancelReasons', { orderId })).toEqual({ reasons: [] });
  await rig.ask('order.cancel', { operationId: testId(), orderId, reason: 'брак' });
  expect(rig.outbox()).toMatchObject([{ command: { kind: 'order.cancel', reason: null } }]);
  rig.close();
});
