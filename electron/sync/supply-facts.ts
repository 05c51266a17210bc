import type { ChannelSupply } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { ExternalId, OrderId, SupplyId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { StreamContext } from './context.ts';
import { moveStatus } from './order-status.ts';

/** Our own supply was found at the marketplace by its name: an unanswered «create» had worked. */
export function adopt(stores: Stores, own: SupplyRow, seen: ChannelSupply): void {
  // Even when it is closed already: reading it again by its id finishes it, with everything that follows.
  stores.supplies.update(own.id, { externalId: seen.id as ExternalId, state: 'open', problem: null });
}

/**
 * What a supply really holds, as the marketplace shows it: those orders are confirmed and may be assembled, their labels are wanted.
 * Orders we know to be here that are not there any more lose their place, unless we are still asking for it.
 */
export function showOrders(context: StreamContext, supplyId: SupplyId, externalIds: readonly string[]): readonly OrderId[] {
  const changed = context.ports.db.write((stores) => {
    const deed = context.deed('supply', { supplyId, shown: externalIds.length });
    const touched: OrderId[] = [];
    const there = new Set<OrderId>();
    for (const externalId of externalIds) {
      const order = stores.orders.byExternalId(context.accountId, externalId as ExternalId);
      if (order === null) continue;
      there.add(order.id);
      // Our wish to have it in another supply is still on its way.
      if (order.supplyState === 'wanted' && order.supplyId !== supplyId) continue;
      if (order.supplyId === supplyId && order.supplyState === 'confirmed') continue;
      stores.supplies.place([order.id], supplyId, 'confirmed');
      stores.orders.tell(order.id, deed.atMs, 'supply-confirmed', deed.actor, { supplyId });
      if (!moveStatus(stores, deed, order, 'assembling') && order.labelState === 'none' && !isTerminal(order.status))
        stores.orders.wantLabel([order.id]);
      touched.push(order.id);
    }
    const gone = stores.supplies.orderIds(supplyId).filter((id) => {
      if (there.has(id)) return false;
      return stores.orders.byId(id)?.supplyState === 'confirmed';
    });
    if (gone.length > 0) stores.supplies.place(gone, null, null);
    if (touched.length > 0) stores.ledger.record(deed, { confirmed: touched.length });
    return [...touched, ...gone];
  });
  if (changed.length > 0) {
    context.emit('orders', changed);
    context.emit('supplies', [supplyId]);
    context.nudge('labels');
  }
  return changed;
}

/** The supply is closed at the marketplace: its orders are handed over and their stock leaves, once. */
export function finishSupply(context: StreamContext, supplyId: SupplyId, atMs: number): void {
  const orders = context.ports.db.write((stores) => {
    const supply = stores.supplies.byId(supplyId);
    if (supply === null || supply.state === 'delivered') return [];
    const deed = context.deed('ship', { supplyId });
    const left: OrderId[] = [];
    for (const id of stores.supplies.orderIds(supplyId)) {
      const order = stores.orders.byId(id);
      if (order === null) continue;
      if (order.supplyState === 'confirmed' && moveStatus(stores, deed, order, 'handed-over')) left.push(id);
      // Asked for, never seen there, and the supply is gone: it waits for another one.
      else if (order.supplyState === 'wanted') stores.supplies.place([id], null, null);
    }
    stores.supplies.update(supplyId, { state: 'delivered', deliveredAtMs: atMs, problem: null });
    stores.ledger.record(deed, { orders: left.length });
    return left;
  });
  context.emit('supplies', [supplyId]);
  context.emit('stock');
  if (orders.length > 0) context.emit('orders', orders);
  context.nudge('statuses');
}

/** The QR by which the marketplace takes the supply in; exists only once it is closed. Kept for printing without a network. */
export async function fetchCode(context: StreamContext, supplyId: SupplyId): Promise<boolean> {
  const supply = context.ports.db.read.supplies.byId(supplyId);
  if (supply === null || supply.externalId === null || context.client.supplies === undefined) return false;
  const format = context.ports.printDesk.labelFormat(['zpl', 'png']);
  const answer = await context.client.supplies.code(supply.externalId, format);
  if (answer.kind !== 'done') {
    context.setback('supplies', answer);
    return false;
  }
  const { barcode, file } = answer.value;
  context.ports.db.write((stores) => stores.supplies.storeCode(supplyId, { barcode, format, file }));
  context.emit('supplies', [supplyId]);
  return true;
}
