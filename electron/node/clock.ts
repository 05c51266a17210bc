import type { Clock, Timers } from '#electron/ports/clock.ts';

export const systemClock: Clock = { nowMs: () => Date.now() };

/** Node caps a timer at 2^31-1 ms and fires at once beyond it; a longer wait is made of several. */
const LONGEST_MS = 2_147_483_647;

export const systemTimers: Timers = {
  after(delayMs, run) {
    let left = Math.max(0, delayMs);
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const stepMs = Math.min(left, LONGEST_MS);
      left -= stepMs;
      timer = setTimeout(() => (left > 0 ? wait() : run()), stepMs);
    };
    wait();
    return () => clearTimeout(timer);
  },
};
