import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import { DuplicateMarkError, type OrderLineRow, type OrderRow } from '#electron/ports/order-store.ts';
import { barcodesOfGtin, checkDigitFits } from '#shared/domain/gs1.ts';
import type { OperationId, OutboxId } from '#shared/domain/ids.ts';
import { type MarkKind, marksFor, marksNeeded, marksOfLine } from '#shared/domain/marking.ts';
import { readMark } from '#shared/domain/scan.ts';
import { readSgtin } from '#shared/domain/sgtin.ts';

export type MarkTaking =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'mark-bad' | 'mark-transport' | 'mark-duplicate' | 'mark-wrong-thing';
      readonly params: Readonly<Record<string, string>>;
    };

/**
 * Reads a scan as the identifier, writes it to the line, and queues it for the marketplace when the order's set is whole.
 * `unit`: the scan of the thing that carries it; null from the office.
 */
export function takeMark(
  stores: Stores,
  deed: Deed,
  order: OrderRow,
  mark: { readonly line: OrderLineRow; readonly kind: MarkKind; readonly raw: string; readonly unit: OperationId | null },
  newId: () => string,
): MarkTaking {
  const { line, kind } = mark;
  const reading = readMark(kind, mark.raw, deed.atMs);
  if (!reading.ok) return { ok: false, code: reading.code, params: { why: reading.why, kind } };
  if (kind === 'sgtin' && !gtinFits(stores, line, mark.raw))
    return { ok: false, code: 'mark-wrong-thing', params: { kind, article: line.article } };
  const row = { id: newId(), orderLineId: line.id, kind, value: reading.value, identity: reading.identity };
  try {
    stores.orders.addMark(mark.unit === null ? row : { ...row, unitOperationId: mark.unit }, deed.id, deed.atMs);
  } catch (error) {
    if (!(error instanceof DuplicateMarkError)) throw error;
    const holder = stores.orders.byId(error.orderId);
    return { ok: false, code: 'mark-duplicate', params: { kind, number: holder?.number ?? '' } };
  }
  stores.orders.tell(order.id, deed.atMs, 'mark-taken', deed.actor, { kind, value: reading.value });
  const values = valuesOf(stores, order, kind);
  if (values.length >= marksNeeded(order, kind)) putMarks(stores, deed, order, kind, values, newId);
  return { ok: true };
}

export const valuesOf = (stores: Stores, order: OrderRow, kind: MarkKind): readonly string[] =>
  stores.orders.marksOf(order.id).flatMap((mark) => (mark.kind === kind ? [mark.value] : []));

/** The line an identifier from the office belongs to: one that still lacks it and, of marking codes, whose thing it is. */
export function lineFor(stores: Stores, order: OrderRow, kind: MarkKind, raw: string): OrderLineRow {
  const taken = stores.orders.marksOf(order.id).filter((mark) => mark.kind === kind);
  const lacking = order.lines.filter(
    (line) =>
      marksOfLine(order, line).includes(kind) &&
      taken.filter((mark) => mark.orderLineId === line.id).length < marksFor(kind, line.quantity),
  );
  return lacking.find((line) => kind !== 'sgtin' || gtinFits(stores, line, raw)) ?? lacking[0] ?? order.lines[0]!;
}

/**
 * The code's trade item is the line's own. Only real GTINs judge: codes a shop or a marketplace made for itself (prefix 2) say nothing of what
 * the maker wrote into the marking code.
 */
function gtinFits(stores: Stores, line: OrderLineRow, raw: string): boolean {
  const reading = readSgtin(raw);
  if (reading.kind !== 'code') return true;
  const product = line.productId === null ? null : stores.catalogue.product(line.productId);
  const listing = line.listingId === null ? null : stores.catalogue.listing(line.listingId);
  const known = [
    ...line.barcodes,
    ...(listing?.barcodes ?? []),
    ...(product?.barcodes ?? []),
    ...(product?.components ?? []).flatMap((part) => stores.catalogue.product(part.productId)?.barcodes ?? []),
  ].filter(isTradeItem);
  const forms = new Set(barcodesOfGtin(reading.code.gtin));
  return known.length === 0 || known.some((barcode) => forms.has(barcode));
}

const isTradeItem = (barcode: string): boolean =>
  /^(?:\d{8}|\d{12,14})$/u.test(barcode) && !barcode.padStart(14, '0').startsWith('02') && checkDigitFits(barcode);

export function putMarks(
  stores: Stores,
  deed: Deed,
  order: OrderRow,
  kind: MarkKind,
  values: readonly string[],
  newId: () => string,
): void {
  const command =
    values.length > 0
      ? ({ kind: 'mark.put', orderId: order.id, markKind: kind, values } as const)
      : ({ kind: 'mark.remove', orderId: order.id, markKind: kind } as const);
  stores.sync.enqueue(
    { id: newId() as OutboxId, accountId: order.accountId, subject: `order:${order.id}`, command, operationId: deed.id },
    deed.atMs,
  );
}
