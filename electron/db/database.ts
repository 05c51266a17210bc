import type { Database, Stores } from '#electron/ports/database.ts';

import { rethrow } from './faults.ts';
import type { Sql } from './sql.ts';
import { createAllocationStore } from './stores/allocation.ts';
import { listingSearch } from './stores/catalogue-cards.ts';
import { productSearch } from './stores/catalogue-products.ts';
import { createCatalogueStore } from './stores/catalogue.ts';
import { createDeskStore } from './stores/desk.ts';
import { createFulfilmentStore } from './stores/fulfilment.ts';
import { createHandoverStore } from './stores/handovers.ts';
import { createLabelStore } from './stores/labels.ts';
import { createLedgerStore } from './stores/ledger.ts';
import { orderSearch } from './stores/order-search.ts';
import { createOrderStore } from './stores/orders.ts';
import { createPeopleStore } from './stores/people.ts';
import { createPrintStore } from './stores/print.ts';
import { createReturnStore } from './stores/returns.ts';
import { createSaleStore } from './stores/sales.ts';
import type { SearchIndex } from './stores/search-index.ts';
import { createSupplyStore } from './stores/supplies.ts';
import { createSyncStore } from './stores/sync.ts';
import { createWaveStore } from './stores/waves.ts';

/** The stores over one handle, and the only two ways to use them: inside a transaction, or reading. */
export function createDatabase(sql: Sql): Database {
  const words = { products: productSearch(sql), listings: listingSearch(sql), orders: orderSearch(sql) };
  const indexes = Object.values(words);
  let offersWanted = false;
  const stores = createStores(sql, words, () => {
    offersWanted = true;
  });
  let waiting: (() => void)[] = [];
  const wishListeners = new Set<() => void>();

  return {
    read: stores,
    write(work) {
      if (sql.inTransaction) throw new Error('a transaction within a transaction');
      let value: ReturnType<typeof work>;
      try {
        value = sql
          .transaction(() => {
            const made = work(stores);
            for (const index of indexes) index.settle();
            return made;
          })
          .immediate();
      } catch (error) {
        waiting = [];
        offersWanted = false;
        for (const index of indexes) index.forget();
        rethrow(error);
      }
      const runs = waiting;
      waiting = [];
      for (const run of runs) run();
      if (offersWanted) {
        offersWanted = false;
        for (const listener of wishListeners) listener();
      }
      return value;
    },
    whenOffersWanted(run) {
      wishListeners.add(run);
      return () => wishListeners.delete(run);
    },
    afterCommit(run) {
      if (sql.inTransaction) waiting.push(run);
      else run();
    },
  };
}

type Words = Readonly<Record<'products' | 'listings' | 'orders', SearchIndex>>;

function createStores(sql: Sql, words: Words, offersWanted: () => void): Stores {
  const sync = createSyncStore(sql, offersWanted);
  return {
    ledger: createLedgerStore(sql, sync),
    catalogue: createCatalogueStore(sql, words),
    allocation: createAllocationStore(sql),
    orders: createOrderStore(sql, words.orders),
    sales: createSaleStore(sql),
    supplies: createSupplyStore(sql),
    handovers: createHandoverStore(sql),
    returns: createReturnStore(sql),
    fulfilment: createFulfilmentStore(sql),
    sync,
    print: createPrintStore(sql),
    labels: createLabelStore(sql),
    desk: createDeskStore(sql),
    people: createPeopleStore(sql),
    waves: createWaveStore(sql),
  };
}
