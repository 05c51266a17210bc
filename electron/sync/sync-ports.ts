import type { Channel } from '#electron/channels/channel.ts';
import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Events } from '#electron/ports/events.ts';
import type { Http } from '#electron/ports/http.ts';
import type { Log } from '#electron/ports/log.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import type { Random } from '#electron/ports/random.ts';
import type { Vault } from '#electron/ports/vault.ts';

/** What the loop asks of the world. */
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
  | 'supplies'
  | 'handovers'
  | 'returns'
  | 'fulfilment'
  | 'key';
