import { z } from 'zod';

import { command, empty, id, operationId, quantity, query, text, timeMs, windowInput, windowOf } from './call.ts';

const price = z.int().min(0).max(100_000_000_000).nullable().default(null);
const currency = z.string().length(3).default('RUB');

export const saleCalls = {
  'sale.sell': command({
    summary: 'Sold over the counter or in our own shop: from the shelves of a warehouse, never what orders hold; kits by their parts',
    permission: 'pack',
    input: z.object({
      operationId,
      warehouseId: id,
      rows: z
        .array(z.object({ productId: id, quantity, priceMinor: price }))
        .min(1)
        .max(500),
      currency,
      note: text(500).default(''),
    }),
    output: z.object({ units: z.int() }),
    errors: ['warehouse-unknown', 'product-unknown', 'not-enough-in-bin', 'reserved-for-orders'],
  }),
  'sale.return': command({
    summary: 'A buyer brings back what was sold over the counter; kits by their parts',
    permission: 'pack',
    input: z.object({
      operationId,
      locationId: id,
      rows: z
        .array(z.object({ productId: id, quantity }))
        .min(1)
        .max(500),
      note: text(500).default(''),
    }),
    output: empty,
    errors: ['location-unknown', 'product-unknown'],
  }),
  'sale.list': query({
    summary: 'Sales outside the marketplaces, newest first',
    permission: 'read',
    input: z.object(windowInput),
    errors: [],
    output: windowOf(
      z.object({
        operationId: z.string(),
        atMs: timeMs,
        actor: z.string(),
        reversed: z.boolean(),
        lines: z.array(
          z.object({
            productId: id,
            article: z.string(),
            name: z.string(),
            quantity: z.int(),
            priceMinor: z.int().nullable(),
            currency: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
  'sale.importCsv': command({
    summary: 'Sold quantities from a file: a line is sold once, however often its file comes. With dryRun only says what it would do',
    permission: 'stock',
    input: z.object({ operationId, csv: z.string().max(20_000_000), warehouseId: id.nullable(), currency, dryRun: z.boolean() }),
    output: z.object({
      columns: z.array(z.object({ header: z.string(), meaning: z.string().nullable() })),
      /** Lines have numbers of their own, so a file that grew is sold only in its new lines. */
      hasLineIds: z.boolean(),
      lines: z.int(),
      sold: z.int(),
      units: z.int(),
      already: z.int(),
      problems: z.array(z.object({ line: z.int(), code: z.string(), text: z.string() })),
    }),
    errors: ['csv-unreadable', 'csv-no-article', 'csv-too-many-rows', 'warehouse-unknown'],
  }),
} as const;
