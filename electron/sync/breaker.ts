/** A breaker at a moment: `failures` in a row, closed to callers until `openUntilMs`. */
export interface Breaker {
  readonly failures: number;
  readonly openUntilMs: number;
}

export const CLOSED: Breaker = { failures: 0, openUntilMs: 0 };

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** Two failures in a row are weather; the third opens. */
const TOLERATED = 2;
/** A key that was refused stays refused until a new one comes; now and then one probe, in case the refusal was theirs. */
const AUTH_PAUSE_MS = 60 * 60_000;

/** No answer or 5xx: pauses of 1, 2, 4 … 60 seconds. The caller who comes after a pause is the single probe. */
export function failed(breaker: Breaker, nowMs: number): Breaker {
  const failures = breaker.failures + 1;
  const pauseMs = failures <= TOLERATED ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - TOLERATED - 1));
  return { failures, openUntilMs: nowMs + pauseMs };
}

export const refused = (breaker: Breaker, nowMs: number): Breaker => ({
  failures: breaker.failures + 1,
  openUntilMs: nowMs + AUTH_PAUSE_MS,
});

const LONGEST_MS = { transport: LONGEST_PAUSE_MS, auth: AUTH_PAUSE_MS } as const;

export const isOpen = (breaker: Breaker, nowMs: number, kind: 'transport' | 'auth'): boolean =>
  // A clock that was set back by a day must not close the way for a day.
  breaker.openUntilMs > nowMs && breaker.openUntilMs - nowMs <= LONGEST_MS[kind];

/** Opened and not yet proven well: one probe at a time. */
export const isHalfOpen = (breaker: Breaker, nowMs: number): boolean =>
  breaker.failures > TOLERATED && !isOpen(breaker, nowMs, 'transport');
