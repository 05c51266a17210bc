import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Engine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import { LAN_SETTING } from '#electron/engine/lan.ts';
import { systemClock } from '#electron/node/clock.ts';
import { asStartFault, StartFault } from '#electron/node/start-fault.ts';
import { secretKey } from '#electron/node/vault-file.ts';
import type { Machine } from '#electron/ports/machine.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';

import { type Access, createAccess, HOME_STATION } from './access.ts';
import { askAs, compose, type Korob, type Market, openMarket } from './compose.ts';
import { createLan } from './lan.ts';
import { createWebServer, type PageMiddleware, type WebServer } from './server.ts';

export const OWNER: Caller = { actor: 'owner', station: HOME_STATION, permissions: PERMISSIONS };

export interface StationOptions {
  readonly dataDir: string;
  readonly mode: Machine['mode'];
  readonly port: number | null;
  readonly usualPort: number;
  readonly lan: boolean;
  /** Whether a simulated marketplace comes with goods, a cabinet and orders. */
  readonly seeded: boolean;
  /** Wildberries alone in the demo. */
  readonly oneMarket: boolean;
  readonly version: string;
  /** The folder that holds package.json, resources/ and out/. */
  readonly root: string;
  readonly readerWorker: string;
  readonly renderWorker: string;
  readonly documentsWorker: string;
  /** Screens from the sources, in development. */
  readonly pages?: (server: WebServer) => Promise<PageMiddleware>;
  /** Address of real work, for a station that is only training. */
  readonly realUrl?: string;
}

/** A host that listens: an engine with its screens, or the page that says why there is no engine. */
export interface Station {
  readonly url: string;
  readonly port: number;
  readonly engine: Engine | null;
  readonly access: Access | null;
  readonly market: Market | null;
  readonly fault: StartFault | null;
  close(): Promise<void>;
}

export async function openStation(options: StationOptions): Promise<Station> {
  const server = createWebServer(path.join(options.root, 'out', 'renderer'));
  const port = await listen(server, options);
  let access: Access | null = null;
  const lan = createLan(server, port, () => access);
  const url = `http://127.0.0.1:${port}/`;
  let korob: Korob | null = null;
  let market: Market | null = null;
  let training: Promise<Station> | null = null;
  const close = async (): Promise<void> => {
    await (await training)?.close();
    await server.close();
    await korob?.close();
    await market?.close();
  };
  /** A second engine on its own database, at its own address; leaving it closes it once its last answer is out. */
  const train = async (on: boolean): Promise<{ url: string | null }> => {
    if (!on) return { url: options.realUrl ?? url };
    training ??= openStation({
      ...options,
      mode: 'training',
      dataDir: path.join(options.dataDir, 'training'),
      port: 0,
      lan: false,
      seeded: true,
      realUrl: url,
    });
    const opened = await training;
    if (opened.fault !== null) {
      training = null;
      await opened.close();
      throw opened.fault;
    }
    return { url: opened.url };
  };

  try {
    if (options.mode !== 'live') market = await openMarket(options.dataDir);
    korob = compose({
      dataDir: options.dataDir,
      mode: options.mode,
      version: options.version,
      resourcesDir: path.join(options.root, 'resources'),
      readerWorker: pathToFileURL(options.readerWorker),
      renderWorker: pathToFileURL(options.renderWorker),
      documentsWorker: pathToFileURL(options.documentsWorker),
      simulatorUrl: market?.url ?? null,
      training: train,
      // Practice is nobody else's business.
      lan: options.mode === 'training' ? null : lan,
    });
    if (market !== null && market.forgot !== null) korob.log.write('warn', 'market-forgotten', { file: market.forgot });
    const key = secretKey(path.join(options.dataDir, 'keys', 'session.key'));
    access = createAccess({ db: korob.db, clock: systemClock, key, port: () => port, lan: () => lan.isOn() });
    const { engine, papers } = korob;
    engine.start();
    if (market !== null && options.seeded) await market.seed(askAs(engine, OWNER), options.oneMarket);
    if (options.pages !== undefined) server.usePages(await options.pages(server));
    server.serve({ kind: 'korob', engine, access, papers, version: options.version });
    const wanted = options.lan || (options.mode !== 'training' && korob.db.read.desk.setting(LAN_SETTING) === true);
    if (wanted && !(await lan.turn(true))) korob.log.write('warn', 'lan-not-opened', { port });
    return { url, port, engine, access, market, fault: null, close };
  } catch (error) {
    const fault = asStartFault(error);
    if (fault.code === 'unexpected') korob?.log.write('error', 'start-fault', { error: fault.cause ?? fault });
    server.serve({ kind: 'fault', fault });
    await korob?.close();
    korob = null;
    return { url, port, engine: null, access: null, market, fault, close };
  }
}

async function listen(server: WebServer, { port, usualPort }: StationOptions): Promise<number> {
  const address = '127.0.0.1';
  if (port !== null) return server.listen(port, address);
  try {
    return await server.listen(usualPort, address);
  } catch (error) {
    // Nobody asked for the usual port by name, so any free one will do.
    if (error instanceof StartFault && error.code === 'port-taken') return server.listen(0, address);
    throw error;
  }
}

/** Demo and training keep nothing between runs unless a folder was named. */
export const forget = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
