import type { Output } from '#shared/contract/index.ts';
import { moscowDayStartMs } from '#shared/domain/calendar.ts';
import type { AccountId, OrderId, OutboxId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';
import { fail, ok } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { exportOrders } from './order-export.ts';
import { takeOrders } from './order-take.ts';
import { perform, Refusal } from './perform.ts';

/** Orders as people look at them: the list, how many stand where, one order's whole story. */
export const orderHandlers = (context: EngineContext): Handlers<CallsOf<'order'>> => {
  const { db, lists, clock, sync, events } = context;

  return {
    'order.list': async (query) => ok(await lists.orders(query, clock.nowMs())),
    'order.export': async (query) => ok(await exportOrders(context, query)),
    'order.counts': () => {
      const { nextShipByMs: _next, ...counts } = db.read.orders.counts(clock.nowMs(), moscowDayStartMs(clock.nowMs()));
      return ok(counts);
    },
    'order.get': ({ id }) => {
      const story = whole(context, id as OrderId);
      return story === null ? fail({ code: 'order-unknown' }) : ok(story);
    },
    'order.cancel': (input, caller) => {
      const orderId = input.orderId as OrderId;
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'cancel', caller, payload: input },
        (stores, deed) => {
          const order = stores.orders.byId(orderId);
          if (order === null) throw new Refusal('order-unknown');
          if (isTerminal(order.status) || order.status === 'handed-over') throw new Refusal('order-over');
          const account = stores.catalogue.account(order.accountId);
          const channel = context.channels.find((one) => one.id === account?.channel);
          if (channel?.capabilities.cancelOrder !== true || order.cancellable === false) throw new Refusal('not-supported');
          stores.sync.enqueue(
            {
              id: uuidv7(deed.atMs, context.random.bytes(10)) as OutboxId,
              accountId: order.accountId,
              subject: `order:${order.id}`,
              command: { kind: 'order.cancel', orderId: order.id },
              operationId: deed.id,
            },
            deed.atMs,
          );
          stores.orders.tell(order.id, deed.atMs, 'cancel-asked', deed.actor, { reason: input.reason });
          db.afterCommit(() => sync.nudge(order.accountId, 'outbox'));
          return {};
        },
      );
      if (answer.ok) events.emit({ topic: 'orders', ids: [orderId] });
      return answer;
    },
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

function whole({ db }: EngineContext, id: OrderId): Output<'order.get'> | null {
  const { orders, print } = db.read;
  const row = orders.byId(id);
  const view = orders.views([id])[0];
  if (row === null || view === undefined) return null;
  return {
    order: view,
    attributes: { ...row.attributes },
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
  };
}
