import type { SyncStore } from '#electron/ports/sync-store.ts';

import type { Sql } from '../sql.ts';
import { offers } from './sync-offers.ts';
import { outbox } from './sync-outbox.ts';
import { progress } from './sync-progress.ts';

/**
 * Every statement is prepared here, so building the store proves that all of its SQL fits the schema.
 * @param offersWanted hears, inside the transaction, that some marketplace is to be told anew of some figure
 */
export const createSyncStore = (sql: Sql, offersWanted: () => void): SyncStore => ({
  ...outbox(sql),
  ...offers(sql, offersWanted),
  ...progress(sql),
});
