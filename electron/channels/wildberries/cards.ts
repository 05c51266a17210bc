import { z } from 'zod';

import type { ChannelListing, Outcome, Page } from '#electron/channels/channel.ts';
import { jsonInteger, parseJson, stringifyJson } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { done, rejected } from './outcome.ts';
import { id, list, maybe, rows } from './schemas.ts';

/** Most cards a page of `cards/list` holds. */
const PAGE = 100;

const size = z.object({ chrtID: id, techSize: maybe(z.string()), wbSize: maybe(z.string()), skus: list(z.string()) });
const photo = z.object({ c246x328: maybe(z.string()), tm: maybe(z.string()), big: maybe(z.string()) });
const card = z.object({
  nmID: id,
  vendorCode: maybe(z.string()),
  title: maybe(z.string()),
  needKiz: maybe(z.boolean()),
  kizMarked: maybe(z.boolean()),
  photos: list(photo),
  sizes: list(size),
});
const cursor = z.object({ updatedAt: maybe(z.string()), nmID: maybe(id), total: maybe(z.int()) });
const page = z.object({ cards: rows(card), cursor });
/** Content answers 200 with `error: true` when it means no. */
const answer = z.union([z.object({ error: z.literal(true), errorText: maybe(z.string()) }), page]);

const place = z.object({ updatedAt: z.string(), nmID: id });

/**
 * Cards of the cabinet, a listing per size, oldest change first: the cursor kept from the last page makes the next run read changes only.
 * Method `POST /content/v2/get/cards/list`; `withPhoto: -1` means all, anything else leaves cards out.
 */
export async function listings(caller: Caller, kept: string | null): Promise<Outcome<Page<ChannelListing>>> {
  const from = kept === null ? null : placeOf(kept);
  const body = {
    settings: {
      sort: { ascending: true },
      filter: { withPhoto: -1 },
      cursor: { limit: PAGE, ...(from === null ? {} : { updatedAt: from.updatedAt, nmID: jsonInteger(from.nmID) }) },
    },
  };
  const outcome = await caller.ask('cards.list', { query: { locale: 'ru' }, body }, answer);
  if (outcome.kind !== 'done') return outcome;
  if ('error' in outcome.value)
    return rejected({ code: 'other', operation: 'cards.list', channelMessage: outcome.value.errorText ?? 'error: true' });
  const { cards, cursor: next } = outcome.value;
  const at = next.updatedAt === null || next.updatedAt === '' || next.nmID === null ? null : { updatedAt: next.updatedAt, nmID: next.nmID };
  return done({
    items: cards.flatMap(listingsOf),
    cursor: at === null ? (kept ?? '') : stringifyJson(at),
    more: at !== null && cards.length > 0 && (next.total ?? cards.length) >= PAGE,
  });
}

function placeOf(kept: string): z.infer<typeof place> | null {
  if (kept === '') return null;
  return place.parse(parseJson(kept));
}

function listingsOf(one: z.infer<typeof card>): ChannelListing[] {
  const { photos } = one;
  return one.sizes.map((each) => ({
    sku: each.chrtID,
    cardId: one.nmID,
    article: one.vendorCode ?? '',
    name: one.title ?? one.vendorCode ?? one.nmID,
    size: sizeOf(each),
    barcodes: each.skus,
    marked: one.needKiz === true || one.kizMarked === true,
    photoUrl: photos[0]?.c246x328 ?? photos[0]?.tm ?? photos[0]?.big ?? null,
    archived: false,
  }));
}

/** Goods without sizes still have one, called «0». */
function sizeOf(each: z.infer<typeof size>): string | null {
  const own = each.techSize === '0' ? null : each.techSize;
  return each.wbSize === null || each.wbSize === '' || each.wbSize === '0' ? own : each.wbSize;
}
