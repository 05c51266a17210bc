import type { PeopleStore, PersonRow } from '#electron/ports/people-store.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/person.ts';

import type { Sql } from '../sql.ts';

export const createPeopleStore = (sql: Sql): PeopleStore => ({ ...persons(sql), ...signIns(sql), ...floor(sql) });

interface Record_ {
  readonly id: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly badge_hash: string | null;
  readonly pin_hash: string | null;
  readonly archived: number;
}

const COLUMNS = 'p.id, p.name, p.role, p.badge_hash, p.pin_hash, p.archived';

const shape = (row: Record_ | undefined): PersonRow | null =>
  row === undefined
    ? null
    : {
        id: row.id,
        name: row.name,
        role: row.role,
        hasBadge: row.badge_hash !== null,
        hasPin: row.pin_hash !== null,
        archived: row.archived === 1,
      };

function persons(
  sql: Sql,
): Pick<PeopleStore, 'all' | 'anybody' | 'byId' | 'byName' | 'byBadge' | 'pinOf' | 'save' | 'setBadge' | 'setPin'> {
  const all = sql.prepare<[], Record_>(`SELECT ${COLUMNS} FROM person p ORDER BY p.archived, p.name`);
  const anybody = sql.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM person WHERE archived = 0)').pluck();
  const byId = sql.prepare<[string], Record_>(`SELECT ${COLUMNS} FROM person p WHERE p.id = ?`);
  const byName = sql.prepare<[string], Record_>(`SELECT ${COLUMNS} FROM person p WHERE p.name = ?`);
  const byBadge = sql.prepare<[string], Record_>(`SELECT ${COLUMNS} FROM person p WHERE p.badge_hash = ? AND p.archived = 0`);
  const pin = sql.prepare<[string], { salt: string; hash: string }>(
    'SELECT pin_salt AS salt, pin_hash AS hash FROM person WHERE id = ? AND pin_hash IS NOT NULL',
  );
  const save = sql.prepare(
    `INSERT INTO person (id, name, role, archived, created_at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, archived = excluded.archived`,
  );
  const badge = sql.prepare('UPDATE person SET badge_hash = ? WHERE id = ?');
  const setPin = sql.prepare('UPDATE person SET pin_salt = ?, pin_hash = ? WHERE id = ?');
  return {
    all: () => all.all().map((row) => shape(row)!),
    anybody: () => anybody.get() === 1,
    byId: (id) => shape(byId.get(id)),
    byName: (name) => shape(byName.get(name)),
    byBadge: (hash) => shape(byBadge.get(hash)),
    pinOf: (id) => pin.get(id) ?? null,
    save: (person, atMs) => void save.run(person.id, person.name, person.role, person.archived ? 1 : 0, atMs),
    setBadge: (id, hash) => void badge.run(hash, id),
    setPin: (id, next) => void setPin.run(next?.salt ?? null, next?.hash ?? null, id),
  };
}

function signIns(sql: Sql): Pick<PeopleStore, 'at' | 'signIn'> {
  const at = sql.prepare<[string], Record_>(
    `SELECT ${COLUMNS} FROM sign_in s JOIN person p ON p.id = s.person_id WHERE s.station = ? AND s.ended_at_ms IS NULL AND p.archived = 0`,
  );
  const end = sql.prepare('UPDATE sign_in SET ended_at_ms = ? WHERE station = ? AND ended_at_ms IS NULL');
  const begin = sql.prepare('INSERT INTO sign_in (person_id, station, at_ms) VALUES (?, ?, ?)');
  return {
    at: (station) => shape(at.get(station)),
    signIn: (station, person, atMs) => {
      end.run(atMs, station);
      if (person !== null) begin.run(person, station, atMs);
    },
  };
}

function floor(sql: Sql): Pick<PeopleStore, 'packedSince' | 'wrongSince' | 'cutOffs'> {
  const packed = sql.prepare<[number], { orderId: string; actor: string; atMs: number; units: number; marked: number }>(
    `SELECT o.id AS orderId, p.actor, o.packed_at_ms AS atMs, o.required_marks_json <> '[]' AS marked,
       (SELECT sum(l.quantity) FROM order_line l WHERE l.order_id = o.id) AS units
     FROM orders o JOIN operation p ON p.id = o.packed_operation_id
     WHERE o.packed_at_ms IS NOT NULL AND o.packed_at_ms >= ? ORDER BY o.packed_at_ms`,
  );
  const last = sql.prepare<[], number | null>('SELECT max(seq) FROM operation').pluck();
  const moment = sql.prepare<[number], number>('SELECT at_ms FROM operation WHERE seq <= ? ORDER BY seq DESC LIMIT 1').pluck();
  const wrong = sql.prepare<[number, number], { actor: string; count: number }>(
    `SELECT actor, count(*) AS count FROM operation
     WHERE kind = 'scan' AND seq > ? AND at_ms >= ? AND result_json ->> '$.tone' IN ('wrong', 'stop') GROUP BY actor`,
  );
  const cutOffs = sql.prepare<[], { accountId: string; warehouseId: string | null; cutOffMs: number | null; left: number; held: number }>(
    `SELECT account_id AS accountId, warehouse_id AS warehouseId, ship_by_ms AS cutOffMs, count(*) AS "left",
       sum(status = 'new') AS held
     FROM orders WHERE status IN ('new', 'assembling') GROUP BY account_id, warehouse_id, ship_by_ms
     ORDER BY ifnull(ship_by_ms, 9007199254740991), account_id`,
  );

  /** The log has no index by time, but its order is that of time: halving finds the day. A clock set back only widens the search. */
  const seqBefore = (sinceMs: number): number => {
    let low = 0;
    let high = last.get() ?? 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((moment.get(middle) ?? 0) < sinceMs) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    packedSince: (sinceMs) => packed.all(sinceMs).map((row) => ({ ...row, orderId: row.orderId as never, marked: row.marked === 1 })),
    wrongSince: (sinceMs) => new Map(wrong.all(seqBefore(sinceMs), sinceMs).map(({ actor, count }) => [actor, count])),
    cutOffs: () => cutOffs.all(),
  };
}
