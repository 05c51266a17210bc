import type { ChannelProblem } from '#electron/channels/channel.ts';
import type { SyncStore } from '#electron/ports/sync-store.ts';
import type { OrderId, SupplyId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { UNASKED } from './order-queues.ts';

type Waiting = Pick<
  SyncStore,
  'ordersWithoutWarehouse' | 'setOrderWarehouse' | 'unconfirmedSince' | 'suppliesWithoutCode' | 'forgetTomorrow'
>;
type Pace = Pick<SyncStore, 'limiter' | 'saveLimiter' | 'breaker' | 'saveBreaker'>;
type Trail = Pick<SyncStore, 'cursor' | 'moveCursor' | 'seen' | 'succeed' | 'fault' | 'health'>;

/** A success younger than this is told from memory; a crash may lose as much of it. */
const WRITE_EVERY_MS = 30_000;

/** A command that was not answered may still be on its way for so long: sooner it is not looked for again. */
const ON_ITS_WAY_MS = 10_000;

/** How far each stream has come, how it is, and what limits it. */
export const progress = (sql: Sql): Waiting & Pace & Trail => ({ ...trail(sql), ...pace(sql), ...waiting(sql) });

function trail(sql: Sql): Trail {
  type Health = {
    stream: string;
    last_success_ms: number | null;
    last_failure_ms: number | null;
    failures: number;
    problem_json: string | null;
  };
  const cursor = sql.prepare<[string, string], { value: string }>('SELECT value FROM cursor WHERE account_id = ? AND stream = ?');
  const move = sql.prepare(
    `INSERT INTO cursor (account_id, stream, value, moved_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, moved_at_ms = excluded.moved_at_ms`,
  );
  const note = sql.prepare(
    `INSERT INTO inbox (account_id, stream, external_id, fingerprint, seen_at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, seen_at_ms = excluded.seen_at_ms
       WHERE fingerprint <> excluded.fingerprint`,
  );
  const succeed = sql.prepare(
    `INSERT INTO stream_health (account_id, stream, last_success_ms) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET last_success_ms = excluded.last_success_ms, failures = 0, problem_json = NULL`,
  );
  const fault = sql.prepare(
    `INSERT INTO stream_health (account_id, stream, last_failure_ms, failures, problem_json) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET last_failure_ms = excluded.last_failure_ms, failures = failures + 1, problem_json = excluded.problem_json`,
  );
  const health = sql.prepare<[string], Health>(
    'SELECT stream, last_success_ms, last_failure_ms, failures, problem_json FROM stream_health WHERE account_id = ? ORDER BY stream',
  );
  /** What a stream lately did well: the file hears of it now and then, since every write waits for the disk. */
  const well = new Map<string, { readonly writtenAtMs: number; lastMs: number }>();
  return {
    cursor: (accountId, stream) => cursor.get(accountId, stream)?.value ?? null,
    moveCursor: (accountId, stream, value, atMs) => void move.run(accountId, stream, value, atMs),
    seen: (accountId, stream, externalId, fingerprint, atMs) => note.run(accountId, stream, externalId, fingerprint, atMs).changes === 0,
    succeed: (accountId, stream, atMs) => {
      const kept = well.get(`${accountId} ${stream}`);
      if (kept !== undefined && Math.abs(atMs - kept.writtenAtMs) < WRITE_EVERY_MS) kept.lastMs = atMs;
      else {
        succeed.run(accountId, stream, atMs);
        well.set(`${accountId} ${stream}`, { writtenAtMs: atMs, lastMs: atMs });
      }
    },
    fault: (accountId, stream, problem, atMs) => {
      const kept = well.get(`${accountId} ${stream}`);
      if (kept !== undefined) succeed.run(accountId, stream, kept.lastMs);
      well.delete(`${accountId} ${stream}`);
      fault.run(accountId, stream, atMs, JSON.stringify(problem));
    },
    health: (accountId) =>
      health.all(accountId).map((row) => ({
        stream: row.stream,
        lastSuccessMs: well.get(`${accountId} ${row.stream}`)?.lastMs ?? row.last_success_ms,
        lastFailureMs: row.last_failure_ms,
        failures: row.failures,
        problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as ChannelProblem),
      })),
  };
}

function pace(sql: Sql): Pace {
  const limiter = sql.prepare<[string, string], { tokens: number; at_ms: number; blocked_until_ms: number }>(
    'SELECT tokens, at_ms, blocked_until_ms FROM limiter WHERE account_id = ? AND limit_group = ?',
  );
  const saveLimiter = sql.prepare(
    `INSERT INTO limiter (account_id, limit_group, tokens, at_ms, blocked_until_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET tokens = excluded.tokens, at_ms = excluded.at_ms, blocked_until_ms = excluded.blocked_until_ms`,
  );
  const breaker = sql.prepare<[string, string], { failures: number; open_until_ms: number }>(
    'SELECT failures, open_until_ms FROM breaker WHERE account_id = ? AND kind = ?',
  );
  const saveBreaker = sql.prepare(
    `INSERT INTO breaker (account_id, kind, failures, open_until_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET failures = excluded.failures, open_until_ms = excluded.open_until_ms`,
  );
  return {
    limiter: (accountId, group) => {
      const row = limiter.get(accountId, group);
      return row === undefined ? null : { tokens: row.tokens, atMs: row.at_ms, blockedUntilMs: row.blocked_until_ms };
    },
    saveLimiter: (accountId, group, state) => void saveLimiter.run(accountId, group, state.tokens, state.atMs, state.blockedUntilMs),
    breaker: (accountId, kind) => {
      const row = breaker.get(accountId, kind);
      return { failures: row?.failures ?? 0, openUntilMs: row?.open_until_ms ?? 0 };
    },
    saveBreaker: (accountId, kind, state) => void saveBreaker.run(accountId, kind, state.failures, state.openUntilMs),
  };
}

function waiting(sql: Sql): Waiting {
  const homeless = sql.prepare<[string, string], { id: OrderId }>(
    `SELECT id FROM orders WHERE account_id = ? AND external_warehouse_id = ? AND warehouse_id IS NULL
       AND status NOT IN ('delivered', 'cancelled', 'returned') ORDER BY ship_by_ms, created_at_ms`,
  );
  const house = sql.prepare('UPDATE orders SET warehouse_id = ? WHERE id = ?');
  const unconfirmed = sql.prepare<[string, number, number], { id: OrderId }>(
    `SELECT o.id FROM orders o WHERE o.account_id = ? AND o.status = 'new' AND ${UNASKED} AND o.seen_at_ms <= ? ORDER BY o.created_at_ms LIMIT ?`,
  );
  const codeless = sql.prepare<[string, number], { id: SupplyId }>(
    `SELECT id FROM supply WHERE account_id = ? AND state = 'delivered' AND code_barcode IS NULL AND external_id IS NOT NULL
       ORDER BY delivered_at_ms DESC LIMIT ?`,
  );
  const hasten = sql.prepare(
    `UPDATE outbox SET not_before_ms = @soon WHERE not_before_ms > @soon AND state IN ('queued', 'sending', 'unknown', 'rejected')`,
  );
  const unread = sql.prepare(
    `UPDATE orders SET status_read_at_ms = @now WHERE status_read_at_ms > @now AND status NOT IN ('delivered', 'cancelled', 'returned')`,
  );
  const untold = sql.prepare(
    `UPDATE offer SET told_at_ms = min(told_at_ms, @now), live_read_at_ms = min(live_read_at_ms, @now)
     WHERE told_at_ms > @now OR live_read_at_ms > @now`,
  );
  return {
    forgetTomorrow: (nowMs) => {
      hasten.run({ soon: nowMs + ON_ITS_WAY_MS });
      unread.run({ now: nowMs });
      untold.run({ now: nowMs });
    },
    ordersWithoutWarehouse: (accountId, externalId) => homeless.all(accountId, externalId).map((row) => row.id),
    setOrderWarehouse: (orderId, warehouseId) => void house.run(warehouseId, orderId),
    unconfirmedSince: (accountId, seenBeforeMs, limit) => unconfirmed.all(accountId, seenBeforeMs, limit).map((row) => row.id),
    suppliesWithoutCode: (accountId, limit) => codeless.all(accountId, limit).map((row) => row.id),
  };
}
