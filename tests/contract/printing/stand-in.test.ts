import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Language } from '#electron/printing/languages/language.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import type { OrderId, PrinterId, PrintJobId } from '#shared/domain/ids.ts';
import { TEST_NOW_MS, testId } from '#tests/support/database.ts';
import { openPrintRoom, type PrintRoom, STATION } from '#tests/support/print-room.ts';
import { TcpPrinter } from '#tests/support/tcp-printer.ts';

let room: PrintRoom;
let first: TcpPrinter;
let spare: TcpPrinter;
let [own, other]: readonly PrinterId[] = [];

beforeEach(async () => {
  room = openPrintRoom();
  [first, spare] = await Promise.all([new TcpPrinter().on(), new TcpPrinter().on()]);
  own = room.addPrinter({ name: 'Первый', transport: 'tcp', address: first.address });
  other = room.addPrinter({ name: 'Запасной', transport: 'tcp', address: spare.address });
  station(own, [other]);
});
afterEach(async () => {
  await room.close();
  await Promise.all([first.off(), spare.off()]);
});

function station(printerId: PrinterId, others: readonly PrinterId[]): void {
  room.opened.database.write((stores) => {
    stores.desk.saveStation({ id: STATION, name: 'Стол 1', printerId });
    stores.print.setStationPrinters(STATION, others);
  });
}
const job = (id: PrintJobId) => room.opened.database.read.print.job(id)!;
const codes = (printer: TcpPrinter) => printer.labels.length;
/** Both printers have answered once, so that it is known how they are. */
async function started(): Promise<void> {
  room.desk.start();
  for (const id of [own!, other!]) await room.becomes(room.print(id, null), 'confirmed');
}
const down = () => room.until(() => room.desk.trouble(own!) !== null);

it('what waits at a printer that is out of paper comes out of the spare, each label once', async () => {
  await started();
  first.mood = 'paper-out';
  await down();
  const jobs = Array.from({ length: 5 }, () => room.print(own!));
  for (const one of jobs) await room.becomes(one, 'confirmed');
  expect(jobs.map((one) => [job(one).printerId, job(one).meantFor])).toEqual(jobs.map(() => [other, own]));
  expect([codes(first), codes(spare)]).toEqual([1, 6]);
});

it('labels that were in the queue when it went down move too; one that was sent stays with it', async () => {
  await started();
  first.mood = 'paper-out';
  const jobs = Array.from({ length: 6 }, () => room.print(own!));
  await room.until(() => jobs.every((one) => job(one).printerId === other || room.stateOf(one) === 'sent'));
  const sent = jobs.filter((one) => job(one).printerId === own);
  for (const one of jobs) if (!sent.includes(one)) await room.becomes(one, 'confirmed');
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.length).toBeLessThanOrEqual(3);
  first.mood = 'answers';
  for (const one of sent) await room.becomes(one, 'confirmed');
  expect(codes(first) + codes(spare)).toBe(jobs.length + 2);
});

it('come home when the first is up again before they have left', async () => {
  await started();
  first.mood = 'paper-out';
  spare.mood = 'head-open';
  await down();
  await room.until(() => room.desk.trouble(other!) !== null);
  const waiting = room.print(own!);
  expect(job(waiting)).toMatchObject({ printerId: own, state: 'queued' });
  room.opened.database.write((stores) => stores.print.move(waiting, other!, own!));
  first.mood = 'answers';
  await room.becomes(waiting, 'confirmed');
  expect(job(waiting)).toMatchObject({ printerId: own, meantFor: null });
  expect(codes(spare)).toBe(1);
});

it('a printer whose plug was pulled: not a byte has left, the spare prints, and it is noticed when it is back', async () => {
  await started();
  await first.off();
  const jobs = [room.print(own!), room.print(own!)];
  for (const one of jobs) await room.until(() => ['confirmed', 'unknown'].includes(room.stateOf(one)));
  expect(codes(spare)).toBe(1 + jobs.filter((one) => room.stateOf(one) === 'confirmed').length);
  await first.on();
  await room.until(() => room.desk.trouble(own!) === null);
  await room.becomes(room.print(own!), 'confirmed');
  expect(codes(first)).toBe(2);
});

it('paused by a person: what waits goes to the spare, and home again while the spare has only begun to draw it', async () => {
  await started();
  const pause = (paused: boolean) => {
    room.opened.database.write((stores) => stores.print.pausePrinter(own!, paused));
    room.desk.wake(own!);
  };
  pause(true);
  const waiting = room.print(own!);
  expect(job(waiting)).toMatchObject({ printerId: other, meantFor: own, state: 'queued' });
  pause(false);
  expect(job(waiting)).toMatchObject({ printerId: own, meantFor: null, state: 'queued' });
  await room.becomes(waiting, 'confirmed');
  expect([codes(first), codes(spare)]).toEqual([2, 1]);
});

it('after a restart what lies at the spare still knows its home', async () => {
  const waiting = room.print(own!);
  room.opened.database.write((stores) => stores.print.move(waiting, other!, own!));
  room.desk.start();
  await room.becomes(waiting, 'confirmed');
  expect([codes(first), codes(spare)]).toEqual([1, 0]);
});

it('test labels, own labels and those sent to a printer by name stay where they are', async () => {
  const stranger = room.addPrinter({ name: 'Чужой', transport: 'tcp', address: first.address });
  const asked = room.print(stranger);
  const batch = testId() as PrintJobId;
  room.opened.database.write((stores) => {
    const row = {
      printerId: own!,
      orderId: null as OrderId | null,
      reprintOf: null,
      reason: null,
      station: STATION,
      createdAtMs: TEST_NOW_MS,
    };
    stores.print.enqueue({ ...row, id: batch, kind: 'own-label', source: { batchId: 'none', row: '0', copies: '1' } });
    for (const id of [own!, stranger]) stores.print.pausePrinter(id, true);
  });
  const test = room.print(own!, null);
  room.desk.start();
  for (const id of [own!, stranger]) room.desk.wake(id);
  await room.becomes(room.print(other!), 'confirmed');
  expect([asked, batch, test].map((one) => [job(one).printerId, job(one).state])).toEqual([
    [stranger, 'queued'],
    [own, 'queued'],
    [own, 'queued'],
  ]);
});

it('labels are drawn ahead for the printer they go to and for the one that would step in, not for others', async () => {
  await room.desk.stop();
  const drawn: string[] = [];
  const counting: Language = {
    ...zpl,
    encode(sheet, media, options) {
      drawn.push(`${media.widthMm} at ${media.dpi}`);
      return zpl.encode(sheet, media, options);
    },
  };
  room.desk = room.openDesk({ languages: [counting] });
  const far = room.addPrinter({ name: 'Чужой стол', transport: 'tcp', address: first.address, dpi: 600 });
  const named = room.addPrinter({ name: 'Точный', transport: 'tcp', address: spare.address, dpi: 300 });
  room.opened.database.write((stores) => {
    stores.print.setStationPrinters(STATION, [other!, far]);
    stores.print.setRoute(STATION, { kind: 'order-label', widthMm: 58, heightMm: 40, printerId: named, spareId: own! });
  });
  const order = room.addOrder();
  room.desk.warm([order]);
  await room.until(() => drawn.length === 2);
  expect(drawn.toSorted()).toEqual(['58 at 203', '58 at 300']);
  room.desk.start();
  await room.becomes(room.print(named, null), 'confirmed');
  const count = drawn.length;
  const warmed = room.print(named, order);
  expect([room.stateOf(warmed), drawn.length]).toEqual(['sending', count]);
  await room.becomes(warmed, 'confirmed');
});
