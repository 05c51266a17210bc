import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

import BetterSqlite3 from 'better-sqlite3';

import type { Upkeep } from '#electron/ports/upkeep.ts';

import { rethrow } from './faults.ts';
import type { Sql } from './sql.ts';

const KEPT_BACKUPS = 14;

/** Figures of the file, and copies of it that were opened and checked before they are called backups. */
export function createUpkeep(options: {
  readonly sql: Sql;
  readonly file: string;
  readonly backupDir: string;
  readonly nowMs: () => number;
}): Upkeep {
  const { sql, backupDir } = options;
  const count = (table: string, what = 'count(*)') => sql.prepare<[], { n: number }>(`SELECT ${what} AS n FROM ${table}`);
  const products = count('product');
  const orders = count('orders');
  const movements = count('movement', 'coalesce(max(seq), 0)');
  const operations = count('operation', 'coalesce(max(seq), 0)');

  return {
    facts: () => ({
      sqlite: sql.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? '',
      schemaVersion: sql.pragma('user_version', { simple: true }) as number,
      databaseBytes: (sql.pragma('page_count', { simple: true }) as number) * (sql.pragma('page_size', { simple: true }) as number),
      lastBackupMs: newestBackupMs(backupDir),
      counts: {
        products: products.get()?.n ?? 0,
        orders: orders.get()?.n ?? 0,
        movements: movements.get()?.n ?? 0,
        operations: operations.get()?.n ?? 0,
      },
    }),
    async backup() {
      const file = path.join(backupDir, `korob-${options.nowMs()}.sqlite`);
      try {
        mkdirSync(backupDir, { recursive: true });
        // The nightly copy is the moment to renew the planner's statistics as well.
        sql.pragma('optimize');
        await sql.backup(file);
        check(file);
      } catch (error) {
        rmSync(file, { force: true });
        rethrow(error);
      }
      for (const old of backups(backupDir).slice(KEPT_BACKUPS)) rmSync(path.join(backupDir, old));
      return { file, bytes: statSync(file).size };
    },
  };
}

function check(file: string): void {
  const copy = new BetterSqlite3(file, { readonly: true });
  try {
    const verdict = copy.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw new Error(`the copy is not sound: ${String(verdict)}`);
  } finally {
    copy.close();
  }
}

/** Newest first. */
function backups(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^korob-\d+\.sqlite$/u.test(name))
      .toSorted((a, b) => madeAtMs(b) - madeAtMs(a));
  } catch {
    return [];
  }
}

const madeAtMs = (name: string): number => Number(/\d+/u.exec(name)?.[0] ?? 0);

function newestBackupMs(folder: string): number | null {
  const newest = backups(folder)[0];
  return newest === undefined ? null : madeAtMs(newest);
}
