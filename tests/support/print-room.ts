import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Timers } from '#electron/ports/clock.ts';
import type { PrinterRow, PrintJobState } from '#electron/ports/print-store.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import { blank, stamp } from '#electron/printing/bitmap.ts';
import { matrixCode } from '#electron/printing/codes.ts';
import { createPrintDesk, type PrintDeskPorts } from '#electron/printing/desk.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { writePng } from '#electron/printing/png.ts';
import { fileTransport } from '#electron/printing/transports/file.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import { virtualTransport } from '#electron/printing/transports/virtual.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { OrderId, PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';

import { openTestDatabase, TEST_NOW_MS, testId } from './database.ts';

export const STATION = 'station-1' as StationId;
export const printTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
const timing = { answerMs: 60, stuckMs: 500, watchMs: 15, idleMs: 40, retryMs: [20, 40] };

/** A printing room on a database of its own, its questions and pauses short; printers are added, orders with labels made, jobs put in. */
export function openPrintRoom() {
  const folder = mkdtempSync(join(tmpdir(), 'korob-print-'));
  const opened = openTestDatabase(join(folder, 'korob.db'));
  const clock = { offsetMs: 0, nowMs: (): number => TEST_NOW_MS + clock.offsetMs };
  const told: EngineEvent[] = [];
  let waiting: (() => void)[] = [];

  const openDesk = (over: Partial<PrintDeskPorts> = {}): PrintDesk =>
    createPrintDesk({
      db: opened.database,
      events: {
        emit: (event) => {
          told.push(event);
          const looks = waiting;
          waiting = [];
          for (const look of looks) look();
        },
      },
      clock,
      timers: printTimers,
      log: { write: () => undefined },
      transports: [tcpTransport(printTimers, { connectMs: 200, stallMs: 100 }), fileTransport(), virtualTransport(clock)],
      languages: [zpl],
      resourcesDir: 'resources',
      redrawable: ['wildberries'],
      timing,
      ...over,
    });

  const room = {
    folder,
    opened,
    clock,
    told,
    desk: openDesk(),
    openDesk,
    addPrinter(over: Partial<PrinterRow> = {}): PrinterId {
      const id = testId() as PrinterId;
      const row = {
        id,
        name: 'Принтер',
        transport: 'virtual',
        address: '',
        language: 'zpl',
        dpi: 203,
        widthMm: 58,
        heightMm: 40,
      } as const;
      opened.database.write((stores) => stores.print.savePrinter({ ...row, settings: {}, ...over, id }, TEST_NOW_MS));
      return id;
    },
    /** Its label is here: 58 × 40 mm with this code. */
    addOrder(code = '*CvK7Tsd'): OrderId {
      const accountId = opened.make.account();
      const id = testId() as OrderId;
      const picture = blank(580, 400);
      stamp(picture, matrixCode('qrcode', code, 10), 40, 40);
      opened.database.write((stores) => {
        stores.orders.insert({
          id,
          accountId,
          externalId: id as never,
          number: id.slice(-6),
          groupKey: null,
          status: 'assembling',
          channelStatus: 'assembling',
          channelOwn: 'confirm',
          cancellable: null,
          externalWarehouseId: null,
          warehouseId: null,
          handoverKey: 'k',
          packFirst: false,
          createdAtMs: TEST_NOW_MS,
          seenAtMs: TEST_NOW_MS,
          shipByMs: null,
          priceMinor: null,
          currency: null,
          requiredMarks: [],
          optionalMarks: [],
          attributes: {},
          lines: [],
        });
        const label = { format: 'png', file: writePng(picture), widthMm: 58, heightMm: 40, barcode: code, caption: '231648 9753' } as const;
        stores.orders.storeLabel(id, label, TEST_NOW_MS);
      });
      return id;
    },
    /** A job in the queue and its printer woken; without an order it is a test label. */
    print(printerId: PrinterId, orderId: OrderId | null = room.addOrder()): PrintJobId {
      const id = testId() as PrintJobId;
      opened.database.write((stores) => {
        stores.print.enqueue({
          id,
          printerId,
          orderId,
          kind: orderId === null ? 'test' : 'order-label',
          source: orderId === null ? { code: 'KRB-7F3A91' } : {},
          reprintOf: null,
          reason: null,
          station: STATION,
          createdAtMs: TEST_NOW_MS,
        });
        room.desk.wake(printerId);
      });
      return id;
    },
    stateOf: (job: PrintJobId): PrintJobState => opened.database.read.print.job(job)!.state,
    becomes: (job: PrintJobId, state: PrintJobState): Promise<void> =>
      room.until(
        () => room.stateOf(job) === state,
        () => `${room.stateOf(job)} instead of ${state}`,
      ),
    /** Waits for what the desk tells, and looks again now and then; bounded. */
    async until(good: () => boolean, what: () => string = () => 'never came'): Promise<void> {
      const givenUpAt = performance.now() + 8_000;
      while (!good()) {
        if (performance.now() > givenUpAt) throw new Error(what());
        await new Promise<void>((resolve) => {
          const stop = printTimers.after(10, resolve);
          waiting.push(() => {
            stop();
            resolve();
          });
        });
      }
    },
    async close(): Promise<void> {
      await room.desk.stop();
      opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return room;
}

export type PrintRoom = ReturnType<typeof openPrintRoom>;
