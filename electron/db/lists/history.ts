import { REVERSIBLE_KINDS } from '#electron/ports/ledger-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';

import type { Sql } from '../sql.ts';

interface HistoryRow {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly actor: string;
  readonly operationId: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
  readonly onHandAfter: number;
  readonly orderNumber: string | null;
  readonly orderId: string | null;
  readonly reversed: 0 | 1;
}

/** A bin by its code, a warehouse by its name, a virtual place by its id, which the screens translate. */
const PLACE = (alias: string) =>
  `CASE ${alias}.kind WHEN 'bin' THEN ${alias}.code WHEN 'warehouse' THEN ${alias}.name ELSE ${alias}.id END`;

/** Movements and the reservations between them, in the order of their operations; `step` is how the figure on hand changed. */
const STEPS = `
  SELECT o.seq AS op, 0 AS part, m.seq AS nth, m.operation_id, o.kind, ${PLACE('f')} AS "from", ${PLACE('t')} AS "to", m.quantity,
    m.order_line_id, m.quantity * ((t.warehouse_id IS NOT NULL) - (f.warehouse_id IS NOT NULL)) AS step
  FROM movement m JOIN operation o ON o.id = m.operation_id
  JOIN location f ON f.id = m.from_location_id JOIN location t ON t.id = m.to_location_id WHERE m.product_id = @id
  UNION ALL
  SELECT o.seq, 1, r.rowid, r.operation_id, 'reserve', w.name, 'reserved', r.quantity, r.order_line_id, 0
  FROM reservation r JOIN operation o ON o.id = r.operation_id JOIN location w ON w.id = r.warehouse_id WHERE r.product_id = @id
  UNION ALL
  SELECT o.seq, 2, r.rowid, r.ended_operation_id, 'release', 'reserved', w.name, r.quantity, r.order_line_id, 0
  FROM reservation r JOIN operation o ON o.id = r.ended_operation_id JOIN location w ON w.id = r.warehouse_id
  WHERE r.product_id = @id AND r.ended = 'released'`;

/** Newest first. The figure after each step is summed from the very beginning, so the newest row shows what is on hand now. */
export function productHistory(sql: Sql, query: Parsed<'product.history'>): Output<'product.history'> {
  const rows = sql
    .prepare<[{ id: string; limit: number; offset: number }], HistoryRow>(
      `WITH step AS (${STEPS}),
       told AS (SELECT *, row_number() OVER told AS seq, sum(step) OVER told AS on_hand_after FROM step
         WINDOW told AS (ORDER BY op, part, nth ROWS UNBOUNDED PRECEDING)),
       page AS (SELECT * FROM told ORDER BY seq DESC LIMIT @limit OFFSET @offset)
       SELECT page.seq, o.at_ms AS atMs, page.kind, o.actor, o.id AS operationId, page."from", page."to", page.quantity,
         page.on_hand_after AS onHandAfter, d.number AS orderNumber, d.id AS orderId,
         EXISTS (SELECT 1 FROM operation u WHERE u.reverses_id = o.id) AS reversed
       FROM page JOIN operation o ON o.id = page.operation_id
       LEFT JOIN order_line l ON l.id = page.order_line_id LEFT JOIN orders d ON d.id = l.order_id ORDER BY page.seq DESC`,
    )
    .all({ id: query.id, limit: query.limit, offset: query.offset });
  const total = sql
    .prepare<[{ id: string }], number>(
      `SELECT (SELECT count(*) FROM movement WHERE product_id = @id)
         + (SELECT count(*) + count(*) FILTER (WHERE ended = 'released') FROM reservation WHERE product_id = @id)`,
    )
    .pluck()
    .get({ id: query.id });
  return { rows: rows.map((row) => ({ ...row, reversed: row.reversed === 1 })), total: total ?? 0 };
}

interface OperationRow {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly actor: string;
  readonly station: string;
  readonly atMs: number;
  readonly reversesId: string | null;
  readonly reversedById: string | null;
  readonly movements: number;
}

const REVERSIBLE: ReadonlySet<string> = new Set(REVERSIBLE_KINDS);

/** Operations are numbered without gaps and never deleted, so a page is a range of numbers and the total is the last of them. */
export function listOperations(sql: Sql, query: Parsed<'stock.operations'>): Output<'stock.operations'> {
  const total = sql.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM operation').pluck().get() ?? 0;
  const rows = sql
    .prepare<[number, number], OperationRow>(
      `SELECT o.id, o.seq, o.kind, o.actor, o.station, o.at_ms AS atMs, o.reverses_id AS reversesId,
         (SELECT u.id FROM operation u WHERE u.reverses_id = o.id) AS reversedById,
         (SELECT count(*) FROM movement m WHERE m.operation_id = o.id) AS movements
       FROM operation o WHERE o.seq <= ? ORDER BY o.seq DESC LIMIT ?`,
    )
    .all(total - query.offset, query.limit);
  return {
    rows: rows.map((row) => ({
      ...row,
      reversible: row.reversedById === null && row.movements > 0 && REVERSIBLE.has(row.kind),
    })),
    total,
  };
}
