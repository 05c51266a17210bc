import { Worker } from 'node:worker_threads';

import type { Lists } from '#electron/ports/lists.ts';

import type { Sql } from '../sql.ts';
import { listFulfilmentOrders, listFulfilmentStock } from './fulfilment.ts';
import { listOperations, productHistory } from './history.ts';
import { listListings } from './listings.ts';
import { listOrders, listSupplies, orderIds } from './orders.ts';
import { listProducts } from './products.ts';
import { listSuggestions } from './suggestions.ts';

export type ListName = keyof Lists;
type Query<N extends ListName> = Parameters<Lists[N]>[0];
type Answer<N extends ListName> = Awaited<ReturnType<Lists[N]>>;

/** What goes to the reading thread and comes back. */
export interface ListRequest {
  readonly seq: number;
  readonly name: ListName;
  readonly query: unknown;
  readonly nowMs: number;
}
export type ListReply =
  | { readonly seq: number; readonly ok: true; readonly value: unknown }
  | { readonly seq: number; readonly ok: false; readonly error: string };

/** One list, read on the handle given: the whole of a page is one snapshot. */
export function readList<N extends ListName>(sql: Sql, name: N, query: Query<N>, nowMs: number): Answer<N> {
  const readers: { readonly [Name in ListName]: (query: Query<Name>) => Answer<Name> } = {
    products: (asked) => listProducts(sql, asked),
    productHistory: (asked) => productHistory(sql, asked),
    operations: (asked) => listOperations(sql, asked),
    listings: (asked) => listListings(sql, asked),
    suggestions: (asked) => listSuggestions(sql, asked),
    orders: (asked) => listOrders(sql, asked, nowMs),
    fulfilmentStock: (asked) => listFulfilmentStock(sql, asked),
    fulfilmentOrders: (asked) => listFulfilmentOrders(sql, asked),
    orderIds: (asked) => orderIds(sql, asked),
    supplies: (asked) => listSupplies(sql, asked),
  };
  const read = readers[name] as unknown as (asked: Query<N>) => Answer<N>;
  return sql.inTransaction ? read(query) : sql.transaction(() => read(query))();
}

/** Lists over the live handle itself, for databases in memory. */
export const createInlineLists = (sql: Sql): Lists =>
  listsOver((name, query, nowMs) => {
    try {
      return Promise.resolve(readList(sql, name, query, nowMs));
    } catch (error) {
      return Promise.reject(error);
    }
  });

/** Lists over a handle of their own in a thread of their own, so that a long read never holds up a scan. */
export function createLists(options: { readonly file: string; readonly workerUrl: URL }): Lists & { close(): Promise<void> } {
  const waiting = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }>();
  let seq = 0;
  let worker: Worker | null = null;

  const drop = (error: Error) => {
    worker = null;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  /** A thread that died is started again by the next question. */
  const open = (): Worker => {
    const opened = new Worker(options.workerUrl, { workerData: { file: options.file } });
    opened.unref();
    opened.on('message', (reply: ListReply) => {
      const one = waiting.get(reply.seq);
      waiting.delete(reply.seq);
      if (reply.ok) one?.resolve(reply.value as never);
      else one?.reject(new Error(reply.error));
    });
    opened.on('error', drop);
    opened.on('exit', () => drop(new Error('the reading thread ended')));
    return opened;
  };

  const lists = listsOver(
    (name, query, nowMs) =>
      new Promise<never>((resolve, reject) => {
        seq += 1;
        waiting.set(seq, { resolve, reject });
        worker ??= open();
        worker.postMessage({ seq, name, query, nowMs } satisfies ListRequest);
      }),
  );
  return {
    ...lists,
    async close() {
      await worker?.terminate();
    },
  };
}

function listsOver(ask: <N extends ListName>(name: N, query: Query<N>, nowMs: number) => Promise<Answer<N>>): Lists {
  return {
    products: (query) => ask('products', query, 0),
    productHistory: (query) => ask('productHistory', query, 0),
    operations: (query) => ask('operations', query, 0),
    listings: (query) => ask('listings', query, 0),
    suggestions: (query) => ask('suggestions', query, 0),
    orders: (query, nowMs) => ask('orders', query, nowMs),
    fulfilmentStock: (query) => ask('fulfilmentStock', query, 0),
    fulfilmentOrders: (query) => ask('fulfilmentOrders', query, 0),
    orderIds: (query) => ask('orderIds', query, 0),
    supplies: (query) => ask('supplies', query, 0),
  };
}
