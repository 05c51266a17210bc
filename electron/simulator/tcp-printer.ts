import { type AddressInfo, createServer, type Socket } from 'node:net';

/** How the printer behaves: `silent` prints and never answers; `reset-midway` cuts the line in the middle of a label; `stops-reading` takes a little and no more. */
export type PrinterScenario = 'ok' | 'paper-out' | 'silent' | 'refuse' | 'reset-midway' | 'stops-reading';

export interface EmulatedPrinter {
  /** `127.0.0.1:port`, as printers are addressed. */
  readonly address: string;
  /** Whole labels received, in order, as text: ZPL from ^XA to ^XZ, TSPL from SIZE or CLS to PRINT. */
  readonly labels: readonly string[];
  setScenario(scenario: PrinterScenario): void;
  close(): Promise<void>;
}

const ASK_TSPL = '\u001B!?';
/** A question, or the end of a label. */
const WHOLE = new RegExp(`~HS|${ASK_TSPL.replace('?', '\\?')}|\\^XZ|PRINT +\\d+(?: *, *\\d+)?\\r?\\n`, 'u');

/** A label printer on a loopback port: takes ZPL and TSPL, answers `~HS` and `ESC ! ?`, counts what it printed. */
export async function createTcpPrinter(start: PrinterScenario = 'ok'): Promise<EmulatedPrinter> {
  const labels: string[] = [];
  const sockets = new Set<Socket>();
  let scenario = start;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (scenario === 'refuse') {
      socket.resetAndDestroy();
      return;
    }
    let rest = '';
    socket.on('data', (chunk) => {
      rest = take(rest + chunk.toString('latin1'), socket);
    });
  });

  /** Eats what is whole and gives back what is not yet. */
  function take(text: string, socket: Socket): string {
    if (scenario === 'reset-midway' && (text.includes('^XA') || text.includes('CLS'))) {
      socket.resetAndDestroy();
      return '';
    }
    if (scenario === 'stops-reading' && text.length > 64) {
      socket.pause();
      return '';
    }
    let left = text;
    for (;;) {
      const next = WHOLE.exec(left);
      if (!next) return left;
      const before = left.slice(0, next.index + next[0].length);
      if (next[0] === '~HS') answer(socket, hostStatus());
      else if (next[0] === ASK_TSPL) answer(socket, Buffer.from([scenario === 'paper-out' ? 0x04 : 0x00]));
      else {
        labels.push(before);
        left = left.slice(before.length);
        continue;
      }
      left = left.slice(0, next.index) + left.slice(before.length);
    }
  }

  /** Three lines of the host status: the second field says «paper out», the third «paused». */
  function hostStatus(): string {
    const out = scenario === 'paper-out' ? '1' : '0';
    return `\u0002030,${out},0,0320,000,0,0,0,000,0,0,0\u0003\r\n\u0002000,0,0,0,1,2,4,0,00000000,1,000\u0003\r\n\u00021234,0\u0003\r\n`;
  }

  function answer(socket: Socket, what: string | Buffer): void {
    if (scenario !== 'silent') socket.write(typeof what === 'string' ? Buffer.from(what, 'latin1') : what);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    labels,
    setScenario(next) {
      scenario = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
