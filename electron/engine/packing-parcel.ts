import type { Stores } from '#electron/ports/database.ts';
import type { OrderLineRow, OrderRow, ParcelUnitRow } from '#electron/ports/order-store.ts';
import type { LocationId, ProductId } from '#shared/domain/ids.ts';
import { type MarkKind, marksFor, marksOfLine, wantsMarks } from '#shared/domain/marking.ts';

/** What lies in the hand. `listingIds` set: the code is that of cards alone (a set of three has a code of its own), so only their orders fit. */
export interface Thing {
  readonly productId: ProductId;
  readonly listingIds: ReadonlySet<string> | null;
}

/** An order as it is being put together: what each line holds on shelves, and how much of that was scanned. */
export interface Parcel {
  readonly lines: readonly ParcelLine[];
  /** Every scan that stands, the oldest first. */
  readonly units: readonly ParcelUnitRow[];
  /** The place that things go into now. */
  readonly place: number;
}

export interface ParcelLine {
  readonly line: OrderLineRow;
  /** In shelf products: a kit by its components, a set of three as three. The line's reservations are the measure, because they are what leaves. */
  readonly needs: readonly Need[];
}

interface Need {
  readonly productId: ProductId;
  readonly warehouseId: LocationId;
  readonly needed: number;
  readonly scanned: number;
}

/** What one scan puts into the parcel, and into which line. */
export interface Seat {
  readonly line: OrderLineRow;
  readonly portion: readonly { readonly productId: ProductId; readonly quantity: number }[];
}

export function parcelOf(stores: Stores, order: OrderRow): Parcel {
  const units = stores.orders.unitsOf(order.id);
  const held = stores.orders.heldOf(order.id);
  const lines = order.lines.map((line): ParcelLine => {
    const own = held.filter((row) => row.lineId === line.id);
    const scannedOf = (productId: ProductId) =>
      units.reduce((sum, unit) => sum + (unit.lineId === line.id && unit.productId === productId ? unit.quantity : 0), 0);
    return {
      line,
      needs: own.map(({ productId, warehouseId, quantity }) => ({
        productId,
        warehouseId,
        needed: quantity,
        scanned: scannedOf(productId),
      })),
    };
  });
  return { lines, units, place: order.places ?? 1 };
}

/** Every unit was scanned, each is sure, and there is nothing beside them. */
export const isWhole = ({ lines, units }: Parcel): boolean =>
  lines.every(({ needs }) => needs.length > 0 && needs.every((need) => need.scanned === need.needed)) &&
  units.every(
    (unit) =>
      unit.lookAt === null &&
      lines.some(({ line, needs }) => line.id === unit.lineId && needs.some((need) => need.productId === unit.productId)),
  );

/** Where the thing belongs in what is still missing; null when nothing of it is missing. */
export function seatOf(stores: Stores, parcel: Parcel, thing: Thing): Seat | null {
  for (const { line, needs } of parcel.lines) {
    const portion = portionOf(stores, line, needs, thing);
    if (portion === null || portion.length === 0) continue;
    const fits = portion.every(({ productId, quantity }) =>
      needs.some((need) => need.productId === productId && need.needed - need.scanned >= quantity),
    );
    if (fits) return { line, portion };
  }
  return null;
}

/** The order is for this thing, whether or not it is already in. */
export const isFor = (stores: Stores, parcel: Parcel, thing: Thing): boolean =>
  parcel.lines.some(({ line, needs }) => portionOf(stores, line, needs, thing) !== null);

function portionOf(stores: Stores, line: OrderLineRow, needs: readonly Need[], thing: Thing): Seat['portion'] | null {
  if (thing.listingIds !== null) {
    // The code of the card's own pack: all that one ordered piece of it takes.
    if (line.productId !== thing.productId || !thing.listingIds.has(line.listingId ?? '')) return null;
    const whole = needs.every((need) => need.needed % line.quantity === 0);
    return whole ? needs.map((need) => ({ productId: need.productId, quantity: need.needed / line.quantity })) : null;
  }
  if (needs.some((need) => need.productId === thing.productId)) return [{ productId: thing.productId, quantity: 1 }];
  return line.productId === thing.productId ? stores.catalogue.needsOf(thing.productId, 1) : null;
}

/** How many ordered pieces of the line lie in the parcel whole. */
export function piecesIn({ line, needs }: ParcelLine): number {
  if (needs.length === 0) return 0;
  return Math.min(...needs.map((need) => Math.floor((need.scanned * line.quantity) / need.needed)));
}

export interface WantedMark {
  readonly kind: MarkKind;
  readonly line: OrderLineRow;
}

/** The mark to scan now: of a piece that lies in the parcel and is not told yet. Null when none is owed. */
export function owedMark(stores: Stores, order: OrderRow, parcel: Parcel): WantedMark | null {
  if (!wantsMarks(order)) return null;
  const taken = stores.orders.marksOf(order.id);
  for (const entry of parcel.lines) {
    const pieces = piecesIn(entry);
    for (const kind of marksOfLine(order, entry.line)) {
      const told = taken.filter((mark) => mark.kind === kind && mark.orderLineId === entry.line.id).length;
      if (told < marksFor(kind, pieces)) return { kind, line: entry.line };
    }
  }
  return null;
}
