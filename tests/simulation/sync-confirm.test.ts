import { afterEach, describe, expect, it } from 'vitest';

import { parcelDesk } from '#tests/support/parcel-desk.ts';
import { BY_WORD, lost, problem } from '#tests/support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

const EAN = '4600000000015';
const GS = '\u001D';
const mark = (serial: string) => `010${EAN}21${serial}${GS}93abcd`;

let rig: ReturnType<typeof syncRig>;
let desk: ReturnType<typeof parcelDesk>;
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

const start = async (marks: readonly 'sgtin'[] = [], quantity = 1) => {
  rig = syncRig({ stock: 50, capabilities: BY_WORD });
  rig.db.write(({ catalogue }) => {
    const product = catalogue.product(rig.productId)!;
    catalogue.saveProduct({ ...product, barcodes: [EAN] }, rig.time.nowMs());
  });
  desk = parcelDesk(rig);
  const line = { sku: 'sku-1', article: 'КР-1', name: null, barcodes: [], quantity };
  rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE, { requiredMarks: marks, lines: [line] });
  await rig.run();
};
const verdict = (own: 'passed' | 'refused') => {
  const before = rig.market.verdicts.get('o1')!;
  rig.market.verdicts.set('o1', { ...before, verdict: own, own });
};

describe('an order taken to assembly by word', () => {
  it('is confirmed once, whole, and its label comes ahead of the scan', async () => {
    await start([], 2);
    expect(desk.take()).toMatchObject({ orders: 1, supplyIds: [] });
    expect(rig.order('o1')).toMatchObject({ status: 'new', confirmState: 'wanted' });
    expect(() => desk.take()).toThrow('nothing-to-do');
    await rig.run(10_000);
    expect(rig.order('o1')).toMatchObject({ status: 'assembling', confirmState: null, labelState: 'stored' });
    expect(rig.market.calls.filter((call) => call.operation === 'orders.confirm').map((call) => call.detail)).toEqual([
      { orderId: 'o1', packages: [{ lines: [{ sku: 'sku-1', quantity: 2 }] }], whole: [] },
    ]);
    expect(desk.scan(EAN)).toMatchObject({ code: 'thing-taken' });
    expect(desk.scan(EAN)).toMatchObject({ code: 'printed' });
  });

  it('gets the large label where every table prints on the large paper', async () => {
    await start();
    rig.db.write(({ print }) => {
      const { provenAtMs: _proven, paused: _paused, roll: _roll, ...printer } = print.printer(desk.printerId)!;
      print.savePrinter({ ...printer, widthMm: 75, heightMm: 120 }, rig.time.nowMs());
    });
    desk.take();
    await rig.run(10_000);
    expect(rig.market.calls.findLast((call) => call.operation === 'labels.fetch')?.detail).toEqual({ ids: ['o1'], paper: '75x120' });
  });

  it('is read, not confirmed again, when the answer was lost', async () => {
    await start();
    rig.market.next('orders.confirm', lost, true);
    desk.take();
    await rig.run(30_000);
    expect(rig.market.count('orders.confirm')).toBe(1);
    expect(rig.order('o1')).toMatchObject({ status: 'assembling', labelState: 'stored' });
  });

  it('is confirmed again only after two readings found it new', async () => {
    await start();
    rig.market.next('orders.confirm', lost, false);
    desk.take();
    await rig.run(60_000);
    expect(rig.market.count('orders.confirm')).toBe(2);
    expect(rig.order('o1').status).toBe('assembling');
  });

  it('refused it stays new, says so, and is not asked for again by itself', async () => {
    await start();
    rig.db.write(({ catalogue }) => catalogue.saveAccount({ ...catalogue.account(rig.accountId)!, autoConfirmAfterMs: 0 }));
    rig.market.next('orders.confirm', { kind: 'rejected', problem: problem('parcel-too-big') });
    await rig.run(60_000);
    expect(rig.market.count('orders.confirm')).toBe(1);
    expect(rig.order('o1')).toMatchObject({ status: 'new', confirmState: 'refused' });
    expect(rig.db.read.orders.story(rig.order('o1').id).some((one) => one.kind === 'confirm-refused')).toBe(true);
  });

  it('is taken by itself after the minutes the owner set', async () => {
    await start();
    rig.db.write(({ catalogue }) => catalogue.saveAccount({ ...catalogue.account(rig.accountId)!, autoConfirmAfterMs: 60_000 }));
    await rig.run(50_000);
    expect(rig.order('o1').status).toBe('new');
    await rig.run(30_000);
    expect(rig.order('o1').status).toBe('assembling');
  });
});

describe('an order whose label comes only after its marks', () => {
  it('is packed first; the label prints by itself once, at the station where the parcel stands', async () => {
    await start(['sgtin']);
    expect(rig.order('o1')).toMatchObject({ status: 'new', packFirst: true });
    expect(() => desk.take()).toThrow('nothing-to-do');
    const { id } = rig.order('o1');
    const came = desk.scan(mark('5aaaaa'));
    expect(came).toMatchObject({ code: 'packed-waiting', tone: 'right', order: { status: 'packed' } });
    expect(desk.jobs(id)).toMatchObject([{ state: 'waiting' }]);
    expect(desk.state().following).toMatchObject([{ order: { id }, parcel: came.params['parcel'], cameAtMs: null }]);
    await rig.run(20_000);
    // The marks are with the marketplace and not checked yet: nobody says «packed» to it.
    expect(rig.market.count('marks.put')).toBe(1);
    expect(rig.market.count('orders.confirm')).toBe(0);
    verdict('passed');
    await rig.run(60_000);
    expect(rig.market.count('orders.confirm')).toBe(1);
    expect(desk.jobs(id)).toMatchObject([{ state: 'queued', printerId: desk.printerId, reprintOf: null }]);
    expect(rig.woken).toEqual([desk.printerId]);
    expect(desk.state().following).toMatchObject([{ order: { id }, cameAtMs: expect.any(Number) as number }]);
    expect(rig.order('o1')).toMatchObject({ status: 'packed', labelState: 'stored' });
  });

  it('survives a stop of the program at every step and still prints once', async () => {
    await start(['sgtin']);
    const { id } = rig.order('o1');
    desk.scan(mark('5bbbbb'));
    for (const passed of [false, false, true, true, true, true]) {
      rig.restart();
      if (passed && rig.market.verdicts.has('o1')) verdict('passed');
      await rig.run(16_000);
    }
    expect(rig.market.count('orders.confirm')).toBe(1);
    expect(desk.jobs(id)).toMatchObject([{ state: 'queued' }]);
  });

  it('cancelled while it waits it never prints, and the parcel is hunted', async () => {
    await start(['sgtin']);
    const { id } = rig.order('o1');
    desk.scan(mark('5ccccc'));
    await rig.run(20_000);
    verdict('passed');
    rig.market.set('o1', 'cancelled');
    await rig.run(120_000);
    expect(rig.order('o1').status).toBe('cancelled');
    expect(desk.jobs(id)).toMatchObject([{ state: 'cancelled', problem: 'order-cancelled' }]);
    expect(rig.woken).toEqual([]);
    expect(desk.ask('packing.hunt', {}).rows).toMatchObject([{ order: { id } }]);
  });

  it('taken apart while it waits it is new again; the next unit’s code replaces the first', async () => {
    await start(['sgtin']);
    const { id } = rig.order('o1');
    desk.scan(mark('5ddddd'));
    await rig.run(20_000);
    desk.undo(id);
    expect(rig.order('o1')).toMatchObject({ status: 'new', packedAtMs: null });
    verdict('passed');
    await rig.run(60_000);
    expect(rig.market.count('orders.confirm')).toBe(0);
    desk.scan(mark('5eeeee'));
    await rig.run(20_000);
    expect(rig.market.verdicts.get('o1')).toMatchObject({ values: [mark('5eeeee')], verdict: 'pending' });
    expect(rig.market.count('orders.confirm')).toBe(0);
    verdict('passed');
    await rig.run(60_000);
    expect(desk.jobs(id).map((job) => job.state)).toEqual(['cancelled', 'queued']);
  });

  it('with a refused code waits for a person, and goes on by itself once the code is right', async () => {
    await start(['sgtin']);
    const { id } = rig.order('o1');
    desk.scan(mark('5fffff'));
    await rig.run(20_000);
    verdict('refused');
    await rig.run(60_000);
    expect(desk.state().following).toMatchObject([{ order: { id, marksRefused: true }, cameAtMs: null }]);
    const [bad] = rig.db.read.orders.marksOf(id);
    desk.ask('packing.removeMark', { operationId: '01890000-0000-7000-8000-000000000001', orderId: id, markId: bad!.id });
    desk.ask('packing.setMark', { operationId: '01890000-0000-7000-8000-000000000002', orderId: id, kind: 'sgtin', value: mark('5ggggg') });
    await rig.run(20_000);
    verdict('passed');
    await rig.run(60_000);
    expect(desk.jobs(id)).toMatchObject([{ state: 'queued' }]);
  });
});
