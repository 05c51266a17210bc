/** Ozon's two published limits: requests in a sliding window. */
const RULES = { all: { most: 50, windowMs: 1000 }, stocks: { most: 80, windowMs: 60_000 } } as const;

export interface Windows {
  /** Null when the request fits, else the seconds to wait. */
  take(rule: keyof typeof RULES, nowMs: number): number | null;
}

export function createWindows(): Windows {
  const taken = new Map<string, number[]>();
  return {
    take(rule, nowMs) {
      const { most, windowMs } = RULES[rule];
      const recent = (taken.get(rule) ?? []).filter((atMs) => nowMs - atMs < windowMs);
      taken.set(rule, recent);
      if (recent.length >= most) return Math.max(1, Math.ceil((recent[0]! + windowMs - nowMs) / 1000));
      recent.push(nowMs);
      return null;
    },
  };
}
