import type { Channel, ChannelClient } from '#electron/channels/channel.ts';
import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Events } from '#electron/ports/events.ts';
import type { Http } from '#electron/ports/http.ts';
import type { Log } from '#electron/ports/log.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import type { Random } from '#electron/ports/random.ts';
import type { Vault } from '#electron/ports/vault.ts';
import type { AccountId } from '#shared/domain/ids.ts';

export interface SyncPorts {
  readonly db: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  readonly http: Http;
  readonly vault: Vault;
  readonly channels: readonly Channel[];
  readonly events: Events;
  readonly printDesk: PrintDesk;
}

export type SyncStream =
  | 'orders'
  | 'statuses'
  | 'sweep'
  | 'labels'
  | 'marks'
  | 'outbox'
  | 'stock'
  | 'read-back'
  | 'listings'
  | 'warehouses'
  | 'supplies';

/** The background loop as the engine sees it. */
export interface Sync {
  start(): void;
  stop(): Promise<void>;
  /** Something is there for this stream now; runs as soon as limits allow. */
  nudge(accountId: AccountId, stream: SyncStream): void;
  /** A client behind the account's own limiter and breakers, for questions a person asks. Null: no such account or no key. */
  client(accountId: AccountId): ChannelClient | null;
  /** A client for a token that is not stored yet (first connection). */
  probe(channel: Channel, token: string, baseUrl: string | null): ChannelClient;
  /** A cabinet was added, paused, resumed or given a new key. */
  reload(accountId: AccountId): void;
  /** Runs every due step of every account until nothing more can be done now; tests and the headless shift turn the crank by hand. */
  drain(): Promise<void>;
}

export const createSync = (_ports: SyncPorts): Sync => ({
  start: () => undefined,
  stop: () => Promise.resolve(),
  nudge: () => undefined,
  client: () => null,
  probe: () => {
    throw new Error('not built yet');
  },
  reload: () => undefined,
  drain: () => Promise.resolve(),
});
