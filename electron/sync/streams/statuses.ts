import type { ChannelOrderStatus } from '#electron/channels/channel.ts';
import type { LiveOrder } from '#electron/ports/order-store.ts';
import type { ExternalId, OrderId } from '#shared/domain/ids.ts';
import { advance } from '#shared/domain/order.ts';

import type { StepResult, StreamContext } from '../context.ts';
import { applyStatus } from '../order-status.ts';

/** Reads the statuses of live orders, those read longest ago first, a batch a step, until every live order was read once in this round. */
export async function statusesStep(context: StreamContext): Promise<StepResult> {
  const { client, memory } = context;
  const batch = context.ports.db.read.orders.toReadStatus(context.accountId, client.orders.statusBatch);
  const fresh = batch.filter((order) => !memory.statusCycle.has(order.id));
  if (fresh.length === 0) return roundOver(context);
  const answer = await client.orders.statuses(fresh.map((order) => order.externalId));
  if (answer.kind !== 'done') return context.setback('statuses', answer);
  for (const order of fresh) memory.statusCycle.add(order.id);
  const known = new Map<string, (typeof fresh)[number]>(fresh.map((order) => [order.externalId, order]));
  const news = answer.value.filter((seen) => isNews(known.get(seen.id), seen));
  const whole = batch.length < client.orders.statusBatch;
  // Where one batch holds every live order there is no turn to keep, and where nothing is new nothing to write.
  if (!whole || news.length > 0)
    takeStatuses(context, whole ? fresh.filter((order) => news.some(({ id }) => id === order.externalId)) : fresh, news);
  context.succeeded('statuses');
  return whole ? roundOver(context) : 'again';
}

/** What `applyStatus` would do nothing about, told without reading the whole order. */
const isNews = (order: LiveOrder | undefined, seen: ChannelOrderStatus): boolean =>
  order !== undefined &&
  (seen.status !== order.channelStatus ||
    seen.own !== order.channelOwn ||
    seen.cancellable !== order.cancellable ||
    advance(order.status, seen.status) !== order.status);

function roundOver(context: StreamContext): StepResult {
  context.memory.statusCycle.clear();
  context.memory.statusesReadAtMs = context.nowMs();
  // It may have waited for this.
  context.nudge('stock');
  return 'idle';
}

/** One transaction: what was asked is marked as read, also where the marketplace said nothing of it. */
export function takeStatuses(
  context: StreamContext,
  asked: readonly { readonly id: OrderId; readonly externalId: ExternalId }[],
  statuses: readonly ChannelOrderStatus[],
): void {
  const said = new Map(statuses.map((status) => [status.id, status]));
  const changed = context.ports.db.write((stores) => {
    const deed = context.deed('settle', { accountId: context.accountId, statuses: statuses.length });
    const touched: OrderId[] = [];
    for (const { id, externalId } of asked) {
      const status = said.get(externalId);
      const order = status === undefined ? null : stores.orders.byId(id);
      if (status !== undefined && order !== null && applyStatus(stores, deed, order, status)) touched.push(id);
    }
    stores.orders.markStatusRead(
      asked.map((order) => order.id),
      deed.atMs,
    );
    if (touched.length > 0) stores.ledger.record(deed, { changed: touched.length });
    return touched;
  });
  if (changed.length === 0) return;
  context.emit('orders', changed);
  context.emit('packing');
  context.emit('stock');
  context.nudge('labels');
  context.nudge('stock');
}
