import type { Output } from '#shared/contract/index.ts';
import { moscowDayStartMs } from '#shared/domain/calendar.ts';
import type { AccountId, OrderId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { orderCancelling } from './order-cancelling.ts';
import { deliveryView, orderDelivery } from './order-delivery.ts';
import { divisionOf } from './order-division.ts';
import { exportOrders } from './order-export.ts';
import { orderLabelHandlers } from './order-labels.ts';
import { orderPlaces } from './order-places.ts';
import { takeOrders } from './order-take.ts';

/** Orders as people look at them: the list, how many stand where, one order's whole story. */
export const orderHandlers = (context: EngineContext): Handlers<CallsOf<'order'>> => {
  const { db, lists, clock, sync } = context;

  return {
    'order.list': async (query) => ok(await lists.orders(query, clock.nowMs())),
    'order.ids': async (query) => ok(await lists.orderIds(query)),
    'order.export': async (query) => ok(await exportOrders(context, query)),
    'order.counts': () => {
      const { nextShipByMs: _next, ...counts } = db.read.orders.counts(clock.nowMs(), moscowDayStartMs(clock.nowMs()));
      return ok(counts);
    },
    'order.get': ({ id }) => {
      const story = whole(context, id as OrderId);
      return story === null ? fail({ code: 'order-unknown' }) : ok(story);
    },
    ...orderCancelling(context),
    ...orderPlaces(context),
    ...orderDelivery(context),
    ...orderLabelHandlers(context),
    'order.take': (input, caller) => takeOrders(context, input, caller),
    'order.refresh': ({ accountId }) => {
      const accounts = accountId === null ? db.read.catalogue.accounts().map((account) => account.id) : [accountId as AccountId];
      for (const id of accounts) {
        sync.nudge(id, 'orders');
        sync.nudge(id, 'statuses');
      }
      return ok({});
    },
  };
};

function whole(context: EngineContext, id: OrderId): Output<'order.get'> | null {
  const { orders, print } = context.db.read;
  const row = orders.byId(id);
  const view = orders.views([id])[0];
  if (row === null || view === undefined) return null;
  return {
    order: view,
    attributes: { ...row.attributes },
    weight: orders.weightOf(id),
    marks: orders.marksOf(id).map(({ id: markId, kind, value, state, verdict }) => ({ id: markId, kind, value, state, verdict })),
    story: orders.story(id).map((event) => ({ ...event, payload: event.payload as Record<string, unknown> })),
    jobs: print.jobsOfOrder(id).map((job) => ({
      id: job.id,
      state: job.state,
      createdAtMs: job.createdAtMs,
      reason: job.reason,
      printerName: print.printer(job.printerId)?.name ?? '',
    })),
    neighbours: orders.neighbours(id).map((one) => ({ ...one })),
    warehouseId: row.warehouseId,
    delivery: deliveryView(context.db.read, row),
    ...divisionOf(context, row),
  };
}
