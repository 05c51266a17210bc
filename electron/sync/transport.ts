import type { Channel, ChannelRequest, LimitGroup, Reply } from '#electron/channels/channel.ts';
import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Http, HttpReply } from '#electron/ports/http.ts';
import { encodeUtf8 } from '#shared/kit/utf8.ts';

import { CLOSED, failed, isHalfOpen, isOpen, refused, type Breaker } from './breaker.ts';
import { freeAtMs, fullBucket, isStrained, refilled, reopened, spend, taught, type Bucket } from './limiter.ts';

/** Where limits and breakers are kept between runs; a first connection keeps them in memory only. */
export interface Memory {
  limiter(group: string): Bucket | null;
  saveLimiter(group: string, bucket: Bucket): void;
  breaker(kind: 'transport' | 'auth'): Breaker;
  saveBreaker(kind: 'transport' | 'auth', breaker: Breaker): void;
}

export interface Transport {
  send(request: ChannelRequest): Promise<Reply>;
  /** Tokens left now, for the health screen. */
  bucket(group: LimitGroup): Bucket;
  breaker(kind: 'transport' | 'auth'): Breaker;
  /** Little is left of the limit that orders are read from. */
  strained(): boolean;
  /** A new key came: what was refused may be tried. */
  forgive(): void;
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** Groups this slow are written down on every request: a lost token would cost a blocked minute. */
const SLOW_INTERVAL_MS = 1000;
const SAVE_EVERY_MS = 1000;
/**
 * So short a wait for a token is waited out here, in turn. Whoever is sent away begins its errand of several requests anew, and on a fast line
 * that would eat every token there is with beginnings.
 */
const SHORT_HOLD_MS = 100;
/** Nobody stands in the line longer than this. */
const LONGEST_LINE_MS = 3000;

/** One cabinet's way out: only to the marketplace's own hosts, behind its limits and its breakers. */
export function createTransport(
  ports: { readonly http: Http; readonly clock: Clock; readonly timers: Timers },
  channel: Pick<Channel, 'hosts' | 'limits' | 'parallel' | 'fileHosts'>,
  baseUrl: string | null,
  memory: Memory,
): Transport {
  const now = () => ports.clock.nowMs();
  const buckets = new Map<string, Bucket>();
  const savedAtMs = new Map<string, number>();
  const slots = createSlots(channel.parallel ?? Number.POSITIVE_INFINITY);
  const lines = new Map<string, Promise<unknown>>();
  let probing = false;

  const groupOf = (id: string): LimitGroup => {
    const group = channel.limits.find((one) => one.id === id);
    if (group === undefined) throw new Error(`The marketplace names no limit group ${id}`);
    return group;
  };
  const bucketOf = (group: LimitGroup): Bucket => {
    const known = buckets.get(group.id);
    const saved = known === undefined ? memory.limiter(group.id) : null;
    const fresh = () => (saved === null ? fullBucket(group, now()) : reopened(saved, group, now()));
    // Kept as it stands now: figures of a clock that was set back since would be taken for tomorrow's at every look.
    const bucket = known === undefined ? fresh() : refilled(known, group, now());
    buckets.set(group.id, bucket);
    return bucket;
  };
  const keep = (group: LimitGroup, bucket: Bucket, important: boolean) => {
    buckets.set(group.id, bucket);
    const last = savedAtMs.get(group.id);
    // A restart trusts one token at most: what stands above that needs no writing, once it is on file that the group was used.
    if (!important && last !== undefined && bucket.tokens >= 1 && bucket.blockedUntilMs <= now()) return;
    const due = last === undefined || Math.abs(now() - last) >= SAVE_EVERY_MS;
    if (!important && !due && group.intervalMs < SLOW_INTERVAL_MS) return;
    savedAtMs.set(group.id, now());
    memory.saveLimiter(group.id, bucket);
  };
  const setBreaker = (kind: 'transport' | 'auth', next: Breaker) => {
    const current = memory.breaker(kind);
    if (current.failures !== next.failures || current.openUntilMs !== next.openUntilMs) memory.saveBreaker(kind, next);
  };

  const held = (group: LimitGroup, patient: boolean): Extract<Reply, { kind: 'held' }> | null => {
    for (const kind of ['auth', 'transport'] as const) {
      const breaker = memory.breaker(kind);
      if (isOpen(breaker, now(), kind)) return { kind: 'held', untilMs: breaker.openUntilMs, by: 'breaker' };
    }
    if (probing) return { kind: 'held', untilMs: now() + 1000, by: 'breaker' };
    const untilMs = freeAtMs(bucketOf(group), group, patient);
    return untilMs > now() ? { kind: 'held', untilMs, by: 'limit' } : null;
  };

  const learn = (group: LimitGroup, reply: HttpReply) => {
    const answered = reply.kind === 'answer';
    const healthy = answered && reply.status < 500;
    setBreaker('transport', healthy ? CLOSED : failed(memory.breaker('transport'), now()));
    if (answered) {
      keep(group, taught(bucketOf(group), group, reply, now()), reply.status >= 400);
      if (reply.status === 401) setBreaker('auth', refused(memory.breaker('auth'), now()));
      else if (reply.status < 300) setBreaker('auth', CLOSED);
    }
  };

  return {
    async send(request) {
      const hosts = [...channel.hosts, ...fileHostOf(request, channel.fileHosts ?? [])];
      const url = allowedUrl(request.url, hosts, baseUrl);
      const group = groupOf(request.limit);
      const leave = await slots.enter();
      try {
        return await pass(request, url, group);
      } finally {
        leave();
      }
    },
    bucket: bucketOf,
    breaker: (kind) => memory.breaker(kind),
    strained: () => channel.limits.some((group) => group.readsOrders === true && isStrained(bucketOf(group), group)),
    forgive: () => {
      setBreaker('auth', CLOSED);
      setBreaker('transport', CLOSED);
    },
  };

  /** Takes a token, after a short wait where one will be there in a moment. */
  async function inTurn(group: LimitGroup, patient: boolean): Promise<Turn> {
    const sinceMs = now();
    for (;;) {
      const wait = held(group, patient);
      if (wait === null) break;
      const forMs = wait.untilMs - now();
      if (wait.by !== 'limit' || forMs > SHORT_HOLD_MS || Math.abs(now() - sinceMs) > LONGEST_LINE_MS) return wait;
      await new Promise<void>((resolve) => void ports.timers.after(forMs, resolve));
    }
    const probe = isHalfOpen(memory.breaker('transport'), now());
    keep(group, spend(bucketOf(group), 1), false);
    // Last of all: whoever sets it must come to where it is taken back.
    if (probe) probing = true;
    return { kind: 'go', probe };
  }

  async function pass(request: ChannelRequest, url: string, group: LimitGroup): Promise<Reply> {
    const mine = () => inTurn(group, request.patient === true);
    // A turn that threw (the file of the database was full) is trouble of its own request; the line goes on.
    const line = (lines.get(group.id) ?? Promise.resolve()).then(mine, mine);
    lines.set(group.id, line);
    const turn = await line;
    if (turn.kind === 'held') return turn;
    const { probe } = turn;
    try {
      const reply = await ports.http.send({
        method: request.method,
        url,
        headers: {
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: encode(request.body) }),
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
      learn(group, reply);
      return reply.kind === 'answer' ? reply : { kind: 'no-answer', sent: reply.sent, cause: reply.cause };
    } finally {
      if (probe) probing = false;
    }
  }
}

type Turn = Extract<Reply, { kind: 'held' }> | { readonly kind: 'go'; readonly probe: boolean };

/** As many at once as the marketplace bears; the rest wait in turn, and spend no token before it is theirs. */
function createSlots(most: number): { enter(): Promise<() => void> } {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) inside -= 1;
    else next();
  };
  return {
    enter: async () => {
      if (inside < most) inside += 1;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      return leave;
    },
  };
}

/** Headers that say nothing of the seller: any other and the request may go to the marketplace's own hosts alone. */
const ANYBODYS: ReadonlySet<string> = new Set(['accept']);

/** The host of a linked file, when it is one the marketplace keeps files on and the request carries neither a key nor a body. */
function fileHostOf(request: ChannelRequest, fileHosts: readonly string[]): readonly string[] {
  const plain = request.method === 'GET' && request.body === undefined;
  if (!plain || Object.keys(request.headers ?? {}).some((name) => !ANYBODYS.has(name.toLowerCase()))) return [];
  const host = SHAPE.exec(request.url)?.groups?.['hostname'] ?? '';
  return fileHosts.some((one) => (one.startsWith('.') ? host.endsWith(one) : host === one)) ? [host] : [];
}

/** Limits and breakers of a connection that is only being tried. */
export function passingMemory(): Memory {
  const limiters = new Map<string, Bucket>();
  const breakers = new Map<string, Breaker>();
  return {
    limiter: (group) => limiters.get(group) ?? null,
    saveLimiter: (group, bucket) => void limiters.set(group, bucket),
    breaker: (kind) => breakers.get(kind) ?? CLOSED,
    saveBreaker: (kind, breaker) => void breakers.set(kind, breaker),
  };
}

const encode = (body: unknown): Uint8Array => encodeUtf8(JSON.stringify(body));

/** Throws: a request to anywhere else is a bug in a marketplace's table of paths, and the seller's key must not follow it. */
export function allowedUrl(text: string, hosts: readonly string[], baseUrl: string | null): string {
  const url = parseUrl(text);
  if (baseUrl !== null) {
    const base = parseUrl(baseUrl);
    if (!LOOPBACK.has(base.hostname)) throw new Error('A base URL other than the marketplace’s own is accepted for loopback only');
    if (url.origin !== base.origin) throw new Error(`Not the simulator’s address: ${url.origin}`);
    return text;
  }
  if (url.protocol !== 'https:' || url.port !== '' || !hosts.includes(url.hostname))
    throw new Error(`Not a host of this marketplace: ${url.origin}`);
  return text;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);
const SHAPE = /^(?<protocol>https?:)\/\/(?<hostname>\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(?<port>\d{1,5}))?(?=[/?#]|$)/u;

/** The parts of an address that decide where it leads; user names, odd schemes and upper-case tricks do not parse. */
function parseUrl(text: string): { readonly protocol: string; readonly hostname: string; readonly port: string; readonly origin: string } {
  const parts = SHAPE.exec(text)?.groups;
  if (parts === undefined) throw new Error('Not an address');
  const protocol = parts['protocol'] ?? '';
  const hostname = parts['hostname'] ?? '';
  const port = parts['port'] ?? '';
  return { protocol, hostname, port, origin: `${protocol}//${hostname}${port === '' ? '' : `:${port}`}` };
}
