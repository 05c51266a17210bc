import type { Outcome } from '#electron/channels/channel.ts';
import type { OrderId, OrderLineId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { StreamContext } from '../context.ts';
import { takeLines } from '../order-lines.ts';
import { rereadOrder } from '../reread-order.ts';
import { type CommandOf, type CommandWork, done, ending, later, problemOf } from './command.ts';
import { orderOf } from './order-commands.ts';

type Command = CommandOf<'order.cancelLine'>;

/**
 * Takes units out of an order. Twice would take twice, so the order is read before every word of it: where no more than what shall stay is
 * there already, it was done, whoever did it.
 */
export const orderCancelLine: CommandWork<'order.cancelLine'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    if (order === null || isTerminal(order.status)) return done;
    const { orders } = context.client;
    if (orders.cancelLine === undefined || orders.get === undefined)
      return { kind: 'rejected', problem: problemOf('method-gone', row.command.kind, [order.externalId]) };
    const there = await unitsThere(context, command);
    if (there.kind !== 'done') return ending(context, there, row);
    if (there.value <= command.left) return done;
    const line = { sku: command.sku, quantity: there.value - command.left };
    const answer = await orders.cancelLine(order.externalId, line, command.reason ?? undefined);
    if (answer.kind !== 'done') return ending(context, answer, row);
    agreed(context, command);
    return done;
  },
  async settle(context, command) {
    if (orderOf(context, command.orderId) === null) return 'done';
    const there = await unitsThere(context, command);
    if (there.kind !== 'done') return later(context, there);
    return there.value <= command.left ? 'done' : 'missing';
  },
  refused(context, command, problem) {
    context.ports.db.write((stores) =>
      stores.orders.tell(command.orderId as OrderId, context.nowMs(), 'line-cancel-refused', 'sync', { problem, sku: command.sku }),
    );
    context.emit('orders', [command.orderId]);
    context.nudge('statuses');
  },
};

/** How many units of the sku the marketplace counts in the order now; what it tells is taken in on the way. */
async function unitsThere(context: StreamContext, command: Command): Promise<Outcome<number>> {
  const order = orderOf(context, command.orderId);
  if (order === null) return { kind: 'done', value: 0 };
  const seen = await rereadOrder(context, order);
  if (seen.kind !== 'done') return seen;
  const value = seen.value.lines.reduce((sum, line) => sum + (line.sku === command.sku ? line.quantity : 0), 0);
  return { kind: 'done', value };
}

/** The marketplace took the word: what it was about is no longer held here, also where its own lists say so later. */
function agreed(context: StreamContext, command: Command): void {
  context.ports.db.write((stores) => {
    const order = stores.orders.byId(command.orderId as OrderId);
    if (order === null) return;
    const deed = context.deed('settle', { orderId: order.id, sku: command.sku, left: command.left });
    let left = command.left;
    const seen = order.lines.map((line) => {
      if (line.sku !== command.sku) return { sku: line.sku, quantity: line.quantity };
      const quantity = Math.min(line.quantity, left);
      left -= quantity;
      return { sku: line.sku, quantity };
    });
    takeLines(stores, deed, order, seen);
    stores.orders.tell(order.id, deed.atMs, 'line-cancelled', deed.actor, { lineId: command.lineId as OrderLineId, sku: command.sku });
    stores.ledger.record(deed, {});
  });
  context.emit('orders', [command.orderId]);
  context.emit('packing');
  context.emit('stock');
  context.nudge('stock');
}
