import type { Channel, ChannelClient, Credentials } from '#electron/channels/channel.ts';
import type { AccountId } from '#shared/domain/ids.ts';

import { createAccountLoop, everyMs, type AccountLoop } from './account-loop.ts';
import type { Breaker } from './breaker.ts';
import { openCredentials } from './credentials.ts';
import { noticeSilence } from './outage.ts';
import { SPARING_MS } from './streams/orders.ts';
import type { SyncPorts, SyncStream } from './sync-ports.ts';
import { createTransport, passingMemory, type Memory, type Transport } from './transport.ts';

export type { SyncPorts, SyncStream } from './sync-ports.ts';

/** The background loop as the engine sees it. */
export interface Sync {
  start(): void;
  stop(): Promise<void>;
  /** Something is there for this stream now; runs as soon as limits allow. */
  nudge(accountId: AccountId, stream: SyncStream): void;
  /** A client behind the account's own limiter and breakers, for questions a person asks. Null: no such account or no key. */
  client(accountId: AccountId): ChannelClient | null;
  /** A client for credentials that are not stored yet (first connection). */
  probe(channel: Channel, credentials: Credentials, baseUrl: string | null): ChannelClient;
  /** A cabinet was added, paused, resumed or given a new key. */
  reload(accountId: AccountId): void;
  /** Tokens left in every limit group, for the health screen. */
  limits(
    accountId: AccountId,
  ): readonly { readonly group: string; readonly left: number; readonly burst: number; readonly blockedUntilMs: number }[];
  /** How often this cabinet is asked, in ms; null: no such account or no key. */
  pace(accountId: AccountId): {
    readonly ordersEveryMs: number;
    readonly statusesEveryMs: number;
    /** Orders are asked for more seldom than usual, because little is left of the limit. */
    readonly sparing: boolean;
    /** One figure of a card may be told once in this time; 0 where nothing forbids it. */
    readonly sameFigureEveryMs: number;
  } | null;
  /** Runs every due step of every account until nothing more can be done now; tests and the headless shift turn the crank by hand. */
  drain(): Promise<void>;
}

/** Timers are only wakers; what is due is decided by the clock, so a sleeping machine loses nothing. */
const LONGEST_NAP_MS = 30_000;
const FAILED_LOOK_MS = 5000;
/** Turning faster than this without anything done would be a loop of ours; drain stops and says so. */
const MOST_TURNS = 100_000;
/** The clock went this far from where the last look left it: the machine slept, or somebody set it. */
const JUMP_MS = 2 * 60_000;

export function createSync(ports: SyncPorts): Sync {
  const loops = new Map<AccountId, { readonly loop: AccountLoop; readonly transport: Transport }>();
  let started = false;
  let cancelTimer: (() => void) | null = null;
  let lastLookMs = ports.clock.nowMs();
  let crashSettled = false;

  /** Before the first byte leaves: what was being sent when the program died is unknown until it is read. */
  const settleCrash = () => {
    if (crashSettled) return;
    crashSettled = true;
    const found = ports.db.write(({ sync }) => {
      sync.forgetTomorrow(ports.clock.nowMs());
      return sync.settleAfterCrash();
    });
    if (found > 0) ports.log.write('warn', 'outbox-unknown-after-crash', { found });
  };

  const open = (accountId: AccountId) => {
    settleCrash();
    const known = loops.get(accountId);
    if (known !== undefined) return known;
    const account = ports.db.read.catalogue.account(accountId);
    const secret = ports.vault.get(accountId);
    const channel = ports.channels.find((one) => one.id === account?.channel);
    if (account === null || secret === null || channel === undefined) return null;
    const transport = createTransport(ports, channel, account.baseUrl, storedMemory(ports, accountId));
    const client = channel.connect({
      credentials: openCredentials(secret),
      baseUrl: account.baseUrl,
      nowMs: () => ports.clock.nowMs(),
      send: (request) => transport.send(request),
    });
    const entry = { loop: createAccountLoop(ports, accountId, channel, client, () => transport.strained(), reschedule), transport };
    loops.set(accountId, entry);
    return entry;
  };

  const look = () => {
    const nowMs = ports.clock.nowMs();
    const jumped = nowMs < lastLookMs - 1000 || nowMs > lastLookMs + JUMP_MS;
    lastLookMs = nowMs;
    settleCrash();
    for (const { id, state } of ports.db.read.catalogue.accounts()) {
      const entry = state === 'active' ? open(id) : loops.get(id);
      entry?.loop.setActive(state === 'active');
    }
    if (jumped) {
      ports.db.write(({ sync }) => sync.forgetTomorrow(nowMs));
      for (const { loop } of loops.values()) loop.hurry();
    }
    if (noticeSilence(ports).length > 0) for (const { loop } of loops.values()) loop.nudge('stock');
    return [...loops.values()].flatMap(({ loop }) => loop.runDue());
  };

  const tick = () => {
    cancelTimer = null;
    if (!started) return;
    // Every step settles by itself; what it comes to is in the database.
    try {
      void look();
    } catch (error) {
      // A database that cannot be written now may be later; a loop that stopped looking never would.
      ports.log.write('error', 'sync-look-failed', { error: error instanceof Error ? (error.stack ?? error.message) : 'unknown' });
      cancelTimer = ports.timers.after(FAILED_LOOK_MS, tick);
      return;
    }
    reschedule();
  };

  /** A figure changed, whoever changed it: every cabinet that sells the thing is told at once, not at its next look. */
  const forgetWish = ports.db.whenOffersWanted(() => {
    for (const { loop } of loops.values()) loop.nudge('stock');
  });

  function reschedule(): void {
    if (!started) return;
    const nowMs = ports.clock.nowMs();
    const nextMs = Math.min(...[...loops.values()].map(({ loop }) => loop.nextMs() ?? Number.POSITIVE_INFINITY), nowMs + LONGEST_NAP_MS);
    cancelTimer?.();
    cancelTimer = ports.timers.after(Math.max(0, Math.min(nextMs - nowMs, LONGEST_NAP_MS)), tick);
  }

  return {
    start() {
      if (started) return;
      started = true;
      lastLookMs = ports.clock.nowMs();
      tick();
    },
    async stop() {
      started = false;
      forgetWish();
      cancelTimer?.();
      cancelTimer = null;
      const running = [...loops.values()].flatMap(({ loop }) => {
        loop.close();
        return loop.running();
      });
      await Promise.allSettled(running);
      loops.clear();
    },
    nudge: (accountId, stream) => {
      loops.get(accountId)?.loop.nudge(stream);
      reschedule();
    },
    client: (accountId) => open(accountId)?.loop.client ?? null,
    probe: (channel, credentials, baseUrl) => {
      const transport = createTransport(ports, channel, baseUrl, passingMemory());
      return channel.connect({
        credentials,
        baseUrl,
        nowMs: () => ports.clock.nowMs(),
        send: (request) => transport.send(request),
      });
    },
    reload: (accountId) => {
      const known = loops.get(accountId);
      known?.transport.forgive();
      known?.loop.close();
      loops.delete(accountId);
      if (known === undefined) {
        ports.db.write(({ sync }) => {
          sync.saveBreaker(accountId, 'auth', { failures: 0, openUntilMs: 0 });
          sync.saveBreaker(accountId, 'transport', { failures: 0, openUntilMs: 0 });
        });
      }
      open(accountId);
      reschedule();
    },
    limits: (accountId) => {
      const entry = open(accountId);
      const channel = ports.channels.find((one) => one.id === ports.db.read.catalogue.account(accountId)?.channel);
      return entry === null || channel === undefined
        ? []
        : channel.limits.map((group) => {
            const bucket = entry.transport.bucket(group);
            return { group: group.id, left: bucket.tokens, burst: group.burst, blockedUntilMs: bucket.blockedUntilMs };
          });
    },
    pace: (accountId) => {
      const entry = open(accountId);
      if (entry === null) return null;
      const sparing = entry.transport.strained();
      return {
        ordersEveryMs: sparing ? SPARING_MS : everyMs('orders'),
        statusesEveryMs: everyMs('statuses'),
        sparing,
        sameFigureEveryMs: entry.loop.client.stock.pairIntervalMs,
      };
    },
    async drain() {
      for (let turn = 0; turn < MOST_TURNS; turn += 1) {
        void look();
        const running = [...loops.values()].flatMap(({ loop }) => loop.running());
        if (running.length === 0) return;
        await Promise.race(running);
      }
      throw new Error('The sync loop never came to rest');
    },
  };
}

/** Breakers are asked about before every request and change seldom: what this cabinet's own transport wrote it need not read. */
function storedMemory({ db }: SyncPorts, accountId: AccountId): Memory {
  const breakers = new Map<'transport' | 'auth', Breaker>();
  return {
    limiter: (group) => db.read.sync.limiter(accountId, group),
    saveLimiter: (group, bucket) => db.write(({ sync }) => sync.saveLimiter(accountId, group, bucket)),
    breaker: (kind) => {
      const known = breakers.get(kind) ?? db.read.sync.breaker(accountId, kind);
      breakers.set(kind, known);
      return known;
    },
    saveBreaker: (kind, breaker) => {
      breakers.set(kind, breaker);
      db.write(({ sync }) => sync.saveBreaker(accountId, kind, breaker));
    },
  };
}
