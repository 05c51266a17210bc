import type { OrderRow } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import { marksPassed } from '#shared/domain/marking.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { StreamContext } from '../context.ts';
import { applyStatus } from '../order-status.ts';
import { takeStatuses } from '../streams/statuses.ts';
import { done, ending, later, problemOf, type CommandWork } from './command.ts';
import { orderOf, wholeOf } from './order-commands.ts';

/** Verdicts on marks take minutes; the stream that reads them nudges, this is only the fallback. */
const MARKS_MS = 15_000;

/**
 * Says to the marketplace that the order is being packed, and how. Of an order that is packed before its label only when its parcel is closed
 * and every mark passed; one that was taken apart meanwhile is asked for again when it is packed again.
 */
export const orderConfirm: CommandWork<'order.confirm'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    if (order === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    if (isTerminal(order.status)) return done;
    if (isTaken(order)) {
      taken(context, order);
      return done;
    }
    if (order.packFirst && order.packedAtMs === null) {
      context.ports.db.write((stores) => stores.orders.setConfirm([order.id], null));
      return done;
    }
    if (order.packFirst && !marksPassed(order, context.ports.db.read.orders.marksOf(order.id)))
      return { kind: 'again', afterMs: MARKS_MS, problem: null };
    const { orders } = context.client;
    if (orders.confirm === undefined) return { kind: 'rejected', problem: problemOf('method-gone', row.command.kind, [order.externalId]) };
    const packages = (command.packages ?? [order.lines.map(({ sku, quantity }) => ({ sku, quantity }))]).map((lines) => ({ lines }));
    const answer = await orders.confirm({ orderId: order.externalId, packages, whole: wholeOf(context, order) });
    if (answer.kind !== 'done') return ending(context, answer, row);
    taken(context, order);
    return done;
  },

  async settle(context, command) {
    const order = orderOf(context, command.orderId);
    if (order === null) return 'done';
    const answer = await context.client.orders.statuses([order.externalId]);
    if (answer.kind !== 'done') return later(context, answer);
    takeStatuses(context, [order], answer.value);
    const now = orderOf(context, command.orderId);
    if (now === null || isTerminal(now.status)) return 'done';
    if (!isTaken(now)) return 'missing';
    taken(context, now);
    return 'done';
  },

  refused(context, command, problem) {
    const id = command.orderId as OrderId;
    context.ports.db.write((stores) => {
      stores.orders.setConfirm([id], 'refused');
      stores.orders.tell(id, context.nowMs(), 'confirm-refused', 'sync', { problem });
    });
    context.emit('orders', [id]);
    context.emit('packing');
    // It may have been refused because it is cancelled.
    context.nudge('statuses');
  },
};

/** The marketplace itself shows it beyond «new»: ours may be ahead, because a parcel is packed first. */
const isTaken = (order: OrderRow): boolean => order.channelStatus !== 'new' && order.channelStatus !== 'unknown';

function taken(context: StreamContext, order: OrderRow): void {
  context.ports.db.write((stores) => {
    const deed = context.deed('settle', { orderId: order.id, confirmed: true });
    const fresh = stores.orders.byId(order.id) ?? order;
    if (!isTaken(fresh)) applyStatus(stores, deed, fresh, { status: 'assembling', own: fresh.channelOwn, cancellable: fresh.cancellable });
    stores.orders.setConfirm([order.id], null);
    stores.orders.wantLabel([order.id]);
    stores.orders.tell(order.id, deed.atMs, 'confirmed', deed.actor);
    stores.ledger.record(deed, {});
  });
  context.emit('orders', [order.id]);
  context.emit('packing');
  context.nudge('labels');
  // It leaves with a carriage or a shipment that may be new.
  if (context.channel.capabilities.handovers) context.nudge('handovers');
}
