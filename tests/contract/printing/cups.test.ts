import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { systemTimers } from '#electron/node/clock.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import { cupsCondition, cupsTransport } from '#electron/printing/transports/cups.ts';
import { ippAnswer, ippRequest } from '#electron/printing/transports/ipp.ts';
import type { Link, QueueAnswer } from '#electron/printing/transports/transport.ts';
import { noNetworkQueue, noPrintServer, type PrintServer, startPrintServer } from '#tests/support/print-server.ts';

const printer = (address: string) => ({ address }) as PrinterRow;

describe('the protocol', () => {
  it('writes a request as the standard draws it', () => {
    const bytes = ippRequest({ operation: 2, requestId: 1, attributes: [['keyword', 'a', 'x', 'y']], document: Uint8Array.of(0xff) });
    const hex = Buffer.from(bytes).toString('hex');
    expect(hex.startsWith('020000020000000101470012')).toBe(true);
    expect(hex.endsWith('4400016100017844000000017903ff')).toBe(true);
  });

  it('reads nothing out of a cut or foreign answer', () => {
    expect(ippAnswer(Buffer.from('<html>'))).toBeNull();
    expect(ippAnswer(Buffer.from('02000000000000010147', 'hex'))).toBeNull();
    expect(ippAnswer(Buffer.from('020000000000000104210002616200040000000703', 'hex'))?.printers).toEqual([{ ab: [7] }]);
  });

  it.each([
    [{ 'printer-state': [3], 'printer-state-reasons': ['none'] }, 'ready'],
    [{ 'printer-state': [4], 'printer-state-reasons': ['none'] }, 'printing'],
    [{ 'printer-state': [4], 'printer-state-reasons': ['media-empty-error'] }, 'paper-out'],
    [{ 'printer-state': [3], 'printer-state-reasons': ['cover-open'] }, 'head-open'],
    [{ 'printer-state': [4], 'printer-state-reasons': ['offline-report'] }, 'unreachable'],
    [{ 'printer-state': [5], 'printer-state-reasons': ['paused'] }, 'paused'],
    [
      {
        'printer-state': [4],
        'printer-state-reasons': ['none'],
        'printer-state-message': ['The printer may not exist or is unavailable at this time.'],
      },
      'unreachable',
    ],
  ])('%j is %s', (attributes, state) => {
    expect(cupsCondition(attributes).state).toBe(state);
  });
});

describe('a queue of CUPS', () => {
  let cups: PrintServer;
  let link: Link;
  let transport: ReturnType<typeof cupsTransport>;

  beforeAll(async () => {
    if (noPrintServer !== null) return;
    cups = await startPrintServer();
    cups.addQueue('LABELS');
    transport = cupsTransport(systemTimers, () => cups.server);
  }, 60_000);
  beforeEach(({ skip }) => {
    if (noPrintServer !== null) return skip(`not checked: ${noPrintServer}`);
    cups.setMood('ok');
    link = transport.open(printer('LABELS'), () => undefined);
  });
  afterAll(() => cups?.stop());

  const send = async (bytes: Uint8Array): Promise<string> => {
    const result = await link.send({ jobId: 'job-1', bytes, sheets: [] });
    if (result.kind !== 'sent') throw new Error(result.problem);
    return result.ticket!;
  };
  const becomes = (good: (answer: QueueAnswer) => boolean, ticket: string) =>
    expect
      .poll(
        async () => {
          const answer = await link.queue!([ticket]);
          return answer !== 'unreachable' && good(answer) ? 'as it should be' : JSON.stringify(answer);
        },
        { timeout: 10_000 },
      )
      .toBe('as it should be');

  it('is found with its name', async () => {
    expect(await transport.list!()).toMatchObject([{ transport: 'cups', address: 'LABELS', name: 'Стол LABELS' }]);
  });

  it('passes every byte on as it was', async () => {
    const bytes = Buffer.concat([Buffer.from('%!PS\n\u0000\u001b\u001a', 'latin1'), randomBytes(300_000)]);
    const ticket = await send(bytes);
    await becomes((answer) => answer.tickets.get(ticket) === 'handed', ticket);
    expect(cups.labels().at(-1)!.equals(bytes)).toBe(true);
  });

  it.each([
    ['paper-out', 'paper-out'],
    ['offline', 'unreachable'],
  ] as const)('%s is seen while the label waits, and gone when it is mended; the label comes out once', async (mood, state) => {
    const before = cups.labels().length;
    cups.setMood(mood);
    const ticket = await send(Buffer.from('^XA^XZ'));
    await becomes((answer) => answer.condition.state === state && answer.tickets.get(ticket) === 'waiting', ticket);
    cups.setMood('ok');
    await becomes((answer) => answer.condition.state === 'ready' && answer.tickets.get(ticket) === 'handed', ticket);
    expect(cups.labels()).toHaveLength(before + 1);
  });

  it.each([
    ['abort-job', undefined],
    ['retry-current-job', 'queue-repeats'],
    ['retry-job', 'queue-repeats'],
    ['stop-printer', 'queue-stops'],
  ] as const)('a queue set to %s is told as %s', async (policy, advice) => {
    cups.setPolicy('LABELS', policy);
    const answer = await link.queue!([]);
    cups.setPolicy('LABELS', 'abort-job');
    expect(answer === 'unreachable' ? answer : answer.condition.advice).toBe(advice);
  });

  it.each([
    ['retry-current-job', 1],
    ['abort-job', 0],
  ] as const)('after a failure in the middle a queue set to %s sends the label again by itself: %i times', async (policy, again) => {
    cups.setPolicy('LABELS', policy);
    const [labels, halves] = [cups.labels().length, cups.halves()];
    cups.setMood('half');
    const ticket = await send(Buffer.from('^XA^FDhalf^FS^XZ'));
    await becomes((answer) => answer.tickets.get(ticket) === (again === 0 ? 'broken' : 'handed'), ticket);
    cups.setPolicy('LABELS', 'abort-job');
    expect([cups.halves() - halves, cups.labels().length - labels]).toEqual([1, again]);
  });

  it('a label that the queue gave up is broken, and nobody knows how far it came', async () => {
    cups.setMood('fails');
    const ticket = await send(Buffer.from('^XA^XZ'));
    await becomes((answer) => answer.tickets.get(ticket) === 'broken', ticket);
  });

  it('a network printer that refuses behind its queue is told by the queue’s sentence alone', async ({ skip }) => {
    if (noNetworkQueue !== null) return skip(`not checked: ${noNetworkQueue}`);
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    cups.addNetworkQueue('FAR', `127.0.0.1:${port}`);
    link = transport.open(printer('FAR'), () => undefined);
    const ticket = await send(Buffer.from('^XA^XZ'));
    await becomes((answer) => answer.condition.state === 'unreachable', ticket);
  });

  it('a queue that is not there takes nothing, and a server that is not there neither', async () => {
    const parcel = { jobId: 'job-2', bytes: Buffer.from('^XA^XZ'), sheets: [] };
    link = transport.open(printer('NOBODY'), () => undefined);
    expect(await link.send(parcel)).toEqual({ kind: 'not-sent', problem: 'printer-gone' });
    const nowhere = cupsTransport(systemTimers, () => ({ host: '127.0.0.1', port: 1 }));
    expect(await nowhere.open(printer('LABELS'), () => undefined).send(parcel)).toEqual({ kind: 'not-sent', problem: 'queue-unreachable' });
    expect(await nowhere.open(printer('LABELS'), () => undefined).queue!([])).toBe('unreachable');
    expect(await nowhere.list!()).toEqual([]);
  });
});
