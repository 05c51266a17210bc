import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';

import BetterSqlite3 from 'better-sqlite3';

import type { Database } from '#electron/ports/database.ts';
import type { Upkeep } from '#electron/ports/upkeep.ts';
import { fail, ok, type Result } from '#shared/kit/result.ts';

import { createDatabase } from './database.ts';
import { faultOf } from './faults.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Sql } from './sql.ts';
import { withSteadyPlans } from './steady-plans.ts';
import { createUpkeep } from './upkeep.ts';

/** "KORB": tells our file from anybody else's SQLite database. */
export const APPLICATION_ID = 0x4b4f5242;
const LEAST_SQLITE = [3, 51, 3] as const;
/** A handle that nobody refers to is closed by the garbage collector, and its lock with it. */
const heldLocks = new Set<Sql>();

export type OpenFault =
  | 'database-locked'
  | 'database-read-only'
  | 'database-broken'
  | 'database-from-future'
  | 'database-foreign'
  | 'sqlite-too-old'
  | 'disk-full'
  | 'network-share';

export interface OpenDatabase {
  readonly database: Database;
  readonly sql: Sql;
  readonly upkeep: Upkeep;
  readonly close: () => void;
}

/**
 * Opens the file as its only writer, brings its schema up to date, or says in one word why not; the file is never harmed by a refusal.
 * @param options.file path, or `:memory:`
 * @param options.backupDir where the copy before a migration and the backups go; beside the file when left out
 */
export function openDatabase(options: {
  readonly file: string;
  readonly nowMs: () => number;
  readonly backupDir?: string;
}): Result<OpenDatabase, { readonly code: OpenFault; readonly detail: string }> {
  const { file } = options;
  const memory = file === ':memory:';
  const backupDir = options.backupDir ?? path.join(path.dirname(file), 'backups');
  let lock: Sql | null = null;
  let sql: Sql | null = null;
  const refuse = (code: OpenFault, detail: string) => {
    sql?.close();
    lock?.close();
    return fail({ code, detail });
  };

  try {
    if (!memory) {
      mkdirSync(path.dirname(file), { recursive: true });
      if (onNetworkShare(path.dirname(file))) return refuse('network-share', file);
      lock = takeLock(`${file}.lock`);
      if (lock === null) return refuse('database-locked', file);
    }
    const fresh = memory || !existsSync(file);
    sql = withSteadyPlans(new BetterSqlite3(file, { timeout: 2000 }));
    const version = sql.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? '';
    if (isOlder(version)) return refuse('sqlite-too-old', version);
    prepareHandle(sql);
    const applicationId = sql.pragma('application_id', { simple: true }) as number;
    const seen = sql.pragma('user_version', { simple: true }) as number;
    const tables = sql.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0;
    if (applicationId !== APPLICATION_ID && (applicationId !== 0 || tables > 0)) return refuse('database-foreign', String(applicationId));
    if (seen > MIGRATIONS.length) return refuse('database-from-future', `${seen} > ${MIGRATIONS.length}`);
    if (isReadOnly(sql)) return refuse('database-read-only', file);
    if (!memory) sql.pragma('journal_mode = WAL');
    if (seen < MIGRATIONS.length) {
      if (!fresh && tables > 0) copyBefore(sql, backupDir, seen, options.nowMs());
      migrate(sql, seen);
    }
    // Without statistics of the tables the planner walks the wrong index: a scan is three times slower. Bounded by SQLite itself.
    sql.pragma('optimize = 0x10002');
    const opened = sql;
    const held = lock;
    if (held !== null) heldLocks.add(held);
    return ok({
      database: createDatabase(opened),
      sql: opened,
      upkeep: createUpkeep({ sql: opened, file, backupDir, nowMs: options.nowMs }),
      close() {
        opened.close();
        held?.close();
        if (held !== null) heldLocks.delete(held);
      },
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const { code } = error as { readonly code?: unknown };
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return refuse('database-read-only', detail);
    if (code === 'ENOSPC') return refuse('disk-full', detail);
    switch (faultOf(error)) {
      case 'disk-full':
        return refuse('disk-full', detail);
      case 'read-only':
        return refuse('database-read-only', detail);
      case 'busy':
        return refuse('database-locked', detail);
      case 'database-broken':
        return refuse('database-broken', detail);
      case null:
        refuse('database-broken', detail);
        throw error;
    }
  }
}

/** SQLite opens a file it may not write without a word, and even BEGIN IMMEDIATE passes there; only a write tells. It is rolled back. */
function isReadOnly(sql: Sql): boolean {
  try {
    const seen = sql.pragma('user_version', { simple: true }) as number;
    sql.exec(`BEGIN; PRAGMA user_version = ${seen}; ROLLBACK`);
    return false;
  } catch (error) {
    if (faultOf(error) === 'read-only') return true;
    throw error;
  }
}

function prepareHandle(sql: Sql): void {
  sql.pragma('foreign_keys = ON');
  sql.pragma('recursive_triggers = ON');
  sql.pragma('trusted_schema = OFF');
  sql.pragma('cell_size_check = ON');
  sql.pragma('synchronous = FULL');
  sql.pragma('temp_store = MEMORY');
  sql.pragma('cache_size = -32000');
}

/** All pending migrations are one transaction with the version: a file is old or new, never between. */
function migrate(sql: Sql, seen: number): void {
  sql
    .transaction(() => {
      for (const { sql: text } of MIGRATIONS.slice(seen)) sql.exec(text);
      sql.pragma(`application_id = ${APPLICATION_ID}`);
      sql.pragma(`user_version = ${MIGRATIONS.length}`);
    })
    .immediate();
}

function copyBefore(sql: Sql, backupDir: string, seen: number, nowMs: number): void {
  mkdirSync(backupDir, { recursive: true });
  sql.prepare('VACUUM INTO ?').run(path.join(backupDir, `before-${seen}-to-${MIGRATIONS.length}-${nowMs}.sqlite`));
}

/** An exclusive transaction on a database of its own: it ends with the process however the process ends. */
function takeLock(file: string): Sql | null {
  const lock = new BetterSqlite3(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (faultOf(error) === 'busy') return null;
    throw error;
  }
}

const NETWORK_FILE_SYSTEMS = new Set([0x6969, 0xff534d42, 0xfe534d42, 0x517b]);

/** SQLite's locks cannot be trusted over NFS and SMB; there a second writer would not be seen. */
function onNetworkShare(folder: string): boolean {
  if (process.platform === 'win32') return path.resolve(folder).startsWith('\\\\');
  return process.platform === 'linux' && NETWORK_FILE_SYSTEMS.has(statfsSync(folder).type);
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of LEAST_SQLITE.entries()) if (parts[index] !== least) return (parts[index] ?? 0) < least;
  return false;
}

/** A handle for the reading thread: sees every commit, writes nothing. */
export function openReader(file: string): Sql {
  const sql = withSteadyPlans(new BetterSqlite3(file, { readonly: true, timeout: 2000 }));
  sql.pragma('query_only = ON');
  sql.pragma('trusted_schema = OFF');
  sql.pragma('temp_store = MEMORY');
  sql.pragma('cache_size = -64000');
  return sql;
}
