import { existsSync } from 'node:fs';
import { request as httpRequest } from 'node:http';

import type { Timers } from '#electron/ports/clock.ts';
import type { PrinterCondition, PrinterFound } from '#electron/ports/printing.ts';

import { type IppAnswer, ippAnswer, type IppAttributes, ippRequest, type IppRequest, numberOf, OPERATION, textOf, textsOf } from './ipp.ts';
import type { Link, QueueAnswer, SendResult, TicketState, Transport } from './transport.ts';

/** Where this machine's print server listens: a socket of the system, or loopback. */
export type CupsServer = { readonly socketPath: string } | { readonly host: '127.0.0.1'; readonly port: number };

export interface CupsTiming {
  readonly answerMs: number;
  /** Taking a whole label over a local socket needs milliseconds; this is for a server that hangs. */
  readonly takeMs: number;
}
const USUAL: CupsTiming = { answerMs: 2_000, takeMs: 15_000 };
/** Bytes of one answer at most. */
const ANSWER_BYTES = 4 * 1024 * 1024;
const SOCKETS = ['/run/cups/cups.sock', '/var/run/cups/cups.sock', '/private/var/run/cupsd'];

export const systemCups = (): CupsServer => {
  const socketPath = SOCKETS.find((file) => existsSync(file));
  return socketPath === undefined ? { host: '127.0.0.1', port: 631 } : { socketPath };
};

/** Queues of macOS and Linux, spoken to in IPP; labels go as they are, past the queue's driver. */
export const cupsTransport = (timers: Timers, server: () => CupsServer = systemCups, timing: CupsTiming = USUAL): Transport => {
  const ask = (path: string, message: Omit<IppRequest, 'requestId'>, limitMs: number) => exchange(server(), path, message, limitMs, timers);
  return {
    id: 'cups',
    // A queue's name in CUPS: anything printable but these.
    accepts: (address) => /^[^\s/#?]{1,127}$/u.test(address),
    open: (printer) => openQueue(printer.address, ask, timing),
    async list() {
      const wanted = ['keyword', 'requested-attributes', 'printer-name', 'printer-info', 'printer-make-and-model', 'device-uri'] as const;
      const heard = await ask('/', { operation: OPERATION.cupsPrinters, attributes: [wanted] }, timing.answerMs);
      return heard.kind === 'answer' ? heard.answer.printers.map(found) : [];
    },
  };
};

const found = (printer: IppAttributes): PrinterFound => ({
  transport: 'cups',
  address: textOf(printer, 'printer-name'),
  name: textOf(printer, 'printer-info') || textOf(printer, 'printer-name'),
  model: [textOf(printer, 'printer-make-and-model'), textOf(printer, 'device-uri'), textOf(printer, 'printer-name')].join(' '),
});

type Ask = (path: string, message: Omit<IppRequest, 'requestId'>, limitMs: number) => Promise<Exchange>;

function openQueue(name: string, ask: Ask, timing: CupsTiming): Link {
  const path = `/printers/${encodeURIComponent(name)}`;
  const target = ['uri', 'printer-uri', `ipp://localhost${path}`] as const;
  const user = ['name', 'requesting-user-name', 'korob'] as const;

  async function send(bytes: Uint8Array, jobId: string): Promise<SendResult> {
    const job = ['name', 'job-name', `Короб ${jobId}`] as const;
    const raw = ['mime', 'document-format', 'application/vnd.cups-raw'] as const;
    const message = { operation: OPERATION.printJob, attributes: [target, user, job, raw], document: bytes };
    const heard = await ask(path, message, timing.takeMs);
    if (heard.kind !== 'answer')
      return heard.kind === 'broken'
        ? { kind: 'maybe', problem: 'connection-broken' }
        : { kind: 'not-sent', problem: NOT_TAKEN[heard.kind] };
    if (heard.answer.status === NOT_FOUND) return { kind: 'not-sent', problem: 'printer-gone' };
    if (heard.answer.status >= 0x100) return { kind: 'not-sent', problem: 'queue-refused' };
    const ticket = numberOf(heard.answer.jobs[0] ?? {}, 'job-id');
    return ticket === null ? { kind: 'sent' } : { kind: 'sent', ticket: String(ticket) };
  }

  async function ticketState(ticket: string): Promise<TicketState> {
    const heard = await ask(
      path,
      {
        operation: OPERATION.jobAttributes,
        attributes: [
          target,
          ['integer', 'job-id', Number(ticket)],
          user,
          ['keyword', 'requested-attributes', 'job-state', 'job-state-reasons'],
        ],
      },
      timing.answerMs,
    );
    if (heard.kind !== 'answer') return 'waiting';
    // The server keeps finished jobs for a while only; one it has forgotten went through.
    if (heard.answer.status === NOT_FOUND) return 'handed';
    return TICKETS[numberOf(heard.answer.jobs[0] ?? {}, 'job-state') ?? 0] ?? 'waiting';
  }

  async function look(tickets: readonly string[]): Promise<QueueAnswer | 'unreachable'> {
    const wanted = [
      'keyword',
      'requested-attributes',
      'printer-state',
      'printer-state-reasons',
      'printer-state-message',
      'printer-is-accepting-jobs',
      'printer-error-policy',
    ] as const;
    const heard = await ask(path, { operation: OPERATION.printerAttributes, attributes: [target, user, wanted] }, timing.answerMs);
    if (heard.kind !== 'answer' || heard.answer.printers[0] === undefined) return 'unreachable';
    const states = await Promise.all(tickets.map(async (ticket) => [ticket, await ticketState(ticket)] as const));
    return { condition: cupsCondition(heard.answer.printers[0]), tickets: new Map(states) };
  }

  return {
    send: (parcel) => send(parcel.bytes, parcel.jobId),
    query: null,
    queue: look,
    paper: null,
    close: () => undefined,
  };
}

const NOT_TAKEN = { unreachable: 'queue-unreachable', refused: 'queue-refused' } as const;
const NOT_FOUND = 0x0406;
/** pending, held, processing, stopped wait; cancelled and aborted may have printed in part; completed: every byte is with the printer. */
const TICKETS: Readonly<Record<number, TicketState>> = {
  3: 'waiting',
  4: 'waiting',
  5: 'waiting',
  6: 'waiting',
  7: 'broken',
  8: 'broken',
  9: 'handed',
};
const STOPPED = 5;
const PROCESSING = 4;

const REASONS: readonly (readonly [reason: RegExp, state: PrinterCondition['state']])[] = [
  [/^media-(?:empty|needed)/u, 'paper-out'],
  [/^(?:media-jam)/u, 'error'],
  [/^(?:cover-open|door-open|interlock-open)/u, 'head-open'],
  [/^(?:marker-supply-empty|toner-empty)/u, 'ribbon-out'],
  [/^(?:offline|shutdown|timed-out|connecting-to-device)/u, 'unreachable'],
  [/-error$/u, 'error'],
];

/**
 * What a queue does when its printer fails in the middle of a label. Only one that gives the label up leaves it to a person; the others
 * send it once more, and a parcel has two (facts: printing §7, duplicates).
 */
const POLICIES: Readonly<Record<string, NonNullable<PrinterCondition['advice']>>> = {
  'retry-current-job': 'queue-repeats',
  'retry-job': 'queue-repeats',
  'stop-printer': 'queue-stops',
};

/** What the queue says, in our words. A refused connection has no reason in CUPS 2, only its sentence (facts: printing §2.2). */
export function cupsCondition(printer: IppAttributes): PrinterCondition {
  const advice = POLICIES[textOf(printer, 'printer-error-policy')];
  return { ...stateOf(printer), ...(advice === undefined ? {} : { advice }) };
}

function stateOf(printer: IppAttributes): PrinterCondition {
  const reasons = textsOf(printer, 'printer-state-reasons');
  for (const [pattern, state] of REASONS) {
    const reason = reasons.find((one) => pattern.test(one));
    if (reason !== undefined) return { state, detail: reason };
  }
  const message = textOf(printer, 'printer-state-message');
  const state = numberOf(printer, 'printer-state');
  if (state === STOPPED || printer['printer-is-accepting-jobs']?.[0] === false) return { state: 'paused', detail: message };
  if (/may not exist|unavailable|not responding|unable to (?:connect|locate)|refused|unreachable/iu.test(message))
    return { state: 'unreachable', detail: message };
  return { state: state === PROCESSING ? 'printing' : 'ready', detail: '' };
}

/** `unreachable`: not a byte was taken; `refused`: the server took the request and would not do it; `broken`: there is no whole answer. */
type Exchange = { readonly kind: 'answer'; readonly answer: IppAnswer } | { readonly kind: 'unreachable' | 'refused' | 'broken' };
let lastRequest = 0;

function exchange(
  server: CupsServer,
  path: string,
  message: Omit<IppRequest, 'requestId'>,
  limitMs: number,
  timers: Timers,
): Promise<Exchange> {
  lastRequest = (lastRequest % 0x7f_ff_ff_fe) + 1;
  const body = ippRequest({ ...message, requestId: lastRequest });
  return new Promise((resolve) => {
    let connected = false;
    const finish = (result: Exchange) => {
      stop();
      resolve(result);
    };
    const failed = () => finish({ kind: connected ? 'broken' : 'unreachable' });
    const request = httpRequest(
      {
        ...server,
        path,
        method: 'POST',
        agent: false,
        headers: { 'Content-Type': 'application/ipp', 'Content-Length': body.length, Host: 'localhost' },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > ANSWER_BYTES) request.destroy();
          else chunks.push(chunk);
        });
        response.on('error', failed);
        response.on('end', () => {
          if (response.statusCode !== 200) return finish({ kind: 'refused' });
          const answer = ippAnswer(Buffer.concat(chunks));
          finish(answer === null ? { kind: 'broken' } : { kind: 'answer', answer });
        });
      },
    );
    const stop = timers.after(limitMs, () => {
      request.destroy();
      failed();
    });
    request.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    request.on('error', failed);
    request.end(body);
  });
}
