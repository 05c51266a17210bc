import type { WorldRequest } from '../stage.ts';
import { bodyOf, json, part, records, refuse, type Response, texts, whole } from './answers.ts';
import type { OzonFault } from './faults.ts';
import { type Cabinet, iso, type Product, reservedOf, shelf } from './state.ts';

export interface Asked {
  readonly request: WorldRequest;
  readonly nowMs: number;
  readonly fault: OzonFault | null;
}
export type Serve = (cabinet: Cabinet, asked: Asked) => Response;

const PAIR_MS = 30_000;

/** Keys, products, warehouses, stock: what stands around the postings. */
export const shop: Readonly<Record<string, Serve>> = {
  '/v1/roles': (cabinet) => json({ expires_at: iso(cabinet.keyEndsAtMs), roles: [{ name: 'Admin', methods: [] }] }),
  '/v1/seller/info': (cabinet) =>
    json({
      company: {
        name: cabinet.name,
        legal_name: cabinet.name,
        inn: cabinet.inn,
        country: 'RU',
        currency: 'RUB',
        ogrn: '',
        ownership_form: 'ИП',
        tax_system: 'USN',
      },
      ratings: [],
      subscription: { is_premium: false, type: 'UNKNOWN' },
    }),
  '/v3/product/list': productList,
  '/v3/product/info/list': productInfo,
  '/v2/warehouse/list': (cabinet) =>
    json({
      warehouses: cabinet.warehouses.map(({ id, name, label }) => ({
        warehouse_id: id,
        name,
        status: 'created',
        is_rfbs: false,
        is_express: false,
        is_kgt: false,
        is_auto_assembly: false,
        has_entrusted_acceptance: false,
        carriage_label_type: label,
        pause_at: null,
        postings_limit: -1,
        first_mile: { type: 'DROP_OFF' },
        address_info: { address: 'Москва', latitude: 55.7, longitude: 37.6, utc: 'UTC+03:00' },
      })),
      cursor: '',
      has_next: false,
    }),
  '/v2/products/stocks': writeStocks,
  '/v2/product/info/stocks-by-warehouse/fbs': readStocks,
  '/v4/product/info/stocks': fulfilmentStock,
  '/v3/posting/fbo/list': () => json({ postings: [], cursor: '', has_next: false }),
};

function productList(cabinet: Cabinet, { request }: Asked): Response {
  const body = bodyOf(request);
  if (body['filter'] === undefined) return refuse(400, 'Request validation error: filter is required');
  const limit = whole(body['limit']);
  if (!(limit >= 1 && limit <= 1000)) return refuse(400, 'Request validation error: limit');
  const archived = part(body, 'filter')['visibility'] === 'ARCHIVED';
  const after = whole(body['last_id']);
  const found = cabinet.products.filter((one) => one.archived === archived && !(one.productId <= after));
  const page = found.slice(0, limit);
  return json({
    result: {
      items: page.map((one) => ({
        product_id: one.productId,
        offer_id: one.offerId,
        sku: one.sku,
        archived: one.archived,
        has_fbo_stocks: false,
        has_fbs_stocks: true,
        is_discounted: false,
      })),
      last_id: String(page.at(-1)?.productId ?? ''),
      total_items: found.length,
    },
  });
}

function productInfo(cabinet: Cabinet, { request }: Asked): Response {
  const body = bodyOf(request);
  const ids = new Set(texts(body['product_id']));
  const skus = new Set(texts(body['sku']));
  const offers = new Set(texts(body['offer_id']));
  if (ids.size + skus.size + offers.size > 1000) return refuse(400, 'Request validation error: use limit from 1 to 1000');
  const wanted = (one: Product) => ids.has(String(one.productId)) || skus.has(String(one.sku)) || offers.has(one.offerId);
  return json({
    items: cabinet.products.filter(wanted).map((one) => ({
      id: one.productId,
      sku: one.sku,
      offer_id: one.offerId,
      name: one.name,
      barcodes: [...one.barcodes, `OZN${String(one.sku)}`],
      primary_image: [],
      images: [],
      price: (one.priceMinor / 100).toFixed(2),
      currency_code: 'RUB',
      is_archived: one.archived,
      is_autoarchived: false,
      is_kgt: false,
      statuses: { status: 'price_sent', is_created: true },
    })),
  });
}

/** Row by row: absolute, thirty seconds apart, refused inside 200. The product's number is meant, never the SKU. */
function writeStocks(cabinet: Cabinet, { request, nowMs, fault }: Asked): Response {
  const rows = records(bodyOf(request)['stocks']);
  if (rows.length === 0 || rows.length > 100) return refuse(400, 'Request validation error: invalid ProductsStocksRequest.Stocks');
  if (rows.some((row) => Number.isNaN(whole(row['warehouse_id']))))
    return refuse(400, 'Request validation error: invalid ProductsStocksRequest.Stocks[0]: embedded message failed validation');
  return json({
    result: rows.map((row, index) => {
      const warehouseId = whole(row['warehouse_id']);
      const product = cabinet.products.find(
        (one) => (row['offer_id'] !== undefined && one.offerId === row['offer_id']) || one.productId === whole(row['product_id']),
      );
      const told = {
        warehouse_id: warehouseId,
        product_id: product?.productId ?? (Number(row['product_id']) || 0),
        offer_id: product?.offerId ?? '',
      };
      const no = (code: string, message: string) => ({ ...told, updated: false, errors: [{ code, message }] });
      if (!cabinet.warehouses.some((one) => one.id === warehouseId)) return no('WAREHOUSE_NOT_FOUND', 'Warehouse not found');
      if (product === undefined) return no('NOT_FOUND_ERROR', 'Product not found');
      if (product.archived) return no('PRODUCT_IS_ARCHIVED', 'Product is archived');
      const stock = whole(row['stock']);
      if (Number.isNaN(stock) || stock >= 1_000_000) return no('STOCK_TOO_BIG', 'Stock is too big');
      const pair = shelf(warehouseId, product.productId);
      const early = nowMs - (cabinet.toldAtMs.get(pair) ?? Number.NEGATIVE_INFINITY) < PAIR_MS;
      if (early || (fault === 'half-stocks' && index % 2 === 1)) return no('TOO_MANY_REQUESTS', 'Stock is updated too frequently');
      cabinet.toldAtMs.set(pair, nowMs);
      cabinet.free.set(pair, stock);
      return { ...told, updated: true, errors: [] };
    }),
  });
}

function readStocks(cabinet: Cabinet, { request }: Asked): Response {
  const skus = new Set(texts(bodyOf(request)['sku']));
  if (skus.size === 0 || skus.size > 1000) return refuse(400, 'Request validation error: sku');
  const products = cabinet.products
    .filter((one) => skus.has(String(one.sku)))
    .flatMap((one) =>
      cabinet.warehouses.map((warehouse) => {
        const free = cabinet.free.get(shelf(warehouse.id, one.productId)) ?? 0;
        const reserved = reservedOf(cabinet, warehouse.id, one.productId);
        return {
          product_id: one.productId,
          offer_id: one.offerId,
          sku: one.sku,
          warehouse_id: warehouse.id,
          warehouse_name: warehouse.name,
          present: free + reserved,
          reserved,
          free_stock: free,
        };
      }),
    );
  return json({ products, cursor: '', has_next: false });
}

/** A few goods lie with Ozon as well. */
function fulfilmentStock(cabinet: Cabinet, { request }: Asked): Response {
  if (bodyOf(request)['filter'] === undefined) return refuse(400, 'Request validation error: filter is required');
  const items = cabinet.products
    .filter((one) => !one.archived && one.productId % 7 === 0)
    .map((one) => ({
      product_id: one.productId,
      offer_id: one.offerId,
      stocks: [{ type: 'fbo', sku: one.sku, present: 12, reserved: 2, shipment_type: 'SHIPMENT_TYPE_GENERAL', warehouse_ids: [] }],
    }));
  return json({ items, cursor: '', total_items: items.length });
}
