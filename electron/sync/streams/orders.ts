import type { ChannelOrder } from '#electron/channels/channel.ts';

import type { StepResult, StreamContext } from '../context.ts';
import { fingerprint } from '../fingerprint.ts';
import { takeOrders } from '../intake.ts';
import { takeToAssembly } from '../take.ts';

/** One write transaction holds every effect of a page; a page longer than this is taken in parts so that a scan never waits for it. */
const PART = 500;

/** Where a limit runs low: often enough for stock to be told, seldom enough for the rest of an hour. */
export const SPARING_MS = 50_000;

/** Reads the orders that wait for a confirmation; then takes to assembly by itself what the owner asked to. */
export async function ordersStep(context: StreamContext): Promise<StepResult> {
  const answer = await context.client.orders.fresh();
  if (answer.kind !== 'done') return context.setback('orders', answer);
  takeFresh(context, answer.value);
  context.memory.ordersReadAtMs = context.nowMs();
  context.succeeded('orders');
  context.nudge('stock');
  confirmByItself(context);
  return context.strained() ? { waitMs: SPARING_MS } : 'idle';
}

function takeFresh(context: StreamContext, page: readonly ChannelOrder[]): void {
  const prints = new Map(page.map((order) => [order.id, fingerprint(order)]));
  // The inbox would say so as well; but the same page comes every few seconds, and this asks no database.
  const value = page.filter((order) => context.memory.freshSeen.get(order.id) !== prints.get(order.id));
  for (let from = 0; from < value.length; from += PART) {
    const part = value.slice(from, from + PART);
    const { inserted, changed } = context.ports.db.write((stores) => {
      const deed = context.deed('intake', { accountId: context.accountId, orders: part.length });
      const taken = takeOrders(stores, context.accountId, 'fresh', part, deed, context.newId, context.channel.capabilities.marksDue);
      if (taken.inserted.length + taken.changed.length > 0) stores.ledger.record(deed, { taken: taken.inserted.length });
      return taken;
    });
    if (inserted.length + changed.length > 0) {
      context.emit('orders', [...inserted, ...changed]);
      context.emit('stock');
    }
  }
  context.memory.freshSeen = prints;
}

function confirmByItself(context: StreamContext): void {
  const afterMs = context.account().autoConfirmAfterMs;
  if (afterMs === null) return;
  const due = context.ports.db.read.sync.unconfirmedSince(context.accountId, context.nowMs() - afterMs, 1000);
  if (due.length === 0) return;
  const done = context.ports.db.write((stores) => {
    const deed = context.deed('supply', { orders: due.length, auto: true });
    const taken = takeToAssembly(stores, deed, due, () => context.channel.capabilities, context.newId);
    stores.ledger.record(deed, { orders: taken.orders });
    return taken;
  });
  if (done.supplyIds.length > 0) context.emit('supplies', done.supplyIds);
  context.emit('orders', due);
  context.nudge('outbox');
}
