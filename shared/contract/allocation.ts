import { z } from 'zod';

import { command, empty, id, line, operationId, query, text } from './call.ts';

const target = {
  accountId: id.nullable(),
  category: line(200).nullable(),
  productId: id.nullable(),
  listingId: id.nullable(),
};
const words = {
  safetyStock: z.int().min(0).max(1_000_000).nullable(),
  maximum: z.int().min(0).max(1_000_000).nullable(),
  percent: z.int().min(0).max(100).nullable(),
  priority: z.int().min(-100).max(100).nullable(),
  lastPieces: z.int().min(0).max(1_000_000).nullable(),
  frozen: z.boolean().nullable(),
};
const outage = z
  .object({ afterMinutes: z.int().min(1).max(10_080), addUnits: z.int().min(1).max(1_000_000) })
  .describe('A cabinet whose orders were not read for so long adds so many units to the safety stock of all it sells');

export const ruleRow = z.object({
  id,
  ...target,
  ...words,
  scope: z.enum(['everything', 'account', 'category', 'product', 'listing']),
  accountName: z.string().nullable(),
  productName: z.string().nullable(),
  listingName: z.string().nullable(),
});

export const allocationCalls = {
  'rule.list': query({
    summary: 'Rules of how stock is offered, and what happens while a marketplace is silent',
    permission: 'read',
    input: z.object({ productId: id.nullable().default(null), search: text(200).default('') }),
    errors: [],
    output: z.object({
      rows: z.array(ruleRow),
      categories: z.array(z.string()),
      outage: outage.nullable(),
      silent: z.array(z.object({ accountId: id, accountName: z.string(), sinceMs: z.int() })),
    }),
  }),
  'rule.save': command({
    summary: 'Adds or changes a rule; exactly the offers it changes are told again, decreases first',
    permission: 'stock',
    input: z.object({ operationId, id, ...target, ...words }),
    output: z.object({ changedOffers: z.int() }),
    errors: [
      'rule-says-nothing',
      'rule-target-wrong',
      'rule-taken',
      'account-unknown',
      'product-unknown',
      'listing-unknown',
      'last-pieces-need-cabinet',
    ],
  }),
  'rule.remove': command({
    summary: 'Takes a rule away',
    permission: 'stock',
    input: z.object({ operationId, id }),
    output: z.object({ changedOffers: z.int() }),
    errors: ['rule-unknown'],
  }),
  'rule.setOutage': command({
    summary: 'What happens to the safety stock while orders of a cabinet cannot be read; null: nothing',
    permission: 'manage',
    input: z.object({ operationId, outage: outage.nullable() }),
    output: empty,
    errors: [],
  }),
} as const;
