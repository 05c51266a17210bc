import { z } from 'zod';

import { attributes, command, empty, id, line, operationId, query, timeMs } from './call.ts';
import { orderRow } from './orders.ts';

export const HANDOVER_STATES = ['open', 'confirmable', 'closing', 'closed', 'accepted', 'cancelled', 'failed', 'unknown'] as const;
export const HANDOVER_DOCUMENTS = ['act', 'barcode', 'places', 'waybill', 'discrepancy'] as const;
/** What stands between a hand-over and the gate. */
export const HANDOVER_LACKS = [
  'no-orders',
  'not-yet',
  'orders-not-packed',
  'labels-missing',
  'marks-missing',
  'marks-pending',
  'marks-refused',
  'orders-cancelled',
  'commands-refused',
  'commands-waiting',
  'orders-outside',
  'parcels-not-scanned',
  'units-open',
  'orders-outside-units',
] as const;
/** What a parcel held to the scanner on its way out is. */
export const SCAN_OUT_CODES = ['right', 'more-places', 'already', 'not-packed', 'other', 'cancelled', 'unknown-code'] as const;

export const CARGO_KINDS = ['box', 'pallet'] as const;
/** `wanted` asked for · `open` may be filled · `closing` · `closed` · `gone` taken in · `cancelled` · `failed` · `unknown`. */
export const CARGO_STATES = ['wanted', 'open', 'closing', 'closed', 'gone', 'cancelled', 'failed', 'unknown'] as const;

const idOrNull = id.nullable().default(null);
const handoverRow = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  name: z.string(),
  /** Null: it may be made, nobody has. */
  externalId: z.string().nullable(),
  state: z.enum(HANDOVER_STATES),
  own: z.string(),
  /** Asked of the marketplace and not answered yet. */
  asked: z.enum(['create', 'confirm', 'cancel']).nullable(),
  warehouseName: z.string().nullable(),
  departAtMs: timeMs,
  cutoffMs: timeMs.nullable(),
  orders: z.int(),
  packed: z.int(),
  scanned: z.int(),
  /** How many the marketplace counts. */
  toldOrders: z.int().nullable(),
  places: z.int().nullable(),
  attributes,
  problemCode: z.string().nullable(),
  problemMessage: z.string().nullable(),
});

const parcelScan = z.object({
  code: z.enum(SCAN_OUT_CODES),
  number: z.string().nullable(),
  /** The hand-over it belongs to, where it is another one. */
  other: z.string().nullable(),
  orderId: id.nullable(),
  /** Which of its places this was, and how many there are. */
  place: z.int(),
  places: z.int(),
  scanned: z.int(),
  orders: z.int(),
});

const unknownOrOver = ['handover-unknown', 'handover-over', 'handover-asked', 'not-supported'] as const;

export const handoverCalls = {
  'handover.list': query({
    summary: 'Hand-overs by departure: today and what is left of earlier days, the days ahead, or those gone',
    permission: 'read',
    input: z.object({ show: z.enum(['today', 'ahead', 'past']).default('today') }),
    output: z.object({
      rows: z.array(handoverRow),
      /** Whether any cabinet hands over this way at all. */
      any: z.boolean(),
    }),
    errors: [],
  }),
  'handover.get': query({
    summary: 'One hand-over: its parcels, its documents, and in one list what is missing before it can go',
    permission: 'read',
    input: z.object({ id }),
    output: z.object({
      handover: handoverRow,
      /** What this marketplace lets be done with it. */
      can: z.object({
        create: z.boolean(),
        close: z.boolean(),
        cancel: z.boolean(),
        postpone: z.boolean(),
        places: z.boolean(),
        /** Parcels are laid into boxes and pallets that the marketplace knows by number. */
        units: z.boolean(),
        /** Parcels that are not ready can be left out while the rest goes. */
        leaveOut: z.boolean(),
      }),
      orders: z.array(z.object({ order: orderRow, scannedAtMs: timeMs.nullable() })),
      missing: z.array(
        z.object({ what: z.enum(HANDOVER_LACKS), orders: z.array(z.object({ id, number: z.string() })), blocks: z.boolean() }),
      ),
      units: z.array(
        z.object({
          id,
          number: z.string(),
          kind: z.enum(CARGO_KINDS),
          state: z.enum(CARGO_STATES),
          orders: z.int(),
          hasLabel: z.boolean(),
          problemCode: z.string().nullable(),
          problemMessage: z.string().nullable(),
        }),
      ),
      documents: z.array(z.object({ kind: z.enum(HANDOVER_DOCUMENTS), stored: z.boolean(), barcode: z.string().nullable() })),
    }),
    errors: ['handover-unknown'],
  }),
  'handover.document': query({
    summary: 'A document of it as the marketplace drew it, base64',
    permission: 'read',
    input: z.object({ id, kind: z.enum(HANDOVER_DOCUMENTS) }),
    output: z.object({ format: z.enum(['pdf', 'png', 'xls']), content: z.string(), barcode: z.string().nullable(), fileName: z.string() }),
    errors: ['handover-unknown', 'document-not-here'],
  }),
  'handover.create': command({
    summary: 'Has the marketplace make it of whatever is ready',
    permission: 'pack',
    input: z.object({ operationId, id }),
    output: empty,
    errors: [...unknownOrOver, 'handover-made', 'handover-not-ready'],
  }),
  'handover.close': command({
    summary: 'Closes it: makes it first where nobody has, leaves out what is not ready where asked to, and has its documents drawn',
    permission: 'pack',
    input: z.object({ operationId, id, leaveUnready: z.boolean().default(false) }),
    output: z.object({ leftOut: z.int() }),
    errors: [...unknownOrOver, 'handover-not-ready'],
  }),
  'handover.cancel': command({
    summary: 'Cancels it at the marketplace; its orders are free for the next one',
    permission: 'pack',
    input: z.object({ operationId, id }),
    output: empty,
    errors: unknownOrOver,
  }),
  'handover.postpone': command({
    summary: 'Moves orders to the next one; the marketplace lowers the rating for it',
    permission: 'pack',
    input: z.object({ operationId, id, orderIds: z.array(id).min(1).max(500) }),
    output: empty,
    errors: [...unknownOrOver, 'order-not-in-handover'],
  }),
  'handover.setPlaces': command({
    summary: 'How many packages are carried in',
    permission: 'pack',
    input: z.object({ operationId, id, places: z.int().min(1).max(1000) }),
    output: empty,
    errors: unknownOrOver,
  }),
  'handover.scanOut': command({
    summary: 'A parcel on its way out: is it of this hand-over, and how many are checked',
    permission: 'pack',
    input: z.object({
      operationId,
      id,
      code: line(300),
      /** The cargo unit it is laid into, where one is filled. */
      unitId: idOrNull,
    }),
    output: parcelScan,
    errors: ['handover-unknown', 'unit-closed'],
  }),
  'handover.addUnits': command({
    summary: 'Has the marketplace make cargo units for it, to lay parcels into',
    permission: 'pack',
    input: z.object({ operationId, id, kind: z.enum(CARGO_KINDS), amount: z.int().min(1).max(50) }),
    output: z.object({ unitIds: z.array(id) }),
    errors: [...unknownOrOver],
  }),
  'handover.closeUnit': command({
    summary: 'Nothing more goes into the cargo unit: the marketplace is told what lies in it, and draws its label',
    permission: 'pack',
    input: z.object({ operationId, id, unitId: id }),
    output: empty,
    errors: ['handover-unknown', 'unit-unknown', 'unit-closed', 'unit-empty'],
  }),
  'handover.cancelUnit': command({
    summary: 'The cargo unit is not needed: what lay in it lies in none',
    permission: 'pack',
    input: z.object({ operationId, id, unitId: id }),
    output: empty,
    errors: ['handover-unknown', 'unit-unknown', 'unit-closed'],
  }),
  'handover.printUnit': command({
    summary: 'Prints the label of a cargo unit',
    permission: 'pack',
    input: z.object({ operationId, id, unitId: id, stationId: id }),
    output: z.object({ jobId: id }),
    errors: ['handover-unknown', 'unit-unknown', 'document-not-here', 'no-printer'],
  }),
} as const;
