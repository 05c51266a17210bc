import { z } from 'zod';

import type { ChannelListing, Outcome, Page } from '#electron/channels/channel.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { done } from './outcome.ts';
import { id, list, maybe, paging, result, rows } from './schemas.ts';

/** A page holds a hundred since 2026-01-28; more is cut in silence. */
const PAGE = 100;
/** The list tells nothing of changes, so all of it is read again after this rest. */
const REST_MS = 15 * 60_000;
const REST = 'rest-until:';

const page = result(
  z.object({
    offerMappings: rows(
      z.object({
        offer: maybe(
          z.object({
            offerId: z.string(),
            name: maybe(z.string()),
            barcodes: list(z.string()),
            vendorCode: maybe(z.string()),
            pictures: list(z.string()),
            archived: maybe(z.boolean()),
            groupId: maybe(z.string()),
          }),
        ),
        mapping: maybe(z.object({ marketSku: maybe(id), marketSkuName: maybe(z.string()) })),
      }),
    ),
    paging,
  }),
);
type Row = z.infer<typeof page>['offerMappings'][number];

/**
 * `POST v2/businesses/{id}/offer-mappings`: every card of the cabinet. The seller's own SKU (`offerId`) is the key of stock and orders, kept
 * exactly as it is written: `0557722` and `557722` are two goods. Cursors: a token of the Market, or the moment until which to rest.
 */
export async function listings(caller: Caller, cabinet: Cabinet, kept: string | null): Promise<Outcome<Page<ChannelListing>>> {
  const restMs = kept?.startsWith(REST) === true ? Number(kept.slice(REST.length)) : null;
  if (restMs !== null && caller.nowMs() < restMs && restMs - caller.nowMs() <= REST_MS)
    return done({ items: [], cursor: kept ?? '', more: false });
  const token = kept === null || restMs !== null ? '' : kept;
  const outcome = await readPage(caller, cabinet, token);
  if (outcome.kind !== 'done') return outcome;
  const next = outcome.value.paging;
  const more = next !== '' && next !== token;
  return done({
    items: outcome.value.offerMappings.flatMap(listingOf),
    cursor: more ? next : `${REST}${String(caller.nowMs() + REST_MS)}`,
    more,
  });
}

/** A token that is no longer known («Bad page token») begins the list anew. */
async function readPage(caller: Caller, cabinet: Cabinet, token: string): Promise<Outcome<z.infer<typeof page>>> {
  const business = await cabinet.business();
  if (business.kind !== 'done') return business;
  const ask = (query: Readonly<Record<string, string>>) =>
    caller.ask('offers.list', { params: { businessId: business.value.id }, query, body: {} }, page);
  const first = { limit: String(PAGE) };
  if (token === '') return ask(first);
  const outcome = await ask({ ...first, pageToken: token });
  return isBadToken(outcome) ? ask(first) : outcome;
}

export const isBadToken = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === 'rejected' && /bad page token/iu.test(outcome.problem.channelMessage ?? '');

function listingOf({ offer, mapping }: Row): ChannelListing[] {
  if (offer === null) return [];
  return [
    {
      sku: offer.offerId,
      cardId: mapping?.marketSku ?? offer.offerId,
      article: offer.offerId,
      name: offer.name ?? mapping?.marketSkuName ?? offer.offerId,
      size: null,
      barcodes: offer.barcodes,
      /** The card does not tell; orders do, line by line. */
      marked: false,
      photoUrl: offer.pictures[0] ?? null,
      archived: offer.archived === true,
    },
  ];
}
