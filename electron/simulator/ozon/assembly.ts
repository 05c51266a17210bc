import { type Body, bodyOf, empty, json, records, refuse, type Response, text, texts, whole } from './answers.ts';
import { named } from './postings.ts';
import type { Asked, Serve } from './shop.ts';
import { type Cabinet, type Exemplar, type Posting, type PostingLine } from './state.ts';

/** Assembly and what must stand before it. In all of these `product_id` means SKU; the product's own number is refused. */
export const assembly: Readonly<Record<string, Serve>> = {
  '/v4/posting/fbs/ship': ship,
  '/v4/posting/fbs/ship/package': shipPart,
  '/v6/fbs/posting/product/exemplar/create-or-get': (cabinet, { request }) => {
    const posting = named(cabinet, request.body);
    if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
    return json({
      posting_number: posting.number,
      multi_box_qty: 0,
      products: posting.lines.map((line) => exemplarsWire(cabinet, posting, line)),
    });
  },
  '/v6/fbs/posting/product/exemplar/set': setExemplars,
  '/v5/fbs/posting/product/exemplar/status': exemplarStatus,
  '/v1/fbs/posting/product/exemplar/update': (cabinet, { request }) => {
    const posting = named(cabinet, request.body);
    if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
    return posting.status === 'awaiting_deliver' ? empty() : refuse(400, "Posting must have 'awaiting_deliver' status");
  },
  '/v2/posting/fbs/product/country/set': (cabinet, { request }) => {
    const posting = named(cabinet, request.body);
    const body = bodyOf(request);
    if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
    const sku = whole(body['product_id']);
    if (!posting.lines.some(({ product }) => product.sku === sku)) return refuse(400, 'UNKNOWN_PRODUCT_DEFINED');
    if (!/^[A-Z]{2}$/u.test(text(body['country_iso_code']))) return refuse(400, 'Request validation error: country_iso_code');
    return json({ product_id: sku, is_gtd_needed: body['country_iso_code'] !== 'RU' });
  },
};

function ship(cabinet: Cabinet, { request, nowMs, fault }: Asked): Response {
  const posting = named(cabinet, request.body);
  if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
  const blocked = blockOf(cabinet, posting, nowMs);
  if (blocked !== null) return blocked;
  const packages = records(bodyOf(request)['packages']).map((one) => records(one['products']));
  const wrong = mismatch(posting, packages.flat(), true);
  if (wrong !== null) return wrong;
  const doneAtMs = nowMs + cabinet.pace.shipMs;
  const fails = fault === 'ship-failed';
  const made = packages.slice(1).map((lines) => partFrom(cabinet, posting, lines, nowMs, { doneAtMs, fails }));
  posting.shipping = { doneAtMs, fails };
  posting.changedAtMs = nowMs;
  return json({ result: [posting.number, ...made.map((one) => one.number)], additional_data: [] });
}

/** A part leaves under a number of its own; what was not named stays and waits. */
function shipPart(cabinet: Cabinet, { request, nowMs, fault }: Asked): Response {
  const posting = named(cabinet, request.body);
  if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
  const blocked = blockOf(cabinet, posting, nowMs);
  if (blocked !== null) return blocked;
  const lines = records(bodyOf(request)['products']);
  const wrong = mismatch(posting, lines, false);
  if (wrong !== null) return wrong;
  const made = partFrom(cabinet, posting, lines, nowMs, { doneAtMs: nowMs + cabinet.pace.shipMs, fails: fault === 'ship-failed' });
  return json({ result: made.number });
}

function blockOf(cabinet: Cabinet, posting: Posting, nowMs: number): Response | null {
  if (posting.status === 'cancelled') return refuse(400, 'POSTING_ALREADY_CANCELLED');
  if (posting.status !== 'awaiting_packaging') return refuse(400, 'POSTING_ALREADY_SHIPPED');
  if (posting.shipping !== null) return refuse(400, 'HAS_INCORRECT_STATUS');
  return wholeStatus(cabinet, posting, nowMs) === 'ship_available' ? null : refuse(400, 'EXEMPLAR_INFO_NOT_FILLED_COMPLETELY');
}

function mismatch(posting: Posting, lines: readonly Body[], all: boolean): Response | null {
  const left = new Map(posting.lines.map(({ product, quantity }) => [product.sku, quantity]));
  for (const line of lines) {
    const sku = whole(line['product_id']);
    if (!left.has(sku)) return refuse(400, 'UNKNOWN_PRODUCT_DEFINED');
    left.set(sku, (left.get(sku) ?? 0) - (whole(line['quantity']) || 0));
  }
  const wrong = [...left.values()].some((quantity) => quantity < 0 || (all && quantity > 0));
  return wrong || lines.length === 0 ? refuse(400, 'HAS_INCORRECT_PRODUCT_QUANTITY') : null;
}

function partFrom(cabinet: Cabinet, posting: Posting, lines: readonly Body[], nowMs: number, shipping: Posting['shipping']): Posting {
  const taken: PostingLine[] = [];
  const exemplars = new Map<number, Exemplar[]>();
  for (const line of lines) {
    const from = posting.lines.find(({ product }) => product.sku === whole(line['product_id']))!;
    const quantity = whole(line['quantity']);
    from.quantity -= quantity;
    taken.push({ product: from.product, quantity });
    const all = exemplarsOf(cabinet, posting, { product: from.product, quantity: from.quantity + quantity });
    const chosen = new Set(texts(line['exemplarsIds']));
    const gone = (chosen.size > 0 ? all.filter((one) => chosen.has(String(one.id))) : all.slice(-quantity)).slice(0, quantity);
    exemplars.set(from.product.sku, gone);
    posting.exemplars.set(
      from.product.sku,
      all.filter((one) => !gone.includes(one)),
    );
  }
  const left = posting.lines.filter(({ quantity }) => quantity > 0);
  posting.lines.splice(0, posting.lines.length, ...left);
  const seat = [...cabinet.postings.values()].filter((one) => one.orderNumber === posting.orderNumber).length + 1;
  const made: Posting = {
    ...posting,
    number: `${posting.orderNumber}-${String(seat)}`,
    parent: posting.number,
    scanit: `ii${String((cabinet.nextId += 1))}`,
    lines: taken,
    exemplars,
    related: [],
    shipping,
    changedAtMs: nowMs,
  };
  cabinet.postings.set(made.number, made);
  posting.related.push(made.number);
  return made;
}

export function exemplarsOf(cabinet: Cabinet, posting: Posting, line: PostingLine): Exemplar[] {
  const kept = posting.exemplars.get(line.product.sku) ?? [];
  while (kept.length < line.quantity)
    kept.push({ id: (cabinet.nextId += 1), marks: [], gtd: '', gtdAbsent: false, rnpt: '', rnptAbsent: false, weight: 0 });
  posting.exemplars.set(line.product.sku, kept);
  return kept;
}

const exemplarsWire = (cabinet: Cabinet, posting: Posting, line: PostingLine) => ({
  product_id: line.product.sku,
  quantity: line.quantity,
  is_mandatory_mark_needed: line.product.marked,
  is_mandatory_mark_possible: line.product.marked,
  is_gtd_needed: false,
  is_rnpt_needed: false,
  is_jw_uin_needed: false,
  is_weight_needed: false,
  has_imei: false,
  exemplars: exemplarsOf(cabinet, posting, line).map((one) => ({
    exemplar_id: one.id,
    gtd: one.gtd,
    is_gtd_absent: one.gtdAbsent,
    rnpt: one.rnpt,
    is_rnpt_absent: one.rnptAbsent,
    weight: one.weight,
    marks: one.marks,
  })),
});

/** The full set, or what is not named is gone. An empty answer only means that it will be looked at. */
function setExemplars(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const posting = named(cabinet, request.body);
  if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
  if (posting.status !== 'awaiting_packaging' && posting.status !== 'awaiting_deliver')
    return refuse(400, "Posting must have 'awaiting_packaging' status");
  const products = records(bodyOf(request)['products']);
  for (const row of products) {
    const line = posting.lines.find(({ product }) => product.sku === whole(row['product_id']));
    if (line === undefined) return refuse(400, 'UNKNOWN_PRODUCT_DEFINED');
    const known = exemplarsOf(cabinet, posting, line);
    if (records(row['exemplars']).some((one) => !known.some(({ id }) => id === whole(one['exemplar_id']))))
      return refuse(400, 'EXEMPLAR_ID does not belong to product');
  }
  for (const line of posting.lines) {
    const row = products.find((one) => whole(one['product_id']) === line.product.sku);
    for (const one of exemplarsOf(cabinet, posting, line))
      write(
        one,
        records(row?.['exemplars']).find((told) => whole(told['exemplar_id']) === one.id),
      );
  }
  posting.markedAtMs = nowMs;
  return empty();
}

function write(one: Exemplar, told: Body | undefined): void {
  one.marks = records(told?.['marks']).map((mark) => ({ mark: text(mark['mark']), mark_type: text(mark['mark_type']) }));
  one.gtd = text(told?.['gtd']);
  one.gtdAbsent = told?.['is_gtd_absent'] === true;
  one.rnpt = text(told?.['rnpt']);
  one.rnptAbsent = told?.['is_rnpt_absent'] === true;
  one.weight = typeof told?.['weight'] === 'number' ? told['weight'] : 0;
}

/** A code of «Честный ЗНАК» in full: GTIN, serial, and GS before each part of the tail. */
function isWhole(mark: string): boolean {
  const [head = '', key = '', tail = ''] = mark.split('\u001d');
  return /^01\d{14}21.{6,20}$/u.test(head) && /^91.{4}$/u.test(key) && /^92.+$/u.test(tail);
}

function wholeStatus(cabinet: Cabinet, posting: Posting, nowMs: number): string {
  if (posting.status === 'awaiting_deliver') return 'update_available';
  if (posting.status !== 'awaiting_packaging') return 'update_not_available';
  const marked = posting.lines.filter(({ product }) => product.marked);
  if (marked.length === 0) return 'ship_available';
  if (posting.markedAtMs === null) return 'ship_not_available';
  if (nowMs - posting.markedAtMs < cabinet.pace.checkMs) return 'validation_in_process';
  const good = marked.every((line) =>
    exemplarsOf(cabinet, posting, line).every(({ marks }) =>
      marks.some(({ mark, mark_type }) => mark_type === 'mandatory_mark' && isWhole(mark)),
    ),
  );
  return good ? 'ship_available' : 'ship_not_available';
}

function exemplarStatus(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const posting = named(cabinet, request.body);
  if (posting === null) return refuse(404, 'POSTING_NOT_FOUND');
  const checking = posting.markedAtMs !== null && nowMs - posting.markedAtMs < cabinet.pace.checkMs;
  const word = (good: boolean) => (checking ? 'processing' : good ? 'passed' : 'failed');
  return json({
    posting_number: posting.number,
    status: wholeStatus(cabinet, posting, nowMs),
    products: posting.lines.map((line) => ({
      product_id: line.product.sku,
      exemplars: exemplarsOf(cabinet, posting, line).map((one) => ({
        exemplar_id: one.id,
        gtd: one.gtd,
        is_gtd_absent: one.gtdAbsent,
        gtd_check_status: word(true),
        gtd_error_codes: [],
        rnpt: one.rnpt,
        is_rnpt_absent: one.rnptAbsent,
        rnpt_check_status: word(true),
        rnpt_error_codes: [],
        weight: one.weight,
        weight_check_status: word(true),
        weight_error_codes: [],
        marks: one.marks.map((mark) => {
          const good = mark.mark_type !== 'mandatory_mark' || isWhole(mark.mark);
          return { ...mark, check_status: word(good), error_codes: good || checking ? [] : ['INVALID_MARK'] };
        }),
      })),
    })),
  });
}
