import type { ProductRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { LocationId, ProductId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { planSales } from './sale-import.ts';
import { filledOrders, toShelf } from './stock.ts';

/** Retail and our own shop: they draw from the same shelves as the marketplaces, so the marketplaces are told at once. */
export const saleHandlers = (context: EngineContext): Handlers<CallsOf<'sale'>> => {
  const { db, clock, events, tables } = context;
  const newId = () => uuidv7(clock.nowMs(), context.random.bytes(10));

  return {
    'sale.sell': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'sell', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const warehouseId = input.warehouseId as LocationId;
        if (stores.catalogue.location(warehouseId)?.kind !== 'warehouse') throw new Refusal('warehouse-unknown', { id: input.warehouseId });
        for (const row of input.rows) {
          const product = productIn(stores, row.productId);
          const { quantity, priceMinor } = row;
          sell(
            stores,
            deed,
            warehouseId,
            { id: newId(), sourceKey: null, product, quantity, priceMinor, soldAtMs: deed.atMs },
            input.currency,
          );
        }
        events.emit({ topic: 'stock', ids: input.rows.map((row) => row.productId) });
        return { units: input.rows.reduce((sum, row) => sum + row.quantity, 0) };
      });
    },
    'sale.return': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'return', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        if (stores.catalogue.location(input.locationId as LocationId) === null)
          throw new Refusal('location-unknown', { id: input.locationId });
        const parts = input.rows.flatMap((row) => stores.catalogue.needsOf(productIn(stores, row.productId).id, row.quantity));
        const placed = parts.map((part) => ({ ...part, locationId: input.locationId }));
        const orders = filledOrders(stores, deed, stores.ledger.move(deed, toShelf('customer' as LocationId, placed)));
        events.emit({ topic: 'stock', ids: parts.map((part) => part.productId) });
        if (orders.length > 0) events.emit({ topic: 'orders', ids: [...orders] });
        return {};
      });
    },
    'sale.list': ({ offset, limit }) => ok(db.read.sales.list(offset, limit)),
    'sale.importCsv': (input, caller) => {
      const rows = tables.readCsv(input.csv);
      if (input.dryRun) {
        try {
          return ok(planSales(db.read, input.csv, rows, input.warehouseId).result);
        } catch (error) {
          if (error instanceof Refusal) return fail(error.error);
          throw error;
        }
      }
      const { csv: _, ...payload } = input;
      const call = { operationId: input.operationId, kind: 'sell', caller, payload } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const plan = planSales(stores, input.csv, rows, input.warehouseId);
        for (const { soldAtMs, ...line } of plan.lines)
          sell(stores, deed, plan.warehouseId!, { ...line, id: newId(), soldAtMs: soldAtMs ?? deed.atMs }, input.currency);
        events.emit({ topic: 'stock', ids: [] });
        return plan.result;
      });
    },
  };
};

interface Sold {
  readonly id: string;
  readonly sourceKey: string | null;
  readonly product: ProductRow;
  readonly quantity: number;
  readonly priceMinor: number | null;
  readonly soldAtMs: number;
}

function sell(stores: Stores, deed: Deed, warehouseId: LocationId, sold: Sold, currency: string): void {
  const { product, ...line } = sold;
  stores.ledger.sell(deed, warehouseId, stores.catalogue.needsOf(product.id, sold.quantity));
  stores.sales.insert({ ...line, operationId: deed.id, productId: product.id, currency: sold.priceMinor === null ? null : currency });
}

function productIn(stores: Stores, id: string): ProductRow {
  const product = stores.catalogue.product(id as ProductId);
  if (product === null) throw new Refusal('product-unknown', { id });
  return product;
}
