import { afterEach, beforeEach, expect, it } from 'vitest';

import { epl2 } from '#electron/printing/languages/epl2.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import type { PrinterId } from '#shared/domain/ids.ts';
import { openPrintRoom, type PrintRoom } from '#tests/support/print-room.ts';
import { TcpPrinter } from '#tests/support/tcp-printer.ts';

let room: PrintRoom;
let tcp: TcpPrinter;
let printer: PrinterId;

beforeEach(async () => {
  room = openPrintRoom();
  tcp = await new TcpPrinter('epl2').on();
  await room.desk.stop();
  room.desk = room.openDesk({ languages: [zpl, epl2] });
  printer = room.addPrinter({ transport: 'tcp', address: tcp.address, language: 'epl2' });
});
afterEach(async () => {
  await room.close();
  await tcp.off();
});

const over = () => room.until(() => room.opened.database.read.print.waiting().length === 0);

it('a printer that answers has the label and is not waited for; it claims nothing of paper', async () => {
  room.desk.start();
  const jobs = Array.from({ length: 5 }, () => room.print(printer));
  await over();
  expect(jobs.map((job) => room.stateOf(job))).toEqual(jobs.map(() => 'sent'));
  expect(tcp.labels).toHaveLength(5);
  expect(tcp.labels[0]).toMatch(/^N\nq464\nQ320,16\nGW0,0,58,320,/u);
  expect(tcp.questions).toBeGreaterThan(0);
});

it.each([
  ['paper-out', 'paper-out'],
  ['head-open', 'head-open'],
] as const)('%s: nothing is sent until it is mended, and then each label once', async (mood, state) => {
  tcp.mood = mood;
  room.desk.start();
  const jobs = Array.from({ length: 5 }, () => room.print(printer));
  await room.until(() => room.desk.trouble(printer) !== null);
  expect(await room.desk.status(printer)).toMatchObject({ state });
  expect([tcp.labels.length, jobs.filter((job) => room.stateOf(job) === 'queued').length]).toEqual([0, 5]);
  tcp.mood = 'answers';
  await over();
  expect(tcp.labels).toHaveLength(5);
});

it('one that only takes labels and never answers prints on', async () => {
  tcp.mood = 'silent';
  room.desk.start();
  const jobs = Array.from({ length: 4 }, () => room.print(printer));
  await over();
  expect([tcp.labels.length, ...jobs.map((job) => room.stateOf(job))]).toEqual([4, 'sent', 'sent', 'sent', 'sent']);
});

it('says nothing while it takes in a bitmap: a few questions without an answer are no trouble, many are', async () => {
  room.desk.start();
  room.print(printer);
  await over();
  const asked = tcp.questions;
  tcp.mood = 'falls-silent';
  await room.until(() => tcp.questions >= asked + 3);
  expect(room.desk.trouble(printer)).toBeNull();
  await room.until(() => room.desk.trouble(printer) !== null);
  expect(room.desk.trouble(printer)).toMatchObject({ state: 'unanswered' });
});
