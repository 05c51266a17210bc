import type { SuppliesClient } from '#electron/channels/channel.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { OutboxRow } from '#electron/ports/sync-store.ts';
import type { ExternalId, OrderId, SupplyId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { StreamContext } from '../context.ts';
import { takeStatuses } from '../streams/statuses.ts';
import { showOrders } from '../supply-facts.ts';
import { done, ending, later, problemOf, type CommandOf, type CommandWork, type Ending } from './command.ts';

/** A supply needs a moment after its creation before it takes orders. */
const MOMENT_MS = 1500;

/**
 * Puts orders into a supply, which is what confirms them. A batch may be taken in part, with or without a refusal, so what is inside is
 * read again after every try and only that is confirmed. What is left over is split until the orders that do not fit stand alone.
 */
export const supplyAdd: CommandWork<'supply.add'> = {
  async send(context, command, row) {
    const supply = context.ports.db.read.supplies.byId(command.supplyId as SupplyId);
    const client = context.client.supplies;
    if (supply === null || client === undefined || supply.externalId === null)
      return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    const groups = context.memory.splits.get(row.id) ?? [command.orderIds as readonly OrderId[]];
    const group = groups.find((ids) => wanted(context, supply, ids).length > 0);
    if (group === undefined) return finish(context, supply, command, row);
    return tryGroup(context, client, supply, row, groups, group);
  },

  async settle(context, command) {
    const supply = context.ports.db.read.supplies.byId(command.supplyId as SupplyId);
    if (supply === null || supply.externalId === null || context.client.supplies === undefined) return 'missing';
    const inside = await context.client.supplies.orderIds(supply.externalId);
    if (inside.kind !== 'done') return later(context, inside);
    showOrders(context, supply.id, inside.value);
    return wanted(context, supply, command.orderIds as readonly OrderId[]).length === 0 ? 'done' : 'missing';
  },

  refused(context, command, problem) {
    context.ports.db.write((stores) => {
      const named = new Set(problem.subjects ?? []);
      for (const id of command.orderIds as readonly OrderId[]) {
        const order = stores.orders.byId(id);
        if (order?.supplyState === 'wanted' && (named.size === 0 || named.has(order.externalId)))
          stores.orders.tell(id, context.nowMs(), 'supply-refused', 'sync', { problem });
      }
      stores.supplies.update(command.supplyId as SupplyId, { problem });
    });
    context.emit('supplies', [command.supplyId]);
    context.emit('orders', command.orderIds);
  },
};

/** The orders that are still wished for in this supply: not there yet, not over, not moved elsewhere. */
function wanted(context: StreamContext, supply: SupplyRow, ids: readonly OrderId[]): readonly OrderRow[] {
  return ids.flatMap((id) => {
    const order = context.ports.db.read.orders.byId(id);
    return order !== null && order.supplyId === supply.id && order.supplyState === 'wanted' && !isTerminal(order.status) ? [order] : [];
  });
}

async function tryGroup(
  context: StreamContext,
  client: SuppliesClient,
  supply: SupplyRow,
  row: OutboxRow,
  groups: readonly (readonly OrderId[])[],
  group: readonly OrderId[],
): Promise<Ending> {
  const externalId = supply.externalId as ExternalId;
  const asked = wanted(context, supply, group).slice(0, client.addBatch);
  const answer = await client.add(
    externalId,
    asked.map((order) => order.externalId),
  );
  if (answer.kind !== 'done' && answer.kind !== 'rejected') return ending(context, answer, row);
  const inside = await client.orderIds(externalId);
  // What was taken must be read before anything else is decided.
  if (inside.kind !== 'done') return { kind: 'unknown', problem: problemOf('timeout', row.command.kind) };
  showOrders(context, supply.id, inside.value);
  const left = wanted(context, supply, group);
  if (left.length === 0) return { kind: 'again', afterMs: 0, problem: null };
  const young = context.nowMs() - supply.createdAtMs < 60_000 && row.attempts <= 1;
  if (answer.kind === 'rejected' && young && left.length === asked.length)
    return { kind: 'again', afterMs: MOMENT_MS, problem: answer.problem };
  if (!(await stillWorthIt(context, left))) return { kind: 'again', afterMs: 5000, problem: null };
  split(context, row, groups, group, left);
  return {
    kind: 'again',
    afterMs: 0,
    problem: answer.kind === 'rejected' ? answer.problem : problemOf('supply-wrong-order', row.command.kind),
  };
}

/** A cancelled order is refused like one that does not fit: their statuses tell them apart. */
async function stillWorthIt(context: StreamContext, left: readonly OrderRow[]): Promise<boolean> {
  const answer = await context.client.orders.statuses(left.map((order) => order.externalId));
  if (answer.kind !== 'done') return false;
  takeStatuses(context, left, answer.value);
  return true;
}

/** Halves of what was left; an order that was refused alone is not tried again. */
function split(
  context: StreamContext,
  row: OutboxRow,
  groups: readonly (readonly OrderId[])[],
  group: readonly OrderId[],
  left: readonly OrderRow[],
): void {
  const ids = left.map((order) => order.id);
  const middle = Math.ceil(ids.length / 2);
  const parts = ids.length === 1 ? [] : [ids.slice(0, middle), ids.slice(middle)];
  context.memory.splits.set(row.id, [...groups.filter((one) => one !== group), ...parts]);
}

/** Every group was tried: what is still outside stands alone and was refused alone. */
function finish(context: StreamContext, supply: SupplyRow, command: CommandOf<'supply.add'>, row: OutboxRow): Ending {
  context.memory.splits.delete(row.id);
  const left = wanted(context, supply, command.orderIds as readonly OrderId[]);
  if (left.length === 0) {
    if (supply.problem !== null) context.ports.db.write((stores) => stores.supplies.update(supply.id, { problem: null }));
    return done;
  }
  return {
    kind: 'rejected',
    problem: problemOf(
      'supply-wrong-order',
      row.command.kind,
      left.map((order) => order.externalId),
    ),
  };
}
