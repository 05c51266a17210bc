import type { DeskStore, StationRow } from '#electron/ports/desk-store.ts';
import type { OrderId, PrinterId, StationId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

type Incident = ReturnType<DeskStore['incidents']>[number];
type Token = ReturnType<DeskStore['tokens']>[number];

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export const createDeskStore = (sql: Sql): DeskStore => ({
  ...settings(sql),
  ...stations(sql),
  ...scans(sql),
  ...tokens(sql),
  ...incidents(sql),
});

function settings(sql: Sql): Pick<DeskStore, 'setting' | 'setSetting'> {
  const read = sql.prepare<[string], { value_json: string }>('SELECT value_json FROM setting WHERE key = ?');
  const write = sql.prepare(
    'INSERT INTO setting (key, value_json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json',
  );
  return {
    setting: (key) => {
      const row = read.get(key);
      return row === undefined ? undefined : (JSON.parse(row.value_json) as unknown);
    },
    setSetting: (key, value) => void write.run(key, JSON.stringify(value)),
  };
}

function stations(sql: Sql): Pick<DeskStore, 'station' | 'stations' | 'saveStation' | 'openOrder' | 'stationWith'> {
  type Row = { id: StationId; name: string; printer_id: PrinterId | null; open_order_id: OrderId | null; opened_at_ms: number | null };
  const columns = 'SELECT id, name, printer_id, open_order_id, opened_at_ms FROM station';
  const byId = sql.prepare<[string], Row>(`${columns} WHERE id = ?`);
  const all = sql.prepare<[], Row>(`${columns} ORDER BY name, id`);
  const save = sql.prepare(
    'INSERT INTO station (id, name, printer_id) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, printer_id = excluded.printer_id',
  );
  const open = sql.prepare('UPDATE station SET open_order_id = ?, opened_at_ms = ? WHERE id = ?');
  const holder = sql.prepare<[string], { id: StationId }>('SELECT id FROM station WHERE open_order_id = ?');
  const shape = (row: Row): StationRow => ({
    id: row.id,
    name: row.name,
    printerId: row.printer_id,
    openOrderId: row.open_order_id,
    openedAtMs: row.opened_at_ms,
  });
  return {
    station: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : shape(row);
    },
    stations: () => all.all().map(shape),
    saveStation: (station) => void save.run(station.id, station.name, station.printerId),
    openOrder: (id, orderId, atMs) => void open.run(orderId, orderId === null ? null : atMs, id),
    stationWith: (orderId) => holder.get(orderId)?.id ?? null,
  };
}

function scans(sql: Sql): Pick<DeskStore, 'scanned' | 'scans' | 'lastScanOf'> {
  type Row = { seq: number; at_ms: number; code: string; outcome: string; order_id: OrderId | null };
  const add = sql.prepare('INSERT INTO scan (at_ms, station, actor, code, outcome, order_id) VALUES (?, ?, ?, ?, ?, ?)');
  const last = sql.prepare<[string, number], Row>(
    'SELECT seq, at_ms, code, outcome, order_id FROM scan WHERE station = ? ORDER BY seq DESC LIMIT ?',
  );
  const lastOf = sql.prepare<[string], { atMs: number; station: StationId; actor: string }>(
    'SELECT at_ms AS atMs, station, actor FROM scan WHERE order_id = ? ORDER BY seq DESC LIMIT 1',
  );
  return {
    lastScanOf: (orderId) => lastOf.get(orderId) ?? null,
    scanned: (scan) => void add.run(scan.atMs, scan.station, scan.actor, scan.code, scan.outcome, scan.orderId),
    scans: (station, limit) =>
      last
        .all(station, limit)
        .map((row) => ({ seq: row.seq, atMs: row.at_ms, code: row.code, outcome: row.outcome, orderId: row.order_id })),
  };
}

function tokens(sql: Sql): Pick<DeskStore, 'tokens' | 'tokenByHash' | 'addToken' | 'touchToken' | 'revokeToken'> {
  type Row = {
    id: string;
    name: string;
    permissions_json: string;
    created_at_ms: number;
    last_used_at_ms: number | null;
    revoked_at_ms: number | null;
  };
  const columns = 'SELECT id, name, permissions_json, created_at_ms, last_used_at_ms, revoked_at_ms FROM api_token';
  const all = sql.prepare<[], Row>(`${columns} ORDER BY created_at_ms DESC, id`);
  const byHash = sql.prepare<[string], Row>(`${columns} WHERE hash = ?`);
  const add = sql.prepare('INSERT INTO api_token (id, name, hash, permissions_json, created_at_ms) VALUES (?, ?, ?, ?, ?)');
  const touch = sql.prepare('UPDATE api_token SET last_used_at_ms = ? WHERE id = ?');
  const revoke = sql.prepare('UPDATE api_token SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL');
  const shape = (row: Row): Token => ({
    id: row.id,
    name: row.name,
    permissions: JSON.parse(row.permissions_json) as string[],
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
    revokedAtMs: row.revoked_at_ms,
  });
  return {
    tokens: () => all.all().map(shape),
    tokenByHash: (hash) => {
      const row = byHash.get(hash);
      return row === undefined ? null : shape(row);
    },
    addToken: (token, atMs) => void add.run(token.id, token.name, token.hash, JSON.stringify(token.permissions), atMs),
    touchToken: (id, atMs) => void touch.run(atMs, id),
    revokeToken: (id, atMs) => void revoke.run(atMs, id),
  };
}

function incidents(sql: Sql): Pick<DeskStore, 'openIncident' | 'incidents' | 'closeIncident'> {
  type Row = { seq: number; at_ms: number; kind: string; payload_json: string; closed_at_ms: number | null };
  const open = sql.prepare('INSERT INTO incident (at_ms, kind, payload_json) VALUES (?, ?, ?)');
  const last = sql.prepare<[number], Row>(
    'SELECT seq, at_ms, kind, payload_json, closed_at_ms FROM incident ORDER BY closed_at_ms IS NOT NULL, seq DESC LIMIT ?',
  );
  const close = sql.prepare('UPDATE incident SET closed_at_ms = ? WHERE seq = ? AND closed_at_ms IS NULL');
  const shape = (row: Row): Incident => ({
    seq: row.seq,
    atMs: row.at_ms,
    kind: row.kind,
    payload: JSON.parse(row.payload_json) as unknown,
    closedAtMs: row.closed_at_ms,
  });
  return {
    openIncident: (kind, payload, atMs) => void open.run(atMs, kind, JSON.stringify(payload)),
    incidents: (limit) => last.all(limit).map(shape),
    closeIncident: (seq, atMs) => void close.run(atMs, seq),
  };
}
