import type { Output, Parsed } from '#shared/contract/index.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { listingViews } from '../stores/listing-views.ts';

type Query = Parsed<'listing.list'>;

const SHOW: Readonly<Record<Query['show'], string>> = {
  all: 'TRUE',
  matched: 'l.product_id IS NOT NULL',
  unmatched: 'l.product_id IS NULL AND l.archived = 0',
  drift: `l.id IN (SELECT o.listing_id FROM offer o WHERE o.live_read_at_ms > o.told_at_ms AND o.live_quantity <> o.told_quantity)`,
  parked: 'l.id IN (SELECT o.listing_id FROM offer o WHERE o.parked = 1)',
};

/** Cards by article. A cabinet has thousands of cards, not millions, so their text is read through. */
export function listListings(sql: Sql, query: Query): Output<'listing.list'> {
  const where = [SHOW[query.show]];
  const values: (string | number)[] = [];
  if (query.accountId !== null) {
    where.push('l.account_id = ?');
    values.push(query.accountId);
  }
  for (const word of searchable(query.search).split(' ').filter(Boolean)) {
    where.push('instr(l.search_text, ?) > 0');
    values.push(word);
  }
  const condition = where.join(' AND ');
  const ids = sql
    .prepare<(string | number)[], string>(`SELECT l.id FROM listing l WHERE ${condition} ORDER BY l.article, l.sku LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, query.limit, query.offset);
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) FROM listing l WHERE ${condition}`)
    .pluck()
    .get(...values);
  return { rows: listingViews(sql)(ids), total: total ?? 0 };
}
