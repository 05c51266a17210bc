import { z } from 'zod';

import { ORDER_STATUSES } from '#shared/domain/order.ts';

import { id, query, text, timeMs, windowInput, windowOf } from './call.ts';

const asked = z.object({ accountId: id.nullable().default(null), search: text(200).default(''), ...windowInput });

export const fulfilmentCalls = {
  'fulfilment.stock': query({
    summary: 'Goods that lie at the marketplaces (FBO, FBY), as they last told: cards, most goods first. No part of our stock',
    permission: 'read',
    input: asked,
    output: windowOf(
      z.object({
        accountName: z.string(),
        sku: z.string(),
        article: z.string(),
        name: z.string(),
        productId: id.nullable(),
        available: z.int(),
        reserved: z.int(),
        readAtMs: timeMs,
        /** The marketplace's own word for where: a warehouse's id, or a kind of storage where it tells no more. */
        places: z.array(z.object({ place: z.string(), available: z.int(), reserved: z.int() })),
      }),
    ),
    errors: [],
  }),
  'fulfilment.orders': query({
    summary: 'Orders that the marketplaces send from their own warehouses, newest first: to be read, they hold nothing of ours',
    permission: 'read',
    input: asked,
    output: windowOf(
      z.object({
        accountName: z.string(),
        externalId: z.string(),
        number: z.string(),
        status: z.enum(ORDER_STATUSES),
        own: z.string(),
        createdAtMs: timeMs,
        priceMinor: z.int().nullable(),
        currency: z.string().nullable(),
        lines: z.array(z.object({ sku: z.string(), article: z.string(), name: z.string(), quantity: z.int() })),
      }),
    ),
    errors: [],
  }),
} as const;
