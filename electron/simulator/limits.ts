/** A token bucket of the marketplace's own: `burst` at most, one more every `intervalMs`. */
export interface LimitRule {
  readonly burst: number;
  readonly intervalMs: number;
  /** What an answer 400–499 costs. */
  readonly clientErrorCost: number;
}

/** Limits of a Personal token as published; passes: one new pass in ten minutes. */
export const RULES = {
  fbs: { burst: 20, intervalMs: 200, clientErrorCost: 10 },
  cancel: { burst: 20, intervalMs: 600, clientErrorCost: 10 },
  'meta-read': { burst: 20, intervalMs: 200, clientErrorCost: 10 },
  'meta-put': { burst: 20, intervalMs: 60, clientErrorCost: 10 },
  'pass-create': { burst: 1, intervalMs: 600_000, clientErrorCost: 10 },
  stocks: { burst: 20, intervalMs: 200, clientErrorCost: 10 },
  'stocks-delete': { burst: 2, intervalMs: 6000, clientErrorCost: 1 },
  warehouses: { burst: 20, intervalMs: 200, clientErrorCost: 10 },
  cards: { burst: 5, intervalMs: 600, clientErrorCost: 1 },
  ping: { burst: 3, intervalMs: 10_000, clientErrorCost: 1 },
  seller: { burst: 10, intervalMs: 60_000, clientErrorCost: 1 },
} as const satisfies Record<string, LimitRule>;
export type LimitId = keyof typeof RULES;

export interface Buckets {
  /** Takes one token. `refused` says in seconds when to come again and when the bucket is full. */
  take(
    key: string,
    group: LimitId,
    nowMs: number,
  ): { readonly left: number } | { readonly refused: { retryS: number; resetS: number; limit: number } };
  /** The answer was 4XX: the rest of its price. */
  charge(key: string, group: LimitId): void;
  /** A scripted 429: the bucket is empty for so long. */
  empty(key: string, group: LimitId, nowMs: number): { retryS: number; resetS: number; limit: number };
}

export function createBuckets(): Buckets {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  const at = (key: string, group: LimitId, nowMs: number) => {
    const rule = RULES[group];
    const name = `${key}:${group}`;
    const bucket = buckets.get(name) ?? { tokens: rule.burst, atMs: nowMs };
    bucket.tokens = Math.min(rule.burst, bucket.tokens + Math.max(0, nowMs - bucket.atMs) / rule.intervalMs);
    bucket.atMs = nowMs;
    buckets.set(name, bucket);
    return bucket;
  };
  const refusal = (tokens: number, rule: LimitRule) => ({
    retryS: Math.max(1, Math.ceil(((1 - tokens) * rule.intervalMs) / 1000)),
    resetS: Math.max(1, Math.ceil(((rule.burst - tokens) * rule.intervalMs) / 1000)),
    limit: rule.burst,
  });
  return {
    take(key, group, nowMs) {
      const bucket = at(key, group, nowMs);
      if (bucket.tokens < 1) return { refused: refusal(bucket.tokens, RULES[group]) };
      bucket.tokens -= 1;
      return { left: Math.floor(bucket.tokens) };
    },
    charge(key, group) {
      const bucket = buckets.get(`${key}:${group}`);
      if (bucket) bucket.tokens -= RULES[group].clientErrorCost - 1;
    },
    empty(key, group, nowMs) {
      const bucket = at(key, group, nowMs);
      bucket.tokens = Math.min(bucket.tokens, 0);
      return refusal(bucket.tokens, RULES[group]);
    },
  };
}
