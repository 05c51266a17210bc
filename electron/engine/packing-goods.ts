import type { Stores } from '#electron/ports/database.ts';
import type { Deed, NewMovement } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import { askToConfirm } from '#electron/sync/take.ts';
import type { LocationId, OrderId, PrintJobId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN, parcelCode } from '#shared/domain/order.ts';
import { isCart } from '#shared/domain/wave.ts';

import { labelPrinted } from './order-labels.ts';
import { packagesOf } from './order-places.ts';
import { doubtOf } from './packing-look.ts';
import { outcome, type Outcome, type ScanWork } from './packing-outcome.ts';
import { isWhole, owedMark, parcelOf } from './packing-parcel.ts';
import { cellOf, emptyCell } from './packing-wall.ts';
import { labelOfOrder, printerFor } from './route.ts';

/** Why this order cannot go on at this station right now; null when it can. Nothing is changed, except that a lost order leaves the hand. */
export function obstacle(work: ScanWork, order: OrderRow): Outcome | null {
  const { stores } = work;
  const say = (code: Outcome['code'], params: Outcome['params'] = {}) =>
    outcome(work, code, { order: order.id, params: { number: order.number, ...params } });
  switch (order.status) {
    case 'cancelled':
    case 'returned':
      return say('cancelled', { bin: binToReturnTo(stores, order) });
    case 'handed-over':
    case 'delivered':
      return say('order-gone');
    case 'packed':
      return say('already-packed', { packedAtMs: order.packedAtMs });
    case 'new':
    case 'assembling':
    case 'unknown':
  }
  const elsewhere = stores.desk.stationWith(order.id);
  if (elsewhere !== null && elsewhere !== work.stationId)
    return say('held-elsewhere', { station: stores.desk.station(elsewhere)?.name ?? elsewhere });
  const hold = stores.orders.views([order.id])[0]?.hold ?? null;
  switch (hold) {
    case 'not-matched':
      return say('not-matched', { article: order.lines[0]?.article ?? '' });
    case 'no-warehouse':
    case 'short':
      return say('short', { why: hold });
    case 'not-confirmed':
      return say('not-confirmed');
    case 'no-label':
      return say('no-label-yet');
    case 'cancelled':
    case 'packed':
    case 'gone':
    case null:
  }
  if (labelPrinted(stores, order.id)?.source['ahead'] === '1' || stores.orders.deliveryOf(order.id) !== null) return null;
  return printerFor(stores, work.stationId, labelOfOrder(stores, order.id), work.down) === null ? say('no-printer') : null;
}

/** Where the things came from, or where their kinds lie: the shelves a cancelled order's things go back to, each once. */
export function binToReturnTo(stores: Stores, order: OrderRow): string | null {
  const moved = (stores.orders.packingOf(order.id)?.movements ?? []).flatMap(
    ({ productId, fromLocationId }) => stores.catalogue.location(shelfBehind(stores, productId, fromLocationId))?.code ?? [],
  );
  const codes = new Set(moved.length > 0 ? moved : order.lines.flatMap((line) => binsOf(stores, order, line.productId)));
  return codes.size === 0 ? null : [...codes].join(', ');
}

/** Where a thing is to lie in the end: of a cart, the shelf it was taken from. */
export function shelfBehind(stores: Stores, productId: ProductId, locationId: LocationId): LocationId {
  const code = stores.catalogue.location(locationId)?.code ?? '';
  return isCart(code) ? (stores.waves.cameFrom(productId, locationId) ?? locationId) : locationId;
}

function binsOf(stores: Stores, order: OrderRow, productId: ProductId | null): readonly string[] {
  const { warehouseId } = order;
  if (productId === null || warehouseId === null) return [];
  return stores.catalogue
    .needsOf(productId, 1)
    .flatMap(
      (need) => stores.orders.shelves(need.productId, warehouseId).find(({ code }) => code !== PACKING_BIN && !isCart(code))?.code ?? [],
    );
}

/**
 * What the parcel still owes: a mark of a piece that is in it, a second scan of a thing easily taken for another, more things, or nothing, and
 * then it is closed at once. The caller asked `obstacle`.
 */
export function carryOn(work: ScanWork, order: OrderRow, came: 'thing-taken' | 'mark-taken'): Outcome {
  const { stores } = work;
  const parcel = parcelOf(stores, order);
  const owed = owedMark(stores, order, parcel);
  if (owed === null && isWhole(parcel)) return closeParcel(work, order);
  const doubt = doubtOf(parcel);
  const cell = owed === null && doubt === null ? cellOf(stores, work.stationId, order) : null;
  // At a wall the thing goes into its cell and the hand is free for the next one.
  stores.desk.openOrder(work.stationId, cell === null ? order.id : null, work.deed.atMs);
  const line = owed?.line ?? order.lines[0];
  if (cell !== null)
    return outcome(work, 'put-in-cell', { order: order.id, params: { number: order.number, article: line?.article ?? '', cell } });
  const wanted = doubt === null ? came : 'second-scan-wanted';
  return outcome(work, owed === null ? wanted : 'mark-wanted', {
    order: order.id,
    wants: owed?.kind ?? null,
    params: { number: order.number, article: line?.article ?? '' },
  });
}

/** The parcel is closed: goods to the packing bin, the order packed, its label sent to print. All or nothing. */
function closeParcel(work: ScanWork, order: OrderRow): Outcome {
  const { stores, deed, stationId } = work;
  const printer = printerFor(stores, stationId, labelOfOrder(stores, order.id), work.down);
  const before = labelPrinted(stores, order.id);
  const ahead = before?.source['ahead'] === '1';
  const isOwn = stores.orders.deliveryOf(order.id) !== null;
  if (printer === null && !ahead && !isOwn) return outcome(work, 'no-printer', { order: order.id, params: { number: order.number } });
  const movements = picks(stores, order, work.newId);
  if (movements.length > 0) stores.ledger.move(deed, movements);
  stores.orders.setPacked(order.id, deed.id, deed.atMs);
  stores.orders.setStatus(order.id, 'packed', null, deed.atMs);
  if (isOwn) return closedForCarrier(work, order, movements);
  const labelled = order.labelState === 'stored';
  if (printer === null || ahead) return closedWithLabel(work, order, before?.id ?? null, movements);
  const jobId = work.newId() as PrintJobId;
  stores.print.enqueue({
    id: jobId,
    printerId: printer.id,
    orderId: order.id,
    kind: 'order-label',
    source: {},
    reprintOf: before?.id ?? null,
    reason: before === null ? null : 'packed-again',
    station: stationId,
    createdAtMs: deed.atMs,
    state: labelled ? 'queued' : 'waiting',
  });
  const packages = packagesOf(stores, order);
  if (!labelled) askToConfirm(stores, deed, order, (packages?.length ?? 0) > 1 ? packages : null, work.newId);
  const bin = stores.catalogue.location((movements[0]?.fromLocationId ?? '') as LocationId)?.code ?? null;
  const cell = emptyCell(stores, order);
  stores.orders.tell(order.id, deed.atMs, labelled ? 'packed' : 'packed-waiting', deed.actor, { station: stationId, jobId, bin });
  stores.desk.openOrder(stationId, null, deed.atMs);
  if (labelled) work.afterCommit(() => work.wake(printer.id));
  const units = movements.reduce((sum, movement) => sum + movement.quantity, 0);
  return outcome(work, labelled ? 'printed' : 'packed-waiting', {
    order: order.id,
    jobId,
    params: {
      number: order.number,
      article: order.lines[0]?.article ?? '',
      units,
      bin,
      cell,
      printer: printer.name,
      parcel: parcelName(stores.orders, order.id, stores.print.job(jobId)?.seq ?? 0),
    },
  });
}

/** The carrier of the seller's own labels it: nothing prints here, and its number is told to the marketplace from the order. */
function closedForCarrier(work: ScanWork, order: OrderRow, movements: readonly NewMovement[]): Outcome {
  const { stores, deed, stationId } = work;
  if (order.packFirst) askToConfirm(stores, deed, order, packagesOf(stores, order), work.newId);
  const bin = stores.catalogue.location((movements[0]?.fromLocationId ?? '') as LocationId)?.code ?? null;
  const cell = emptyCell(stores, order);
  stores.orders.tell(order.id, deed.atMs, 'packed-for-carrier', deed.actor, { station: stationId, bin });
  stores.desk.openOrder(stationId, null, deed.atMs);
  return outcome(work, 'packed-for-carrier', {
    order: order.id,
    params: { number: order.number, article: order.lines[0]?.article ?? '', bin, cell },
  });
}

/** Its label came out of the printer before it was packed: it lies in the pile, and a second one would be a parcel too many. */
function closedWithLabel(work: ScanWork, order: OrderRow, jobId: PrintJobId | null, movements: readonly NewMovement[]): Outcome {
  const { stores, deed, stationId } = work;
  const bin = stores.catalogue.location((movements[0]?.fromLocationId ?? '') as LocationId)?.code ?? null;
  const cell = emptyCell(stores, order);
  stores.orders.tell(order.id, deed.atMs, 'packed-labelled', deed.actor, { station: stationId, jobId, bin });
  stores.desk.openOrder(stationId, null, deed.atMs);
  const caption = stores.orders.labelOf(order.id)?.caption ?? order.number;
  const params = { number: order.number, article: order.lines[0]?.article ?? '', bin, cell, caption };
  return outcome(work, 'packed-labelled', { order: order.id, params, ...(jobId === null ? {} : { jobId }) });
}

/** What a packer writes on a parcel that waits for its label: three figures, and in several places the number of each. */
export function parcelName(orders: Pick<Stores['orders'], 'byId' | 'unitsOf'>, orderId: OrderId, seq: number): string {
  const code = parcelCode(seq);
  if ((orders.byId(orderId)?.places ?? 1) === 1) return code;
  const places = [...new Set(orders.unitsOf(orderId).map((unit) => unit.place))].toSorted((one, other) => one - other);
  return places.map((place) => `${code}-${place}`).join(', ');
}

/** From which bins the held units are taken, by the route through the warehouse. What already stands in the packing bin stays there. */
function picks(stores: Stores, order: OrderRow, newId: () => string): readonly NewMovement[] {
  const left = new Map<string, number>();
  const movements: NewMovement[] = [];
  for (const held of stores.orders.heldOf(order.id)) {
    const packing = packingBin(stores, held.warehouseId, newId);
    let need = held.quantity;
    for (const shelf of stores.orders.shelves(held.productId, held.warehouseId)) {
      if (need === 0 || shelf.locationId === packing) break;
      const key = `${held.productId} ${shelf.locationId}`;
      const quantity = Math.min(need, left.get(key) ?? shelf.onHand);
      if (quantity === 0) continue;
      left.set(key, (left.get(key) ?? shelf.onHand) - quantity);
      need -= quantity;
      movements.push({
        productId: held.productId,
        fromLocationId: shelf.locationId,
        toLocationId: packing,
        quantity,
        orderLineId: held.lineId,
      });
    }
  }
  return movements;
}

/** One bin per warehouse for closed parcels, made when the first parcel is closed; first on the route, so that shipping takes from it. */
function packingBin(stores: Stores, warehouseId: LocationId, newId: () => string): LocationId {
  const known = stores.catalogue.locationByCode(warehouseId, PACKING_BIN);
  if (known !== null) return known.id;
  const id = newId() as LocationId;
  stores.catalogue.saveLocation({ id, kind: 'bin', warehouseId, code: PACKING_BIN, name: '', routeOrder: -1, archived: false });
  return id;
}

/**
 * Takes a parcel apart, closed or begun: the units go back where they came from, their marking codes with them. The label that was printed is
 * waste and stays on record.
 */
export function openParcel(stores: Stores, deed: Deed, order: OrderRow): void {
  // A thing nobody waits for any more has no business in a cart.
  const back = stillInside(stores, order).map((movement) =>
    order.status === 'cancelled' ? { ...movement, toLocationId: shelfBehind(stores, movement.productId, movement.toLocationId) } : movement,
  );
  if (back.length > 0) stores.ledger.move(deed, back);
  stores.orders.undoUnits(stores.orders.unitsOf(order.id), deed);
  stores.orders.setPacked(order.id, null, null);
  stores.orders.setPlaces(order.id, 1);
  // Packed before it was confirmed, it is as new as before.
  const unconfirmed = order.channelStatus === 'new' || order.channelStatus === 'unknown';
  if (order.status === 'packed') stores.orders.setStatus(order.id, order.packFirst && unconfirmed ? 'new' : 'assembling', null, deed.atMs);
  // The word that it is packed is asked for again with the next packing.
  if (order.status === 'packed' && unconfirmed) stores.orders.setConfirm([order.id], null);
  stores.orders.tell(order.id, deed.atMs, 'unpacked', deed.actor, {});
}

/**
 * The way back of what the packing moved; units that left with an order split off it since are in its own parcel. A unit that the books took out of
 * the packing bin for another order lies on its shelf by the books already.
 */
function stillInside(stores: Stores, order: OrderRow): readonly NewMovement[] {
  const inside = new Map<string, number>();
  const key = (lineId: string | undefined, productId: ProductId) => `${lineId ?? ''} ${productId}`;
  for (const unit of stores.orders.unitsOf(order.id))
    inside.set(key(unit.lineId, unit.productId), (inside.get(key(unit.lineId, unit.productId)) ?? 0) + unit.quantity);
  const standing = new Map<ProductId, number>();
  return (stores.orders.packingOf(order.id)?.movements ?? []).flatMap((movement) => {
    const left = inside.get(key(movement.orderLineId, movement.productId)) ?? 0;
    const there = standing.get(movement.productId) ?? packedUnits(stores, order, movement.productId);
    const quantity = Math.min(left, movement.quantity, there);
    inside.set(key(movement.orderLineId, movement.productId), left - quantity);
    standing.set(movement.productId, there - quantity);
    return quantity === 0 ? [] : [{ ...movement, quantity, fromLocationId: movement.toLocationId, toLocationId: movement.fromLocationId }];
  });
}

const packedUnits = (stores: Stores, { warehouseId }: OrderRow, productId: ProductId): number =>
  warehouseId === null ? 0 : (stores.orders.shelves(productId, warehouseId).find(({ code }) => code === PACKING_BIN)?.onHand ?? 0);
