import { z } from 'zod';

import type { ChannelOrder, ChannelOrderStatus } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

import { decimal, sumOf } from './money.ts';
import { count, id, idOrNone, instantOrNone, list, maybe, textOrNone } from './schemas.ts';

const price = z.union([z.object({ amount: maybe(decimal), currency: textOrNone }), decimal]);
const skus = z.array(id).nullish();

/** Fields that the lists of v4 and `get` of v3 share; prices are objects in the first and text in the second. */
export const postingSchema = z.object({
  posting_number: z.string().min(1),
  order_id: idOrNone,
  order_number: textOrNone,
  parent_posting_number: textOrNone,
  status: z.string(),
  substatus: textOrNone,
  delivery_schema: textOrNone,
  delivery_method: maybe(z.object({ id: idOrNone, name: textOrNone, warehouse_id: idOrNone, tpl_provider: textOrNone })),
  tpl_integration_type: textOrNone,
  in_process_at: instantOrNone,
  shipment_date: instantOrNone,
  shipment_date_without_delay: instantOrNone,
  delivering_date: instantOrNone,
  tracking_number: textOrNone,
  scanit: textOrNone,
  barcodes: maybe(z.object({ upper_barcode: textOrNone, lower_barcode: textOrNone })),
  products: list(
    z.object({
      sku: id,
      offer_id: maybe(z.string()),
      name: textOrNone,
      quantity: count,
      price: maybe(price),
      currency_code: textOrNone,
    }),
  ),
  requirements: maybe(
    z.object({
      products_requiring_mandatory_mark: skus,
      products_requiring_jw_uin: skus,
      products_requiring_imei: skus,
      products_requiring_gtd: skus,
      products_requiring_rnpt: skus,
      products_requiring_country: skus,
      products_requiring_change_country: skus,
      products_requiring_weight: skus,
    }),
  ),
  optional: maybe(z.object({ products_with_possible_mandatory_mark: skus })),
  available_actions: list(z.string()),
  cancellation: maybe(z.object({ cancel_reason: textOrNone, cancellation_initiator: textOrNone })),
  is_express: maybe(z.boolean()),
  is_multibox: maybe(z.boolean()),
  multi_box_qty: maybe(count),
  legal_info: maybe(z.object({ company_name: textOrNone })),
});
export type Posting = z.infer<typeof postingSchema>;

/** `get` of v3 wraps one posting, and knows what it was split into. */
export const gotPosting = z.object({
  result: postingSchema.extend({ related_postings: maybe(z.object({ related_posting_numbers: list(z.string()) })) }),
});
export type GotPosting = z.infer<typeof gotPosting>['result'];

export function orderOf(seen: Posting): ChannelOrder {
  const required = requiredOf(seen);
  return {
    id: seen.posting_number,
    number: seen.posting_number,
    groupKey: seen.order_number,
    warehouseId: seen.delivery_method?.warehouse_id ?? null,
    createdAtMs: seen.in_process_at ?? seen.shipment_date ?? 0,
    shipByMs: seen.shipment_date,
    status: statusOf(seen),
    supplyId: null,
    price: sumOf(seen.products.map(pricePart)),
    lines: seen.products.map((one) => ({
      sku: one.sku,
      article: one.offer_id ?? '',
      name: one.name,
      barcodes: [],
      quantity: one.quantity,
      requiredMarks: required.flatMap(([kind, wanting]) => (wanting.includes(one.sku) ? [kind] : [])),
    })),
    requiredMarks: kindsIn(required),
    optionalMarks: some(seen.optional?.products_with_possible_mandatory_mark) ? ['sgtin'] : [],
    handoverKey: handoverKey(seen.delivery_method?.id ?? null, seen.shipment_date),
    labelCodes: codesOf(seen),
    ...(isOwnDelivery(seen) ? { ownDelivery: { trackingNumber: seen.tracking_number } } : {}),
    parentId: seen.parent_posting_number,
    attributes: attributesOf(seen),
  };
}

/** rFBS whose carrier does not tell Ozon by itself: the seller says the number and the steps (facts: ozon.md §12). */
const TOLD_BY_SELLER: ReadonlySet<string> = new Set(['non_integrated', '3pl_tracking']);
const isOwnDelivery = (seen: Posting): boolean =>
  seen.delivery_schema?.toLowerCase() === 'rfbs' && TOLD_BY_SELLER.has(seen.tpl_integration_type ?? '');

/** Codes by which a scanned label finds its posting: `scanit` of the labels since 2026-10-05, two barcodes of the ones before. */
export const codesOf = (seen: Posting): readonly string[] =>
  [seen.scanit, seen.barcodes?.upper_barcode, seen.barcodes?.lower_barcode].filter(
    (code, index, all): code is string => typeof code === 'string' && all.indexOf(code) === index,
  );

function pricePart(one: Posting['products'][number]): Parameters<typeof sumOf>[0][number] {
  const { price: told, currency_code: currency, quantity } = one;
  if (told === null || typeof told === 'string') return { amount: told, currency, quantity };
  return { amount: told.amount, currency: told.currency ?? currency, quantity };
}

type Required = readonly (readonly [MarkKind, readonly string[]])[];

/** Which marks, and of which SKUs: a posting may hold marked goods beside plain ones. */
function requiredOf({ requirements: of }: Posting): Required {
  const kinds: readonly (readonly [MarkKind, readonly string[] | null | undefined])[] = [
    ['sgtin', of?.products_requiring_mandatory_mark],
    ['uin', of?.products_requiring_jw_uin],
    ['imei', of?.products_requiring_imei],
    ['customs', of?.products_requiring_gtd],
    ['rnpt', of?.products_requiring_rnpt],
    ['country', [...(of?.products_requiring_country ?? []), ...(of?.products_requiring_change_country ?? [])]],
    ['weight', of?.products_requiring_weight],
  ];
  return kinds.flatMap(([kind, seen]) => (some(seen) ? [[kind, [...new Set(seen)]] as const] : []));
}

const some = <T>(seen: readonly T[] | null | undefined): seen is readonly T[] => (seen?.length ?? 0) > 0;
const kindsIn = (required: Required): readonly MarkKind[] => required.map(([kind]) => kind);

function attributesOf(seen: Posting): ChannelOrder['attributes'] {
  return {
    orderId: seen.order_id,
    schema: seen.delivery_schema,
    integration: seen.tpl_integration_type,
    deliveryMethodId: seen.delivery_method?.id ?? null,
    deliveryMethod: seen.delivery_method?.name ?? null,
    carrier: seen.delivery_method?.tpl_provider ?? null,
    shipWithoutDelay: seen.shipment_date_without_delay === null ? null : new Date(seen.shipment_date_without_delay).toISOString(),
    deliveryDate: seen.delivering_date === null ? null : new Date(seen.delivering_date).toISOString(),
    trackingNumber: seen.tracking_number,
    actions: seen.available_actions.length === 0 ? null : seen.available_actions.join(','),
    cancelReason: seen.cancellation?.cancel_reason ?? null,
    cancelledBy: seen.cancellation?.cancellation_initiator ?? null,
    isExpress: seen.is_express === true,
    isMultibox: seen.is_multibox === true,
    company: seen.legal_info?.company_name ?? null,
  };
}

const MOSCOW_MS = 3 * 3_600_000;

/** The calendar day in Moscow: Ozon's carriages are drawn up for days. */
export const dayOf = (ms: number): string => new Date(ms + MOSCOW_MS).toISOString().slice(0, 10);

/** Postings of one delivery method and one day leave in one carriage; the key of a hand-over is written the same way. */
export const handoverKey = (methodId: string | null, departAtMs: number | null): string =>
  `${methodId ?? '?'}/${departAtMs === null ? '?' : dayOf(departAtMs)}`;

const OF_STATUS: Readonly<Record<string, OrderStatus>> = {
  awaiting_registration: 'new',
  awaiting_approve: 'new',
  awaiting_verification: 'new',
  awaiting_packaging: 'new',
  awaiting_deliver: 'assembling',
  /** The sorting centre did not take it: it stands with the seller again, or on the table of a person. */
  not_accepted: 'assembling',
  acceptance_in_progress: 'handed-over',
  sent_by_seller: 'handed-over',
  arbitration: 'handed-over',
  client_arbitration: 'handed-over',
  delivering: 'handed-over',
  driver_pickup: 'handed-over',
  delivered: 'delivered',
  cancelled: 'cancelled',
};

/** Both lists are open: a status nobody told of is `unknown` and shown as it came. */
export function statusOf(seen: Pick<Posting, 'posting_number' | 'status' | 'substatus' | 'available_actions'>): ChannelOrderStatus {
  const returned = seen.substatus === 'posting_returned_to_warehouse';
  return {
    id: seen.posting_number,
    status: returned ? 'returned' : (OF_STATUS[seen.status] ?? 'unknown'),
    own: seen.substatus === null ? seen.status : `${seen.status}/${seen.substatus}`,
    cancellable: seen.available_actions.length === 0 ? null : seen.available_actions.includes('cancel'),
  };
}

/** Lists that page by a cursor and repeat themselves where they were cut. */
export const postingPage = z.object({
  postings: z
    .array(postingSchema)
    .nullable()
    .transform((value) => value ?? []),
  cursor: maybe(z.string()),
  has_next: z.unknown().transform((value) => value === true || value === 'true'),
});
