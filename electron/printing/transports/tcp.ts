import { BlockList, isIP, Socket } from 'node:net';

import type { Timers } from '#electron/ports/clock.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';

import type { Link, QueryResult, SendResult, Transport } from './transport.ts';

export interface TcpTiming {
  readonly connectMs: number;
  /** How long a printer may take nothing before it counts as having stopped reading. */
  readonly stallMs: number;
}
const PIECE_BYTES = 65_536;
const USUAL: TcpTiming = { connectMs: 1_200, stallMs: 10_000 };

/** This machine and the local network: labels carry buyers' orders and go nowhere else. */
const NEAR = new BlockList();
NEAR.addSubnet('127.0.0.0', 8);
NEAR.addSubnet('10.0.0.0', 8);
NEAR.addSubnet('172.16.0.0', 12);
NEAR.addSubnet('192.168.0.0', 16);
NEAR.addSubnet('169.254.0.0', 16);
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');
NEAR.addSubnet('fe80::', 10, 'ipv6');

/** host:port; 9100 when no port is said. Null: neither a name nor an address of a machine. */
export function tcpAddress(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<host>[^\s:/@]+))(?::(?<port>\d{1,5}))?$/iu.exec(text.trim());
  const host = match?.groups?.['six'] ?? match?.groups?.['host'];
  const port = Number(match?.groups?.['port'] ?? 9100);
  if (host === undefined || port < 1 || port > 65_535) return null;
  const named = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.?$/iu.test(host);
  const family = isIP(host);
  const near = family === 0 ? named && !/^[\d.]+$/u.test(host) : NEAR.check(host, family === 4 ? 'ipv4' : 'ipv6');
  return near ? { host, port } : null;
}

/** Port 9100, two ways. One connection a printer, kept open between labels and made again on demand. */
export const tcpTransport = (timers: Timers, timing: TcpTiming = USUAL): Transport => ({
  id: 'tcp',
  accepts: (address) => tcpAddress(address) !== null,
  open: (printer, onBroken) => openLink(printer, onBroken, timers, timing),
});

function openLink(printer: PrinterRow, onBroken: () => void, timers: Timers, timing: TcpTiming): Link {
  let live: Socket | null = null;
  let connecting: Promise<Socket | null> | null = null;
  let hear: ((chunk: Uint8Array) => void) | null = null;
  /** Ends whatever waits on the connection when it goes. */
  const lost = new Set<() => void>();

  const connect = (): Promise<Socket | null> =>
    (connecting ??= dial(printer.address, timers, timing).then((socket) => {
      connecting = null;
      if (socket === null) return null;
      live = socket;
      socket.on('data', (chunk: Buffer) => hear?.(chunk));
      let broken = false;
      socket.on('error', () => (broken = true));
      // A printer that closes an idle connection does so in order; only a reset can have eaten a label.
      socket.on('end', () => socket.destroy());
      socket.on('close', () => {
        if (live === socket) live = null;
        for (const tell of lost) tell();
        if (broken) onBroken();
      });
      return socket;
    }));

  /** Piece by piece, so that a printer which takes nothing any more is told from one that is slow. */
  const write = (socket: Socket, bytes: Uint8Array): Promise<SendResult> =>
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
        socket.destroy(new Error('stopped reading'));
      };
      const piece = (from: number): void => {
        stop = timers.after(timing.stallMs, stalled);
        socket.write(bytes.subarray(from, from + PIECE_BYTES), (error) => {
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
    const socket = live ?? (await connect());
    if (socket === null) return { kind: 'unreachable' };
    // A question inside a bitmap would be printed as dots.
    await sent();
    if (socket.destroyed) return { kind: 'unreachable' };
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
        answer = Buffer.concat([answer, chunk]).subarray(-4096);
        if (whole(answer)) finish({ kind: 'answer', bytes: answer });
      };
      socket.write(question);
    });
  };

  return {
    send(parcel) {
      // A living connection is written to in this very turn of the loop: scan to first byte is budgeted.
      if (live !== null) return guarded(write(live, parcel.bytes));
      return connect().then((socket) =>
        socket === null ? { kind: 'not-sent', problem: 'unreachable' } : guarded(write(socket, parcel.bytes)),
      );
    },
    query(question, whole, timeoutMs) {
      const answer = turn.then(() => ask(question, whole, timeoutMs));
      turn = answer;
      return answer;
    },
    paper: null,
    close: () => live?.destroy(),
  };
}

function dial(address: string, timers: Timers, timing: TcpTiming): Promise<Socket | null> {
  const target = tcpAddress(address);
  if (target === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = new Socket();
    const fail = () => {
      stop();
      socket.destroy();
      resolve(null);
    };
    const stop = timers.after(timing.connectMs, fail);
    socket.once('error', fail);
    socket.connect(target.port, target.host, () => {
      stop();
      socket.off('error', fail);
      socket.setNoDelay(true);
      socket.setKeepAlive(true, 10_000);
      resolve(socket);
    });
  });
}
