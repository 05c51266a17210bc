import type { AccountRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { OfferRow, OutboxRow, OutboxState } from '#electron/ports/sync-store.ts';
import { offerValues } from '#electron/sync/offer-value.ts';
import type { Output } from '#shared/contract/index.ts';
import type { AccountId, HandoverId, ListingId, OrderId, OutboxId, ProductId, SupplyId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';

type Health = Output<'sync.health'>['rows'][number];

const SHOWN: Readonly<Record<'open' | 'rejected' | 'all', readonly OutboxState[]>> = {
  open: ['queued', 'sending', 'unknown', 'rejected'],
  rejected: ['rejected', 'unknown'],
  all: ['queued', 'sending', 'unknown', 'rejected', 'done', 'dropped'],
};
/** A telling that was read back within this time and does not show was never applied; later, somebody changed it. */
const APPLIES_WITHIN_MS = 10 * 60_000;
const MOST_DRIFT = 500;

/** How every cabinet is, what waits for it, what it was told; and the levers on all of it. */
export const syncHandlers = (context: EngineContext): Handlers<CallsOf<'sync'>> => ({
  ...health(context),
  ...queue(context),
  ...offers(context),
});

function health(context: EngineContext): Handlers<'sync.health'> {
  const { db } = context;
  return {
    'sync.health': () => {
      const accounts = db.read.catalogue.accounts();
      const rows = accounts.map((account) => accountHealth(context, account));
      const active = rows.filter((row) => row.state === 'active');
      const readAt = active.flatMap((row) => row.streams.find((one) => one.stream === 'orders')?.lastSuccessMs ?? []);
      return ok({
        rows,
        offline: active.length > 0 && active.every((row) => row.mood === 'offline'),
        dataAtMs: readAt.length === 0 ? null : Math.min(...readAt),
      });
    },
  };
}

function accountHealth(context: EngineContext, account: AccountRow): Health {
  const { sync } = context.db.read;
  const nowMs = context.clock.nowMs();
  const figures = sync.queueFigures(account.id);
  const stock = sync.offerFigures(account.id);
  const breakers = (['transport', 'auth'] as const).map((kind) => {
    const { failures, openUntilMs } = sync.breaker(account.id, kind);
    return { kind, failures, openUntilMs: openUntilMs > nowMs ? openUntilMs : null };
  });
  return {
    accountId: account.id,
    accountName: account.name,
    channel: account.channel,
    state: account.state,
    live: account.live,
    mood: moodOf(context, account, breakers, figures.waiting + figures.unknown + (account.live ? stock.waiting : 0)),
    streams: sync.health(account.id).map((row) => ({ ...row, problem: shownProblem(row.problem) })),
    queue: figures,
    stock,
    limits: context.sync.limits(account.id).map((one) => ({
      ...one,
      left: Math.round(one.left * 10) / 10,
      blockedUntilMs: one.blockedUntilMs > nowMs ? one.blockedUntilMs : null,
    })),
    pace: context.sync.pace(account.id),
    breakers,
  };
}

function moodOf(context: EngineContext, account: AccountRow, breakers: Health['breakers'], waiting: number): Health['mood'] {
  if (account.state === 'paused') return 'paused';
  if (breakers.some((one) => one.kind === 'auth' && one.failures > 0) || context.vault.get(account.id) === null) return 'refused';
  if (breakers.some((one) => one.kind === 'transport' && one.failures > 0)) return 'offline';
  return waiting > 0 ? 'waiting' : 'good';
}

function queue(context: EngineContext): Handlers<'sync.queue' | 'sync.retry' | 'sync.drop'> {
  const { db, clock, sync, events } = context;
  return {
    'sync.queue': ({ accountId, show, limit }) => {
      const names = new Map(db.read.catalogue.accounts().map((account) => [account.id, account.name]));
      const filter = { states: SHOWN[show], limit, ...(accountId === null ? {} : { accountId: accountId as AccountId }) };
      return ok({ rows: db.read.sync.outboxList(filter).map((row) => shownRow(row, names.get(row.accountId) ?? '')) });
    },
    'sync.retry': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'settle', caller, payload: input },
        (stores, deed) => {
          const row = openRow(stores, input.outboxId);
          if (row.state === 'sending') throw new Refusal('command-settled');
          // What is unknown is looked at again, never sent again by a person's impatience.
          const state = row.state === 'unknown' ? 'unknown' : 'queued';
          stores.sync.setOutbox(row.id, { state, notBeforeMs: deed.atMs, problem: null });
          if (row.command.kind === 'order.confirm') stores.orders.setConfirm([row.command.orderId as OrderId], 'wanted');
          if ('handoverId' in row.command) stores.handovers.update(row.command.handoverId as HandoverId, { problem: null });
          if ('supplyId' in row.command) stores.supplies.update(row.command.supplyId as SupplyId, { problem: null });
          return {};
        },
      );
      if (answer.ok) moved(input.outboxId);
      return answer;
    },
    'sync.drop': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'settle', caller, payload: input },
        (stores, deed) => {
          const row = openRow(stores, input.outboxId);
          if (row.state === 'sending') throw new Refusal('command-settled');
          drop(stores, row, input.reason, deed.atMs, caller.actor);
          return {};
        },
      );
      if (answer.ok) moved(input.outboxId);
      return answer;
    },
  };

  function moved(id: string): void {
    const row = db.read.sync.outbox(id as OutboxId);
    if (row === null) return;
    sync.nudge(row.accountId, 'outbox');
    events.emit({ topic: 'sync', ids: [row.accountId] });
    events.emit({ topic: 'supplies', ids: [] });
    events.emit({ topic: 'handovers', ids: [] });
    events.emit({ topic: 'orders', ids: [] });
  }
}

function openRow(stores: Stores, id: string): OutboxRow {
  const row = stores.sync.outbox(id as OutboxId);
  if (row === null) throw new Refusal('command-unknown');
  if (row.state === 'done' || row.state === 'dropped') throw new Refusal('command-settled');
  return row;
}

/** Gives a command up and takes back what only waited for it. */
function drop(stores: Stores, row: OutboxRow, reason: string, atMs: number, actor: string): void {
  stores.sync.setOutbox(row.id, { state: 'dropped', dropReason: reason, endedAtMs: atMs });
  const { command } = row;
  if (command.kind === 'order.confirm') {
    // Kept apart from new ones: a person gave it up, the automatic confirmation must not take it up again.
    stores.orders.setConfirm([command.orderId as OrderId], 'refused');
    stores.orders.tell(command.orderId as OrderId, atMs, 'confirm-dropped', actor, { reason });
  }
  if ('handoverId' in command) {
    // What waited behind it meant the content it would have left: an unpacked order must not be closed in by a dropped «leave these out».
    for (const other of stores.sync.outboxList({ accountId: row.accountId, states: ['queued'], limit: 10_000 }))
      if (other.subject === row.subject) stores.sync.setOutbox(other.id, { state: 'dropped', dropReason: reason, endedAtMs: atMs });
    stores.handovers.update(command.handoverId as HandoverId, { asked: null, problem: null });
  }
  if (!('supplyId' in command)) return;
  const supplyId = command.supplyId as SupplyId;
  const supply = stores.supplies.byId(supplyId);
  if (supply === null) return;
  const freed = (ids: readonly OrderId[]) => {
    const wished = ids.filter((id) => {
      const order = stores.orders.byId(id);
      return order?.supplyId === supplyId && order.supplyState === 'wanted';
    });
    if (wished.length > 0) stores.supplies.place(wished, null, null);
    for (const id of wished) stores.orders.tell(id, atMs, 'supply-dropped', actor, { supplyId, reason });
  };
  if (command.kind === 'supply.add') freed(command.orderIds as readonly OrderId[]);
  if (command.kind === 'supply.create' && supply.externalId === null) {
    // Nothing that waited for this supply can happen any more.
    for (const other of stores.sync.outboxList({ accountId: row.accountId, states: ['queued', 'rejected'], limit: 10_000 }))
      if (other.subject === row.subject) stores.sync.setOutbox(other.id, { state: 'dropped', dropReason: reason, endedAtMs: atMs });
    freed(stores.supplies.orderIds(supplyId));
    stores.supplies.update(supplyId, { state: 'removed', problem: null });
    return;
  }
  stores.supplies.update(supplyId, { problem: null, ...(supply.state === 'delivering' ? { state: 'open' as const } : {}) });
}

function offers(context: EngineContext): Handlers<'sync.pushNow' | 'sync.pushes' | 'sync.drift' | 'sync.repair' | 'sync.unpark'> {
  const { db, clock, sync, events } = context;
  const tellStock = (accountId: AccountId | null) => {
    for (const account of db.read.catalogue.accounts()) if (accountId === null || account.id === accountId) sync.nudge(account.id, 'stock');
    events.emit({ topic: 'listings', ids: [] });
  };
  return {
    'sync.pushNow': ({ accountId, productId }) => {
      const filter = {
        ...(accountId === null ? {} : { accountId: accountId as AccountId }),
        ...(productId === null ? {} : { productIds: [productId as ProductId] }),
        all: accountId === null && productId === null,
      };
      const touched = db.write((stores) => stores.sync.touchOffers(filter, true, clock.nowMs()));
      tellStock(accountId as AccountId | null);
      return ok({ offers: touched });
    },
    'sync.pushes': ({ listingId, limit }) => {
      if (db.read.catalogue.listing(listingId as ListingId) === null) return fail({ code: 'listing-unknown' });
      const rows = db.read.sync.pushes(listingId as ListingId, limit);
      return ok({ rows: rows.map((row) => ({ ...row, problem: shownProblem(row.problem) })) });
    },
    'sync.drift': () => ok({ rows: drift(db.read) }),
    'sync.repair': ({ listingId }) => {
      const listing = db.read.catalogue.listing(listingId as ListingId);
      if (listing === null) return fail({ code: 'listing-unknown' });
      db.write((stores) => stores.sync.touchOffers({ listingIds: [listing.id] }, true, clock.nowMs()));
      tellStock(listing.accountId);
      return ok({});
    },
    'sync.unpark': ({ accountId }) => {
      const id = accountId as AccountId;
      if (db.read.catalogue.account(id) === null) return fail({ code: 'account-unknown' });
      db.write((stores) => stores.sync.unparkOffers(id));
      tellStock(id);
      return ok({});
    },
  };
}

function drift(stores: Stores): Output<'sync.drift'>['rows'] {
  const rows = stores.sync.driftingOffers(MOST_DRIFT);
  const values = offerValues(stores, rows);
  const names = new Map(stores.catalogue.accounts().map((account) => [account.id, account.name]));
  return rows.map((row, index) => {
    const listing = stores.catalogue.listing(row.listingId);
    return {
      listingId: row.listingId,
      accountName: names.get(row.accountId) ?? '',
      article: listing?.article ?? '',
      name: listing?.name ?? '',
      externalWarehouseId: row.externalWarehouseId,
      told: row.toldQuantity ?? 0,
      live: row.liveQuantity ?? 0,
      would: values[index] ?? 0,
      toldAtMs: row.toldAtMs ?? 0,
      liveReadAtMs: row.liveReadAtMs ?? 0,
      cause: causeOf(stores, row),
    };
  });
}

function causeOf(stores: Stores, row: OfferRow): Output<'sync.drift'>['rows'][number]['cause'] {
  const toldAtMs = row.toldAtMs ?? 0;
  const lower = (row.liveQuantity ?? 0) < (row.toldQuantity ?? 0);
  if (row.wantedVersion > row.ackedVersion || (lower && stores.sync.orderedSince(row.listingId, toldAtMs))) return 'order-in-flight';
  return (row.liveReadAtMs ?? 0) - toldAtMs < APPLIES_WITHIN_MS ? 'told-not-applied' : 'changed-outside';
}

const shownRow = (row: OutboxRow, accountName: string): Output<'sync.queue'>['rows'][number] => ({
  id: row.id,
  accountId: row.accountId,
  accountName,
  subject: row.subject,
  kind: row.command.kind,
  state: row.state,
  attempts: row.attempts,
  notBeforeMs: row.notBeforeMs,
  problem: shownProblem(row.problem),
  dropReason: row.dropReason,
  createdAtMs: row.createdAtMs,
  endedAtMs: row.endedAtMs,
});

type ShownProblem = Output<'sync.queue'>['rows'][number]['problem'];
const shownProblem = (problem: OutboxRow['problem']): ShownProblem => {
  if (problem === null) return null;
  const { subjects, ...rest } = problem;
  return subjects === undefined ? rest : { ...rest, subjects: [...subjects] };
};
