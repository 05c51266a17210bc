import type { ListingRow, MatchChange } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import { rematchLines, resolveLines } from '#electron/sync/resolve-lines.ts';
import type { AccountId, ListingId, OperationId, OrderId, ProductId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { filledOrders } from './stock.ts';

/** Cards of the cabinets, and what stands behind each. */
export const listingHandlers = (context: EngineContext): Handlers<CallsOf<'listing'>> => {
  const { db, clock, lists, sync } = context;

  return {
    'listing.list': async (input) => ok(await lists.listings(input)),
    'listing.suggestions': async (input) => ok(await lists.suggestions(input)),
    'listing.match': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'match', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const { orders } = changeMatches(context, stores, deed, [checkedRow(stores, input)]);
        return { resolvedOrders: orders.length };
      });
    },
    'listing.matchMany': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'match', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const done = changeMatches(
          context,
          stores,
          deed,
          input.rows.map((row) => checkedRow(stores, row)),
        );
        return { changed: done.changed, resolvedOrders: done.orders.length };
      });
    },
    'listing.undoMatch': (input, caller) => {
      const { operationId, reversesId } = input;
      return perform(db, clock.nowMs(), { operationId, kind: 'match', caller, payload: input, reversesId }, (stores, deed) => {
        const found = stores.ledger.operation(reversesId as OperationId);
        if (found === null) throw new Refusal('operation-unknown', { id: reversesId });
        if (found.reversedById !== null) throw new Refusal('already-reversed', { by: found.reversedById });
        const changes = stores.catalogue.matchesOf(reversesId as OperationId);
        if (changes.length === 0) throw new Refusal('not-reversible', { kind: found.kind });
        const rows = changes.flatMap((change) => {
          const listing = stores.catalogue.listing(change.listingId);
          const isAsLeft = listing?.productId === change.to.productId && listing.multiplicity === change.to.multiplicity;
          return isAsLeft ? [{ listing, to: change.from }] : [];
        });
        const { changed } = changeMatches(context, stores, deed, rows);
        return { restored: changed, left: changes.length - rows.length };
      });
    },
    'listing.autoMatch': (input, caller) => {
      const accountId = input.accountId as AccountId;
      const call = { operationId: input.operationId, kind: 'match', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        if (stores.catalogue.account(accountId) === null) throw new Refusal('account-unknown');
        const matched = stores.catalogue.autoMatch(accountId);
        noteFirstMatches(stores, deed, matched);
        settleMatches(context, stores, deed, accountId, matched);
        return { matched: matched.length, left: stores.catalogue.unmatched(accountId, null).length };
      });
    },
    'listing.refresh': ({ accountId }) => {
      if (db.read.catalogue.account(accountId as AccountId) === null) return fail({ code: 'account-unknown' });
      sync.nudge(accountId as AccountId, 'listings');
      return ok({});
    },
  };
};

interface Wanted {
  readonly listing: ListingRow;
  readonly to: MatchChange['from'];
}

function checkedRow(
  stores: Stores,
  input: { readonly listingId: string; readonly productId: string | null; readonly multiplicity: number },
): Wanted {
  const listing = stores.catalogue.listing(input.listingId as ListingId);
  if (listing === null) throw new Refusal('listing-unknown', { id: input.listingId });
  const productId = input.productId as ProductId | null;
  if (productId === null) return { listing, to: { productId, multiplicity: 1, matchedBy: null } };
  if (stores.catalogue.product(productId) === null) throw new Refusal('product-unknown', { id: input.productId });
  return { listing, to: { productId, multiplicity: input.multiplicity, matchedBy: 'person' } };
}

/**
 * Puts products behind cards, keeps what was there before, and lets everything that stood on it follow: orders that wait to be packed hold
 * the stock of what stands behind their card now, and every offer of the products that came and went is told anew.
 */
function changeMatches(
  context: EngineContext,
  stores: Stores,
  deed: Deed,
  rows: readonly Wanted[],
): { readonly changed: number; readonly orders: readonly OrderId[] } {
  const unlike = rows.filter(({ listing, to }) => listing.productId !== to.productId || listing.multiplicity !== to.multiplicity);
  const orders = new Set<OrderId>();
  const left = new Set<ProductId>();
  for (const { listing, to } of unlike) {
    stores.catalogue.match(listing.id, to.productId, to.multiplicity, to.matchedBy);
    stores.catalogue.noteMatch(deed.id, { listingId: listing.id, from: listing, to });
    if (listing.productId === null) continue;
    left.add(listing.productId);
    const { touched, filledLines } = rematchLines(stores, deed, listing.id);
    for (const orderId of [...touched, ...filledOrders(stores, deed, filledLines)]) orders.add(orderId);
  }
  if (orders.size > 0) context.events.emit({ topic: 'orders', ids: [...orders] });
  // A card that lost its product draws on it no more, so where stock is divided the others have more of it.
  if (stores.allocation.isDividing()) stores.sync.touchOffers({ productIds: [...left] }, false, deed.atMs);
  for (const [accountId, group] of Map.groupBy(unlike, ({ listing }) => listing.accountId)) {
    const ids = group.map(({ listing }) => listing.id);
    for (const orderId of settleMatches(context, stores, deed, accountId, ids)) orders.add(orderId);
  }
  return { changed: unlike.length, orders: [...orders] };
}

/** Cards that had nothing behind them and were matched by themselves: what to go back to is nothing. */
export function noteFirstMatches(stores: Stores, deed: Deed, listingIds: readonly ListingId[]): void {
  const from = { productId: null, multiplicity: 1, matchedBy: null };
  for (const id of new Set(listingIds)) {
    const listing = stores.catalogue.listing(id);
    if (listing !== null) stores.catalogue.noteMatch(deed.id, { listingId: id, from, to: listing });
  }
}

/**
 * What follows from cards getting (or losing) their product: offers to tell, order lines that waited for it, the news to the screens.
 * Runs inside the caller's transaction. Answers the orders that got their product.
 */
export function settleMatches(
  context: EngineContext,
  stores: Stores,
  deed: Deed,
  accountId: AccountId,
  listingIds: readonly ListingId[],
): readonly OrderId[] {
  if (listingIds.length === 0) return [];
  stores.sync.ensureOffers(accountId, deed.atMs);
  // Where stock is divided, a card more or fewer changes what the others are told.
  const affected = stores.allocation.isDividing() ? stores.allocation.sharing(listingIds) : listingIds;
  stores.sync.touchOffers({ listingIds: affected }, true, deed.atMs);
  const orders = resolveLines(stores, deed, listingIds);
  const { events, db, sync } = context;
  events.emit({ topic: 'listings', ids: listingIds.length > 500 ? [] : [...listingIds] });
  events.emit({ topic: 'setup', ids: [] });
  events.emit({ topic: 'stock', ids: [] });
  if (orders.length > 0) events.emit({ topic: 'orders', ids: [...orders] });
  db.afterCommit(() => sync.nudge(accountId, 'stock'));
  return orders;
}
