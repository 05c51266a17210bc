import type { Stores } from '#electron/ports/database.ts';
import type { Shelf } from '#electron/ports/order-store.ts';
import type { LocationId, OperationId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';
import type { ScanReading } from '#shared/domain/scan.ts';
import { isCart } from '#shared/domain/wave.ts';

import type { Parcel, Thing } from './packing-parcel.ts';

/** A held trigger reads a code twice faster than this; no hand takes a thing and looks at it again in so little. */
const HELD_TRIGGER_MS = 300;
/** More names than these nobody reads in a hurry. */
const MOST_OTHERS = 3;

/** As much of a scan's work as judging it takes. */
interface Hand {
  readonly stores: Stores;
  readonly deed: { readonly atMs: number };
  readonly chosen: string | null;
}

/** The thing just put into the parcel, easily taken for another, that is not proved a second time. */
export interface Doubt {
  readonly productId: ProductId;
  readonly operationId: OperationId;
  readonly atMs: number;
  /** The marking code it came by. */
  readonly identity: string | null;
  readonly warehouseId: LocationId | null;
}

export function doubtOf({ units, lines }: Parcel): Doubt | null {
  for (const { lookAt, operationId, atMs, identity, lineId } of units) {
    if (lookAt === null) continue;
    const warehouseId = lines.find(({ line }) => line.id === lineId)?.needs[0]?.warehouseId ?? null;
    return { productId: lookAt, operationId, atMs, identity, warehouseId };
  }
  return null;
}

/**
 * Whether this scan proves the thing a second time: a code of the thing itself once more, its article, or the shelf where it lies and none of
 * those it is taken for does. A code that two products share proves nothing until the packer has said which.
 */
export function provesAgain(hand: Hand, doubt: Doubt, reading: ScanReading, things: readonly Thing[]): boolean {
  const { stores, deed, chosen } = hand;
  const isIt = ({ productId }: Thing) => productId === doubt.productId;
  if (things.some(isIt)) {
    if (things.length > 1 && chosen !== doubt.productId) return false;
    const otherCode = reading.sgtin !== null && reading.sgtin.identity !== doubt.identity;
    return otherCode || deed.atMs - doubt.atMs >= HELD_TRIGGER_MS;
  }
  const article = stores.catalogue.product(doubt.productId)?.article.trim().toUpperCase() ?? '';
  if (article !== '' && reading.barcodes.some((code) => code.toUpperCase() === article)) return true;
  return shelvesApart(stores, doubt).some(({ code }) => reading.barcodes.includes(code));
}

/** What the screen says of a doubt: what the thing must be, what it is taken for, and the shelf that tells them apart. */
export function doubtView(stores: Stores, doubt: Doubt): DoubtView {
  const product = stores.catalogue.product(doubt.productId);
  return {
    article: product?.article ?? '',
    name: product?.name ?? '',
    others: stores.catalogue
      .lookAlikesOf(doubt.productId)
      .slice(0, MOST_OTHERS)
      .map(({ article, name }) => ({ article, name })),
    bin: shelvesApart(stores, doubt)[0]?.code ?? null,
  };
}

export interface DoubtView {
  readonly article: string;
  readonly name: string;
  readonly others: { readonly article: string; readonly name: string }[];
  readonly bin: string | null;
}

/** Shelves that hold it and nothing it is taken for. A cart and the packing bin hold everything. */
function shelvesApart(stores: Stores, { productId, warehouseId }: Doubt): readonly Shelf[] {
  if (warehouseId === null) return [];
  const own = stores.orders
    .shelves(productId, warehouseId)
    .filter(({ locationId, code }) => locationId !== warehouseId && code !== PACKING_BIN && !isCart(code));
  if (own.length === 0) return [];
  const shared = new Set(
    stores.catalogue
      .lookAlikesOf(productId)
      .flatMap((other) => stores.orders.shelves(other.productId, warehouseId).map((shelf) => shelf.locationId)),
  );
  return own.filter(({ locationId }) => !shared.has(locationId));
}
