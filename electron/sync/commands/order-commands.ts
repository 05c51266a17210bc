import type { UnitMark } from '#electron/channels/channel.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { StreamContext } from '../context.ts';
import { takeStatuses } from '../streams/statuses.ts';
import { done, ending, later, problemOf, type CommandWork } from './command.ts';

/** A mark is taken only once the order is being assembled at the marketplace. */
const NOT_YET_MS = 10_000;

export const markPut: CommandWork<'mark.put'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    if (order === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    if (isTerminal(order.status)) return { kind: 'rejected', problem: problemOf('status-changed', row.command.kind, [order.externalId]) };
    const early = context.channel.capabilities.marksDue === 'before-label';
    if (!early && (order.status === 'new' || order.status === 'unknown')) return { kind: 'again', afterMs: NOT_YET_MS, problem: null };
    const kind = command.markKind as MarkKind;
    // What stands there now is told by a later command, or is not whole again yet: a verdict on these values would be taken for one on those.
    if (!same(command.values, valuesOf(context, order, kind))) return done;
    const answer = await context.client.marks.put({
      orderId: order.externalId,
      kind,
      values: command.values,
      whole: wholeOf(context, order),
    });
    if (answer.kind !== 'done') return ending(context, answer, row);
    setMark(context, order.id, kind, 'sent', '');
    context.nudge('marks');
    return done;
  },
  async settle(context, command) {
    const order = orderOf(context, command.orderId);
    if (order === null) return 'missing';
    const answer = await context.client.marks.read([order.externalId]);
    if (answer.kind !== 'done') return later(context, answer);
    const there = answer.value.find((one) => one.kind === command.markKind);
    if (there === undefined || !command.values.every((value) => there.values.includes(value))) return 'missing';
    setMark(context, order.id, command.markKind as MarkKind, 'sent', there.own);
    context.nudge('marks');
    return 'done';
  },
  refused(context, command, problem) {
    setMark(context, command.orderId as OrderId, command.markKind as MarkKind, 'refused', problem.channelCode ?? problem.code);
  },
};

export const markRemove: CommandWork<'mark.remove'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    if (order === null || isTerminal(order.status)) return done;
    const answer = await context.client.marks.remove(order.externalId, command.markKind as MarkKind);
    if (answer.kind === 'rejected' && answer.problem.code === 'not-found') return done;
    return answer.kind === 'done' ? done : ending(context, answer, row);
  },
  async settle(context, command) {
    const order = orderOf(context, command.orderId);
    if (order === null) return 'done';
    const answer = await context.client.marks.read([order.externalId]);
    if (answer.kind !== 'done') return later(context, answer);
    return answer.value.some((one) => one.kind === command.markKind && one.values.length > 0) ? 'missing' : 'done';
  },
};

/** Cancelled here only when the marketplace says that it is. */
export const orderCancel: CommandWork<'order.cancel'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    if (order === null || order.status === 'cancelled') return done;
    const answer = await context.client.orders.cancel(order.externalId, command.reason ?? undefined);
    if (answer.kind !== 'done') return ending(context, answer, row);
    takeStatuses(context, [order], [{ id: order.externalId, status: 'cancelled', own: order.channelOwn, cancellable: false }]);
    context.nudge('statuses');
    return done;
  },
  async settle(context, command) {
    const order = orderOf(context, command.orderId);
    if (order === null) return 'done';
    const answer = await context.client.orders.statuses([order.externalId]);
    if (answer.kind !== 'done') return later(context, answer);
    takeStatuses(context, [order], answer.value);
    return orderOf(context, command.orderId)?.status === 'cancelled' ? 'done' : 'missing';
  },
  refused(context, command, problem) {
    context.ports.db.write((stores) =>
      stores.orders.tell(command.orderId as OrderId, context.nowMs(), 'cancel-refused', 'sync', { problem }),
    );
    context.emit('orders', [command.orderId]);
  },
};

const valuesOf = ({ ports }: StreamContext, order: OrderRow, kind: MarkKind): readonly string[] =>
  ports.db.read.orders.marksOf(order.id).flatMap((mark) => (mark.kind === kind ? [mark.value] : []));

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

/** Every mark of the order as it stands now, unit by unit within the line of its sku. */
export function wholeOf({ ports }: StreamContext, order: OrderRow): readonly UnitMark[] {
  const counted = new Map<string, number>();
  return ports.db.read.orders.marksOf(order.id).map(({ orderLineId, kind, value }) => {
    const sku = order.lines.find((line) => line.id === orderLineId)?.sku ?? '';
    const seat = `${sku} ${kind}`;
    const unit = counted.get(seat) ?? 0;
    counted.set(seat, unit + 1);
    return { sku, unit, kind, value };
  });
}

export const orderOf = (context: StreamContext, id: string) => context.ports.db.read.orders.byId(id as OrderId);

function setMark(context: StreamContext, orderId: OrderId, kind: MarkKind, state: 'sent' | 'refused', verdict: string): void {
  context.ports.db.write((stores) => {
    stores.orders.setMarkState(orderId, kind, state, verdict);
    stores.orders.tell(orderId, context.nowMs(), `mark-${state}`, 'sync', { kind, own: verdict });
  });
  context.emit('orders', [orderId]);
  context.emit('packing', [orderId]);
}
