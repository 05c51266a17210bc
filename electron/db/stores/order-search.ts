import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';

interface Words {
  readonly rowid: number;
  readonly number: string;
  readonly external_id: string;
  readonly barcode: string | null;
  readonly caption: string | null;
}

/** Everything an order may be asked for by: its numbers, what stands on its label, articles, names and barcodes of what is in it. */
export function orderSearch(sql: Sql): { readonly write: (orderId: string) => void } {
  const order = sql.prepare<[string], Words>(
    `SELECT o.rowid, o.number, o.external_id, b.barcode, b.caption FROM orders o LEFT JOIN label b ON b.order_id = o.id WHERE o.id = ?`,
  );
  const lines = sql.prepare<[string], { article: string; name: string; barcodes_json: string; own: string | null; owned: string | null }>(
    `SELECT l.article, l.name, l.barcodes_json, p.article AS own, p.name AS owned
     FROM order_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.order_id = ?`,
  );
  const put = sql.prepare('INSERT OR REPLACE INTO order_search (rowid, text) VALUES (?, ?)');
  return {
    write(orderId) {
      const row = order.get(orderId);
      if (row === undefined) return;
      const words = new Set([row.number, row.external_id, row.barcode ?? '', row.caption ?? '', row.caption?.replaceAll(' ', '') ?? '']);
      for (const line of lines.all(orderId)) {
        for (const word of [line.article, line.name, line.own ?? '', line.owned ?? '']) words.add(word);
        for (const barcode of JSON.parse(line.barcodes_json) as string[]) words.add(barcode);
      }
      words.delete('');
      put.run(row.rowid, searchable([...words].join('\n')));
    },
  };
}

/** Trigrams answer three letters or more; shorter words cannot narrow the search and are left out. Null: nothing to search by. */
export function matchOf(search: string): string | null {
  const words = searchable(search)
    .split(' ')
    .filter((word) => Array.from(word).length >= 3);
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
}
