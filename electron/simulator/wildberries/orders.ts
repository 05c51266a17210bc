import { badBody, badParameter, ids, iso, isRecord, json, noContent, notFound, refuse, text, whole } from './answers.ts';
import type { Serve } from './shop.ts';
import { renderSticker, stickerAsk } from './sticker-file.ts';
import { type Order, type Seller, takeOut, type World } from './world.ts';

const DAY_MS = 86_400_000;
export const DEAD = new Set(['canceled', 'canceled_by_client', 'declined_by_client', 'defect', 'canceled_by_carrier', 'sold']);

/** Assembly orders and their marking. */
export const orders: Readonly<Record<string, Serve>> = {
  'orders.new': (_world, seller) =>
    json(200, { orders: [...seller.orders.values()].filter(isFresh).map((order) => ({ ...wire(order, false), ...freshOnly(order) })) }),
  'orders.list': (world, seller, request) => {
    const limit = whole(request.query.get('limit'), 1, 1000);
    const next = whole(request.query.get('next'), 0, Number.MAX_SAFE_INTEGER);
    if (limit === null || next === null) return badParameter();
    const seconds = (name: string, otherwise: number) => (request.query.has(name) ? Number(request.query.get(name)) * 1000 : otherwise);
    const fromMs = seconds('dateFrom', world.nowMs() - 30 * DAY_MS);
    const toMs = seconds('dateTo', world.nowMs());
    if (Number.isNaN(fromMs) || Number.isNaN(toMs) || toMs - fromMs > 30 * DAY_MS + 1000) return badParameter();
    const found = [...seller.orders.values()]
      .filter(
        (order) =>
          order.id > next &&
          order.createdAtMs >= fromMs - 999 &&
          order.createdAtMs <= toMs + 999 &&
          world.nowMs() - order.createdAtMs < 92 * DAY_MS,
      )
      .sort((one, other) => one.id - other.id);
    const page = found.slice(0, limit);
    return json(200, { next: found.length > page.length ? page.at(-1)!.id : 0, orders: page.map((order) => wire(order, true)) });
  },
  'orders.status': (_world, seller, request) => {
    const wanted = ids(request.body, 'orders', 1000);
    if (!wanted) return badBody();
    return json(200, {
      orders: wanted.flatMap((id) => {
        const order = seller.orders.get(id);
        return order ? [{ id, supplierStatus: order.supplierStatus, wbStatus: order.wbStatus, isCancellable: cancellable(order) }] : [];
      }),
    });
  },
  'orders.cancel': (_world, seller, _request, hole) => {
    const order = orderOf(seller, hole);
    if (!order) return notFound();
    if (DEAD.has(order.wbStatus) || order.supplierStatus === 'cancel') return refuse(409, 'StatusMismatch');
    if (!cancellable(order)) return refuse(409, 'StatusChangeNotAllowed');
    order.supplierStatus = 'cancel';
    order.wbStatus = 'canceled';
    takeOut(seller, order);
    return noContent();
  },
  'orders.stickers': (world, seller, request) => {
    const ask = stickerAsk(request.query, true);
    const wanted = ids(request.body, 'orders', 100);
    if (!ask) return badParameter();
    if (!wanted) return badBody();
    const found = wanted.flatMap((id) => seller.orders.get(id) ?? []);
    if (found.some((order) => order.requiredMeta.includes('customsDeclaration') && !order.marks.has('customsDeclaration')))
      return refuse(409, 'CustomsDeclarationIsRequired');
    const ready = found.filter(
      (order) => ['confirm', 'complete'].includes(order.supplierStatus) && order.stickerReadyAtMs <= world.nowMs(),
    );
    return json(200, {
      stickers: ready.map((order) => ({
        orderId: order.id,
        ...order.sticker,
        file: renderSticker({ code: order.sticker.barcode, lines: [order.sticker.partA, order.sticker.partB] }, ask),
      })),
    });
  },
  'orders.reshipment': (_world, seller) =>
    json(200, {
      orders: [...seller.supplies.values()].flatMap((supply) => [...supply.lost].map((orderID) => ({ supplyID: supply.id, orderID }))),
    }),
  'meta.read': (world, seller, request) => {
    const wanted = ids(request.body, 'orders', 100);
    if (!wanted) return badBody();
    return json(200, {
      orders: wanted.flatMap((id) => {
        const order = seller.orders.get(id);
        return order ? [{ id, metaDetails: verdicts(world, order) }] : [];
      }),
    });
  },
  'meta.remove': (_world, seller, request, hole) => {
    const order = orderOf(seller, hole);
    const key = request.query.get('key');
    if (!order || key === null || !['imei', 'uin', 'gtin', 'sgtin', 'customsDeclaration'].includes(key)) return badParameter();
    if (order.supplierStatus !== 'confirm') return refuse(409, 'FailedToUpdateMeta');
    order.marks.delete(key);
    return noContent();
  },
  'meta.sgtin': (world, seller, request, hole) => {
    const values = isRecord(request.body) ? request.body['sgtins'] : undefined;
    const good =
      Array.isArray(values) &&
      values.length >= 1 &&
      values.length <= 100 &&
      values.every((one) => typeof one === 'string' && one.length >= 16 && one.length <= 135);
    return put(world, seller, hole, 'sgtin', good ? (values as string[]) : null, (value) =>
      sgtinVerdict(seller, orderOf(seller, hole), value),
    );
  },
  'meta.uin': (world, seller, request, hole) => put(world, seller, hole, 'uin', one(text(request.body, 'uin', 16, 16)), () => 'uinMaySell'),
  'meta.imei': (world, seller, request, hole) =>
    put(world, seller, hole, 'imei', one(text(request.body, 'imei', 15, 15)), (value) =>
      /^\d{15}$/u.test(value) ? 'imeiMaySell' : 'imeiInvalidFormat',
    ),
  'meta.gtin': (world, seller, request, hole) => put(world, seller, hole, 'gtin', one(text(request.body, 'gtin', 13, 13)), () => 'filled'),
  'meta.customs': (world, seller, request, hole) =>
    put(world, seller, hole, 'customsDeclaration', one(text(request.body, 'customsDeclaration', 17, 29)), () => 'filled'),
  'meta.expiration': (world, seller, request, hole) => {
    const value = text(request.body, 'expiration', 10, 10);
    const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/u.exec(value ?? '') ?? [];
    if (value === null || day === undefined) return badBody();
    if (Date.parse(`${year ?? ''}-${month ?? ''}-${day}`) < world.nowMs() + 29 * DAY_MS) return refuse(400, 'LowExpirationDate');
    return put(world, seller, hole, 'expiration', [value], () => 'filled');
  },
};

const one = (value: string | null): string[] | null => (value === null ? null : [value]);
export const isFresh = (order: Order): boolean => order.supplierStatus === 'new' && !DEAD.has(order.wbStatus);
const cancellable = (order: Order): boolean => ['new', 'confirm'].includes(order.supplierStatus) && !DEAD.has(order.wbStatus);
const orderOf = (seller: Seller, hole: string): Order | null => seller.orders.get(Number(hole)) ?? null;

function put(world: World, seller: Seller, hole: string, key: string, values: readonly string[] | null, judge: (value: string) => string) {
  const order = orderOf(seller, hole);
  if (!order) return notFound();
  if (values === null) return badBody();
  if (![...order.requiredMeta, ...order.optionalMeta].includes(key)) return refuse(409, 'MetaKeyNotRequired');
  if (order.supplierStatus !== 'confirm') return refuse(409, 'FailedToUpdateMeta');
  const refused = values.map(judge).find((verdict) => !PASSING.has(verdict));
  order.marks.set(key, { values, verdict: refused ?? judge(values[0]!), verdictAtMs: world.nowMs() + world.verdictDelayMs });
  return noContent();
}

const PASSING = new Set([
  'filled',
  'optional',
  'deadlineExceeded',
  'imeiMaySell',
  'imeiSoldB2B',
  'uinMaySell',
  'sgtinIntroduced',
  'sgtinSoldB2B',
]);

/** How a code is judged: its form first, then whether it was sold already, then the fate written in its serial. */
function sgtinVerdict(seller: Seller, order: Order | null, value: string): string {
  if (/[а-яё]/iu.test(value)) return 'sgtinHasNonLatinSymbols';
  if (!/^01\d{14}21/u.test(value)) return 'sgtinInvalidPattern';
  if (value.length > 31 && !value.includes('\u001D')) return 'sgtinNoGS';
  const sold = [...seller.orders.values()].some(
    (other) => other !== order && !DEAD.has(other.wbStatus) && other.marks.get('sgtin')?.values.includes(value),
  );
  if (sold) return 'sgtinRetired';
  return value.slice(18, 31).endsWith('BAD') ? 'sgtinWithdrawn' : 'sgtinIntroduced';
}

export function verdicts(world: World, order: Order) {
  const keys = [...new Set([...order.requiredMeta, ...order.optionalMeta])];
  return keys.map((key) => {
    const mark = order.marks.get(key);
    if (!mark) return { key, value: null, decision: order.requiredMeta.includes(key) ? 'required' : 'optional' };
    return { key, value: mark.values.join(','), decision: mark.verdictAtMs > world.nowMs() ? 'pending' : mark.verdict };
  });
}
export const passes = (world: World, order: Order): boolean => verdicts(world, order).every(({ decision }) => PASSING.has(decision));

function wire(order: Order, listed: boolean) {
  return {
    id: order.id,
    rid: order.rid,
    orderUid: order.orderUid,
    article: order.card.article,
    nmId: order.card.nmId,
    chrtId: order.size.chrtId,
    skus: order.size.barcodes,
    warehouseId: order.warehouseId,
    officeId: 15,
    offices: ['Москва'],
    createdAt: iso(order.createdAtMs),
    deliveryType: 'fbs',
    cargoType: order.cargoType,
    crossBorderType: order.crossBorderType,
    comment: order.comment,
    colorCode: '',
    address: null,
    isZeroOrder: order.isZeroOrder,
    options: { isB2B: order.isB2B },
    price: order.priceMinor,
    convertedPrice: order.priceMinor,
    currencyCode: 643,
    convertedCurrencyCode: 643,
    scanPrice: null,
    ...(listed && order.supplyId !== null ? { supplyId: order.supplyId } : {}),
  };
}
const freshOnly = (order: Order) => ({
  requiredMeta: order.requiredMeta,
  optionalMeta: order.optionalMeta,
  finalPrice: order.priceMinor,
  convertedFinalPrice: order.priceMinor,
  salePrice: order.priceMinor,
  isPickupPointShipmentAllowed: order.pickupPointAllowed,
  ddate: '',
  sellerDate: null,
});
