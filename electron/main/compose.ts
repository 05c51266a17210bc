import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { app } from 'electron';

import { ozon } from '#electron/channels/ozon/index.ts';
import { wildberries } from '#electron/channels/wildberries/index.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { createLists } from '#electron/db/lists/lists.ts';
import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import { threadDocuments } from '#electron/documents/documents.ts';
import { createEngine, type Engine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import { createTables } from '#electron/exchange/csv.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import { createHttpClient } from '#electron/node/http-client.ts';
import type { LogFile } from '#electron/node/log-file.ts';
import { createMachine } from '#electron/node/machine.ts';
import { systemRandom } from '#electron/node/random.ts';
import { createSerialDevices } from '#electron/node/serial-devices.ts';
import { StartFault } from '#electron/node/start-fault.ts';
import { openVaultFile } from '#electron/node/vault-file.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Machine } from '#electron/ports/machine.ts';
import { createPrintDesk } from '#electron/printing/desk.ts';
import { epl2 } from '#electron/printing/languages/epl2.ts';
import { escpos } from '#electron/printing/languages/escpos.ts';
import { tspl } from '#electron/printing/languages/tspl.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { cupsTransport } from '#electron/printing/transports/cups.ts';
import { fileTransport } from '#electron/printing/transports/file.ts';
import { serialTransport } from '#electron/printing/transports/serial.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import { virtualTransport } from '#electron/printing/transports/virtual.ts';
import { winspoolTransport } from '#electron/printing/transports/winspool.ts';
import { askAs, openSimulatedMarket, type SimulatedMarket } from '#electron/simulator/market.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { StationId } from '#shared/domain/ids.ts';

import { HOME_STATION } from './ipc.ts';
import { systemPapers } from './papers.ts';
import { systemSeal } from './seal.ts';

export type DesktopMode = Machine['mode'];

export interface Composition {
  /** The folder of the bundle. */
  readonly folder: string;
  /** The user's folder of this program. */
  readonly home: string;
  readonly mode: DesktopMode;
  readonly log: LogFile;
  readonly training: Machine['training'];
  /** Whether a simulated marketplace comes with goods, a cabinet and orders. */
  readonly seeded: boolean;
  readonly oneMarket: boolean;
}

export interface DesktopKorob {
  readonly engine: Engine;
  readonly owner: Caller;
  close(): Promise<void>;
}

const OWNER: Caller = { actor: 'owner', station: HOME_STATION, permissions: PERMISSIONS };

/** The one place of this host where concrete adapters are built. Rejects with a `StartFault` when the database cannot be opened. */
export async function composeDesktop(c: Composition): Promise<DesktopKorob> {
  const dataDir = c.mode === 'live' ? c.home : path.join(c.home, c.mode);
  makeFolder(dataDir);
  const file = path.join(dataDir, 'korob.sqlite');
  const opened = openDatabase({ file, nowMs: systemClock.nowMs, backupDir: path.join(dataDir, 'backups') });
  if (!opened.ok) throw new StartFault(opened.error.code, file, { cause: opened.error.detail });
  let market: SimulatedMarket | null = null;
  try {
    if (c.mode !== 'live') market = await openSimulatedMarket(dataDir);
    if (market !== null && market.forgot !== null) c.log.write('warn', 'market-forgotten', { file: market.forgot });
    const korob = assemble(c, dataDir, opened.value, file, market);
    korob.engine.start();
    if (market !== null && c.seeded) await market.seed(askAs(korob.engine, OWNER), c.oneMarket);
    return korob;
  } catch (error) {
    await market?.close();
    opened.value.close();
    throw error;
  }
}

function assemble(c: Composition, dataDir: string, opened: OpenDatabase, file: string, market: SimulatedMarket | null): DesktopKorob {
  const { database: db, upkeep } = opened;
  const { log } = c;
  ensureHomeStation(db);
  const http = createHttpClient();
  const resourcesDir = path.join(app.getAppPath(), 'resources');
  const lists = createLists({ file, workerUrl: pathToFileURL(path.join(c.folder, 'reader.worker.js')) });
  const engine = createEngine({
    db,
    lists,
    upkeep,
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    log,
    http,
    vault: openVaultFile(path.join(dataDir, 'keys', 'vault.json'), systemSeal(path.join(dataDir, 'keys', 'vault.key'))),
    tables: createTables(),
    serial: createSerialDevices(),
    documents: threadDocuments(pathToFileURL(path.join(c.folder, 'documents.worker.js')), resourcesDir),
    papers: systemPapers(path.join(dataDir, 'papers'), systemClock),
    machine: createMachine({ version: app.getVersion(), host: 'desktop', mode: c.mode, dataDir, log, training: c.training, lan: null }),
    channels: [wildberries, ozon, yandexMarket],
    openPrintDesk: (events) =>
      createPrintDesk({
        db,
        events,
        clock: systemClock,
        timers: systemTimers,
        log,
        transports: [
          tcpTransport(systemTimers),
          // The queues of the system this runs on.
          process.platform === 'win32' ? winspoolTransport() : cupsTransport(systemTimers),
          serialTransport(systemTimers),
          fileTransport(),
          virtualTransport(systemClock),
        ],
        languages: [zpl, tspl, epl2, escpos],
        resourcesDir,
        renderWorker: pathToFileURL(path.join(c.folder, 'render.worker.js')),
        redrawable: ['wildberries'],
      }),
    checkAnswers: c.mode !== 'live',
    simulatorUrl: market?.url ?? null,
  });
  return {
    engine,
    owner: OWNER,
    async close() {
      await engine.stop();
      http.close();
      await lists.close();
      opened.close();
      await market?.close();
    },
  };
}

/** Everybody packs somewhere; the first place is this computer. */
function ensureHomeStation(db: Database): void {
  const id = HOME_STATION as StationId;
  if (db.read.desk.station(id) === null) db.write(({ desk }) => desk.saveStation({ id, name: '1', printerId: null }));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartFault('database-read-only', folder, { cause: error });
  }
}
