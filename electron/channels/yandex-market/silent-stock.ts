import { z } from 'zod';

import type { ChannelProblem, Outcome } from '#electron/channels/channel.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { chunked, done } from './outcome.ts';
import { maybe, result, rows } from './schemas.ts';

/** Cards named in one question; then there is no paging. */
const BATCH = 100;

const page = result(
  z.object({
    offerMappings: rows(
      z.object({
        offer: maybe(
          z.object({ offerId: z.string(), archived: maybe(z.boolean()), basicPrice: maybe(z.object({ value: maybe(z.number()) })) }),
        ),
      }),
    ),
  }),
);

/**
 * The writing of stock answers 200 whatever became of a row. Where reading back shows less than was told, the card says why: it is archived,
 * has no price, or is not there. A card that has nothing wrong is not named.
 */
export async function whySilent(
  caller: Caller,
  cabinet: Cabinet,
  skus: readonly string[],
): Promise<Outcome<readonly { readonly sku: string; readonly problem: ChannelProblem }[]>> {
  const business = await cabinet.business();
  if (business.kind !== 'done') return business;
  const found: { readonly sku: string; readonly problem: ChannelProblem }[] = [];
  for (const offerIds of chunked(skus, BATCH)) {
    const answer = await caller.ask('offers.list', { params: { businessId: business.value.id }, query: {}, body: { offerIds } }, page);
    if (answer.kind !== 'done') return answer;
    const cards = new Map(answer.value.offerMappings.flatMap(({ offer }) => (offer === null ? [] : [[offer.offerId, offer] as const])));
    for (const sku of offerIds) {
      const card = cards.get(sku);
      const code = card === undefined ? 'stock-not-found' : card.archived === true ? 'product-archived' : priceless(card);
      if (code !== null) found.push({ sku, problem: { code, operation: 'offers.list', subjects: [sku] } });
    }
  }
  return done(found);
}

const priceless = ({ basicPrice }: { readonly basicPrice: { readonly value: number | null } | null }): 'stock-price-missing' | null =>
  (basicPrice?.value ?? 0) > 0 ? null : 'stock-price-missing';
