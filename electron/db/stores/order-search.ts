import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { type SearchIndex, searchIndex } from './search-index.ts';

interface Words {
  readonly rowid: number;
  readonly number: string;
  readonly external_id: string;
  readonly barcode: string | null;
  readonly caption: string | null;
  readonly article: string | null;
  readonly name: string | null;
  readonly barcodes_json: string | null;
  readonly own_article: string | null;
  readonly own_name: string | null;
  readonly codes: string | null;
}

/** Everything an order may be asked for by: its numbers, what stands on its label, articles, names and barcodes of what is in it. */
export function orderSearch(sql: Sql): SearchIndex {
  const read = sql.prepare<[string], Words>(
    `SELECT o.rowid, o.number, o.external_id, b.barcode, b.caption, l.article, l.name, l.barcodes_json, p.article AS own_article, p.name AS own_name,
       (SELECT group_concat(c.code, char(10)) FROM label_code c WHERE c.order_id = o.id) AS codes
     FROM orders o LEFT JOIN label b ON b.order_id = o.id LEFT JOIN order_line l ON l.order_id = o.id LEFT JOIN product p ON p.id = l.product_id
     WHERE o.id = ?`,
  );
  return searchIndex(sql, 'order_search', (orderId) => {
    const rows = read.all(orderId);
    if (rows[0] === undefined) return undefined;
    const words = new Set<string | null>();
    for (const row of rows) {
      for (const word of [row.number, row.external_id, row.barcode, row.caption, row.caption?.replaceAll(' ', '') ?? null]) words.add(word);
      for (const word of [row.article, row.name, row.own_article, row.own_name]) words.add(word);
      for (const barcode of JSON.parse(row.barcodes_json ?? '[]') as string[]) words.add(barcode);
    }
    words.add(rows[0].codes);
    words.delete(null);
    return { rowid: rows[0].rowid, text: searchable([...words].join('\n')) };
  });
}

/** Trigrams answer three letters or more; shorter words cannot narrow the search and are left out. Null: nothing to search by. */
export function matchOf(search: string): string | null {
  const words = searchable(search)
    .split(' ')
    .filter((word) => Array.from(word).length >= 3);
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
}
