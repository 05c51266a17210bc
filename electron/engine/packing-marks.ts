import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import { DuplicateMarkError, type OrderRow } from '#electron/ports/order-store.ts';
import type { OutboxId } from '#shared/domain/ids.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import { readMark } from '#shared/domain/scan.ts';

import { marksNeeded } from './packing-outcome.ts';

export type MarkTaking =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'mark-bad' | 'mark-transport' | 'mark-duplicate';
      readonly params: Readonly<Record<string, string>>;
    };

/** Reads a scan as the identifier, writes it to the order's line that still lacks one, and queues it for the marketplace when the set is whole. */
export function takeMark(stores: Stores, deed: Deed, order: OrderRow, kind: MarkKind, raw: string, newId: () => string): MarkTaking {
  const reading = readMark(kind, raw, deed.atMs);
  if (!reading.ok) return { ok: false, code: reading.code, params: { why: reading.why, kind } };
  const taken = stores.orders.marksOf(order.id).filter((mark) => mark.kind === kind);
  const line = order.lines.find((one) => taken.filter((mark) => mark.orderLineId === one.id).length < one.quantity) ?? order.lines[0]!;
  try {
    stores.orders.addMark(
      { id: newId(), orderLineId: line.id, kind, value: reading.value, identity: reading.identity },
      deed.id,
      deed.atMs,
    );
  } catch (error) {
    if (!(error instanceof DuplicateMarkError)) throw error;
    const holder = stores.orders.byId(error.orderId);
    return { ok: false, code: 'mark-duplicate', params: { kind, number: holder?.number ?? '' } };
  }
  stores.orders.tell(order.id, deed.atMs, 'mark-taken', deed.actor, { kind, value: reading.value });
  const values = [...taken.map((mark) => mark.value), reading.value];
  if (values.length >= marksNeeded(order, kind)) putMarks(stores, deed, order, kind, values, newId);
  return { ok: true };
}

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
