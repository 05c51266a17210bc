import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OutboxCommand } from '#electron/ports/sync-store.ts';
import { markingCode } from '#electron/simulator/catalogue.ts';
import type { OutboxId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { ozonRig } from '#tests/support/ozon-rig.ts';

const DAY = 86_400_000;
const SEED = 20_261_127;
const REASON = { id: '352', title: 'Товар закончился на складе продавца' };

let on: Awaited<ReturnType<typeof ozonRig>>;
beforeEach(async () => {
  on = await ozonRig(SEED);
});
afterEach(() => {
  expect(on.bugs).toEqual([]);
  expect(on.db.read.ledger.verify()).toEqual([]);
  on.rig.close();
});
const id = () => testId(on.time.nowMs());
const take = (number: string) => on.desk.ask('order.take', { operationId: id(), orderIds: [on.order(number).id] });

describe('a carriage of Ozon', () => {
  const row = () =>
    on.db.read.handovers
      .between(on.accountId, on.time.nowMs() - 2 * DAY, on.time.nowMs() + 4 * DAY)
      .find((one) => one.state !== 'cancelled')!;
  const tell = (command: Extract<OutboxCommand, { handoverId: string }>, asked: 'create' | 'confirm') => {
    on.db.write((stores) => {
      const deed = on.make.deed('handover', on.time.nowMs());
      stores.handovers.update(row().id, { asked });
      stores.sync.enqueue(
        { id: testId() as OutboxId, accountId: on.accountId, subject: `handover:${row().id}`, command, operationId: deed.id },
        on.time.nowMs(),
      );
      stores.ledger.record(deed, {});
    });
    on.rig.sync.nudge(on.accountId, 'outbox');
  };
  const kinds = () =>
    on.db.read.handovers
      .documents(row().id)
      .map(({ kind }) => kind)
      .toSorted();

  it('is made, takes the assembled postings in, is approved, and leaves act, barcode and labels of its places here', async () => {
    const number = await on.placed([{ product: on.plain, quantity: 2 }]);
    take(number);
    await on.run(120_000);
    expect(on.order(number)).toMatchObject({ status: 'assembling', labelState: 'stored' });
    await on.run(5 * 60_000);
    expect(row()).toMatchObject({ externalId: null, state: 'open', key: on.order(number).handoverKey });

    tell({ kind: 'handover.create', handoverId: row().id }, 'create');
    await on.run(3 * 60_000);
    expect(row()).toMatchObject({ state: 'confirmable', asked: null, problem: null });
    expect(on.db.read.handovers.orderIds(row().id)).toEqual([on.order(number).id]);

    tell({ kind: 'handover.confirm', handoverId: row().id }, 'confirm');
    await on.run(3 * 60_000);
    expect(row()).toMatchObject({ state: 'closed', asked: null, problem: null });
    expect(kinds()).toEqual(['act', 'barcode', 'places']);
    expect(on.db.read.handovers.document(row().id, 'barcode')).toMatchObject({ format: 'png', barcode: `%303%24${row().externalId}` });

    expect(on.world.acceptCarriage(Number(row().externalId))).toBe(true);
    await on.run(10 * 60_000);
    expect(row().state).toBe('accepted');
    expect(on.order(number).status).toBe('handed-over');
    expect(kinds()).toEqual(['act', 'barcode', 'discrepancy', 'places']);
    expect(on.stockOf(on.plain)).toMatchObject({ onHand: 7, reserved: 0 });
  });

  it('has cargo units: parcels are laid in by scan, each unit is closed and gets its label, and what is missing is said', async () => {
    const inside = await on.placed([{ product: on.plain, quantity: 1 }]);
    const left = await on.placed([{ product: on.other, quantity: 1 }]);
    take(inside);
    take(left);
    await on.run(6 * 60_000);
    for (const [number, product] of [
      [inside, on.plain],
      [left, on.other],
    ] as const)
      expect(on.desk.scan(product.barcodes[0]!), number).toMatchObject({ code: 'printed' });
    await on.run(60_000);
    const ask = on.desk.ask;
    const see = () => ask('handover.get', { id: row().id });
    const lacks = () => see().missing.map((one) => [one.what, one.orders.map((order) => order.number)]);
    on.world.faults.next('/v1/carriage/container/create', 'lose-answer');
    const { unitIds } = ask('handover.addUnits', { operationId: id(), id: row().id, kind: 'box', amount: 2 });
    await on.run(60_000);
    // The answer was lost: the two that were made are found by reading, and none is made again.
    expect(on.world.cabinet.units.size).toBe(2);
    expect(see().units.map((unit) => unit.state)).toEqual(['open', 'open']);
    expect(lacks()).toContainEqual(['units-open', []]);
    const out = (code: string) => ask('handover.scanOut', { operationId: id(), id: row().id, code, unitId: unitIds[0]! });
    expect(out(on.world.cabinet.postings.get(inside)!.scanit)).toMatchObject({ code: 'right' });
    expect(lacks()).toContainEqual(['orders-outside-units', [left]]);
    expect(() => ask('handover.closeUnit', { operationId: id(), id: row().id, unitId: unitIds[1]! })).toThrow('unit-empty');
    ask('handover.cancelUnit', { operationId: id(), id: row().id, unitId: unitIds[1]! });
    ask('handover.closeUnit', { operationId: id(), id: row().id, unitId: unitIds[0]! });
    expect(() => out(on.world.cabinet.postings.get(left)!.scanit)).toThrow('unit-closed');
    await on.run(2 * 60_000);
    expect(see().units).toMatchObject([{ state: 'closed', orders: 1, hasLabel: true, number: expect.stringMatching(/^\d$/u) as string }]);
    expect([...on.world.cabinet.units.values()].map((unit) => [unit.status, [...unit.numbers]])).toEqual([
      ['approved', [inside]],
      ['cancelled', []],
    ]);
    expect(lacks().map(([what]) => what)).not.toContain('units-open');
    const { jobId } = ask('handover.printUnit', { operationId: id(), id: row().id, unitId: unitIds[0]!, stationId: 'station-1' });
    expect(on.db.read.print.job(jobId as never)).toMatchObject({ kind: 'box-label', source: { cargoUnitId: unitIds[0] } });
    const label = on.db.read.handovers.unitLabel(unitIds[0] as never)!;
    expect(new TextDecoder().decode(label.subarray(0, 4))).toBe('%PDF');
  });

  it('with a parcel that the marketplace does not take into a unit says so, and goes on when it is taken out', async () => {
    const good = await on.placed([{ product: on.plain, quantity: 1 }]);
    const lost = await on.placed([{ product: on.other, quantity: 1 }]);
    take(good);
    take(lost);
    await on.run(6 * 60_000);
    on.desk.scan(on.plain.barcodes[0]!);
    on.desk.scan(on.other.barcodes[0]!);
    await on.run(60_000);
    const ask = on.desk.ask;
    const { unitIds } = ask('handover.addUnits', { operationId: id(), id: row().id, kind: 'pallet', amount: 1 });
    await on.run(20_000);
    for (const number of [good, lost])
      ask('handover.scanOut', {
        operationId: id(),
        id: row().id,
        code: on.world.cabinet.postings.get(number)!.scanit,
        unitId: unitIds[0]!,
      });
    on.world.cancelByBuyer(lost);
    ask('handover.closeUnit', { operationId: id(), id: row().id, unitId: unitIds[0]! });
    await on.run(20_000);
    const unit = () => ask('handover.get', { id: row().id }).units[0]!;
    expect(unit()).toMatchObject({ state: 'open', kind: 'pallet', problemMessage: expect.stringContaining('cannot be placed') as string });
    await on.run(10 * 60_000);
    expect(on.order(lost).status).toBe('cancelled');
    ask('handover.closeUnit', { operationId: id(), id: row().id, unitId: unitIds[0]! });
    await on.run(2 * 60_000);
    expect(unit()).toMatchObject({ state: 'closed', problemCode: null });
  });

  it('is not made twice when the answer was lost', async () => {
    const number = await on.placed([{ product: on.plain, quantity: 1 }]);
    take(number);
    await on.run(6 * 60_000);
    on.world.faults.next('/v1/carriage/create', 'lose-answer');
    tell({ kind: 'handover.create', handoverId: row().id }, 'create');
    await on.run(3 * 60_000);
    expect(on.world.cabinet.carriages.size).toBe(1);
    expect(row()).toMatchObject({ state: 'confirmable', asked: null });
  });
});

describe('units taken out of a posting', () => {
  it('leave it and free what they held, told once though the answer was lost', async () => {
    const number = await on.placed([
      { product: on.plain, quantity: 3 },
      { product: on.other, quantity: 1 },
    ]);
    expect(on.stockOf(on.plain)).toMatchObject({ reserved: 3 });
    on.world.faults.next('/v2/posting/fbs/product/cancel', 'lose-answer');
    const line = on.order(number).lines.find((one) => one.sku === String(on.plain.sku))!;
    on.desk.ask('order.cancelLine', {
      operationId: id(),
      orderId: on.order(number).id,
      lineId: line.id,
      quantity: 2,
      reason: '',
      channelReason: REASON,
    });
    await on.run(60_000);
    expect(on.units(number)).toEqual({ [String(on.plain.sku)]: 1, [String(on.other.sku)]: 1 });
    expect(on.world.journal.filter((one) => one.path === '/v2/posting/fbs/product/cancel')).toHaveLength(1);
    expect(on.stockOf(on.plain)).toMatchObject({ onHand: 9, reserved: 1 });
    take(number);
    await on.run(120_000);
    expect(on.order(number)).toMatchObject({ status: 'assembling', labelState: 'stored' });
  });
});

describe('a posting in several parcels', () => {
  const byPlaces = (number: string) => on.desk.ask('order.setByPlaces', { operationId: id(), orderId: on.order(number).id, on: true });
  const place = () => on.desk.ask('packing.newPlace', { operationId: id(), stationId: 'station-1' });
  const childOf = (number: string) => [...on.world.cabinet.postings.values()].find((one) => one.parent === number)!.number;

  it('becomes postings of their own, each with its label at the station where its parcel stands', async () => {
    const number = await on.placed([
      { product: on.plain, quantity: 2 },
      { product: on.other, quantity: 1 },
    ]);
    byPlaces(number);
    on.desk.scan(on.plain.barcodes[0]!);
    place();
    on.desk.scan(on.other.barcodes[0]!);
    expect(on.desk.scan(on.plain.barcodes[0]!)).toMatchObject({ code: 'packed-waiting' });
    await on.run(3 * 60_000);
    const child = childOf(number);
    expect(on.units(number)).toEqual({ [String(on.plain.sku)]: 1 });
    expect(on.units(child)).toEqual({ [String(on.plain.sku)]: 1, [String(on.other.sku)]: 1 });
    const names = new Map(on.desk.state().following.map((one) => [one.order.number, one.parcel]));
    expect([names.get(number), names.get(child)]).toEqual(['001-1', '001-2']);
    for (const one of [number, child]) {
      expect(on.order(one)).toMatchObject({ status: 'packed', labelState: 'stored' });
      expect(on.desk.jobs(on.order(one).id)).toMatchObject([{ state: 'queued', printerId: on.desk.printerId }]);
    }
    expect(on.stockOf(on.plain)).toMatchObject({ onHand: 9, reserved: 2 });
    expect(on.world.journal.filter((one) => one.path === '/v4/posting/fbs/ship')).toHaveLength(1);
  });

  it('with marked goods keeps each code with its thing', async () => {
    const number = await on.placed([{ product: on.marked, quantity: 2 }]);
    expect(on.order(number)).toMatchObject({ packFirst: true });
    const codes = ['5aaaaaaaaaaaa', '5bbbbbbbbbbbb'].map((serial) => markingCode(on.marked.barcodes[0]!, serial));
    on.desk.scan(codes[0]!);
    place();
    expect(on.desk.scan(codes[1]!)).toMatchObject({ code: 'packed-waiting' });
    await on.run(4 * 60_000);
    const child = childOf(number);
    expect(on.db.read.orders.marksOf(on.order(number).id).map((one) => one.value)).toEqual([codes[0]]);
    expect(on.db.read.orders.marksOf(on.order(child).id).map((one) => one.value)).toEqual([codes[1]]);
    expect([on.order(number).status, on.order(child).status]).toEqual(['packed', 'packed']);
  });

  it('what is there goes first as a posting of its own', async () => {
    const number = await on.placed([{ product: on.plain, quantity: 3 }]);
    const short = on.db.read.ledger.stock([on.order(number).lines[0]!.productId!])[0]!;
    on.db.write((stores) => {
      const deed = on.make.deed('count', on.time.nowMs());
      stores.ledger.count(deed, [{ productId: short.productId, locationId: on.warehouse, counted: 2 }]);
      stores.ledger.record(deed, {});
    });
    expect(on.desk.ask('order.splitOff', { operationId: id(), orderId: on.order(number).id })).toEqual({ units: 2 });
    await on.run(60_000);
    const child = childOf(number);
    expect([on.units(number), on.units(child)]).toEqual([{ [String(on.plain.sku)]: 1 }, { [String(on.plain.sku)]: 2 }]);
    expect(on.stockOf(on.plain)).toMatchObject({ onHand: 2, reserved: 2, short: 1 });
    expect(on.db.read.orders.heldOf(on.order(child).id)).toMatchObject([{ quantity: 2 }]);
  });
});

describe('marks asked line by line', () => {
  it('a posting of a marked and a plain thing asks for the code of the first alone', async () => {
    const number = await on.placed([
      { product: on.marked, quantity: 1 },
      { product: on.plain, quantity: 1 },
    ]);
    const marksOf = (sku: number) => on.order(number).lines.find((one) => one.sku === String(sku))!.marks;
    expect([marksOf(on.marked.sku), marksOf(on.plain.sku)]).toEqual([['sgtin'], []]);
    expect(on.desk.scan(on.plain.barcodes[0]!)).toMatchObject({ code: 'thing-taken', wants: null });
    expect(on.desk.scan(on.marked.barcodes[0]!)).toMatchObject({ code: 'mark-wanted', wants: 'sgtin' });
    const code = markingCode(on.marked.barcodes[0]!, '5cccccccccccc');
    expect(on.desk.scan(code)).toMatchObject({ code: 'packed-waiting' });
    await on.run(4 * 60_000);
    expect(on.order(number)).toMatchObject({ status: 'packed', labelState: 'stored' });
  });
});
