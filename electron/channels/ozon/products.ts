import { z } from 'zod';

import type { ChannelListing, Outcome, Page } from '#electron/channels/channel.ts';
import { parseJson, stringifyJson } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { done, mapped } from './outcome.ts';
import { id, idOrNone, list, maybe, rows, textOrNone } from './schemas.ts';

/** Most products a page of the list, and a question for details, holds. */
const PAGE = 1000;

const page = z.object({ result: z.object({ items: rows(z.object({ product_id: id })), last_id: maybe(z.string()) }) });
const product = z.object({
  id,
  sku: idOrNone,
  offer_id: maybe(z.string()),
  name: maybe(z.string()),
  barcodes: list(z.string()),
  primary_image: list(z.string()),
  images: list(z.string()),
  is_archived: maybe(z.boolean()),
  is_autoarchived: maybe(z.boolean()),
});
const products = z.object({ items: rows(product) });

/** `ALL` means all but the archived: the archive is a second list. */
const LISTS = ['ALL', 'ARCHIVED'] as const;
const place = z.object({ list: z.enum(LISTS), lastId: z.string() });
type Place = z.infer<typeof place>;

/**
 * Products of the cabinet, `/v3/product/list` for their numbers and `/v3/product/info/list` for what they are. There is no order by change,
 * so every reading goes through them all; the cursor of the last page is empty and the next reading starts anew.
 * `sku` is what postings name; the product's own number stays beside it as `cardId`, because stock is written by it.
 */
export async function listings(caller: Caller, kept: string | null): Promise<Outcome<Page<ChannelListing>>> {
  let at: Place = kept === null || kept === '' ? { list: 'ALL', lastId: '' } : place.parse(parseJson(kept));
  const items: ChannelListing[] = [];
  for (;;) {
    const read = await readPage(caller, at);
    if (read.kind !== 'done') return read;
    items.push(...read.value.items);
    const { next } = read.value;
    if (next === null) return done({ items, cursor: '', more: false });
    if (next.list === at.list) return done({ items, cursor: stringifyJson(next), more: true });
    // The archive follows in the same answer: most cabinets are one page of each.
    at = next;
  }
}

async function readPage(
  caller: Caller,
  at: Place,
): Promise<Outcome<{ readonly items: readonly ChannelListing[]; readonly next: Place | null }>> {
  const body = { filter: { visibility: at.list }, last_id: at.lastId, limit: PAGE };
  const found = await caller.ask('products.list', body, page);
  if (found.kind !== 'done') return found;
  const { items, last_id: lastId } = found.value.result;
  const next = nextOf(at, items.length, lastId ?? '');
  if (items.length === 0) return done({ items: [], next });
  const productIds = items.map((item) => item.product_id);
  return mapped(await details(caller, productIds), (read) => ({ items: read, next }));
}

/** The count of a list is announced off, so pages are turned until one is short or leads nowhere. */
function nextOf(at: Place, items: number, lastId: string): Place | null {
  if (items >= PAGE && lastId !== '' && lastId !== at.lastId) return { list: at.list, lastId };
  return at.list === 'ALL' ? { list: 'ARCHIVED', lastId: '' } : null;
}

async function details(caller: Caller, productIds: readonly string[]): Promise<Outcome<readonly ChannelListing[]>> {
  const read = await caller.ask('products.info', { product_id: productIds }, products);
  // A product without a SKU was never created at Ozon: it can be neither sold nor ordered.
  return read.kind === 'done' ? done(read.value.items.flatMap((one) => (one.sku === null ? [] : [listingOf(one, one.sku)]))) : read;
}

const listingOf = (one: z.infer<typeof product>, sku: string): ChannelListing => ({
  sku,
  cardId: one.id,
  article: one.offer_id ?? '',
  name: textOrNone.parse(one.name) ?? one.offer_id ?? sku,
  size: null,
  barcodes: one.barcodes,
  // The catalogue does not tell; postings do, one by one.
  marked: false,
  photoUrl: one.primary_image[0] ?? one.images[0] ?? null,
  archived: one.is_archived === true || one.is_autoarchived === true,
});

/** Numbers of products by SKU, for stock of listings whose card is not known here. */
export async function productIdsOf(caller: Caller, skus: readonly string[]): Promise<Outcome<ReadonlyMap<string, string>>> {
  const read = await caller.ask('products.info', { sku: skus }, products);
  if (read.kind !== 'done') return read;
  return done(new Map(read.value.items.flatMap((one) => (one.sku === null ? [] : [[one.sku, one.id] as const]))));
}
