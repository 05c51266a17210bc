import { z } from 'zod';

import { ALLOCATION_REASONS } from '#shared/domain/allocation.ts';

import { action, attributes, command, empty, id, line, operationId, quantity, query, text, timeMs, windowInput, windowOf } from './call.ts';

export const productRow = z.object({
  id,
  kind: z.enum(['product', 'kit']),
  article: z.string(),
  name: z.string(),
  marked: z.boolean(),
  barcodes: z.array(z.string()),
  safetyStock: z.int(),
  category: z.string(),
  /** Packing asks for the bin or the thing once more. */
  secondScan: z.boolean(),
  /** Products whose name or article is dangerously similar. */
  lookAlikes: z.int(),
  archived: z.boolean(),
  /** Units over all warehouses; a kit's are what its parts allow. */
  onHand: z.int(),
  reserved: z.int(),
  available: z.int(),
  short: z.int(),
  bins: z.array(z.object({ locationId: id, code: z.string(), warehouseName: z.string(), onHand: z.int() })),
  listings: z.int(),
});

export const locationRow = z.object({
  id,
  kind: z.enum(['warehouse', 'bin']),
  warehouseId: id,
  code: z.string(),
  name: z.string(),
  routeOrder: z.int(),
  archived: z.boolean(),
});

export const listingRow = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  sku: z.string(),
  cardId: z.string(),
  article: z.string(),
  name: z.string(),
  size: z.string().nullable(),
  barcodes: z.array(z.string()),
  marked: z.boolean(),
  archived: z.boolean(),
  productId: id.nullable(),
  productArticle: z.string().nullable(),
  productName: z.string().nullable(),
  multiplicity: z.int(),
  matchedBy: z.enum(['barcode', 'article', 'person']).nullable(),
  offers: z.array(
    z.object({
      externalWarehouseId: z.string(),
      told: z.int().nullable(),
      toldAtMs: timeMs.nullable(),
      live: z.int().nullable(),
      liveReadAtMs: timeMs.nullable(),
      waiting: z.boolean(),
      would: z.int(),
      reason: z.enum(ALLOCATION_REASONS),
      /** What the figure was made of: units of the product, or whole kits, in our warehouse that feeds the offer. */
      onHand: z.int(),
      reserved: z.int(),
      available: z.int(),
      /** The rule that decided; `own` is the safety stock written on the product. */
      rule: z
        .object({
          id: id.nullable(),
          scope: z.enum(['everything', 'account', 'category', 'product', 'listing', 'own']),
          accountName: z.string().nullable(),
          category: z.string().nullable(),
        })
        .nullable(),
      problemCode: z.string().nullable(),
      /** The marketplace's own words. */
      problemMessage: z.string().nullable(),
    }),
  ),
});

const STOCK_ERRORS = ['not-enough-in-bin', 'reserved-for-orders', 'product-unknown', 'location-unknown', 'kit-has-no-stock'] as const;
const movement = z.object({ productId: id, locationId: id, quantity });

export const stockCalls = {
  'product.list': query({
    summary: 'Products, searched by any part of name, article or barcode',
    permission: 'read',
    input: z.object({
      search: text(200).default(''),
      show: z.enum(['all', 'in-stock', 'short', 'no-barcode', 'unlisted', 'kits', 'archived']).default('all'),
      sort: z.enum(['name', 'article', 'available', 'on-hand']).default('name'),
      descending: z.boolean().default(false),
      ...windowInput,
    }),
    output: windowOf(productRow),
    errors: [],
  }),
  'product.get': query({
    summary: 'One product: stock by bin, parts, listings, weights',
    permission: 'read',
    input: z.object({ id }),
    errors: ['product-unknown'],
    output: z.object({
      product: productRow,
      components: z.array(z.object({ productId: id, article: z.string(), name: z.string(), quantity: z.int() })),
      listings: z.array(listingRow),
      weightG: z.int().nullable(),
      secondScanSaid: z.boolean().nullable(),
      /** Of it at the marketplaces' own warehouses, in pieces of this product; no part of the stock above. */
      fulfilment: z.array(
        z.object({ accountName: z.string(), place: z.string(), available: z.int(), reserved: z.int(), readAtMs: timeMs }),
      ),
      lookAlikes: z.array(z.object({ productId: id, article: z.string(), name: z.string(), likeness: z.number() })),
    }),
  }),
  'product.byBarcode': query({
    summary: 'What carries this barcode',
    permission: 'read',
    input: z.object({ barcode: line(200) }),
    output: z.object({ rows: z.array(productRow) }),
    errors: [],
  }),
  'product.save': command({
    summary: 'Adds or changes a product or a kit, as a whole',
    permission: 'stock',
    input: z.object({
      operationId,
      id,
      kind: z.enum(['product', 'kit']),
      article: line(100),
      name: line(500),
      marked: z.boolean(),
      barcodes: z.array(line(100)).max(50),
      safetyStock: z.int().min(0).max(1_000_000),
      archived: z.boolean(),
      weightG: z.int().min(1).max(1_000_000).nullable(),
      components: z.array(z.object({ productId: id, quantity })).max(50),
      /** Left out: as it was. */
      category: text(200).optional(),
      /** Whether packing asks for a second scan; null leaves it to the likeness found, left out: as it was. */
      secondScan: z.boolean().nullable().optional(),
    }),
    output: z.object({ product: productRow, sharedBarcodes: z.array(z.string()) }),
    errors: ['article-taken', 'kit-without-parts', 'kit-in-kit', 'part-unknown', 'kind-fixed', 'archived-with-stock'],
  }),
  'product.history': query({
    summary: 'Why is it seven: every movement and reservation that made the figure',
    permission: 'read',
    input: z.object({ id, ...windowInput }),
    errors: ['product-unknown'],
    output: windowOf(
      z.object({
        seq: z.int(),
        atMs: timeMs,
        kind: z.string(),
        actor: z.string(),
        operationId: z.string(),
        from: z.string(),
        to: z.string(),
        quantity: z.int(),
        onHandAfter: z.int(),
        orderNumber: z.string().nullable(),
        orderId: id.nullable(),
        reversed: z.boolean(),
      }),
    ),
  }),
  'product.importCsv': command({
    summary: 'Products from CSV: article, name, barcodes, quantity, bin, marked. With dryRun only says what it would do',
    permission: 'stock',
    input: z.object({ operationId, csv: z.string().max(20_000_000), warehouseId: id.nullable(), dryRun: z.boolean() }),
    output: z.object({
      columns: z.array(z.object({ header: z.string(), meaning: z.string().nullable() })),
      created: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      received: z.int(),
      problems: z.array(z.object({ line: z.int(), code: z.string(), text: z.string() })),
    }),
    errors: ['csv-unreadable', 'csv-no-article', 'csv-too-many-rows', 'warehouse-unknown'],
  }),
  'product.fromListings': command({
    summary: 'Makes products from unmatched cards of a cabinet (one per article and size) and matches them',
    permission: 'stock',
    input: z.object({ operationId, accountId: id, listingIds: z.array(id).max(5000).nullable() }),
    output: z.object({ created: z.int(), matched: z.int() }),
    errors: ['account-unknown'],
  }),
  'location.list': query({
    summary: 'Warehouses and bins',
    permission: 'read',
    input: empty,
    output: z.object({ rows: z.array(locationRow) }),
    errors: [],
  }),
  'location.save': command({
    summary: 'Adds or changes a warehouse or a bin',
    permission: 'stock',
    input: z.object({
      operationId,
      id,
      kind: z.enum(['warehouse', 'bin']),
      warehouseId: id.nullable(),
      code: line(40),
      name: text(200),
      routeOrder: z.int().min(0).max(1_000_000).default(0),
      archived: z.boolean().default(false),
    }),
    output: empty,
    errors: ['code-taken', 'warehouse-unknown', 'location-not-empty'],
  }),
  'stock.receive': command({
    summary: 'Goods came',
    permission: 'stock',
    input: z.object({ operationId, rows: z.array(movement).min(1).max(1000), note: text(500).default('') }),
    output: z.object({ filledOrders: z.int() }),
    errors: STOCK_ERRORS,
  }),
  'stock.move': command({
    summary: 'From bin to bin',
    permission: 'stock',
    input: z.object({
      operationId,
      rows: z
        .array(z.object({ productId: id, fromLocationId: id, toLocationId: id, quantity }))
        .min(1)
        .max(1000),
    }),
    output: empty,
    errors: STOCK_ERRORS,
  }),
  'stock.writeOff': command({
    summary: 'Broken, lost, taken',
    permission: 'stock',
    input: z.object({ operationId, rows: z.array(movement).min(1).max(1000), reason: line(200) }),
    output: empty,
    errors: STOCK_ERRORS,
  }),
  'stock.count': command({
    summary:
      'What a count found in a bin; the difference is moved from or to loss. Less than orders hold is told, and the orders become short',
    permission: 'stock',
    input: z.object({
      operationId,
      rows: z
        .array(z.object({ productId: id, locationId: id, counted: z.int().min(0).max(1_000_000) }))
        .min(1)
        .max(1000),
    }),
    output: z.object({ changed: z.int(), nowShortOrders: z.int() }),
    errors: STOCK_ERRORS,
  }),
  'stock.return': command({
    summary: 'A buyer’s return, back to a bin',
    permission: 'stock',
    input: z.object({ operationId, rows: z.array(movement).min(1).max(1000), orderId: id.nullable() }),
    output: empty,
    errors: [...STOCK_ERRORS, 'order-unknown'],
  }),
  'stock.reverse': command({
    summary: 'Undoes an operation by a new, opposite one',
    permission: 'stock',
    input: z.object({ operationId, reversesId: z.uuid() }),
    output: empty,
    errors: [...STOCK_ERRORS, 'operation-unknown', 'already-reversed', 'not-reversible'],
  }),
  'stock.operations': query({
    summary: 'The log of operations, newest first',
    permission: 'read',
    input: z.object({ ...windowInput }),
    errors: [],
    output: windowOf(
      z.object({
        id: z.string(),
        seq: z.int(),
        kind: z.string(),
        actor: z.string(),
        station: z.string(),
        atMs: timeMs,
        reversesId: z.string().nullable(),
        reversedById: z.string().nullable(),
        reversible: z.boolean(),
        movements: z.int(),
      }),
    ),
  }),
  'listing.list': query({
    summary: 'Cards of the cabinets and what stands behind each',
    permission: 'read',
    input: z.object({
      accountId: id.nullable().default(null),
      search: text(200).default(''),
      show: z.enum(['all', 'matched', 'unmatched', 'drift', 'parked']).default('all'),
      ...windowInput,
    }),
    output: windowOf(listingRow),
    errors: [],
  }),
  'listing.match': command({
    summary: 'Says which product stands behind a card, and how many of it',
    permission: 'stock',
    input: z.object({ operationId, listingId: id, productId: id.nullable(), multiplicity: z.int().min(1).max(1000).default(1) }),
    output: z.object({ resolvedOrders: z.int() }),
    errors: ['listing-unknown', 'product-unknown'],
  }),
  'listing.suggestions': query({
    summary: 'Cards nobody stands behind, each with the products most like it by name and article; a person decides',
    permission: 'read',
    input: z.object({ accountId: id.nullable().default(null), search: text(200).default(''), ...windowInput }),
    output: windowOf(
      z.object({
        listing: listingRow,
        /** Best first; the score is 0–100. */
        candidates: z.array(z.object({ productId: id, article: z.string(), name: z.string(), score: z.int() })),
      }),
    ),
    errors: [],
  }),
  'listing.matchMany': command({
    summary: 'Says of many cards at once which product stands behind each; null takes it away. Undone as one',
    permission: 'stock',
    input: z.object({
      operationId,
      rows: z
        .array(z.object({ listingId: id, productId: id.nullable(), multiplicity: z.int().min(1).max(1000).default(1) }))
        .min(1)
        .max(500),
    }),
    output: z.object({ changed: z.int(), resolvedOrders: z.int() }),
    errors: ['listing-unknown', 'product-unknown'],
  }),
  'listing.undoMatch': command({
    summary: 'Puts back what an operation changed behind the cards; a card that was changed since is left as it is',
    permission: 'stock',
    input: z.object({ operationId, reversesId: z.uuid() }),
    output: z.object({ restored: z.int(), left: z.int() }),
    errors: ['operation-unknown', 'already-reversed', 'not-reversible'],
  }),
  'listing.autoMatch': command({
    summary: 'Matches by barcode, then by article, where exactly one product fits',
    permission: 'stock',
    input: z.object({ operationId, accountId: id }),
    output: z.object({ matched: z.int(), left: z.int() }),
    errors: ['account-unknown'],
  }),
  'listing.refresh': action({
    summary: 'Reads changed cards now',
    permission: 'stock',
    input: z.object({ accountId: id }),
    output: empty,
    errors: ['account-unknown'],
  }),
} as const;

export { attributes };
