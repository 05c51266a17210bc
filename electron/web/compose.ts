import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { ozon } from '#electron/channels/ozon/index.ts';
import { wildberries } from '#electron/channels/wildberries/index.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { createLists } from '#electron/db/lists/lists.ts';
import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import { threadDocuments } from '#electron/documents/documents.ts';
import { createEngine, type Engine } from '#electron/engine/engine.ts';
import { createTables } from '#electron/exchange/csv.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import { createHttpClient } from '#electron/node/http-client.ts';
import { type LogFile, openLogFile } from '#electron/node/log-file.ts';
import { createMachine } from '#electron/node/machine.ts';
import { systemRandom } from '#electron/node/random.ts';
import { createSerialDevices } from '#electron/node/serial-devices.ts';
import { StartFault } from '#electron/node/start-fault.ts';
import { keyFileSeal, openVaultFile } from '#electron/node/vault-file.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Machine } from '#electron/ports/machine.ts';
import { isBlack } from '#electron/printing/bitmap.ts';
import { matrixCode } from '#electron/printing/codes.ts';
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
import type { StationId } from '#shared/domain/ids.ts';

import { HOME_STATION } from './access.ts';
import { createPaperShelf, type PaperShelf } from './papers.ts';

export interface Composition {
  readonly dataDir: string;
  readonly mode: Machine['mode'];
  readonly version: string;
  /** Where `fonts/`, `printers/` and the rest lie. */
  readonly resourcesDir: string;
  /** The database's reading thread, as a file beside the bundle or among the sources. */
  readonly readerWorker: URL;
  /** The thread that draws labels, likewise. */
  readonly renderWorker: URL;
  /** The thread that draws papers, likewise. */
  readonly documentsWorker: URL;
  readonly simulatorUrl: string | null;
  readonly training: Machine['training'];
  readonly lan: Machine['lan'];
}

export interface Korob {
  readonly engine: Engine;
  readonly db: Database;
  readonly log: LogFile;
  readonly papers: PaperShelf;
  close(): Promise<void>;
}

/** The one place of this host where concrete adapters are built. Throws a `StartFault` when the database cannot be opened. */
export function compose(c: Composition): Korob {
  makeFolder(c.dataDir);
  const log = openLogFile(path.join(c.dataDir, 'logs'), systemClock.nowMs);
  const file = path.join(c.dataDir, 'korob.sqlite');
  const opened = openDatabase({ file, nowMs: systemClock.nowMs, backupDir: path.join(c.dataDir, 'backups') });
  if (!opened.ok) {
    log.write('error', 'database-not-opened', { ...opened.error });
    throw new StartFault(opened.error.code, file);
  }
  try {
    return assemble(c, opened.value, file, log);
  } catch (error) {
    opened.value.close();
    throw error;
  }
}

function assemble(c: Composition, opened: OpenDatabase, file: string, log: LogFile): Korob {
  const { database: db, upkeep } = opened;
  ensureHomeStation(db);
  const http = createHttpClient();
  const papers = createPaperShelf();
  const lists = createLists({ file, workerUrl: c.readerWorker });
  const engine = createEngine({
    db,
    lists,
    upkeep,
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    log,
    http,
    vault: openVaultFile(path.join(c.dataDir, 'keys', 'vault.json'), keyFileSeal(path.join(c.dataDir, 'keys', 'vault.key'))),
    tables: createTables(),
    serial: createSerialDevices(),
    documents: threadDocuments(c.documentsWorker, c.resourcesDir),
    papers,
    machine: createMachine({ version: c.version, host: 'web', mode: c.mode, dataDir: c.dataDir, log, training: c.training, lan: c.lan }),
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
        resourcesDir: c.resourcesDir,
        renderWorker: c.renderWorker,
        redrawable: ['wildberries'],
      }),
    checkAnswers: c.mode !== 'live',
    simulatorUrl: c.simulatorUrl,
  });
  return {
    engine,
    db,
    log,
    papers,
    async close() {
      await engine.stop();
      http.close();
      await lists.close();
      opened.close();
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

/** A QR code as rows of `0` and `1`, a module each, for a screen to draw. */
export function qrRows(text: string): readonly string[] {
  const code = matrixCode('qrcode', text, 1);
  return Array.from({ length: code.height }, (_, y) =>
    Array.from({ length: code.width }, (__, x) => (isBlack(code, x, y) ? '1' : '0')).join(''),
  );
}

/** The simulated marketplace of the demo and of training; started here and nowhere else. */
export { askAs, openSimulatedMarket as openMarket };
export type Market = SimulatedMarket;
