import type { ChannelHandover, HandoversClient, Outcome } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { HandoverRow } from '#electron/ports/handover-store.ts';
import type { ExternalId, HandoverId, OrderId } from '#shared/domain/ids.ts';

import type { StreamContext } from './context.ts';

/** The marketplace's list, each entry found among ours or written down anew; what may still be made and is told no more is over. */
export function takeHandovers(
  context: StreamContext,
  seen: readonly ChannelHandover[],
  window: { readonly fromMs: number; readonly toMs: number },
): void {
  const changed = context.ports.db.write((stores) => {
    const touched = seen.flatMap((one) => takeOne(context, stores, one) ?? []);
    const told = new Set(seen.flatMap((one) => (one.id === null ? [one.key] : [])));
    for (const row of stores.handovers.between(context.accountId, window.fromMs, window.toMs)) {
      const gone = row.externalId === null && row.asked === null && row.state !== 'cancelled' && !told.has(row.key);
      if (!gone) continue;
      stores.handovers.update(row.id, { state: 'cancelled' });
      context.memory.handoverStamps.delete(row.key);
      touched.push(row.id);
    }
    return touched;
  });
  if (changed.length > 0) context.emit('handovers', changed);
}

/** Ours by the marketplace's number; a number not seen before is the one we waited for on this day and point. Null: nothing new. */
function takeOne(context: StreamContext, stores: Stores, seen: ChannelHandover): HandoverId | null {
  const { accountId } = context;
  const known = seen.id === null ? null : stores.handovers.byExternalId(accountId, seen.id as ExternalId);
  const own = known ?? (seen.state === 'cancelled' ? null : stores.handovers.toMake(accountId, seen.key));
  const stamp = `${seen.state} ${seen.own} ${String(seen.orders)} ${String(seen.cutoffMs)} ${String(seen.departAtMs)}`;
  const stampKey = seen.id ?? seen.key;
  const news = context.memory.handoverStamps.get(stampKey) !== stamp;
  context.memory.handoverStamps.set(stampKey, stamp);
  if (own === null) {
    const id = context.newId() as HandoverId;
    stores.handovers.insert({ id, accountId, ...factsOf(seen), asked: null, places: null, problem: null, seenAtMs: context.nowMs() });
    return id;
  }
  // Read by its number since, it is known better than the list tells: only a change there is news.
  if (!news && own.externalId === seen.id) {
    stores.handovers.update(own.id, { seenAtMs: context.nowMs() });
    return null;
  }
  askStatuses(context, own, seen);
  const made = own.externalId === null && seen.id !== null;
  stores.handovers.update(own.id, {
    ...factsOf(seen),
    seenAtMs: context.nowMs(),
    ...(made && own.asked === 'create' ? { asked: null, problem: null } : {}),
  });
  return own.id;
}

const factsOf = (seen: ChannelHandover) => ({
  externalId: seen.id as ExternalId | null,
  key: seen.key,
  name: seen.name,
  externalWarehouseId: seen.warehouseId as ExternalId | null,
  departAtMs: seen.departAtMs,
  cutoffMs: seen.cutoffMs,
  state: seen.state,
  own: seen.own,
  toldOrders: seen.orders,
  documents: seen.documents,
  attributes: seen.attributes,
});

/**
 * Asks for one by its number: where it stands, what is in it. Its name, day and cut-off are the list's to tell.
 * Answers the first outcome that was no answer, null when all is read.
 */
export async function readHandover(
  context: StreamContext,
  client: HandoversClient,
  row: HandoverRow,
): Promise<Exclude<Outcome<never>, { kind: 'done' }> | null> {
  if (row.externalId === null) return null;
  const seen = await client.get(row.externalId);
  if (seen.kind !== 'done') return seen;
  showHandover(context, row.id, seen.value);
  const inside = await client.orderIds(row.externalId);
  if (inside.kind !== 'done') return inside;
  showInside(context, row.id, inside.value);
  return null;
}

export function showHandover(context: StreamContext, id: HandoverId, seen: ChannelHandover): void {
  const before = context.ports.db.read.handovers.byId(id);
  if (before === null) return;
  const attributes = { ...before.attributes, ...seen.attributes };
  const same =
    before.state === seen.state &&
    before.own === seen.own &&
    before.documents.join() === seen.documents.join() &&
    JSON.stringify(before.attributes) === JSON.stringify(attributes);
  if (same) return;
  context.ports.db.write((stores) =>
    stores.handovers.update(id, { state: seen.state, own: seen.own, documents: seen.documents, attributes }),
  );
  context.emit('handovers', [id]);
  askStatuses(context, before, seen);
}

/** Its orders are gone from here by their own statuses, which say so about now. */
function askStatuses(context: StreamContext, before: HandoverRow, seen: ChannelHandover): void {
  if (before.state !== seen.state && (seen.state === 'closed' || seen.state === 'accepted')) context.nudge('statuses');
}

/** Orders we have not read yet are left out; the next reading finds them. */
export function showInside(context: StreamContext, id: HandoverId, externalIds: readonly string[]): readonly OrderId[] {
  const { db } = context.ports;
  const ids = externalIds.flatMap((externalId) => db.read.orders.byExternalId(context.accountId, externalId as ExternalId)?.id ?? []);
  const row = db.read.handovers.byId(id);
  const before = row?.externalId == null ? [] : db.read.handovers.orderIds(id);
  const there = new Set(ids);
  if (before.length === there.size && before.every((one) => there.has(one))) return ids;
  db.write((stores) => stores.handovers.setOrders(id, ids));
  context.emit('handovers', [id]);
  return ids;
}
