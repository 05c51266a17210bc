import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { CupsServer } from '#electron/printing/transports/cups.ts';

import { freePort } from './child.ts';

/** How the printer behind a queue is: changed while a label is on its way, as a packer changes it. */
/** `half`: fails in the middle of a label, and prints it whole when it is sent once more. */
export type PaperMood = 'ok' | 'paper-out' | 'offline' | 'fails' | 'stuck' | 'half';

export interface PrintServer {
  readonly server: CupsServer;
  /** For programs that ask the environment. */
  readonly address: string;
  /** A queue whose printer is a folder; behaves by its mood. */
  addQueue(name: string): void;
  /** What a queue does when its printer fails, as the system's own program sets it. */
  setPolicy(name: string, policy: string): void;
  /** A queue to a TCP address, as a network printer is added by hand. */
  addNetworkQueue(name: string, address: string): void;
  setMood(mood: PaperMood): void;
  /** Labels that came out of queues made by `addQueue`, oldest first. */
  labels(): readonly Buffer[];
  /** Beginnings of labels that came out before a failure. */
  halves(): number;
  stop(): Promise<void>;
}

const SERVER = '/usr/sbin/cupsd';
/** Why no print server can be run here; null when one can. */
export const noPrintServer = !existsSync(SERVER)
  ? 'cupsd is not installed'
  : process.getuid?.() !== 0
    ? 'a print server of our own needs root'
    : spawnSync('which', ['lpadmin']).status !== 0
      ? 'lpadmin is not installed'
      : null;

/** Why no queue to a network printer can be made here; null when one can. */
export const noNetworkQueue = existsSync('/usr/lib/cups/backend/socket') ? null : 'the print server has no backend for network printers';

/** A print server of our own on loopback, all its files in one folder, nothing of the system touched. */
export async function startPrintServer(): Promise<PrintServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'korob-cups-'));
  const at = (...parts: readonly string[]) => path.join(folder, ...parts);
  for (const part of ['etc/ppd', 'etc/ssl', 'spool/tmp', 'cache', 'run', 'log', 'tmp', 'out', 'bin/backend'])
    mkdirSync(at(part), { recursive: true });
  const port = await freePort();
  writeFileSync(at('etc/cups-files.conf'), filesOf(folder));
  writeFileSync(at('etc/cupsd.conf'), serverOf(port, at('run/cups.sock')));
  for (const name of ['daemon', 'filter', 'notifier', 'cgi-bin', 'driver', 'monitor'])
    if (existsSync(path.join('/usr/lib/cups', name))) symlinkSync(path.join('/usr/lib/cups', name), at('bin', name));
  symlinkSync('/usr/lib/cups/backend/socket', at('bin/backend/socket'));
  writeFileSync(at('bin/backend/korob'), backendOf(folder));
  chmodSync(at('bin/backend/korob'), 0o755);
  give(folder);
  const child = spawn(SERVER, ['-f', '-c', at('etc/cupsd.conf'), '-s', at('etc/cups-files.conf')], { stdio: 'ignore' });
  const setMood = (mood: PaperMood) => writeFileSync(at('mood'), mood);
  setMood('ok');
  const address = `127.0.0.1:${port}`;
  const add = (name: string, uri: string): void => {
    const done = spawnSync('lpadmin', ['-h', address, '-p', name, '-E', '-v', uri, '-m', 'raw', '-D', `Стол ${name}`], {
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  await listening(child, at('run/cups.sock'));
  return {
    server: { host: '127.0.0.1', port },
    address,
    setMood,
    addQueue: (name) => add(name, 'korob:/printer'),
    setPolicy(name, policy) {
      const done = spawnSync('lpadmin', ['-h', address, '-p', name, '-o', `printer-error-policy=${policy}`], { encoding: 'utf8' });
      if (done.status !== 0) throw new Error(done.stderr);
    },
    addNetworkQueue: (name, to) => add(name, `socket://${to}`),
    labels: () =>
      readdirSync(at('out'))
        .filter((file) => file.endsWith('.bin'))
        .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
        .map((file) => readFileSync(at('out', file))),
    halves: () => readdirSync(at('out')).filter((file) => file.endsWith('.half')).length,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(child: ChildProcess, socket: string): Promise<void> {
  for (let turn = 0; !existsSync(socket); turn += 1) {
    if (turn > 200 || child.exitCode !== null) throw new Error(`the print server does not start (${child.exitCode})`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The server's own user reads and writes where a print server does; the fake printer runs as that user. */
function give(folder: string): void {
  const [uid, gid] = ['-u', '-g'].map((which) => Number(spawnSync('id', [which, 'lp'], { encoding: 'utf8' }).stdout)) as [number, number];
  chmodSync(folder, 0o755);
  for (const part of ['spool', 'spool/tmp', 'cache', 'tmp', 'out']) chownSync(path.join(folder, part), uid, gid);
  for (const part of ['etc', 'run', 'log']) chownSync(path.join(folder, part), 0, gid);
  for (const [part, mode] of [
    ['run', 0o775],
    ['cache', 0o775],
    ['spool', 0o710],
    ['tmp', 0o1770],
  ] as const)
    chmodSync(path.join(folder, part), mode);
}

const filesOf = (folder: string): string =>
  [
    'SystemGroup root',
    'User lp',
    'Group lp',
    `ServerRoot ${folder}/etc`,
    `ServerBin ${folder}/bin`,
    `StateDir ${folder}/run`,
    `CacheDir ${folder}/cache`,
    `RequestRoot ${folder}/spool`,
    `TempDir ${folder}/tmp`,
    ...['AccessLog', 'ErrorLog', 'PageLog'].map((log) => `${log} ${folder}/log/${log}`),
    '',
  ].join('\n');

const serverOf = (port: number, socket: string): string =>
  [
    `Listen 127.0.0.1:${port}`,
    `Listen ${socket}`,
    'Browsing Off',
    'BrowseLocalProtocols none',
    'WebInterface No',
    'DefaultAuthType None',
    'JobRetryInterval 1',
    'ErrorPolicy abort-job',
    'PreserveJobHistory Yes',
    'PreserveJobFiles No',
    ...['/', '/admin'].map((place) => `<Location ${place}>\nOrder allow,deny\nAllow localhost\n</Location>`),
    '<Policy default>\nJobPrivateAccess default\nJobPrivateValues none\nSubscriptionPrivateAccess default\nSubscriptionPrivateValues none',
    '<Limit All>\nOrder deny,allow\nAllow localhost\n</Limit>\n</Policy>\n',
  ].join('\n');

/** A printer that is a folder. It looks at its mood until it is well again, and says to the queue what ails it, as a real backend does. */
const backendOf = (folder: string): string => `#!/bin/sh
[ $# -eq 0 ] && exit 0
mood() { cat "${folder}/mood"; }
told=''
while :; do
  case $(mood) in
    paper-out) now=media-empty-error ;;
    offline) now=offline-report ;;
    fails) echo 'ERROR: the printer is on fire' >&2; exit 1 ;;
    stuck) now='' ;;
    half)
      [ -e "${folder}/out/$1.half" ] && break
      head -c 5 "\${6:--}" > "${folder}/out/$1.half"
      exit 1 ;;
    *) break ;;
  esac
  if [ "$now" != "$told" ]; then
    [ -n "$told" ] && echo "STATE: -$told" >&2
    [ -n "$now" ] && echo "STATE: +$now" >&2
    told=$now
  fi
  sleep 0.1
done
[ -n "$told" ] && echo "STATE: -$told" >&2
cat "\${6:--}" > "${folder}/out/$1.bin"
`;
