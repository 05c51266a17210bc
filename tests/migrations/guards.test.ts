import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createLists } from '#electron/db/lists/lists.ts';
import { openDatabase } from '#electron/db/open.ts';
import { openTestDatabase } from '#tests/support/database.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'korob-guards-'));
  file = path.join(folder, 'korob.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (): string => {
  const answer = openDatabase({ file, nowMs: () => 1_000 });
  if (!answer.ok) return answer.error.code;
  answer.value.close();
  return 'opened';
};

describe('a database file', () => {
  it('that may be read but not written is refused', (context) => {
    const { seteuid, getuid } = process;
    if (process.platform === 'win32' || getuid === undefined || seteuid === undefined)
      return context.skip('file permissions are told otherwise on Windows');
    openTestDatabase(file).close();
    chmodSync(file, 0o444);
    // The lock beside it can still be taken, so only the file itself is in the way.
    for (const name of readdirSync(folder)) if (!name.endsWith('.sqlite')) chmodSync(path.join(folder, name), 0o666);
    chmodSync(folder, 0o777);
    const root = getuid() === 0;
    if (root) seteuid.call(process, 65_534);
    try {
      expect(refusal()).toBe('database-read-only');
    } finally {
      if (root) seteuid.call(process, 0);
    }
    return undefined;
  });

  it('is copied before a migration, and a migration that fails leaves it as it was', () => {
    const { database, close } = openTestDatabase(file);
    database.write(({ desk }) => desk.setSetting('proof', 7));
    close();
    const aged = new BetterSqlite3(file);
    aged.pragma('user_version = 0');
    aged.close();
    // Its tables are there already, so the first migration cannot go through.
    expect(() => openDatabase({ file, nowMs: () => 1_000 })).toThrow(/already exists/u);
    expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(1);
    const after = new BetterSqlite3(file, { readonly: true });
    expect(after.pragma('user_version', { simple: true })).toBe(0);
    expect(after.prepare('SELECT value_json FROM setting').pluck().all()).toEqual(['7']);
    after.close();
  });
});

describe('what was written down', () => {
  it('is never changed, deleted or replaced', () => {
    const { sql, make, close } = openTestDatabase();
    make.receive(make.product(), make.warehouse(), 1);
    for (const table of ['operation', 'movement']) {
      expect(() => sql.exec(`UPDATE ${table} SET at_ms = 0`), table).toThrow('append-only');
      expect(() => sql.exec(`DELETE FROM ${table}`), table).toThrow('append-only');
      expect(() => sql.exec(`REPLACE INTO ${table} SELECT * FROM ${table}`), table).toThrow('append-only');
    }
    expect(sql.prepare('SELECT count(*) FROM movement').pluck().get()).toBe(1);
    close();
  });
});

describe('the reading thread', () => {
  it('sees every commit on a handle of its own, and a bad question ends nothing', async () => {
    const opened = openTestDatabase(file);
    const lists = createLists({ file, workerUrl: new URL('../../electron/db/reader.worker.ts', import.meta.url) });
    const ask = () => lists.products({ search: '', show: 'all', sort: 'name', descending: false, offset: 0, limit: 10 });
    try {
      expect(await ask()).toEqual({ rows: [], total: 0 });
      opened.make.product({ article: 'CUP' });
      expect(await ask()).toMatchObject({ rows: [{ article: 'CUP' }], total: 1 });
      await expect(lists.products(null as never)).rejects.toThrow();
      expect(await ask()).toMatchObject({ total: 1 });
    } finally {
      await lists.close();
      opened.close();
    }
  });
});
