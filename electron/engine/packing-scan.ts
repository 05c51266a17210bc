import type { OrderRow } from '#electron/ports/order-store.ts';
import type { OrderId, StationId } from '#shared/domain/ids.ts';
import { type MarkKind, marksOfLine } from '#shared/domain/marking.ts';
import { readMark, readScan, type ScanReading } from '#shared/domain/scan.ts';

import { binToReturnTo, carryOn, obstacle } from './packing-goods.ts';
import { type Doubt, doubtOf, provesAgain } from './packing-look.ts';
import { takeMark } from './packing-marks.ts';
import { outcome, type Outcome, type ScanWork } from './packing-outcome.ts';
import { isFor, isWhole, owedMark, type Parcel, parcelOf, type Seat, seatOf, type Thing, type WantedMark } from './packing-parcel.ts';
import { ordersFor, resolve, whyNone } from './packing-thing.ts';
import { ordersAtWall, wallOf } from './packing-wall.ts';

/** Decides what one scan means here and now and does it, inside the caller's transaction. */
export function scan(work: ScanWork): Outcome {
  const { stores, stationId } = work;
  const openId = stores.desk.station(stationId)?.openOrderId ?? null;
  const open = openId === null ? null : stores.orders.byId(openId);
  return open === null ? scanFresh(work) : scanInHand(work, open);
}

/** An order is in the hand: the scan is for it, or it is refused without losing what is there. */
function scanInHand(work: ScanWork, order: OrderRow): Outcome {
  const { stores } = work;
  const lost = obstacle(work, order);
  if (lost !== null) {
    if (lost.code === 'cancelled' || lost.code === 'order-gone' || lost.code === 'already-packed')
      stores.desk.openOrder(work.stationId, null, work.deed.atMs);
    return lost.code === 'already-packed' ? outcome(work, 'packed-elsewhere', { order: order.id, params: lost.params }) : lost;
  }
  const reading = readScan(work.code);
  const named = orderNamed(work, reading);
  const parcel = parcelOf(stores, order);
  const owed = owedMark(stores, order, parcel);
  const wants = owed?.kind ?? null;
  if (named !== null)
    return named.id === order.id
      ? outcome(work, 'order-shown', { order: order.id, wants, params: { number: order.number } })
      : outcome(work, 'other-order', { order: order.id, wants, params: { number: order.number, other: named.number } });
  const things = resolve(stores, reading);
  const own = things.filter((thing) => isFor(stores, parcel, thing));
  if (things.length > 0 && own.length === 0) return notWanted(work, 'wrong-thing', order, things, wants);
  const doubt = doubtOf(parcel);
  if (doubt !== null) return doubtInHand(work, order, parcel, { doubt, owed, reading, things });
  if (owed !== null) return markInHand(work, order, parcel, owed, reading, own.length > 0);
  if (own.length === 0) return refuse(work, order, reading);
  const seats = own.filter((thing) => seatOf(stores, parcel, thing) !== null);
  if (seats.length === 0) return nothingMissing(work, order, parcel, own);
  const thing = seats.length === 1 ? seats[0] : seats.find((one) => one.productId === work.chosen);
  return thing === undefined ? askWhich(work, seats) : take(work, order, parcel, { thing, seat: seatOf(stores, parcel, thing)! }, reading);
}

/** A thing goes into the parcel. A marking code is the thing and its mark at once. */
function take(
  work: ScanWork,
  order: OrderRow,
  parcel: Parcel,
  { thing, seat }: { readonly thing: Thing; readonly seat: Seat },
  reading: ScanReading,
): Outcome {
  const { stores, deed, stationId } = work;
  const identity = reading.sgtin?.identity ?? null;
  const params = { number: order.number, article: seat.line.article };
  if (identity !== null && parcel.units.some((unit) => unit.identity === identity))
    return outcome(work, 'mark-duplicate', { order: order.id, params });
  if (identity !== null && lacksMark(work, order, seat)) {
    const mark = { line: seat.line, kind: 'sgtin', raw: work.code, unit: deed.id } as const;
    const taking = takeMark(stores, deed, order, mark, work.newId);
    if (!taking.ok) return outcome(work, taking.code, { order: order.id, params: { ...params, ...taking.params } });
  }
  const lookAt = stores.catalogue.product(thing.productId)?.secondScan === true ? thing.productId : null;
  const unit = { lineId: seat.line.id, identity, lookAt, place: order.places ?? 1, station: stationId, operationId: deed.id };
  for (const { productId, quantity } of seat.portion) stores.orders.addUnit({ ...unit, productId, quantity }, deed.atMs);
  return carryOn(work, order, 'thing-taken');
}

interface Doubted {
  readonly doubt: Doubt;
  readonly owed: WantedMark | null;
  readonly reading: ScanReading;
  readonly things: readonly Thing[];
}

/** The thing in the hand is easily taken for another: nothing else goes on before it is scanned again. Its marking code is a second scan too. */
function doubtInHand(work: ScanWork, order: OrderRow, parcel: Parcel, { doubt, owed, reading, things }: Doubted): Outcome {
  const proved = provesAgain(work, doubt, reading, things);
  const isMark = owed !== null && (reading.sgtin !== null || owed.kind === 'gtin' || (!proved && things.length === 0));
  if (isMark) {
    const refused = takeOwed(work, order, parcel, owed);
    if (refused !== null) return refused;
  } else if (!proved) {
    if (things.length > 1 && work.chosen === null) return askWhich(work, things);
    return things.length === 0 ? refuse(work, order, reading) : carryOn(work, order, 'thing-taken');
  }
  if (proved) work.stores.orders.addLook(doubt.operationId, work.deed);
  return carryOn(work, order, isMark ? 'mark-taken' : 'thing-taken');
}

function lacksMark({ stores }: ScanWork, order: OrderRow, { line }: Seat): boolean {
  if (!marksOfLine(order, line).includes('sgtin')) return false;
  const told = stores.orders.marksOf(order.id).filter((mark) => mark.kind === 'sgtin' && mark.orderLineId === line.id);
  return told.length < line.quantity;
}

function markInHand(work: ScanWork, order: OrderRow, parcel: Parcel, owed: WantedMark, reading: ScanReading, own: boolean): Outcome {
  // The thing's own barcode once more is no marking code, unless the code of the trade item itself is asked for.
  if (own && reading.sgtin === null && owed.kind !== 'gtin')
    return outcome(work, 'mark-wanted', {
      order: order.id,
      wants: owed.kind,
      params: { number: order.number, article: owed.line.article },
    });
  return takeOwed(work, order, parcel, owed) ?? carryOn(work, order, 'mark-taken');
}

/** The scan is the mark that is owed; null once it is taken, otherwise why not. */
function takeOwed(work: ScanWork, order: OrderRow, parcel: Parcel, owed: WantedMark): Outcome | null {
  const { stores } = work;
  const wants = owed.kind;
  const params = { number: order.number, article: owed.line.article };
  const unit = parcel.units.findLast((one) => one.lineId === owed.line.id)?.operationId ?? null;
  const taking = takeMark(stores, work.deed, order, { ...owed, raw: work.code, unit }, work.newId);
  return taking.ok ? null : outcome(work, taking.code, { order: order.id, wants, params: { ...params, ...taking.params } });
}

/** A thing that this order does not want, or wants no more of; the hand keeps the order. */
function notWanted(
  work: ScanWork,
  code: 'wrong-thing' | 'extra-thing',
  order: OrderRow,
  things: readonly Thing[],
  wants: MarkKind | null,
): Outcome {
  const other = work.stores.catalogue.product(things[0]!.productId);
  const params = {
    number: order.number,
    article: order.lines[0]?.article ?? '',
    otherArticle: other?.article ?? '',
    otherName: other?.name ?? '',
  };
  return outcome(work, code, { order: order.id, wants, params });
}

function refuse(work: ScanWork, order: OrderRow, reading: ScanReading): Outcome {
  if (reading.transport) return outcome(work, 'mark-transport', { order: order.id, params: { number: order.number } });
  return outcome(work, 'unknown-code', { order: order.id, params: { code: work.code, number: order.number } });
}

/** The hand is empty: a label or a number, a thing, or a code nobody knows. */
function scanFresh(work: ScanWork): Outcome {
  const reading = readScan(work.code);
  const named = orderNamed(work, reading);
  if (named !== null) return show(work, named);
  const things = resolve(work.stores, reading);
  if (things.length === 0) return unknown(work, reading);
  const thing = things.length === 1 ? things[0] : things.find((one) => one.productId === work.chosen);
  return thing === undefined ? askWhich(work, things) : scanThing(work, thing, reading);
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

/** A label or a number shows its order. One that can be packed is taken in hand: the next scans prove that the things are right. */
function show(work: ScanWork, order: OrderRow): Outcome {
  const { stores } = work;
  const params = { number: order.number };
  if (order.status === 'cancelled' || order.status === 'returned')
    return outcome(work, 'cancelled', { order: order.id, params: { ...params, bin: binToReturnTo(stores, order) } });
  const ready = obstacle(work, order) === null;
  if (ready) stores.desk.openOrder(work.stationId, order.id, work.deed.atMs);
  const wants = ready ? (owedMark(stores, order, parcelOf(stores, order))?.kind ?? null) : null;
  return outcome(work, 'order-shown', { order: order.id, wants, params: { ...params, opened: ready ? 1 : 0 } });
}

function askWhich(work: ScanWork, things: readonly Thing[]): Outcome {
  const ranked = things
    .map((thing) => ({ thing, waits: ordersFor(work.stores, thing).length > 0 }))
    .toSorted((a, b) => Number(b.waits) - Number(a.waits));
  const choices = ranked.flatMap(({ thing }) => {
    const product = work.stores.catalogue.product(thing.productId);
    return product === null ? [] : [{ productId: product.id, article: product.article, name: product.name }];
  });
  const order = work.stores.desk.station(work.stationId)?.openOrderId ?? null;
  return outcome(work, 'two-products', { order, choices, params: { code: work.code } });
}

/** A thing alone: the oldest order that still wants it. */
function scanThing(work: ScanWork, thing: Thing, reading: ScanReading): Outcome {
  const { stores } = work;
  const wall = wallOf(stores, work.stationId);
  const ids = wall === null ? ordersFor(stores, thing) : ordersAtWall(stores, wall, thing.productId);
  const chosen = choose(work, thing, ids, wall !== null);
  if (chosen === null) return whyNone(work, thing);
  const { order, parcel, seat } = chosen;
  const lost = obstacle(work, order);
  if (lost !== null) return lost;
  // What stands in a wall is everybody's who fills it.
  const begun = wall === null ? begunAt(parcel) : null;
  if (begun !== null && begun !== work.stationId)
    return outcome(work, 'held-elsewhere', {
      order: order.id,
      params: { number: order.number, station: stores.desk.station(begun)?.name ?? begun },
    });
  const owed = owedMark(stores, order, parcel);
  if (owed === null && seat !== null) return take(work, order, parcel, { thing, seat }, reading);
  // Begun and put back: it comes into the hand again with what is in it.
  stores.desk.openOrder(work.stationId, order.id, work.deed.atMs);
  if (owed !== null) return markInHand(work, order, parcel, owed, reading, true);
  if (doubtOf(parcel) !== null) return carryOn(work, order, 'thing-taken');
  return nothingMissing(work, order, parcel, [thing]);
}

/** A parcel grown whole without a scan, by a code from the office or by units taken out of the order, is closed by a scan of its thing. */
const nothingMissing = (work: ScanWork, order: OrderRow, parcel: Parcel, things: readonly Thing[]): Outcome =>
  isWhole(parcel) ? carryOn(work, order, 'thing-taken') : notWanted(work, 'extra-thing', order, things, null);

/** The station where a half-filled parcel stands. A parcel of one thing is that thing, wherever it is scanned. */
const begunAt = ({ lines, units }: Parcel): StationId | null =>
  lines.flatMap((entry) => entry.needs).reduce((sum, need) => sum + need.needed, 0) > 1 ? (units.at(-1)?.station ?? null) : null;

interface Chosen {
  readonly order: OrderRow;
  readonly parcel: Parcel;
  readonly seat: Seat | null;
}

/**
 * The oldest that still wants the thing, whose label is here, that nobody else holds or has begun; failing that the oldest that wants it,
 * so that its obstacle is told; failing that a begun one that has it already.
 */
function choose(work: ScanWork, thing: Thing, ids: readonly OrderId[], shared: boolean): Chosen | null {
  const { stores, stationId } = work;
  let wanting: Chosen | null = null;
  let having: Chosen | null = null;
  for (const id of ids) {
    const order = stores.orders.byId(id);
    if (order === null) continue;
    const parcel = parcelOf(stores, order);
    const seat = seatOf(stores, parcel, thing);
    if (seat === null) {
      if (isFor(stores, parcel, thing)) having ??= { order, parcel, seat };
      continue;
    }
    wanting ??= { order, parcel, seat };
    if (order.labelState !== 'stored' && !order.packFirst && stores.orders.deliveryOf(id) === null) continue;
    const holder = stores.desk.stationWith(id) ?? (shared ? null : begunAt(parcel));
    if (holder === null || holder === stationId) return { order, parcel, seat };
  }
  return wanting ?? having;
}

function unknown(work: ScanWork, reading: ScanReading): Outcome {
  const { stores, code, deed } = work;
  for (const barcode of reading.barcodes) {
    const card = stores.orders.listingsByBarcode(barcode).find((one) => one.productId === null);
    if (card !== undefined) return outcome(work, 'not-matched', { params: { code, article: card.article, name: card.name } });
  }
  if (reading.transport) return outcome(work, 'mark-transport', { params: { code } });
  if (reading.bad !== null) return outcome(work, 'mark-bad', { params: { code, why: reading.bad } });
  // An IMEI or a UIN before its thing: right code, wrong moment.
  if (readMark('imei', code, deed.atMs).ok || readMark('uin', code, deed.atMs).ok)
    return outcome(work, 'mark-not-now', { params: { code } });
  return outcome(work, 'unknown-code', { params: { code, gtin: reading.sgtin?.gtin ?? null } });
}
