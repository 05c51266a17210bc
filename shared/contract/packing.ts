import { z } from 'zod';

import { MARK_KINDS } from '#shared/domain/marking.ts';

import { command, empty, id, line, operationId, query, text, timeMs } from './call.ts';
import { orderRow } from './orders.ts';

/** How far the parcel in hand has come, in units scanned one by one, and what still has to be taken from which bin. */
export const parcelProgress = z.object({
  scanned: z.int(),
  needed: z.int(),
  /** The place of the order that things go into now, and how many already lie in it. */
  place: z.int(),
  inPlace: z.int(),
  missing: z.array(z.object({ productId: id, article: z.string(), name: z.string(), quantity: z.int(), bin: z.string().nullable() })),
  /**
   * The thing just scanned is easily taken for `others` and counts once it is scanned again: its code, its article, or `bin`, a shelf where
   * it lies and they do not.
   */
  doubt: z
    .object({
      article: z.string(),
      name: z.string(),
      others: z.array(z.object({ article: z.string(), name: z.string() })),
      bin: z.string().nullable(),
    })
    .nullable(),
});

const goesBack = z.object({ productId: id, article: z.string(), name: z.string(), quantity: z.int(), bin: z.string().nullable() });

/**
 * What one scan came to. `tone` is what the packer hears and sees before reading a word:
 * right (done or go on), ask (scan something more), wrong (nothing happened), stop (put it down).
 */
export const scanOutcome = z.object({
  tone: z.enum(['right', 'ask', 'wrong', 'stop']),
  code: z.enum([
    'printed',
    'mark-wanted',
    'mark-taken',
    /** `parcel.doubt` says of what, and what it must not be taken for. */
    'second-scan-wanted',
    'thing-taken',
    /** At a wall: `params.cell` says where the thing goes. */
    'put-in-cell',
    'packed-waiting',
    /** Its label was printed ahead: it lies in the pile, `params.caption` names it. */
    'packed-labelled',
    /** The seller's own carrier labels it: nothing prints. */
    'packed-for-carrier',
    'extra-thing',
    'mark-wrong-thing',
    'order-shown',
    'undone',
    'unknown-code',
    'two-products',
    'no-order',
    'other-order',
    'wrong-thing',
    'not-matched',
    'short',
    'not-confirmed',
    'no-label-yet',
    'already-packed',
    'mark-bad',
    'mark-duplicate',
    'mark-transport',
    'mark-not-now',
    'no-printer',
    'held-elsewhere',
    'cancelled',
    'packed-elsewhere',
    'order-gone',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  order: orderRow.nullable(),
  /** Set with `two-products`: scan the bin's or another code, or choose one by its digit key. */
  choices: z.array(z.object({ productId: id, article: z.string(), name: z.string() })),
  /** Set with `mark-wanted`: what to scan now. */
  wants: z.enum(MARK_KINDS).nullable(),
  jobId: id.nullable(),
  /** Set while an order is in hand. */
  parcel: parcelProgress.nullable(),
});

export const packingCalls = {
  'packing.state': query({
    summary: 'What this station has in hand, what waits, and the last parcels',
    permission: 'read',
    input: z.object({ stationId: id }),
    errors: [],
    output: z.object({
      stationId: id,
      stationName: z.string(),
      printerId: id.nullable(),
      printerName: z.string().nullable(),
      openOrder: orderRow.nullable(),
      wants: z.enum(MARK_KINDS).nullable(),
      parcel: parcelProgress.nullable(),
      /** The order in hand may be put into several places. */
      takesPlaces: z.boolean(),
      toPack: z.int(),
      held: z.int(),
      packedToday: z.int(),
      overdue: z.int(),
      nextShipByMs: timeMs.nullable(),
      dataAtMs: timeMs.nullable(),
      offline: z.boolean(),
      queuedCommands: z.int(),
      recent: z.array(z.object({ order: orderRow, packedAtMs: timeMs, jobId: id.nullable(), jobState: z.string().nullable() })),
      /** Parcels packed before their label: `cameAtMs` null while it is waited for; `parcel` is what the packer wrote on it. */
      following: z.array(z.object({ order: orderRow, parcel: z.string(), stationId: id, packedAtMs: timeMs, cameAtMs: timeMs.nullable() })),
      /** Where this place weighs: the parcel just closed, and what it weighs if it was weighed. */
      weighing: z
        .object({
          orderId: id,
          number: z.string(),
          caption: z.string().nullable(),
          grams: z.int().nullable(),
          source: z.enum(['scales', 'hand']).nullable(),
        })
        .nullable(),
      unknownJobs: z.int(),
      next: z.array(orderRow),
    }),
  }),
  'packing.scan': command({
    summary: 'One scan at a packing station: a thing, a marking code, a label, a bin',
    permission: 'pack',
    input: z.object({ operationId, stationId: id, code: line(500), productId: id.nullable().default(null) }),
    output: scanOutcome,
    errors: ['station-unknown'],
  }),
  'packing.leave': command({
    summary: 'Puts the open order back (Esc); what was scanned for it is kept, except a thing whose second scan is still wanted',
    permission: 'pack',
    input: z.object({ operationId, stationId: id }),
    output: empty,
    errors: ['station-unknown'],
  }),
  'packing.takeOut': command({
    summary: 'Undoes the last scan of the order in hand: that thing is out of the parcel again, its marking code with it',
    permission: 'pack',
    input: z.object({ operationId, stationId: id }),
    output: z.object({ orderId: id, parcel: parcelProgress }),
    errors: ['station-unknown', 'nothing-to-undo'],
  }),
  'packing.newPlace': command({
    summary: 'The next things of the order in hand go into one more place',
    permission: 'pack',
    input: z.object({ operationId, stationId: id }),
    output: z.object({ orderId: id, parcel: parcelProgress }),
    errors: ['station-unknown', 'nothing-in-hand', 'not-supported', 'too-late', 'place-empty', 'place-half', 'place-doubt', 'place-last'],
  }),
  'packing.undo': command({
    summary: 'Takes a parcel apart, packed or begun: the things are back on their shelves, a printed label is to be thrown away',
    permission: 'pack',
    input: z.object({ operationId, stationId: id, orderId: id.nullable() }),
    output: z.object({ orderId: id.nullable() }),
    errors: ['order-unknown', 'nothing-to-undo', 'order-over'],
  }),
  'packing.reprint': command({
    summary: 'Prints an order’s label again, with a reason',
    permission: 'pack',
    input: z.object({ operationId, stationId: id, orderId: id, reason: line(200) }),
    output: z.object({ jobId: id }),
    errors: ['order-unknown', 'no-label-yet', 'no-printer', 'order-cancelled', 'never-printed'],
  }),
  'packing.removeMark': command({
    summary: 'Takes a marking code off an order',
    permission: 'pack',
    input: z.object({ operationId, orderId: id, markId: id }),
    output: empty,
    errors: ['order-unknown', 'mark-unknown', 'order-over'],
  }),
  'packing.setMark': command({
    summary: 'Puts a marking code or date on an order from the office',
    permission: 'pack',
    input: z.object({ operationId, orderId: id, kind: z.enum(MARK_KINDS), value: text(200) }),
    output: empty,
    errors: ['order-unknown', 'mark-bad', 'mark-duplicate', 'order-over', 'mark-not-needed'],
  }),
  'packing.weigh': command({
    summary: 'What a closed parcel weighs: from the scales once they are at rest, or typed',
    permission: 'pack',
    input: z.object({ operationId, orderId: id, grams: z.int().min(1).max(500_000), source: z.enum(['scales', 'hand']) }),
    output: z.object({ grams: z.int() }),
    errors: ['order-unknown', 'order-over', 'parcel-open'],
  }),
  'packing.hunt': query({
    summary: 'Parcels to hunt down: cancelled after they were packed or half-way, where each was seen last, where its things belong',
    permission: 'read',
    input: empty,
    output: z.object({
      rows: z.array(
        z.object({
          order: orderRow,
          /** False: half-filled, with no label on it. */
          packed: z.boolean(),
          /** `cell`: of the wall of `wave`; the others are told by name. Null: nobody scanned it since. */
          place: z
            .object({ kind: z.enum(['cell', 'handover', 'supply', 'station']), name: z.string(), wave: z.int().optional() })
            .nullable(),
          seen: z.object({ atMs: timeMs, actor: z.string(), station: z.string().nullable() }).nullable(),
          back: z.array(goesBack),
        }),
      ),
    }),
    errors: [],
  }),
  'packing.takeBack': command({
    summary: 'A hunted parcel is found: by its label, its number, or (half-filled) thing by thing; its things are on their shelves again',
    permission: 'pack',
    input: z.object({ operationId, stationId: id, code: line(500).nullable().default(null), orderId: id.nullable().default(null) }),
    output: z.object({
      code: z.enum(['taken-back', 'thing-back', 'scan-label', 'not-hunted', 'unknown-code']),
      order: orderRow.nullable(),
      back: z.array(goesBack),
      /** Scans that still stand in the parcel. */
      left: z.int(),
    }),
    errors: ['order-unknown'],
  }),
} as const;
