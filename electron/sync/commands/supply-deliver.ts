import type { ChannelProblem, SuppliesClient } from '#electron/channels/channel.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { OutboxRow } from '#electron/ports/sync-store.ts';
import { moscowDate } from '#shared/domain/calendar.ts';
import type { ExternalId, SupplyId } from '#shared/domain/ids.ts';

import type { StreamContext } from '../context.ts';
import { takeVerdicts } from '../streams/marks.ts';
import { takeStatuses } from '../streams/statuses.ts';
import { fetchCode, finishSupply, showOrders } from '../supply-facts.ts';
import { done, ending, later, problemOf, type CommandWork, type Ending } from './command.ts';
import { applyShipping } from './supply-shipping.ts';

/** Verification of marks takes minutes. */
const PENDING_MS = 15_000;

/**
 * Hands a supply over. Everything is looked at again first: whether it is still open, what is inside, statuses, verdicts on marks, shipping.
 * After silence the supply is read: closed means it had worked.
 */
export const supplyDeliver: CommandWork<'supply.deliver'> = {
  async send(context, command, row) {
    const supply = context.ports.db.read.supplies.byId(command.supplyId as SupplyId);
    const client = context.client.supplies;
    if (supply === null || client === undefined || supply.externalId === null)
      return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    if (supply.state === 'delivered') return done;
    const early = await preflight(context, client, supply, row);
    if (early === 'closed') return finished(context, supply);
    if (early !== null) return early;
    const answer = await client.deliver(supply.externalId);
    return answer.kind === 'done' ? finished(context, supply) : ending(context, answer, row);
  },

  async settle(context, command) {
    const supply = context.ports.db.read.supplies.byId(command.supplyId as SupplyId);
    if (supply === null || supply.externalId === null || context.client.supplies === undefined) return 'missing';
    const answer = await context.client.supplies.get(supply.externalId);
    if (answer.kind !== 'done') return later(context, answer);
    if (!answer.value.closed) return 'missing';
    await finished(context, supply);
    return 'done';
  },

  refused(context, command, problem) {
    const id = command.supplyId as SupplyId;
    context.ports.db.write((stores) => {
      if (stores.supplies.byId(id)?.state === 'delivering') stores.supplies.update(id, { state: 'open', problem });
      else stores.supplies.update(id, { problem });
    });
    context.emit('supplies', [id]);
  },
};

async function finished(context: StreamContext, supply: SupplyRow): Promise<Ending> {
  finishSupply(context, supply.id, context.nowMs());
  // Its absence does not undo the handing over; the stream of supplies asks again.
  await fetchCode(context, supply.id);
  return done;
}

async function preflight(
  context: StreamContext,
  client: SuppliesClient,
  supply: SupplyRow,
  row: OutboxRow,
): Promise<Ending | 'closed' | null> {
  const externalId = supply.externalId as ExternalId;
  const seen = await client.get(externalId);
  if (seen.kind !== 'done') return read(context, seen, row);
  const inside = await client.orderIds(externalId);
  if (inside.kind !== 'done') return read(context, inside, row);
  showOrders(context, supply.id, inside.value);
  if (seen.value.closed) return 'closed';
  if (inside.value.length === 0) return { kind: 'rejected', problem: problemOf('supply-empty', row.command.kind) };
  const orders = inside.value.flatMap((id) => context.ports.db.read.orders.byExternalId(context.accountId, id as ExternalId) ?? []);
  for (let from = 0; from < orders.length; from += client.addBatch * 10) {
    const part = orders.slice(from, from + client.addBatch * 10);
    const statuses = await context.client.orders.statuses(part.map((order) => order.externalId));
    if (statuses.kind !== 'done') return read(context, statuses, row);
    takeStatuses(context, part, statuses.value);
  }
  return (await marksPassed(context, orders, row)) ?? shippingSet(context, supply, seen.value.shipping !== null, row);
}

/** Everything before the last call only reads: without an answer nothing has happened, so the command itself is not unknown. */
function read(context: StreamContext, outcome: Parameters<typeof ending>[1], row: OutboxRow): Ending {
  return outcome.kind === 'unknown' ? { kind: 'again', afterMs: 5000, problem: outcome.problem } : ending(context, outcome, row);
}

async function marksPassed(context: StreamContext, orders: readonly OrderRow[], row: OutboxRow): Promise<Ending | null> {
  const marked = orders.filter((order) => order.requiredMarks.length > 0 && order.status !== 'cancelled');
  const blocking: string[] = [];
  const words = new Set<string>();
  let pending = false;
  for (let from = 0; from < marked.length; from += context.client.marks.batch) {
    const part = marked.slice(from, from + context.client.marks.batch);
    const answer = await context.client.marks.read(part.map((order) => order.externalId));
    if (answer.kind !== 'done') return read(context, answer, row);
    takeVerdicts(context, new Map(part.map((order) => [order.externalId, order.id])), answer.value);
    for (const seen of answer.value) {
      if (seen.verdict === 'passed') continue;
      if (seen.verdict === 'pending') pending = true;
      else {
        blocking.push(seen.orderId);
        words.add(seen.own);
      }
    }
  }
  if (blocking.length > 0) {
    const problem: ChannelProblem = { ...problemOf('marks-not-passed', row.command.kind, blocking), channelCode: [...words].join(', ') };
    return { kind: 'rejected', problem };
  }
  return pending ? { kind: 'again', afterMs: PENDING_MS, problem: problemOf('marks-not-passed', row.command.kind) } : null;
}

/** A day that has passed is moved to today: the parcel leaves now, whatever was planned. */
async function shippingSet(context: StreamContext, supply: SupplyRow, setThere: boolean, row: OutboxRow): Promise<Ending | null> {
  if (!context.channel.capabilities.shippingPoint || supply.shipping === null) return null;
  const today = moscowDate(context.nowMs());
  const current = supply.shipping.date >= today && supply.shippingConfirmed && setThere;
  if (current) return null;
  const shipping = supply.shipping.date >= today ? supply.shipping : { ...supply.shipping, date: today };
  const end = await applyShipping(context, supply, shipping, row);
  return end.kind === 'done' ? null : end;
}
