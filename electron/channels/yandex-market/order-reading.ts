import { z } from 'zod';

import type { ChannelOrder, ChannelOrderLine, ChannelOrderStatus } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

import { amount, moneyOf } from './money.ts';
import { moscowMoment } from './moscow.ts';
import { id, instant, list, maybe, rows } from './schemas.ts';

const instance = z.object({
  cis: maybe(z.string()),
  cisFull: maybe(z.string()),
  uin: maybe(z.string()),
  rnpt: maybe(z.string()),
  gtd: maybe(z.string()),
  countryCode: maybe(z.string()),
});
export type Instance = z.infer<typeof instance>;

const boxItem = z.object({
  id,
  fullCount: maybe(z.int()),
  partialCount: maybe(z.object({ current: z.int(), total: z.int() })),
  instances: list(instance),
});
const item = z.object({
  id,
  offerId: z.string(),
  offerName: maybe(z.string()),
  count: z.int(),
  instances: list(instance),
  requiredInstanceTypes: list(z.string()),
  itemStatuses: list(z.object({ status: z.string(), count: maybe(z.int()) })),
});

export const orderSchema = z.object({
  orderId: id,
  campaignId: id,
  programType: maybe(z.string()),
  externalOrderId: maybe(z.string()),
  status: z.string(),
  substatus: maybe(z.string()),
  creationDate: instant,
  updateDate: maybe(instant),
  paymentType: maybe(z.string()),
  fake: maybe(z.boolean()),
  buyerType: maybe(z.string()),
  notes: maybe(z.string()),
  cancelRequested: maybe(z.boolean()),
  sourcePlatform: maybe(z.string()),
  items: rows(item),
  prices: maybe(z.object({ payment: amount, subsidy: amount, cashback: amount })),
  delivery: maybe(
    z.object({
      type: maybe(z.string()),
      serviceName: maybe(z.string()),
      warehouseId: maybe(z.string()),
      shipment: maybe(z.object({ id: maybe(id), shipmentDate: maybe(z.string()), shipmentTime: maybe(z.string()) })),
      transfer: maybe(z.object({ eac: maybe(z.object({ eacType: maybe(z.string()), eacCode: maybe(z.string()) })) })),
      boxesLayout: list(z.object({ items: list(boxItem), boxId: maybe(id), barcode: maybe(z.string()) })),
      estimated: maybe(z.boolean()),
    }),
  ),
});
export type MarketOrder = z.infer<typeof orderSchema>;
export type MarketItem = MarketOrder['items'][number];

const KINDS: Readonly<Record<string, MarkKind>> = { CIS: 'sgtin', UIN: 'uin', RNPT: 'rnpt', GTD: 'customs' };
const OPTIONAL = 'CIS_OPTIONAL';

/**
 * Kinds of marks a line cannot leave without. A code that is still optional for a person is not for a company («orders of businesses always
 * need codes»); the list of the line itself is followed for everything else.
 */
export function requiredKinds(order: Pick<MarketOrder, 'buyerType'>, line: MarketItem): readonly MarkKind[] {
  const kinds = line.requiredInstanceTypes.flatMap((type) => KINDS[type] ?? []);
  const business = order.buyerType === 'BUSINESS' && line.requiredInstanceTypes.includes(OPTIONAL);
  return [...new Set(business ? [...kinds, 'sgtin' as const] : kinds)];
}

/** One order of the Market: lines of several units, one number, one shop. @param warehouseId of ours, found by the shop */
export function orderOf(seen: MarketOrder, warehouseId: string | null): ChannelOrder {
  const required = [...new Set(seen.items.flatMap((line) => requiredKinds(seen, line)))];
  const optional = seen.items.some((line) => line.requiredInstanceTypes.includes(OPTIONAL)) && !required.includes('sgtin');
  const shipment = seen.delivery?.shipment ?? null;
  return {
    id: seen.orderId,
    number: seen.orderId,
    groupKey: null,
    warehouseId,
    createdAtMs: seen.creationDate,
    shipByMs: moscowMoment(shipment?.shipmentDate ?? null, shipment?.shipmentTime ?? null),
    status: statusOf(seen),
    supplyId: null,
    price: moneyOf(seen.prices?.payment ?? null),
    lines: linesOf(seen),
    requiredMarks: required,
    optionalMarks: optional ? ['sgtin'] : [],
    handoverKey: `shop=${seen.campaignId} shipment=${shipment?.id ?? shipment?.shipmentDate ?? '?'}`,
    labelCodes: [...new Set([...codesOf(seen), seen.orderId])],
    attributes: attributesOf(seen, shipment?.id ?? null),
  };
}

/** Codes of the parcels, once boxes stand. */
export const codesOf = (seen: MarketOrder): readonly string[] =>
  (seen.delivery?.boxesLayout ?? []).flatMap((box) => (box.barcode === null || box.barcode === '' ? [] : [box.barcode]));

/** Two lines of one sku are one line to us; boxes share its units out again. */
function linesOf(seen: MarketOrder): readonly ChannelOrderLine[] {
  const lines = new Map<string, ChannelOrderLine>();
  for (const item of seen.items) {
    const { offerId, offerName, count } = item;
    const known = lines.get(offerId);
    lines.set(offerId, {
      sku: offerId,
      article: offerId,
      name: offerName,
      barcodes: [],
      quantity: (known?.quantity ?? 0) + count,
      requiredMarks: [...new Set([...(known?.requiredMarks ?? []), ...requiredKinds(seen, item)])],
    });
  }
  return [...lines.values()].filter((line) => line.quantity > 0);
}

function attributesOf(seen: MarketOrder, shipmentId: string | null): ChannelOrder['attributes'] {
  const unknown = seen.items.flatMap((line) => line.requiredInstanceTypes.filter((type) => type !== OPTIONAL && KINDS[type] === undefined));
  const eac = seen.delivery?.transfer?.eac ?? null;
  const hundredths = (sum: z.infer<typeof amount>) => moneyOf(sum)?.minor ?? null;
  return {
    campaignId: seen.campaignId,
    programType: seen.programType,
    /** An order the Market or the seller made to try things out: it is packed by nobody. */
    fake: seen.fake === true,
    paymentType: seen.paymentType,
    buyerType: seen.buyerType,
    comment: seen.notes === '' ? null : seen.notes,
    externalOrderId: seen.externalOrderId,
    cancelRequested: seen.cancelRequested === true,
    sourcePlatform: seen.sourcePlatform,
    deliveryService: seen.delivery?.serviceName ?? null,
    shopWarehouseId: seen.delivery?.warehouseId ?? null,
    shipmentId,
    boxes: seen.delivery?.boxesLayout.length ?? 0,
    courierCode: eac?.eacCode ?? null,
    courierCodeKind: eac?.eacType ?? null,
    subsidy: hundredths(seen.prices?.subsidy ?? null),
    cashback: hundredths(seen.prices?.cashback ?? null),
    updatedAtMs: seen.updateDate,
    /** Marks of kinds this version does not know: nothing the marketplace asks for is lost. */
    requiredMarksUnknown: unknown.length === 0 ? null : [...new Set(unknown)].join(','),
  };
}

const BY_STATUS: Readonly<Record<string, OrderStatus>> = {
  /** Placed, and the seller's word is awaited: the unit is promised already. */
  PENDING: 'new',
  DELIVERY: 'handed-over',
  PICKUP: 'handed-over',
  DELIVERED: 'delivered',
  PARTIALLY_RETURNED: 'delivered',
  RETURNED: 'returned',
  CANCELLED: 'cancelled',
};
const IN_PROCESSING: Readonly<Record<string, OrderStatus>> = {
  STARTED: 'new',
  PACKAGING: 'new',
  READY_TO_SHIP: 'assembling',
  SHIPPED: 'handed-over',
};
/** Units that left the shelf before the order was cancelled: they travel back. */
const LEFT_US: ReadonlySet<string> = new Set(['SHIPPED', 'DELIVERED_TO_BUYER', 'LOST', 'REJECTED', 'RETURNED']);

/**
 * STARTED is ours to pack, READY_TO_SHIP is the seller's word that boxes and codes stand: from then on the label is final.
 * Not paid yet (UNPAID, RESERVED, PLACING) holds nothing of ours. The Market may send words that are in no list: they are kept, as `unknown`.
 */
export function statusOf(seen: Pick<MarketOrder, 'orderId' | 'status' | 'substatus' | 'items'>): ChannelOrderStatus {
  const substatus = seen.substatus ?? '';
  const status = seen.status === 'PROCESSING' ? (IN_PROCESSING[substatus] ?? 'unknown') : (BY_STATUS[seen.status] ?? 'unknown');
  const left = status === 'cancelled' && seen.items.some((line) => line.itemStatuses.some((one) => LEFT_US.has(one.status)));
  return {
    id: seen.orderId,
    status: left ? 'returned' : status,
    own: `${seen.status}/${substatus}`,
    cancellable: seen.status === 'PROCESSING' && (substatus === 'STARTED' || substatus === 'READY_TO_SHIP'),
  };
}
