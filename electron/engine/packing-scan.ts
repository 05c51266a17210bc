import type { OrderRow } from '#electron/ports/order-store.ts';
import type { OrderId, ProductId } from '#shared/domain/ids.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import { readMark, readScan, type ScanReading } from '#shared/domain/scan.ts';

import { binToReturnTo, carryOn, obstacle } from './packing-goods.ts';
import { takeMark } from './packing-marks.ts';
import { nextMark, outcome, type Outcome, type ScanWork } from './packing-outcome.ts';
import { ordersFor, resolve, type Thing, whyNone } from './packing-thing.ts';

/** Decides what one scan means here and now and does it, inside the caller's transaction. `chosen` answers an earlier `two-products`. */
export function scan(work: ScanWork, chosen: ProductId | null): Outcome {
  const { stores, stationId } = work;
  const openId = stores.desk.station(stationId)?.openOrderId ?? null;
  const open = openId === null ? null : stores.orders.byId(openId);
  return open === null ? scanFresh(work, chosen) : scanInHand(work, open);
}

/** An order is in the hand: the scan is for it, or it is refused without losing what is there. */
function scanInHand(work: ScanWork, order: OrderRow): Outcome {
  const { stores } = work;
  const lost = obstacle(work, order);
  if (lost !== null) {
    if (lost.code === 'cancelled' || lost.code === 'order-gone' || lost.code === 'already-packed')
      stores.desk.openOrder(work.stationId, null, work.deed.atMs);
    return lost.code === 'already-packed' ? outcome(stores, 'packed-elsewhere', { order: order.id, params: lost.params }) : lost;
  }
  const reading = readScan(work.code);
  const named = orderNamed(work, reading);
  const wants = nextMark(stores, order);
  if (named !== null)
    return named.id === order.id
      ? outcome(stores, 'order-shown', { order: order.id, wants, params: { number: order.number } })
      : outcome(stores, 'other-order', { order: order.id, wants, params: { number: order.number, other: named.number } });
  const things = resolve(stores, reading);
  const own = things.some((thing) => fits(thing, order));
  if (things.length > 0 && !own) return wrongThing(work, order, things, wants);
  if (wants === null) return own ? carryOn(work, order) : refuse(work, order, reading);
  return markInHand(work, order, wants, reading, own);
}

function markInHand(work: ScanWork, order: OrderRow, wants: MarkKind, reading: ScanReading, own: boolean): Outcome {
  const { stores } = work;
  const params = { number: order.number, article: order.lines[0]?.article ?? '' };
  // The thing's own barcode once more is no marking code, unless the code of the trade item itself is asked for.
  if (own && reading.sgtin === null && wants !== 'gtin') return outcome(stores, 'mark-wanted', { order: order.id, wants, params });
  const taking = takeMark(stores, work.deed, order, wants, work.code, work.newId);
  if (!taking.ok) return outcome(stores, taking.code, { order: order.id, wants, params: { ...params, ...taking.params } });
  return carryOn(work, order);
}

const fits = (thing: Thing, order: OrderRow): boolean =>
  order.lines.some(
    (line) => line.productId === thing.productId && (thing.listingIds === null || thing.listingIds.has(line.listingId ?? '')),
  );

function wrongThing(work: ScanWork, order: OrderRow, things: readonly Thing[], wants: MarkKind | null): Outcome {
  const other = work.stores.catalogue.product(things[0]!.productId);
  const params = {
    number: order.number,
    article: order.lines[0]?.article ?? '',
    otherArticle: other?.article ?? '',
    otherName: other?.name ?? '',
  };
  return outcome(work.stores, 'wrong-thing', { order: order.id, wants, params });
}

function refuse(work: ScanWork, order: OrderRow, reading: ScanReading): Outcome {
  if (reading.transport) return outcome(work.stores, 'mark-transport', { order: order.id, params: { number: order.number } });
  return outcome(work.stores, 'unknown-code', { order: order.id, params: { code: work.code, number: order.number } });
}

/** The hand is empty: a label or a number, a thing, or a code nobody knows. */
function scanFresh(work: ScanWork, chosen: ProductId | null): Outcome {
  const { stores } = work;
  const reading = readScan(work.code);
  const named = orderNamed(work, reading);
  if (named !== null) return show(work, named);
  const things = resolve(stores, reading);
  const first = things[0];
  if (first === undefined) return unknown(work, reading);
  if (things.length > 1) {
    const picked = chosen === null ? undefined : things.find((thing) => thing.productId === chosen);
    if (picked === undefined) return askWhich(work, things);
    return scanThing(work, picked, reading);
  }
  return scanThing(work, first, reading);
}

/** Labels first, then numbers; a number that several cabinets use names nobody. */
function orderNamed({ stores }: ScanWork, reading: ScanReading): OrderRow | null {
  for (const code of reading.barcodes) {
    const labelled = stores.orders.byLabelBarcode(code);
    if (labelled !== null) return labelled;
    const numbered = stores.orders.byNumber(code);
    if (numbered.length === 1) return numbered[0]!;
  }
  return null;
}

/** A label or a number shows its order. One that only lacks the thing is taken in hand: the next scan proves that the thing is right. */
function show(work: ScanWork, order: OrderRow): Outcome {
  const { stores } = work;
  const params = { number: order.number };
  if (order.status === 'cancelled' || order.status === 'returned')
    return outcome(stores, 'cancelled', { order: order.id, params: { ...params, bin: binToReturnTo(stores, order) } });
  const ready = obstacle(work, order) === null && nextMark(stores, order) === null;
  if (ready) stores.desk.openOrder(work.stationId, order.id, work.deed.atMs);
  return outcome(stores, 'order-shown', { order: order.id, params: { ...params, opened: ready ? 1 : 0 } });
}

function askWhich(work: ScanWork, things: readonly Thing[]): Outcome {
  const ranked = things
    .map((thing) => ({ thing, waits: ordersFor(work.stores, thing).length > 0 }))
    .toSorted((a, b) => Number(b.waits) - Number(a.waits));
  const choices = ranked.flatMap(({ thing }) => {
    const product = work.stores.catalogue.product(thing.productId);
    return product === null ? [] : [{ productId: product.id, article: product.article, name: product.name }];
  });
  return outcome(work.stores, 'two-products', { choices, params: { code: work.code } });
}

/** A thing alone: its oldest order that can be packed. A marking code names the thing and is its mark at once. */
function scanThing(work: ScanWork, thing: Thing, reading: ScanReading): Outcome {
  const { stores } = work;
  const order = choose(work, ordersFor(stores, thing));
  if (order === null) return whyNone(work, thing);
  const lost = obstacle(work, order);
  if (lost !== null) return lost;
  const wants = nextMark(stores, order);
  if (wants === 'sgtin' && reading.sgtin !== null) {
    const taking = takeMark(stores, work.deed, order, wants, work.code, work.newId);
    if (!taking.ok) return outcome(stores, taking.code, { order: order.id, params: { number: order.number, ...taking.params } });
  }
  return carryOn(work, order);
}

/** The oldest whose label is here and that nobody else holds; failing that the oldest, so that its obstacle is told. */
function choose(work: ScanWork, ids: readonly OrderId[]): OrderRow | null {
  const { stores, stationId } = work;
  let oldest: OrderRow | null = null;
  for (const id of ids) {
    const order = stores.orders.byId(id);
    if (order === null) continue;
    oldest ??= order;
    if (order.labelState !== 'stored') continue;
    const holder = stores.desk.stationWith(id);
    if (holder === null || holder === stationId) return order;
  }
  return oldest;
}

function unknown(work: ScanWork, reading: ScanReading): Outcome {
  const { stores, code, deed } = work;
  for (const barcode of reading.barcodes) {
    const card = stores.orders.listingsByBarcode(barcode).find((one) => one.productId === null);
    if (card !== undefined) return outcome(stores, 'not-matched', { params: { code, article: card.article, name: card.name } });
  }
  if (reading.transport) return outcome(stores, 'mark-transport', { params: { code } });
  if (reading.bad !== null) return outcome(stores, 'mark-bad', { params: { code, why: reading.bad } });
  // An IMEI or a UIN before its thing: right code, wrong moment.
  if (readMark('imei', code, deed.atMs).ok || readMark('uin', code, deed.atMs).ok)
    return outcome(stores, 'mark-not-now', { params: { code } });
  return outcome(stores, 'unknown-code', { params: { code, gtin: reading.sgtin?.gtin ?? null } });
}
