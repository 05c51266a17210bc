import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { asStartFault, exitCodeOf, faultLines, StartFault } from '#electron/node/start-fault.ts';

import { lanAddresses } from './access.ts';
import { playHeadless } from './headless.ts';
import { parseOptions, USAGE, USUAL_PORT, type Options } from './options.ts';
import type { PageMiddleware, WebServer } from './server.ts';
import { forget, openStation, type Station } from './station.ts';

/** Beside the bundle (`out/main`) and among the sources (`electron/web`) the root lies equally deep. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const BUNDLED = path.basename(import.meta.dirname) === 'main';

await main();

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if ('wrong' in options) {
    console.error(`Korob: ${options.wrong}\n${USAGE}`);
    process.exit(2);
  }
  let station: Station;
  try {
    station = await open(options);
  } catch (error) {
    const fault = asStartFault(error);
    console.error(faultLines(fault));
    process.exit(exitCodeOf(fault));
  }
  if (options.headless) await playAndEnd(station, options);
  else if (station.fault === null) announce(station, options);
  else console.error(`${faultLines(station.fault)}\nKorob shows this at ${station.url}`);
  if (options.openBrowser) openBrowser(station.url);
  endTidily(station, options);
}

function open(options: Options): Promise<Station> {
  return openStation({
    dataDir: options.dataDir,
    mode: options.mode,
    port: options.headless ? (options.port ?? 0) : options.port,
    usualPort: USUAL_PORT,
    lan: options.lan,
    seeded: !options.empty,
    oneMarket: options.oneMarket,
    version: (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }).version,
    root: ROOT,
    renderWorker: BUNDLED
      ? path.join(import.meta.dirname, 'render.worker.js')
      : path.join(ROOT, 'electron', 'printing', 'render.worker.ts'),
    documentsWorker: BUNDLED
      ? path.join(import.meta.dirname, 'documents.worker.js')
      : path.join(ROOT, 'electron', 'documents', 'documents.worker.ts'),
    readerWorker: BUNDLED ? path.join(import.meta.dirname, 'reader.worker.js') : path.join(ROOT, 'electron', 'db', 'reader.worker.ts'),
    ...(options.dev ? { pages: sourcePages } : {}),
  });
}

function announce(station: Station, options: Options): void {
  // One ready-made string: a colouring console would break what scripts look for.
  console.log(`Korob is ready at ${station.url}`);
  const forgot = station.market?.forgot ?? null;
  if (forgot !== null) console.log(`The simulated marketplace could not be read and starts anew; what it held is kept in ${forgot}.`);
  if (!options.lan || station.access === null) return;
  const { code } = station.access.pairingCode();
  for (const address of lanAddresses()) console.log(`Other devices: http://${address}:${station.port}/ with the code ${code}`);
}

async function playAndEnd(station: Station, options: Options): Promise<never> {
  const code = station.fault === null ? await playHeadless(station) : exitCodeOf(station.fault);
  if (station.fault !== null) console.error(faultLines(station.fault));
  await station.close();
  if (isTemporary(options)) await forget(options.dataDir);
  process.exit(code);
}

function endTidily(station: Station, options: Options): void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(130);
    ending = true;
    // Whatever hangs, the database is sound at every moment: it is better to go than to stay.
    setTimeout(() => process.exit(1), 10_000).unref();
    void station
      .close()
      .then(() => (isTemporary(options) ? forget(options.dataDir) : undefined))
      .then(() => process.exit(station.fault === null ? 0 : exitCodeOf(station.fault)));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** A demo in a folder nobody named leaves nothing behind. */
function isTemporary(options: Options): boolean {
  return options.dataDir.endsWith(`korob-demo-${process.pid}`);
}

function openBrowser(url: string): void {
  const [command, args] =
    process.platform === 'win32'
      ? (['cmd', ['/c', 'start', '', url]] as const)
      : process.platform === 'darwin'
        ? (['open', [url]] as const)
        : (['xdg-open', [url]] as const);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  // A server without a desktop has no browser to open; the address is printed.
  child.on('error', () => undefined);
  child.unref();
}

/** Screens straight from the sources, reloaded as they change. vite is a tool of development and stays out of the bundle. */
async function sourcePages(server: WebServer): Promise<PageMiddleware> {
  if (BUNDLED) throw new StartFault('no-screens', '--dev');
  const [{ createServer }, { rendererConfig }] = await Promise.all([import('vite'), import('../../build/vite-renderer.ts')]);
  const vite = await createServer({
    ...rendererConfig(),
    base: '/',
    configFile: false,
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server: server.http } },
  });
  return (request, response, next) => vite.middlewares(request, response, next);
}
