import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { EngineContext } from '#electron/engine/context.ts';
import { printHandlers } from '#electron/engine/print.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import type { Parsed } from '#shared/contract/index.ts';
import { printCalls } from '#shared/contract/print.ts';
import type { PrinterId, PrintJobId } from '#shared/domain/ids.ts';
import { openTestDatabase, TEST_NOW_MS, testId } from '#tests/support/database.ts';

const caller = { actor: 'Мария', station: 'station-1', permissions: ['read', 'stock', 'pack'] as const };
let opened: ReturnType<typeof openTestDatabase>;
let woken: string[];
let calls: ReturnType<typeof printHandlers>;

beforeEach(() => {
  opened = openTestDatabase();
  woken = [];
  const desk: Partial<PrintDesk> = {
    wake: (id) => void woken.push(id),
    warm: () => undefined,
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
