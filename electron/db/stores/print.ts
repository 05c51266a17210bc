import type { PrinterRow, PrintJobRow, PrintStore } from '#electron/ports/print-store.ts';
import type { OrderId, PrinterId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { createRoutes } from './print-routes.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export function createPrintStore(sql: Sql): PrintStore {
  const known = printers(sql);
  return {
    ...known,
    ...jobs(sql),
    ...moves(sql),
    ...steps(sql),
    ...ahead(sql),
    ...rolls(sql),
    ...createRoutes(sql, known.printer),
  };
}

interface PrinterColumns {
  readonly id: PrinterId;
  readonly name: string;
  readonly transport: PrinterRow['transport'];
  readonly address: string;
  readonly language: PrinterRow['language'];
  readonly dpi: PrinterRow['dpi'];
  readonly width_mm: number;
  readonly height_mm: number;
  readonly settings_json: string;
  readonly proven_at_ms: number | null;
  readonly paused: 0 | 1;
  readonly roll_labels: number | null;
  readonly roll_left: number | null;
}

function printers(sql: Sql): Pick<PrintStore, 'printers' | 'printer' | 'savePrinter' | 'removePrinter' | 'setProven'> {
  const columns =
    'SELECT id, name, transport, address, language, dpi, width_mm, height_mm, settings_json, proven_at_ms, paused, roll_labels, roll_left FROM printer';
  const all = sql.prepare<[], PrinterColumns>(`${columns} WHERE removed = 0 ORDER BY name, id`);
  const byId = sql.prepare<[string], PrinterColumns>(`${columns} WHERE id = ? AND removed = 0`);
  const save =
    sql.prepare(`INSERT INTO printer (id, name, transport, address, language, dpi, width_mm, height_mm, settings_json, created_at_ms)
    VALUES (@id, @name, @transport, @address, @language, @dpi, @widthMm, @heightMm, @settings, @atMs)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, transport = excluded.transport, address = excluded.address,
      language = excluded.language, dpi = excluded.dpi, width_mm = excluded.width_mm, height_mm = excluded.height_mm,
      settings_json = excluded.settings_json, removed = 0,
      proven_at_ms = CASE WHEN transport = excluded.transport AND address = excluded.address AND language = excluded.language
        AND dpi = excluded.dpi THEN proven_at_ms END`);
  const leave = sql.prepare('UPDATE station SET printer_id = NULL WHERE printer_id = ?');
  const unroute = [
    sql.prepare('DELETE FROM station_printer WHERE printer_id = ?'),
    sql.prepare('DELETE FROM station_route WHERE printer_id = ?'),
    sql.prepare('UPDATE station_route SET spare_id = NULL WHERE spare_id = ?'),
    // What lies at its spare has no other home now.
    sql.prepare('UPDATE print_job SET meant_for = NULL WHERE meant_for = ? AND ended_at_ms IS NULL'),
  ];
  const remove = sql.prepare('UPDATE printer SET removed = 1 WHERE id = ?');
  const prove = sql.prepare('UPDATE printer SET proven_at_ms = ? WHERE id = ?');
  const shape = (row: PrinterColumns): PrinterRow => ({
    id: row.id,
    name: row.name,
    transport: row.transport,
    address: row.address,
    language: row.language,
    dpi: row.dpi,
    widthMm: row.width_mm,
    heightMm: row.height_mm,
    settings: JSON.parse(row.settings_json) as PrinterRow['settings'],
    provenAtMs: row.proven_at_ms,
    paused: row.paused === 1,
    roll: row.roll_labels === null ? null : { labels: row.roll_labels, left: row.roll_left ?? 0 },
  });
  return {
    printers: () => all.all().map(shape),
    printer: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : shape(row);
    },
    savePrinter: ({ settings, ...printer }, atMs) => void save.run({ ...printer, settings: JSON.stringify(settings), atMs }),
    removePrinter: (id) => {
      leave.run(id);
      for (const each of unroute) each.run(id);
      remove.run(id);
    },
    setProven: (id, atMs) => void prove.run(atMs, id),
  };
}

interface JobColumns {
  readonly id: PrintJobRow['id'];
  readonly seq: number;
  readonly printer_id: PrinterId;
  readonly meant_for: PrinterId | null;
  readonly order_id: OrderId | null;
  readonly kind: PrintJobRow['kind'];
  readonly source_json: string;
  readonly state: PrintJobRow['state'];
  readonly problem: string | null;
  readonly reprint_of: PrintJobRow['reprintOf'];
  readonly reason: string | null;
  readonly station: PrintJobRow['station'];
  readonly created_at_ms: number;
  readonly released_at_ms: number | null;
  readonly sent_at_ms: number | null;
}
const jobColumns =
  'SELECT id, seq, printer_id, meant_for, order_id, kind, source_json, state, problem, reprint_of, reason, station, created_at_ms, released_at_ms, sent_at_ms FROM print_job';

const shapeJob = (row: JobColumns): PrintJobRow => ({
  id: row.id,
  seq: row.seq,
  printerId: row.printer_id,
  meantFor: row.meant_for,
  orderId: row.order_id,
  kind: row.kind,
  source: JSON.parse(row.source_json) as Record<string, string>,
  state: row.state,
  problem: row.problem,
  reprintOf: row.reprint_of,
  reason: row.reason,
  station: row.station,
  createdAtMs: row.created_at_ms,
  releasedAtMs: row.released_at_ms,
  sentAtMs: row.sent_at_ms,
});

function jobs(
  sql: Sql,
): Pick<PrintStore, 'enqueue' | 'release' | 'labelsFollowing' | 'next' | 'job' | 'jobsOfOrder' | 'jobs' | 'leftBetween' | 'waiting'> {
  const add = sql.prepare(`INSERT INTO print_job
    (id, seq, printer_id, order_id, kind, source_json, state, reprint_of, reason, station, created_at_ms)
    VALUES (@id, (SELECT coalesce(max(seq), 0) + 1 FROM print_job), @printerId, @orderId, @kind, @source, @state, @reprintOf, @reason,
      @station, @createdAtMs)`);
  const release = sql.prepare(
    "UPDATE print_job SET state = 'queued', problem = NULL, printer_id = ?, meant_for = NULL, released_at_ms = ? WHERE id = ? AND state = 'waiting'",
  );
  const following = sql.prepare<[number, number], JobColumns>(
    `${jobColumns} WHERE state = 'waiting' OR (released_at_ms >= ? AND state <> 'cancelled') ORDER BY seq DESC LIMIT ?`,
  );
  const next = sql.prepare<[string], JobColumns>(
    `${jobColumns} WHERE printer_id = ? AND ended_at_ms IS NULL AND state = 'queued'
      AND (SELECT paused FROM printer WHERE id = printer_id) = 0 ORDER BY kind = 'own-label', seq LIMIT 1`,
  );
  const byId = sql.prepare<[string], JobColumns>(`${jobColumns} WHERE id = ?`);
  const ofOrder = sql.prepare<[string], JobColumns>(`${jobColumns} WHERE order_id = ? ORDER BY seq`);
  const all = sql.prepare<[number], JobColumns>(`${jobColumns} ORDER BY seq DESC LIMIT ?`);
  const inStates = sql.prepare<[string, number], JobColumns>(
    `${jobColumns} WHERE state IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT ?`,
  );
  const open = sql.prepare<[number], JobColumns>(`${jobColumns} WHERE ended_at_ms IS NULL ORDER BY seq DESC LIMIT ?`);
  const between = sql.prepare<[string, number, number, number], JobColumns>(
    `${jobColumns} WHERE printer_id = ? AND seq BETWEEN ? AND ? AND state IN ('sent', 'confirmed', 'unknown') ORDER BY seq LIMIT ?`,
  );
  const waiting = sql.prepare<[], { printerId: PrinterId; waiting: number; unknown: number }>(
    `SELECT printer_id AS printerId, sum(state <> 'unknown') AS waiting, sum(state = 'unknown') AS unknown
      FROM print_job WHERE ended_at_ms IS NULL GROUP BY printer_id`,
  );
  return {
    enqueue: ({ source, state = 'queued', ...job }) => void add.run({ ...job, state, source: JSON.stringify(source) }),
    release: (id, printerId, atMs) => release.run(printerId, atMs, id).changes === 1,
    labelsFollowing: (sinceMs, limit) => following.all(sinceMs, limit).map(shapeJob),
    next: (printerId) => {
      const row = next.get(printerId);
      return row === undefined ? null : shapeJob(row);
    },
    job: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : shapeJob(row);
    },
    jobsOfOrder: (orderId) => ofOrder.all(orderId).map(shapeJob),
    jobs: (filter) => {
      if (filter.open === true) return open.all(filter.limit).map(shapeJob);
      return (filter.state === undefined ? all.all(filter.limit) : inStates.all(JSON.stringify(filter.state), filter.limit)).map(shapeJob);
    },
    leftBetween: (printerId, fromSeq, toSeq, limit) => between.all(printerId, fromSeq, toSeq, limit).map(shapeJob),
    waiting: () => waiting.all(),
  };
}

/** Own labels stay where they were sent: a roll of a hundred of them would be in a packer's way at any other printer. */
function moves(sql: Sql): Pick<PrintStore, 'movable' | 'move' | 'stoodInFor'> {
  const packers = `(state = 'queued' OR (state = 'waiting' AND problem = 'label-format-coming'))
    AND kind IN ('order-label', 'supply-code', 'box-label')`;
  const here = sql.prepare<[string, number, number], JobColumns>(
    `${jobColumns} WHERE printer_id = ? AND ended_at_ms IS NULL AND ${packers} AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const elsewhere = sql.prepare<[string, number, number], JobColumns>(
    `${jobColumns} WHERE meant_for = ? AND ended_at_ms IS NULL AND ${packers} AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const move = sql.prepare("UPDATE print_job SET printer_id = ?, meant_for = ?, problem = NULL WHERE id = ? AND state = 'queued'");
  const homes = sql.prepare<[], { id: PrinterId }>(
    `SELECT DISTINCT meant_for AS id FROM print_job WHERE meant_for IS NOT NULL AND ended_at_ms IS NULL AND ${packers}`,
  );
  return {
    movable: (printerId, afterSeq, limit) =>
      [...here.all(printerId, afterSeq, limit), ...elsewhere.all(printerId, afterSeq, limit)]
        .toSorted((one, other) => one.seq - other.seq)
        .slice(0, limit)
        .map(shapeJob),
    move: (id, to, meantFor) => move.run(to, meantFor, id).changes === 1,
    stoodInFor: () => homes.all().map(({ id }) => id),
  };
}

function steps(sql: Sql): Pick<PrintStore, 'advance' | 'closeSent' | 'settleAfterCrash'> {
  const advance = sql.prepare(`UPDATE print_job SET state = @to, problem = @problem, bytes = coalesce(@bytes, bytes),
      sent_at_ms = CASE WHEN @to = 'sent' THEN @atMs ELSE sent_at_ms END,
      ended_at_ms = CASE WHEN @to IN ('confirmed', 'failed-not-sent', 'cancelled') THEN @atMs END
    WHERE id = @id AND state IN (SELECT value FROM json_each(@from))`);
  const close = sql.prepare("UPDATE print_job SET ended_at_ms = ? WHERE id = ? AND state = 'sent' AND ended_at_ms IS NULL");
  const settle = sql.prepare(
    "UPDATE print_job SET state = 'unknown', problem = 'program-stopped' WHERE ended_at_ms IS NULL AND state IN ('sending', 'sent')",
  );
  const unrolled = sql.prepare(
    'UPDATE printer SET roll_left = max(0, roll_left - 1) WHERE roll_left IS NOT NULL AND id = (SELECT printer_id FROM print_job WHERE id = ?)',
  );
  return {
    advance: (id, from, to, atMs, problem = null, bytes) => {
      const moved = advance.run({ id, from: JSON.stringify(from), to, atMs, problem, bytes: bytes ?? null }).changes === 1;
      if (moved && to === 'sent') unrolled.run(id);
      return moved;
    },
    closeSent: (id, atMs) => close.run(atMs, id).changes === 1,
    settleAfterCrash: () => settle.run().changes,
  };
}

function ahead(sql: Sql): Pick<PrintStore, 'labelStoredAt' | 'labelSize' | 'labelsAhead' | 'trimLabels' | 'labelBytes' | 'dropLabels'> {
  const stored = sql.prepare<[string], { fetched_at_ms: number }>('SELECT fetched_at_ms FROM label WHERE order_id = ?');
  const size = sql.prepare<[string], { widthMm: number; heightMm: number }>(
    'SELECT width_mm AS widthMm, height_mm AS heightMm FROM label WHERE order_id = ?',
  );
  const over = sql.prepare<[number, number], { id: OrderId }>(
    `SELECT label.order_id AS id FROM label JOIN orders ON orders.id = label.order_id
      WHERE orders.status IN ('delivered', 'cancelled', 'returned') AND label.fetched_at_ms < ? ORDER BY label.fetched_at_ms LIMIT ?`,
  );
  const forget = sql.prepare('DELETE FROM label WHERE order_id = ?');
  const forgetDrawn = sql.prepare('DELETE FROM label_drawn WHERE order_id = ?');
  const unstore = sql.prepare("UPDATE orders SET label_state = 'none' WHERE id = ?");
  const weight = sql.prepare<[], { bytes: number }>(
    'SELECT (SELECT ifnull(sum(length(file)), 0) FROM label) + (SELECT ifnull(sum(length(file)), 0) FROM label_drawn) AS bytes',
  );
  const oldest = sql.prepare<[number], { id: OrderId; bytes: number }>(
    `SELECT label.order_id AS id, length(label.file) + ifnull(length(d.file), 0) AS bytes
      FROM label JOIN orders ON orders.id = label.order_id LEFT JOIN label_drawn d ON d.order_id = label.order_id
      WHERE orders.status IN ('handed-over', 'delivered', 'cancelled', 'returned')
      ORDER BY orders.status = 'handed-over', label.fetched_at_ms LIMIT ?`,
  );
  // The sticker is on the parcel still: one that comes back is known by it.
  const remember = sql.prepare(
    "INSERT INTO label_code (code, order_id) SELECT barcode, order_id FROM label WHERE order_id = ? AND barcode <> '' ON CONFLICT DO NOTHING",
  );
  const drop = (id: OrderId): void => {
    remember.run(id);
    forget.run(id);
    forgetDrawn.run(id);
    unstore.run(id);
  };
  const soon = sql.prepare<[number], { id: OrderId }>(
    `SELECT id FROM orders WHERE status IN ('new', 'assembling') AND label_state = 'stored' AND packed_at_ms IS NULL
      ORDER BY ship_by_ms, created_at_ms LIMIT ?`,
  );
  return {
    labelSize: (orderId) => size.get(orderId) ?? null,
    trimLabels(beforeMs, limit) {
      const ids = over.all(beforeMs, limit);
      for (const { id } of ids) drop(id);
      return ids.length;
    },
    labelBytes: () => weight.get()!.bytes,
    dropLabels(bytes, limit) {
      let gone = 0;
      let dropped = 0;
      for (const one of oldest.all(limit)) {
        if (gone >= bytes) break;
        drop(one.id);
        gone += one.bytes;
        dropped += 1;
      }
      return dropped;
    },
    labelStoredAt: (orderId) => stored.get(orderId)?.fetched_at_ms ?? null,
    labelsAhead: (limit) => soon.all(limit).map((row) => row.id),
  };
}

function rolls(sql: Sql): Pick<PrintStore, 'pausePrinter' | 'setRoll'> {
  const pause = sql.prepare('UPDATE printer SET paused = ? WHERE id = ?');
  const roll = sql.prepare('UPDATE printer SET roll_labels = @labels, roll_left = @labels WHERE id = @id');
  return {
    pausePrinter: (id, paused) => void pause.run(paused ? 1 : 0, id),
    setRoll: (id, labels) => void roll.run({ id, labels }),
  };
}
