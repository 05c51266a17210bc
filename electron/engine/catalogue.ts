import type { ProductDraft, ProductRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Parsed } from '#shared/contract/index.ts';
import type { AccountId, ListingId, LocationId, ProductId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import { productsFromCards } from './catalogue-from-cards.ts';
import { applyImport, planImport } from './catalogue-import.ts';
import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { noteFirstMatches, settleMatches } from './listings.ts';
import { perform, Refusal } from './perform.ts';

/** Products, kits, warehouses and bins. */
export const catalogueHandlers = (context: EngineContext): Handlers<CallsOf<'product'> | CallsOf<'location'>> => {
  const { db, clock, lists, events, tables } = context;
  const newId = () => uuidv7(clock.nowMs(), context.random.bytes(10));

  return {
    'product.list': async (input) => ok(await lists.products(input)),
    'product.history': async (input) => {
      if (db.read.catalogue.product(input.id as ProductId) === null) return fail({ code: 'product-unknown', params: { id: input.id } });
      return ok(await lists.productHistory(input));
    },
    'product.get': ({ id }) => {
      const product = productDetails(db.read, id as ProductId);
      return product === null ? fail({ code: 'product-unknown', params: { id } }) : ok(product);
    },
    'product.byBarcode': ({ barcode }) => {
      const { catalogue } = db.read;
      return ok({ rows: [...catalogue.productViews(catalogue.productsByBarcode(barcode).map((product) => product.id))] });
    },
    'product.save': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'save', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const product = checkedProduct(stores, input);
        stores.catalogue.saveProduct(product, deed.atMs);
        stores.sync.touchOffers({ productIds: [product.id] }, true, deed.atMs);
        events.emit({ topic: 'products', ids: [product.id] });
        const shared = product.barcodes.filter((code) => stores.catalogue.productsByBarcode(code).some((other) => other.id !== product.id));
        return { product: stores.catalogue.productViews([product.id])[0]!, sharedBarcodes: shared };
      });
    },
    'product.importCsv': (input, caller) => {
      const rows = tables.readCsv(input.csv);
      if (input.dryRun) return dryRun(() => planImport(db.read, rows, input, newId).result);
      const call = { operationId: input.operationId, kind: 'import', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const plan = planImport(stores, rows, input, newId);
        const orders = applyImport(stores, deed, plan);
        stores.sync.touchOffers({ productIds: plan.products.map((product) => product.id) }, false, deed.atMs);
        for (const topic of ['products', 'stock', 'setup'] as const) events.emit({ topic, ids: [] });
        if (orders.length > 0) events.emit({ topic: 'orders', ids: [...orders] });
        return plan.result;
      });
    },
    'product.fromListings': (input, caller) => {
      const accountId = input.accountId as AccountId;
      const call = { operationId: input.operationId, kind: 'match', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        if (stores.catalogue.account(accountId) === null) throw new Refusal('account-unknown');
        const done = productsFromCards(stores, deed, accountId, input.listingIds as readonly ListingId[] | null, newId);
        noteFirstMatches(stores, deed, done.matched);
        settleMatches(context, stores, deed, accountId, done.matched);
        events.emit({ topic: 'products', ids: [] });
        return { created: done.created, matched: done.matched.length };
      });
    },
    'location.list': () => ok({ rows: [...db.read.catalogue.locations()] }),
    'location.save': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'save', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores) => {
        saveLocation(stores, input);
        events.emit({ topic: 'setup', ids: [] });
        events.emit({ topic: 'stock', ids: [] });
        return {};
      });
    },
  };
};

function dryRun<T>(plan: () => T) {
  try {
    return ok(plan());
  } catch (error) {
    if (error instanceof Refusal) return fail(error.error);
    throw error;
  }
}

function productDetails({ catalogue, fulfilment }: Stores, id: ProductId) {
  const row = catalogue.product(id);
  const product = catalogue.productViews([id])[0];
  if (row === null || product === undefined) return null;
  const components = row.components.map((part) => {
    const { article, name } = catalogue.product(part.productId)!;
    return { productId: part.productId, article, name, quantity: part.quantity };
  });
  return {
    product,
    components,
    listings: [...catalogue.listingViews(catalogue.listingsOf(id))],
    weightG: row.weightG,
    secondScanSaid: row.secondScanSaid,
    fulfilment: [...fulfilment.ofProduct(id)],
    lookAlikes: [...catalogue.lookAlikesOf(id)],
  };
}

function checkedProduct(stores: Stores, input: Parsed<'product.save'>): ProductDraft {
  const { catalogue, ledger } = stores;
  const id = input.id as ProductId;
  const before = catalogue.product(id);
  const namesake = catalogue.productByArticle(input.article);
  if (namesake !== null && namesake.id !== id) throw new Refusal('article-taken', { article: input.article, name: namesake.name });
  if (before !== null && before.kind !== input.kind) throw new Refusal('kind-fixed');
  const components = input.kind === 'kit' ? checkedParts(stores, id, input.components) : [];
  if (input.archived && ledger.stock([id]).some((row) => row.onHand > 0 || row.reserved > 0)) throw new Refusal('archived-with-stock');
  return {
    id,
    kind: input.kind,
    article: input.article,
    name: input.name,
    marked: input.marked,
    weightG: input.weightG,
    safetyStock: input.safetyStock,
    archived: input.archived,
    barcodes: [...new Set(input.barcodes)],
    components,
    ...(input.category === undefined ? {} : { category: input.category }),
    ...(input.secondScan === undefined ? {} : { secondScanSaid: input.secondScan }),
  };
}

/** The same part named twice is one part of both quantities. */
function checkedParts({ catalogue }: Stores, kitId: ProductId, parts: Parsed<'product.save'>['components']): ProductRow['components'] {
  if (parts.length === 0) throw new Refusal('kit-without-parts');
  const quantities = new Map<ProductId, number>();
  for (const part of parts) {
    const product = catalogue.product(part.productId as ProductId);
    if (part.productId === kitId || product?.kind === 'kit') throw new Refusal('kit-in-kit', { article: product?.article ?? '' });
    if (product === null) throw new Refusal('part-unknown', { id: part.productId });
    quantities.set(product.id, (quantities.get(product.id) ?? 0) + part.quantity);
  }
  return Array.from(quantities, ([productId, quantity]) => ({ productId, quantity }));
}

function saveLocation({ catalogue }: Stores, input: Parsed<'location.save'>): void {
  const id = input.id as LocationId;
  const warehouseId = (input.kind === 'warehouse' ? id : input.warehouseId) as LocationId | null;
  const before = catalogue.location(id);
  const moved = before !== null && (before.kind !== input.kind || before.warehouseId !== warehouseId);
  if (warehouseId === null || moved || (input.kind === 'bin' && catalogue.location(warehouseId)?.kind !== 'warehouse'))
    throw new Refusal('warehouse-unknown', { id: input.warehouseId });
  const namesake =
    input.kind === 'bin'
      ? catalogue.locationByCode(warehouseId, input.code)
      : (catalogue.locations().find((location) => location.kind === 'warehouse' && location.code === input.code) ??
        catalogue.locationByCode(warehouseId, input.code));
  if (namesake !== null && namesake.id !== id) throw new Refusal('code-taken', { code: input.code });
  if (input.archived && catalogue.locationHolds(id)) throw new Refusal('location-not-empty', { code: input.code });
  const { kind, code, name, routeOrder, archived } = input;
  catalogue.saveLocation({ id, kind, warehouseId, code, name, routeOrder, archived });
}
