import type { CancelReason } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import { linesSubject } from '#electron/sync/order-lines.ts';
import type { Parsed } from '#shared/contract/index.ts';
import type { ChannelCapabilities } from '#shared/domain/channel.ts';
import type { OrderId, OutboxId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { question } from './question.ts';
import { capabilitiesOf, clientOf, newIdOf } from './supply-work.ts';

/** An order, or units of it, are cancelled at its marketplace, by a reason of the marketplace's where it asks for one. */
export const orderCancelling = (context: EngineContext): Handlers<'order.cancel' | 'order.cancelLine' | 'order.cancelReasons'> => {
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
    'order.cancelLine': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'cancel', caller, payload: input } as const;
      const answer = perform(db, clock.nowMs(), call, (stores, deed) => {
        cancelLine(context, stores, deed, input);
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

function cancelLine(context: EngineContext, stores: Stores, deed: Deed, input: Parsed<'order.cancelLine'>): void {
  const order = stores.orders.byId(input.orderId as OrderId);
  if (order === null) throw new Refusal('order-unknown');
  if (isTerminal(order.status) || order.status === 'handed-over') throw new Refusal('order-over');
  const able = capabilitiesOf(context, stores, order.accountId);
  const may = linesMayGo(able?.cancelLines ?? 'no', order);
  if (may !== null) throw new Refusal(may);
  const line = order.lines.find((one) => one.id === input.lineId);
  if (line === undefined) throw new Refusal('line-unknown');
  const leaving = unitsLeaving(stores, order);
  const left = line.quantity - (leaving.get(line.id) ?? 0) - input.quantity;
  if (left < 0) throw new Refusal('line-too-many', { left: left + input.quantity });
  const others = order.lines.reduce((sum, one) => sum + (one.id === line.id ? 0 : one.quantity - (leaving.get(one.id) ?? 0)), 0);
  if (left + others === 0) throw new Refusal('line-is-order');
  const reason = reasonOf(input);
  if (able?.cancelReasons === true && reason === null) throw new Refusal('cancel-reason-wanted');
  const command = { kind: 'order.cancelLine', orderId: order.id, lineId: line.id, sku: line.sku, quantity: input.quantity, left } as const;
  stores.sync.enqueue(
    {
      id: newIdOf(context)() as OutboxId,
      accountId: order.accountId,
      subject: linesSubject(order.id),
      command: { ...command, reason },
      operationId: deed.id,
    },
    deed.atMs,
  );
  const told = { article: line.article, quantity: input.quantity, reason: input.reason, channelReason: reason?.title ?? null };
  stores.orders.tell(order.id, deed.atMs, 'line-cancel-asked', deed.actor, told);
  context.db.afterCommit(() => context.sync.nudge(order.accountId, 'outbox'));
}

/** Why no unit can be taken out of the order now; null when it can. */
export function linesMayGo(
  until: ChannelCapabilities['cancelLines'],
  order: Pick<OrderRow, 'status' | 'channelStatus' | 'packedAtMs' | 'confirmState'>,
): 'not-supported' | 'order-over' | 'order-packed' | 'too-late' | null {
  if (until === 'no') return 'not-supported';
  if (isTerminal(order.status) || order.status === 'handed-over') return 'order-over';
  // What lies in a closed parcel is taken out of it first.
  if (order.packedAtMs !== null) return 'order-packed';
  const isConfirmed = order.channelStatus !== 'new' && order.channelStatus !== 'unknown';
  return until === 'before-confirm' && (isConfirmed || order.confirmState === 'wanted') ? 'too-late' : null;
}

/** Units whose removal was asked for and is not answered yet, by line. */
export function unitsLeaving(stores: Stores, order: Pick<OrderRow, 'id' | 'accountId'>): ReadonlyMap<string, number> {
  const leaving = new Map<string, number>();
  for (const { command, state } of stores.sync.openOf(order.accountId, linesSubject(order.id)))
    if (command.kind === 'order.cancelLine' && state !== 'rejected')
      leaving.set(command.lineId, (leaving.get(command.lineId) ?? 0) + command.quantity);
  return leaving;
}

const reasonOf = ({ reason, channelReason }: Pick<Parsed<'order.cancel'>, 'reason' | 'channelReason'>): CancelReason | null =>
  channelReason === null ? null : { ...channelReason, ...(reason === '' ? {} : { message: reason }) };
