import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { downloadAnswers, electronBinary } from './electron-binary.ts';
import { nodeFault } from './preflight.ts';
import { ROOT, run } from './run.ts';

/** `npm start` and `npm run demo`: the desktop host where Electron can be had, else the web host with one line saying so. */
const fault = nodeFault(process.versions.node);
if (fault !== null) {
  console.error(fault);
  process.exit(1);
}
const args = process.argv.slice(2);
// These ask for the web host by their nature: a script wants an address, a headless shift has no window.
const wantsWeb = ['--web', '--headless', '--port', '--no-open', '--lan'].some((flag) =>
  args.some((arg) => arg === flag || arg.startsWith(`${flag}=`)),
);

if (isStale()) {
  const built = await run('node', ['build/scripts/build.ts']);
  if (built !== 0) {
    console.error('Korob: the screens could not be built; the lines above say why.');
    process.exit(built);
  }
}
const binary = wantsWeb ? null : await findElectron();
const [command, rest] =
  binary === null
    ? [process.execPath, [path.join('electron', 'web', 'index.ts'), ...args.filter((arg) => arg !== '--web')]]
    : [binary, ['.', ...args]];
const child = spawn(command, rest, { cwd: ROOT, stdio: 'inherit', env: process.env });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));

async function findElectron(): Promise<string | null> {
  const there = electronBinary(ROOT);
  if (there !== null) return there;
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8')) as { version: string };
  if (await downloadAnswers(version, 5000)) {
    console.log(`Korob: fetching Electron ${version}…`);
    if ((await run('node', [path.join('node_modules', 'electron', 'install.js')])) === 0) return electronBinary(ROOT);
  }
  console.log('Korob: Electron cannot be had here, so Korob opens in the browser.');
  return null;
}

/** Whether out/ is absent or older than a source. */
function isStale(): boolean {
  const built = path.join(ROOT, 'out', 'renderer', 'index.html');
  if (!existsSync(built) || !existsSync(path.join(ROOT, 'out', 'main', 'index.js'))) return true;
  const builtAtMs = statSync(built).mtimeMs;
  return ['renderer', 'shared', 'electron', 'build', 'package-lock.json', 'electron.vite.config.ts'].some(
    (name) => newest(path.join(ROOT, name)) > builtAtMs,
  );
}

function newest(file: string): number {
  const own = statSync(file);
  if (!own.isDirectory()) return own.mtimeMs;
  return readdirSync(file).reduce((latest, name) => Math.max(latest, newest(path.join(file, name))), 0);
}
