import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { ReturnLineRow } from '#electron/ports/return-store.ts';
import type { Parsed } from '#shared/contract/index.ts';
import type { ExternalId, LocationId, OrderId, ReturnId, ReturnLineId } from '#shared/domain/ids.ts';
import { readScan } from '#shared/domain/scan.ts';
import { ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { resolve } from './packing-thing.ts';
import { perform, Refusal } from './perform.ts';
import { filledOrders } from './stock.ts';

const CUSTOMER = 'customer' as LocationId;
const LOSS = 'loss' as LocationId;
const MOST_ROWS = 500;
const MOST_FOUND = 20;

/** What comes back: what the marketplace says of it, and what a person took in with the thing in the hand. */
export const returnHandlers = (context: EngineContext): Handlers<CallsOf<'return'>> => {
  const { db, clock, events, channels } = context;
  return {
    'return.list': ({ show }) => {
      const { ids, total } = db.read.returns.list(show, clock.nowMs(), MOST_ROWS);
      const able = new Set(channels.filter((channel) => channel.capabilities.returns).map((channel) => channel.id as string));
      const any = db.read.catalogue.accounts().some((account) => able.has(account.channel));
      return ok({ rows: [...db.read.returns.views(ids, clock.nowMs())], total, any });
    },
    'return.find': ({ code }) => ok({ rows: [...db.read.returns.views(found(db.read, code), clock.nowMs())] }),
    'return.take': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'return', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const { left, returnId, orders, productIds } = take(stores, deed, input);
        events.emit({ topic: 'returns', ids: [returnId] });
        events.emit({ topic: 'stock', ids: [...productIds] });
        if (orders.length > 0) events.emit({ topic: 'orders', ids: [...orders] });
        return { left };
      });
    },
  };
};

/** The code of the parcel or the order's number; the label we stuck on it ourselves; the thing that lies in it. */
function found(stores: Stores, code: string): readonly ReturnId[] {
  const reading = readScan(code);
  for (const one of new Set([code, ...reading.barcodes])) {
    const named = stores.returns.byCode(one, MOST_FOUND);
    if (named.length > 0) return named;
    const order = stores.orders.byLabelBarcode(one);
    if (order !== null) return stores.returns.ofOrder(order.accountId, order.externalId);
  }
  const things = resolve(stores, reading);
  return [...new Set(things.flatMap(({ productId }) => stores.returns.waitingFor(productId, MOST_FOUND)))];
}

interface Taken {
  readonly left: number;
  readonly returnId: ReturnId;
  readonly productIds: readonly string[];
  readonly orders: readonly OrderId[];
}

function take(stores: Stores, deed: Deed, input: Parsed<'return.take'>): Taken {
  const line = stores.returns.line(input.lineId as ReturnLineId);
  if (line === null) throw new Refusal('return-unknown');
  if (input.quantity > line.left) throw new Refusal('return-taken', { left: line.left });
  if (line.productId === null) throw new Refusal('return-not-matched', { article: line.article });
  if (input.fate !== 'sound' && input.reason === '') throw new Refusal('return-reason-wanted');
  const order = line.externalOrderId === null ? null : stores.orders.byExternalId(line.accountId, line.externalOrderId as ExternalId);
  // Its things never left: by the books they still stand here, and taking them in would make them twice.
  if (order !== null && !stores.returns.leftShelves(order.id)) throw new Refusal('return-never-left', { number: order.number });
  const to = placeFor(stores, input);
  const needs = stores.catalogue.needsOf(line.productId, input.quantity * line.multiplicity);
  const filled = stores.ledger.move(
    deed,
    needs.map(({ productId, quantity }) => ({ productId, fromLocationId: CUSTOMER, toLocationId: to, quantity })),
  );
  stores.returns.addTake(
    { lineId: line.id, quantity: input.quantity, fate: input.fate, locationId: to, reason: input.reason, operationId: deed.id },
    deed.atMs,
  );
  if (order !== null) stores.orders.tell(order.id, deed.atMs, 'came-back', deed.actor, storyOf(line, input));
  return {
    left: line.left - input.quantity,
    returnId: line.returnId,
    productIds: needs.map((need) => need.productId),
    orders: [...new Set([...filledOrders(stores, deed, filled), ...(order === null ? [] : [order.id])])],
  };
}

const storyOf = ({ article }: ReturnLineRow, { quantity, fate, reason }: Parsed<'return.take'>) => ({ article, quantity, fate, reason });

/** A shelf for what is sound; for what is not, a shelf of a warehouse that feeds no marketplace, or the losses. */
function placeFor(stores: Stores, { fate, locationId }: Parsed<'return.take'>): LocationId {
  if (fate === 'loss') return LOSS;
  const location = locationId === null ? null : stores.catalogue.location(locationId as LocationId);
  if (location === null || location.warehouseId === null) throw new Refusal('location-unknown', { id: locationId });
  const sells = stores.catalogue
    .accounts()
    .some((account) => stores.catalogue.channelWarehouses(account.id).some((one) => one.warehouseId === location.warehouseId));
  if (fate === 'defect' && sells) throw new Refusal('location-sells', { code: location.code });
  return location.id;
}
