/** The wall clock, UTC milliseconds. Tests pass one they turn by hand. */
export interface Clock {
  readonly nowMs: () => number;
}

/** The only way the pure rooms wait. */
export interface Timers {
  /** Calls `run` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
}
