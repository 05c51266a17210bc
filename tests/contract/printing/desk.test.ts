import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { PrinterRow, PrintJobState } from '#electron/ports/print-store.ts';
import { blank, threshold, toGray } from '#electron/printing/bitmap.ts';
import { readCodes } from '#electron/printing/codes.ts';
import { readPng, writePng } from '#electron/printing/png.ts';
import { cupsTransport } from '#electron/printing/transports/cups.ts';
import type { OrderId, PrinterId, PrintJobId } from '#shared/domain/ids.ts';
import { TEST_NOW_MS } from '#tests/support/database.ts';
import { openPrintRoom, type PrintRoom, printTimers } from '#tests/support/print-room.ts';
import { noPrintServer, type PrintServer, startPrintServer } from '#tests/support/print-server.ts';
import { TcpPrinter } from '#tests/support/tcp-printer.ts';

let room: PrintRoom;
let tcp: TcpPrinter;

beforeEach(async () => {
  room = openPrintRoom();
  tcp = await new TcpPrinter().on();
});
afterEach(async () => {
  await room.close();
  await tcp.off();
});

const addPrinter = (over: Partial<PrinterRow> = {}) => room.addPrinter({ transport: 'tcp', address: tcp.address, ...over });
const addOrder = (code?: string) => room.addOrder(code);
const print = (printerId: PrinterId, orderId?: OrderId | null) => room.print(printerId, orderId);
const stateOf = (job: PrintJobId) => room.stateOf(job);
const becomes = (job: PrintJobId, state: PrintJobState) => room.becomes(job, state);
const until = (good: () => boolean) => room.until(good);

describe('a network printer', () => {
  it('gets the label once and confirms it', async () => {
    const printer = addPrinter();
    room.desk.start();
    const job = print(printer);
    await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(1);
    expect(tcp.labels[0]).toMatch(/^\^XA.*\^GFA,18560,18560,58,.*\^XZ$/su);
    expect(room.told.some((event) => event.topic === 'print' && event.ids.includes(job))).toBe(true);
  });

  it('keeps one connection and the order of jobs', async () => {
    const printer = addPrinter();
    room.desk.start();
    const jobs = [print(printer), print(printer, null), print(printer), print(printer)];
    for (const job of jobs) await becomes(job, 'confirmed');
    expect(tcp.connections).toBe(1);
    expect(tcp.labels).toHaveLength(4);
  });

  it('sends a warmed label in the same turn in which it is woken', async () => {
    const printer = addPrinter();
    room.desk.start();
    await becomes(print(printer), 'confirmed');
    const order = addOrder('*warm');
    await room.desk.previewOrder(order, printer);
    const job = print(printer, order);
    expect(stateOf(job)).toBe('sending');
    await becomes(job, 'confirmed');
  });

  it('out of paper: what was sent waits, at most three go, the rest follows when paper is back', async () => {
    const printer = addPrinter();
    tcp.mood = 'paper-out';
    room.desk.start();
    const jobs = Array.from({ length: 5 }, () => print(printer));
    await until(() => tcp.questions > 3);
    expect(await room.desk.status(printer)).toMatchObject({ state: 'paper-out' });
    expect(tcp.labels.length).toBeLessThanOrEqual(3);
    expect(jobs.map(stateOf).filter((state) => state === 'confirmed')).toEqual([]);
    tcp.mood = 'answers';
    for (const job of jobs) await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(5);
  });

  it('head open: the state is known without being asked for, the rest follows when it is closed', async () => {
    const printer = addPrinter();
    room.desk.start();
    await becomes(print(printer), 'confirmed');
    tcp.mood = 'head-open';
    await until(() => room.told.some(({ ids }) => ids.length === 1 && ids[0] === printer));
    const job = print(printer);
    expect(stateOf(job)).toBe('queued');
    expect(await room.desk.status(printer)).toMatchObject({ state: 'head-open' });
    tcp.mood = 'answers';
    await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(2);
  });

  it('falls silent, as some do without paper: no further label until it speaks again', async () => {
    const printer = addPrinter();
    room.desk.start();
    await becomes(print(printer), 'confirmed');
    const asked = tcp.questions;
    tcp.mood = 'falls-silent';
    await until(() => tcp.questions > asked + 2);
    const jobs = [print(printer), print(printer)];
    expect(await room.desk.status(printer)).toMatchObject({ state: 'unanswered' });
    expect(jobs.map(stateOf)).toEqual(['queued', 'queued']);
    tcp.mood = 'answers';
    for (const job of jobs) await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(3);
  });

  it('a printer that never answers: the label is sent, never confirmed, never sent again', async () => {
    const printer = addPrinter();
    tcp.mood = 'silent';
    room.desk.start();
    const jobs = [print(printer), print(printer)];
    await until(() => tcp.labels.length === 2 && room.opened.database.read.print.waiting().length === 0);
    expect(jobs.map(stateOf)).toEqual(['sent', 'sent']);
    await room.desk.stop();
    room.desk = room.openDesk();
    room.desk.start();
    expect(jobs.map(stateOf)).toEqual(['sent', 'sent']);
    expect(tcp.labels).toHaveLength(2);
  });

  it('refuses the connection: nothing was written, so it is tried again by itself until the printer is back', async () => {
    const printer = addPrinter();
    await tcp.off();
    room.desk.start();
    const job = print(printer);
    await until(() => room.opened.database.read.print.job(job)!.problem === 'unreachable');
    expect(stateOf(job)).toBe('queued');
    await tcp.on();
    await becomes(job, 'confirmed');
    expect(tcp.labels).toHaveLength(1);
  });

  it('resets midway: a person decides, and the lane goes on with the next', async () => {
    const printer = addPrinter();
    tcp.mood = 'resets';
    room.desk.start();
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
    room.desk.start();
    await becomes(print(printer), 'confirmed');
    tcp.questions = 1;
    tcp.mood = 'stops-reading';
    const jobs = Array.from({ length: 6 }, () => print(printer));
    await until(() => room.told.length > 0 && jobs.some((job) => stateOf(job) === 'sent'));
    const status = await room.desk.status(printer);
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
    room.desk.start();
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
    const row = room.opened.database.read.print.printer(addPrinter({ address }))!;
    expect(room.desk.refuses(row)).toBe(good ? null : 'address-wrong');
  });
});

describe('a queue of the system', () => {
  let cups: PrintServer | null = null;
  let queue: PrinterId;
  beforeEach(async ({ skip }) => {
    if (noPrintServer !== null) return skip(`not checked: ${noPrintServer}`);
    cups = await startPrintServer();
    cups.addQueue('LABELS');
    await room.desk.stop();
    const { server } = cups;
    room.desk = room.openDesk({ transports: [cupsTransport(printTimers, () => server)] });
    queue = addPrinter({ transport: 'cups', address: 'LABELS' });
    room.desk.start();
  });
  afterEach(async () => {
    await cups?.stop();
    cups = null;
  });
  const over = () => room.opened.database.read.print.waiting().length === 0;

  it('has the label when every byte is with the printer, and claims no more than that', async () => {
    const job = print(queue);
    await until(over);
    expect(stateOf(job)).toBe('sent');
    expect(cups!.labels()).toHaveLength(1);
  });

  it('out of paper: three labels at most are in the queue, and all of them come out once when there is paper', async () => {
    cups!.setMood('paper-out');
    const jobs = Array.from({ length: 5 }, () => print(queue));
    await until(() => room.told.some(({ ids }) => ids.length === 1 && ids[0] === queue));
    expect(await room.desk.status(queue)).toMatchObject({ state: 'paper-out' });
    expect(jobs.map(stateOf).filter((state) => state === 'queued').length).toBeGreaterThanOrEqual(2);
    cups!.setMood('ok');
    await until(over);
    expect(cups!.labels()).toHaveLength(5);
  });

  it('that works on a label without end is told as stuck, though it sees nothing wrong', async () => {
    cups!.setMood('stuck');
    const job = print(queue);
    await until(() => stateOf(job) === 'sent');
    room.clock.offsetMs = 60_000;
    await until(() => room.told.some(({ ids }) => ids.length === 1 && ids[0] === queue));
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
    room.opened.database.write((stores) => {
      stores.print.advance(job, ['queued'], 'sending', TEST_NOW_MS);
      if (state === 'sent') stores.print.advance(job, ['sending'], 'sent', TEST_NOW_MS);
    });
    const next = print(printer);
    room.desk.start();
    await becomes(next, 'confirmed');
    expect(room.opened.database.read.print.job(job)).toMatchObject({ state: 'unknown', problem: 'program-stopped' });
    expect(tcp.labels).toHaveLength(1);
  });

  it('what was only queued prints', async () => {
    const printer = addPrinter();
    const job = print(printer);
    expect(stateOf(job)).toBe('queued');
    room.desk.start();
    await becomes(job, 'confirmed');
  });
});

describe('labels that must not print', () => {
  it('an order cancelled before its label left', async () => {
    const printer = addPrinter();
    const order = addOrder();
    const job = print(printer, order);
    room.opened.database.write((stores) => stores.orders.setStatus(order, 'cancelled', null, TEST_NOW_MS));
    room.desk.start();
    await becomes(job, 'cancelled');
    const next = print(printer);
    await becomes(next, 'confirmed');
    expect(tcp.labels).toHaveLength(1);
  });

  it('a label that is not here, or that no scanner would read: a problem in the job, nothing on paper', async () => {
    const printer = addPrinter();
    room.desk.start();
    const order = addOrder();
    room.opened.database.write((stores) => {
      const blankSheet = { format: 'png', file: writePng(blank(580, 400)), widthMm: 58, heightMm: 40, barcode: '', caption: '' } as const;
      stores.orders.storeLabel(order, { ...blankSheet, barcode: 'x'.repeat(200) }, TEST_NOW_MS + 1);
    });
    const narrow = addPrinter({ widthMm: 20, heightMm: 10 });
    const job = print(narrow, order);
    await becomes(job, 'failed-not-sent');
    expect(room.opened.database.read.print.job(job)!.problem).toMatch(/label-(unreadable|too-big)/u);
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

describe('a label that is here only in the language of other printers', () => {
  it('waits for its picture in words and asks for it, then prints once; a printer of that language takes it as it is', async () => {
    const virtual = addPrinter({ transport: 'virtual', address: '' });
    const native = addPrinter();
    const [order, other] = [addOrder(), addOrder()];
    const form = Buffer.from('^XA^FDpass^FS^XZ');
    const picture = room.opened.database.read.orders.labelOf(order)!.file;
    room.opened.database.write((stores) => {
      const label = { format: 'zpl', file: form, widthMm: 58, heightMm: 40, barcode: '*CvK7Tsd', caption: '' } as const;
      for (const id of [order, other]) stores.orders.storeLabel(id, label, TEST_NOW_MS + 1);
    });
    room.desk.start();
    const job = print(virtual, order);
    await becomes(job, 'waiting');
    expect(room.opened.database.read.print.job(job)!.problem).toBe('label-format-coming');
    const { accountId, externalId } = room.opened.database.read.orders.byId(order)!;
    expect(room.opened.database.read.orders.drawnWanted(accountId, 10)).toEqual([{ id: order, externalId }]);
    await expect(room.desk.previewOrder(other, virtual)).rejects.toThrow('label-format-coming');
    room.opened.database.write((stores) => {
      stores.orders.storeDrawnLabel(order, { format: 'png', file: picture });
      expect(stores.print.release(job, virtual, TEST_NOW_MS)).toBe(true);
      room.desk.wake(virtual);
    });
    await becomes(job, 'confirmed');
    expect(room.desk.paper(virtual, 10)).toHaveLength(1);
    await becomes(print(native, other), 'confirmed');
    expect(tcp.labels).toEqual(['^XA^FDpass^FS^XZ']);
  });
});

describe('virtual and file printers', () => {
  it('the virtual one shows its paper, and the paper reads', async () => {
    const printer = addPrinter({ transport: 'virtual', address: '' });
    room.desk.start();
    const job = print(printer);
    await becomes(job, 'confirmed');
    const [sheet] = room.desk.paper(printer, 10);
    expect(sheet!.jobId).toBe(job);
    const gray = readPng(sheet!.png)!;
    expect([gray.width, gray.height]).toEqual([464, 320]);
    expect(await readCodes(toGray(threshold(gray)))).toEqual(['*CvK7Tsd']);
  });

  it('the file one writes the bytes and a picture', async () => {
    const printer = addPrinter({ transport: 'file', address: join(room.folder, 'paper') });
    room.desk.start();
    const job = print(printer);
    await becomes(job, 'confirmed');
    expect(readdirSync(join(room.folder, 'paper')).toSorted()).toEqual([`${job}-1.png`, `${job}.zpl`]);
  });

  it('the preview is the bitmap that prints', async () => {
    const printer = addPrinter({ transport: 'virtual', address: '' });
    room.desk.start();
    const order = addOrder();
    const preview = await room.desk.previewOrder(order, printer);
    await becomes(print(printer, order), 'confirmed');
    expect(room.desk.paper(printer, 1)[0]!.png).toEqual(preview);
  });
});

describe('the drawing thread', () => {
  it('draws the very bitmap that is drawn in line, and ends with the desk', async () => {
    const printer = addPrinter({ transport: 'virtual', address: '' });
    const order = addOrder();
    const inline = await room.desk.previewOrder(order, printer);
    await room.desk.stop();
    room.desk = room.openDesk({ renderWorker: new URL('../../../electron/printing/render.worker.ts', import.meta.url) });
    room.desk.start();
    expect(await room.desk.previewOrder(order, printer)).toEqual(inline);
    await becomes(print(printer, order), 'confirmed');
    expect(room.desk.paper(printer, 1)[0]!.png).toEqual(inline);
  });
});

describe('which format to ask a marketplace for', () => {
  it('its own ZPL only when every printer speaks it', () => {
    expect(room.desk.labelFormat(['png', 'zpl', 'svg'])).toBe('png');
    addPrinter();
    expect(room.desk.labelFormat(['png', 'zpl', 'svg'])).toBe('zpl');
    addPrinter({ transport: 'virtual', address: '' });
    expect(room.desk.labelFormat(['png', 'zpl', 'svg'])).toBe('png');
    expect(room.desk.labelFormat(['pdf'])).toBe('pdf');
  });
});
