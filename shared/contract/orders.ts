import { z } from 'zod';

import { CHANNEL_IDS } from '#shared/domain/channel.ts';
import { MARK_KINDS, MARK_STATES } from '#shared/domain/marking.ts';
import { ORDER_STATUSES } from '#shared/domain/order.ts';

import { action, attributes, command, empty, id, line, operationId, quantity, query, text, timeMs, windowInput, windowOf } from './call.ts';

/** Why an order cannot be packed yet, the first that holds; null when it can. */
export const DELIVERY_STEPS = ['on-way', 'last-mile', 'delivered'] as const;
export const ORDER_HOLDS = ['cancelled', 'not-matched', 'short', 'not-confirmed', 'no-label', 'no-warehouse', 'packed', 'gone'] as const;

export const orderRow = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  channel: z.string(),
  externalId: z.string(),
  number: z.string(),
  groupKey: z.string().nullable(),
  status: z.enum(ORDER_STATUSES),
  channelOwn: z.string(),
  hold: z.enum(ORDER_HOLDS).nullable(),
  labelState: z.enum(['none', 'wanted', 'stored']),
  labelCaption: z.string().nullable(),
  supplyId: id.nullable(),
  supplyName: z.string().nullable(),
  supplyState: z.enum(['wanted', 'confirmed']).nullable(),
  /** Where orders are taken to assembly by word: asked for, or refused. */
  confirmState: z.enum(['wanted', 'refused']).nullable(),
  /** It is packed before it is confirmed, and its label follows. */
  packFirst: z.boolean(),
  createdAtMs: timeMs,
  shipByMs: timeMs.nullable(),
  packedAtMs: timeMs.nullable(),
  priceMinor: z.int().nullable(),
  currency: z.string().nullable(),
  requiredMarks: z.array(z.enum(MARK_KINDS)),
  marksPassed: z.boolean(),
  marksRefused: z.boolean(),
  lines: z.array(
    z.object({
      id,
      article: z.string(),
      name: z.string(),
      productId: id.nullable(),
      productName: z.string().nullable(),
      quantity: z.int(),
      bin: z.string().nullable(),
      short: z.int(),
    }),
  ),
});

export const supplyRow = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  externalId: z.string().nullable(),
  name: z.string(),
  state: z.enum(['creating', 'open', 'delivering', 'delivered', 'removed']),
  foreignMade: z.boolean(),
  orders: z.int(),
  packed: z.int(),
  wanted: z.int(),
  warehouseName: z.string().nullable(),
  attributes,
  shipping: z.object({ pointId: z.string(), kind: z.enum(['self', 'carrier']), date: z.string() }).nullable(),
  shippingConfirmed: z.boolean(),
  hasCode: z.boolean(),
  codeBarcode: z.string().nullable(),
  boxes: z.int(),
  problemCode: z.string().nullable(),
  problemMessage: z.string().nullable(),
  createdAtMs: timeMs,
  deliveredAtMs: timeMs.nullable(),
});

/** Which orders are meant: the same in the list, in a file and in «all of them». */
const orderFilter = {
  search: text(200).default(''),
  show: z.enum(['active', 'new', 'to-pack', 'held', 'packed', 'handed-over', 'cancelled', 'all']).default('active'),
  accountId: id.nullable().default(null),
  channel: z.enum(CHANNEL_IDS).nullable().default(null),
  legalEntityId: id.nullable().default(null),
  /** Our warehouse that the order leaves from. */
  warehouseId: id.nullable().default(null),
  /** The day it must leave, by the calendar of Moscow. */
  dueOn: z.iso.date().nullable().default(null),
};

const relative = z.object({ id, number: z.string(), status: z.enum(ORDER_STATUSES) });

export const orderCalls = {
  'order.list': query({
    summary: 'Orders, filtered and searched by anything on the label',
    permission: 'read',
    input: z.object({
      ...orderFilter,
      supplyId: id.nullable().default(null),
      sort: z.enum(['ship-by', 'created', 'number']).default('ship-by'),
      descending: z.boolean().default(false),
      ...windowInput,
    }),
    output: windowOf(orderRow),
    errors: [],
  }),
  'order.ids': query({
    summary: 'Ids of the same orders in the same order, at most 5000: what «choose all» chooses',
    permission: 'read',
    input: z.object({
      ...orderFilter,
      sort: z.enum(['ship-by', 'created', 'number']).default('ship-by'),
      descending: z.boolean().default(false),
    }),
    output: z.object({ rows: z.array(z.object({ id, number: z.string(), accountId: id })), total: z.int() }),
    errors: [],
  }),
  'order.export': query({
    summary: 'The same orders as a table for a spreadsheet, at most 20 000; headers come from the caller in its language',
    permission: 'read',
    input: z.object({
      ...orderFilter,
      /** Exactly these, whatever the filter says. */
      orderIds: z.array(id).min(1).max(5000).nullable().default(null),
      format: z.enum(['csv', 'xlsx']),
      headers: z.array(z.string().max(100)).length(14),
    }),
    output: z.object({
      rows: z.int(),
      /** More orders fit than a file holds. */
      cut: z.boolean(),
      /** CSV as text, a workbook as base64. */
      content: z.string(),
    }),
    errors: [],
  }),
  'order.counts': query({
    summary: 'How many orders stand where',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      fresh: z.int(),
      /** Of them, those nobody has asked to take to assembly. */
      toTake: z.int(),
      toPack: z.int(),
      held: z.int(),
      packed: z.int(),
      overdue: z.int(),
      unmatched: z.int(),
      short: z.int(),
      hunted: z.int(),
      packedToday: z.int(),
    }),
  }),
  'order.get': query({
    summary: 'One order with its whole story',
    permission: 'read',
    input: z.object({ id }),
    errors: ['order-unknown'],
    output: z.object({
      order: orderRow,
      attributes,
      /** Of the closed parcel; null: it was not weighed. */
      weight: z.object({ grams: z.int(), source: z.enum(['scales', 'hand']), atMs: timeMs }).nullable(),
      marks: z.array(
        z.object({ id: z.string(), kind: z.enum(MARK_KINDS), value: z.string(), state: z.enum(MARK_STATES), verdict: z.string() }),
      ),
      story: z.array(
        z.object({ seq: z.int(), atMs: timeMs, kind: z.string(), actor: z.string(), payload: z.record(z.string(), z.unknown()) }),
      ),
      jobs: z.array(z.object({ id, state: z.string(), createdAtMs: timeMs, reason: z.string().nullable(), printerName: z.string() })),
      neighbours: z.array(z.object({ id, number: z.string(), status: z.enum(ORDER_STATUSES) })),
      /** Our warehouse that it leaves from. */
      warehouseId: id.nullable(),
      /** Where the seller or a carrier of theirs delivers it: its number, the last step told, the next one. */
      delivery: z
        .object({
          trackingNumber: z.string().nullable(),
          asked: z.enum(DELIVERY_STEPS).nullable(),
          next: z.enum(DELIVERY_STEPS).nullable(),
        })
        .nullable(),
      /** The order it was split off, and those that were split off it. */
      parent: relative.nullable(),
      children: z.array(relative),
      /** Units that were taken out of it or left with orders split off it, and those whose removal waits for the marketplace's word. */
      gone: z.array(z.object({ lineId: id, article: z.string(), name: z.string(), removed: z.int(), moved: z.int(), leaving: z.int() })),
      /** How its units lie in places, as scanned; empty while they lie in one. */
      places: z.array(z.object({ place: z.int(), lines: z.array(z.object({ article: z.string(), quantity: z.int() })) })),
      may: z.object({
        cancel: z.boolean(),
        cancelLines: z.boolean(),
        /** Several places; `on` when a person wants them already. */
        places: z.enum(['no', 'off', 'on']),
        splitOff: z.boolean(),
      }),
    }),
  }),
  'order.setTracking': command({
    summary: 'Tells the marketplace the carrier’s number of an order that the seller delivers',
    permission: 'pack',
    input: z.object({ operationId, orderId: id, trackingNumber: line(100) }),
    output: empty,
    errors: ['order-unknown', 'order-over', 'not-supported'],
  }),
  'order.setDelivery': command({
    summary: 'Tells the marketplace the next step of a delivery by the seller: on the way, on the last mile, delivered',
    permission: 'pack',
    input: z.object({ operationId, orderId: id, step: z.enum(DELIVERY_STEPS) }),
    output: empty,
    errors: ['order-unknown', 'order-over', 'not-supported', 'parcel-open', 'delivery-out-of-turn'],
  }),
  'order.cancelReasons': query({
    summary: 'Reasons the marketplace takes for the cancel of this order; empty where it asks for none',
    permission: 'read',
    input: z.object({ orderId: id }),
    output: z.object({ reasons: z.array(z.object({ id: z.string(), title: z.string() })) }),
    errors: ['order-unknown', 'account-unknown', 'no-network', 'channel-failed'],
  }),
  'order.cancel': command({
    summary: 'Cancels an order at the marketplace; it is cancelled here when the marketplace agrees',
    permission: 'manage',
    input: z.object({
      operationId,
      orderId: id,
      /** Words of the seller's own; where a reason is named they go with it. */
      reason: text(300),
      /** One of `order.cancelReasons`, where the marketplace asks for one. */
      channelReason: z
        .object({ id: line(64), title: text(300) })
        .nullable()
        .default(null),
    }),
    output: empty,
    errors: ['order-unknown', 'order-over', 'not-supported', 'cancel-reason-wanted'],
  }),
  'order.cancelLine': command({
    summary:
      'Takes units of one line out of an order at the marketplace; they leave it here when the marketplace agrees. Nothing brings them back',
    permission: 'stock',
    input: z.object({
      operationId,
      orderId: id,
      lineId: id,
      quantity,
      reason: text(300),
      channelReason: z
        .object({ id: line(64), title: text(300) })
        .nullable()
        .default(null),
    }),
    output: empty,
    errors: [
      'order-unknown',
      'order-over',
      'order-packed',
      'too-late',
      'not-supported',
      'line-unknown',
      'line-too-many',
      'line-is-order',
      'cancel-reason-wanted',
    ],
  }),
  'order.setByPlaces': command({
    summary: 'Whether a new order is packed in several places: it is packed first then, and the marketplace is told how it lies',
    permission: 'pack',
    input: z.object({ operationId, orderId: id, on: z.boolean() }),
    output: empty,
    errors: ['order-unknown', 'order-over', 'order-packed', 'order-begun', 'too-late', 'not-supported'],
  }),
  'order.splitOff': command({
    summary: 'What lies on the shelves goes as an order of its own, what is short stays in this one',
    permission: 'stock',
    input: z.object({ operationId, orderId: id }),
    output: z.object({ units: z.int() }),
    errors: ['order-unknown', 'order-over', 'order-packed', 'too-late', 'not-supported', 'nothing-short', 'nothing-there'],
  }),
  'order.take': command({
    summary:
      'Takes new orders to assembly, each as its marketplace wants it: into a supply, or by word. Null: every new order of the cabinet, or of all',
    permission: 'pack',
    input: z.object({ operationId, orderIds: z.array(id).min(1).max(1000).nullable(), accountId: id.nullable().default(null) }),
    output: z.object({ orders: z.int(), supplyIds: z.array(id), skipped: z.array(z.object({ orderId: id, code: z.string() })) }),
    errors: ['nothing-to-do'],
  }),
  'order.printLabels': command({
    summary: 'Prints labels that were never printed, before their orders are packed; packing prints none of them again',
    permission: 'pack',
    input: z.object({ operationId, stationId: id, orderIds: z.array(id).min(1).max(200) }),
    output: z.object({ jobIds: z.array(id), skipped: z.array(z.object({ orderId: id, code: z.string() })) }),
    errors: ['no-printer'],
  }),
  'order.labelSheet': action({
    summary: 'One file of labels for orders of one cabinet, in the order given, where the marketplace draws it: for a pile of paper',
    permission: 'pack',
    input: z.object({ accountId: id, orderIds: z.array(id).min(1).max(1000) }),
    output: z.object({ fileBase64: z.string(), orders: z.int() }),
    errors: ['account-unknown', 'not-supported', 'nothing-to-do', 'no-network', 'channel-failed'],
  }),
  'order.refresh': action({
    summary: 'Reads new orders and statuses now',
    permission: 'read',
    input: z.object({ accountId: id.nullable() }),
    output: empty,
    errors: [],
  }),

  'supply.list': query({
    summary: 'Supplies',
    permission: 'read',
    input: z.object({ show: z.enum(['open', 'delivered', 'all']).default('open'), accountId: id.nullable().default(null), ...windowInput }),
    output: windowOf(supplyRow),
    errors: [],
  }),
  'supply.get': query({
    summary: 'One supply with what is missing before it can go',
    permission: 'read',
    input: z.object({ id }),
    errors: ['supply-unknown'],
    output: z.object({
      supply: supplyRow,
      orders: z.array(orderRow),
      boxes: z.array(z.object({ externalId: z.string(), hasLabel: z.boolean() })),
      maxBoxes: z.int(),
      wantsShipping: z.boolean(),
      missing: z.array(
        z.object({
          what: z.enum([
            'no-orders',
            'orders-not-confirmed',
            'orders-cancelled',
            'orders-not-packed',
            'marks-missing',
            'marks-pending',
            'marks-refused',
            'shipping',
            'queued-commands',
            'not-created',
          ]),
          orderIds: z.array(z.string()),
          blocks: z.boolean(),
        }),
      ),
    }),
  }),
  'supply.plan': query({
    summary: 'New orders grouped by what fits in one supply, with the supplies that fit',
    permission: 'read',
    input: z.object({ accountId: id.nullable().default(null) }),
    errors: [],
    output: z.object({
      groups: z.array(
        z.object({
          accountId: id,
          accountName: z.string(),
          handoverKey: z.string(),
          warehouseName: z.string().nullable(),
          attributes,
          orderIds: z.array(z.string()),
          earliestShipByMs: timeMs.nullable(),
          fitting: z.array(supplyRow),
        }),
      ),
    }),
  }),
  'supply.assemble': command({
    summary: 'Takes orders to assembly: into the given supply, or into a new one per group',
    permission: 'pack',
    input: z.object({ operationId, orderIds: z.array(id).min(1).max(5000), supplyId: id.nullable() }),
    output: z.object({
      supplyIds: z.array(z.string()),
      orders: z.int(),
      skipped: z.array(z.object({ orderId: z.string(), code: z.string() })),
    }),
    errors: ['supply-unknown', 'supply-closed', 'nothing-to-do'],
  }),
  'supply.setShipping': command({
    summary: 'Shipping point, kind and day',
    permission: 'pack',
    input: z.object({
      operationId,
      supplyId: id,
      pointId: line(64),
      pointName: text(300).default(''),
      kind: z.enum(['self', 'carrier']),
      date: z.iso.date(),
      remember: z.boolean().default(true),
    }),
    output: empty,
    errors: ['supply-unknown', 'supply-closed', 'date-past', 'not-supported'],
  }),
  'supply.deliver': command({
    summary: 'Hands the supply over: checks again, closes it at the marketplace, fetches its QR',
    permission: 'pack',
    input: z.object({ operationId, supplyId: id, leaveUnpacked: z.boolean().default(false) }),
    output: empty,
    errors: ['supply-unknown', 'supply-closed', 'supply-not-ready'],
  }),
  'supply.remove': command({
    summary: 'Removes an empty open supply',
    permission: 'pack',
    input: z.object({ operationId, supplyId: id }),
    output: empty,
    errors: ['supply-unknown', 'supply-closed', 'supply-not-empty'],
  }),
  'supply.moveOrders': command({
    summary: 'Moves orders to another open supply of the same kind (also from the re-shipment list)',
    permission: 'pack',
    input: z.object({ operationId, orderIds: z.array(id).min(1).max(1000), supplyId: id.nullable() }),
    output: z.object({ supplyIds: z.array(z.string()) }),
    errors: ['supply-unknown', 'supply-closed', 'order-unknown', 'does-not-fit'],
  }),
  'supply.setBoxes': command({
    summary: 'Adds or removes boxes of a supply',
    permission: 'pack',
    input: z.object({
      operationId,
      supplyId: id,
      add: z.int().min(0).max(1000).default(0),
      remove: z.array(z.string().max(100)).max(1000).default([]),
    }),
    output: empty,
    errors: ['supply-unknown', 'supply-closed', 'too-many-boxes', 'not-supported'],
  }),
  'supply.print': command({
    summary: 'Prints the QR of the supply, or the stickers of its boxes',
    permission: 'pack',
    input: z.object({ operationId, supplyId: id, what: z.enum(['code', 'boxes']), stationId: id }),
    output: z.object({ jobIds: z.array(z.string()) }),
    errors: ['supply-unknown', 'code-not-here', 'no-printer'],
  }),
  'supply.reshipment': query({
    summary: 'Orders of accepted supplies that the marketplace did not find: they may go again',
    permission: 'read',
    input: z.object({ accountId: id }),
    errors: ['account-unknown', 'no-network', 'channel-failed', 'not-supported'],
    output: z.object({
      rows: z.array(
        z.object({ orderId: id.nullable(), externalOrderId: z.string(), externalSupplyId: z.string(), number: z.string().nullable() }),
      ),
    }),
  }),
  'pass.list': query({
    summary: 'Passes for cars',
    permission: 'read',
    input: z.object({ accountId: id }),
    errors: ['account-unknown', 'no-network', 'channel-failed', 'not-supported'],
    output: z.object({
      offices: z.array(z.object({ id: z.string(), name: z.string(), address: z.string() })),
      rows: z.array(
        z.object({
          id: z.string(),
          firstName: z.string(),
          lastName: z.string(),
          carModel: z.string(),
          carNumber: z.string(),
          officeId: z.string(),
          officeName: z.string(),
          validUntilMs: timeMs.nullable(),
        }),
      ),
    }),
  }),
  'pass.save': command({
    summary: 'Orders or changes a pass; the marketplace takes one new pass in ten minutes',
    permission: 'pack',
    input: z.object({
      operationId,
      accountId: id,
      id: z.string().max(64).nullable(),
      firstName: line(60),
      lastName: line(60),
      carModel: line(60),
      carNumber: z.string().trim().min(6).max(9),
      officeId: line(64),
    }),
    output: empty,
    errors: ['account-unknown', 'not-supported'],
  }),
  'pass.remove': command({
    summary: 'Removes a pass',
    permission: 'pack',
    input: z.object({ operationId, accountId: id, id: line(64) }),
    output: empty,
    errors: ['account-unknown', 'not-supported'],
  }),
} as const;
