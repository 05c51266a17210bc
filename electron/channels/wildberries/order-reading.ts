import { z } from 'zod';

import type { ChannelOrder, ChannelOrderStatus } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

import { markKindOf } from './mark-keys.ts';
import { moneyOf } from './money.ts';
import { id, instant, list, maybe } from './schemas.ts';

/** Fields of both `/orders/new` and `/orders`; the second lacks what is only known of new orders (metas, finalPrice, ddate). */
export const orderSchema = z.object({
  id,
  rid: maybe(z.string()),
  orderUid: maybe(z.string()),
  article: maybe(z.string()),
  nmId: maybe(id),
  chrtId: id,
  skus: list(z.string()),
  warehouseId: maybe(id),
  officeId: maybe(id),
  offices: list(z.string()),
  supplyId: maybe(z.string()),
  createdAt: instant,
  cargoType: maybe(z.int()),
  crossBorderType: maybe(z.int()),
  comment: maybe(z.string()),
  colorCode: maybe(z.string()),
  isZeroOrder: maybe(z.boolean()),
  isPickupPointShipmentAllowed: maybe(z.boolean()),
  options: maybe(z.object({ isB2B: maybe(z.boolean()) })),
  requiredMeta: z.array(z.string()).nullish(),
  optionalMeta: z.array(z.string()).nullish(),
  ddate: maybe(z.string()),
  sellerDate: maybe(z.string()),
  price: maybe(z.number()),
  finalPrice: maybe(z.number()),
  currencyCode: maybe(z.int()),
  convertedPrice: maybe(z.number()),
  convertedCurrencyCode: maybe(z.int()),
});

/** One order of Wildberries is one unit; units of one basket share `orderUid`. */
export function orderOf(seen: z.infer<typeof orderSchema>, status: ChannelOrderStatus | null): ChannelOrder {
  const required = metas(seen.requiredMeta);
  const optional = metas(seen.optionalMeta);
  return {
    id: seen.id,
    number: seen.id,
    groupKey: seen.orderUid === '' ? null : seen.orderUid,
    warehouseId: seen.warehouseId,
    createdAtMs: seen.createdAt,
    shipByMs: endOfMoscowDay(seen.sellerDate),
    status,
    supplyId: seen.supplyId === '' ? null : seen.supplyId,
    price: moneyOf(seen.convertedPrice, seen.convertedCurrencyCode) ?? moneyOf(seen.price, seen.currencyCode),
    lines: [{ sku: seen.chrtId, article: seen.article ?? '', name: null, barcodes: seen.skus, quantity: 1 }],
    requiredMarks: required?.known ?? null,
    optionalMarks: optional?.known ?? null,
    handoverKey: handoverKey({ ...seen, isB2B: seen.options?.isB2B ?? null }),
    attributes: attributesOf(seen, required?.others ?? '', optional?.others ?? ''),
  };
}

function attributesOf(seen: z.infer<typeof orderSchema>, requiredOthers: string, optionalOthers: string): ChannelOrder['attributes'] {
  return {
    rid: seen.rid,
    nmId: seen.nmId,
    officeId: seen.officeId,
    office: seen.offices.length === 0 ? null : seen.offices.join(', '),
    cargoType: seen.cargoType,
    crossBorderType: seen.crossBorderType,
    isB2B: seen.options?.isB2B ?? null,
    comment: seen.comment === '' ? null : seen.comment,
    colorCode: seen.colorCode === '' ? null : seen.colorCode,
    isZeroOrder: seen.isZeroOrder,
    pickupPointAllowed: seen.isPickupPointShipmentAllowed,
    deliveryDate: seen.ddate === '' ? null : seen.ddate,
    salePrice: seen.price,
    saleCurrency: seen.currencyCode,
    finalPrice: seen.finalPrice,
    /** Marks of kinds this version does not know: nothing the marketplace asks for is lost. */
    requiredMarksUnknown: requiredOthers === '' ? null : requiredOthers,
    optionalMarksUnknown: optionalOthers === '' ? null : optionalOthers,
  };
}

/** Only the list of new orders tells the marks; elsewhere the field is absent, which is not the same as «none». */
function metas(keys: readonly string[] | null | undefined): { readonly known: readonly MarkKind[]; readonly others: string } | null {
  if (keys === undefined) return null;
  const kinds = (keys ?? []).map((key) => [key, markKindOf(key)] as const);
  return {
    known: kinds.flatMap(([, kind]) => kind ?? []),
    others: kinds.flatMap(([key, kind]) => (kind === null ? [key] : [])).join(','),
  };
}

/**
 * A supply holds orders of one seller's warehouse, one cargo type, one kind of border crossing, and either B2B or not: the rule behind
 * `FailedToAddSupplyOrder`. A supply of somebody else's making does not tell its warehouse (`?`), so nothing is put into it unasked.
 */
export function handoverKey(of: {
  readonly warehouseId: string | null;
  readonly cargoType: number | null;
  readonly crossBorderType: number | null;
  readonly isB2B: boolean | null;
}): string {
  return `warehouse=${of.warehouseId ?? '?'} cargo=${of.cargoType ?? '?'} border=${of.crossBorderType ?? 0} b2b=${of.isB2B === true ? 1 : 0}`;
}

const DAY_MS = 86_400_000;
const MOSCOW_MS = 3 * 3_600_000;

/**
 * `sellerDate` (dd.mm.yyyy, oversized goods only) is the day the goods should reach the sorting centre: its last moment in Moscow.
 * Other orders carry no deadline at all; `ddate` is the buyer's day and says nothing of ours.
 */
function endOfMoscowDay(date: string | null): number | null {
  const parts = /^(\d{2})\.(\d{2})\.(\d{4})$/u.exec(date ?? '');
  if (parts === null) return null;
  return Date.UTC(Number(parts[3]), Number(parts[2]) - 1, Number(parts[1])) + DAY_MS - MOSCOW_MS - 1;
}

const BY_WILDBERRIES: Readonly<Record<string, OrderStatus>> = {
  sold: 'delivered',
  canceled: 'cancelled',
  declined_by_client: 'cancelled',
  canceled_by_carrier: 'cancelled',
  defect: 'cancelled',
  /** Refused at the pickup point: the unit left the shelf and travels back. */
  canceled_by_client: 'returned',
  sorted: 'handed-over',
  ready_for_pickup: 'handed-over',
  postponed_delivery: 'handed-over',
  accepted_by_carrier: 'handed-over',
  sent_to_carrier: 'handed-over',
};

const BY_SELLER: Readonly<Record<string, OrderStatus>> = {
  new: 'new',
  confirm: 'assembling',
  complete: 'handed-over',
  cancel: 'cancelled',
  cancel_carrier: 'cancelled',
};

/**
 * Two words tell a status: `supplierStatus`, what the seller did, and `wbStatus`, what became of it. What became of it wins, except that a
 * cancelled order stays cancelled; while it `waiting`s, the seller's word stands. Both lists are open: an unknown word is `unknown`.
 */
export function statusOf(id_: string, supplier: string, wb: string, cancellable: boolean | null): ChannelOrderStatus {
  const seller = BY_SELLER[supplier] ?? 'unknown';
  const theirs = wb === 'waiting' ? seller : (BY_WILDBERRIES[wb] ?? 'unknown');
  const status = seller === 'cancelled' && theirs !== 'returned' ? 'cancelled' : theirs;
  return { id: id_, status, own: `${supplier}/${wb}`, cancellable };
}
