import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderLineRow, OrderRow } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';

import { moveStatus } from './order-status.ts';
import { holdsStock, needsOfLine } from './reserve-line.ts';

/** What is taken out of one order goes out in its own order: a refusal holds nothing else up. */
export const linesSubject = (orderId: OrderId): string => `lines:${orderId}`;

/** Units of one sku, as a marketplace counts them. */
export interface SkuUnits {
  readonly sku: string;
  readonly quantity: number;
}

/**
 * What a marketplace says is left of an order. Units only ever leave it, so a figure above ours is an old page and changes nothing; neither does a
 * page that names things which are not in the order: it is old, or names its things otherwise, and nobody takes an order apart on such word. Stock that
 * was held for what left is free again, for the orders that wait first. Answers whether anything changed.
 */
export function takeLines(stores: Stores, deed: Deed, order: OrderRow, seen: readonly SkuUnits[]): boolean {
  if (seen.length === 0 || !isLive(order)) return false;
  const ours = new Set(order.lines.map((line) => line.sku));
  if (seen.some((one) => !ours.has(one.sku))) return false;
  const left = new Map<string, number>();
  for (const { sku, quantity } of seen) left.set(sku, (left.get(sku) ?? 0) + quantity);
  const gone: (SkuUnits & { readonly article: string })[] = [];
  for (const line of order.lines) {
    const there = left.get(line.sku) ?? 0;
    left.set(line.sku, Math.max(0, there - line.quantity));
    if (there >= line.quantity) continue;
    gone.push({ sku: line.sku, article: line.article, quantity: line.quantity - there });
    lessenLine(stores, deed, order, line, there);
  }
  if (gone.length === 0) return false;
  stores.orders.tell(order.id, deed.atMs, order.packedAtMs === null ? 'units-left' : 'units-left-packed', deed.actor, { lines: gone });
  endIfEmpty(stores, deed, order);
  return true;
}

/** `heir`: the line of the order split off, that what is freed goes to first. */
export function lessenLine(
  stores: Stores,
  deed: Deed,
  order: OrderRow,
  line: OrderLineRow,
  quantity: number,
  heir?: { readonly line: OrderLineRow; readonly units: number },
): void {
  stores.orders.lessen(line.id, quantity, heir?.units ?? 0);
  if (order.warehouseId !== null && line.productId !== null && holdsStock(order.status)) {
    const needs = needsOfLine(stores, line, quantity);
    const next = heir === undefined ? undefined : { lineId: heir.line.id, needs: needsOfLine(stores, heir.line, heir.units) };
    stores.ledger.shrink(deed, line.id, order.warehouseId, needs, next);
  }
  if (order.packedAtMs === null) takeOutSurplus(stores, deed, order, line, quantity);
}

/** Things that lie in a begun parcel and are its order's no more: the newest go back first, their codes with them. */
function takeOutSurplus(stores: Stores, deed: Deed, order: OrderRow, line: OrderLineRow, quantity: number): void {
  const needs = new Map(needsOfLine(stores, line, quantity).map((need) => [need.productId, need.quantity]));
  const scans = stores.orders.unitsOf(order.id).filter((unit) => unit.lineId === line.id);
  const inside = new Map<string, number>();
  for (const unit of scans) inside.set(unit.productId, (inside.get(unit.productId) ?? 0) + unit.quantity);
  const out = new Set<string>();
  for (const unit of scans.toReversed()) {
    const over = (inside.get(unit.productId) ?? 0) > (needs.get(unit.productId) ?? 0);
    if (!over || out.has(unit.operationId)) continue;
    out.add(unit.operationId);
    for (const one of scans)
      if (one.operationId === unit.operationId) inside.set(one.productId, (inside.get(one.productId) ?? 0) - one.quantity);
  }
  if (out.size > 0)
    stores.orders.undoUnits(
      scans.filter((unit) => out.has(unit.operationId)),
      deed,
    );
}

/** Nothing is left of it to pack or to send. */
export function endIfEmpty(stores: Stores, deed: Deed, order: OrderRow): void {
  const now = stores.orders.byId(order.id);
  if (now !== null && now.lines.length === 0) moveStatus(stores, deed, now, 'cancelled');
}

const isLive = (order: OrderRow): boolean => order.status === 'unknown' || holdsStock(order.status);
