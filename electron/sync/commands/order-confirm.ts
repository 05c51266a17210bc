import type { Outcome } from '#electron/channels/channel.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { OutboxRow } from '#electron/ports/sync-store.ts';
import type { ExternalId, OrderId } from '#shared/domain/ids.ts';
import { marksPassed } from '#shared/domain/marking.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { StreamContext } from '../context.ts';
import { linesSubject } from '../order-lines.ts';
import { applyStatus } from '../order-status.ts';
import { rereadOrder } from '../reread-order.ts';
import { confirmSubject } from '../split-off.ts';
import { takeStatuses } from '../streams/statuses.ts';
import { type CommandOf, type CommandWork, done, type Ending, ending, later, problemOf, type Settled } from './command.ts';
import { orderOf, wholeOf } from './order-commands.ts';

/** Verdicts on marks take minutes; the stream that reads them nudges, this is only the fallback. */
const MARKS_MS = 15_000;
/** Units that are being taken out of the order, and orders split off it that cannot be read yet. */
const LINES_MS = 5000;
const PARTS_MS = 5000;

/**
 * Says to the marketplace that the order is being packed, and how. Of an order that is packed before its label only when its parcel is closed
 * and every mark passed; one that was taken apart meanwhile is asked for again when it is packed again.
 */
export const orderConfirm: CommandWork<'order.confirm'> = {
  async send(context, command, row) {
    const order = orderOf(context, command.orderId);
    if (order === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    if (isTerminal(order.status)) return done;
    if (isTaken(order) && command.partial !== true) {
      taken(context, order);
      return partsTaken(context, command, order, row);
    }
    if (order.packFirst && order.packedAtMs === null && command.partial !== true) {
      context.ports.db.write((stores) => stores.orders.setConfirm([order.id], null));
      return done;
    }
    // Taken apart and packed anew: how it lies now is told by the word that followed.
    if (command.partial !== true && isOutdated(context, order, row)) return done;
    // Units that are being taken out of it are in no package.
    if (context.ports.db.read.sync.openOf(order.accountId, linesSubject(order.id)).some((one) => one.state !== 'rejected'))
      return { kind: 'again', afterMs: LINES_MS, problem: null };
    if (order.packFirst && !marksPassed(order, context.ports.db.read.orders.marksOf(order.id)))
      return { kind: 'again', afterMs: MARKS_MS, problem: null };
    const { orders } = context.client;
    if (orders.confirm === undefined) return { kind: 'rejected', problem: problemOf('method-gone', row.command.kind, [order.externalId]) };
    const packages = (command.packages ?? [order.lines.map(({ sku, quantity }) => ({ sku, quantity }))]).map((lines) => ({ lines }));
    if (command.partial === true) {
      // A word whose answer was lost may have split it already, and a second one would split it again.
      const before = await unknownParts(context, order);
      if (before.kind !== 'done') return ending(context, before, row);
      if (before.value.length > 0) return partsTaken(context, command, order, row);
    }
    const partial = command.partial === true ? { partial: true } : {};
    const answer = await orders.confirm({ orderId: order.externalId, packages, ...partial, whole: wholeOf(context, order) });
    if (answer.kind !== 'done') return ending(context, answer, row);
    if (command.partial !== true) taken(context, order);
    return partsTaken(context, command, order, row, answer.value.orderIds);
  },

  async settle(context, command, row) {
    const order = orderOf(context, command.orderId);
    if (order === null) return 'done';
    if (command.partial === true) {
      const found = await unknownParts(context, order);
      if (found.kind !== 'done') return later(context, found);
      if (found.value.length === 0) return 'missing';
      return settled(await partsTaken(context, command, order, row));
    }
    const answer = await context.client.orders.statuses([order.externalId]);
    if (answer.kind !== 'done') return later(context, answer);
    takeStatuses(context, [order], answer.value);
    const now = orderOf(context, command.orderId);
    if (now === null || isTerminal(now.status)) return 'done';
    if (!isTaken(now)) return 'missing';
    taken(context, now);
    return settled(await partsTaken(context, command, now, row));
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

/** Where parcels become orders of their own they are taken in at once: what they hold was the parent's, and their labels are theirs. */
async function partsTaken(
  context: StreamContext,
  command: CommandOf<'order.confirm'>,
  order: OrderRow,
  row: OutboxRow,
  told: readonly string[] = [],
): Promise<Ending> {
  const divided = command.partial === true || (command.packages?.length ?? 1) > 1;
  if (context.channel.capabilities.packages !== 'orders' || !divided) return done;
  const { orders } = context.ports.db.read;
  const unread = told.filter((id) => id !== order.externalId && orders.byExternalId(order.accountId, id as ExternalId) === null);
  // The names stand in the answer, or, when that was lost, with the parent.
  const names = unread.length > 0 ? ({ kind: 'done', value: unread } as const) : await unknownParts(context, order);
  if (names.kind !== 'done') return ending(context, names, row);
  for (const id of names.value) {
    const seen = await rereadOrder(context, { externalId: id as ExternalId });
    if (seen.kind !== 'done') return ending(context, seen, row);
  }
  if (command.partial === true) context.ports.db.write((stores) => stores.orders.setConfirm([order.id], null));
  context.emit('orders', [order.id]);
  context.emit('packing');
  return done;
}

/** Orders that the marketplace says were split off this one and that are not here yet. */
async function unknownParts(context: StreamContext, order: OrderRow): Promise<Outcome<readonly string[]>> {
  const seen = await rereadOrder(context, order);
  if (seen.kind !== 'done') return seen;
  const { orders } = context.ports.db.read;
  const unknown = (seen.value.childIds ?? []).filter((id) => orders.byExternalId(order.accountId, id as ExternalId) === null);
  return { kind: 'done', value: unknown };
}

const isOutdated = (context: StreamContext, { accountId, id }: OrderRow, row: OutboxRow): boolean =>
  context.ports.db.read.sync
    .openOf(accountId, confirmSubject(id))
    .some(({ seq, command }) => seq > row.seq && command.kind === 'order.confirm' && command.partial !== true);

const settled = (ended: Ending): Settled => (ended.kind === 'done' ? 'done' : { afterMs: PARTS_MS });

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
