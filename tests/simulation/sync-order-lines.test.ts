import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Deed } from '#electron/ports/ledger-store.ts';
import { takeOrders } from '#electron/sync/intake.ts';
import { testId } from '#tests/support/database.ts';
import { parcelDesk } from '#tests/support/parcel-desk.ts';
import { BY_WORD, lost, problem } from '#tests/support/scripted-channel.ts';
import { ScriptedParts } from '#tests/support/scripted-parts.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

const EAN = '4600000000015';
const line = (quantity: number) => ({ sku: 'sku-1', article: 'КР-1', name: null, barcodes: [], quantity });

let rig: ReturnType<typeof syncRig>;
let desk: ReturnType<typeof parcelDesk>;

const start = async (stock: number, ordered: Readonly<Record<string, number>>) => {
  rig = syncRig({ stock, capabilities: { ...BY_WORD, cancelLines: 'before-confirm' } });
  rig.market.parts = new ScriptedParts(rig.market.orders);
  rig.restart();
  rig.db.write(({ catalogue }) => {
    const product = catalogue.product(rig.productId)!;
    catalogue.saveProduct({ ...product, barcodes: [EAN] }, rig.time.nowMs());
  });
  desk = parcelDesk(rig);
  for (const [id, quantity] of Object.entries(ordered)) {
    rig.market.order(id, 'sku-1', MARKET_WAREHOUSE, { lines: [line(quantity)] });
    await rig.run(1000);
  }
  await rig.run(20_000);
};
const cancelLine = (id: string, quantity: number) =>
  desk.ask('order.cancelLine', {
    operationId: testId(rig.time.nowMs()),
    orderId: rig.order(id).id,
    lineId: rig.order(id).lines[0]!.id,
    quantity,
    reason: 'не нашли на полке',
  });
/** As a page of a list brings them, whatever else is under way. */
const onOnePage = (ids: readonly string[]) => {
  const deed: Deed = { ...rig.make.deed('intake'), atMs: rig.time.nowMs() };
  rig.db.write((stores) => {
    const page = ids.map((id) => rig.market.parts!.whole(id)!);
    takeOrders(stores, rig.accountId, 'list', page, deed, () => testId(rig.time.nowMs()), 'before-label');
    stores.ledger.record(deed, {});
  });
};
const units = (id: string) => rig.order(id).lines.map((one) => one.quantity);
const story = (id: string) => rig.db.read.orders.story(rig.order(id).id).map((one) => one.kind);
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

describe('units taken out of an order', () => {
  beforeEach(() => start(2, { o1: 3, o2: 1 }));

  it('leave it when the marketplace agrees, and what they waited for is free for the next order', async () => {
    expect(rig.stockOf()).toMatchObject({ onHand: 2, reserved: 2, short: 2 });
    cancelLine('o1', 2);
    expect(desk.ask('order.get', { id: rig.order('o1').id }).gone).toMatchObject([{ leaving: 2, removed: 0 }]);
    expect(units('o1')).toEqual([3]);
    await rig.run(5000);
    expect(units('o1')).toEqual([1]);
    expect(rig.stockOf()).toMatchObject({ onHand: 2, reserved: 2, short: 0 });
    expect(desk.ask('order.get', { id: rig.order('o1').id }).gone).toMatchObject([{ leaving: 0, removed: 2, moved: 0 }]);
    expect(story('o1')).toEqual(expect.arrayContaining(['line-cancel-asked', 'units-left', 'line-cancelled']));
    expect(rig.market.calls.filter((call) => call.operation === 'orders.cancelLine').map((call) => call.detail)).toEqual([
      { id: 'o1', line: { sku: 'sku-1', quantity: 2 }, reason: undefined },
    ]);
  });

  it('go once, also when the answer is lost: reading says that it was done', async () => {
    rig.market.next('orders.cancelLine', lost, true);
    cancelLine('o1', 1);
    await rig.run(60_000);
    expect(rig.market.count('orders.cancelLine')).toBe(1);
    expect(units('o1')).toEqual([2]);
    expect(rig.market.orders.get('o1')!.lines[0]!.quantity).toBe(2);
  });

  it('are asked for again only after two readings found them still there', async () => {
    rig.market.next('orders.cancelLine', lost, false);
    cancelLine('o1', 1);
    await rig.run(60_000);
    expect(rig.market.count('orders.cancelLine')).toBe(2);
    expect(rig.market.orders.get('o1')!.lines[0]!.quantity).toBe(2);
    expect(units('o1')).toEqual([2]);
  });

  it('are not taken twice when somebody took them in the cabinet meanwhile', async () => {
    cancelLine('o1', 1);
    rig.market.parts!.take('o1', 'sku-1', 1);
    await rig.run(10_000);
    expect(rig.market.count('orders.cancelLine')).toBe(0);
    expect(units('o1')).toEqual([2]);
  });

  it('stay where the marketplace refuses, and the order goes on', async () => {
    rig.market.next('orders.cancelLine', { kind: 'rejected', problem: problem('cancel-not-allowed') });
    cancelLine('o1', 2);
    await rig.run(30_000);
    expect(units('o1')).toEqual([3]);
    expect(story('o1')).toContain('line-cancel-refused');
    desk.ask('order.take', { operationId: testId(rig.time.nowMs()), orderIds: [rig.order('o1').id] });
    await rig.run(30_000);
    expect(rig.order('o1').status).toBe('assembling');
  });

  it('are in no package of a word about assembly that follows', async () => {
    cancelLine('o1', 2);
    desk.ask('order.take', { operationId: testId(rig.time.nowMs()), orderIds: [rig.order('o1').id] });
    await rig.run(30_000);
    expect(rig.market.calls.find((call) => call.operation === 'orders.confirm')?.detail).toMatchObject({
      packages: [{ lines: [{ sku: 'sku-1', quantity: 1 }] }],
    });
    expect(rig.order('o1').status).toBe('assembling');
  });

  it('are refused in words: more than there is, all there is, after the word about assembly', async () => {
    expect(() => cancelLine('o1', 4)).toThrow('line-too-many');
    expect(() => cancelLine('o1', 3)).toThrow('line-is-order');
    cancelLine('o1', 1);
    expect(() => cancelLine('o1', 2)).toThrow('line-is-order');
    desk.ask('order.take', { operationId: testId(rig.time.nowMs()), orderIds: [rig.order('o1').id] });
    expect(() => cancelLine('o1', 1)).toThrow('too-late');
  });
});

it('what a marketplace took out of an order by itself leaves it here, and the begun parcel gives the surplus back', async () => {
  await start(5, { o1: 3 });
  desk.ask('order.setByPlaces', { operationId: testId(rig.time.nowMs()), orderId: rig.order('o1').id, on: true });
  desk.scan(EAN);
  desk.scan(EAN);
  rig.market.parts!.take('o1', 'sku-1', 2);
  await rig.run(120_000);
  expect(units('o1')).toEqual([1]);
  expect(rig.stockOf()).toMatchObject({ onHand: 5, reserved: 1, short: 0 });
  expect(rig.db.read.orders.unitsOf(rig.order('o1').id)).toHaveLength(1);
});

it('a page that names other things takes nothing away', async () => {
  await start(5, { o1: 2 });
  const seen = rig.market.orders.get('o1')!;
  rig.market.orders.set('o1', { ...seen, lines: [{ ...line(1), sku: 'another-name' }] });
  await rig.run(120_000);
  expect(units('o1')).toEqual([2]);
  expect(rig.order('o1').status).toBe('new');
});

describe('an order in several places', () => {
  const place = () => desk.ask('packing.newPlace', { operationId: testId(rig.time.nowMs()), stationId: 'station-1' });
  const byPlaces = (id: string) =>
    desk.ask('order.setByPlaces', { operationId: testId(rig.time.nowMs()), orderId: rig.order(id).id, on: true });

  it('is told how it lies, each part becomes an order of its own, and every unit is held once', async () => {
    await start(3, { o1: 3 });
    byPlaces('o1');
    expect(desk.scan(EAN)).toMatchObject({ code: 'thing-taken', parcel: { place: 1, inPlace: 1, scanned: 1, needed: 3 } });
    expect(desk.state().takesPlaces).toBe(true);
    expect(place()).toMatchObject({ parcel: { place: 2, inPlace: 0 } });
    expect(place).toThrow('place-empty');
    desk.scan(EAN);
    const came = desk.scan(EAN);
    expect(came).toMatchObject({ code: 'packed-waiting' });
    const { id } = rig.order('o1');
    expect(desk.ask('order.get', { id }).places).toEqual([
      { place: 1, lines: [{ article: 'КР-1', quantity: 1 }] },
      { place: 2, lines: [{ article: 'КР-1', quantity: 2 }] },
    ]);
    await rig.run(30_000);
    expect(rig.market.calls.find((call) => call.operation === 'orders.confirm')?.detail).toMatchObject({
      packages: [{ lines: [{ sku: 'sku-1', quantity: 1 }] }, { lines: [{ sku: 'sku-1', quantity: 2 }] }],
    });
    expect([units('o1'), units('o1-2')]).toEqual([[1], [2]]);
    expect([rig.order('o1').status, rig.order('o1-2').status]).toEqual(['packed', 'packed']);
    expect(rig.stockOf()).toMatchObject({ onHand: 3, reserved: 3, short: 0 });
    const child = rig.order('o1-2').id;
    expect(desk.jobs(id)).toMatchObject([{ state: 'queued' }]);
    expect(desk.jobs(child)).toMatchObject([{ state: 'queued', printerId: desk.printerId }]);
    expect(desk.ask('order.get', { id: child })).toMatchObject({ parent: { id, number: 'o1' }, children: [] });
    expect(desk.ask('order.get', { id })).toMatchObject({ parent: null, children: [{ id: child }], gone: [{ moved: 2, removed: 0 }] });

    // Each is a parcel by itself: one is taken apart, the other goes.
    desk.undo(child);
    expect(rig.db.read.orders.shelves(rig.productId, rig.warehouse)).toMatchObject([{ onHand: 2 }, { onHand: 1 }]);
    desk.undo(id);
    expect(rig.db.read.orders.shelves(rig.productId, rig.warehouse)).toMatchObject([{ onHand: 3 }]);
  });

  it('keeps one reservation where the answer was lost and the parts are found by reading', async () => {
    await start(2, { o1: 2, o2: 1 });
    byPlaces('o1');
    desk.scan(EAN);
    place();
    rig.market.next('orders.confirm', lost, true);
    desk.scan(EAN);
    await rig.run(60_000);
    expect(rig.market.count('orders.confirm')).toBe(1);
    expect([units('o1'), units('o1-2')]).toEqual([[1], [1]]);
    expect([rig.order('o1').status, rig.order('o1-2').status]).toEqual(['packed', 'packed']);
    expect(rig.stockOf()).toMatchObject({ onHand: 2, reserved: 2, short: 1 });
    expect(rig.db.read.orders.heldOf(rig.order('o2').id)).toEqual([]);
  });

  it('a place begun by mistake is taken back by the key that takes things out', async () => {
    await start(3, { o1: 3 });
    byPlaces('o1');
    desk.scan(EAN);
    place();
    const out = () => desk.ask('packing.takeOut', { operationId: testId(rig.time.nowMs()), stationId: 'station-1' });
    expect(out()).toMatchObject({ parcel: { place: 1, scanned: 1 } });
    expect(out()).toMatchObject({ parcel: { place: 1, scanned: 0 } });
  });

  it('in three of them: each part is taken apart by itself', async () => {
    await start(3, { o1: 3 });
    byPlaces('o1');
    desk.scan(EAN);
    place();
    desk.scan(EAN);
    place();
    desk.scan(EAN);
    await rig.run(30_000);
    const parts = ['o1', 'o1-2', 'o1-3'];
    expect(parts.map((id) => rig.order(id).status)).toEqual(['packed', 'packed', 'packed']);
    for (const id of parts.toReversed()) desk.undo(rig.order(id).id);
    expect(parts.map((id) => rig.order(id).status)).toEqual(['assembling', 'assembling', 'assembling']);
    expect(rig.db.read.orders.shelves(rig.productId, rig.warehouse)).toMatchObject([{ onHand: 3 }]);
  });

  it('whose parts came on one page: each is taken apart by itself', async () => {
    await start(3, { o1: 3 });
    byPlaces('o1');
    desk.scan(EAN);
    place();
    desk.scan(EAN);
    place();
    desk.scan(EAN);
    const one = { lines: [{ sku: 'sku-1', quantity: 1 }] };
    const parts = rig.market.parts!.split({ orderId: 'o1', packages: [one, one, one], whole: one.lines } as never, 'assembling');
    onOnePage(parts);
    expect(parts.map((id) => [rig.order(id).status, units(id)])).toEqual(parts.map(() => ['packed', [1]]));
    for (const id of parts.toReversed()) desk.undo(rig.order(id).id);
    expect(rig.db.read.orders.shelves(rig.productId, rig.warehouse)).toMatchObject([{ onHand: 3 }]);
  });

  it('a part taken apart gives back the codes of its things', async () => {
    await start(2, {});
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE, { lines: [line(2)], requiredMarks: ['sgtin'] });
    await rig.run(20_000);
    byPlaces('o1');
    const code = (serial: string) => `010${EAN}215abc${serial}D\u001D93Zx1y`;
    desk.scan(code('1'));
    place();
    expect(desk.scan(code('2'))).toMatchObject({ code: 'packed-waiting' });
    await rig.run(5000);
    const put = rig.market.verdicts.get('o1')!;
    rig.market.verdicts.set('o1', { ...put, verdict: 'passed', own: 'ok' });
    await rig.run(60_000);
    const part = rig.order('o1-2').id;
    expect(rig.db.read.orders.marksOf(part)).toHaveLength(1);
    desk.undo(part);
    expect(rig.db.read.orders.marksOf(part)).toEqual([]);
    expect(rig.db.read.orders.marksOf(rig.order('o1').id)).toHaveLength(1);
  });

  it('packed anew before the first word went out is told as it lies now', async () => {
    await start(2, { o1: 2 });
    byPlaces('o1');
    desk.scan(EAN);
    place();
    desk.scan(EAN);
    desk.undo(rig.order('o1').id);
    desk.scan(EAN);
    desk.scan(EAN);
    await rig.run(60_000);
    const told = rig.market.calls.filter((call) => call.operation === 'orders.confirm').map((call) => call.detail);
    expect(told).toMatchObject([{ packages: [{ lines: [{ sku: 'sku-1', quantity: 2 }] }] }]);
    expect(rig.market.orders.has('o1-2')).toBe(false);
  });

  it('where boxes stay one order hears of units that the marketplace takes out after it was packed', async () => {
    await start(3, { o1: 3 });
    rig.close();
    rig = syncRig({ stock: 3, capabilities: { ...BY_WORD, packages: 'boxes' } });
    rig.market.parts = new ScriptedParts(rig.market.orders);
    rig.market.parts.split = ({ orderId }) => [orderId];
    rig.restart();
    rig.db.write(({ catalogue }) => catalogue.saveProduct({ ...catalogue.product(rig.productId)!, barcodes: [EAN] }, rig.time.nowMs()));
    desk = parcelDesk(rig);
    rig.market.order('o1', 'sku-1', MARKET_WAREHOUSE, { lines: [line(3)] });
    await rig.run(20_000);
    byPlaces('o1');
    desk.scan(EAN);
    place();
    desk.scan(EAN);
    desk.scan(EAN);
    await rig.run(30_000);
    expect(rig.order('o1').status).toBe('packed');
    rig.market.parts.take('o1', 'sku-1', 1);
    onOnePage(['o1']);
    expect(units('o1')).toEqual([2]);
    expect(story('o1')).toContain('units-left-packed');
    expect(rig.stockOf()).toMatchObject({ onHand: 3, reserved: 2 });
  });

  it('is too late for one that was confirmed before it was packed', async () => {
    await start(3, { o1: 3 });
    desk.take();
    await rig.run(20_000);
    desk.scan(EAN);
    expect(place).toThrow('too-late');
    expect(() => byPlaces('o1')).toThrow('too-late');
  });
});

describe('what lies on the shelf goes first', () => {
  const splitOff = (id: string) => desk.ask('order.splitOff', { operationId: testId(rig.time.nowMs()), orderId: rig.order(id).id });

  it('as an order of its own that takes over what was held; the rest waits', async () => {
    await start(2, { o1: 3 });
    expect(splitOff('o1')).toEqual({ units: 2 });
    await rig.run(20_000);
    expect([units('o1'), units('o1-2')]).toEqual([[1], [2]]);
    expect(rig.order('o1')).toMatchObject({ status: 'new', confirmState: null });
    expect(rig.order('o1-2').status).toBe('assembling');
    expect(rig.db.read.orders.heldOf(rig.order('o1-2').id)).toMatchObject([{ quantity: 2 }]);
    expect(rig.stockOf()).toMatchObject({ onHand: 2, reserved: 2, short: 1 });
    expect(desk.scan(EAN)).toMatchObject({ code: 'thing-taken', order: { number: 'o1-2' } });
    expect(desk.scan(EAN)).toMatchObject({ code: 'printed' });
  });

  it('once, also when the answer was lost', async () => {
    await start(2, { o1: 3 });
    rig.market.next('orders.confirm', lost, true);
    splitOff('o1');
    await rig.run(60_000);
    expect(rig.market.count('orders.confirm')).toBe(1);
    expect([units('o1'), units('o1-2')]).toEqual([[1], [2]]);
    expect(rig.stockOf()).toMatchObject({ reserved: 2, short: 1 });
  });

  it('and is not packed whole while that word is under way, although the rest has come', async () => {
    await start(2, { o1: 3 });
    desk.ask('order.setByPlaces', { operationId: testId(rig.time.nowMs()), orderId: rig.order('o1').id, on: true });
    splitOff('o1');
    rig.make.receive(rig.productId, rig.warehouse, 1);
    expect(desk.scan(EAN)).toMatchObject({ code: 'not-confirmed', order: { number: 'o1' } });
    await rig.run(20_000);
    expect([units('o1'), units('o1-2')]).toEqual([[1], [2]]);
    expect(rig.stockOf()).toMatchObject({ onHand: 3, reserved: 3, short: 0 });
    for (const code of ['packed-waiting', 'thing-taken', 'printed']) expect(desk.scan(EAN).code).toBe(code);
  });

  it('and is refused in words where nothing is short or nothing is there', async () => {
    await start(3, { o1: 3 });
    expect(() => splitOff('o1')).toThrow('nothing-short');
    await start(0, { o1: 3 });
    expect(() => splitOff('o1')).toThrow('nothing-there');
  });
});
