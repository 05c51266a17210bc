import type { LimitId } from '../limits.ts';

export interface Route {
  readonly operation: string;
  readonly method: string;
  readonly host: string;
  /** The path as the specification writes it. */
  readonly path: string;
  readonly limit: LimitId;
  readonly category: number | null;
  readonly writes: boolean;
}
const MARKET = 'marketplace-api.wildberries.ru';
const CONTENT = 'content-api.wildberries.ru';
const COMMON = 'common-api.wildberries.ru';

const market = (operation: string, method: string, path: string, limit: LimitId, writes: boolean): Route => ({
  operation,
  method,
  host: MARKET,
  path,
  limit,
  category: 4,
  writes,
});
/** Every method the simulator serves; anything else is the gateway's 404. */
export const ROUTES: readonly Route[] = [
  { operation: 'ping', method: 'GET', host: MARKET, path: '/ping', limit: 'ping', category: 4, writes: false },
  { operation: 'ping', method: 'GET', host: CONTENT, path: '/ping', limit: 'ping', category: 1, writes: false },
  { operation: 'ping', method: 'GET', host: COMMON, path: '/ping', limit: 'ping', category: null, writes: false },
  { operation: 'seller.info', method: 'GET', host: COMMON, path: '/api/v1/seller-info', limit: 'seller', category: null, writes: false },
  {
    operation: 'cards.list',
    method: 'POST',
    host: CONTENT,
    path: '/content/v2/get/cards/list',
    limit: 'cards',
    category: 1,
    writes: false,
  },
  {
    operation: 'cards.trash',
    method: 'POST',
    host: CONTENT,
    path: '/content/v2/get/cards/trash',
    limit: 'cards',
    category: 1,
    writes: false,
  },
  market('warehouses.list', 'GET', '/api/v3/warehouses', 'warehouses', false),
  market('offices', 'GET', '/api/v3/offices', 'warehouses', false),
  market('stocks.read', 'POST', '/api/v3/stocks/{warehouseId}', 'stocks', false),
  market('stocks.write', 'PUT', '/api/v3/stocks/{warehouseId}', 'stocks', true),
  market('stocks.remove', 'DELETE', '/api/v3/stocks/{warehouseId}', 'stocks-delete', true),
  market('orders.new', 'GET', '/api/v3/orders/new', 'fbs', false),
  market('orders.list', 'GET', '/api/v3/orders', 'fbs', false),
  market('orders.status', 'POST', '/api/v3/orders/status', 'fbs', false),
  market('orders.cancel', 'PATCH', '/api/v3/orders/{orderId}/cancel', 'cancel', true),
  market('orders.stickers', 'POST', '/api/v3/orders/stickers', 'fbs', false),
  market('orders.reshipment', 'GET', '/api/v3/supplies/orders/reshipment', 'fbs', false),
  market('meta.read', 'POST', '/api/marketplace/v3/orders/meta', 'meta-read', false),
  market('meta.remove', 'DELETE', '/api/v3/orders/{orderId}/meta', 'meta-read', true),
  ...(['sgtin', 'uin', 'imei', 'gtin', 'expiration'] as const).map((key) =>
    market(`meta.${key}`, 'PUT', `/api/v3/orders/{orderId}/meta/${key}`, 'meta-put', true),
  ),
  market('meta.customs', 'PUT', '/api/marketplace/v3/orders/{orderId}/meta/customs-declaration', 'meta-put', true),
  market('supplies.create', 'POST', '/api/v3/supplies', 'fbs', true),
  market('supplies.list', 'GET', '/api/v3/supplies', 'fbs', false),
  market('supplies.get', 'GET', '/api/v3/supplies/{supplyId}', 'fbs', false),
  market('supplies.remove', 'DELETE', '/api/v3/supplies/{supplyId}', 'fbs', true),
  market('supplies.add', 'PATCH', '/api/marketplace/v3/supplies/{supplyId}/orders', 'fbs', true),
  market('supplies.order-ids', 'GET', '/api/marketplace/v3/supplies/{supplyId}/order-ids', 'fbs', false),
  market('supplies.deliver', 'PATCH', '/api/v3/supplies/{supplyId}/deliver', 'fbs', true),
  market('supplies.code', 'GET', '/api/v3/supplies/{supplyId}/barcode', 'fbs', false),
  market('boxes.list', 'GET', '/api/v3/supplies/{supplyId}/trbx', 'fbs', false),
  market('boxes.add', 'POST', '/api/v3/supplies/{supplyId}/trbx', 'fbs', true),
  market('boxes.remove', 'DELETE', '/api/v3/supplies/{supplyId}/trbx', 'fbs', true),
  market('boxes.stickers', 'POST', '/api/v3/supplies/{supplyId}/trbx/stickers', 'fbs', false),
  market('supplies.shipping-points', 'GET', '/api/marketplace/v3/fbs/shipping-points', 'fbs', false),
  market('supplies.shipping-method', 'PATCH', '/api/marketplace/v3/fbs/supplies/shipping-method', 'fbs', true),
  market('passes.offices', 'GET', '/api/v3/passes/offices', 'fbs', false),
  market('passes.list', 'GET', '/api/v3/passes', 'fbs', false),
  market('passes.create', 'POST', '/api/v3/passes', 'pass-create', true),
  market('passes.update', 'PUT', '/api/v3/passes/{passId}', 'fbs', true),
  market('passes.remove', 'DELETE', '/api/v3/passes/{passId}', 'fbs', true),
];

const COMPILED = ROUTES.map((route) => ({ route, pattern: new RegExp(`^${route.path.replaceAll(/\{[^}]+\}/gu, '([^/]+)')}$`, 'u') }));

/** The fixed paths stand before those with a hole, so `/orders/status` is never an order called «status». */
export function findRoute(method: string, host: string, path: string): { readonly route: Route; readonly hole: string } | null {
  for (const { route, pattern } of COMPILED) {
    if (route.method !== method || route.host !== host) continue;
    const match = pattern.exec(path);
    if (match) return { route, hole: decodeURIComponent(match[1] ?? '') };
  }
  return null;
}
