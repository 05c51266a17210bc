import type { Stores } from '#electron/ports/database.ts';
import type { Deed, NewMovement, OperationKind } from '#electron/ports/ledger-store.ts';
import { REVERSIBLE_KINDS } from '#electron/ports/ledger-store.ts';
import type { LocationId, OperationId, OrderId, OrderLineId, ProductId } from '#shared/domain/ids.ts';

import type { EngineContext } from './context.ts';
import type { Caller, CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';

const SUPPLIER = 'supplier' as LocationId;
const CUSTOMER = 'customer' as LocationId;
const LOSS = 'loss' as LocationId;

/** A row as the contract brings it: so many units of a product at a place. */
interface Placed {
  readonly productId: string;
  readonly locationId: string;
  readonly quantity: number;
}

/** Goods that come, go, move and are counted. Every call is one operation, done once by its id. */
export const stockHandlers = (context: EngineContext): Handlers<CallsOf<'stock'>> => {
  const { db, clock, events, lists } = context;

  /** One operation over stock: the work inside, the news to the screens after it. */
  const change = <T>(
    kind: OperationKind,
    input: { readonly operationId: string; readonly reversesId?: string },
    caller: Caller,
    work: (
      stores: Stores,
      deed: Deed,
    ) => { readonly result: T; readonly productIds: readonly string[]; readonly orders: readonly OrderId[] },
  ) => {
    const { operationId, reversesId } = input;
    const call = { operationId, kind, caller, payload: input, ...(reversesId === undefined ? {} : { reversesId }) };
    return perform(db, clock.nowMs(), call, (stores, deed) => {
      const done = work(stores, deed);
      events.emit({ topic: 'stock', ids: [...new Set(done.productIds)] });
      if (done.orders.length > 0) events.emit({ topic: 'orders', ids: [...done.orders] });
      return done.result;
    });
  };

  const moved = (stores: Stores, deed: Deed, movements: readonly NewMovement[]) => {
    const orders = filledOrders(stores, deed, stores.ledger.move(deed, movements));
    return { productIds: movements.map((row) => row.productId), orders };
  };

  return {
    'stock.receive': (input, caller) =>
      change('receive', input, caller, (stores, deed) => {
        checkRows(stores, input.rows);
        const done = moved(stores, deed, toShelf(SUPPLIER, input.rows));
        return { ...done, result: { filledOrders: done.orders.length } };
      }),
    'stock.move': (input, caller) =>
      change('move', input, caller, (stores, deed) => {
        checkProducts(stores, input.rows);
        for (const row of input.rows) {
          checkLocation(stores, row.fromLocationId);
          checkLocation(stores, row.toLocationId);
        }
        const movements = input.rows
          .filter((row) => row.fromLocationId !== row.toLocationId)
          .map((row) => ({
            productId: row.productId as ProductId,
            fromLocationId: row.fromLocationId as LocationId,
            toLocationId: row.toLocationId as LocationId,
            quantity: row.quantity,
          }));
        return { ...moved(stores, deed, movements), result: {} };
      }),
    'stock.writeOff': (input, caller) =>
      change('write-off', input, caller, (stores, deed) => {
        checkRows(stores, input.rows);
        return { ...moved(stores, deed, fromShelf(input.rows, LOSS)), result: {} };
      }),
    'stock.count': (input, caller) =>
      change('count', input, caller, (stores, deed) => {
        checkRows(stores, input.rows);
        const rows = input.rows.map((row) => ({
          productId: row.productId as ProductId,
          locationId: row.locationId as LocationId,
          counted: row.counted,
        }));
        const { changed, shortLines, filledLines } = stores.ledger.count(deed, rows);
        const orders = stores.ledger.ordersOf(shortLines);
        for (const orderId of orders) stores.orders.tell(orderId, deed.atMs, 'short', deed.actor, { cause: 'count', operationId: deed.id });
        const touched = [...new Set([...orders, ...filledOrders(stores, deed, filledLines)])];
        return { productIds: rows.map((row) => row.productId), orders: touched, result: { changed, nowShortOrders: orders.length } };
      }),
    'stock.return': (input, caller) =>
      change('return', input, caller, (stores, deed) => {
        checkRows(stores, input.rows);
        const orderId = input.orderId as OrderId | null;
        if (orderId !== null && stores.orders.byId(orderId) === null) throw new Refusal('order-unknown', { id: orderId });
        const done = moved(stores, deed, toShelf(CUSTOMER, input.rows));
        if (orderId !== null) stores.orders.tell(orderId, deed.atMs, 'came-back', deed.actor, { rows: input.rows });
        return { ...done, orders: orderId === null ? done.orders : [...new Set([...done.orders, orderId])], result: {} };
      }),
    'stock.reverse': (input, caller) =>
      change('reverse', input, caller, (stores, deed) => {
        const found = stores.ledger.operation(input.reversesId as OperationId);
        if (found === null) throw new Refusal('operation-unknown', { id: input.reversesId });
        if (found.reversedById !== null) throw new Refusal('already-reversed', { by: found.reversedById });
        if (!REVERSIBLE_KINDS.includes(found.kind) || found.movements.length === 0)
          throw new Refusal('not-reversible', { kind: found.kind });
        return { ...moved(stores, deed, found.movements.map(opposite).toReversed()), result: {} };
      }),
    'stock.operations': async (input) => ({ ok: true, value: await lists.operations(input) }),
  };
};

/** Tells each order whose shortage has been filled; answers the orders, each once. */
export function filledOrders(stores: Stores, deed: Deed, lineIds: readonly OrderLineId[]): readonly OrderId[] {
  const orders = stores.ledger.ordersOf(lineIds);
  for (const orderId of orders) stores.orders.tell(orderId, deed.atMs, 'filled', deed.actor, { operationId: deed.id });
  return orders;
}

export const toShelf = (from: LocationId, rows: readonly Placed[]): readonly NewMovement[] =>
  rows.map((row) => ({
    productId: row.productId as ProductId,
    fromLocationId: from,
    toLocationId: row.locationId as LocationId,
    quantity: row.quantity,
  }));

const fromShelf = (rows: readonly Placed[], to: LocationId): readonly NewMovement[] => toShelf(to, rows).map(opposite);

const opposite = (row: NewMovement): NewMovement => ({ ...row, fromLocationId: row.toLocationId, toLocationId: row.fromLocationId });

function checkRows(stores: Stores, rows: readonly { readonly productId: string; readonly locationId: string }[]): void {
  checkProducts(stores, rows);
  for (const id of new Set(rows.map((row) => row.locationId))) checkLocation(stores, id);
}

function checkProducts(stores: Stores, rows: readonly { readonly productId: string }[]): void {
  for (const id of new Set(rows.map((row) => row.productId))) {
    const product = stores.catalogue.product(id as ProductId);
    if (product === null) throw new Refusal('product-unknown', { id });
    if (product.kind === 'kit') throw new Refusal('kit-has-no-stock', { article: product.article, name: product.name });
  }
}

function checkLocation(stores: Stores, id: string): void {
  if (stores.catalogue.location(id as LocationId) === null) throw new Refusal('location-unknown', { id });
}
