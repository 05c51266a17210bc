import type { OfferRow } from '#electron/ports/sync-store.ts';
import { offerValues } from '#electron/sync/offer-value.ts';
import type { Answer } from '#shared/contract/index.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import { question } from './question.ts';

/** Rows of a dry run a person can look through; the rest is counted by the push itself. */
const MOST_ROWS = 5000;
/** Many questions in a row must not add up to an endless one. */
const LONGEST_MS = 90_000;

/** What a live push would tell a cabinet, beside what stands there now. Sends nothing. */
export async function dryRun(context: EngineContext, accountId: AccountId): Promise<Awaited<Answer<'account.dryRun'>>> {
  const { db, clock, sync } = context;
  if (db.read.catalogue.account(accountId) === null) return fail({ code: 'account-unknown' });
  const client = sync.client(accountId);
  if (client === null) return fail({ code: 'channel-failed', params: { problem: 'token-refused' } });
  const offers = db.read.sync.offersOfAccount(accountId, MOST_ROWS);
  const byMs = clock.nowMs() + LONGEST_MS;
  const live = new Map<string, number>();
  for (const [warehouse, rows] of byWarehouse(offers)) {
    for (let from = 0; from < rows.length; from += client.stock.batch) {
      if (clock.nowMs() > byMs) return fail({ code: 'no-network', params: { problem: 'timeout' } });
      const part = rows.slice(from, from + client.stock.batch);
      const skus = part.map((offer) => offer.sku);
      const answer = await question(context, accountId, () => client.stock.read(warehouse, skus));
      if (!answer.ok) return answer;
      for (const row of answer.value) live.set(`${warehouse} ${row.sku}`, row.quantity);
    }
  }
  const values = offerValues(db.read, offers);
  return ok({
    readAtMs: clock.nowMs(),
    rows: offers.map((offer, index) => {
      const listing = db.read.catalogue.listing(offer.listingId);
      return {
        listingId: offer.listingId,
        sku: offer.sku,
        article: listing?.article ?? '',
        name: listing?.name ?? '',
        externalWarehouseId: offer.externalWarehouseId,
        live: live.get(`${offer.externalWarehouseId} ${offer.sku}`) ?? null,
        would: values[index] ?? 0,
      };
    }),
  });
}

function byWarehouse(offers: readonly OfferRow[]): ReadonlyMap<string, readonly OfferRow[]> {
  const groups = new Map<string, OfferRow[]>();
  for (const offer of offers) {
    const group = groups.get(offer.externalWarehouseId);
    if (group === undefined) groups.set(offer.externalWarehouseId, [offer]);
    else group.push(offer);
  }
  return groups;
}
