import type { Output, Parsed } from '#shared/contract/index.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { listingViews } from '../stores/listing-views.ts';
import { beginning, byWords, type Chosen, findRows, windowOfFound } from './found.ts';

type Query = Parsed<'listing.list'>;

const SHOW: Readonly<Record<Query['show'], string>> = {
  all: 'TRUE',
  matched: 'l.product_id IS NOT NULL',
  unmatched: 'l.product_id IS NULL AND l.archived = 0',
  drift: `l.id IN (SELECT o.listing_id FROM offer o WHERE o.live_read_at_ms > o.told_at_ms AND o.live_quantity <> o.told_quantity)`,
  parked: 'l.id IN (SELECT o.listing_id FROM offer o WHERE o.parked = 1)',
};

/** Cards by article. */
export function listListings(sql: Sql, query: Query): Output<'listing.list'> {
  const shown = {
    where: query.accountId === null ? SHOW[query.show] : `${SHOW[query.show]} AND l.account_id = ?`,
    values: query.accountId === null ? [] : [query.accountId],
  };
  const text = searchable(query.search);
  if (text !== '') {
    const found = findRows(sql, 'l', byWords('listing_search', 'listing', 'l', text) ?? startsWith(query.search.trim(), text), shown);
    const ids = windowOfFound(sql, 'listing', 'l', found, 'l.article, l.sku', query.limit, query.offset);
    return { rows: listingViews(sql)(ids), total: found.rowids.length, capped: found.capped };
  }
  const ids = sql
    .prepare<(string | number)[], string>(`SELECT l.id FROM listing l WHERE ${shown.where} ORDER BY l.article, l.sku LIMIT ? OFFSET ?`)
    .pluck()
    .all(...shown.values, query.limit, query.offset);
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) FROM listing l WHERE ${shown.where}`)
    .pluck()
    .get(...shown.values);
  return { rows: listingViews(sql)(ids), total: total ?? 0 };
}

/** One or two letters: the beginning of a name or of an article. */
function startsWith(typed: string, text: string): Chosen {
  const articles = [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])];
  return {
    from: 'listing l',
    where: `(l.search_text >= ? AND l.search_text < ?${articles.map(() => ' OR l.article >= ? AND l.article < ?').join('')})`,
    values: [text, ...articles].flatMap(beginning),
  };
}
