import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow, ParcelUnitRow } from '#electron/ports/order-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { LocationId, OrderId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';
import { type ScanReading, readScan } from '#shared/domain/scan.ts';
import { isCart } from '#shared/domain/wave.ts';

import { openParcel, shelfBehind } from './packing-goods.ts';
import { resolve } from './packing-thing.ts';
import { Refusal } from './perform.ts';

type Row = Output<'packing.hunt'>['rows'][number];
type Back = Row['back'];
type Taken = Output<'packing.takeBack'>;

/** Parcels whose order was cancelled while they stood here, packed or half-filled: where each was seen last, and where its things belong. */
export function huntRows(stores: Stores, limit: number): Row[] {
  return stores.orders.hunted(limit).flatMap((id) => {
    const order = stores.orders.byId(id);
    const view = stores.orders.views([id])[0];
    if (order === null || view === undefined) return [];
    const seen = seenLast(stores, order);
    const station = seen?.station ?? null;
    return [
      {
        order: view,
        packed: order.packedAtMs !== null,
        place: placeOf(stores, order, view.supplyName) ?? (station === null ? null : { kind: 'station' as const, name: station }),
        seen,
        back: backOf(stores, order),
      },
    ];
  });
}

function placeOf(stores: Stores, order: OrderRow, supplyName: string | null): Row['place'] {
  const place = stores.waves.waveOf(order.id);
  if (place?.cell != null) {
    const wave = stores.waves.byId(place.waveId);
    return { kind: 'cell', name: `${place.cell}`, wave: wave?.number ?? 0 };
  }
  if (order.packedAtMs === null) return null;
  const handover = stores.handovers.holding(order.id);
  if (handover !== null) return { kind: 'handover', name: handover.name };
  return supplyName === null ? null : { kind: 'supply', name: supplyName };
}

/** The last scan that meant this order, at a table or on its way out. */
function seenLast(stores: Stores, order: OrderRow): Row['seen'] {
  const scanned = stores.desk.lastScanOf(order.id);
  const out = stores.orders.story(order.id).findLast(({ kind }) => kind === 'scanned-out');
  if (out !== undefined && out.atMs >= (scanned?.atMs ?? 0)) return { atMs: out.atMs, actor: out.actor, station: null };
  if (scanned === null) return null;
  return { atMs: scanned.atMs, actor: scanned.actor, station: stores.desk.station(scanned.station)?.name ?? scanned.station };
}

/** What lies in the parcel and the shelf each thing goes back to. */
function backOf(stores: Stores, order: OrderRow): Back {
  const packing = stores.orders.packingOf(order.id);
  const units = stores.orders.unitsOf(order.id);
  if (packing === null) return backOfUnits(stores, order, units);
  // What stood in the packing bin already was not moved there again: it goes where its kind lies.
  if (packing.movements.length === 0) return backOfUnits(stores, order, units.length > 0 ? units : asOrdered(stores, order));
  return together(
    packing.movements.map(({ productId, fromLocationId, quantity }) =>
      backRow(stores, productId, quantity, shelfBehind(stores, productId, fromLocationId)),
    ),
  );
}

const asOrdered = (stores: Stores, { lines }: OrderRow): readonly Pick<ParcelUnitRow, 'productId' | 'quantity'>[] =>
  lines.flatMap(({ productId, quantity }) => (productId === null ? [] : stores.catalogue.needsOf(productId, quantity)));

const backOfUnits = (stores: Stores, order: OrderRow, units: readonly Pick<ParcelUnitRow, 'productId' | 'quantity'>[]): Back =>
  together(units.map(({ productId, quantity }) => backRow(stores, productId, quantity, shelfOfUnit(stores, order, productId))));

/** One row for what goes to one shelf. */
function together(rows: Back): Back {
  const sums = new Map<string, Back[number]>();
  for (const row of rows) {
    const key = `${row.productId} ${row.bin ?? ''}`;
    sums.set(key, { ...row, quantity: row.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()];
}

function backRow(stores: Stores, productId: ProductId, quantity: number, shelf: LocationId | null): Back[number] {
  const product = stores.catalogue.product(productId);
  const bin = shelf === null ? null : (stores.catalogue.location(shelf)?.code ?? null);
  return { productId, article: product?.article ?? '', name: product?.name ?? '', quantity, bin };
}

/** Out of the wave's cart it goes where it came from; otherwise to its kind. */
function shelfOfUnit(stores: Stores, order: OrderRow, productId: ProductId): LocationId | null {
  const cart = cartWith(stores, order, productId);
  if (cart !== null) return shelfBehind(stores, productId, cart);
  if (order.warehouseId === null) return null;
  const shelves = stores.orders.shelves(productId, order.warehouseId);
  return shelves.find(({ code }) => code !== PACKING_BIN && !isCart(code))?.locationId ?? null;
}

/** A cart that holds the product beyond what its wave still needs: by the books the thing in the parcel still lies there. */
function cartWith(stores: Stores, order: OrderRow, productId: ProductId): LocationId | null {
  if (order.warehouseId === null) return null;
  const place = stores.waves.waveOf(order.id);
  const shelf = stores.orders.shelves(productId, order.warehouseId).find(({ code }) => isCart(code));
  if (shelf === undefined) return null;
  const needed = place === null ? 0 : (stores.waves.needs(place.waveId).find((need) => need.productId === productId)?.quantity ?? 0);
  return shelf.onHand > needed ? shelf.locationId : null;
}

/** Done by the label on the parcel, its number, or, of a half-filled one, thing by thing. Nothing that is not hunted is touched. */
export function takeBack(stores: Stores, deed: Deed, { orderId, code }: Pick<Parsed<'packing.takeBack'>, 'orderId' | 'code'>): Taken {
  if (orderId !== null) {
    const order = stores.orders.byId(orderId as OrderId);
    if (order === null) throw new Refusal('order-unknown');
    return isHunted(stores, order) ? whole(stores, deed, order) : said(stores, 'not-hunted', order);
  }
  if (code === null) throw new Refusal('order-unknown');
  const reading = readScan(code);
  const named = namedBy(stores, reading);
  if (named !== null) return isHunted(stores, named) ? whole(stores, deed, named) : said(stores, 'not-hunted', named);
  return oneThing(stores, deed, reading);
}

/** Cancelled, and its things are in a parcel that never left. */
const isHunted = (stores: Stores, order: OrderRow): boolean =>
  order.status === 'cancelled' &&
  !stores.returns.leftShelves(order.id) &&
  (order.packedAtMs !== null || stores.orders.unitsOf(order.id).length > 0);

function namedBy(stores: Stores, reading: ScanReading): OrderRow | null {
  for (const barcode of reading.barcodes) {
    const labelled = stores.orders.byLabelBarcode(barcode);
    if (labelled !== null) return labelled;
    const numbered = stores.orders.byNumber(barcode);
    if (numbered.length === 1) return numbered[0]!;
  }
  return null;
}

function said(stores: Stores, code: Taken['code'], order: OrderRow | null, back: Back = []): Taken {
  return {
    code,
    order: order === null ? null : (stores.orders.views([order.id])[0] ?? null),
    back,
    left: order === null ? 0 : stores.orders.unitsOf(order.id).length,
  };
}

function whole(stores: Stores, deed: Deed, order: OrderRow): Taken {
  const back = backOf(stores, order);
  if (order.packedAtMs === null) outOfCart(stores, deed, order, stores.orders.unitsOf(order.id));
  openParcel(stores, deed, order);
  finish(stores, deed, order);
  return said(stores, 'taken-back', order, back);
}

function finish(stores: Stores, deed: Deed, order: OrderRow): void {
  for (const job of stores.print.jobsOfOrder(order.id))
    if (job.state === 'queued' || job.state === 'waiting')
      stores.print.advance(job.id, ['queued', 'waiting'], 'cancelled', deed.atMs, 'order-cancelled');
  // Its things may be sold again, with the codes written on the order from the office too.
  for (const mark of stores.orders.marksOf(order.id)) stores.orders.removeMark(mark.id);
  // Its cell is empty now, and free for another.
  stores.waves.leave([order.id]);
  for (const station of stores.desk.stations()) if (station.openOrderId === order.id) stores.desk.openOrder(station.id, null, deed.atMs);
}

/** A thing held to the scanner: it lies in a half-filled parcel, and leaves it. */
function oneThing(stores: Stores, deed: Deed, reading: ScanReading): Taken {
  const things = new Set<string>(resolve(stores, reading).map((thing) => thing.productId));
  if (things.size === 0) return said(stores, 'unknown-code', null);
  let packed: OrderRow | null = null;
  for (const id of stores.orders.hunted(MOST)) {
    const order = stores.orders.byId(id);
    if (order === null) continue;
    const units = stores.orders.unitsOf(id);
    const unit = units.find((one) => things.has(one.productId));
    if (unit === undefined) continue;
    if (order.packedAtMs !== null) {
      packed ??= order;
      continue;
    }
    const out = units.filter((one) => one.operationId === unit.operationId);
    const back = backOfUnits(stores, order, out);
    outOfCart(stores, deed, order, out);
    stores.orders.undoUnits(out, deed);
    stores.orders.tell(id, deed.atMs, 'taken-out', deed.actor, { station: deed.station, productId: unit.productId });
    const last = out.length === units.length;
    if (last) finish(stores, deed, order);
    return said(stores, last ? 'taken-back' : 'thing-back', order, back);
  }
  return packed === null ? said(stores, 'not-hunted', null) : said(stores, 'scan-label', packed);
}

const MOST = 500;

/** By the books a thing of a half-filled parcel lies where it was picked to: out of a cart it goes back to its shelf. */
function outOfCart(stores: Stores, deed: Deed, order: OrderRow, units: readonly ParcelUnitRow[]): void {
  for (const { productId, quantity } of units) {
    const cart = cartWith(stores, order, productId);
    const shelf = cart === null ? null : shelfBehind(stores, productId, cart);
    if (cart !== null && shelf !== null && shelf !== cart)
      stores.ledger.move(deed, [{ productId, fromLocationId: cart, toLocationId: shelf, quantity }]);
  }
}
