import type { AllocationStore } from './allocation-store.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import type { DeskStore } from './desk-store.ts';
import type { FulfilmentStore } from './fulfilment-store.ts';
import type { HandoverStore } from './handover-store.ts';
import type { LabelStore } from './label-store.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { OrderStore } from './order-store.ts';
import type { PeopleStore } from './people-store.ts';
import type { PrintStore } from './print-store.ts';
import type { ReturnStore } from './return-store.ts';
import type { SaleStore } from './sale-store.ts';
import type { SupplyStore } from './supply-store.ts';
import type { SyncStore } from './sync-store.ts';
import type { WaveStore } from './wave-store.ts';

/** The stores of the live database, one per family of tables; all of them see the transaction they are used in. */
export interface Stores {
  readonly ledger: LedgerStore;
  readonly catalogue: CatalogueStore;
  readonly allocation: AllocationStore;
  readonly orders: OrderStore;
  readonly sales: SaleStore;
  readonly supplies: SupplyStore;
  readonly handovers: HandoverStore;
  readonly returns: ReturnStore;
  readonly fulfilment: FulfilmentStore;
  readonly sync: SyncStore;
  readonly print: PrintStore;
  readonly labels: LabelStore;
  readonly desk: DeskStore;
  readonly people: PeopleStore;
  readonly waves: WaveStore;
}

/** One writer. The work is synchronous, so no network call fits inside a transaction (DESIGN §4). */
export interface Database {
  /** One IMMEDIATE transaction; a throw rolls all of it back. Not re-entrant. */
  write<T>(work: (stores: Stores) => T): T;
  /** Reads outside a transaction, or within the one that is open. */
  readonly read: Stores;
  /** Runs after every commit that wants some marketplace told anew of some figure; the answer ends it. */
  whenOffersWanted(run: () => void): () => void;
  /** Runs after the open transaction commits (at once when none is open); dropped on rollback. */
  afterCommit(run: () => void): void;
}

/** A window of a long list: rows from `offset`, and how many there are in all. */
export interface Window<T> {
  readonly rows: readonly T[];
  readonly total: number;
}
