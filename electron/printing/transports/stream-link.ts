import type { Duplex } from 'node:stream';

import type { Timers } from '#electron/ports/clock.ts';

import type { Link, QueryResult, SendResult } from './transport.ts';

/** A socket or a serial port, open. */
export type Wire = Duplex;

export interface StreamTiming {
  /** How long a printer may take nothing before it counts as having stopped reading. */
  readonly stallMs: number;
}
const PIECE_BYTES = 65_536;
/** Of an answer, what is kept while it is not whole. */
const ANSWER_BYTES = 4096;

/**
 * Two ways over a stream: one connection a printer, kept open between labels and made again on demand.
 * `dial` answers null when the printer is not there.
 */
export function openStreamLink(dial: () => Promise<Wire | null>, onBroken: () => void, timers: Timers, timing: StreamTiming): Link {
  let live: Wire | null = null;
  let connecting: Promise<Wire | null> | null = null;
  let closed = false;
  let hear: ((chunk: Uint8Array) => void) | null = null;
  /** Ends whatever waits on the connection when it goes. */
  const lost = new Set<() => void>();

  const connect = (): Promise<Wire | null> =>
    (connecting ??= dial().then((wire) => {
      connecting = null;
      if (wire === null) return null;
      // A printer's lane may have been closed while its connection was still being made.
      if (closed) {
        wire.destroy();
        return null;
      }
      live = wire;
      wire.on('data', (chunk: Buffer) => hear?.(chunk));
      let broken = false;
      wire.on('error', () => (broken = true));
      // A printer that closes an idle connection does so in order; only a reset can have eaten a label.
      wire.on('end', () => wire.destroy());
      wire.on('close', () => {
        if (live === wire) live = null;
        for (const tell of lost) tell();
        if (broken) onBroken();
      });
      return wire;
    }));

  /** Piece by piece, so that a printer which takes nothing any more is told from one that is slow. */
  const write = (wire: Wire, bytes: Uint8Array): Promise<SendResult> =>
    new Promise((resolve) => {
      let stop = (): void => undefined;
      const finish = (result: SendResult) => {
        stop();
        lost.delete(gone);
        resolve(result);
      };
      const gone = () => finish({ kind: 'maybe', problem: 'connection-broken' });
      const stalled = () => {
        finish({ kind: 'maybe', problem: 'stopped-reading' });
        wire.destroy(new Error('stopped reading'));
      };
      const piece = (from: number): void => {
        stop = timers.after(timing.stallMs, stalled);
        wire.write(bytes.subarray(from, from + PIECE_BYTES), (error) => {
          stop();
          if (error !== undefined && error !== null) return;
          if (from + PIECE_BYTES >= bytes.length) finish({ kind: 'sent' });
          else piece(from + PIECE_BYTES);
        });
      };
      lost.add(gone);
      piece(0);
    });

  let sending: Promise<SendResult> | null = null;
  const guarded = async (result: Promise<SendResult>): Promise<SendResult> => {
    sending = result;
    try {
      return await result;
    } finally {
      sending = null;
    }
  };

  /** When nothing is being written any more. */
  const sent = async (): Promise<void> => {
    if (sending === null) return;
    await sending;
    await sent();
  };

  let turn: Promise<unknown> = Promise.resolve();
  const ask = async (question: Uint8Array, whole: (answer: Uint8Array) => boolean, timeoutMs: number): Promise<QueryResult> => {
    const wire = live ?? (await connect());
    if (wire === null) return { kind: 'unreachable' };
    // A question inside a bitmap would be printed as dots.
    await sent();
    if (wire.destroyed) return { kind: 'unreachable' };
    return new Promise((resolve) => {
      let answer: Uint8Array = new Uint8Array(0);
      const finish = (result: QueryResult) => {
        stop();
        hear = null;
        lost.delete(gone);
        resolve(result);
      };
      const gone = () => finish({ kind: 'unreachable' });
      const stop = timers.after(timeoutMs, () => finish({ kind: 'unanswered' }));
      lost.add(gone);
      hear = (chunk) => {
        answer = Buffer.concat([answer, chunk]).subarray(-ANSWER_BYTES);
        if (whole(answer)) finish({ kind: 'answer', bytes: answer });
      };
      wire.write(question);
    });
  };

  return {
    send(parcel) {
      // A living connection is written to in this very turn of the loop: scan to first byte is budgeted.
      if (live !== null) return guarded(write(live, parcel.bytes));
      return connect().then((wire) => (wire === null ? { kind: 'not-sent', problem: 'unreachable' } : guarded(write(wire, parcel.bytes))));
    },
    query(question, whole, timeoutMs) {
      const answer = turn.then(() => ask(question, whole, timeoutMs));
      turn = answer;
      return answer;
    },
    queue: null,
    paper: null,
    close() {
      closed = true;
      live?.destroy();
    },
  };
}
