import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { expect, it } from 'vitest';

import { openDatabase } from '#electron/db/open.ts';
import { createTcpPrinter, type EmulatedPrinter } from '#electron/simulator/tcp-printer.ts';
import { seeded } from '#tests/support/fake-time.ts';
import { ROOT } from '#tests/support/source-files.ts';

const SEED = Number(process.env['KOROB_SEED'] ?? 7);
const KILLS = Number(process.env['KOROB_KILLS'] ?? 10);

/** Works until so many answers were given, then dies in the middle of whatever it does next. Answers the ids it had acknowledged. */
function workAndDie(file: string, printer: EmulatedPrinter, seed: number, answers: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'tests/support/busy-shift.ts'), file, printer.address, String(seed)], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const acknowledged: string[] = [];
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word, id] = line.split(' ');
      if (word !== 'ack' || id === undefined) complaint += line;
      else acknowledged.push(id);
      if (acknowledged.length === answers) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL' && complaint === '') resolve(acknowledged);
      else reject(new Error(`the shift ended by itself (seed ${seed}): ${complaint}`));
    });
  });
}

it(
  `killed ${KILLS} times in a busy shift, it loses nothing it acknowledged and prints nothing twice by itself (seed ${SEED})`,
  { timeout: 1_200_000 },
  async () => {
    const chance = seeded(SEED);
    const folder = mkdtempSync(path.join(tmpdir(), 'korob-kill-'));
    const file = path.join(folder, 'korob.sqlite');
    const printer = await createTcpPrinter('ok');
    const acknowledged: string[] = [];
    let unknown = 0;
    try {
      for (let round = 0; round < KILLS; round += 1) {
        acknowledged.push(...(await workAndDie(file, printer, SEED * 10_000 + round, 5 + Math.floor(chance() * 60))));
        unknown = examine(file, printer.labels, acknowledged);
      }
      console.log(
        `kills ${KILLS}, answers kept ${acknowledged.length}, labels printed ${printer.labels.length}, jobs left to a person ${unknown}`,
      );
      expect(printer.labels.length).toBeGreaterThan(KILLS);
    } finally {
      await printer.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** What the file says after the kill, against what was told and what came out of the printer. Answers how many labels wait for a person. */
function examine(file: string, labels: readonly string[], acknowledged: readonly string[]): number {
  const opened = openDatabase({ file, nowMs: () => 0 });
  if (!opened.ok) throw new Error(opened.error.code);
  const { database, sql, close } = opened.value;
  try {
    expect(sql.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.read.ledger.verify()).toEqual([]);
    const known = new Set(
      sql
        .prepare<[], { id: string }>('SELECT id FROM operation')
        .all()
        .map(({ id }) => id),
    );
    expect(acknowledged.filter((id) => !known.has(id))).toEqual([]);

    const printed = new Map<string, number>();
    for (const label of labels) {
      const order = /ORDER-([0-9a-f-]+)/u.exec(label)?.[1] ?? '';
      printed.set(order, (printed.get(order) ?? 0) + 1);
    }
    const asked = new Map(
      sql
        .prepare<[], { id: string; jobs: number }>(
          "SELECT order_id AS id, count(*) AS jobs FROM print_job WHERE order_id IS NOT NULL AND state <> 'queued' GROUP BY order_id",
        )
        .all()
        .map(({ id, jobs }) => [id, jobs]),
    );
    expect([...printed].filter(([order, count]) => count > (asked.get(order) ?? 0))).toEqual([]);
    return database.read.print.jobs({ state: ['unknown', 'sending'], limit: 500 }).length;
  } finally {
    close();
  }
}
