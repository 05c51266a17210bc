import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { testId } from '#tests/support/database.ts';
import { marketRig } from '#tests/support/market-rig.ts';

const SEED = Number(process.env['KOROB_SEED'] ?? 41);

/** Every fault that the facts tell of, against the real engine and client: each must end in the right state by itself, or before a person in words. */
describe(`Wildberries misbehaves (seed ${SEED})`, () => {
  let rig: Awaited<ReturnType<typeof marketRig>>;
  beforeEach(async () => {
    rig = await marketRig({ seed: SEED });
  });
  afterEach(async () => {
    expect(rig.bugs).toEqual([]);
    expect(rig.db.read.ledger.verify()).toEqual([]);
    await rig.close();
  });

  const buy = async (count: number) => {
    const placed = Array.from({ length: count }, () => rig.simulator.placeOrder({ warehouseId: rig.shop.warehouses[0]!.id }));
    expect(placed.every((order) => order !== null)).toBe(true);
    await rig.run(20);
    return placed.map((order) => order!);
  };
  const queueIsEmpty = async () => (await rig.ask('sync.queue', { show: 'open' })).rows;

  it('the answer to «create a supply» is lost: one supply exists, and its orders are in it', async () => {
    await buy(3);
    rig.simulator.faults.next('supplies.create', 'lose-answer');
    await rig.assemble();
    await rig.run(180);
    expect(rig.applied('supplies.create')).toHaveLength(1);
    expect((await rig.orders()).map(({ supplyState }) => supplyState)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(await queueIsEmpty()).toEqual([]);
  });

  it('half of a batch is added: what is in is in, the rest is added again, nothing is lost', async () => {
    const placed = await buy(6);
    rig.simulator.faults.next('supplies.add', 'half-batch');
    await rig.assemble();
    await rig.run(180);
    expect(placed.map(({ supplierStatus }) => supplierStatus)).toEqual(placed.map(() => 'confirm'));
    expect((await rig.orders()).every(({ status }) => status === 'assembling')).toBe(true);
  });

  it('stickers come back empty: they are asked again until they are here', async () => {
    await buy(3);
    rig.simulator.faults.next('orders.stickers', 'empty-stickers', 2);
    await rig.assemble();
    await rig.run(120);
    expect((await rig.orders()).map(({ labelState }) => labelState)).toEqual(['stored', 'stored', 'stored']);
    expect(rig.sent('orders.stickers').length).toBeGreaterThanOrEqual(3);
  });

  it('429 with X-Ratelimit-Retry: the group is silent for that long, then goes on', async () => {
    rig.simulator.faults.next('orders.new', 'rate-limit');
    await rig.run(15);
    const refused = rig.sent('orders.new').findLast(({ status }) => status === 429);
    expect(refused).toBeDefined();
    await buy(1);
    await rig.run(120);
    const next = rig.sent('orders.new').find(({ seq }) => seq > refused!.seq);
    expect(next!.atMs - refused!.atMs).toBeGreaterThanOrEqual(1000);
    expect(await rig.orders()).toHaveLength(1);
    expect(rig.sent('orders.new').filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it('a stale page brings an order back that was cancelled: it stays cancelled and its stock stays free', async () => {
    const [order] = await buy(1);
    expect(rig.simulator.cancelByBuyer(order!.id)).toBe(true);
    await rig.run(180);
    expect((await rig.orders())[0]!.status).toBe('cancelled');
    rig.simulator.faults.next('orders.new', 'stale-page', 3);
    rig.simulator.faults.next('orders.status', 'stale-page', 3);
    await rig.run(120);
    const [after] = await rig.orders();
    expect(after!.status).toBe('cancelled');
    const products = (await rig.ask('product.list', { limit: 500 })).rows;
    expect(products.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(0);
  });

  it('a status nobody knows is kept and shown, and the order stands where it stood', async () => {
    await buy(1);
    await rig.assemble();
    await rig.run(60);
    rig.simulator.faults.next('orders.status', 'unknown-status');
    await rig.run(60);
    const [order] = await rig.orders();
    expect(order!.status).toBe('assembling');
  });

  it('orders come twice and out of order: each is taken once and reserved once', async () => {
    rig.simulator.faults.next('orders.new', 'duplicate', 3);
    rig.simulator.faults.next('orders.new', 'reorder', 2);
    await buy(5);
    await rig.run(60);
    expect(await rig.orders()).toHaveLength(5);
    const products = (await rig.ask('product.list', { limit: 500 })).rows;
    expect(products.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(5);
  });

  it('shipping is answered 200 with an error inside: the supply is not taken for ready', async () => {
    await buy(2);
    const supplyId = await rig.assemble();
    await rig.run(90);
    await pack();
    rig.simulator.faults.next('supplies.shipping-method', 'errors-inside');
    await deliver(supplyId);
    await rig.run(120);
    const refused = await rig.ask('sync.queue', { show: 'rejected' });
    const supply = (await rig.ask('supply.get', { id: supplyId })).supply;
    // Either the loop put it right by itself, or a person is told; it is never delivered without a point.
    if (refused.rows.length > 0) expect(refused.rows[0]!.problem).not.toBeNull();
    else expect(supply.state).toBe('delivered');
    expect(rig.applied('supplies.deliver').length > 0).toBe(supply.state === 'delivered');
  });

  it('deliver is refused with 409: nothing is handed over here, the reason is shown, and once more by a person it goes', async () => {
    await buy(2);
    const supplyId = await rig.assemble();
    await rig.run(90);
    await pack();
    rig.simulator.faults.next('supplies.deliver', 'deliver-409');
    await deliver(supplyId);
    await rig.run(120);
    expect((await rig.orders()).some(({ status }) => status === 'handed-over')).toBe(false);
    const [refused] = (await rig.ask('sync.queue', { show: 'rejected' })).rows;
    expect(refused!.problem!.httpStatus).toBe(409);
    await rig.ask('sync.retry', { operationId: testId(), outboxId: refused!.id });
    await rig.run(120);
    expect((await rig.ask('supply.get', { id: supplyId })).supply).toMatchObject({ state: 'delivered', hasCode: true });
    expect((await rig.orders()).every(({ status }) => status === 'handed-over')).toBe(true);
  });

  it('the answer to «deliver» is lost: it is read, not repeated, and the shelf is written off once', async () => {
    await buy(2);
    const supplyId = await rig.assemble();
    await rig.run(90);
    await pack();
    rig.simulator.faults.next('supplies.deliver', 'lose-answer');
    await deliver(supplyId);
    await rig.run(180);
    expect(rig.applied('supplies.deliver')).toHaveLength(1);
    expect((await rig.ask('supply.get', { id: supplyId })).supply.state).toBe('delivered');
    const products = (await rig.ask('product.list', { limit: 500 })).rows.filter(({ kind }) => kind === 'product');
    expect(products.reduce((sum, { onHand }) => sum + onHand, 0)).toBe(products.length * 20 - 2);
  });

  it('the network dies and returns: what was wished meanwhile arrives once', async () => {
    await buy(4);
    rig.simulator.setNetwork(false);
    await rig.assemble();
    await rig.run(120);
    expect((await rig.ask('sync.health', {})).offline).toBe(true);
    expect((await rig.ask('sync.queue', { show: 'open' })).rows.length).toBeGreaterThan(0);
    rig.simulator.setNetwork(true);
    await rig.run(240);
    expect(rig.applied('supplies.create')).toHaveLength(1);
    expect((await rig.orders()).every(({ supplyState, labelState }) => supplyState === 'confirmed' && labelState === 'stored')).toBe(true);
    expect(await queueIsEmpty()).toEqual([]);
  });

  async function deliver(supplyId: string): Promise<void> {
    const { supply } = await rig.ask('supply.get', { id: supplyId });
    const points = await rig.ask('account.shippingPoints', { accountId: supply.accountId, city: 'Москва', cargoType: 1 });
    await rig.ask('supply.setShipping', {
      operationId: testId(),
      supplyId,
      pointId: points.rows[0]!.id,
      kind: 'self',
      date: rig.simulator.today(),
    });
    await rig.ask('supply.deliver', { operationId: testId(), supplyId });
  }

  /** Every order packed by scans, with whatever marks it asks for. */
  async function pack(): Promise<void> {
    const printerId = testId();
    await rig.ask('printer.save', {
      operationId: testId(),
      id: printerId,
      name: 'Проба',
      transport: 'virtual',
      address: '',
      language: 'zpl',
      dpi: 203,
      widthMm: 58,
      heightMm: 40,
      settings: {},
    });
    await rig.ask('printer.assign', { operationId: testId(), stationId: 'station-1', printerId });
    for (const order of await rig.orders()) {
      const { product } = await rig.ask('product.get', { id: order.lines[0]!.productId! });
      let outcome = await rig.ask('packing.scan', { operationId: testId(), stationId: 'station-1', code: product.barcodes[0]! });
      for (let mark = 0; outcome.wants !== null && mark < 4; mark += 1)
        outcome = await rig.ask('packing.scan', {
          operationId: testId(),
          stationId: 'station-1',
          code: markOf(outcome.wants, product.barcodes[0]!),
        });
      expect(outcome.code).toBe('printed');
    }
    await rig.run(120);
  }

  let serial = 0;
  function markOf(kind: string, barcode: string): string {
    serial += 1;
    const tail = String(serial).padStart(4, '0');
    switch (kind) {
      case 'sgtin':
        return `01${barcode.padStart(14, '0')}21abcdefghi${tail}\u001D91EE06\u001D92${'A'.repeat(43)}=`;
      case 'uin':
        return `123456789012${tail}`;
      case 'expiration':
        return '31.12.2030';
      default:
        return `4607${String(serial).padStart(9, '0')}`;
    }
  }
});
