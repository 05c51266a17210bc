import type { Output, Parsed } from '#shared/contract/index.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { productViews } from '../stores/product-views.ts';
import { beginning, byWords, type Chosen, findRows, SEARCH_LIMIT, windowOfFound } from './found.ts';

type Query = Parsed<'product.list'>;

const SHOW: Readonly<Record<Query['show'], string>> = {
  all: 'p.archived = 0',
  'in-stock': 'p.archived = 0 AND p.id IN (SELECT s.product_id FROM stock s WHERE s.on_hand > 0)',
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
  const chosen = search(sql, query);
  const way = query.descending ? 'DESC' : 'ASC';
  const order = `${SORT[query.sort]} ${way}, p.rowid ${way}`;
  if (chosen !== null) {
    const found = findRows(sql, 'p', chosen, { where: SHOW[query.show], values: [] });
    const ids = windowOfFound(sql, 'product', 'p', found, order, query.limit, query.offset);
    return { rows: productViews(sql)(ids), total: found.rowids.length, capped: found.capped };
  }
  const from = `FROM product p WHERE ${SHOW[query.show]}`;
  const ids = sql
    .prepare<[number, number], string>(`SELECT p.id ${from} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .pluck()
    .all(query.limit, query.offset);
  const total = sql.prepare<[], number>(`SELECT count(*) ${from}`).pluck().get() ?? 0;
  return { rows: productViews(sql)(ids), total };
}

/** CROSS JOIN is SQLite's way to say what is read first: the few that were found, never the whole catalogue to look among them. */
const amongIds = (select: string): string => `(${select}) found CROSS JOIN product p ON p.id = found.id`;
const BY_BARCODE = 'SELECT DISTINCT product_id AS id FROM product_barcode WHERE barcode >= ? AND barcode < ?';

/**
 * Digits that begin a barcode are a barcode. Words of three letters or more go to the trigram index. Fewer letters cannot narrow it and
 * would read every row, so they are taken as the beginning of a name or, in Latin and digits, of an article or a barcode as well.
 */
function search(sql: Sql, query: Query): Chosen | null {
  const text = searchable(query.search);
  if (text === '') return null;
  if (/^\d{8,}$/u.test(text)) {
    const known = sql.prepare<[string, string]>(`${BY_BARCODE} LIMIT 1`).get(...beginning(text));
    if (known !== undefined) return { from: amongIds(`${BY_BARCODE} LIMIT ${SEARCH_LIMIT}`), where: 'TRUE', values: beginning(text) };
  }
  return byWords('product_search', 'product', 'p', text) ?? startsWith(query, text);
}

function startsWith(query: Query, text: string): Chosen {
  const named = 'search_text >= ? AND search_text < ?';
  if (!/[a-z0-9]/u.test(text)) return { from: 'product p', where: named, values: beginning(text) };
  const typed = query.search.trim();
  const articles = [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])];
  const parts = [
    `SELECT id FROM product WHERE archived = ${query.show === 'archived' ? 1 : 0} AND ${named}`,
    ...articles.map(() => 'SELECT id FROM product WHERE article >= ? AND article < ?'),
    BY_BARCODE,
  ].map((part) => `SELECT id FROM (${part} LIMIT ${SEARCH_LIMIT})`);
  return { from: amongIds(parts.join(' UNION ')), where: 'TRUE', values: [text, ...articles, typed].flatMap(beginning) };
}
