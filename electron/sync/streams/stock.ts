import type { ChannelProblem } from '#electron/channels/channel.ts';
import type { ChannelWarehouseRow } from '#electron/ports/catalogue-store.ts';
import type { OfferRow } from '#electron/ports/sync-store.ts';

import type { StepResult, StreamContext } from '../context.ts';
import { offerValues } from '../offer-value.ts';

/** Increases wait a little, so that a count of ten shelves is one call; decreases never wait. */
const DEBOUNCE_MS = 2000;
/** Orders older than this may hide a sale: an absolute figure would put the sold unit back on the shelf window. */
const ORDERS_FRESH_MS = 60_000;
/** After a longer silence statuses are read as well: cancelled orders give stock back. */
const SILENCE_MS = 15 * 60_000;
const BUSY_MS = 30_000;
const REFUSED_MS = 10 * 60_000;
/** Reading orders nudges this stream; until then it looks this often whether something can be lowered. */
const BEHIND_ORDERS_MS = 30_000;
/** A row refused as too early where the marketplace names no interval. */
const TOO_EARLY_MS = 5000;

/** Tells the marketplace the figures it does not know yet, one warehouse batch a step, decreases first. */
export async function stockStep(context: StreamContext): Promise<StepResult> {
  if (!context.account().live) return 'idle';
  const first = mustReadFirst(context);
  const { sync } = context.ports.db.read;
  let nextMs = Number.POSITIVE_INFINITY;
  for (const warehouse of mostUrgentFirst(context)) {
    const pausedMs = (context.memory.warehousePauseUntilMs.get(warehouse.externalId) ?? 0) - context.nowMs();
    if (warehouse.busy || pausedMs > 0) {
      nextMs = Math.min(nextMs, warehouse.busy ? BUSY_MS : pausedMs);
      continue;
    }
    const nowMs = context.nowMs();
    const query = { urgentOnly: false, dueBeforeMs: nowMs - DEBOUNCE_MS, nowMs, limit: context.client.stock.batch };
    const due = sync.waitingOffers(context.accountId, warehouse.externalId, query);
    if (due.length > 0) {
      if (first === null) return tell(context, warehouse, due);
      const gone = soldOut(context, due);
      const lowered = gone.length > 0 ? await tell(context, warehouse, gone) : await showLess(context, warehouse, due);
      if (lowered !== null) return lowered;
      // It waits for orders; something in another warehouse may be gone.
      nextMs = Math.min(nextMs, BEHIND_ORDERS_MS);
      continue;
    }
    const laterMs = sync.nextOfferMs(context.accountId, warehouse.externalId, DEBOUNCE_MS);
    if (laterMs !== null) nextMs = Math.min(nextMs, Math.max(1, laterMs - nowMs));
  }
  return Number.isFinite(nextMs) ? { waitMs: nextMs } : 'idle';
}

/** A decrease in one warehouse does not wait until another one is told anew as a whole. */
function mostUrgentFirst(context: StreamContext): readonly ChannelWarehouseRow[] {
  const { sync, catalogue } = context.ports.db.read;
  const open = catalogue.channelWarehouses(context.accountId).filter((one) => one.takesStock && one.warehouseId !== null);
  if (open.length < 2) return open;
  const nowMs = context.nowMs();
  const query = { urgentOnly: true, dueBeforeMs: nowMs, nowMs, limit: 1 };
  const isUrgent = (one: ChannelWarehouseRow) => sync.waitingOffers(context.accountId, one.externalId, query).length > 0;
  return [...open.filter(isUrgent), ...open.filter((one) => !isUrgent(one))];
}

/** Zero is safe whatever orders nobody has read yet: it puts nothing back on the shelf window. So the last piece is gone everywhere at once. */
function soldOut(context: StreamContext, due: readonly OfferRow[]): readonly OfferRow[] {
  const values = offerValues(context.ports.db.read, due);
  return due.filter((offer, index) => values[index] === 0 && offer.toldQuantity !== null && offer.toldQuantity > 0);
}

/**
 * A decrease cannot wait for orders that cannot be read (a limit used up for the hour, a method that is down). What the marketplace has less
 * than it was told was sold there unseen: the figure goes less that, and stays wanted until orders are read and the true one may go.
 * Null: nothing to lower, or nothing can be learnt.
 */
async function showLess(context: StreamContext, warehouse: ChannelWarehouseRow, due: readonly OfferRow[]): Promise<StepResult | null> {
  const values = offerValues(context.ports.db.read, due);
  const less = due.flatMap((offer, index) => {
    const quantity = values[index] ?? 0;
    return offer.toldQuantity !== null && quantity < offer.toldQuantity ? [{ offer, quantity, told: offer.toldQuantity }] : [];
  });
  if (less.length === 0) return null;
  const read = await context.client.stock.read(
    warehouse.externalId,
    less.map(({ offer }) => offer.sku),
  );
  if (read.kind !== 'done') return null;
  const shown = new Map(read.value.map((row) => [row.sku, row.quantity]));
  const rows = less.flatMap(({ offer, quantity, told }) => {
    const live = shown.get(offer.sku) ?? 0;
    const safe = Math.max(0, quantity - Math.max(0, told - live));
    return safe < live ? [{ offer, quantity: safe }] : [];
  });
  if (rows.length === 0) return null;
  const answer = await write(context, warehouse, rows);
  if (answer.kind !== 'done') return answer.kind === 'rejected' ? null : context.setback('stock', answer);
  const refused = new Map(answer.value.refused.map((row) => [row.sku, row.problem]));
  settle(
    context,
    rows,
    rows.filter(({ offer }) => !refused.has(offer.sku)),
    refused,
    'unread-orders',
  );
  return 'again';
}

/** Orders are read before stock is told (DESIGN §4); null when everything that may give or take stock is fresh enough. */
function mustReadFirst(context: StreamContext): StepResult | null {
  const { memory } = context;
  const silent = age(context.nowMs(), memory.statusesReadAtMs) > SILENCE_MS;
  const stale = age(context.nowMs(), memory.ordersReadAtMs) > ORDERS_FRESH_MS;
  if (silent) context.nudge('statuses');
  if (stale) context.nudge('orders');
  // Each of them nudges this stream when it has read.
  return silent || stale ? 'idle' : null;
}

/** A clock that was set back makes every reading old. */
const age = (nowMs: number, atMs: number): number => (nowMs < atMs ? Number.POSITIVE_INFINITY : nowMs - atMs);

async function tell(context: StreamContext, warehouse: ChannelWarehouseRow, offers: readonly OfferRow[]): Promise<StepResult> {
  const values = offerValues(context.ports.db.read, offers);
  const rows = offers.map((offer, index) => ({ offer, quantity: values[index] ?? 0 }));
  const answer = await write(context, warehouse, rows);
  if (answer.kind === 'rejected') return refusedWhole(context, warehouse, rows, answer.problem);
  if (answer.kind !== 'done') return context.setback('stock', answer);
  const refused = new Map(answer.value.refused.map((row) => [row.sku, row.problem]));
  let accepted = rows.filter((row) => !refused.has(row.offer.sku));
  // Where a figure may be told only so often the marketplace answers row by row, and a second telling would be refused as too early.
  if (refused.size > 0 && accepted.length > 0 && context.client.stock.pairIntervalMs === 0) {
    // Whether the valid rest of a refused batch was applied is not documented: send it once more, absolute figures do no harm.
    const again = await write(context, warehouse, accepted);
    if (again.kind === 'done') {
      for (const row of again.value.refused) refused.set(row.sku, row.problem);
      accepted = accepted.filter((row) => !refused.has(row.offer.sku));
    } else {
      accepted = [];
      if (again.kind !== 'rejected') context.setback('stock', again);
    }
  }
  settle(context, rows, accepted, refused);
  context.succeeded('stock');
  return 'again';
}

type Row = { readonly offer: OfferRow; readonly quantity: number };

const write = (context: StreamContext, warehouse: ChannelWarehouseRow, rows: readonly Row[]) =>
  context.client.stock.write(
    warehouse.externalId,
    rows.map(({ offer, quantity }) => ({ sku: offer.sku, quantity, cardId: offer.cardId, article: offer.article })),
  );

function settle(
  context: StreamContext,
  rows: readonly Row[],
  accepted: readonly Row[],
  refused: ReadonlyMap<string, ChannelProblem>,
  cause?: 'unread-orders',
): void {
  const nowMs = context.nowMs();
  const { pairIntervalMs } = context.client.stock;
  context.ports.db.write((stores) => {
    for (const { offer, quantity } of accepted) {
      // A figure told for want of a better one is no answer to what is wanted.
      const version = cause === undefined ? offer.wantedVersion : offer.ackedVersion;
      stores.sync.ackOffer(offer, version, { quantity, atMs: nowMs, cause: cause ?? causeOf(offer), outcome: 'told' });
      if (pairIntervalMs > 0) stores.sync.holdOffer(offer, nowMs + pairIntervalMs);
    }
    for (const { offer } of rows) {
      const problem = refused.get(offer.sku);
      if (problem === undefined) continue;
      // «Later» is no refusal: the figure stays wanted and goes when it may.
      if (problem.code === 'too-many-requests') stores.sync.holdOffer(offer, nowMs + Math.max(pairIntervalMs, TOO_EARLY_MS));
      else stores.sync.parkOffer(offer, problem, nowMs);
    }
  });
  context.memory.readBackSoonAtMs = nowMs + 10_000;
  context.emit('listings');
}

const causeOf = (offer: OfferRow): string => (offer.toldQuantity === null ? 'first' : offer.urgent ? 'decrease' : 'change');

function refusedWhole(context: StreamContext, warehouse: ChannelWarehouseRow, rows: readonly Row[], problem: ChannelProblem): StepResult {
  const named = new Set(problem.subjects ?? []);
  const culprits = rows.length === 1 ? rows : rows.filter((row) => named.has(row.offer.sku));
  if (problem.code === 'stock-warehouse-busy' || culprits.length === 0) {
    const pauseMs = problem.code === 'stock-warehouse-busy' ? BUSY_MS : REFUSED_MS;
    context.memory.warehousePauseUntilMs.set(warehouse.externalId, context.nowMs() + pauseMs);
    context.fault('stock', problem);
    return 'again';
  }
  settle(context, culprits, [], new Map(culprits.map((row) => [row.offer.sku, problem])));
  context.fault('stock', problem);
  return 'again';
}
