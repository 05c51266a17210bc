import type { Shipping } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import { moscowDate } from '#shared/domain/calendar.ts';
import type { AccountId, OrderId, OutboxId, SupplyId } from '#shared/domain/ids.ts';

/** What became of a wish to assemble: where the orders went and which were left out, with why. */
export interface Assembled {
  readonly supplyIds: readonly SupplyId[];
  readonly orders: number;
  readonly skipped: readonly { readonly orderId: OrderId; readonly code: SkipCode }[];
}
type SkipCode = 'order-unknown' | 'not-new' | 'already-in-supply' | 'does-not-fit';

/** Orders the marketplace takes into a supply in one call (Wildberries: 100). */
const ADD_BATCH = 100;

/**
 * Takes orders to assembly inside the caller's transaction: into the given supply, or into a fitting open one of our own, or into a new one
 * per group of orders that fit together (same cabinet, same `handoverKey`). Nothing is sent here: the wishes go to the outbox, in order per supply.
 * The name of a new supply holds a UUID, because «create» at a marketplace is settled by looking for the name.
 * @param newId makes a UUIDv7
 */
export function assemble(
  stores: Stores,
  deed: Deed,
  orderIds: readonly OrderId[],
  supplyId: SupplyId | null,
  newId: () => string,
): Assembled {
  const skipped: { orderId: OrderId; code: SkipCode }[] = [];
  const groups = new Map<string, OrderRow[]>();
  const given = supplyId === null ? null : stores.supplies.byId(supplyId);
  for (const orderId of new Set(orderIds)) {
    const order = stores.orders.byId(orderId);
    const code = order === null ? 'order-unknown' : reasonToSkip(order, given);
    if (order === null || code !== null) {
      skipped.push({ orderId, code: code ?? 'order-unknown' });
      continue;
    }
    const key = `${order.accountId}\n${order.handoverKey}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [order]);
    else group.push(order);
  }
  const supplyIds: SupplyId[] = [];
  let orders = 0;
  let filled = given;
  for (const group of groups.values()) {
    const fitting = filled ?? fittingSupply(stores, group[0]!) ?? createSupply(stores, deed, group[0]!, newId);
    if (given !== null && fitting.handoverKey !== null && fitting.handoverKey !== group[0]!.handoverKey) {
      for (const order of group) skipped.push({ orderId: order.id, code: 'does-not-fit' });
      continue;
    }
    if (fitting.handoverKey === null) stores.supplies.update(fitting.id, { handoverKey: group[0]!.handoverKey });
    if (given !== null) filled = { ...fitting, handoverKey: group[0]!.handoverKey };
    place(stores, deed, group, fitting, newId);
    supplyIds.push(fitting.id);
    orders += group.length;
  }
  return { supplyIds: [...new Set(supplyIds)], orders, skipped };
}

/** Asks for orders to be put in the supply; confirmed only when the marketplace shows them there. Also moves them between supplies. */
export function place(
  stores: Stores,
  deed: Deed,
  orders: readonly Pick<OrderRow, 'id'>[],
  supply: Pick<SupplyRow, 'id' | 'accountId' | 'name'>,
  newId: () => string,
): void {
  const ids = orders.map((order) => order.id);
  stores.supplies.place(ids, supply.id, 'wanted');
  for (const id of ids) stores.orders.tell(id, deed.atMs, 'supply-wanted', deed.actor, { supplyId: supply.id, name: supply.name });
  for (let from = 0; from < ids.length; from += ADD_BATCH)
    enqueue(stores, deed, supply, { kind: 'supply.add', supplyId: supply.id, orderIds: ids.slice(from, from + ADD_BATCH) }, newId);
}

/** A new supply of our own, and the command that creates it at the marketplace. */
export function createSupply(
  stores: Stores,
  deed: Deed,
  first: Pick<OrderRow, 'accountId' | 'handoverKey' | 'externalWarehouseId' | 'attributes'>,
  newId: () => string,
): SupplyRow {
  const id = newId() as SupplyId;
  const supply: SupplyRow = {
    id,
    accountId: first.accountId,
    externalId: null,
    name: `Короб ${moscowDate(deed.atMs)} ${id}`,
    state: 'creating',
    foreignMade: false,
    handoverKey: first.handoverKey,
    attributes: first.attributes,
    shipping: rememberedShipping(stores, first, deed.atMs),
    shippingConfirmed: false,
    codeBarcode: null,
    problem: null,
    createdAtMs: deed.atMs,
    deliveredAtMs: null,
  };
  stores.supplies.insert(supply);
  enqueue(stores, deed, supply, { kind: 'supply.create', supplyId: id }, newId);
  return supply;
}

export const supplySubject = (id: string): string => `supply:${id}`;

function reasonToSkip(order: OrderRow, given: SupplyRow | null): SkipCode | null {
  if (given !== null && order.accountId !== given.accountId) return 'does-not-fit';
  if (order.supplyId !== null) return 'already-in-supply';
  return order.status === 'new' ? null : 'not-new';
}

/** Never a supply somebody made by hand in the cabinet, and never one that has a problem: those jam everything behind them. */
const fittingSupply = (stores: Stores, order: OrderRow): SupplyRow | null =>
  stores.supplies
    .open(order.accountId)
    .find(
      (supply) =>
        (supply.state === 'open' || supply.state === 'creating') &&
        !supply.foreignMade &&
        supply.problem === null &&
        supply.handoverKey === order.handoverKey,
    ) ?? null;

function rememberedShipping(stores: Stores, order: Pick<OrderRow, 'accountId' | 'externalWarehouseId'>, atMs: number): Shipping | null {
  if (order.externalWarehouseId === null) return null;
  const shipping = stores.catalogue.channelWarehouse(order.accountId, order.externalWarehouseId)?.shipping ?? null;
  return shipping === null ? null : { pointId: shipping.pointId, kind: shipping.kind, date: moscowDate(atMs) };
}

function enqueue(
  stores: Stores,
  deed: Deed,
  supply: { readonly id: SupplyId; readonly accountId: AccountId },
  command: Parameters<Stores['sync']['enqueue']>[0]['command'],
  newId: () => string,
): void {
  stores.sync.enqueue(
    { id: newId() as OutboxId, accountId: supply.accountId, subject: supplySubject(supply.id), command, operationId: deed.id },
    deed.atMs,
  );
}
