import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { HandoversClient } from '#electron/channels/channel.ts';
import type { HandoverRow } from '#electron/ports/handover-store.ts';
import type { ExternalId, HandoverId, OrderId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { labelFor, packingRig, type OrderOptions } from '#tests/support/packing-rig.ts';

const HOUR = 60 * 60_000;
const EAN = '4600000000015';
const KEY = 'point/2026-11-23';
/** Which parts the client has is all that is asked of it here: nothing is sent. */
const part = () => Promise.reject(new Error('asked of nobody'));
const MADE_BY_HAND = { create: part, setOrders: part, confirm: part, cancel: part } as unknown as HandoversClient;
const BY_SCHEDULE = { confirm: part, postpone: part, setPlaces: part } as unknown as HandoversClient;

let rig: ReturnType<typeof packingRig>;
let thing: ReturnType<typeof rig.thing>;
beforeEach(() => {
  rig = packingRig({ handovers: true });
  rig.setClient({ handovers: MADE_BY_HAND });
  thing = rig.thing(EAN, { stock: 20 });
});
afterEach(() => rig.close());

function handover(over: Partial<HandoverRow> = {}, orderIds: readonly OrderId[] = []): HandoverId {
  const id = testId() as HandoverId;
  rig.db.write(({ handovers }) => {
    handovers.insert({
      id,
      accountId: rig.accountId,
      externalId: null,
      key: KEY,
      name: 'Точка',
      externalWarehouseId: rig.externalWarehouse,
      departAtMs: rig.now() + 6 * HOUR,
      cutoffMs: rig.now() + 5 * HOUR,
      state: 'open',
      own: '',
      toldOrders: null,
      documents: [],
      attributes: {},
      asked: null,
      places: null,
      problem: null,
      seenAtMs: rig.now(),
      ...over,
    });
    handovers.setOrders(id, orderIds);
  });
  return id;
}
const made = (orderIds: readonly OrderId[], over: Partial<HandoverRow> = {}) =>
  handover({ externalId: 'H-1' as ExternalId, state: 'confirmable', ...over }, orderIds);
const order = (options: OrderOptions = {}) => rig.order(thing, { handoverKey: KEY, ...options });
/** Packed at the station, its label on. */
async function packed(options: OrderOptions = {}): Promise<OrderId> {
  const id = order(options);
  await rig.scan(EAN);
  expect(rig.db.read.orders.byId(id)!.status).toBe('packed');
  return id;
}
const missing = async (id: HandoverId) => (await rig.ask('handover.get', { id })).missing.map((one) => [one.what, one.blocks]);
const told = (id: HandoverId) =>
  rig
    .outbox()
    .filter((row) => row.subject === `handover:${id}` && row.state === 'queued')
    .map((row) => row.command);
const close = (id: HandoverId, leaveUnready = false) => ({ operationId: testId(), id, leaveUnready });
const out = (id: HandoverId, code: string) => rig.ask('handover.scanOut', { operationId: testId(), id, code });
const named = (id: OrderId) => ({ id, number: rig.db.read.orders.byId(id)!.number });
const numberOf = (id: OrderId) => rig.db.read.orders.byId(id)!.number;

describe('the list', () => {
  it('shows what leaves today with how much of it is packed, and what should have left and did not', async () => {
    await packed();
    order();
    const today = handover();
    const ahead = handover({ key: 'point/2026-11-24', departAtMs: rig.now() + 24 * HOUR });
    const stuck = made([order({ handoverKey: 'old' })], { key: 'old', departAtMs: rig.now() - 30 * HOUR });
    made([], { externalId: 'H-0' as ExternalId, key: 'gone', departAtMs: rig.now() - 30 * HOUR, state: 'accepted' });
    const { rows, any } = await rig.ask('handover.list', {});
    expect(any).toBe(true);
    expect(rows.map((row) => row.id)).toEqual([stuck, today]);
    expect(rows[1]).toMatchObject({
      orders: 2,
      packed: 1,
      scanned: 0,
      warehouseName: 'Склад маркетплейса',
      cutoffMs: rig.now() + 5 * HOUR,
    });
    expect((await rig.ask('handover.list', { show: 'ahead' })).rows.map((row) => row.id)).toEqual([ahead]);
    expect((await rig.ask('handover.list', { show: 'past' })).rows).toHaveLength(2);
  });
});

describe('what is missing', () => {
  it('stands in one list', async () => {
    const [ready, gone] = [await packed(), await packed()];
    const waits = order();
    rig.setStatus(gone, 'cancelled');
    const left = order();
    const id = made([ready, waits, gone]);
    expect((await rig.ask('handover.get', { id })).missing).toEqual([
      { what: 'orders-not-packed', orders: [named(waits)], blocks: false },
      { what: 'orders-cancelled', orders: [named(gone)], blocks: false },
      { what: 'orders-outside', orders: [named(left)], blocks: false },
    ]);
  });

  it('a parcel whose label has not come, marks that were not passed, commands refused or on their way', async () => {
    const marked = order({ marks: ['sgtin'] });
    await rig.scan(EAN);
    await rig.scan('0104600000000015215abcdD');
    const id = made([marked]);
    expect(await missing(id)).toEqual([
      ['marks-pending', true],
      ['commands-waiting', true],
    ]);
    rig.db.write(({ orders, sync }) => {
      orders.setMarkState(marked, 'sgtin', 'refused', 'no');
      for (const row of rig.outbox()) sync.setOutbox(row.id, { state: 'rejected', problem: { code: 'mark-refused', operation: 'marks' } });
    });
    expect(await missing(id)).toEqual([
      ['marks-refused', true],
      ['commands-refused', false],
    ]);
  });

  it('a shipment whose hour has not come, and one without orders, cannot be closed', async () => {
    const id = made([], { state: 'open' });
    expect(await missing(id)).toEqual([
      ['no-orders', true],
      ['not-yet', true],
    ]);
    expect(await rig.refusal('handover.close', close(id))).toBe('handover-not-ready');
  });
});

describe('closing', () => {
  it('one that nobody made yet is made and closed by one call', async () => {
    await packed();
    const id = handover();
    await rig.ask('handover.close', close(id));
    expect(told(id).map((command) => command.kind)).toEqual(['handover.create', 'handover.confirm']);
    expect(await rig.refusal('handover.close', close(id))).toBe('handover-asked');
  });

  it('twice by one operation is once', async () => {
    const id = made([await packed()]);
    const input = close(id);
    await rig.ask('handover.close', input);
    await rig.ask('handover.close', input);
    expect(told(id)).toHaveLength(1);
  });

  it('an unpacked order holds it until it is left out by word, and only the packed ones stay in', async () => {
    const ready = await packed();
    const id = made([ready, order()]);
    expect(await rig.refusal('handover.close', close(id))).toBe('handover-not-ready');
    expect(await rig.ask('handover.close', close(id, true))).toEqual({ leftOut: 1 });
    expect(told(id)).toEqual([
      { kind: 'handover.setOrders', handoverId: id, orderIds: [ready] },
      { kind: 'handover.confirm', handoverId: id },
    ]);
  });

  it('where the content cannot be told, what is not ready is moved to the next one', async () => {
    rig.setClient({ handovers: BY_SCHEDULE });
    const ready = await packed();
    const waits = order();
    const id = made([ready, waits]);
    await rig.ask('handover.close', close(id, true));
    expect(told(id)[0]).toEqual({ kind: 'handover.postpone', handoverId: id, orderIds: [waits] });
  });

  it('asked again after a refusal, nothing of the first asking is left in the line', async () => {
    await packed();
    const id = handover();
    await rig.ask('handover.close', close(id));
    rig.db.write(({ sync, handovers }) => {
      const problem = { code: 'handover-too-early', operation: 'carriages.create' } as const;
      sync.setOutbox(rig.outbox().find((row) => row.command.kind === 'handover.create')!.id, { state: 'rejected', problem });
      handovers.update(id, { asked: null, problem });
    });
    expect(await rig.ask('handover.get', { id })).toMatchObject({ handover: { problemCode: 'handover-too-early' } });
    await rig.ask('handover.close', close(id));
    expect(told(id).map((command) => command.kind)).toEqual(['handover.create', 'handover.confirm']);
  });

  it('is offered only what the marketplace has', async () => {
    rig.setClient({ handovers: BY_SCHEDULE });
    const id = made([await packed()]);
    expect((await rig.ask('handover.get', { id })).can).toEqual({
      create: false,
      units: false,
      close: true,
      cancel: false,
      postpone: true,
      places: true,
      leaveOut: true,
    });
    expect(await rig.refusal('handover.cancel', { operationId: testId(), id })).toBe('not-supported');
    await rig.ask('handover.setPlaces', { operationId: testId(), id, places: 4 });
    expect(told(id)).toEqual([{ kind: 'handover.places', handoverId: id, places: 4 }]);
    rig.setClient(null);
    expect((await rig.ask('handover.get', { id })).can.close).toBe(false);
  });

  it('orders are moved to the next one only out of this one', async () => {
    rig.setClient({ handovers: BY_SCHEDULE });
    const inside = order();
    const id = made([inside]);
    const input = { operationId: testId(), id, orderIds: [order()] };
    expect(await rig.refusal('handover.postpone', input)).toBe('order-not-in-handover');
    await rig.ask('handover.postpone', { ...input, orderIds: [inside] });
    expect(told(id)).toEqual([{ kind: 'handover.postpone', handoverId: id, orderIds: [inside] }]);
  });

  it('closed, it changes no more', async () => {
    const id = made([await packed()], { state: 'closed' });
    expect(await rig.refusal('handover.close', close(id))).toBe('handover-over');
    expect(await missing(id)).toEqual([]);
  });
});

it('a document is given as it was drawn', async () => {
  const id = made([], { state: 'closed', documents: ['act', 'barcode'] });
  expect(await rig.refusal('handover.document', { id, kind: 'act' })).toBe('document-not-here');
  rig.db.write(({ handovers }) =>
    handovers.storeDocument(id, { kind: 'act', format: 'pdf', file: Uint8Array.of(37, 80, 68, 70), barcode: null, fetchedIn: 'closed' }, 1),
  );
  expect(await rig.ask('handover.document', { id, kind: 'act' })).toMatchObject({
    format: 'pdf',
    content: 'JVBERg==',
    fileName: 'act-H-1-2026-11-23.pdf',
  });
  expect((await rig.ask('handover.get', { id })).documents).toEqual([
    { kind: 'act', stored: true, barcode: null },
    { kind: 'barcode', stored: false, barcode: null },
  ]);
});

describe('scanning parcels out', () => {
  it('counts what is right, once', async () => {
    const [one, two] = [await packed(), await packed()];
    const id = made([one, two]);
    expect(await out(id, labelFor(numberOf(one)).barcode)).toMatchObject({ code: 'right', orderId: one, scanned: 1, orders: 2 });
    expect(await out(id, labelFor(numberOf(one)).barcode)).toMatchObject({ code: 'already', scanned: 1 });
    expect(await out(id, numberOf(two))).toMatchObject({ code: 'right', scanned: 2, orders: 2 });
    expect((await rig.ask('handover.get', { id })).orders.every((row) => row.scannedAtMs !== null)).toBe(true);
  });

  it('the same scan sent twice answers the same', async () => {
    const one = await packed();
    const id = made([one]);
    const input = { operationId: testId(), id, code: numberOf(one) };
    const first = await rig.ask('handover.scanOut', input);
    expect(await rig.ask('handover.scanOut', input)).toEqual(first);
    expect(first.code).toBe('right');
  });

  it('an order in several places has left with the last of them; each label counts once', async () => {
    const many = order({ quantity: 2 });
    await rig.scan(EAN);
    rig.db.write(({ orders }) => {
      orders.setPlaces(many, 2);
      orders.addLabelCodes(many, ['box-1', 'box-2']);
    });
    expect(await rig.scan(EAN)).toMatchObject({ code: 'printed' });
    const id = made([many]);
    expect(await out(id, 'box-2')).toMatchObject({ code: 'more-places', place: 1, places: 2, scanned: 0 });
    expect(await out(id, 'box-2')).toMatchObject({ code: 'already', scanned: 0 });
    expect(await out(id, 'box-1')).toMatchObject({ code: 'right', place: 2, places: 2, scanned: 1, orders: 1 });
    expect(await out(id, 'box-1')).toMatchObject({ code: 'already', scanned: 1 });
  });

  it('stops a parcel that is cancelled, not packed, of another one, or nobody’s', async () => {
    const [cancelled, elsewhere] = [await packed(), await packed({ handoverKey: 'other' })];
    const waits = order();
    rig.setStatus(cancelled, 'cancelled');
    const id = made([cancelled, waits]);
    made([elsewhere], { externalId: 'H-2' as ExternalId, key: 'other', name: 'Другая точка' });
    expect((await out(id, numberOf(cancelled))).code).toBe('cancelled');
    expect((await out(id, numberOf(waits))).code).toBe('not-packed');
    expect(await out(id, numberOf(elsewhere))).toMatchObject({ code: 'other', other: 'Другая точка' });
    expect((await out(id, 'no-such-code')).code).toBe('unknown-code');
    expect((await rig.ask('handover.get', { id })).handover).toMatchObject({ orders: 1, scanned: 0 });
  });

  it('once begun, says which parcels were not seen', async () => {
    const [one, two] = [await packed(), await packed()];
    const id = made([one, two]);
    expect(await missing(id)).toEqual([]);
    await out(id, numberOf(one));
    expect((await rig.ask('handover.get', { id })).missing).toEqual([{ what: 'parcels-not-scanned', orders: [named(two)], blocks: false }]);
  });
});
