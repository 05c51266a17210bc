import { afterEach, beforeEach, expect, it } from 'vitest';

import { tspl } from '#electron/printing/languages/tspl.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import type { OrderId, PrinterId, PrintJobId } from '#shared/domain/ids.ts';
import { TEST_NOW_MS, testId } from '#tests/support/database.ts';
import { seeded } from '#tests/support/fake-time.ts';
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
  room.opened.database.write((stores) => {
    stores.desk.saveStation({ id: STATION, name: 'Стол 1', printerId: own! });
    stores.print.setStationPrinters(STATION, [other!]);
  });
});
afterEach(async () => {
  await room.close();
  await Promise.all([first.off(), spare.off()]);
});

const job = (id: PrintJobId) => room.opened.database.read.print.job(id)!;
async function started(): Promise<void> {
  room.desk.start();
  for (const id of [own!, other!]) await room.becomes(room.print(id, null), 'confirmed');
}
const trouble = (id: PrinterId) => room.until(() => room.desk.trouble(id) !== null);
function pause(id: PrinterId, paused: boolean): void {
  room.opened.database.write((stores) => stores.print.pausePrinter(id, paused));
  room.desk.wake(id);
}
/** A label that is here as ZPL alone. */
function asZpl(order: OrderId): OrderId {
  const label = { format: 'zpl', file: Buffer.from('^XA^FDx^FS^XZ'), widthMm: 58, heightMm: 40, barcode: '*CvK7Tsd', caption: '' } as const;
  room.opened.database.write((stores) => stores.orders.storeLabel(order, label, TEST_NOW_MS + 1));
  return order;
}

it('both were down: the one that is up first prints what waits at the other', async () => {
  await started();
  first.mood = 'paper-out';
  spare.mood = 'head-open';
  await Promise.all([trouble(own!), trouble(other!)]);
  const jobs = [room.print(own!), room.print(own!)];
  expect(jobs.map((one) => job(one))).toMatchObject(jobs.map(() => ({ printerId: own, state: 'queued' })));
  spare.mood = 'answers';
  for (const one of jobs) await room.becomes(one, 'confirmed');
  expect([first.labels.length, spare.labels.length]).toEqual([1, 3]);
});

it('both were down: a spare that a person puts to work again prints what waits at the other', async () => {
  await started();
  pause(other!, true);
  first.mood = 'paper-out';
  await trouble(own!);
  const waiting = room.print(own!);
  expect(job(waiting)).toMatchObject({ printerId: own, state: 'queued' });
  pause(other!, false);
  await room.becomes(waiting, 'confirmed');
  expect(job(waiting)).toMatchObject({ printerId: other, meantFor: own });
});

it(
  'five hundred labels that wait when the paper ends all go to the spare, which prints them from the first on',
  { timeout: 60_000 },
  async () => {
    await started();
    const order = room.addOrder();
    const station = { reprintOf: null, reason: null, station: STATION, createdAtMs: TEST_NOW_MS } as const;
    pause(other!, true);
    pause(own!, true);
    const jobs: PrintJobId[] = [];
    room.opened.database.write((stores) => {
      const once = testId() as PrintJobId;
      stores.print.enqueue({ ...station, id: once, printerId: own!, orderId: order, kind: 'order-label', source: {} });
      jobs.push(once);
      for (let at = 1; at < 500; at += 1) {
        const id = testId() as PrintJobId;
        stores.print.enqueue({
          ...station,
          reprintOf: once,
          reason: 'spoiled',
          id,
          printerId: own!,
          orderId: order,
          kind: 'order-label',
          source: {},
        });
        jobs.push(id);
      }
    });
    pause(other!, false);
    await room.until(() => jobs.every((one) => job(one).printerId === other));
    for (const one of jobs.slice(0, 3)) await room.becomes(one, 'confirmed');
    expect(room.stateOf(jobs.at(-1)!)).toBe('queued');
  },
);

it('a label that went home while the spare was drawing it is not refused by the spare', async () => {
  await room.desk.stop();
  const small = room.addPrinter({ name: 'Узкий', transport: 'tcp', address: spare.address, widthMm: 30, heightMm: 20 });
  room.opened.database.write((stores) =>
    stores.print.setRoute(STATION, { kind: 'order-label', widthMm: null, heightMm: null, printerId: own!, spareId: small }),
  );
  room.desk = room.openDesk();
  room.desk.start();
  for (const id of [own!, small]) await room.becomes(room.print(id, null), 'confirmed');
  pause(own!, true);
  const waiting = room.print(own!);
  expect(job(waiting)).toMatchObject({ printerId: small, state: 'queued' });
  pause(own!, false);
  await room.until(() => ['confirmed', 'failed-not-sent'].includes(room.stateOf(waiting)));
  expect(job(waiting)).toMatchObject({ printerId: own, state: 'confirmed', problem: null });
});

it('a spare that takes no ZPL: the label waits for its picture, and prints at home as soon as that is up, with no network at all', async () => {
  await room.desk.stop();
  room.opened.database.write((stores) =>
    stores.print.savePrinter({ ...stores.print.printer(other!)!, language: 'tspl', transport: 'virtual', address: '' }, TEST_NOW_MS),
  );
  room.desk = room.openDesk({ languages: [zpl, tspl] });
  room.desk.start();
  await room.becomes(room.print(own!, null), 'confirmed');
  pause(own!, true);
  const waiting = room.print(own!, asZpl(room.addOrder()));
  await room.becomes(waiting, 'waiting');
  expect(job(waiting)).toMatchObject({ printerId: other, problem: 'label-format-coming' });
  pause(own!, false);
  await room.becomes(waiting, 'confirmed');
  expect(job(waiting)).toMatchObject({ printerId: own, meantFor: null });
  expect(first.labels).toHaveLength(2);
});

it('a printer that is set to ZPL again prints what waits there for pictures', async () => {
  await room.desk.stop();
  const set = (language: 'zpl' | 'tspl') =>
    room.opened.database.write((stores) => stores.print.savePrinter({ ...stores.print.printer(own!)!, language }, TEST_NOW_MS));
  set('tspl');
  room.desk = room.openDesk({ languages: [zpl, { ...tspl, status: null }] });
  room.desk.start();
  const waiting = room.print(own!, asZpl(room.addOrder()));
  await room.becomes(waiting, 'waiting');
  set('zpl');
  room.desk.wake(own!);
  await room.becomes(waiting, 'confirmed');
});

it('of a cancelled order nothing waits for a picture', async () => {
  await room.desk.stop();
  room.desk = room.openDesk({ languages: [zpl, tspl] });
  const screen = room.addPrinter({ name: 'Экран', language: 'tspl' });
  const order = asZpl(room.addOrder());
  room.opened.database.write((stores) => stores.orders.setStatus(order, 'cancelled', null, TEST_NOW_MS));
  const late = room.print(screen, order);
  room.desk.start();
  await room.until(() => room.stateOf(late) !== 'queued');
  expect(job(late)).toMatchObject({ state: 'cancelled', problem: 'order-cancelled' });
});

it('an unreachable printer whose only label is refused is asked again, and takes labels when it is back', async () => {
  await first.off();
  room.desk.start();
  const broken = testId() as PrintJobId;
  const test = room.print(own!, null);
  await trouble(own!);
  room.opened.database.write((stores) => {
    const row = { orderId: null, reprintOf: null, reason: null, station: STATION, createdAtMs: TEST_NOW_MS } as const;
    stores.print.enqueue({ ...row, id: broken, printerId: own!, kind: 'own-label', source: { batchId: 'none', row: '0', copies: '1' } });
    stores.print.advance(test, ['queued', 'sending'], 'cancelled', TEST_NOW_MS);
  });
  await room.becomes(broken, 'failed-not-sent');
  await first.on();
  await room.until(() => room.desk.trouble(own!) === null);
});

it('a printer that is set up anew while labels are on their way prints the rest by the new settings', async () => {
  await started();
  const jobs = Array.from({ length: 12 }, () => room.print(own!));
  room.opened.database.write((stores) =>
    stores.print.savePrinter({ ...stores.print.printer(own!)!, name: 'Новый', address: spare.address }, TEST_NOW_MS),
  );
  room.desk.wake(own!);
  for (const one of jobs) await room.becomes(one, 'confirmed');
  expect(first.labels.length).toBeLessThanOrEqual(1 + 3);
  expect(first.labels.length + spare.labels.length).toBe(2 + jobs.length);
});

it('its home removed, what lies at the spare is the spare’s own', async () => {
  await started();
  pause(own!, true);
  spare.mood = 'paper-out';
  const waiting = room.print(own!);
  room.opened.database.write((stores) => {
    stores.print.move(waiting, other!, own!);
    stores.print.removePrinter(own!);
  });
  expect(job(waiting)).toMatchObject({ printerId: other, meantFor: null });
  spare.mood = 'answers';
  room.desk.wake(other!);
  await room.becomes(waiting, 'confirmed');
});

it('stopped while the spare was sending: after the restart a person decides, and nobody prints it again by itself', async () => {
  const waiting = room.print(own!);
  room.opened.database.write((stores) => {
    stores.print.move(waiting, other!, own!);
    stores.print.advance(waiting, ['queued'], 'sending', TEST_NOW_MS);
  });
  await started();
  await room.becomes(room.print(own!), 'confirmed');
  expect(job(waiting)).toMatchObject({ printerId: other, meantFor: own, state: 'unknown', problem: 'program-stopped' });
  expect([first.labels.length, spare.labels.length]).toEqual([2, 1]);
});

it.each([1, 2, 3])(
  'both in and out of trouble at random (seed %i): every label leaves once, or a person is asked',
  { timeout: 60_000 },
  async (seed) => {
    const random = seeded(seed);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
    await started();
    const order = room.addOrder();
    const jobs: PrintJobId[] = [];
    const put = () => {
      const id = testId() as PrintJobId;
      room.opened.database.write((stores) => {
        const again = jobs[0] === undefined ? { reprintOf: null, reason: null } : { reprintOf: jobs[0], reason: 'spoiled' };
        const row = {
          id,
          printerId: own!,
          orderId: order,
          kind: 'order-label',
          source: {},
          station: STATION,
          createdAtMs: TEST_NOW_MS,
        } as const;
        stores.print.enqueue({ ...row, ...again });
        room.desk.wake(own!);
      });
      jobs.push(id);
    };
    for (let turn = 0; turn < 60; turn += 1) {
      for (let count = Math.floor(random() * 3); count > 0; count -= 1) put();
      const printer = pick([first, spare]);
      const what = pick(['answers', 'answers', 'paper-out', 'head-open', 'falls-silent', 'pause', 'go', 'reset'] as const);
      if (what === 'pause' || what === 'go') pause(printer === first ? own! : other!, what === 'pause');
      else if (what === 'reset') printer.resetAll();
      else printer.mood = what;
      const until = performance.now() + random() * 40;
      await room.until(() => performance.now() >= until);
    }
    for (const printer of [first, spare]) printer.mood = 'answers';
    for (const id of [own!, other!]) pause(id, false);
    const over = (one: PrintJobId) => ['confirmed', 'unknown'].includes(room.stateOf(one));
    await room.until(
      () => jobs.every(over),
      () =>
        jobs
          .filter((one) => !over(one))
          .map((one) => JSON.stringify(job(one)))
          .join('\n'),
    );
    const sure = jobs.filter((one) => room.stateOf(one) === 'confirmed').length;
    const onPaper = first.labels.length + spare.labels.length - 2;
    expect(onPaper).toBeGreaterThanOrEqual(sure);
    expect(onPaper).toBeLessThanOrEqual(jobs.length);
  },
);
