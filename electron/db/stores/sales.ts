import type { SaleStore } from '#electron/ports/sale-store.ts';
import type { Output } from '#shared/contract/index.ts';

import type { Sql } from '../sql.ts';

type Sale = Output<'sale.list'>['rows'][number];

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export function createSaleStore(sql: Sql): SaleStore {
  const insert = sql.prepare(
    `INSERT INTO sale_line (id, source_key, operation_id, product_id, quantity, price_minor, currency, sold_at_ms)
     VALUES (@id, @sourceKey, @operationId, @productId, @quantity, @priceMinor, @currency, @soldAtMs)
     ON CONFLICT (source_key) DO UPDATE SET operation_id = excluded.operation_id, product_id = excluded.product_id,
       quantity = excluded.quantity, price_minor = excluded.price_minor, currency = excluded.currency, sold_at_ms = excluded.sold_at_ms`,
  );
  const sold = sql
    .prepare<[string], string>(
      `SELECT s.source_key FROM json_each(?) wanted JOIN sale_line s ON s.source_key = wanted.value
       WHERE NOT EXISTS (SELECT 1 FROM operation u WHERE u.reverses_id = s.operation_id)`,
    )
    .pluck();
  const sales = sql.prepare<[number, number], Omit<Sale, 'lines' | 'reversed'> & { lines: string; reversed: 0 | 1 }>(
    `SELECT o.id AS operationId, o.at_ms AS atMs, o.actor, EXISTS (SELECT 1 FROM operation u WHERE u.reverses_id = o.id) AS reversed,
       (SELECT json_group_array(json_object('productId', p.id, 'article', p.article, 'name', p.name, 'quantity', s.quantity,
           'priceMinor', s.price_minor, 'currency', s.currency) ORDER BY s.id)
         FROM sale_line s JOIN product p ON p.id = s.product_id WHERE s.operation_id = o.id LIMIT 50) AS lines
     FROM operation o WHERE o.kind = 'sell' ORDER BY o.seq DESC LIMIT ? OFFSET ?`,
  );
  const total = sql.prepare<[], number>("SELECT count(*) FROM operation WHERE kind = 'sell'").pluck();
  return {
    insert: (line) => void insert.run(line),
    sold: (sourceKeys) => new Set(sold.all(JSON.stringify(sourceKeys))),
    list: (offset, limit) => ({
      rows: sales
        .all(limit, offset)
        .map((row) => ({ ...row, lines: JSON.parse(row.lines) as Sale['lines'], reversed: row.reversed === 1 })),
      total: total.get() ?? 0,
    }),
  };
}
