import type { Output, Parsed } from '#shared/contract/index.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { productViews } from '../stores/product-views.ts';

type Query = Parsed<'product.list'>;

/** Words that fit more products than this narrow nothing; the first found are shown, and the list stays quick. */
const SEARCH_LIMIT = 5000;

const SHOW: Readonly<Record<Query['show'], string>> = {
  all: 'p.archived = 0',
  'in-stock': 'p.archived = 0 AND EXISTS (SELECT 1 FROM stock s WHERE s.product_id = p.id AND s.on_hand > 0)',
  short: 'p.archived = 0 AND p.id IN (SELECT m.product_id FROM shortage m WHERE m.ended IS NULL)',
  'no-barcode': 'p.archived = 0 AND NOT EXISTS (SELECT 1 FROM product_barcode b WHERE b.product_id = p.id)',
  unlisted: 'p.archived = 0 AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.product_id = p.id)',
  kits: "p.archived = 0 AND p.kind = 'kit'",
  archived: 'p.archived = 1',
};

const SORT: Readonly<Record<Query['sort'], string>> = {
  name: 'p.search_text',
  article: 'p.article',
  available: '(SELECT sum(s.on_hand - s.reserved) FROM stock s WHERE s.product_id = p.id)',
  'on-hand': '(SELECT sum(s.on_hand) FROM stock s WHERE s.product_id = p.id)',
};

/** Ids are chosen and counted first; only the window itself is read whole. */
export function listProducts(sql: Sql, query: Query): Output<'product.list'> {
  const { condition, values } = search(query);
  const where = `${SHOW[query.show]}${condition === '' ? '' : ` AND ${condition}`}`;
  const way = query.descending ? 'DESC' : 'ASC';
  const ids = sql
    .prepare<(string | number)[], string>(
      `SELECT p.id FROM product p WHERE ${where} ORDER BY ${SORT[query.sort]} ${way}, p.rowid ${way} LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(...values, query.limit, query.offset);
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) FROM product p WHERE ${where}`)
    .pluck()
    .get(...values);
  return { rows: productViews(sql)(ids), total: total ?? 0 };
}

/**
 * Three letters or more go to the trigram index. Fewer cannot narrow it and would read every row, so they are taken as the beginning
 * of a name, an article or a barcode, each of which has an index of its own.
 */
function search(query: Query): { readonly condition: string; readonly values: readonly string[] } {
  const words = searchable(query.search).split(' ').filter(Boolean);
  if (words.length === 0) return { condition: '', values: [] };
  const long = words.filter((word) => Array.from(word).length >= 3);
  if (long.length > 0)
    return {
      condition: `p.rowid IN (SELECT rowid FROM product_search WHERE product_search MATCH ? LIMIT ${SEARCH_LIMIT})${words
        .filter((word) => !long.includes(word))
        .map(() => ' AND instr(p.search_text, ?) > 0')
        .join('')}`,
      values: [long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND '), ...words.filter((word) => !long.includes(word))],
    };
  const start = words.join(' ');
  const article = query.search.trim();
  const archived = query.show === 'archived' ? 1 : 0;
  const ranges = [...new Set([article, article.toUpperCase(), article.toLowerCase()])];
  return {
    condition: `p.id IN (SELECT id FROM product WHERE archived = ${archived} AND search_text >= ? AND search_text < ?
      ${ranges.map(() => 'UNION SELECT id FROM product WHERE article >= ? AND article < ?').join(' ')}
      UNION SELECT product_id FROM product_barcode WHERE barcode >= ? AND barcode < ?)`,
    values: [start, ...ranges, article].flatMap((text) => [text, `${text}\u{10ffff}`]),
  };
}
