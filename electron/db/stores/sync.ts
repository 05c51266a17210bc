import type { SyncStore } from '#electron/ports/sync-store.ts';

import type { Sql } from '../sql.ts';
import { offers } from './sync-offers.ts';
import { outbox } from './sync-outbox.ts';
import { progress } from './sync-progress.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export const createSyncStore = (sql: Sql): SyncStore => ({ ...outbox(sql), ...offers(sql), ...progress(sql) });
