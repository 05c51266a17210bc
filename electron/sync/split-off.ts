import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderLineRow, OrderRow, ParcelUnitRow } from '#electron/ports/order-store.ts';
import type { OrderId, PrintJobId } from '#shared/domain/ids.ts';
import { parcelCode } from '#shared/domain/order.ts';

import { endIfEmpty, lessenLine } from './order-lines.ts';
import { needsOfLine } from './reserve-line.ts';

/**
 * We asked the marketplace to divide this order and its parts are not here yet: the units they take are still this order's. A figure of the
 * marketplace that leaves them out is no loss.
 */
export const awaitsParts = (stores: Stores, order: OrderRow): boolean =>
  stores.sync
    .openOf(order.accountId, confirmSubject(order.id))
    .some(({ command }) => command.kind === 'order.confirm' && (command.partial === true || (command.packages?.length ?? 1) > 1));

/** What is said of one order's assembly goes out in its own order: it waits for verdicts on marks, and corrected marks must overtake it. */
export const confirmSubject = (orderId: OrderId): string => `confirm:${orderId}`;

/**
 * An order was split off one of ours: it takes over what the parent held of its units, so that each unit is held once; and where it is one of
 * the places the parent was packed in, it is that parcel: packed, with its things, its codes and a label of its own that follows.
 * @param child stored, holding nothing yet
 */
export function splitOff(stores: Stores, deed: Deed, parent: OrderRow, child: OrderRow, newId: () => string): void {
  const place = placeOf(stores, parent, child);
  // Before the parent gives up the units: what is undone in it would take its codes along.
  const parcel = place === null ? [] : moveParcel(stores, parent, child, place, deed);
  for (const line of child.lines) {
    let left = line.quantity;
    for (const from of (stores.orders.byId(parent.id) ?? parent).lines) {
      const room = (from.ordered ?? from.quantity) - (from.moved ?? 0);
      const units = from.sku === line.sku ? Math.min(left, room) : 0;
      if (units === 0) continue;
      left -= units;
      lessenLine(stores, deed, parent, from, Math.min(from.quantity, room - units), { line, units });
    }
    if (left > 0 && child.warehouseId !== null) stores.ledger.reserve(deed, line.id, child.warehouseId, needsOfLine(stores, line, left));
  }
  stores.orders.tell(parent.id, deed.atMs, 'split', deed.actor, { number: child.number });
  stores.orders.tell(child.id, deed.atMs, 'split-off', deed.actor, { number: parent.number });
  if (place !== null) pack(stores, deed, parent, child, parcel, newId);
  endIfEmpty(stores, deed, parent);
}

/** The lowest place of the parent's parcel that holds exactly what the child is, the first place last: that one stays with the parent. */
function placeOf(stores: Stores, parent: OrderRow, child: OrderRow): number | null {
  if (parent.packedAtMs === null) return null;
  const units = stores.orders.unitsOf(parent.id);
  const places = [...new Set(units.map((unit) => unit.place))].toSorted((one, other) => one - other);
  const wanted = contents(
    child.lines.flatMap((line) => needsOfLine(stores, line, line.quantity).map((need) => ({ ...need, sku: line.sku }))),
  );
  const skuOf = new Map(parent.lines.map((line) => [line.id, line.sku]));
  const fits = (place: number) =>
    contents(units.filter((unit) => unit.place === place).map((unit) => ({ ...unit, sku: skuOf.get(unit.lineId) ?? '' }))) === wanted;
  return [...places.slice(1), ...places.slice(0, 1)].find(fits) ?? null;
}

/** Equal where the same units of the same lines lie inside. */
function contents(units: readonly { readonly sku: string; readonly productId: string; readonly quantity: number }[]): string {
  const sum = new Map<string, number>();
  for (const { sku, productId, quantity } of units) sum.set(`${sku} ${productId}`, (sum.get(`${sku} ${productId}`) ?? 0) + quantity);
  return JSON.stringify([...sum].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

interface MovedUnit {
  readonly unit: ParcelUnitRow;
  readonly line: OrderLineRow;
}

/** The units of the place become the child's, each with its codes. */
function moveParcel(stores: Stores, parent: OrderRow, child: OrderRow, place: number, deed: Deed): readonly MovedUnit[] {
  const skuOf = new Map(parent.lines.map((line) => [line.id, line.sku]));
  const units = stores.orders.unitsOf(parent.id).filter((unit) => unit.place === place);
  const moved = units.flatMap((unit): readonly MovedUnit[] => {
    const line = child.lines.find((one) => one.sku === skuOf.get(unit.lineId));
    return line === undefined ? [] : [{ unit, line }];
  });
  for (const { unit, line } of moved) stores.orders.moveMarks(unit, { lineId: line.id, operationId: deed.id });
  stores.orders.undoUnits(
    moved.map(({ unit }) => unit),
    deed,
  );
  for (const { unit, line } of moved) stores.orders.addUnit({ ...unit, lineId: line.id, place: 1, operationId: deed.id }, deed.atMs);
  return moved;
}

/** The child's own packing: in the ledger it is picked from the shelves its units were picked from, so that it can be taken apart by itself. */
function pack(stores: Stores, deed: Deed, parent: OrderRow, child: OrderRow, parcel: readonly MovedUnit[], newId: () => string): void {
  const picked = (stores.orders.packingOf(parent.id)?.movements ?? []).map((movement) => ({ ...movement }));
  for (const { unit, line } of parcel) {
    let left = unit.quantity;
    for (const movement of picked) {
      const quantity =
        movement.orderLineId === unit.lineId && movement.productId === unit.productId ? Math.min(left, movement.quantity) : 0;
      if (quantity === 0) continue;
      left -= quantity;
      movement.quantity -= quantity;
      const { productId, fromLocationId: shelf, toLocationId: packing } = movement;
      stores.ledger.move(deed, [
        { productId, fromLocationId: packing, toLocationId: shelf, quantity, orderLineId: unit.lineId },
        { productId, fromLocationId: shelf, toLocationId: packing, quantity, orderLineId: line.id },
      ]);
    }
  }
  const waiting = stores.print.jobsOfOrder(parent.id).findLast((job) => job.kind === 'order-label');
  stores.orders.setPacked(child.id, deed.id, parent.packedAtMs);
  stores.orders.setStatus(child.id, 'packed', null, deed.atMs);
  stores.orders.tell(child.id, deed.atMs, 'packed-waiting', deed.actor, { from: parent.number });
  stores.orders.wantLabel([child.id]);
  if (waiting === undefined) return;
  stores.print.enqueue({
    id: newId() as PrintJobId,
    printerId: waiting.printerId,
    orderId: child.id,
    kind: 'order-label',
    // It was written on the place when the parent was closed.
    source: { parcel: `${parcelCode(waiting.seq)}-${String(parcel[0]?.unit.place ?? 1)}` },
    reprintOf: null,
    reason: null,
    station: waiting.station,
    createdAtMs: deed.atMs,
    state: 'waiting',
  });
}
