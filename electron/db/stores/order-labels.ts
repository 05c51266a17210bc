import type { OrderStore, StoredLabel } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { OWN_DELIVERY } from './order-delivery.ts';

interface LabelRecord {
  readonly format: StoredLabel['format'];
  readonly file: Uint8Array;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly barcode: string;
  readonly caption: string;
}

type Labels = 'labelOf' | 'storeLabel' | 'addLabelCodes' | 'wantLabel' | 'labelsWanted' | 'byLabelBarcode';
type Drawn = 'drawnLabelOf' | 'storeDrawnLabel' | 'wantDrawn' | 'wantDrawnAhead' | 'drawnWanted';

export const orderLabels = (sql: Sql, byId: OrderStore['byId'], index: (id: OrderId) => void): Pick<OrderStore, Labels | Drawn> => ({
  ...labels(sql, byId, index),
  ...drawn(sql),
});

function labels(sql: Sql, byId: OrderStore['byId'], index: (id: OrderId) => void): Pick<OrderStore, Labels> {
  const read = sql.prepare<[string], LabelRecord>(
    'SELECT format, file, width_mm, height_mm, barcode, caption FROM label WHERE order_id = ?',
  );
  const store = sql.prepare(`INSERT INTO label (order_id, format, file, width_mm, height_mm, barcode, caption, fetched_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (order_id) DO UPDATE SET format = excluded.format, file = excluded.file,
      width_mm = excluded.width_mm, height_mm = excluded.height_mm, barcode = excluded.barcode, caption = excluded.caption,
      fetched_at_ms = excluded.fetched_at_ms`);
  const stored = sql.prepare("UPDATE orders SET label_state = 'stored' WHERE id = ?");
  const want = sql.prepare(
    `UPDATE orders AS o SET label_state = 'wanted' WHERE o.id = ? AND o.label_state = 'none' AND NOT ${OWN_DELIVERY}`,
  );
  const wanted = sql.prepare<[string, number], ReturnType<OrderStore['labelsWanted']>[number]>(
    `SELECT id, external_id AS externalId FROM orders WHERE account_id = ? AND label_state = 'wanted'
       AND status NOT IN ('delivered', 'cancelled', 'returned')
     ORDER BY ifnull(ship_by_ms, 9007199254740991), created_at_ms LIMIT ?`,
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

/** Pictures of labels that are here as ZPL. */
function drawn(sql: Sql): Pick<OrderStore, Drawn> {
  const read = sql.prepare<[string], { readonly format: 'png' | 'pdf'; readonly file: Uint8Array }>(
    'SELECT format, file FROM label_drawn WHERE order_id = ? AND file IS NOT NULL',
  );
  const store = sql.prepare(
    'INSERT INTO label_drawn (order_id, format, file) VALUES (?, ?, ?) ON CONFLICT (order_id) DO UPDATE SET format = excluded.format, file = excluded.file',
  );
  const want = sql.prepare('INSERT INTO label_drawn (order_id) VALUES (?) ON CONFLICT (order_id) DO NOTHING');
  const ahead = sql.prepare(
    `INSERT INTO label_drawn (order_id)
      SELECT o.id FROM orders o JOIN label l ON l.order_id = o.id AND l.format = 'zpl'
       WHERE o.status IN ('new', 'assembling') AND o.label_state = 'stored' AND o.packed_at_ms IS NULL AND o.account_id = ?
         AND NOT EXISTS (SELECT 1 FROM label_drawn d WHERE d.order_id = o.id) LIMIT ?`,
  );
  const wanted = sql.prepare<[string, number], ReturnType<OrderStore['drawnWanted']>[number]>(
    `SELECT o.id, o.external_id AS externalId FROM label_drawn d JOIN orders o ON o.id = d.order_id
      WHERE d.file IS NULL AND o.account_id = ? AND o.status NOT IN ('delivered', 'cancelled', 'returned')
      ORDER BY ifnull(o.ship_by_ms, 9007199254740991), o.created_at_ms LIMIT ?`,
  );
  return {
    drawnLabelOf: (id) => read.get(id) ?? null,
    storeDrawnLabel: (id, { format, file }) => void store.run(id, format, file),
    wantDrawn(ids) {
      for (const id of ids) want.run(id);
    },
    wantDrawnAhead: (accountId, limit) => ahead.run(accountId, limit).changes,
    drawnWanted: (accountId, limit) => wanted.all(accountId, limit),
  };
}
