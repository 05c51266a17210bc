import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { PackageLines } from '#electron/ports/sync-store.ts';
import type { ChannelCapabilities } from '#shared/domain/channel.ts';
import type { AccountId, OrderId, OutboxId } from '#shared/domain/ids.ts';

import { assemble, type Assembled } from './assemble.ts';
import { confirmSubject } from './split-off.ts';

/** What became of a wish to assemble, whichever way the marketplace takes it. */
export interface Taken {
  readonly orders: number;
  readonly supplyIds: Assembled['supplyIds'];
  readonly skipped: readonly { readonly orderId: OrderId; readonly code: string }[];
}

/**
 * Takes new orders to assembly inside the caller's transaction, each as its marketplace wants it: into a supply, or by word. Nothing is sent here.
 * @param capabilitiesOf null: a cabinet of a marketplace that this build does not know
 * @param newId makes a UUIDv7
 */
export function takeToAssembly(
  stores: Stores,
  deed: Deed,
  orderIds: readonly OrderId[],
  capabilitiesOf: (accountId: AccountId) => ChannelCapabilities | null,
  newId: () => string,
): Taken {
  const intoSupplies: OrderId[] = [];
  const byWord: OrderId[] = [];
  const skipped: { orderId: OrderId; code: string }[] = [];
  for (const orderId of new Set(orderIds)) {
    const order = stores.orders.byId(orderId);
    const how = order === null ? null : (capabilitiesOf(order.accountId)?.confirm ?? null);
    if (order === null || how === null) skipped.push({ orderId, code: 'order-unknown' });
    else if (how === 'supply') intoSupplies.push(orderId);
    else if (order.status !== 'new') skipped.push({ orderId, code: 'not-new' });
    else if (order.packFirst) skipped.push({ orderId, code: 'packed-first' });
    else if (order.confirmState === 'wanted') skipped.push({ orderId, code: 'already-asked' });
    else {
      askToConfirm(stores, deed, order, null, newId);
      byWord.push(orderId);
    }
  }
  const assembled = assemble(stores, deed, intoSupplies, null, newId);
  return {
    orders: assembled.orders + byWord.length,
    supplyIds: assembled.supplyIds,
    skipped: [...skipped, ...assembled.skipped],
  };
}

/**
 * Asks the marketplace to take the order to assembly by word.
 * @param partial `packages` are split off it, and what is left waits in it
 */
export function askToConfirm(
  stores: Stores,
  deed: Deed,
  order: Pick<OrderRow, 'id' | 'accountId'>,
  packages: readonly PackageLines[] | null,
  newId: () => string,
  partial = false,
): void {
  stores.orders.setConfirm([order.id], 'wanted');
  stores.orders.tell(order.id, deed.atMs, 'confirm-wanted', deed.actor, packages === null ? {} : { packages, partial });
  stores.sync.enqueue(
    {
      id: newId() as OutboxId,
      accountId: order.accountId,
      subject: confirmSubject(order.id),
      command: { kind: 'order.confirm', orderId: order.id, packages, ...(partial ? { partial } : {}) },
      operationId: deed.id,
    },
    deed.atMs,
  );
}
