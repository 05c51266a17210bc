import { z } from 'zod';

import { action, command, empty, id, line, operationId, problem, query, timeMs } from './call.ts';

export const outboxRow = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  subject: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'sending', 'unknown', 'done', 'rejected', 'dropped']),
  attempts: z.int(),
  notBeforeMs: timeMs,
  problem: problem.nullable(),
  dropReason: z.string().nullable(),
  createdAtMs: timeMs,
  endedAtMs: timeMs.nullable(),
});
export const accountHealth = z.object({
  accountId: id,
  accountName: z.string(),
  channel: z.string(),
  state: z.enum(['active', 'paused']),
  live: z.boolean(),
  mood: z.enum(['good', 'waiting', 'offline', 'refused', 'paused']),
  streams: z.array(
    z.object({
      stream: z.string(),
      lastSuccessMs: timeMs.nullable(),
      lastFailureMs: timeMs.nullable(),
      failures: z.int(),
      problem: problem.nullable(),
    }),
  ),
  queue: z.object({ waiting: z.int(), rejected: z.int(), unknown: z.int(), oldestMs: timeMs.nullable() }),
  stock: z.object({ waiting: z.int(), parked: z.int(), oldestMs: timeMs.nullable(), drift: z.int() }),
  limits: z.array(z.object({ group: z.string(), left: z.number(), burst: z.int(), blockedUntilMs: timeMs.nullable() })),
  /** How often this cabinet is asked; null while it has no key. */
  pace: z.object({ ordersEveryMs: z.int(), statusesEveryMs: z.int(), sparing: z.boolean(), sameFigureEveryMs: z.int() }).nullable(),
  breakers: z.array(z.object({ kind: z.enum(['transport', 'auth']), failures: z.int(), openUntilMs: timeMs.nullable() })),
});

export const syncCalls = {
  'sync.health': query({
    summary: 'How every cabinet is: last success, queue, quota, breaker',
    permission: 'read',
    input: empty,
    output: z.object({ rows: z.array(accountHealth), offline: z.boolean(), dataAtMs: timeMs.nullable() }),
    errors: [],
  }),
  'sync.queue': query({
    summary: 'What waits for the marketplaces',
    permission: 'read',
    input: z.object({
      accountId: id.nullable().default(null),
      show: z.enum(['open', 'rejected', 'all']).default('open'),
      limit: z.int().min(1).max(500).default(200),
    }),
    output: z.object({ rows: z.array(outboxRow) }),
    errors: [],
  }),
  'sync.retry': command({
    summary: 'Sends a rejected action once more',
    permission: 'pack',
    input: z.object({ operationId, outboxId: id }),
    output: empty,
    errors: ['command-unknown', 'command-settled'],
  }),
  'sync.drop': command({
    summary: 'Gives an action up, with a reason',
    permission: 'manage',
    input: z.object({ operationId, outboxId: id, reason: line(300) }),
    output: empty,
    errors: ['command-unknown', 'command-settled'],
  }),
  'sync.pushNow': action({
    summary: 'Tells the stock now: of everything, of a cabinet, of a product',
    permission: 'stock',
    input: z.object({ accountId: id.nullable().default(null), productId: id.nullable().default(null) }),
    output: z.object({ offers: z.int() }),
    errors: [],
  }),
  'sync.pushes': query({
    summary: 'What was told of a listing, when, why and with what answer',
    permission: 'read',
    input: z.object({ listingId: id, limit: z.int().min(1).max(500).default(100) }),
    errors: ['listing-unknown'],
    output: z.object({
      rows: z.array(
        z.object({
          seq: z.int(),
          atMs: timeMs,
          externalWarehouseId: z.string(),
          quantity: z.int(),
          cause: z.string(),
          outcome: z.string(),
          problem: problem.nullable(),
        }),
      ),
    }),
  }),
  'sync.drift': query({
    summary: 'Listings whose live figure differs from what was told',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      rows: z.array(
        z.object({
          listingId: id,
          accountName: z.string(),
          article: z.string(),
          name: z.string(),
          externalWarehouseId: z.string(),
          told: z.int(),
          live: z.int(),
          would: z.int(),
          toldAtMs: timeMs,
          liveReadAtMs: timeMs,
          cause: z.enum(['changed-outside', 'told-not-applied', 'order-in-flight']),
        }),
      ),
    }),
  }),
  'sync.repair': action({
    summary: 'Tells the listing’s stock again',
    permission: 'stock',
    input: z.object({ listingId: id }),
    output: empty,
    errors: ['listing-unknown'],
  }),
  'sync.unpark': action({
    summary: 'Tries again the listings the marketplace refused',
    permission: 'stock',
    input: z.object({ accountId: id }),
    output: empty,
    errors: ['account-unknown'],
  }),
} as const;
