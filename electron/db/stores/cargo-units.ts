import type { CargoUnitRow, HandoverStore } from '#electron/ports/handover-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

type CargoUnits = Pick<
  HandoverStore,
  'units' | 'unit' | 'unitByExternalId' | 'insertUnit' | 'updateUnit' | 'layInto' | 'emptyUnit' | 'inUnit' | 'storeUnitLabel' | 'unitLabel'
>;

type Row = Omit<CargoUnitRow, 'hasLabel' | 'problem'> & { readonly hasLabel: 0 | 1; readonly problemJson: string | null };

const COLUMNS = `id, handover_id AS handoverId, external_id AS externalId, number, kind, state, own, file IS NOT NULL AS hasLabel,
  problem_json AS problemJson, created_at_ms AS createdAtMs`;

/** Units of hand-overs and what lies in them. */
export function cargoUnits(sql: Sql): CargoUnits {
  const all = sql.prepare<[string], Row>(`SELECT ${COLUMNS} FROM cargo_unit WHERE handover_id = ? ORDER BY created_at_ms, id`);
  const byId = sql.prepare<[string], Row>(`SELECT ${COLUMNS} FROM cargo_unit WHERE id = ?`);
  const byNumber = sql.prepare<[string], Row>(`SELECT ${COLUMNS} FROM cargo_unit WHERE external_id = ?`);
  const insert = sql.prepare(
    `INSERT INTO cargo_unit (id, handover_id, external_id, number, kind, state, own, problem_json, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = sql.prepare('UPDATE cargo_unit SET external_id = ?, number = ?, state = ?, own = ?, problem_json = ? WHERE id = ?');
  const lay = sql.prepare(
    'INSERT INTO cargo_unit_order (order_id, unit_id) VALUES (?, ?) ON CONFLICT (order_id) DO UPDATE SET unit_id = excluded.unit_id',
  );
  const empty = sql.prepare('DELETE FROM cargo_unit_order WHERE unit_id = ?');
  const inside = sql.prepare<[string], OrderId>('SELECT order_id FROM cargo_unit_order WHERE unit_id = ? ORDER BY order_id').pluck();
  const storeLabel = sql.prepare('UPDATE cargo_unit SET file = ? WHERE id = ?');
  const label = sql.prepare<[string], Uint8Array | null>('SELECT file FROM cargo_unit WHERE id = ?').pluck();
  const shape = ({ hasLabel, problemJson, ...row }: Row): CargoUnitRow => ({
    ...row,
    hasLabel: hasLabel === 1,
    problem: problemJson === null ? null : (JSON.parse(problemJson) as CargoUnitRow['problem']),
  });
  const one = (row: Row | undefined): CargoUnitRow | null => (row === undefined ? null : shape(row));
  const json = (problem: CargoUnitRow['problem']): string | null => (problem === null ? null : JSON.stringify(problem));
  return {
    units: (id) => all.all(id).map(shape),
    unit: (id) => one(byId.get(id)),
    unitByExternalId: (externalId) => one(byNumber.get(externalId)),
    insertUnit: (unit) =>
      void insert.run(
        unit.id,
        unit.handoverId,
        unit.externalId,
        unit.number,
        unit.kind,
        unit.state,
        unit.own,
        json(unit.problem),
        unit.createdAtMs,
      ),
    updateUnit(id, change) {
      const row = one(byId.get(id));
      if (row === null) return;
      const next = { ...row, ...change };
      update.run(next.externalId, next.number, next.state, next.own, json(next.problem), id);
    },
    layInto: (id, orderId) => void lay.run(orderId, id),
    emptyUnit: (id) => void empty.run(id),
    inUnit: (id) => inside.all(id),
    storeUnitLabel: (id, file) => void storeLabel.run(file, id),
    unitLabel: (id) => label.get(id) ?? null,
  };
}
