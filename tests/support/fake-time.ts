import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Random } from '#electron/ports/random.ts';

/** A clock that a test turns by hand; timers fire in order of time, then of setting, while it is turned. */
export class FakeTime implements Clock, Timers {
  #nowMs: number;
  readonly #timers = new Set<Timer>();
  #seq = 0;
  readonly #settle: () => Promise<void>;

  /** `settled`: waits until nothing more can happen at this moment. */
  constructor(startMs = Date.UTC(2026, 10, 24, 6, 0, 0), settled: () => Promise<void> = settle) {
    this.#nowMs = startMs;
    this.#settle = settled;
  }

  /** May be handed on by itself, as the system's clock may. */
  readonly nowMs = (): number => this.#nowMs;

  after(delayMs: number, run: () => void): () => void {
    this.#seq += 1;
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), seq: this.#seq, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Milliseconds until the next timer; null when none waits. */
  nextInMs(): number | null {
    const next = this.#next();
    return next === undefined ? null : Math.max(0, next.atMs - this.#nowMs);
  }

  /** Turns the clock and fires what falls due, letting promises settle in between. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    for (let next = this.#next(); next !== undefined && next.atMs <= untilMs; next = this.#next()) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
      await this.#settle();
    }
    this.#nowMs = untilMs;
    await this.#settle();
  }

  /** The machine slept or somebody set its clock: time is another, no timer has run. One that is set back keeps no timer waiting longer. */
  jump(byMs: number): void {
    this.#nowMs += byMs;
    if (byMs < 0) for (const timer of this.#timers) timer.atMs += byMs;
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers)
      if (first === undefined || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.seq < first.seq)) first = timer;
    return first;
  }
}

interface Timer {
  atMs: number;
  readonly seq: number;
  readonly run: () => void;
}

/** Where everything lives in one thread, one turn of the loop lets every promise come to its end. */
export const oneTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Lets every promise that can go on, go on; setImmediate runs after the queue of promises is empty. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** mulberry32: small, fast, the same sequence for the same seed. Numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const seededRandom = (seed: number): Random => {
  const next = seeded(seed);
  return { bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)) };
};
