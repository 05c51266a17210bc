import type { SupplyRow, SupplyStore, SupplyView } from '#electron/ports/supply-store.ts';
import type { OrderId, SupplyId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

interface SupplyRecord {
  readonly id: string;
  readonly account_id: string;
  readonly external_id: string | null;
  readonly name: string;
  readonly state: string;
  readonly foreign_made: number;
  readonly handover_key: string | null;
  readonly attributes_json: string;
  readonly shipping_json: string | null;
  readonly shipping_confirmed: number;
  readonly code_barcode: string | null;
  readonly problem_json: string | null;
  readonly created_at_ms: number;
  readonly delivered_at_ms: number | null;
}

const COLUMNS = `id, account_id, external_id, name, state, foreign_made, handover_key, attributes_json, shipping_json, shipping_confirmed,
  code_barcode, problem_json, created_at_ms, delivered_at_ms`;

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export const createSupplyStore = (sql: Sql): SupplyStore => ({
  ...supplyRows(sql),
  ...supplyOrders(sql),
  ...supplyFiles(sql),
  views: supplyViews(sql),
});

const toSupply = (row: SupplyRecord): SupplyRow =>
  ({
    id: row.id,
    accountId: row.account_id,
    externalId: row.external_id,
    name: row.name,
    state: row.state,
    foreignMade: row.foreign_made === 1,
    handoverKey: row.handover_key,
    attributes: JSON.parse(row.attributes_json),
    shipping: row.shipping_json === null ? null : JSON.parse(row.shipping_json),
    shippingConfirmed: row.shipping_confirmed === 1,
    codeBarcode: row.code_barcode,
    problem: row.problem_json === null ? null : JSON.parse(row.problem_json),
    createdAtMs: row.created_at_ms,
    deliveredAtMs: row.delivered_at_ms,
  }) as unknown as SupplyRow;

const values = (row: SupplyRow) => [
  row.externalId,
  row.name,
  row.state,
  row.foreignMade ? 1 : 0,
  row.handoverKey,
  JSON.stringify(row.attributes),
  row.shipping === null ? null : JSON.stringify(row.shipping),
  row.shippingConfirmed ? 1 : 0,
  row.codeBarcode,
  row.problem === null || row.problem === undefined ? null : JSON.stringify(row.problem),
  row.createdAtMs,
  row.deliveredAtMs,
];

function supplyRows(sql: Sql): Pick<SupplyStore, 'byId' | 'byExternalId' | 'byName' | 'open' | 'insert' | 'update'> {
  const byId = sql.prepare<[string], SupplyRecord>(`SELECT ${COLUMNS} FROM supply WHERE id = ?`);
  const byExternalId = sql.prepare<[string, string], SupplyRecord>(
    `SELECT ${COLUMNS} FROM supply WHERE account_id = ? AND external_id = ?`,
  );
  const byName = sql.prepare<[string, string], SupplyRecord>(`SELECT ${COLUMNS} FROM supply WHERE account_id = ? AND name = ?`);
  const open = sql.prepare<[string], SupplyRecord>(
    `SELECT ${COLUMNS} FROM supply WHERE account_id = ? AND state IN ('creating', 'open') ORDER BY created_at_ms, id`,
  );
  const insert = sql.prepare(`INSERT INTO supply (external_id, name, state, foreign_made, handover_key, attributes_json, shipping_json,
    shipping_confirmed, code_barcode, problem_json, created_at_ms, delivered_at_ms, id, account_id) VALUES (${'?, '.repeat(13)}?)`);
  const update =
    sql.prepare(`UPDATE supply SET external_id = ?, name = ?, state = ?, foreign_made = ?, handover_key = ?, attributes_json = ?,
    shipping_json = ?, shipping_confirmed = ?, code_barcode = ?, problem_json = ?, created_at_ms = ?, delivered_at_ms = ? WHERE id = ?`);
  const one = (row: SupplyRecord | undefined) => (row === undefined ? null : toSupply(row));
  return {
    byId: (id) => one(byId.get(id)),
    byExternalId: (accountId, externalId) => one(byExternalId.get(accountId, externalId)),
    byName: (accountId, name) => one(byName.get(accountId, name)),
    open: (accountId) => open.all(accountId).map(toSupply),
    insert: (supply) => void insert.run(...values(supply), supply.id, supply.accountId),
    update(id, change) {
      const row = byId.get(id);
      if (row !== undefined) update.run(...values({ ...toSupply(row), ...change }), id);
    },
  };
}

function supplyOrders(sql: Sql): Pick<SupplyStore, 'place' | 'orderIds'> {
  const place = sql.prepare('UPDATE orders SET supply_id = ?, supply_state = ? WHERE id = ?');
  const ids = sql.prepare<[string], OrderId>('SELECT id FROM orders WHERE supply_id = ? ORDER BY created_at_ms, id').pluck();
  return {
    place(orderIds, supplyId, state) {
      for (const id of orderIds) place.run(supplyId, supplyId === null ? null : (state ?? 'wanted'), id);
    },
    orderIds: (id) => ids.all(id),
  };
}

function supplyFiles(sql: Sql): Pick<SupplyStore, 'storeCode' | 'code' | 'boxes' | 'setBoxes' | 'storeBoxLabel'> {
  const storeCode = sql.prepare('UPDATE supply SET code_barcode = ?, code_format = ?, code_file = ? WHERE id = ?');
  const code = sql.prepare<[string], NonNullable<ReturnType<SupplyStore['code']>>>(
    'SELECT code_barcode AS barcode, code_format AS format, code_file AS file FROM supply WHERE id = ? AND code_file IS NOT NULL',
  );
  const boxes = sql.prepare<[string], ReturnType<SupplyStore['boxes']>[number]>(
    'SELECT external_id AS externalId, format, file FROM supply_box WHERE supply_id = ? ORDER BY external_id',
  );
  const addBox = sql.prepare('INSERT INTO supply_box (supply_id, external_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const dropBoxes = sql.prepare('DELETE FROM supply_box WHERE supply_id = ? AND external_id NOT IN (SELECT value FROM json_each(?))');
  const storeBox = sql.prepare('UPDATE supply_box SET format = ?, file = ? WHERE supply_id = ? AND external_id = ?');
  return {
    storeCode: (id, stored) => void storeCode.run(stored.barcode, stored.format, stored.file, id),
    code: (id) => code.get(id) ?? null,
    boxes: (id) => boxes.all(id),
    setBoxes(id, externalIds) {
      dropBoxes.run(id, JSON.stringify(externalIds));
      for (const externalId of externalIds) addBox.run(id, externalId);
    },
    storeBoxLabel: (id, externalId, format, file) => void storeBox.run(format, file, id, externalId),
  };
}

interface ViewRecord extends Omit<SupplyView, 'attributes' | 'shipping' | 'foreignMade' | 'shippingConfirmed' | 'hasCode'> {
  readonly attributesJson: string;
  readonly shippingJson: string | null;
  readonly foreignMade: number;
  readonly shippingConfirmed: number;
  readonly hasCode: number;
}

/** Supplies as the contract shows them; the list and a supply's own screen use the same. */
export function supplyViews(sql: Sql): (ids: readonly SupplyId[]) => readonly SupplyView[] {
  const read = sql.prepare<[string], ViewRecord>(
    `SELECT s.id, s.account_id AS accountId, a.name AS accountName, s.external_id AS externalId, s.name, s.state, s.foreign_made AS foreignMade,
       (SELECT count(*) FROM orders o WHERE o.supply_id = s.id AND o.status <> 'cancelled') AS orders,
       (SELECT count(*) FROM orders o WHERE o.supply_id = s.id AND o.status NOT IN ('new', 'assembling', 'cancelled', 'unknown')) AS packed,
       (SELECT count(*) FROM orders o WHERE o.supply_id = s.id AND o.status <> 'cancelled' AND o.supply_state = 'wanted') AS wanted,
       (SELECT w.name FROM orders o JOIN channel_warehouse w ON w.account_id = o.account_id AND w.external_id = o.external_warehouse_id
        WHERE o.supply_id = s.id LIMIT 1) AS warehouseName,
       s.attributes_json AS attributesJson, s.shipping_json AS shippingJson, s.shipping_confirmed AS shippingConfirmed,
       s.code_file IS NOT NULL AS hasCode, s.code_barcode AS codeBarcode,
       (SELECT count(*) FROM supply_box b WHERE b.supply_id = s.id) AS boxes,
       s.problem_json ->> 'code' AS problemCode, s.problem_json ->> 'channelMessage' AS problemMessage,
       s.created_at_ms AS createdAtMs, s.delivered_at_ms AS deliveredAtMs
     FROM supply s JOIN account a ON a.id = s.account_id WHERE s.id = ?`,
  );
  return (ids) =>
    ids.flatMap((id) => {
      const row = read.get(id);
      if (row === undefined) return [];
      const { attributesJson, shippingJson, foreignMade, shippingConfirmed, hasCode, ...rest } = row;
      return [
        {
          ...rest,
          foreignMade: foreignMade === 1,
          shippingConfirmed: shippingConfirmed === 1,
          hasCode: hasCode === 1,
          attributes: JSON.parse(attributesJson) as SupplyView['attributes'],
          shipping: shippingJson === null ? null : (JSON.parse(shippingJson) as SupplyView['shipping']),
        },
      ];
    });
}
