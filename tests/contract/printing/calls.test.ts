import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { EngineContext } from '#electron/engine/context.ts';
import { printHandlers } from '#electron/engine/print.ts';
import { isDown, printerFor, type RoutedLabel } from '#electron/engine/route.ts';
import type { PrintDesk, PrinterCondition } from '#electron/ports/printing.ts';
import type { Parsed } from '#shared/contract/index.ts';
import { printCalls } from '#shared/contract/print.ts';
import type { PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import { openTestDatabase, TEST_NOW_MS, testId } from '#tests/support/database.ts';

const caller = { actor: 'Мария', station: 'station-1', permissions: ['read', 'stock', 'pack'] as const };
let opened: ReturnType<typeof openTestDatabase>;
let woken: string[];
let troubles: Map<string, PrinterCondition>;
let calls: ReturnType<typeof printHandlers>;

beforeEach(() => {
  opened = openTestDatabase();
  woken = [];
  troubles = new Map();
  const desk: Partial<PrintDesk> = {
    wake: (id) => void woken.push(id),
    warm: () => undefined,
    trouble: (id) => troubles.get(id) ?? null,
    status: () => Promise.resolve({ state: 'ready', detail: '' }),
    refuses: (printer) => (printer.address === 'wrong' ? 'address-wrong' : null),
    transports: ['tcp', 'virtual'],
    languages: ['zpl'],
  };
  calls = printHandlers({
    db: opened.database,
    clock: { nowMs: () => TEST_NOW_MS },
    random: { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) },
    events: { emit: () => undefined },
    printDesk: desk,
  } as unknown as EngineContext);
});
afterEach(() => opened.close());

async function save(over: Partial<Parsed<'printer.save'>> = {}) {
  const id = testId();
  const printer = {
    name: 'Стол 1',
    transport: 'tcp',
    address: ' 192.168.1.50 ',
    language: 'zpl',
    dpi: 203,
    widthMm: 58,
    heightMm: 40,
  } as const;
  const answer = await calls['printer.save']({ operationId: testId(), id, settings: {}, ...printer, ...over }, caller);
  return { id: id as PrinterId, answer };
}
const test = async (id: string) => {
  const answer = await calls['printer.test']({ operationId: testId(), id, stationId: 'station-1' }, caller);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const decide = (jobId: string, decision: 'printed' | 'print-again' | 'cancel', operationId = testId()) =>
  calls['print.decide']({ operationId, jobId, decision, stationId: 'station-1' }, caller);
const lost = (jobId: string) =>
  opened.database.write(({ print }) => {
    print.advance(jobId as PrintJobId, ['queued'], 'sending', TEST_NOW_MS);
    print.settleAfterCrash(TEST_NOW_MS);
  });

describe('printers', () => {
  it('is saved, listed as the contract says, and woken', async () => {
    const { id, answer } = await save();
    expect(answer).toEqual({ ok: true, value: {} });
    expect(woken).toEqual([id]);
    const list = await calls['printer.list']({}, caller);
    if (!list.ok) throw new Error(list.error.code);
    expect(printCalls['printer.list'].output.parse(list.value).rows).toMatchObject([
      { id, address: '192.168.1.50', provenAtMs: null, waiting: 0, unknown: 0 },
    ]);
  });

  it('refuses an address that makes no sense', async () => {
    expect((await save({ address: 'wrong' })).answer).toMatchObject({ ok: false, error: { code: 'address-wrong' } });
  });

  it('is removed only when nothing waits for it', async () => {
    const { id } = await save();
    const { jobId } = await test(id);
    const remove = () => calls['printer.remove']({ operationId: testId(), id }, caller);
    expect(await remove()).toMatchObject({ ok: false, error: { code: 'printer-busy' } });
    await decide(jobId, 'cancel');
    expect(await remove()).toMatchObject({ ok: true });
    expect(await remove()).toMatchObject({ ok: false, error: { code: 'printer-unknown' } });
  });

  it('belongs to a station', async () => {
    const { id } = await save();
    const assign = { operationId: testId(), stationId: 'station-9', printerId: id, stationName: 'Стол у окна' };
    expect(await calls['printer.assign'](assign, caller)).toMatchObject({ ok: true });
    expect(opened.database.read.desk.stations()).toContainEqual(
      expect.objectContaining({ id: 'station-9', name: 'Стол у окна', printerId: id }),
    );
  });

  it('is proven by scanning its own test label back, and doubted again when its address changes', async () => {
    const { id } = await save();
    const { code, jobId } = await test(id);
    const confirm = (scanned: string) => calls['printer.confirmTest']({ operationId: testId(), id, code: scanned }, caller);
    expect(await confirm('KRB-000000')).toEqual({ ok: true, value: { proven: false } });
    lost(jobId);
    expect(await confirm(` ${code.toLowerCase()}`)).toEqual({ ok: true, value: { proven: true } });
    expect(opened.database.read.print.job(jobId as PrintJobId)!.state).toBe('confirmed');
    expect(opened.database.read.print.printer(id)!.provenAtMs).toBe(TEST_NOW_MS);
    await save({ id, name: 'Новое имя', address: '192.168.1.50' });
    expect(opened.database.read.print.printer(id)!.provenAtMs).toBe(TEST_NOW_MS);
    await save({ id, address: '192.168.1.51' });
    expect(opened.database.read.print.printer(id)!.provenAtMs).toBeNull();
  });
});

describe('a label nobody can know about', () => {
  it('«it printed» confirms it; a second answer is too late', async () => {
    const { jobId } = await test((await save()).id);
    lost(jobId);
    expect(await decide(jobId, 'printed')).toEqual({ ok: true, value: { jobId: null } });
    expect(opened.database.read.print.job(jobId as PrintJobId)!.state).toBe('confirmed');
    expect(await decide(jobId, 'print-again')).toMatchObject({ ok: false, error: { code: 'job-settled' } });
  });

  it('«print again» makes one new job with its reason, however often the same answer arrives', async () => {
    const { jobId } = await test((await save()).id);
    lost(jobId);
    const operationId = testId();
    const first = await decide(jobId, 'print-again', operationId);
    expect(await decide(jobId, 'print-again', operationId)).toEqual(first);
    const jobs = opened.database.read.print.jobs({ limit: 10 });
    expect(jobs.map((job) => [job.state, job.reprintOf, job.reason])).toEqual([
      ['queued', jobId, 'not-on-paper'],
      ['cancelled', null, null],
    ]);
  });

  it('«print again» of a label that its spare refused goes to its own printer, and to none that is gone', async () => {
    const [home, spare] = [(await save()).id, (await save()).id];
    const { jobId } = await test(spare);
    opened.database.write(({ print }) => {
      print.move(jobId as PrintJobId, spare, home);
      print.advance(jobId as PrintJobId, ['queued'], 'failed-not-sent', TEST_NOW_MS, 'label-too-big');
    });
    const again = await decide(jobId, 'print-again');
    expect(again).toMatchObject({ ok: true });
    const fresh = again.ok ? (again.value.jobId as PrintJobId) : null;
    expect(opened.database.read.print.job(fresh!)).toMatchObject({ printerId: home, state: 'queued' });
    opened.database.write(({ print }) => {
      print.advance(fresh!, ['queued'], 'failed-not-sent', TEST_NOW_MS, 'file-broken');
      print.removePrinter(home);
    });
    expect(await decide(fresh!, 'print-again')).toMatchObject({ ok: false, error: { code: 'printer-unknown' } });
    expect(opened.database.read.print.job(fresh!)?.state).toBe('failed-not-sent');
  });

  it('shows in the list of open jobs until it is settled', async () => {
    const { jobId } = await test((await save()).id);
    lost(jobId);
    const ids = async (show: 'open' | 'unknown' | 'all') => {
      const answer = await calls['print.jobs']({ show, limit: 10 }, caller);
      return answer.ok ? printCalls['print.jobs'].output.parse(answer.value).rows.map((row) => row.id) : [];
    };
    expect(await ids('unknown')).toEqual([jobId]);
    await decide(jobId, 'cancel');
    expect([await ids('unknown'), await ids('open'), await ids('all')]).toEqual([[], [], [jobId]]);
  });

  it('a label on its way cannot be taken back', async () => {
    const { jobId } = await test((await save()).id);
    opened.database.write(({ print }) => print.advance(jobId as PrintJobId, ['queued'], 'sending', TEST_NOW_MS));
    expect(await decide(jobId, 'cancel')).toMatchObject({ ok: false, error: { code: 'job-settled' } });
  });
});

describe('labels printed again by their numbers', () => {
  const again = (printerId: string, fromSeq: number, toSeq: number) =>
    calls['print.reprint']({ operationId: testId(), printerId, fromSeq, toSeq, reason: 'замятие', stationId: 'station-1' }, caller);
  const print = (state: 'sent' | 'confirmed' | 'queued', printerId: PrinterId) => {
    const id = testId() as PrintJobId;
    opened.database.write((stores) => {
      const job = { id, printerId, orderId: null, kind: 'test', source: { code: 'KRB-7F3A91' }, createdAtMs: TEST_NOW_MS } as const;
      stores.print.enqueue({ ...job, reprintOf: null, reason: null, station: 'station-1' as StationId });
      if (state === 'queued') return;
      stores.print.advance(id, ['queued'], 'sending', TEST_NOW_MS);
      stores.print.advance(id, ['sending'], 'sent', TEST_NOW_MS);
      if (state === 'confirmed') stores.print.advance(id, ['sent'], 'confirmed', TEST_NOW_MS);
    });
    return opened.database.read.print.job(id)!;
  };

  it('are those of this printer that left it, in their order, with the reason; what waits is not doubled', async () => {
    const { id } = await save();
    const other = (await save()).id;
    const jobs = [print('confirmed', id), print('confirmed', other), print('sent', id), print('queued', id)];
    woken.length = 0;
    const answer = await again(id, jobs[0]!.seq, jobs[3]!.seq);
    expect(answer).toMatchObject({ ok: true, value: { jobIds: [expect.any(String), expect.any(String)], skipped: 0 } });
    const fresh = opened.database.read.print.jobs({ limit: 2 });
    expect(fresh.map((job) => [job.reprintOf, job.reason, job.state])).toEqual([
      [jobs[2]!.id, 'замятие', 'queued'],
      [jobs[0]!.id, 'замятие', 'queued'],
    ]);
    expect(woken).toEqual([id]);
  });

  it('one that nobody knew about is settled by it, and nothing at all is said', async () => {
    const { id } = await save();
    const job = print('queued', id);
    expect(await again(id, job.seq, job.seq)).toMatchObject({ ok: false, error: { code: 'nothing-to-reprint' } });
    lost(job.id);
    expect(await again(id, job.seq, job.seq)).toMatchObject({ ok: true });
    expect(opened.database.read.print.job(job.id)!.state).toBe('cancelled');
  });

  it('are two hundred at most', async () => {
    const { id } = await save();
    const jobs = Array.from({ length: 201 }, () => print('confirmed', id));
    expect(await again(id, jobs[0]!.seq, jobs.at(-1)!.seq)).toMatchObject({ ok: false, error: { code: 'too-many-labels' } });
  });
});

describe('at the printer itself', () => {
  it('a pause keeps what waits, and lets it go on', async () => {
    const { id } = await save();
    await test(id);
    const pause = (paused: boolean) => calls['printer.pause']({ operationId: testId(), id, paused }, caller);
    await pause(true);
    expect(opened.database.read.print.next(id)).toBeNull();
    await save({ id, name: 'Новое имя' });
    expect(opened.database.read.print.printer(id)!.paused).toBe(true);
    await pause(false);
    expect(opened.database.read.print.next(id)).not.toBeNull();
  });

  it('a roll is counted down by what leaves, and stays at none', async () => {
    const { id } = await save();
    await calls['printer.roll']({ operationId: testId(), id, labels: 1 }, caller);
    const left = () => opened.database.read.print.printer(id)!.roll?.left ?? null;
    for (const after of [0, 0]) {
      const { jobId } = await test(id);
      opened.database.write(({ print }) => {
        print.advance(jobId as PrintJobId, ['queued'], 'sending', TEST_NOW_MS);
        print.advance(jobId as PrintJobId, ['sending'], 'sent', TEST_NOW_MS);
      });
      expect(left()).toBe(after);
    }
    await calls['printer.roll']({ operationId: testId(), id, labels: null }, caller);
    expect(left()).toBeNull();
  });
});

describe('which printer of the station a label goes to', () => {
  const STATION = 'station-1' as StationId;
  const big = { kind: 'order-label', widthMm: 75, heightMm: 120 } as const;
  const small = { kind: 'order-label', widthMm: 58, heightMm: 40 } as const;
  const name = (label: RoutedLabel) =>
    printerFor(opened.database.read, STATION, label, isDown({ trouble: (id) => troubles.get(id) ?? null }))?.name ?? null;
  const station = async (first: string | null, others: readonly string[]) => {
    await calls['printer.assign']({ operationId: testId(), stationId: STATION, printerId: first, stationName: 'Стол 1' }, caller);
    return calls['printer.others']({ operationId: testId(), stationId: STATION, others: [...others] }, caller);
  };
  const route = (over: Partial<Parsed<'printer.route'>>) =>
    calls['printer.route'](
      {
        operationId: testId(),
        stationId: STATION,
        kind: 'order-label',
        widthMm: null,
        heightMm: null,
        printerId: null,
        spareId: null,
        ...over,
      },
      caller,
    );
  const shown = async () => {
    const list = await calls['printer.list']({}, caller);
    if (!list.ok) throw new Error(list.error.code);
    const { rows, stations } = printCalls['printer.list'].output.parse(list.value);
    const named = (id: string | null) => rows.find((row) => row.id === id)?.name ?? null;
    return stations[0]!.routes.map((one) => [one.kind, one.widthMm, named(one.printerId), named(one.spareId), one.named]);
  };
  const down = (id: string) => troubles.set(id, { state: 'paper-out', detail: '' });

  it('by size: the one whose paper it is, either way around; unknown sizes go to the first', async () => {
    const { id: first } = await save({ name: '58×40' });
    const { id: second } = await save({ name: '75×120', widthMm: 75, heightMm: 120 });
    await station(first, [second]);
    expect([small, big, { ...big, widthMm: 120, heightMm: 75 }, { ...big, widthMm: null }].map(name)).toEqual([
      '58×40',
      '75×120',
      '75×120',
      '58×40',
    ]);
  });

  it('by kind and size: one that was named has it, whatever the paper would say, and its spare steps in', async () => {
    const { id: first } = await save({ name: 'стикеры' });
    const { id: second } = await save({ name: 'коды поставок' });
    const { id: third } = await save({ name: 'под рукой' });
    await station(first, []);
    await route({ kind: 'supply-code', printerId: second, spareId: first });
    await route({ widthMm: 58, heightMm: 40, printerId: third });
    const code = { kind: 'supply-code', widthMm: null, heightMm: null } as const;
    expect([name(code), name(small), name({ ...small, widthMm: 40, heightMm: 58 }), name(big)]).toEqual([
      'коды поставок',
      'под рукой',
      'под рукой',
      'стикеры',
    ]);
    down(second);
    expect(name(code)).toBe('стикеры');
    down(third);
    expect(name(small)).toBe('стикеры');
    await route({ widthMm: 58, heightMm: 40 });
    troubles.clear();
    expect(name(small)).toBe('стикеры');
  });

  it('is shown for every kind and size, with who steps in, and what was named', async () => {
    const { id: first } = await save({ name: '58×40' });
    const { id: second } = await save({ name: '75×120', widthMm: 75, heightMm: 120 });
    const { id: third } = await save({ name: 'второй 58×40' });
    await station(first, [second, third]);
    await route({ kind: 'box-label', printerId: second, spareId: second });
    expect(await shown()).toEqual([
      ['order-label', 58, '58×40', 'второй 58×40', false],
      ['order-label', 75, '75×120', null, false],
      ['supply-code', null, '58×40', 'второй 58×40', false],
      ['box-label', null, '75×120', null, true],
      ['own-label', 58, '58×40', 'второй 58×40', false],
      ['own-label', 75, '75×120', null, false],
    ]);
    await calls['printer.remove']({ operationId: testId(), id: second }, caller);
    expect(await shown()).toEqual([
      ['order-label', 58, '58×40', 'второй 58×40', false],
      ['supply-code', null, '58×40', 'второй 58×40', false],
      ['box-label', null, '58×40', 'второй 58×40', false],
      ['own-label', 58, '58×40', 'второй 58×40', false],
    ]);
  });

  it('a spare of the same paper steps in for one that is down or paused, and only then', async () => {
    const { id: first } = await save({ name: 'основной' });
    const { id: other } = await save({ name: 'другая бумага', widthMm: 43, heightMm: 25 });
    const { id: spare } = await save({ name: 'запасной' });
    await station(first, [other, spare]);
    expect(name(small)).toBe('основной');
    down(first);
    expect(name(small)).toBe('запасной');
    down(spare);
    expect(name(small)).toBe('основной');
    troubles.clear();
    await calls['printer.pause']({ operationId: testId(), id: first, paused: true }, caller);
    expect(name(small)).toBe('запасной');
  });

  it('none where the station has none, and no stranger is named', async () => {
    await station(null, []);
    expect(name(small)).toBeNull();
    expect(await route({ printerId: 'nobody' })).toMatchObject({ ok: false, error: { code: 'printer-unknown' } });
    expect(await station(null, ['nobody'])).toMatchObject({ ok: false, error: { code: 'printer-unknown' } });
  });
});
