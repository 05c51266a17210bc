import type { ChannelProblem } from '#electron/channels/channel.ts';
import type { OutboxCommand, OutboxRow, OutboxState, SyncStore } from '#electron/ports/sync-store.ts';
import type { AccountId, OutboxId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

type Outbox = Pick<
  SyncStore,
  'enqueue' | 'due' | 'unsettled' | 'openOf' | 'setOutbox' | 'outbox' | 'outboxList' | 'settleAfterCrash' | 'nextDueMs' | 'queueFigures'
>;

interface Row {
  readonly id: OutboxId;
  readonly seq: number;
  readonly account_id: AccountId;
  readonly subject: string;
  readonly payload_json: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly not_before_ms: number;
  readonly problem_json: string | null;
  readonly drop_reason: string | null;
  readonly created_at_ms: number;
  readonly ended_at_ms: number | null;
}

const COLUMNS =
  'id, seq, account_id, subject, payload_json, state, attempts, not_before_ms, problem_json, drop_reason, created_at_ms, ended_at_ms';
const OPEN = "('queued', 'sending', 'unknown', 'rejected')";
/** The oldest open command of its subject: the only one that may move. */
const IS_HEAD = `NOT EXISTS (SELECT 1 FROM outbox p WHERE p.account_id = o.account_id AND p.subject = o.subject AND p.state IN ${OPEN} AND p.seq < o.seq)`;

/** Commands for a marketplace, in order per subject. */
export function outbox(sql: Sql): Outbox {
  const add = sql.prepare(
    `INSERT INTO outbox (id, seq, account_id, subject, kind, payload_json, state, not_before_ms, operation_id, created_at_ms)
     VALUES (?, (SELECT ifnull(max(seq), 0) + 1 FROM outbox), ?, ?, ?, ?, 'queued', ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const due = sql.prepare<[string, number, number], Row>(
    `SELECT ${COLUMNS} FROM outbox o WHERE account_id = ? AND state IN ${OPEN} AND state = 'queued' AND not_before_ms <= ? AND ${IS_HEAD} ORDER BY seq LIMIT ?`,
  );
  const nextDue = sql.prepare<[string], { at: number | null }>(
    `SELECT min(not_before_ms) AS at FROM outbox o WHERE account_id = ? AND state IN ${OPEN} AND state IN ('queued', 'unknown') AND ${IS_HEAD}`,
  );
  const unsettled = sql.prepare<[string], Row>(
    `SELECT ${COLUMNS} FROM outbox WHERE account_id = ? AND state IN ${OPEN} AND state = 'unknown' ORDER BY seq`,
  );
  const openOf = sql.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} FROM outbox WHERE account_id = ? AND subject = ? AND state IN ${OPEN} ORDER BY seq`,
  );
  const byId = sql.prepare<[string], Row>(`SELECT ${COLUMNS} FROM outbox WHERE id = ?`);
  const set = sql.prepare(
    `UPDATE outbox SET state = ?, attempts = ifnull(?, attempts), not_before_ms = ifnull(?, not_before_ms),
       problem_json = CASE WHEN ? THEN ? ELSE problem_json END, drop_reason = ifnull(?, drop_reason), ended_at_ms = ? WHERE id = ?`,
  );
  const list = sql.prepare<[string | null, string, number], Row>(
    `SELECT ${COLUMNS} FROM outbox WHERE account_id = ifnull(?, account_id)
       AND state IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT ?`,
  );
  const crash = sql.prepare("UPDATE outbox SET state = 'unknown' WHERE state = 'sending'");
  const figures = sql.prepare<[string], { waiting: number; rejected: number; unknown: number; oldest: number | null }>(
    `SELECT count(*) FILTER (WHERE state IN ('queued', 'sending')) AS waiting, count(*) FILTER (WHERE state = 'rejected') AS rejected,
       count(*) FILTER (WHERE state = 'unknown') AS unknown, min(created_at_ms) AS oldest
     FROM outbox WHERE account_id = ? AND state IN ${OPEN}`,
  );
  return {
    enqueue: (entry, atMs) =>
      void add.run(
        entry.id,
        entry.accountId,
        entry.subject,
        entry.command.kind,
        JSON.stringify(entry.command),
        entry.notBeforeMs ?? 0,
        entry.operationId,
        atMs,
      ),
    due: (accountId, nowMs, limit) => due.all(accountId, nowMs, limit).map(shape),
    unsettled: (accountId) => unsettled.all(accountId).map(shape),
    openOf: (accountId, subject) => openOf.all(accountId, subject).map(shape),
    setOutbox: (id, change) =>
      void set.run(
        change.state,
        change.attempts ?? null,
        change.notBeforeMs ?? null,
        change.problem === undefined ? 0 : 1,
        change.problem === undefined || change.problem === null ? null : JSON.stringify(change.problem),
        change.dropReason ?? null,
        change.endedAtMs ?? null,
        id,
      ),
    outbox: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : shape(row);
    },
    outboxList: ({ accountId, states, limit }) => list.all(accountId ?? null, JSON.stringify(states ?? ALL), limit).map(shape),
    settleAfterCrash: () => crash.run().changes,
    nextDueMs: (accountId) => nextDue.get(accountId)?.at ?? null,
    queueFigures: (accountId) => {
      const row = figures.get(accountId)!;
      return { waiting: row.waiting, rejected: row.rejected, unknown: row.unknown, oldestMs: row.oldest };
    },
  };
}

const ALL: readonly OutboxState[] = ['queued', 'sending', 'unknown', 'done', 'rejected', 'dropped'];

const shape = (row: Row): OutboxRow => ({
  id: row.id,
  seq: row.seq,
  accountId: row.account_id,
  subject: row.subject,
  command: JSON.parse(row.payload_json) as OutboxCommand,
  state: row.state,
  attempts: row.attempts,
  notBeforeMs: row.not_before_ms,
  problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as ChannelProblem),
  dropReason: row.drop_reason,
  createdAtMs: row.created_at_ms,
  endedAtMs: row.ended_at_ms,
});
