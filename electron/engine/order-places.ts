import type { Stores } from '#electron/ports/database.ts';
import type { OrderLineRow, OrderRow } from '#electron/ports/order-store.ts';
import type { PackageLines } from '#electron/ports/sync-store.ts';
import { needsOfLine } from '#electron/sync/reserve-line.ts';
import { askToConfirm } from '#electron/sync/take.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import { wantsMarks } from '#shared/domain/marking.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { capabilitiesOf, newIdOf } from './supply-work.ts';

/** One order in several places, decided before the marketplace is told that it is packed: afterwards no layout changes any more. */
export const orderPlaces = (context: EngineContext): Handlers<'order.setByPlaces' | 'order.splitOff'> => {
  const { db, clock, events } = context;
  const changed = (orderId: string) => {
    events.emit({ topic: 'orders', ids: [orderId] });
    events.emit({ topic: 'packing', ids: [] });
  };
  return {
    'order.setByPlaces': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'supply', caller, payload: input } as const;
      const answer = perform(db, clock.nowMs(), call, (stores, deed) => {
        const order = dividable(context, stores, input.orderId);
        if (capabilitiesOf(context, stores, order.accountId)?.packages === 'none') throw new Refusal('not-supported');
        // Each box already stands for itself: as one place it would get one label.
        if (!input.on && (order.places ?? 1) > 1) throw new Refusal('order-begun');
        const early = capabilitiesOf(context, stores, order.accountId)?.marksDue === 'before-label';
        stores.orders.setByPlaces(order.id, input.on, input.on || (early && wantsMarks(order)));
        stores.orders.tell(order.id, deed.atMs, input.on ? 'by-places' : 'by-one-place', deed.actor);
        return {};
      });
      if (answer.ok) changed(input.orderId);
      return answer;
    },
    'order.splitOff': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'supply', caller, payload: input } as const;
      const answer = perform(db, clock.nowMs(), call, (stores, deed) => {
        const order = dividable(context, stores, input.orderId);
        if (capabilitiesOf(context, stores, order.accountId)?.packages !== 'orders') throw new Refusal('not-supported');
        // A part is assembled at once: codes of its units would have to be with the marketplace before anybody packed them.
        if (wantsMarks(order)) throw new Refusal('not-supported');
        const there = unitsThere(stores, order);
        const units = there.reduce((sum, line) => sum + line.quantity, 0);
        if (units === 0) throw new Refusal('nothing-there');
        if (units === order.lines.reduce((sum, line) => sum + line.quantity, 0)) throw new Refusal('nothing-short');
        askToConfirm(stores, deed, order, [there], newIdOf(context), true);
        db.afterCommit(() => context.sync.nudge(order.accountId, 'outbox'));
        return { units };
      });
      if (answer.ok) changed(input.orderId);
      return answer;
    },
  };
};

/** A new order that nobody packed or told of yet. */
function dividable(context: EngineContext, stores: Stores, orderId: string): OrderRow {
  const order = stores.orders.byId(orderId as OrderId);
  if (order === null) throw new Refusal('order-unknown');
  const may = mayDivide(order);
  if (may !== null) throw new Refusal(may);
  if (capabilitiesOf(context, stores, order.accountId)?.confirm !== 'order') throw new Refusal('not-supported');
  return order;
}

/** Why the order can no more be divided; null when it can. */
export function mayDivide(order: OrderRow): 'order-over' | 'order-packed' | 'too-late' | null {
  if (isTerminal(order.status) || order.status === 'handed-over') return 'order-over';
  if (order.packedAtMs !== null) return 'order-packed';
  return order.status !== 'new' || order.confirmState === 'wanted' ? 'too-late' : null;
}

/** Ordered pieces that are held on our shelves whole, line by line. */
export function unitsThere(stores: Stores, order: OrderRow): PackageLines {
  const held = stores.orders.heldOf(order.id);
  return order.lines.flatMap((line) => {
    const quantity = piecesHeld(stores, line, (productId) =>
      held.reduce((sum, row) => sum + (row.lineId === line.id && row.productId === productId ? row.quantity : 0), 0),
    );
    return quantity === 0 ? [] : [{ sku: line.sku, quantity }];
  });
}

function piecesHeld(stores: Stores, line: OrderLineRow, held: (productId: string) => number): number {
  const one = needsOfLine(stores, line, 1);
  return one.length === 0 ? 0 : Math.min(line.quantity, ...one.map((need) => Math.floor(held(need.productId) / need.quantity)));
}

/** What lies in each place of the parcel, in ordered pieces; null where a piece of several things lies in more than one place. */
export function packagesOf(stores: Stores, order: OrderRow): readonly PackageLines[] | null {
  const units = stores.orders.unitsOf(order.id);
  const places = [...new Set(units.map((unit) => unit.place))].toSorted((one, other) => one - other);
  const packages = places.map((place) => {
    const inside = units.filter((unit) => unit.place === place);
    return order.lines.flatMap((line) => {
      const sums = new Map<string, number>();
      for (const unit of inside) if (unit.lineId === line.id) sums.set(unit.productId, (sums.get(unit.productId) ?? 0) + unit.quantity);
      if (sums.size === 0) return [];
      const one = needsOfLine(stores, line, 1);
      const pieces = one.map((need) => (sums.get(need.productId) ?? 0) / need.quantity);
      const [quantity = 0] = pieces;
      return [{ sku: line.sku, quantity: pieces.every((count) => count === quantity && Number.isInteger(count)) ? quantity : Number.NaN }];
    });
  });
  return packages.some((lines) => lines.some((line) => !Number.isInteger(line.quantity))) ? null : packages;
}
