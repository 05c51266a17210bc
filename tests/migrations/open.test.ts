import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { MIGRATIONS } from '#electron/db/migrations/index.ts';
import { APPLICATION_ID, openDatabase } from '#electron/db/open.ts';
import { DatabaseFault } from '#electron/ports/upkeep.ts';
import { ROOT } from '#tests/support/source-files.ts';

const nowMs = () => Date.UTC(2026, 10, 24);

describe('the database file', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'korob-open-'));
    file = path.join(folder, 'korob.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = () => openDatabase({ file, nowMs });
  const opened = () => {
    const result = open();
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
    return result.value;
  };
  const refusal = () => {
    const result = open();
    if (result.ok) {
      result.value.close();
      return 'opened';
    }
    return result.error.code;
  };
  const edit = (work: (sql: BetterSqlite3.Database) => void) => {
    const sql = new BetterSqlite3(file);
    work(sql);
    sql.close();
  };

  it('is made from nothing, with its mark, its version and every guard on', () => {
    const { sql, close } = opened();
    expect(sql.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(sql.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(sql.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(sql.pragma('synchronous', { simple: true })).toBe(2);
    expect(sql.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(sql.pragma('recursive_triggers', { simple: true })).toBe(1);
    expect(sql.pragma('trusted_schema', { simple: true })).toBe(0);
    expect(sql.pragma('integrity_check', { simple: true })).toBe('ok');
    close();
  });

  it('is the same when opened again, and no copy is made for nothing', () => {
    opened().close();
    const before = opened();
    before.database.write(({ desk }) => desk.setSetting('kept', { yes: true }));
    before.close();
    const after = opened();
    expect(after.database.read.desk.setting('kept')).toEqual({ yes: true });
    after.close();
    expect(readdirSync(folder)).not.toContain('backups');
  });

  it('has only STRICT tables, but for what FTS keeps for itself', () => {
    const { sql, close } = opened();
    const loose = sql
      .prepare<[], { name: string }>(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
    close();
  });

  it('from a newer Korob is refused and stays as it was', () => {
    opened().close();
    edit((sql) => sql.pragma(`user_version = ${MIGRATIONS.length + 1}`));
    expect(refusal()).toBe('database-from-future');
    edit((sql) => expect(sql.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length + 1));
  });

  it('of another program is refused, whether it carries a mark or not', () => {
    edit((sql) => sql.exec('CREATE TABLE somebody (x)'));
    expect(refusal()).toBe('database-foreign');
    edit((sql) => sql.pragma('application_id = 77'));
    expect(refusal()).toBe('database-foreign');
  });

  it('that is no database, or a spoilt one, is refused in one word and not touched', () => {
    writeFileSync(file, 'это не база данных, а записка на двери склада '.repeat(200));
    const before = readFileSync(file);
    expect(refusal()).toBe('database-broken');
    expect(readFileSync(file)).toEqual(before);
  });

  it('cut short is refused', () => {
    opened().close();
    truncateSync(file, Math.floor(statSync(file).size / 2));
    expect(refusal()).toBe('database-broken');
  });

  it('is one writer’s: a second program is told that it is open elsewhere, and may have it when the first one dies', async () => {
    opened().close();
    const script = `
      import { openDatabase } from ${JSON.stringify(path.join(ROOT, 'electron/db/open.ts'))};
      const opened = openDatabase({ file: process.argv[2], nowMs: () => 0 });
      process.stdout.write(opened.ok ? 'open' : opened.error.code);
      // Held on to: a handle nobody can reach any more is closed by the collector, and its lock goes with it.
      setInterval(() => opened, 1000);`;
    const program = path.join(folder, 'holder.mjs');
    writeFileSync(program, script);
    const holder = spawn(process.execPath, [program, file], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [word] = await new Promise<string[]>((resolve) => holder.stdout.once('data', (data: Buffer) => resolve([data.toString()])));
      expect(word).toBe('open');
      expect(refusal()).toBe('database-locked');
    } finally {
      const gone = new Promise((resolve) => holder.once('exit', resolve));
      holder.kill('SIGKILL');
      await gone;
    }
    expect(refusal()).toBe('opened');
  });

  it('in a folder that cannot be written says so', ({ skip }) => {
    if (process.getuid?.() === 0) skip('an administrator may write anywhere');
    const sealed = path.join(folder, 'sealed');
    mkdirSync(sealed);
    chmodSync(sealed, 0o500);
    const result = openDatabase({ file: path.join(sealed, 'korob.sqlite'), nowMs });
    expect(result.ok ? 'opened' : result.error.code).toBe('database-read-only');
  });

  it('on a full disk says so, rolls the work back and goes on when there is room', () => {
    const { database, sql, close } = opened();
    sql.pragma(`max_page_count = ${sql.pragma('page_count', { simple: true }) as number}`);
    const fill = () => database.write(({ desk }) => desk.setSetting('big', 'x'.repeat(4_000_000)));
    expect(fill).toThrow(DatabaseFault);
    expect(fill).toThrow('disk-full');
    expect(database.read.desk.setting('big')).toBeUndefined();
    sql.pragma('max_page_count = 1000000');
    fill();
    expect(database.read.desk.setting('big')).toHaveLength(4_000_000);
    close();
  });

  it('is copied while it is in use, and the copy opens', async () => {
    const { database, upkeep, close } = opened();
    database.write(({ desk }) => desk.setSetting('kept', 1));
    const copy = await upkeep.backup();
    close();
    expect(copy.bytes).toBeGreaterThan(0);
    const again = openDatabase({ file: copy.file, nowMs });
    if (!again.ok) throw new Error(again.error.code);
    expect(again.value.database.read.desk.setting('kept')).toBe(1);
    again.value.close();
  });
});

describe('a transaction', () => {
  it('never nests, and its announcements wait for the commit', () => {
    const result = openDatabase({ file: ':memory:', nowMs });
    if (!result.ok) throw new Error(result.error.code);
    const { database, close } = result.value;
    const heard: string[] = [];
    database.write(() => {
      database.afterCommit(() => heard.push('kept'));
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(['kept']);
    expect(() =>
      database.write(() => {
        database.afterCommit(() => heard.push('lost'));
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(heard).toEqual(['kept']);
    expect(() => database.write(() => database.write(() => 1))).toThrow('a transaction within a transaction');
    close();
  });
});
