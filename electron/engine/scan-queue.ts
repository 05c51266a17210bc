import type { Clock } from '#electron/ports/clock.ts';

/** A scan that waits longer was made before a screen that nobody looks at: acting on it later would surprise. */
const STALE_MS = 30_000;
/** A screen that was given scans and never came back: they go to the next one. */
const LENT_MS = 5000;
const MOST = 1000;

interface Waiting {
  readonly seq: number;
  readonly code: string;
  readonly atMs: number;
  lentTo: string;
  lentAtMs: number;
}

export interface QueuedScan {
  readonly seq: number;
  readonly code: string;
}

/** Scans of one station's serial scanner until a screen has said that it has them. Each goes to one window. */
export interface ScanQueue {
  put(code: string): void;
  /** `after`: the last one this window already has; what it has is forgotten here. */
  take(window: string, after: number): readonly QueuedScan[];
}

export function createScanQueue(clock: Clock): ScanQueue {
  let waiting: Waiting[] = [];
  let seq = 0;
  return {
    put(code) {
      seq += 1;
      waiting = [...waiting.slice(1 - MOST), { seq, code, atMs: clock.nowMs(), lentTo: '', lentAtMs: 0 }];
    },
    take(window, after) {
      const nowMs = clock.nowMs();
      waiting = waiting.filter((scan) => nowMs - scan.atMs < STALE_MS && !(scan.lentTo === window && scan.seq <= after));
      const given = waiting.filter((scan) => scan.lentTo === '' || scan.lentTo === window || nowMs - scan.lentAtMs > LENT_MS);
      for (const scan of given) {
        scan.lentTo = window;
        scan.lentAtMs = nowMs;
      }
      return given.map(({ seq: number, code }) => ({ seq: number, code }));
    },
  };
}
