import type { LimitGroup } from '#electron/channels/channel.ts';

/** A token bucket at a moment. Pure figures, so that they can be kept in the database. */
export interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
  readonly blockedUntilMs: number;
  /** The marketplace counts in windows and this one ends then, by our clock; nothing comes back before. */
  readonly windowEndsMs?: number;
}

export const fullBucket = (group: LimitGroup, nowMs: number): Bucket => ({ tokens: group.burst, atMs: nowMs, blockedUntilMs: 0 });

/**
 * A bucket as it was last written down. Writing lags behind sending, so after a restart no burst is trusted: one token at most.
 * A block the marketplace set stands until its time.
 */
export const reopened = (saved: Bucket, group: LimitGroup, nowMs: number): Bucket => {
  const now = refilled(saved, group, nowMs);
  return { ...now, tokens: Math.min(now.tokens, 1) };
};

export function refilled(bucket: Bucket, group: LimitGroup, nowMs: number): Bucket {
  const passedMs = nowMs - bucket.atMs;
  // A clock set back must not freeze the bucket, and must not fill it either.
  if (passedMs < 0) {
    const blockedMs = Math.max(0, bucket.blockedUntilMs - bucket.atMs);
    return { ...withoutWindow(bucket), atMs: nowMs, blockedUntilMs: blockedMs === 0 ? 0 : nowMs + blockedMs };
  }
  if (bucket.windowEndsMs !== undefined)
    return nowMs < bucket.windowEndsMs ? { ...bucket, atMs: nowMs } : { ...withoutWindow(bucket), tokens: group.burst, atMs: nowMs };
  return { ...bucket, tokens: Math.min(group.burst, bucket.tokens + passedMs / group.intervalMs), atMs: nowMs };
}

function withoutWindow({ windowEndsMs: _ended, ...bucket }: Bucket): Bucket {
  return bucket;
}

/** This part of a limit that orders are read from is left alone by whatever may wait. */
const KEPT_FOR_ORDERS = 0.2;

const UNTOLD_MS = 2000;

/** So little is left that orders must be read more seldom, or the reading ends before the window does. */
export const isStrained = (bucket: Bucket, group: LimitGroup): boolean => bucket.tokens < group.burst * KEPT_FOR_ORDERS;

/** When the next request may go; `nowMs` or earlier means now. */
export function freeAtMs(bucket: Bucket, group: LimitGroup, patient = false): number {
  const wanted = 1 + (patient && group.readsOrders === true ? group.burst * KEPT_FOR_ORDERS : 0);
  if (bucket.tokens >= wanted) return Math.max(bucket.blockedUntilMs, bucket.atMs);
  const dripMs = Math.ceil((wanted - bucket.tokens) * group.intervalMs);
  // After a restart the count of a window is not known, and the first answer tells it: whoever may wait looks again soon, not in a quarter of an hour.
  const isUntold = wanted > 1 && group.windowMs !== undefined;
  const fullMs = bucket.windowEndsMs ?? bucket.atMs + (isUntold ? Math.min(dripMs, UNTOLD_MS) : dripMs);
  return Math.max(bucket.blockedUntilMs, fullMs);
}

export const spend = (bucket: Bucket, cost: number): Bucket => ({ ...bucket, tokens: bucket.tokens - cost });

/**
 * What an answer teaches: the marketplace's own count wins over ours when it is lower, 4XX costs what the group says
 * (one token was taken before sending), and 429 or 420 names the moment of the next try.
 */
export function taught(
  bucket: Bucket,
  group: LimitGroup,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  nowMs: number,
): Bucket {
  let next = refilled(bucket, group, nowMs);
  if (answer.status === 420) return refusedBy420(next, group, answer.headers, nowMs);
  if (answer.status === 429) {
    const seconds = secondsOf(answer.headers['x-ratelimit-retry']) ?? secondsOf(answer.headers['retry-after']);
    const pauseMs = seconds === null ? Math.max(group.intervalMs, 1000) : Math.ceil(seconds * 1000);
    return { ...next, tokens: Math.min(next.tokens, 0), blockedUntilMs: Math.max(next.blockedUntilMs, nowMs + pauseMs) };
  }
  if (answer.status >= 400 && answer.status < 500) next = spend(next, group.clientErrorCost - 1);
  const left = secondsOf(answer.headers['x-ratelimit-remaining']) ?? secondsOf(answer.headers[REMAINING]);
  if (left === null) return next;
  const endsMs = group.windowMs === undefined ? null : windowEndMs(answer.headers, nowMs);
  // A window's end far off is somebody's wrong clock. Where windows are counted the count is the truth, also when it is higher than ours:
  // a restart trusts a single token, and nothing drips back before the window ends.
  return endsMs !== null && endsMs > nowMs && endsMs - nowMs <= 2 * (group.windowMs ?? 0)
    ? { ...next, windowEndsMs: endsMs, tokens: left }
    : { ...next, tokens: Math.min(next.tokens, left) };
}

/** `X-RateLimit-Resource-Until` is a moment of the Market's clock, which `Date` tells. */
function windowEndMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const untilMs = Date.parse(headers['x-ratelimit-resource-until'] ?? '');
  const theirsMs = Date.parse(headers['date'] ?? '');
  return Number.isFinite(untilMs) ? nowMs + untilMs - (Number.isFinite(theirsMs) ? theirsMs : nowMs) : null;
}

const REMAINING = 'x-ratelimit-resource-remaining';
const SHORT_PAUSE_MS = 1000;

/**
 * Yandex Market's 420: a resource that is used up comes back at a moment of the Market's own clock; one with something left was refused
 * because too many requests were on the way at once, which a short pause mends and which costs nothing.
 */
function refusedBy420(bucket: Bucket, group: LimitGroup, headers: Readonly<Record<string, string>>, nowMs: number): Bucket {
  const left = secondsOf(headers[REMAINING]) ?? 0;
  const blocked = (tokens: number, pauseMs: number): Bucket => ({
    ...bucket,
    tokens: Math.min(bucket.tokens, tokens),
    blockedUntilMs: Math.max(bucket.blockedUntilMs, nowMs + Math.max(SHORT_PAUSE_MS, pauseMs)),
  });
  if (left > 0) return blocked(left, SHORT_PAUSE_MS);
  const endsMs = windowEndMs(headers, nowMs);
  return blocked(0, endsMs === null ? group.intervalMs : endsMs - nowMs);
}

function secondsOf(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '') return null;
  const value = Number(header);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
