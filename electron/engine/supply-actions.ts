import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import { assemble, createSupply, place } from '#electron/sync/assemble.ts';
import type { Parsed } from '#shared/contract/index.ts';
import { moscowDate } from '#shared/domain/calendar.ts';
import type { OrderId, SupplyId } from '#shared/domain/ids.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { maxBoxes } from './supply-queries.ts';
import { capabilitiesOf, newIdOf, openSupplyOf, tellSupply } from './supply-work.ts';

/** Filling a supply: orders, boxes, where and when it goes. */
export const supplyActions = (
  context: EngineContext,
): Handlers<'supply.assemble' | 'supply.setShipping' | 'supply.remove' | 'supply.moveOrders' | 'supply.setBoxes'> => {
  const { db, clock, events, sync } = context;
  const changed = (supplyIds: readonly string[], orderIds: readonly string[] = []) => {
    events.emit({ topic: 'supplies', ids: [...supplyIds] });
    if (orderIds.length > 0) events.emit({ topic: 'orders', ids: orderIds.length > 100 ? [] : [...orderIds] });
  };

  return {
    'supply.assemble': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'supply', caller, payload: input },
        (stores, deed) => {
          if (input.supplyId !== null) openSupplyOf(stores, input.supplyId);
          const done = assemble(stores, deed, input.orderIds as OrderId[], input.supplyId as SupplyId | null, newIdOf(context));
          if (done.orders === 0) throw new Refusal('nothing-to-do', { code: done.skipped[0]?.code ?? null });
          for (const id of done.supplyIds) nudge(context, stores, id);
          return { supplyIds: [...done.supplyIds] as string[], orders: done.orders, skipped: done.skipped.map((one) => ({ ...one })) };
        },
      );
      if (answer.ok) changed(answer.value.supplyIds, input.orderIds);
      return answer;
    },
    'supply.setShipping': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'supply', caller, payload: input },
        (stores, deed) => {
          setShipping(context, stores, deed, input);
          return {};
        },
      );
      if (answer.ok) changed([input.supplyId]);
      return answer;
    },
    'supply.remove': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'supply', caller, payload: input },
        (stores, deed) => {
          const supply = openSupplyOf(stores, input.supplyId);
          if (stores.supplies.orderIds(supply.id).some((id) => stores.orders.byId(id)?.status !== 'cancelled'))
            throw new Refusal('supply-not-empty');
          tellSupply(context, stores, deed, supply, { kind: 'supply.remove', supplyId: supply.id });
          return {};
        },
      );
      if (answer.ok) changed([input.supplyId]);
      return answer;
    },
    'supply.moveOrders': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'supply', caller, payload: input },
        (stores, deed) => {
          const orders = input.orderIds.map((id) => stores.orders.byId(id as OrderId));
          if (!orders.every((order): order is OrderRow => order !== null)) throw new Refusal('order-unknown');
          return { supplyIds: [...moveOrders(context, stores, deed, orders, input.supplyId)] };
        },
      );
      if (answer.ok) changed(answer.value.supplyIds, input.orderIds);
      return answer;
    },
    'supply.setBoxes': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'supply', caller, payload: input },
        (stores, deed) => {
          const supply = openSupplyOf(stores, input.supplyId);
          if (capabilitiesOf(context, stores, supply.accountId)?.boxes !== true) throw new Refusal('not-supported');
          const view = stores.supplies.views([supply.id])[0]!;
          const removed = stores.supplies.boxes(supply.id).filter((box) => input.remove.includes(box.externalId)).length;
          const most = maxBoxes(view.orders);
          if (input.add > 0 && view.boxes - removed + input.add > most) throw new Refusal('too-many-boxes', { most, orders: view.orders });
          if (input.remove.length > 0)
            tellSupply(context, stores, deed, supply, { kind: 'supply.boxes.remove', supplyId: supply.id, boxIds: input.remove });
          if (input.add > 0)
            tellSupply(context, stores, deed, supply, { kind: 'supply.boxes.add', supplyId: supply.id, amount: input.add });
          return {};
        },
      );
      if (answer.ok) changed([input.supplyId]);
      return answer;
    },
  };

  function nudge(_context: EngineContext, stores: Stores, supplyId: SupplyId): void {
    const accountId = stores.supplies.byId(supplyId)?.accountId;
    if (accountId !== undefined) db.afterCommit(() => sync.nudge(accountId, 'outbox'));
  }
};

function setShipping(context: EngineContext, stores: Stores, deed: Deed, input: Parsed<'supply.setShipping'>): void {
  const supply = openSupplyOf(stores, input.supplyId);
  if (capabilitiesOf(context, stores, supply.accountId)?.shippingPoint !== true) throw new Refusal('not-supported');
  if (input.date < moscowDate(deed.atMs)) throw new Refusal('date-past', { today: moscowDate(deed.atMs) });
  const { pointId, kind, date } = input;
  stores.supplies.update(supply.id, { shipping: { pointId, kind, date }, shippingConfirmed: false });
  tellSupply(context, stores, deed, supply, { kind: 'supply.shipping', supplyId: supply.id });
  if (!input.remember) return;
  const warehouses = new Set(stores.supplies.orderIds(supply.id).map((id) => stores.orders.byId(id)?.externalWarehouseId ?? null));
  for (const externalId of warehouses)
    if (externalId !== null)
      stores.catalogue.setChannelWarehouseShipping(supply.accountId, externalId, {
        pointId,
        pointName: input.pointName,
        kind,
      });
}

/** Into the given supply, or into a new one per group of orders that fit together. */
export function moveOrders(
  context: EngineContext,
  stores: Stores,
  deed: Deed,
  orders: readonly OrderRow[],
  supplyId: string | null,
): ReadonlySet<string> {
  const newId = newIdOf(context);
  const groups = Map.groupBy(orders, (order) => `${order.accountId}\n${order.handoverKey}`);
  const given = supplyId === null ? null : openSupplyOf(stores, supplyId);
  if (given !== null && groups.size > 1) throw new Refusal('does-not-fit');
  const into = new Set<string>();
  for (const group of groups.values()) {
    const first = group[0]!;
    const supply = given ?? createSupply(stores, deed, first, newId);
    const fits = supply.accountId === first.accountId && (supply.handoverKey === null || supply.handoverKey === first.handoverKey);
    if (!fits) throw new Refusal('does-not-fit');
    if (supply.handoverKey === null) stores.supplies.update(supply.id, { handoverKey: first.handoverKey });
    place(stores, deed, group, supply, newId);
    into.add(supply.id);
    context.db.afterCommit(() => context.sync.nudge(supply.accountId, 'outbox'));
  }
  return into;
}
