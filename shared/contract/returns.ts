import { z } from 'zod';

import { command, id, line, operationId, quantity, query, text, timeMs } from './call.ts';

export const RETURN_STATES = ['announced', 'on-way', 'ready-for-pickup', 'received', 'disposed', 'lost', 'unknown'] as const;
export const RETURN_KINDS = ['cancelled', 'returned', 'unknown'] as const;
export const RETURN_FATES = ['sound', 'defect', 'loss'] as const;
/** Why it is worth a claim: announced long ago and never came, told to be received and not seen here, lost on the way. */
export const RETURN_CLAIMS = ['overdue', 'said-received', 'lost'] as const;

const returnRow = z.object({
  id,
  accountName: z.string(),
  externalId: z.string(),
  orderNumber: z.string().nullable(),
  orderId: id.nullable(),
  kind: z.enum(RETURN_KINDS),
  state: z.enum(RETURN_STATES),
  own: z.string(),
  reason: z.string().nullable(),
  place: z.string().nullable(),
  priceMinor: z.int().nullable(),
  currency: z.string().nullable(),
  changedAtMs: timeMs,
  pickupBeforeMs: timeMs.nullable(),
  claim: z.enum(RETURN_CLAIMS).nullable(),
  lines: z.array(
    z.object({
      id,
      article: z.string(),
      name: z.string(),
      productId: id.nullable(),
      quantity: z.int(),
      /** Not taken in here yet. */
      left: z.int(),
    }),
  ),
});

export const returnCalls = {
  'return.list': query({
    summary: 'What comes back and is not here yet, what should have come long ago, or what was taken in; at most 500',
    permission: 'read',
    input: z.object({ show: z.enum(['waiting', 'claims', 'taken']).default('waiting') }),
    output: z.object({ rows: z.array(returnRow), total: z.int(), any: z.boolean() }),
    errors: [],
  }),
  'return.find': query({
    summary: 'Returns by a scan: the code of the parcel, the number or label of the order, or the thing itself',
    permission: 'read',
    input: z.object({ code: line(300) }),
    output: z.object({ rows: z.array(returnRow) }),
    errors: [],
  }),
  'return.take': command({
    summary:
      'Takes a thing of a return in: sound to a shelf, defective to a shelf that sells nothing, or written off; each piece once. Only this puts stock back',
    permission: 'stock',
    input: z.object({
      operationId,
      lineId: id,
      quantity,
      fate: z.enum(RETURN_FATES),
      /** Null for what is written off. */
      locationId: id.nullable(),
      reason: text(300).default(''),
    }),
    output: z.object({ left: z.int() }),
    errors: [
      'location-unknown',
      'return-unknown',
      'return-taken',
      'return-not-matched',
      'return-never-left',
      'return-reason-wanted',
      'location-sells',
    ],
  }),
} as const;
