import { bodyOf, json, part, records, refuse, type Response, text, texts, whole } from './answers.ts';
import type { Asked, Serve } from './shop.ts';
import { type Cabinet, move, type Posting, shelf } from './state.ts';
import { got, listed, returned } from './wire.ts';

const YEAR_MS = 366 * 86_400_000;
const REASONS = [
  { id: 352, title: 'Товар закончился на складе продавца', type_id: 'seller' },
  { id: 400, title: 'Остался только бракованный товар', type_id: 'seller' },
  { id: 402, title: 'Другое (вина продавца)', type_id: 'seller' },
  { id: 665, title: 'Покупатель не забрал заказ', type_id: 'buyer' },
];

/** Reading postings, cancelling them, delivery by the seller, returns. */
export const postings: Readonly<Record<string, Serve>> = {
  '/v4/posting/fbs/unfulfilled/list': unfulfilled,
  '/v4/posting/fbs/list': list,
  '/v3/posting/fbs/get': (cabinet, { request, fault }) => {
    const posting = named(cabinet, request.body);
    if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
    const told = got(cabinet, posting);
    return json({ result: fault === 'unknown-status' ? { ...told, status: 'teleporting', substatus: 'posting_teleporting' } : told });
  },
  '/v1/posting/fbs/cancel-reason': (cabinet, { request }) =>
    json({
      result: texts(bodyOf(request)['related_posting_numbers'])
        .filter((number) => cabinet.postings.has(number))
        .map((number) => ({ posting_number: number, reasons: REASONS })),
    }),
  '/v2/posting/fbs/cancel': cancel,
  '/v2/posting/fbs/product/cancel': cancelLine,
  '/v2/fbs/posting/tracking-number/set': (cabinet, { request }) =>
    json({
      result: records(bodyOf(request)['tracking_numbers']).map((row) =>
        byHand(cabinet, text(row['posting_number']), (posting) => {
          posting.tracking = text(row['tracking_number']);
        }),
      ),
    }),
  '/v2/fbs/posting/delivering': (cabinet, asked) => carry(cabinet, asked, 'awaiting_deliver', 'delivering', 'posting_on_way_to_city'),
  '/v2/fbs/posting/last-mile': (cabinet, asked) => carry(cabinet, asked, 'delivering', 'driver_pickup', 'posting_driver_pick_up'),
  '/v2/fbs/posting/delivered': (cabinet, asked) => carry(cabinet, asked, 'driver_pickup', 'delivered', 'posting_delivered'),
  '/v1/returns/list': returnsList,
};

export const named = (cabinet: Cabinet, body: unknown): Posting | null =>
  cabinet.postings.get(text((body as { posting_number?: unknown } | undefined)?.posting_number)) ?? null;

function unfulfilled(cabinet: Cabinet, asked: Asked): Response {
  const filter = part(bodyOf(asked.request), 'filter');
  const cutoff = filter['cutoff_from'] !== undefined && filter['cutoff_to'] !== undefined;
  const delivering = filter['delivering_date_from'] !== undefined && filter['delivering_date_to'] !== undefined;
  if (cutoff === delivering)
    return refuse(
      400,
      cutoff ? 'mismatch between cutoff & delivery date' : 'either filter.cutoff or filter.delivering_date must be specified',
    );
  const fromMs = Date.parse(text(filter[cutoff ? 'cutoff_from' : 'delivering_date_from']));
  const toMs = Date.parse(text(filter[cutoff ? 'cutoff_to' : 'delivering_date_to']));
  if (!(toMs - fromMs <= YEAR_MS)) return refuse(400, 'PERIOD_IS_TOO_LONG');
  const found = [...cabinet.postings.values()].filter(
    (one) => one.shipByMs >= fromMs && one.shipByMs <= toMs && one.status !== 'delivered',
  );
  return paged(cabinet, asked, found, true);
}

function list(cabinet: Cabinet, asked: Asked): Response {
  const filter = part(bodyOf(asked.request), 'filter');
  const sinceMs = Date.parse(text(filter['since']));
  const toMs = Date.parse(text(filter['to']));
  if (!(toMs >= sinceMs)) return refuse(400, 'Request validation error: since and to are required');
  if (toMs - sinceMs > YEAR_MS) return refuse(400, 'PERIOD_IS_TOO_LONG');
  const changed = part(filter, 'last_changed_status_date');
  const fromMs = Date.parse(text(changed['from']));
  const untilMs = Date.parse(text(changed['to']));
  const found = [...cabinet.postings.values()].filter(
    (one) => one.createdAtMs >= sinceMs && one.createdAtMs <= toMs && !(one.changedAtMs < fromMs) && !(one.changedAtMs > untilMs),
  );
  return paged(cabinet, asked, found, false);
}

function paged(cabinet: Cabinet, { request, fault }: Asked, found: readonly Posting[], counted: boolean): Response {
  const body = bodyOf(request);
  const limit = whole(body['limit']);
  if (!(limit >= 1 && limit <= 100)) return refuse(400, 'Request validation error: limit must be from 1 to 100');
  const statuses = texts(part(body, 'filter')['statuses']);
  const all = found.filter((one) => statuses.length === 0 || statuses.includes(one.status));
  const start = Math.max(0, whole(body['cursor']) || 0);
  const page = all.slice(start, start + limit).map((one) => listed(cabinet, one));
  const end = start + page.length;
  const shown = fault === 'duplicate' ? [...page, ...page.slice(0, 3)] : fault === 'reorder' ? page.toReversed() : page;
  // The last page of a list that ends on a full page says that there is more, and there is not.
  const more = end < all.length || (page.length === limit && page.length > 0);
  return json({ postings: shown, cursor: more ? String(end) : '', has_next: more, ...(counted ? { count: all.length } : {}) });
}

function cancel(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const posting = named(cabinet, request.body);
  if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
  const reason = REASONS.find((one) => one.id === whole(bodyOf(request)['cancel_reason_id']));
  if (reason?.type_id !== 'seller') return refuse(400, 'HAS_INCORRECT_CANCEL_REASON');
  if (posting.status === 'cancelled') return refuse(400, 'POSTING_ALREADY_CANCELLED');
  if (posting.status !== 'awaiting_packaging' && posting.status !== 'awaiting_deliver') return refuse(400, 'TRANSITION_IS_NOT_POSSIBLE');
  drop(cabinet, posting, reason.title, nowMs);
  return json({ result: true });
}

/** Cancelled before it left: what was reserved is free again. */
export function drop(cabinet: Cabinet, posting: Posting, reason: string, nowMs: number): void {
  posting.cancelReason = reason;
  posting.shipping = null;
  move(posting, 'cancelled', 'posting_canceled', nowMs);
  for (const { product, quantity } of posting.lines) {
    const pair = shelf(posting.warehouseId, product.productId);
    cabinet.free.set(pair, (cabinet.free.get(pair) ?? 0) + quantity);
  }
  if (posting.carriageId !== null) cabinet.carriages.get(posting.carriageId)?.numbers.delete(posting.number);
}

function cancelLine(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const posting = named(cabinet, request.body);
  if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
  if (posting.status !== 'awaiting_packaging' || posting.shipping !== null) return refuse(400, 'HAS_INCORRECT_STATUS');
  if (text(bodyOf(request)['cancel_reason_message']) === '') return refuse(400, 'Request validation error: cancel_reason_message');
  for (const item of records(bodyOf(request)['items'])) {
    const line = posting.lines.find(({ product }) => product.sku === whole(item['sku']));
    const quantity = whole(item['quantity']);
    if (line === undefined || !(quantity >= 1 && quantity <= line.quantity)) return refuse(400, 'HAS_INCORRECT_PRODUCT_QUANTITY');
    line.quantity -= quantity;
    posting.exemplars.delete(line.product.sku);
    const pair = shelf(posting.warehouseId, line.product.productId);
    cabinet.free.set(pair, (cabinet.free.get(pair) ?? 0) + quantity);
  }
  const left = posting.lines.filter((line) => line.quantity > 0);
  posting.lines.splice(0, posting.lines.length, ...left);
  posting.changedAtMs = nowMs;
  if (left.length === 0) move(posting, 'cancelled', 'posting_canceled', nowMs);
  return json({ result: posting.number });
}

function byHand(cabinet: Cabinet, number: string, act: (posting: Posting) => void) {
  const posting = cabinet.postings.get(number);
  const error = posting === undefined ? 'POSTING_NOT_FOUND' : posting.schema === 'rfbs' ? '' : 'HAS_INCORRECT_TPL_INTEGRATION_TYPE';
  if (posting !== undefined && error === '') act(posting);
  return { posting_number: number, result: error === '', error };
}

function carry(cabinet: Cabinet, { request, nowMs }: Asked, from: string, to: string, substatus: string): Response {
  return json({
    result: texts(bodyOf(request)['posting_number']).map((number) => {
      const wrong = cabinet.postings.get(number)?.status !== from;
      const row = byHand(cabinet, number, (posting) => {
        if (!wrong) move(posting, to, substatus, nowMs);
      });
      return row.result && wrong ? { ...row, result: false, error: 'TRANSITION_IS_NOT_POSSIBLE' } : row;
    }),
  });
}

function returnsList(cabinet: Cabinet, { request }: Asked): Response {
  const body = bodyOf(request);
  const window = part(part(body, 'filter'), 'visual_status_change_moment');
  const fromMs = Date.parse(text(window['time_from']));
  const toMs = Date.parse(text(window['time_to']));
  const limit = whole(body['limit']);
  if (!(limit >= 1 && limit <= 500)) return refuse(400, 'Request validation error: limit');
  const after = whole(body['last_id']) || 0;
  const found = cabinet.returns.filter((one) => one.id > after && !(one.changedAtMs < fromMs) && !(one.changedAtMs > toMs));
  const page = found.slice(0, limit);
  return json({ returns: page.map(returned), has_next: page.length < found.length });
}
