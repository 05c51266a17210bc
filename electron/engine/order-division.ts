import type { OrderRow } from '#electron/ports/order-store.ts';
import type { Output } from '#shared/contract/index.ts';
import { wantsMarks } from '#shared/domain/marking.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { EngineContext } from './context.ts';
import { linesMayGo, unitsLeaving } from './order-cancelling.ts';
import { mayDivide, packagesOf, unitsThere } from './order-places.ts';
import { capabilitiesOf } from './supply-work.ts';

type Division = Pick<Output<'order.get'>, 'parent' | 'children' | 'gone' | 'places' | 'may'>;

/** How an order was divided: its relatives, what left it, the places it lies in, and what may still be done. */
export function divisionOf(context: EngineContext, order: OrderRow): Division {
  const stores = context.db.read;
  const able = capabilitiesOf(context, stores, order.accountId);
  const parent = order.parentExternalId == null ? null : stores.orders.byExternalId(order.accountId, order.parentExternalId as never);
  const leaving = unitsLeaving(stores, order);
  const packages = packagesOf(stores, order) ?? [];
  const articles = new Map(order.lines.map((line) => [line.sku, line.article]));
  const divides = able?.confirm === 'order' && mayDivide(order) === null;
  const there = unitsThere(stores, order).reduce((sum, line) => sum + line.quantity, 0);
  const wanted = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    parent: parent === null ? null : { id: parent.id, number: parent.number, status: parent.status },
    children: stores.orders.childrenOf(order.accountId, order.externalId).map((one) => ({ ...one })),
    gone: stores.orders
      .goneOf(order.id)
      .map((line) => ({ ...line, leaving: leaving.get(line.lineId) ?? 0 }))
      .filter((line) => line.removed + line.moved + line.leaving > 0),
    places:
      packages.length < 2
        ? []
        : packages.map((lines, index) => ({
            place: index + 1,
            lines: lines.map(({ sku, quantity }) => ({ article: articles.get(sku) ?? sku, quantity })),
          })),
    may: {
      cancel: able?.cancelOrder === true && order.cancellable !== false && !isTerminal(order.status) && order.status !== 'handed-over',
      cancelLines: linesMayGo(able?.cancelLines ?? 'no', order) === null && wanted > 1,
      places: !divides || able.packages === 'none' || wanted < 2 ? 'no' : order.byPlaces === true ? 'on' : 'off',
      splitOff: divides && able.packages === 'orders' && !wantsMarks(order) && there > 0 && there < wanted,
    },
  };
}
