import type { OrderStore, OrderView } from '#electron/ports/order-store.ts';
import { holdOf, PACKING_BIN } from '#shared/domain/order.ts';

import type { Sql } from '../sql.ts';
import { OWN_DELIVERY } from './order-delivery.ts';

interface ViewRecord extends Omit<OrderView, 'lines' | 'hold' | 'packFirst' | 'requiredMarks' | 'marksPassed' | 'marksRefused'> {
  readonly warehouseId: string | null;
  readonly requiredMarksJson: string;
  readonly packFirst: 0 | 1;
  readonly ownDelivery: 0 | 1;
}

interface ViewLine {
  readonly id: string;
  readonly article: string;
  readonly name: string;
  readonly productId: string | null;
  readonly productName: string | null;
  readonly quantity: number;
  readonly bin: string | null;
  readonly short: number;
  readonly held: number;
}

/** Orders as the contract shows them. One place makes them for lists, the packing screen and the answer to a scan. */
export function orderViews(sql: Sql): OrderStore['views'] {
  const order = sql.prepare<[string], ViewRecord>(
    `SELECT o.id, o.account_id AS accountId, a.name AS accountName, a.channel, o.external_id AS externalId, o.number, o.group_key AS groupKey,
       o.status, o.channel_own AS channelOwn, o.label_state AS labelState, b.caption AS labelCaption, o.supply_id AS supplyId,
       s.name AS supplyName, o.supply_state AS supplyState, o.confirm_state AS confirmState, o.pack_first AS packFirst, o.created_at_ms AS createdAtMs, o.ship_by_ms AS shipByMs,
       o.packed_at_ms AS packedAtMs, o.price_minor AS priceMinor, o.currency, o.required_marks_json AS requiredMarksJson,
       o.warehouse_id AS warehouseId, ${OWN_DELIVERY} AS ownDelivery
     FROM orders o JOIN account a ON a.id = o.account_id LEFT JOIN supply s ON s.id = o.supply_id LEFT JOIN label b ON b.order_id = o.id
     WHERE o.id = ?`,
  );
  const lines = sql.prepare<[string, string], ViewLine>(
    `SELECT l.id, l.article, l.name, l.product_id AS productId, p.name AS productName, l.quantity,
       (SELECT c.code FROM reservation r JOIN balance n ON n.product_id = r.product_id AND n.on_hand > 0 JOIN location c ON c.id = n.location_id
        WHERE r.order_line_id = l.id AND r.ended IS NULL AND c.warehouse_id = r.warehouse_id AND c.kind = 'bin'
        ORDER BY c.code = ?, c.route_order, c.code LIMIT 1) AS bin,
       ifnull((SELECT sum(s.quantity) FROM shortage s WHERE s.order_line_id = l.id AND s.ended IS NULL), 0) AS short,
       EXISTS (SELECT 1 FROM reservation r WHERE r.order_line_id = l.id AND r.ended IS NULL) AS held
     FROM order_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.order_id = ? AND l.quantity > 0 ORDER BY l.position`,
  );
  const marks = sql.prepare<[string], { kind: string; state: string }>(
    'SELECT m.kind, m.state FROM order_line l JOIN order_mark m ON m.order_line_id = l.id WHERE l.order_id = ? AND m.removed = 0',
  );
  return (ids) =>
    ids.flatMap((id) => {
      const row = order.get(id);
      return row === undefined ? [] : [view(row, lines.all(PACKING_BIN, id), row.requiredMarksJson === '[]' ? [] : marks.all(id))];
    });
}

function view(
  { requiredMarksJson, warehouseId, packFirst, ownDelivery, ...row }: ViewRecord,
  lines: readonly ViewLine[],
  marks: readonly { kind: string; state: string }[],
): OrderView {
  const requiredMarks = JSON.parse(requiredMarksJson) as OrderView['requiredMarks'];
  return {
    ...row,
    packFirst: packFirst === 1,
    requiredMarks,
    marksPassed: requiredMarks.every((kind) => {
      const taken = marks.filter((mark) => mark.kind === kind);
      return taken.length > 0 && taken.every((mark) => mark.state === 'passed');
    }),
    marksRefused: marks.some((mark) => mark.state === 'refused'),
    hold: holdOf({
      status: row.status,
      matched: lines.every((line) => line.productId !== null),
      placed: warehouseId !== null,
      covered: lines.every((line) => line.short === 0 && line.held === 1),
      labelled: row.labelState === 'stored' || ownDelivery === 1,
      // A word about it is under way: what is split off it is not known yet.
      packFirst: packFirst === 1 && row.confirmState !== 'wanted',
    }),
    lines: lines.map(({ held: _held, ...line }) => line),
  };
}
