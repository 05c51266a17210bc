import { DuplicateMarkError, type OrderMarkRow, type OrderStore } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

export function orderMarks(
  sql: Sql,
): Pick<OrderStore, 'marksOf' | 'addMark' | 'moveMarks' | 'setMarkState' | 'removeMark' | 'marksToRead'> {
  const read = sql.prepare<[string], OrderMarkRow>(
    `SELECT m.id, m.order_line_id AS orderLineId, m.kind, m.value, m.state, m.verdict, m.unit_operation_id AS unitOperationId
     FROM order_line l JOIN order_mark m ON m.order_line_id = l.id WHERE l.order_id = ? AND m.removed = 0 ORDER BY m.rowid`,
  );
  const holder = sql.prepare<[string, string], { order_id: OrderId }>(
    `SELECT l.order_id FROM order_mark m JOIN order_line l ON l.id = m.order_line_id
     WHERE m.kind = ? AND m.identity = ? AND m.removed = 0 AND m.kind IN ('sgtin', 'uin', 'imei')`,
  );
  const add =
    sql.prepare(`INSERT INTO order_mark (id, order_line_id, kind, value, identity, state, unit_operation_id, recorded_at_ms, operation_id)
    VALUES (?, ?, ?, ?, ?, 'recorded', ?, ?, ?)`);
  const setState = sql.prepare(
    `UPDATE order_mark SET state = ?, verdict = ? WHERE kind = ? AND removed = 0 AND order_line_id IN (SELECT id FROM order_line WHERE order_id = ?)`,
  );
  const moveTo = sql.prepare(
    'UPDATE order_mark SET order_line_id = ?, unit_operation_id = ? WHERE order_line_id = ? AND unit_operation_id = ? AND removed = 0',
  );
  const remove = sql.prepare('UPDATE order_mark SET removed = 1 WHERE id = ?');
  const toRead = sql.prepare<[string, number], ReturnType<OrderStore['marksToRead']>[number]>(
    `SELECT o.id, o.external_id AS externalId FROM order_mark m JOIN order_line l ON l.id = m.order_line_id JOIN orders o ON o.id = l.order_id
     WHERE m.removed = 0 AND m.state = 'sent' AND o.account_id = ? AND o.status NOT IN ('delivered', 'cancelled', 'returned')
     GROUP BY o.id ORDER BY min(m.recorded_at_ms) LIMIT ?`,
  );
  return {
    marksOf: (orderId) => read.all(orderId),
    addMark(mark, operationId, atMs) {
      const identity = mark.identity ?? mark.value;
      const held = holder.get(mark.kind, identity);
      if (held !== undefined) throw new DuplicateMarkError(held.order_id);
      add.run(mark.id, mark.orderLineId, mark.kind, mark.value, identity, mark.unitOperationId ?? null, atMs, operationId);
    },
    moveMarks: (from, to) => void moveTo.run(to.lineId, to.operationId, from.lineId, from.operationId),
    setMarkState: (orderId, kind, state, verdict) => void setState.run(state, verdict, kind, orderId),
    removeMark: (markId) => void remove.run(markId),
    marksToRead: (accountId, limit) => toRead.all(accountId, limit),
  };
}
