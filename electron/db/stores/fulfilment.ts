import type { FulfilmentStore } from '#electron/ports/fulfilment-store.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export function createFulfilmentStore(sql: Sql): FulfilmentStore {
  // Two rows of one page about the same place are one figure told in parts.
  const put = sql.prepare(
    `INSERT INTO fulfilment_stock (account_id, sku, place, available, reserved, round_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET available = excluded.available + iif(round_ms = excluded.round_ms, available, 0),
       reserved = excluded.reserved + iif(round_ms = excluded.round_ms, reserved, 0), round_ms = excluded.round_ms`,
  );
  const end = sql.prepare('DELETE FROM fulfilment_stock WHERE account_id = ? AND round_ms <> ?');
  const putOrder = sql.prepare(
    `INSERT INTO fulfilment_order (account_id, external_id, number, status, own, created_at_ms, price_minor, currency, lines_json, search_text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET number = excluded.number, status = excluded.status, own = excluded.own, price_minor = excluded.price_minor,
       currency = excluded.currency, lines_json = excluded.lines_json, search_text = excluded.search_text`,
  );
  const ofProduct = sql.prepare<[string], ReturnType<FulfilmentStore['ofProduct']>[number]>(
    `SELECT a.name AS accountName, f.place, f.available * l.multiplicity AS available, f.reserved * l.multiplicity AS reserved, f.round_ms AS readAtMs
     FROM listing l JOIN fulfilment_stock f ON f.account_id = l.account_id AND f.sku = l.sku JOIN account a ON a.id = l.account_id
     WHERE l.product_id = ? AND f.available + f.reserved > 0 ORDER BY a.name, f.place`,
  );
  return {
    putStock(accountId, rows, roundMs) {
      for (const { sku, place, available, reserved } of rows) put.run(accountId, sku, place, available, reserved, roundMs);
    },
    endRound: (accountId, roundMs) => void end.run(accountId, roundMs),
    putOrders(accountId, orders) {
      for (const { id, number, status, createdAtMs, price, lines } of orders) {
        const goods = lines.map(({ sku, article, name, quantity }) => ({ sku, article, name: name ?? article, quantity }));
        putOrder.run(
          accountId,
          id,
          number,
          status?.status ?? 'unknown',
          status?.own ?? '',
          createdAtMs,
          price?.minor ?? null,
          price?.currency ?? null,
          JSON.stringify(goods),
          searchable([number, id, ...goods.flatMap((line) => [line.article, line.name, line.sku])].join('\n')),
        );
      }
    },
    ofProduct: (productId) => ofProduct.all(productId),
  };
}
