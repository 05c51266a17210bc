import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** How a printer on the network behaves, good and bad. */
export type PrinterMood =
  | 'answers'
  | 'paper-out'
  | 'head-open'
  | 'silent'
  /** Answers the first question, then reads nothing more. */
  | 'stops-reading'
  /** Answered so far, and says nothing any more: how some models tell that they need a hand. */
  | 'falls-silent'
  /** Resets the connection as soon as the first bytes of a label come. */
  | 'resets'
  /** Closes in order after each label. */
  | 'closes-idle';

/** What a printer makes of the bytes it has so far: a question, a whole label, or nothing yet. */
interface Dialect {
  next(text: string): { readonly what: 'question' | 'label'; readonly end: number } | null;
  /** Whether a label has begun. */
  begun(text: string): boolean;
  say(mood: PrinterMood): string;
}

const ZPL: Dialect = {
  next(text) {
    const label = text.indexOf('^XZ');
    const question = text.indexOf('~HS');
    if (question >= 0 && (label < 0 || question < label)) return { what: 'question', end: question + 3 };
    return label < 0 ? null : { what: 'label', end: label + 3 };
  },
  begun: (text) => text.includes('^XA'),
  say(mood) {
    const out = mood === 'paper-out' ? 1 : 0;
    const open = mood === 'head-open' ? 1 : 0;
    const first = `030,${out},0,0320,00${out | open},0,0,0,000,0,0,0`;
    return `\u0002${first}\u0003\r\n\u0002000,0,${open},0,0,2,4,0,0000000${out},1,000\u0003\r\n\u00021234,0\u0003\r\n`;
  },
};

/** A label is N, its sizes, GW with so many bytes whatever they are, and P; the question is a line of its own, and no question within the bytes. */
const EPL2: Dialect = {
  next(text) {
    const label = text.indexOf('\nN\n');
    const question = text.indexOf('\n^ee\n');
    if (question >= 0 && (label < 0 || question < label)) return { what: 'question', end: question + 5 };
    const head = /GW\d+,\d+,(\d+),(\d+),/u.exec(text);
    if (label < 0 || head === null) return null;
    const data = head.index + head[0].length + Number(head[1]) * Number(head[2]);
    const end = /^\nP\d+\n/u.exec(text.slice(data));
    return end === null ? null : { what: 'label', end: data + end[0].length };
  },
  begun: (text) => text.includes('\nN\n'),
  say: (mood) => `${mood === 'paper-out' ? '07' : mood === 'head-open' ? '11' : '00'}\r\n`,
};

/** A printer of the network: counts the labels it was given, answers the question of its language by its mood. On 127.0.0.1, any free port. */
export class TcpPrinter {
  readonly #dialect: Dialect;
  constructor(language: 'zpl' | 'epl2' = 'zpl') {
    this.#dialect = language === 'zpl' ? ZPL : EPL2;
  }

  mood: PrinterMood = 'answers';
  /** Ready until so many labels have come, then out of paper; null: as the mood says. */
  outOfPaperAfter: number | null = null;
  /** Whole labels, in the order they came. */
  readonly labels: string[] = [];
  questions = 0;
  connections = 0;
  #server: Server | null = null;
  #sockets = new Set<Socket>();
  #port = 0;

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async on(): Promise<this> {
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  async off(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  }

  /** What a printer does whose plug is pulled. */
  resetAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (this.mood === 'resets' && this.#dialect.begun(text)) {
        socket.resetAndDestroy();
        return;
      }
      text = this.#read(text, socket);
    });
  }

  #read(text: string, socket: Socket): string {
    for (;;) {
      const next = this.#dialect.next(text);
      if (next === null) return text;
      if (next.what === 'question') this.#answer(socket);
      else {
        this.labels.push(text.slice(0, next.end).trim());
        if (this.mood === 'closes-idle') socket.end();
      }
      text = text.slice(next.end);
    }
  }

  #answer(socket: Socket): void {
    this.questions += 1;
    if (this.mood === 'silent' || this.mood === 'falls-silent') return;
    if (this.mood === 'stops-reading') {
      if (this.questions === 1) this.#say(socket, 'answers');
      socket.pause();
      return;
    }
    const out = this.outOfPaperAfter !== null && this.labels.length > this.outOfPaperAfter;
    this.#say(socket, out ? 'paper-out' : this.mood);
  }

  #say(socket: Socket, mood: PrinterMood): void {
    socket.write(this.#dialect.say(mood));
  }
}
