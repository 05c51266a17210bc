import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { testId } from '#tests/support/database.ts';
import { marketRig } from '#tests/support/market-rig.ts';

const SEED = Number(process.env['KOROB_SEED'] ?? 43);

/** What stands around the orders of a supply, through the real loop and client: confirmation by itself, boxes, passes. */
describe(`supplies of Wildberries through the loop (seed ${SEED})`, () => {
  let rig: Awaited<ReturnType<typeof marketRig>>;
  let accountId: string;
  beforeEach(async () => {
    rig = await marketRig({ seed: SEED });
    accountId = (await rig.ask('account.list', {})).rows[0]!.id;
  });
  afterEach(async () => {
    expect(rig.bugs).toEqual([]);
    expect(rig.db.read.ledger.verify()).toEqual([]);
    await rig.close();
  });

  const buy = async (count: number) => {
    for (let bought = 0; bought < count; bought += 1) rig.simulator.placeOrder({ warehouseId: rig.shop.warehouses[0]!.id });
    await rig.run(20);
  };
  const openCommands = async () => (await rig.ask('sync.queue', { show: 'open' })).rows;
  const filled = async (orders: number) => {
    await buy(orders);
    const supplyId = await rig.assemble();
    await rig.run(60);
    return supplyId;
  };

  describe('confirmation by itself', () => {
    const after = (minutes: number | null) =>
      rig.ask('account.setState', { operationId: testId(), accountId, autoConfirmAfterMinutes: minutes });

    it('takes an order to assembly when its time has passed, and not a minute before', async () => {
      await after(5);
      await buy(2);
      await rig.run(240);
      expect((await rig.orders()).map(({ status }) => status)).toEqual(['new', 'new']);
      await rig.run(120);
      expect((await rig.orders()).map(({ status, supplyState }) => [status, supplyState])).toEqual([
        ['assembling', 'confirmed'],
        ['assembling', 'confirmed'],
      ]);
      expect(rig.applied('supplies.create')).toHaveLength(1);
    });

    it('touches nothing until the owner asked for it', async () => {
      await buy(2);
      await rig.run(900);
      expect((await rig.orders()).map(({ status }) => status)).toEqual(['new', 'new']);
      expect(rig.sent('supplies.create')).toEqual([]);
    });

    it('leaves alone an order the buyer cancelled meanwhile', async () => {
      await after(2);
      await buy(1);
      const [order] = [...rig.shop.orders.values()];
      rig.simulator.cancelByBuyer(order!.id);
      await rig.run(300);
      expect((await rig.orders()).map(({ status }) => status)).toEqual(['cancelled']);
      expect(rig.sent('supplies.add')).toEqual([]);
    });
  });

  describe('boxes', () => {
    it('are made as many as asked, though the answer was lost, and get their stickers', async () => {
      const supplyId = await filled(6);
      rig.simulator.faults.next('boxes.add', 'lose-answer');
      await rig.ask('supply.setBoxes', { operationId: testId(), supplyId, add: 2, remove: [] });
      await rig.run(120);
      const { boxes } = await rig.ask('supply.get', { id: supplyId });
      expect(boxes.map(({ hasLabel }) => hasLabel)).toEqual([true, true]);
      expect([...rig.shop.supplies.values()].map((supply) => supply.boxes.size)).toEqual([2]);
      expect(await openCommands()).toEqual([]);
    });

    it('beyond one for two orders are refused here, before anybody is asked', async () => {
      const supplyId = await filled(3);
      await expect(rig.ask('supply.setBoxes', { operationId: testId(), supplyId, add: 2, remove: [] })).rejects.toThrow('too-many-boxes');
      expect(rig.sent('boxes.add')).toEqual([]);
    });
  });

  describe('a pass for a car', () => {
    const pass = { firstName: 'Пётр', lastName: 'Примеров', carModel: 'Ларгус', carNumber: 'А001АА77', officeId: '15' };

    it('is ordered once though the answer was lost, is shown, and is taken back', async () => {
      rig.simulator.faults.next('passes.create', 'lose-answer');
      await rig.ask('pass.save', { operationId: testId(), accountId, id: null, ...pass });
      await rig.run(60);
      expect(rig.applied('passes.create')).toHaveLength(1);
      const { rows } = await rig.ask('pass.list', { accountId });
      expect(rows).toMatchObject([{ carNumber: 'А001АА77', officeId: '15' }]);
      await rig.ask('pass.remove', { operationId: testId(), accountId, id: rows[0]!.id });
      await rig.run(30);
      expect((await rig.ask('pass.list', { accountId })).rows).toEqual([]);
      expect(await openCommands()).toEqual([]);
    });

    it('a second one waits ten minutes in the queue and then goes, refused by nobody', async () => {
      await rig.ask('pass.save', { operationId: testId(), accountId, id: null, ...pass });
      await rig.run(30);
      await rig.ask('pass.save', { operationId: testId(), accountId, id: null, ...pass, carNumber: 'В002ВВ77' });
      await rig.run(120);
      expect(rig.applied('passes.create')).toHaveLength(1);
      expect(await openCommands()).toHaveLength(1);
      await rig.run(600);
      expect(rig.applied('passes.create')).toHaveLength(2);
      expect(rig.sent('passes.create').filter(({ status }) => status === 429)).toEqual([]);
    });
  });
});
