import type { Database, Stores } from '#electron/ports/database.ts';

import { rethrow } from './faults.ts';
import type { Sql } from './sql.ts';
import { createAllocationStore } from './stores/allocation.ts';
import { createCatalogueStore } from './stores/catalogue.ts';
import { createDeskStore } from './stores/desk.ts';
import { createLabelStore } from './stores/labels.ts';
import { createLedgerStore } from './stores/ledger.ts';
import { createOrderStore } from './stores/orders.ts';
import { createPeopleStore } from './stores/people.ts';
import { createPrintStore } from './stores/print.ts';
import { createSupplyStore } from './stores/supplies.ts';
import { createSyncStore } from './stores/sync.ts';

/** The stores over one handle, and the only two ways to use them: inside a transaction, or reading. */
export function createDatabase(sql: Sql): Database {
  const stores = createStores(sql);
  let waiting: (() => void)[] = [];

  return {
    read: stores,
    write(work) {
      if (sql.inTransaction) throw new Error('a transaction within a transaction');
      let value: ReturnType<typeof work>;
      try {
        value = sql.transaction(() => work(stores)).immediate();
      } catch (error) {
        waiting = [];
        rethrow(error);
      }
      const runs = waiting;
      waiting = [];
      for (const run of runs) run();
      return value;
    },
    afterCommit(run) {
      if (sql.inTransaction) waiting.push(run);
      else run();
    },
  };
}

function createStores(sql: Sql): Stores {
  const sync = createSyncStore(sql);
  return {
    ledger: createLedgerStore(sql, sync),
    catalogue: createCatalogueStore(sql),
    allocation: createAllocationStore(sql),
    orders: createOrderStore(sql),
    supplies: createSupplyStore(sql),
    sync,
    print: createPrintStore(sql),
    labels: createLabelStore(sql),
    desk: createDeskStore(sql),
    people: createPeopleStore(sql),
  };
}
