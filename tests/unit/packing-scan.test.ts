import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { PrinterId, StationId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const EAN = '4600000000015';
const GTIN = `0${EAN}`;
const GS = '\u001D';
const mark = (serial: string, gtin = GTIN) => `01${gtin}21${serial}${GS}93abcd`;

type Rig = ReturnType<typeof packingRig>;
let rig: Rig;
beforeEach(() => (rig = packingRig()));
afterEach(() => rig.close());

describe('a thing scanned with an empty hand', () => {
  it('is packed for the order with the nearest deadline: goods to the packing bin, order packed, one label, station free', async () => {
    const bin = rig.make.bin(rig.warehouse, 'A-01', 1);
    const thing = rig.thing(EAN, { bin, stock: 5 });
    const late = rig.order(thing, { shipByMs: rig.now() + 9_000_000 });
    const soon = rig.order(thing, { shipByMs: rig.now() + 1_000_000 });
    const came = await rig.scan(EAN);
    expect(came).toMatchObject({
      tone: 'right',
      code: 'printed',
      order: { id: soon, status: 'packed' },
      params: { bin: 'A-01', units: 1 },
    });
    expect(rig.jobs(soon)).toMatchObject([{ id: came.jobId, state: 'queued', reprintOf: null, printerId: rig.printerId }]);
    expect(rig.jobs(late)).toEqual([]);
    expect(rig.woken).toEqual([rig.printerId]);
    const shelves = rig.db.read.orders.shelves(thing.productId, rig.warehouse);
    expect(shelves.map(({ code, onHand }) => [code, onHand])).toEqual([
      ['A-01', 4],
      [PACKING_BIN, 1],
    ]);
    expect(rig.db.read.ledger.verify()).toEqual([]);
  });

  it('sent again with the same operation answers the same and prints nothing more', async () => {
    const thing = rig.thing(EAN, { stock: 5 });
    const order = rig.order(thing);
    rig.order(thing);
    const operationId = testId();
    const first = await rig.scan(EAN, { operationId });
    expect(await rig.scan(EAN, { operationId })).toEqual(first);
    expect(rig.jobs(order)).toHaveLength(1);
    expect(rig.woken).toHaveLength(1);
  });

  it.each([
    ['unknown-code', 'wrong', (): void => undefined],
    ['no-order', 'wrong', (at: Rig): void => void at.thing(EAN, { stock: 1 })],
    ['short', 'wrong', (at: Rig): void => void at.order(at.thing(EAN))],
    ['not-confirmed', 'wrong', (at: Rig): void => void at.order(at.thing(EAN, { stock: 1 }), { status: 'new' })],
    ['no-label-yet', 'wrong', (at: Rig): void => void at.order(at.thing(EAN, { stock: 1 }), { label: false })],
    ['cancelled', 'stop', (at: Rig): void => at.setStatus(at.order(at.thing(EAN, { stock: 1 })), 'cancelled')],
    ['already-packed', 'wrong', (at: Rig): void => at.setStatus(at.order(at.thing(EAN, { stock: 1 })), 'packed')],
    ['not-matched', 'wrong', (at: Rig): void => void at.make.listing(at.accountId, { barcodes: [EAN], article: 'БЕЗ-ПАРЫ' })],
  ] as const)('says %s', async (code, tone, arrange) => {
    arrange(rig);
    const came = await rig.scan(EAN);
    expect(came).toMatchObject({ code, tone, jobId: null });
    expect(rig.woken).toEqual([]);
    expect(rig.db.read.desk.scans(STATION, 1)).toMatchObject([{ code: EAN, outcome: code }]);
  });

  it('says no-printer before anything is changed', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }));
    rig.db.write(({ desk }) => desk.saveStation({ id: STATION, name: 'Стол 1', printerId: null as PrinterId | null }));
    expect(await rig.scan(EAN)).toMatchObject({ code: 'no-printer', order: { status: 'assembling' } });
    expect(rig.jobs(order)).toEqual([]);
  });

  it('takes the order whose label is here before an older one that waits for its label', async () => {
    const thing = rig.thing(EAN, { stock: 2 });
    rig.order(thing, { label: false });
    const ready = rig.order(thing);
    expect(await rig.scan(EAN)).toMatchObject({ code: 'printed', order: { id: ready } });
  });

  it('asks when two products carry the code, even when only one has an order', async () => {
    const thing = rig.thing(EAN, { stock: 1, article: 'НУЖНЫЙ' });
    const other = rig.make.product({ barcodes: [EAN], article: 'ДРУГОЙ' });
    rig.order(thing);
    const came = await rig.scan(EAN);
    expect(came).toMatchObject({ tone: 'ask', code: 'two-products', choices: [{ article: 'НУЖНЫЙ' }, { article: 'ДРУГОЙ' }] });
    expect(await rig.scan(EAN, { productId: other })).toMatchObject({ code: 'no-order' });
    expect(await rig.scan(EAN, { productId: thing.productId })).toMatchObject({ code: 'printed' });
  });

  it('a code of a card alone packs only for orders of that card', async () => {
    const thing = rig.thing(EAN, { stock: 9 });
    const set = rig.make.listing(rig.accountId, { sku: 'set', barcodes: ['2000000000039'], productId: thing.productId, multiplicity: 3 });
    const single = rig.order(thing);
    const three = rig.order({ productId: thing.productId, listingId: set, sku: 'set' });
    expect(await rig.scan('2000000000039')).toMatchObject({ code: 'printed', order: { id: three }, params: { units: 3 } });
    // The single one waits still, but the set's code is not its code.
    expect(await rig.scan('2000000000039')).toMatchObject({ code: 'already-packed', order: { id: three } });
    expect(rig.jobs(single)).toEqual([]);
  });

  it('a kit is taken part by part from the bins of its parts', async () => {
    const cup = rig.make.product({ article: 'ЧАШКА' });
    const box = rig.make.product({ article: 'КОРОБКА' });
    rig.make.receive(cup, rig.make.bin(rig.warehouse, 'A-02', 2), 4);
    rig.make.receive(box, rig.make.bin(rig.warehouse, 'A-03', 3), 4);
    const kit = rig.make.kit(
      [
        { productId: cup, quantity: 2 },
        { productId: box, quantity: 1 },
      ],
      { barcodes: [EAN] },
    );
    const order = rig.order({ productId: kit, listingId: rig.make.listing(rig.accountId, { sku: 'kit', productId: kit }), sku: 'kit' });
    expect(await rig.scan(EAN)).toMatchObject({ code: 'printed', params: { units: 3 } });
    expect(
      rig.db.read.orders
        .packingOf(order)!
        .movements.map((one) => one.quantity)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2]);
  });
});

describe('an order that wants a marking code', () => {
  it('opens at the station, takes the code, prints, and queues the code for the marketplace', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }), { marks: ['sgtin'] });
    expect(await rig.scan(EAN)).toMatchObject({ code: 'mark-wanted', wants: 'sgtin', tone: 'ask' });
    expect(rig.db.read.desk.station(STATION)!.openOrderId).toBe(order);
    expect(await rig.scan(mark('5aaaaa'))).toMatchObject({ code: 'printed', order: { id: order } });
    expect(rig.db.read.desk.station(STATION)!.openOrderId).toBeNull();
    expect(rig.outbox()).toMatchObject([
      { subject: `order:${order}`, command: { kind: 'mark.put', markKind: 'sgtin', values: [mark('5aaaaa')] } },
    ]);
  });

  it('is packed by one scan when the marking code comes first', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }), { marks: ['sgtin'] });
    expect(await rig.scan(mark('5bbbbb'))).toMatchObject({ code: 'printed', order: { id: order } });
    expect(rig.db.read.orders.marksOf(order)).toMatchObject([{ kind: 'sgtin', value: mark('5bbbbb'), state: 'recorded' }]);
  });

  it('refuses what is not its code and stays in the hand', async () => {
    const thing = rig.thing(EAN, { stock: 2 });
    const other = rig.thing('4600000000022', { stock: 1 });
    const order = rig.order(thing, { marks: ['sgtin'] });
    const neighbour = rig.order(other, { number: '77' });
    await rig.scan(EAN);
    expect(await rig.scan(other.barcode)).toMatchObject({ code: 'wrong-thing', wants: 'sgtin', order: { id: order } });
    expect(await rig.scan(mark('5ccccc', '04600000000022'))).toMatchObject({ code: 'wrong-thing' });
    expect(await rig.scan('001234567890123456755'.slice(0, 20))).toMatchObject({ tone: 'wrong' });
    expect(await rig.scan('00123456789012345675')).toMatchObject({ code: 'mark-transport' });
    expect(await rig.scan('01046000000000152')).toMatchObject({ code: 'mark-bad' });
    expect(await rig.scan('nonsense')).toMatchObject({ code: 'mark-bad' });
    expect(await rig.scan(EAN)).toMatchObject({ code: 'mark-wanted' });
    expect(await rig.scan('*label-77')).toMatchObject({ code: 'other-order', params: { other: '77' } });
    expect(rig.db.read.desk.station(STATION)!.openOrderId).toBe(order);
    expect([...rig.jobs(order), ...rig.jobs(neighbour)]).toEqual([]);
  });

  it('never takes a code that went into another parcel, whole or short', async () => {
    const thing = rig.thing(EAN, { stock: 2 });
    const first = rig.order(thing, { marks: ['sgtin'], number: '3900000001' });
    const second = rig.order(thing, { marks: ['sgtin'] });
    await rig.scan(mark('5ddddd'));
    expect(await rig.scan(`01${GTIN}215ddddd`)).toMatchObject({ code: 'mark-duplicate', params: { number: '3900000001' } });
    expect(rig.jobs(first)).toHaveLength(1);
    expect(rig.jobs(second)).toEqual([]);
  });

  it('cancelled in the hand is a stop with the shelf to take it back to; the hand is free', async () => {
    const bin = rig.make.bin(rig.warehouse, 'A-12');
    const order = rig.order(rig.thing(EAN, { bin, stock: 1 }), { marks: ['sgtin'] });
    await rig.scan(EAN);
    rig.setStatus(order, 'cancelled');
    expect(await rig.scan(mark('5eeeee'))).toMatchObject({ tone: 'stop', code: 'cancelled', params: { bin: 'A-12' } });
    expect(rig.db.read.desk.station(STATION)!.openOrderId).toBeNull();
    expect(rig.jobs(order)).toEqual([]);
    expect(rig.outbox()).toEqual([]);
  });

  it('wants each identifier in turn', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }), { marks: ['imei', 'expiration'] });
    expect(await rig.scan(EAN)).toMatchObject({ wants: 'imei' });
    expect(await rig.scan('490154203237519')).toMatchObject({ code: 'mark-bad', params: { why: 'check-digit' } });
    expect(await rig.scan('490154203237518')).toMatchObject({ code: 'mark-wanted', wants: 'expiration' });
    expect(await rig.scan('241126')).toMatchObject({ code: 'mark-bad', params: { why: 'expiration-too-near' } });
    expect(await rig.scan('310327')).toMatchObject({ code: 'printed' });
    expect(rig.db.read.orders.marksOf(order).map((one) => one.value)).toEqual(['490154203237518', '31.03.2027']);
  });

  it('is held by one station only', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }), { marks: ['sgtin'] });
    await rig.scan(EAN);
    rig.db.write(({ desk }) => desk.saveStation({ id: 'station-2' as StationId, name: 'Стол 2', printerId: rig.printerId }));
    expect(await rig.scan(EAN, { stationId: 'station-2' })).toMatchObject({ code: 'held-elsewhere', params: { station: 'Стол 1' } });
    await rig.ask('packing.leave', { operationId: testId(), stationId: STATION });
    expect(await rig.scan(EAN, { stationId: 'station-2' })).toMatchObject({ code: 'mark-wanted', order: { id: order } });
  });

  it('packed at another table meanwhile is a stop', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }), { marks: ['sgtin'] });
    await rig.scan(EAN);
    rig.setStatus(order, 'packed');
    expect(await rig.scan(mark('5fffff'))).toMatchObject({ tone: 'stop', code: 'packed-elsewhere' });
  });
});

describe('a label or a number', () => {
  it('shows its order and takes it in hand; the right thing then prints, a wrong one does not', async () => {
    const thing = rig.thing(EAN, { stock: 2 });
    const other = rig.thing('4600000000022', { stock: 1 });
    rig.order(thing, { number: '1001' });
    const order = rig.order(thing, { number: '1002' });
    expect(await rig.scan('1002')).toMatchObject({ code: 'order-shown', order: { id: order } });
    expect(await rig.scan(other.barcode)).toMatchObject({ code: 'wrong-thing' });
    expect(await rig.scan(EAN)).toMatchObject({ code: 'printed', order: { id: order } });
    expect(await rig.scan('*label-1002')).toMatchObject({ code: 'order-shown', order: { id: order, status: 'packed' } });
  });

  it('of a cancelled order stops the hand', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }), { number: '1003' });
    rig.setStatus(order, 'cancelled');
    expect(await rig.scan('*label-1003')).toMatchObject({ code: 'cancelled', tone: 'stop' });
  });
});

describe('undo and reprint', () => {
  it('takes the parcel apart: thing on its shelf, order waits again, its marking code gone with the thing; packed again it is a reprint', async () => {
    const bin = rig.make.bin(rig.warehouse, 'A-01');
    const thing = rig.thing(EAN, { bin, stock: 1 });
    const order = rig.order(thing, { marks: ['sgtin'] });
    const { jobId } = await rig.scan(mark('5ggggg'));
    rig.db.write(({ print }) => print.advance(jobId as never, ['queued'], 'sending', rig.now()));
    rig.db.write(({ print }) => print.advance(jobId as never, ['sending'], 'sent', rig.now()));
    expect(await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: null })).toEqual({ orderId: order });
    expect(rig.db.read.orders.byId(order)).toMatchObject({ status: 'assembling', packedAtMs: null });
    expect(rig.db.read.orders.shelves(thing.productId, rig.warehouse)).toMatchObject([{ code: 'A-01', onHand: 1 }]);
    // The next thing from that shelf may be another one, so its code is asked for again; it may as well be the same.
    expect(await rig.scan(EAN)).toMatchObject({ code: 'mark-wanted' });
    expect(await rig.scan(mark('5ggggg'))).toMatchObject({ code: 'printed', order: { id: order } });
    expect(rig.jobs(order).map((job) => [job.state, job.reason])).toEqual([
      ['sent', null],
      ['queued', 'packed-again'],
    ]);
    expect(rig.db.read.ledger.verify()).toEqual([]);
  });

  it('a label not yet sent is called back by the undo', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }));
    await rig.scan(EAN);
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: order });
    expect(rig.jobs(order)).toMatchObject([{ state: 'cancelled' }]);
    expect(await rig.refusal('packing.undo', { operationId: testId(), stationId: STATION, orderId: order })).toBe('nothing-to-undo');
  });

  it('a parcel cancelled after packing is hunted until it is taken apart', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }));
    await rig.scan(EAN);
    rig.setStatus(order, 'cancelled');
    expect((await rig.ask('packing.hunt', {})).rows).toMatchObject([{ order: { id: order }, packed: true }]);
    expect((await rig.ask('order.counts', {})).hunted).toBe(1);
    await rig.ask('packing.undo', { operationId: testId(), stationId: STATION, orderId: order });
    expect((await rig.ask('packing.hunt', {})).rows).toEqual([]);
    expect(rig.db.read.orders.byId(order)!.status).toBe('cancelled');
  });

  it('prints again only with a reason, and never a label that was not printed', async () => {
    const order = rig.order(rig.thing(EAN, { stock: 1 }));
    const input = { stationId: STATION, orderId: order, reason: 'смялась' };
    expect(await rig.refusal('packing.reprint', { operationId: testId(), ...input })).toBe('never-printed');
    await rig.scan(EAN);
    await rig.ask('packing.reprint', { operationId: testId(), ...input });
    expect(rig.jobs(order).map((job) => job.reason)).toEqual([null, 'смялась']);
  });
});

it('the station sees what it has in hand, what waits and what it packed', async () => {
  const thing = rig.thing(EAN, { stock: 3 });
  rig.order(thing);
  await rig.scan(EAN);
  const order = rig.order(thing, { marks: ['sgtin'], shipByMs: rig.now() - 1 });
  await rig.scan(EAN);
  expect(await rig.ask('packing.state', { stationId: STATION })).toMatchObject({
    openOrder: { id: order },
    wants: 'sgtin',
    printerName: 'Стол 1',
    toPack: 1,
    packedToday: 1,
    overdue: 1,
    recent: [{ jobState: 'queued' }],
    next: [{ id: order }],
    offline: false,
  });
});
