import type { Channel } from '#electron/channels/channel.ts';
import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Documents, Papers } from '#electron/ports/documents.ts';
import type { Http } from '#electron/ports/http.ts';
import type { Lists } from '#electron/ports/lists.ts';
import type { Log } from '#electron/ports/log.ts';
import type { Machine } from '#electron/ports/machine.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import type { Random } from '#electron/ports/random.ts';
import type { SerialDevices } from '#electron/ports/serial-devices.ts';
import type { Tables } from '#electron/ports/tables.ts';
import type { Upkeep } from '#electron/ports/upkeep.ts';
import type { Vault } from '#electron/ports/vault.ts';

/** Everything the engine asks of the world; each composition root fulfils it once. */
export interface EnginePorts {
  readonly db: Database;
  readonly lists: Lists;
  readonly upkeep: Upkeep;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  readonly http: Http;
  readonly vault: Vault;
  readonly tables: Tables;
  readonly documents: Documents;
  readonly papers: Papers;
  readonly machine: Machine;
  readonly serial: SerialDevices;
  readonly channels: readonly Channel[];
  /** The printing room wants to tell what happened, so it is built after the events exist. */
  readonly openPrintDesk: (events: import('#electron/ports/events.ts').Events) => PrintDesk;
  /** Check every answer against the contract; on in tests and training, off in the shipped program. */
  readonly checkAnswers: boolean;
  /** Loopback origin of a simulator that new cabinets connect to; null in real work. */
  readonly simulatorUrl: string | null;
}
