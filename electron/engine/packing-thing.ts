import type { Stores } from '#electron/ports/database.ts';
import type { OrderView } from '#electron/ports/order-store.ts';
import type { OrderId, ProductId } from '#shared/domain/ids.ts';
import type { ScanReading } from '#shared/domain/scan.ts';

import { binToReturnTo } from './packing-goods.ts';
import { outcome, type Outcome, type ScanWork } from './packing-outcome.ts';
import type { Thing } from './packing-parcel.ts';

/** How many orders of one product are looked through for one whose label is here. */
const LOOK = 20;
const RECENT_MS = 3 * 86_400_000;

/** A product's own barcode wins over a card's; several products on one code are all returned. */
export function resolve(stores: Stores, reading: ScanReading): readonly Thing[] {
  for (const barcode of reading.barcodes) {
    const products = stores.catalogue.productsByBarcode(barcode);
    if (products.length > 0) return products.map((product) => ({ productId: product.id, listingIds: null }));
  }
  for (const barcode of reading.barcodes) {
    const cards = new Map<ProductId, Set<string>>();
    for (const card of stores.orders.listingsByBarcode(barcode)) {
      if (card.productId === null) continue;
      const ids = cards.get(card.productId);
      if (ids === undefined) cards.set(card.productId, new Set([card.listingId]));
      else ids.add(card.listingId);
    }
    if (cards.size > 0) return [...cards].map(([productId, listingIds]) => ({ productId, listingIds }));
  }
  return [];
}

/** Orders the thing can be packed for now, oldest deadline first. */
export function ordersFor(stores: Stores, thing: Thing): readonly OrderId[] {
  const ids = stores.orders.packable(thing.productId, LOOK);
  const { listingIds } = thing;
  if (listingIds === null) return ids;
  return ids.filter((id) => stores.orders.byId(id)?.lines.some((line) => listingIds.has(line.listingId ?? '')) === true);
}

/** Of several waiting orders the one nearest to being packable explains itself. */
const NEAREST = ['no-label', 'not-confirmed', 'short', 'no-warehouse', 'not-matched'] as const;

export function whyNone(work: ScanWork, thing: Thing): Outcome {
  const { stores, deed } = work;
  const product = stores.catalogue.product(thing.productId);
  const params = { article: product?.article ?? '', name: product?.name ?? '' };
  const waiting = stores.orders.views(stores.orders.waiting(thing.productId, LOOK));
  for (const hold of NEAREST) {
    const found = waiting.filter((view) => view.hold === hold);
    if (found[0] !== undefined) return held(work, hold, found[0], { ...params, orders: found.length });
  }
  const latest = stores.orders.views(stores.orders.latest(thing.productId, 20));
  const packed = latest.find((view) => view.status === 'packed');
  if (packed !== undefined)
    return outcome(work, 'already-packed', {
      order: packed.id as OrderId,
      params: { ...params, number: packed.number, packedAtMs: packed.packedAtMs },
    });
  const newest = latest[0] === undefined ? null : stores.orders.byId(latest[0].id as OrderId);
  if (newest !== null && newest.status === 'cancelled' && deed.atMs - (newest.cancelledAtMs ?? 0) < RECENT_MS)
    return outcome(work, 'cancelled', {
      order: newest.id,
      params: { ...params, number: newest.number, bin: binToReturnTo(stores, newest) },
    });
  return outcome(work, 'no-order', { params });
}

function held(work: ScanWork, hold: (typeof NEAREST)[number], view: OrderView, params: Outcome['params']): Outcome {
  const code = (
    {
      'no-label': 'no-label-yet',
      'not-confirmed': 'not-confirmed',
      short: 'short',
      'no-warehouse': 'short',
      'not-matched': 'not-matched',
    } as const
  )[hold];
  return outcome(work, code, { order: view.id as OrderId, params: { ...params, number: view.number, why: hold } });
}
