/** Orders that leave from one cabinet's hand-over point by one cut-off. */
export interface CutOff {
  readonly cutOffMs: number;
  /** Still to be packed. */
  readonly left: number;
}

export interface Forecast {
  /** When the last of them is packed at the present pace; null: nobody packs now. */
  readonly doneAtMs: number | null;
  /** How late the last one will be; 0: in time; null: cannot be told. */
  readonly lateMs: number | null;
  /** How many will not make it. */
  readonly lateOrders: number;
}

/**
 * All tables pack for all cut-offs, the nearest first, so each waits for those before it.
 * @param cutOffs nearest first
 * @param perHour parcels an hour of the whole floor; 0 or null: nobody packs
 */
export function forecast(cutOffs: readonly CutOff[], perHour: number | null, nowMs: number): readonly Forecast[] {
  let before = 0;
  return cutOffs.map(({ cutOffMs, left }) => {
    const from = before;
    before += left;
    if (left === 0) return { doneAtMs: nowMs, lateMs: 0, lateOrders: 0 };
    if (perHour === null || perHour <= 0)
      return { doneAtMs: null, lateMs: cutOffMs < nowMs ? nowMs - cutOffMs : null, lateOrders: cutOffMs < nowMs ? left : 0 };
    const msEach = 3_600_000 / perHour;
    const doneAtMs = Math.round(nowMs + before * msEach);
    const inTime = Math.max(0, Math.min(left, Math.floor((cutOffMs - nowMs) / msEach) - from));
    return { doneAtMs, lateMs: Math.max(0, doneAtMs - cutOffMs), lateOrders: left - inTime };
  });
}
