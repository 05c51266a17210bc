import { z } from 'zod';

import { LANES } from '#shared/domain/wave.ts';

import { command, empty, id, line, operationId, quantity, query, timeMs } from './call.ts';
import { orderRow } from './orders.ts';

const choice = z.object({
  warehouseId: id,
  accountIds: z.array(id).max(200).default([]),
  cutOffBeforeMs: timeMs.nullable().default(null),
  lane: z.enum(LANES).default('all'),
});

const wave = z.object({
  id,
  number: z.int(),
  lane: z.enum(LANES),
  cutOffBeforeMs: timeMs.nullable(),
  warehouseId: id,
  cells: z.int(),
  state: z.enum(['open', 'closed']),
  createdAtMs: timeMs,
  closedAtMs: timeMs.nullable(),
  orders: z.int(),
  packed: z.int(),
});

const thing = { productId: id, article: z.string(), name: z.string() };

export const waveCalls = {
  'wave.plan': query({
    summary: 'How many orders a wave would gather now',
    permission: 'read',
    input: choice.extend({ limit: z.int().min(1).max(2000).default(200), cells: z.int().min(0).max(500).default(0) }),
    output: z.object({ orders: z.int(), units: z.int() }),
    errors: [],
  }),
  'wave.make': command({
    summary:
      'Gathers orders into a wave with a pick list and, where wanted, a put wall; late orders that fit dock by themselves while there is room',
    permission: 'pack',
    input: choice.extend({
      operationId,
      id,
      limit: z.int().min(1).max(2000).default(200),
      cells: z.int().min(0).max(500).default(0),
      /** Of these alone, as far as they can be picked now. */
      orderIds: z.array(id).min(1).max(2000).nullable().default(null),
    }),
    output: z.object({ number: z.int(), orders: z.int(), skipped: z.array(z.object({ orderId: id, code: z.string() })) }),
    errors: ['warehouse-unknown', 'nothing-to-do'],
  }),
  'wave.list': query({
    summary: 'Waves, the newest first',
    permission: 'read',
    input: z.object({ show: z.enum(['open', 'closed']).default('open') }),
    output: z.object({ rows: z.array(wave) }),
    errors: [],
  }),
  'wave.get': query({
    summary: 'A wave: its orders with their cells, what to take from where, what was not found, what must go back',
    permission: 'read',
    input: z.object({ id }),
    output: z.object({
      wave,
      cartCode: z.string(),
      orders: z.array(z.object({ order: orderRow, docked: z.boolean(), cell: z.int().nullable(), scanned: z.int(), needed: z.int() })),
      stops: z.array(z.object({ ...thing, locationId: id, code: z.string(), quantity: z.int(), barcode: z.string().nullable() })),
      /** No shelf holds it. */
      missing: z.array(z.object({ ...thing, quantity: z.int() })),
      /** In the cart and wanted by nobody any more: its order was cancelled or left. */
      surplus: z.array(z.object({ ...thing, quantity: z.int(), backTo: z.string().nullable(), backToId: id.nullable() })),
      picked: z.int(),
      toPick: z.int(),
      /** Lists that were printed, the newest first. */
      papers: z.array(
        z.object({
          paper: z.int(),
          atMs: timeMs,
          lines: z.array(z.object({ ...thing, line: z.int(), locationId: id, code: z.string(), quantity, done: z.boolean() })),
        }),
      ),
      shorts: z.array(z.object({ ...thing, code: z.string(), quantity: z.int(), reason: z.string(), actor: z.string(), atMs: timeMs })),
    }),
    errors: ['wave-unknown'],
  }),
  'wave.byCode': query({
    summary: 'The wave whose paper list was scanned',
    permission: 'read',
    input: z.object({ code: line(40) }),
    output: z.object({ id: id.nullable() }),
    errors: [],
  }),
  'wave.pick': command({
    summary: 'Takes things from a shelf into the cart of the wave',
    permission: 'pack',
    input: z.object({ operationId, id, productId: id, locationId: id, quantity }),
    output: empty,
    errors: ['wave-unknown', 'wave-closed', 'not-on-list', 'not-enough-in-bin', 'reserved-for-orders'],
  }),
  'wave.pickAll': command({
    summary: 'The paper list was walked: everything on it is in the cart',
    permission: 'pack',
    input: z.object({ operationId, id }),
    output: z.object({ units: z.int() }),
    errors: ['wave-unknown', 'wave-closed', 'nothing-to-do', 'not-enough-in-bin', 'reserved-for-orders'],
  }),
  'wave.short': command({
    summary: 'Things that do not lie where they should; the list looks for them elsewhere',
    permission: 'pack',
    input: z.object({
      operationId,
      id,
      productId: id,
      locationId: id,
      quantity,
      reason: line(200),
      picked: z.boolean().default(false).describe('it was written down as taken before it was missed'),
    }),
    output: empty,
    errors: ['wave-unknown', 'wave-closed', 'not-on-list', 'not-enough-in-bin', 'reserved-for-orders'],
  }),
  'wave.print': command({
    summary: 'Writes down the list as it stands now, to be printed on paper; its code and those of its lines are scanned back',
    permission: 'pack',
    input: z.object({ operationId, id }),
    output: z.object({ paper: z.int() }),
    errors: ['wave-unknown', 'wave-closed', 'nothing-to-do'],
  }),
  'wave.takePaper': command({
    summary: 'A code of a paper list was scanned: its line, or all of its lines that were not done yet, are in the cart',
    permission: 'pack',
    input: z.object({ operationId, code: line(40) }),
    output: z.object({ id, units: z.int(), lines: z.int() }),
    errors: ['wave-unknown', 'wave-closed', 'paper-unknown', 'paper-done', 'not-enough-in-bin', 'reserved-for-orders'],
  }),
  'wave.putBack': command({
    summary: 'Takes things out of the cart back to a shelf',
    permission: 'pack',
    input: z.object({ operationId, id, productId: id, locationId: id, quantity }),
    output: empty,
    errors: ['wave-unknown', 'location-unknown', 'not-enough-in-bin', 'reserved-for-orders'],
  }),
  'wave.close': command({
    summary: 'Ends a wave; orders left in it are free for the next one. The cart must be empty',
    permission: 'pack',
    input: z.object({ operationId, id }),
    output: empty,
    errors: ['wave-unknown', 'wave-closed', 'cart-not-empty'],
  }),
  'wave.stand': command({
    summary: 'This station fills the wall of the wave, or (null) packs order by order again',
    permission: 'pack',
    input: z.object({ operationId, stationId: id, waveId: id.nullable() }),
    output: empty,
    errors: ['station-unknown', 'wave-unknown', 'wave-closed'],
  }),
} as const;
