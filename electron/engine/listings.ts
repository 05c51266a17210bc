import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import { resolveLines } from '#electron/sync/resolve-lines.ts';
import type { AccountId, ListingId, OrderId, ProductId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';

/** Cards of the cabinets, and what stands behind each. */
export const listingHandlers = (context: EngineContext): Handlers<CallsOf<'listing'>> => {
  const { db, clock, lists, sync } = context;

  return {
    'listing.list': async (input) => ok(await lists.listings(input)),
    'listing.match': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'match', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const listing = stores.catalogue.listing(input.listingId as ListingId);
        if (listing === null) throw new Refusal('listing-unknown', { id: input.listingId });
        const productId = input.productId as ProductId | null;
        if (productId !== null && stores.catalogue.product(productId) === null)
          throw new Refusal('product-unknown', { id: input.productId });
        const by = productId === null ? null : 'person';
        stores.catalogue.match(listing.id, productId, productId === null ? 1 : input.multiplicity, by);
        const orders = settleMatches(context, stores, deed, listing.accountId, [listing.id]);
        return { resolvedOrders: orders.length };
      });
    },
    'listing.autoMatch': (input, caller) => {
      const accountId = input.accountId as AccountId;
      const call = { operationId: input.operationId, kind: 'match', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        if (stores.catalogue.account(accountId) === null) throw new Refusal('account-unknown');
        const matched = stores.catalogue.autoMatch(accountId);
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
  stores.sync.touchOffers({ listingIds }, true, deed.atMs);
  const orders = resolveLines(stores, deed, listingIds);
  const { events, db, sync } = context;
  events.emit({ topic: 'listings', ids: listingIds.length > 500 ? [] : [...listingIds] });
  events.emit({ topic: 'setup', ids: [] });
  if (orders.length > 0) events.emit({ topic: 'orders', ids: [...orders] });
  db.afterCommit(() => sync.nudge(accountId, 'stock'));
  return orders;
}
