import type { DeliveryStep, OrderRow } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { StreamContext } from '../context.ts';
import { done, ending, problemOf, type CommandWork } from './command.ts';
import { orderOf } from './order-commands.ts';

/** Before the marketplace takes it for packed it knows no delivery: the word waits for that. */
const NOT_YET_MS = 30_000;

/** The carrier's number of an order the seller delivers. Telling the same number twice is telling it once (Ozon: tracking-number/set). */
export const orderTrack: CommandWork<'order.track'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    const { delivery } = context.client;
    if (order === null || delivery === undefined || isTerminal(order.status)) return over(command.kind, order);
    if (isEarly(order)) return { kind: 'again', afterMs: NOT_YET_MS, problem: null };
    const answer = await delivery.setTracking(order.externalId, command.trackingNumber);
    return answer.kind === 'done' ? done : ending(context, answer, row);
  },
  settle: () => Promise.resolve('missing'),
};

/**
 * A step of the seller's own delivery. Asynchronous at the marketplace, and a step told twice is refused there, so a lost answer is settled by
 * reading the order; of the last mile that reading cannot tell, a refusal after it does (Ozon: fbs/posting/delivering, last-mile, delivered).
 */
export const orderDeliver: CommandWork<'order.deliver'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    const { delivery } = context.client;
    if (order === null || delivery === undefined || order.status === 'cancelled' || order.status === 'returned')
      return over(command.kind, order);
    if (isEarly(order)) return { kind: 'again', afterMs: NOT_YET_MS, problem: null };
    const answer = await delivery.setState(order.externalId, command.step);
    // A step told twice is refused: after a lost answer that only says that it had arrived.
    const isThere = answer.kind === 'rejected' && answer.problem.code === 'status-changed' && (await hasStep(context, order, command.step));
    if (answer.kind !== 'done' && isThere !== true) return ending(context, answer, row);
    context.nudge('statuses');
    return done;
  },
  async settle(context, command) {
    const order = orderOf(context, command.orderId);
    if (order === null) return 'done';
    // Told once more, the last mile is done or refused as done.
    if (command.step === 'last-mile') return 'missing';
    const there = await hasStep(context, order, command.step);
    return there === null ? { afterMs: NOT_YET_MS } : there ? 'done' : 'missing';
  },
  refused(context, command) {
    const { orders } = context.ports.db.read;
    const delivery = orders.deliveryOf(command.orderId as OrderId);
    if (delivery?.asked === command.step)
      context.ports.db.write((stores) =>
        stores.orders.setDelivery(command.orderId as OrderId, { ...delivery, asked: before(command.step) }),
      );
  },
};

/** Whether the marketplace has gone as far; its words for the way and the last mile are one to us, so the last mile alone is told again. */
async function hasStep(context: StreamContext, order: OrderRow, step: DeliveryStep): Promise<boolean | null> {
  const answer = await context.client.orders.statuses([order.externalId]);
  if (answer.kind !== 'done') return null;
  const told = answer.value.find((one) => one.id === order.externalId)?.status;
  return told === 'delivered' || (told === 'handed-over' && step !== 'delivered');
}

const before = (step: DeliveryStep): DeliveryStep | null => (step === 'on-way' ? null : step === 'last-mile' ? 'on-way' : 'last-mile');
const isEarly = (order: OrderRow): boolean => order.channelStatus === 'new' || order.channelStatus === 'unknown';
const over = (kind: string, order: OrderRow | null) =>
  ({ kind: 'rejected', problem: problemOf('status-changed', kind, order === null ? [] : [order.externalId]) }) as const;
