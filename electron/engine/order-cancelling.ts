import type { CancelReason } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { Parsed } from '#shared/contract/index.ts';
import type { OrderId, OutboxId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { question } from './question.ts';
import { capabilitiesOf, clientOf, newIdOf } from './supply-work.ts';

/** An order is cancelled at its marketplace, by a reason of the marketplace's where it asks for one. */
export const orderCancelling = (context: EngineContext): Handlers<'order.cancel' | 'order.cancelReasons'> => {
  const { db, clock, events } = context;
  return {
    'order.cancelReasons': async ({ orderId }) => {
      const order = db.read.orders.byId(orderId as OrderId);
      if (order === null) return fail({ code: 'order-unknown' });
      if (capabilitiesOf(context, db.read, order.accountId)?.cancelReasons !== true) return ok({ reasons: [] });
      const client = clientOf(context, order.accountId);
      if (!client.ok) return client;
      const { orders } = client.value;
      if (orders.cancelReasons === undefined) return ok({ reasons: [] });
      const answer = await question(
        context,
        order.accountId,
        async () => (await orders.cancelReasons?.(order.externalId)) ?? { kind: 'done', value: [] },
      );
      return answer.ok ? ok({ reasons: answer.value.map(({ id, title }) => ({ id, title })) }) : answer;
    },
    'order.cancel': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'cancel', caller, payload: input } as const;
      const answer = perform(db, clock.nowMs(), call, (stores, deed) => {
        cancel(context, stores, deed, input);
        return {};
      });
      if (answer.ok) events.emit({ topic: 'orders', ids: [input.orderId] });
      return answer;
    },
  };
};

function cancel(context: EngineContext, stores: Stores, deed: Deed, input: Parsed<'order.cancel'>): void {
  const order = stores.orders.byId(input.orderId as OrderId);
  if (order === null) throw new Refusal('order-unknown');
  if (isTerminal(order.status) || order.status === 'handed-over') throw new Refusal('order-over');
  const able = capabilitiesOf(context, stores, order.accountId);
  if (able?.cancelOrder !== true || order.cancellable === false) throw new Refusal('not-supported');
  const reason = reasonOf(input);
  if (able.cancelReasons && reason === null) throw new Refusal('cancel-reason-wanted');
  stores.sync.enqueue(
    {
      id: newIdOf(context)() as OutboxId,
      accountId: order.accountId,
      subject: `order:${order.id}`,
      command: { kind: 'order.cancel', orderId: order.id, reason },
      operationId: deed.id,
    },
    deed.atMs,
  );
  stores.orders.tell(order.id, deed.atMs, 'cancel-asked', deed.actor, { reason: input.reason, channelReason: reason?.title ?? null });
  context.db.afterCommit(() => context.sync.nudge(order.accountId, 'outbox'));
}

const reasonOf = ({ reason, channelReason }: Parsed<'order.cancel'>): CancelReason | null =>
  channelReason === null ? null : { ...channelReason, ...(reason === '' ? {} : { message: reason }) };
