import type { ChannelSupply, SuppliesClient } from '#electron/channels/channel.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { ExternalId, SupplyId } from '#shared/domain/ids.ts';

import type { StepResult, StreamContext } from '../context.ts';
import { adopt, fetchCode, finishSupply, showOrders } from '../supply-facts.ts';

/** Each open supply is read again by its id: the marketplace's list has no filter, and its cursor only shows what is new. */
const REREAD_MS = 60_000;

export async function suppliesStep(context: StreamContext): Promise<StepResult> {
  const { supplies } = context.client;
  if (supplies === undefined) return 'idle';
  const answer = await supplies.list(context.ports.db.read.sync.cursor(context.accountId, 'supplies'));
  if (answer.kind !== 'done') return context.setback('supplies', answer);
  takeSupplies(context, answer.value.items, answer.value.cursor);
  if (answer.value.more) return 'again';
  if (context.nowMs() - context.memory.suppliesReadAtMs >= REREAD_MS || context.nowMs() < context.memory.suppliesReadAtMs) {
    const trouble = await rereadOpen(context, supplies);
    if (trouble !== null) return trouble;
    context.memory.suppliesReadAtMs = context.nowMs();
  }
  for (const id of context.ports.db.read.sync.suppliesWithoutCode(context.accountId, 5)) await fetchCode(context, id);
  context.succeeded('supplies');
  return 'idle';
}

/** A page and its cursor in one transaction. Closed supplies of the past are none of our business. */
export function takeSupplies(context: StreamContext, seen: readonly ChannelSupply[], cursor: string): void {
  const changed = context.ports.db.write((stores) => {
    const touched: SupplyId[] = [];
    for (const supply of seen) {
      const known = stores.supplies.byExternalId(context.accountId, supply.id as ExternalId);
      const own = known ?? stores.supplies.byName(context.accountId, supply.name);
      if (own === null && !supply.closed) touched.push(insertForeign(context, stores, supply));
      else if (own !== null && own.externalId === null) {
        adopt(stores, own, supply);
        touched.push(own.id);
      }
    }
    stores.sync.moveCursor(context.accountId, 'supplies', cursor, context.nowMs());
    return touched;
  });
  if (changed.length > 0) context.emit('supplies', changed);
}

function insertForeign(context: StreamContext, stores: StreamContext['ports']['db']['read'], supply: ChannelSupply): SupplyId {
  const id = context.newId() as SupplyId;
  const taken = stores.supplies.byName(context.accountId, supply.name) !== null;
  const row: SupplyRow = {
    id,
    accountId: context.accountId,
    externalId: supply.id as ExternalId,
    // People name supplies alike; ours must be told apart by name.
    name: taken || supply.name === '' ? `${supply.name} ${supply.id}`.trim() : supply.name,
    state: 'open',
    foreignMade: true,
    handoverKey: supply.handoverKey,
    attributes: supply.attributes,
    shipping: supply.shipping,
    shippingConfirmed: supply.shipping !== null,
    codeBarcode: null,
    problem: null,
    createdAtMs: supply.createdAtMs,
    deliveredAtMs: null,
  };
  stores.supplies.insert(row);
  return id;
}

async function rereadOpen(context: StreamContext, supplies: SuppliesClient): Promise<StepResult | null> {
  for (const row of context.ports.db.read.supplies.open(context.accountId)) {
    if (row.externalId === null) continue;
    const answer = await supplies.get(row.externalId);
    if (answer.kind === 'rejected' && answer.problem.code === 'not-found') {
      removed(context, row);
      continue;
    }
    if (answer.kind !== 'done') return context.setback('supplies', answer);
    const inside = await supplies.orderIds(row.externalId);
    if (inside.kind === 'done') showOrders(context, row.id, inside.value);
    else if (inside.kind === 'limited') return context.setback('supplies', inside);
    if (answer.value.closed) finishSupply(context, row.id, answer.value.closedAtMs ?? context.nowMs());
    else refresh(context, row, answer.value);
  }
  return null;
}

function refresh(context: StreamContext, row: SupplyRow, seen: ChannelSupply): void {
  const handoverKey = seen.handoverKey ?? row.handoverKey;
  const shipping = row.shipping ?? seen.shipping;
  if (handoverKey === row.handoverKey && shipping === row.shipping) return;
  context.ports.db.write((stores) =>
    stores.supplies.update(row.id, {
      handoverKey,
      shipping,
      shippingConfirmed: row.shipping === null ? seen.shipping !== null : row.shippingConfirmed,
    }),
  );
  context.emit('supplies', [row.id]);
}

/** Somebody deleted it in the cabinet: what we wished to put there waits for a supply again. */
function removed(context: StreamContext, row: SupplyRow): void {
  const orders = context.ports.db.write((stores) => {
    const inside = stores.supplies.orderIds(row.id);
    if (inside.length > 0) stores.supplies.place(inside, null, null);
    stores.supplies.update(row.id, { state: 'removed' });
    return inside;
  });
  context.emit('supplies', [row.id]);
  if (orders.length > 0) context.emit('orders', orders);
}
