import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OpenDatabase } from '#electron/db/open.ts';
import type { Timers } from '#electron/ports/clock.ts';
import type { PrinterRow, PrintJobState } from '#electron/ports/print-store.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import { blank, stamp, threshold, toGray } from '#electron/printing/bitmap.ts';
import { matrixCode, readCodes } from '#electron/printing/codes.ts';
import { createPrintDesk } from '#electron/printing/desk.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { readPng, writePng } from '#electron/printing/png.ts';
import { cupsTransport } from '#electron/printing/transports/cups.ts';
import { fileTransport } from '#electron/printing/transports/file.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import type { Transport } from '#electron/printing/transports/transport.ts';
import { virtualTransport } from '#electron/printing/transports/virtual.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { OrderId, PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import { openTestDatabase, TEST_NOW_MS, testId } from '#tests/support/database.ts';
import { noPrintServer, type PrintServer, startPrintServer } from '#tests/support/print-server.ts';
import { TcpPrinter } from '#tests/support/tcp-printer.ts';

const STATION = 'station-1' as StationId;
const clock = { offsetMs: 0, nowMs: () => TEST_NOW_MS + clock.offsetMs };
const timers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
const timing = { answerMs: 60, stuckMs: 500, watchMs: 15, idleMs: 40, retryMs: [20, 40] };

let opened: OpenDatabase & { readonly make: ReturnType<typeof openTestDatabase>['make'] };
let folder: string;
let tcp: TcpPrinter;
let desk: PrintDesk;
let told: EngineEvent[];
let waiting: (() => void)[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'korob-print-'));
  opened = openTestDatabase(join(folder, 'korob.db'));
  tcp = await new TcpPrinter().on();
  clock.offsetMs = 0;
  told = [];
  waiting = [];
  desk = openDesk();
});
afterEach(async () => {
  await desk.stop();
  await tcp.off();
  opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const openDesk = (over: { readonly renderWorker?: URL; readonly transports?: readonly Transport[] } = {}): PrintDesk =>
  createPrintDesk({
    db: opened.database,
    events: {
      emit: (event) => {
        told.push(event);
        for (const look of waiting.splice(0)) look();
      },
    },
    clock,
    timers,
    log: { write: () => undefined },
    transports: [tcpTransport(timers, { connectMs: 200, stallMs: 100 }), fileTransport(), virtualTransport(clock)],
    languages: [zpl],
    resourcesDir: 'resources',
    redrawable: ['wildberries'],
    timing,
    ...over,
  });

function addPrinter(over: Partial<PrinterRow> = {}): PrinterId {
  const id = testId() as PrinterId;
  const row = {
    id,
    name: 'Принтер',
    transport: 'tcp',
    address: tcp.address,
    language: 'zpl',
    dpi: 203,
    widthMm: 58,
    heightMm: 40,
  } as const;
  opened.database.write((stores) => stores.print.savePrinter({ ...row, settings: {}, ...over, id }, TEST_NOW_MS));
  return id;
}

function addOrder(code = '*CvK7Tsd'): OrderId {
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
    const file = writePng(picture);
    stores.orders.storeLabel(id, { format: 'png', file, widthMm: 58, heightMm: 40, barcode: code, caption: '231648 9753' }, TEST_NOW_MS);
  });
  return id;
}

function print(printerId: PrinterId, orderId: OrderId | null = addOrder()): PrintJobId {
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
    desk.wake(printerId);
  });
  return id;
}

const stateOf = (job: PrintJobId) => opened.database.read.print.job(job)!.state;
const becomes = (job: PrintJobId, state: PrintJobState) =>
  until(
    () => stateOf(job) === state,
    () => `${stateOf(job)} instead of ${state}`,
  );

/** Waits for what the desk tells, and looks again now and then; bounded. */
async function until(good: () => boolean, what: () => string = () => 'never came'): Promise<void> {
  const givenUpAt = performance.now() + 8_000;
  while (!good()) {
    if (performance.now() > givenUpAt) throw new Error(what());
    await new Promise<void>((resolve) => {
      const stop = timers.after(10, resolve);
      waiting.push(() => {
        stop();
        resolve();
      });
    });
  }
}

describe('a network printer', () => {
  it('gets the label once and confirms it', async () => {
    const printer = addPrinter();
    desk.start();
    const job = print(printer);
    await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(1);
    expect(tcp.labels[0]).toMatch(/^\^XA.*\^GFA,18560,18560,58,.*\^XZ$/su);
    expect(told.some((event) => event.topic === 'print' && event.ids.includes(job))).toBe(true);
  });

  it('keeps one connection and the order of jobs', async () => {
    const printer = addPrinter();
    desk.start();
    const jobs = [print(printer), print(printer, null), print(printer), print(printer)];
    for (const job of jobs) await becomes(job, 'confirmed');
    expect(tcp.connections).toBe(1);
    expect(tcp.labels).toHaveLength(4);
  });

  it('sends a warmed label in the same turn in which it is woken', async () => {
    const printer = addPrinter();
    desk.start();
    await becomes(print(printer), 'confirmed');
    const order = addOrder('*warm');
    await desk.previewOrder(order, printer);
    const job = print(printer, order);
    expect(stateOf(job)).toBe('sending');
    await becomes(job, 'confirmed');
  });

  it('out of paper: what was sent waits, at most three go, the rest follows when paper is back', async () => {
    const printer = addPrinter();
    tcp.mood = 'paper-out';
    desk.start();
    const jobs = Array.from({ length: 5 }, () => print(printer));
    await until(() => tcp.questions > 3);
    expect(await desk.status(printer)).toMatchObject({ state: 'paper-out' });
    expect(tcp.labels.length).toBeLessThanOrEqual(3);
    expect(jobs.map(stateOf).filter((state) => state === 'confirmed')).toEqual([]);
    tcp.mood = 'answers';
    for (const job of jobs) await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(5);
  });

  it('head open: the state is known without being asked for, the rest follows when it is closed', async () => {
    const printer = addPrinter();
    desk.start();
    await becomes(print(printer), 'confirmed');
    tcp.mood = 'head-open';
    await until(() => told.some(({ ids }) => ids.length === 1 && ids[0] === printer));
    const job = print(printer);
    expect(stateOf(job)).toBe('queued');
    expect(await desk.status(printer)).toMatchObject({ state: 'head-open' });
    tcp.mood = 'answers';
    await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(2);
  });

  it('falls silent, as some do without paper: no further label until it speaks again', async () => {
    const printer = addPrinter();
    desk.start();
    await becomes(print(printer), 'confirmed');
    const asked = tcp.questions;
    tcp.mood = 'falls-silent';
    await until(() => tcp.questions > asked + 2);
    const jobs = [print(printer), print(printer)];
    expect(await desk.status(printer)).toMatchObject({ state: 'unanswered' });
    expect(jobs.map(stateOf)).toEqual(['queued', 'queued']);
    tcp.mood = 'answers';
    for (const job of jobs) await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(3);
  });

  it('a printer that never answers: the label is sent, never confirmed, never sent again', async () => {
    const printer = addPrinter();
    tcp.mood = 'silent';
    desk.start();
    const jobs = [print(printer), print(printer)];
    await until(() => tcp.labels.length === 2 && opened.database.read.print.waiting().length === 0);
    expect(jobs.map(stateOf)).toEqual(['sent', 'sent']);
    await desk.stop();
    desk = openDesk();
    desk.start();
    expect(jobs.map(stateOf)).toEqual(['sent', 'sent']);
    expect(tcp.labels).toHaveLength(2);
  });

  it('refuses the connection: nothing was written, so it is tried again by itself until the printer is back', async () => {
    const printer = addPrinter();
    await tcp.off();
    desk.start();
    const job = print(printer);
    await until(() => opened.database.read.print.job(job)!.problem === 'unreachable');
    expect(stateOf(job)).toBe('queued');
    await tcp.on();
    await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(1);
  });

  it('resets midway: a person decides, and the lane goes on with the next', async () => {
    const printer = addPrinter();
    tcp.mood = 'resets';
    desk.start();
    const job = print(printer);
    await becomes(job, 'unknown');
    tcp.mood = 'answers';
    const next = print(printer);
    await becomes(next, 'confirmed');
    expect(stateOf(job)).toBe('unknown');
    expect(tcp.labels).toHaveLength(1);
  });

  it('stops reading: no further label, and what was swallowed is unknown once the printer is pulled', async () => {
    const printer = addPrinter();
    desk.start();
    await becomes(print(printer), 'confirmed');
    tcp.questions = 1;
    tcp.mood = 'stops-reading';
    const jobs = Array.from({ length: 6 }, () => print(printer));
    await until(() => told.length > 0 && jobs.some((job) => stateOf(job) === 'sent'));
    const status = await desk.status(printer);
    expect(['unanswered', 'unreachable']).toContain(status.state);
    expect(jobs.map(stateOf).filter((state) => state === 'queued').length).toBeGreaterThanOrEqual(3);
    const swallowed = jobs.filter((job) => stateOf(job) === 'sent');
    tcp.mood = 'answers';
    tcp.resetAll();
    for (const job of swallowed) await becomes(job, 'unknown');
    for (const job of jobs.filter((one) => !swallowed.includes(one))) await becomes(job, 'confirmed');
    expect(new Set(tcp.labels.slice(1)).size).toBeLessThanOrEqual(jobs.length);
  });

  it('closes idle connections: it is called again, and nothing is lost or doubled', async () => {
    const printer = addPrinter();
    tcp.mood = 'closes-idle';
    desk.start();
    const first = print(printer);
    await becomes(first, 'confirmed');
    const second = print(printer);
    await becomes(second, 'confirmed');
    expect(tcp.labels).toHaveLength(2);
  });

  it.each([
    ['192.168.1.50', true],
    ['192.168.1.50:9100', true],
    ['[::1]:9100', true],
    ['printer-1.local:6101', true],
    ['', false],
    ['8.8.8.8:9100', false],
    ['192.168.1.300', false],
    ['192.168.1.5:99999', false],
    ['http://192.168.1.5', false],
    ['a b', false],
  ])('address «%s» is accepted: %s', (address, good) => {
    const row = opened.database.read.print.printer(addPrinter({ address }))!;
    expect(desk.refuses(row)).toBe(good ? null : 'address-wrong');
  });
});

describe('a queue of the system', () => {
  let cups: PrintServer | null = null;
  let queue: PrinterId;
  beforeEach(async ({ skip }) => {
    if (noPrintServer !== null) return skip(`not checked: ${noPrintServer}`);
    cups = await startPrintServer();
    cups.addQueue('LABELS');
    await desk.stop();
    const { server } = cups;
    desk = openDesk({ transports: [cupsTransport(timers, () => server)] });
    queue = addPrinter({ transport: 'cups', address: 'LABELS' });
    desk.start();
  });
  afterEach(async () => {
    await cups?.stop();
    cups = null;
  });
  const over = () => opened.database.read.print.waiting().length === 0;

  it('has the label when every byte is with the printer, and claims no more than that', async () => {
    const job = print(queue);
    await until(over);
    expect(stateOf(job)).toBe('sent');
    expect(cups!.labels()).toHaveLength(1);
  });

  it('out of paper: three labels at most are in the queue, and all of them come out once when there is paper', async () => {
    cups!.setMood('paper-out');
    const jobs = Array.from({ length: 5 }, () => print(queue));
    await until(() => told.some(({ ids }) => ids.length === 1 && ids[0] === queue));
    expect(await desk.status(queue)).toMatchObject({ state: 'paper-out' });
    expect(jobs.map(stateOf).filter((state) => state === 'queued').length).toBeGreaterThanOrEqual(2);
    cups!.setMood('ok');
    await until(over);
    expect(cups!.labels()).toHaveLength(5);
  });

  it('that works on a label without end is told as stuck, though it sees nothing wrong', async () => {
    cups!.setMood('stuck');
    const job = print(queue);
    await until(() => stateOf(job) === 'sent');
    clock.offsetMs = 60_000;
    await until(() => told.some(({ ids }) => ids.length === 1 && ids[0] === queue));
    cups!.setMood('ok');
    await until(over);
    expect(cups!.labels()).toHaveLength(1);
  });

  it('that gave a label up leaves it to a person, and the next one prints', async () => {
    cups!.setMood('fails');
    const job = print(queue);
    await becomes(job, 'unknown');
    cups!.setMood('ok');
    const next = print(queue);
    await until(() => stateOf(next) === 'sent');
    await until(() => cups!.labels().length === 1);
    expect(stateOf(job)).toBe('unknown');
  });
});

describe('after the program was killed', () => {
  it.each(['sending', 'sent'] as const)('a label that was %s is unknown and is not sent again', async (state) => {
    const printer = addPrinter();
    const job = print(printer);
    opened.database.write((stores) => {
      stores.print.advance(job, ['queued'], 'sending', TEST_NOW_MS);
      if (state === 'sent') stores.print.advance(job, ['sending'], 'sent', TEST_NOW_MS);
    });
    const next = print(printer);
    desk.start();
    await becomes(next, 'confirmed');
    expect(opened.database.read.print.job(job)).toMatchObject({ state: 'unknown', problem: 'program-stopped' });
    expect(tcp.labels).toHaveLength(1);
  });

  it('what was only queued prints', async () => {
    const printer = addPrinter();
    const job = print(printer);
    expect(stateOf(job)).toBe('queued');
    desk.start();
    await becomes(job, 'confirmed');
  });
});

describe('labels that must not print', () => {
  it('an order cancelled before its label left', async () => {
    const printer = addPrinter();
    const order = addOrder();
    const job = print(printer, order);
    opened.database.write((stores) => stores.orders.setStatus(order, 'cancelled', null, TEST_NOW_MS));
    desk.start();
    await becomes(job, 'cancelled');
    const next = print(printer);
    await becomes(next, 'confirmed');
    expect(tcp.labels).toHaveLength(1);
  });

  it('a label that is not here, or that no scanner would read: a problem in the job, nothing on paper', async () => {
    const printer = addPrinter();
    desk.start();
    const order = addOrder();
    opened.database.write((stores) => {
      const blankSheet = { format: 'png', file: writePng(blank(580, 400)), widthMm: 58, heightMm: 40, barcode: '', caption: '' } as const;
      stores.orders.storeLabel(order, { ...blankSheet, barcode: 'x'.repeat(200) }, TEST_NOW_MS + 1);
    });
    const narrow = addPrinter({ widthMm: 20, heightMm: 10 });
    const job = print(narrow, order);
    await becomes(job, 'failed-not-sent');
    expect(opened.database.read.print.job(job)!.problem).toMatch(/label-(unreadable|too-big)/u);
    expect(tcp.labels).toEqual([]);
    await becomes(print(printer), 'confirmed');
  });

  it('the same order twice by itself', () => {
    const printer = addPrinter();
    const order = addOrder();
    print(printer, order);
    expect(() => print(printer, order)).toThrow(/UNIQUE/u);
  });
});

describe('virtual and file printers', () => {
  it('the virtual one shows its paper, and the paper reads', async () => {
    const printer = addPrinter({ transport: 'virtual', address: '' });
    desk.start();
    const job = print(printer);
    await becomes(job, 'confirmed');
    const [sheet] = desk.paper(printer, 10);
    expect(sheet!.jobId).toBe(job);
    const gray = readPng(sheet!.png)!;
    expect([gray.width, gray.height]).toEqual([464, 320]);
    expect(await readCodes(toGray(threshold(gray)))).toEqual(['*CvK7Tsd']);
  });

  it('the file one writes the bytes and a picture', async () => {
    const printer = addPrinter({ transport: 'file', address: join(folder, 'paper') });
    desk.start();
    const job = print(printer);
    await becomes(job, 'confirmed');
    expect(readdirSync(join(folder, 'paper')).toSorted()).toEqual([`${job}-1.png`, `${job}.zpl`]);
  });

  it('the preview is the bitmap that prints', async () => {
    const printer = addPrinter({ transport: 'virtual', address: '' });
    desk.start();
    const order = addOrder();
    const preview = await desk.previewOrder(order, printer);
    await becomes(print(printer, order), 'confirmed');
    expect(desk.paper(printer, 1)[0]!.png).toEqual(preview);
  });
});

describe('the drawing thread', () => {
  it('draws the very bitmap that is drawn in line, and ends with the desk', async () => {
    const printer = addPrinter({ transport: 'virtual', address: '' });
    const order = addOrder();
    const inline = await desk.previewOrder(order, printer);
    await desk.stop();
    desk = openDesk({ renderWorker: new URL('../../../electron/printing/render.worker.ts', import.meta.url) });
    desk.start();
    expect(await desk.previewOrder(order, printer)).toEqual(inline);
    await becomes(print(printer, order), 'confirmed');
    expect(desk.paper(printer, 1)[0]!.png).toEqual(inline);
  });
});

describe('which format to ask a marketplace for', () => {
  it('its own ZPL only when every printer speaks it', () => {
    expect(desk.labelFormat(['png', 'zpl', 'svg'])).toBe('png');
    addPrinter();
    expect(desk.labelFormat(['png', 'zpl', 'svg'])).toBe('zpl');
    addPrinter({ transport: 'virtual', address: '' });
    expect(desk.labelFormat(['png', 'zpl', 'svg'])).toBe('png');
    expect(desk.labelFormat(['pdf'])).toBe('pdf');
  });
});
