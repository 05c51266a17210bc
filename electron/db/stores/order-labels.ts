import type { OrderStore, StoredLabel } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

interface LabelRecord {
  readonly format: StoredLabel['format'];
  readonly file: Uint8Array;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly barcode: string;
  readonly caption: string;
}

export function orderLabels(
  sql: Sql,
  byId: OrderStore['byId'],
  index: (id: OrderId) => void,
): Pick<OrderStore, 'labelOf' | 'storeLabel' | 'addLabelCodes' | 'wantLabel' | 'labelsWanted' | 'byLabelBarcode'> {
  const read = sql.prepare<[string], LabelRecord>(
    'SELECT format, file, width_mm, height_mm, barcode, caption FROM label WHERE order_id = ?',
  );
  const store = sql.prepare(`INSERT INTO label (order_id, format, file, width_mm, height_mm, barcode, caption, fetched_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (order_id) DO UPDATE SET format = excluded.format, file = excluded.file,
      width_mm = excluded.width_mm, height_mm = excluded.height_mm, barcode = excluded.barcode, caption = excluded.caption,
      fetched_at_ms = excluded.fetched_at_ms`);
  const stored = sql.prepare("UPDATE orders SET label_state = 'stored' WHERE id = ?");
  const want = sql.prepare("UPDATE orders SET label_state = 'wanted' WHERE id = ? AND label_state = 'none'");
  const wanted = sql.prepare<[string, number], ReturnType<OrderStore['labelsWanted']>[number]>(
    `SELECT id, external_id AS externalId FROM orders WHERE account_id = ? AND label_state = 'wanted'
       AND status NOT IN ('delivered', 'cancelled', 'returned') LIMIT ?`,
  );
  const byBarcode = sql.prepare<[string, string], { order_id: OrderId }>(
    `SELECT order_id FROM (SELECT order_id FROM label WHERE barcode = ? UNION ALL SELECT order_id FROM label_code WHERE code = ?) LIMIT 1`,
  );
  const addCode = sql.prepare('INSERT INTO label_code (code, order_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  return {
    labelOf(id) {
      const row = read.get(id);
      if (row === undefined) return null;
      return {
        format: row.format,
        file: row.file,
        widthMm: row.width_mm,
        heightMm: row.height_mm,
        barcode: row.barcode,
        caption: row.caption,
      };
    },
    storeLabel(id, label, atMs) {
      store.run(id, label.format, label.file, label.widthMm, label.heightMm, label.barcode, label.caption, atMs);
      stored.run(id);
      index(id);
    },
    addLabelCodes(id, codes) {
      const added = codes.filter((code) => addCode.run(code, id).changes > 0);
      if (added.length > 0) index(id);
    },
    wantLabel(ids) {
      for (const id of ids) want.run(id);
    },
    labelsWanted: (accountId, limit) => wanted.all(accountId, limit),
    byLabelBarcode(code) {
      const row = byBarcode.get(code, code);
      return row === undefined ? null : byId(row.order_id);
    },
  };
}
