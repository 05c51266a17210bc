import type { ChannelRequest } from '#electron/channels/channel.ts';

import type { LimitId } from './limits.ts';

export const HOSTS = {
  common: 'common-api.wildberries.ru',
  content: 'content-api.wildberries.ru',
  marketplace: 'marketplace-api.wildberries.ru',
} as const;

interface Operation {
  readonly host: keyof typeof HOSTS;
  readonly method: ChannelRequest['method'];
  readonly path: string;
  readonly limit: LimitId;
  /** Sending it twice does no more than sending it once. What is not repeatable ends as `unknown` when the answer is lost. */
  readonly repeatable: boolean;
}

const read = (host: Operation['host'], method: Operation['method'], path: string, limit: LimitId): Operation => ({
  host,
  method,
  path,
  limit,
  repeatable: true,
});
const set = (method: Operation['method'], path: string, limit: LimitId): Operation => ({
  host: 'marketplace',
  method,
  path,
  limit,
  repeatable: true,
});
const once = (method: Operation['method'], path: string, limit: LimitId): Operation => ({
  host: 'marketplace',
  method,
  path,
  limit,
  repeatable: false,
});

/**
 * Every method of Wildberries that Korob calls: the one place to change when a method moves or is switched off.
 * Paths: specification of 2026-08-18 (01-general, 02-items, 03-orders-fbs); the two of shipping: release notes of 2026-09-01.
 */
export const OPERATIONS = {
  'seller.info': read('common', 'GET', '/api/v1/seller-info', 'seller'),
  'cards.list': read('content', 'POST', '/content/v2/get/cards/list', 'cards'),
  'warehouses.list': read('marketplace', 'GET', '/api/v3/warehouses', 'warehouses'),
  'stocks.read': read('marketplace', 'POST', '/api/v3/stocks/{warehouseId}', 'stocks'),
  'stocks.write': set('PUT', '/api/v3/stocks/{warehouseId}', 'stocks'),
  'orders.new': read('marketplace', 'GET', '/api/v3/orders/new', 'fbs'),
  'orders.list': read('marketplace', 'GET', '/api/v3/orders', 'fbs'),
  'orders.status': read('marketplace', 'POST', '/api/v3/orders/status', 'fbs'),
  'orders.reshipment': read('marketplace', 'GET', '/api/v3/supplies/orders/reshipment', 'fbs'),
  'orders.cancel': set('PATCH', '/api/v3/orders/{orderId}/cancel', 'cancel'),
  'orders.stickers': read('marketplace', 'POST', '/api/v3/orders/stickers', 'fbs'),
  'meta.read': read('marketplace', 'POST', '/api/marketplace/v3/orders/meta', 'meta'),
  'meta.remove': set('DELETE', '/api/v3/orders/{orderId}/meta', 'meta'),
  'meta.sgtin': set('PUT', '/api/v3/orders/{orderId}/meta/sgtin', 'meta-put'),
  'meta.uin': set('PUT', '/api/v3/orders/{orderId}/meta/uin', 'meta-put'),
  'meta.imei': set('PUT', '/api/v3/orders/{orderId}/meta/imei', 'meta-put'),
  'meta.gtin': set('PUT', '/api/v3/orders/{orderId}/meta/gtin', 'meta-put'),
  'meta.expiration': set('PUT', '/api/v3/orders/{orderId}/meta/expiration', 'meta-put'),
  'meta.customs': set('PUT', '/api/marketplace/v3/orders/{orderId}/meta/customs-declaration', 'meta-put'),
  'supplies.list': read('marketplace', 'GET', '/api/v3/supplies', 'fbs'),
  'supplies.create': once('POST', '/api/v3/supplies', 'fbs'),
  'supplies.get': read('marketplace', 'GET', '/api/v3/supplies/{supplyId}', 'fbs'),
  'supplies.remove': set('DELETE', '/api/v3/supplies/{supplyId}', 'fbs'),
  'supplies.add': set('PATCH', '/api/marketplace/v3/supplies/{supplyId}/orders', 'fbs'),
  'supplies.order-ids': read('marketplace', 'GET', '/api/marketplace/v3/supplies/{supplyId}/order-ids', 'fbs'),
  'supplies.deliver': once('PATCH', '/api/v3/supplies/{supplyId}/deliver', 'fbs'),
  'supplies.code': read('marketplace', 'GET', '/api/v3/supplies/{supplyId}/barcode', 'fbs'),
  'supplies.shipping-points': read('marketplace', 'GET', '/api/marketplace/v3/fbs/shipping-points', 'fbs'),
  'supplies.shipping-method': set('PATCH', '/api/marketplace/v3/fbs/supplies/shipping-method', 'fbs'),
  'boxes.list': read('marketplace', 'GET', '/api/v3/supplies/{supplyId}/trbx', 'fbs'),
  'boxes.add': once('POST', '/api/v3/supplies/{supplyId}/trbx', 'fbs'),
  'boxes.remove': set('DELETE', '/api/v3/supplies/{supplyId}/trbx', 'fbs'),
  'boxes.stickers': read('marketplace', 'POST', '/api/v3/supplies/{supplyId}/trbx/stickers', 'fbs'),
  'passes.offices': read('marketplace', 'GET', '/api/v3/passes/offices', 'fbs'),
  'passes.list': read('marketplace', 'GET', '/api/v3/passes', 'fbs'),
  'passes.create': once('POST', '/api/v3/passes', 'passes-create'),
  'passes.update': set('PUT', '/api/v3/passes/{passId}', 'fbs'),
  'passes.remove': set('DELETE', '/api/v3/passes/{passId}', 'fbs'),
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** @param baseUrl null for Wildberries' own hosts, otherwise the loopback address that stands for all of them: the host becomes the first part of the path */
export function addressOf(name: OperationName, parts: Parts, baseUrl: string | null): string {
  const { host, path } = OPERATIONS[name];
  const origin = baseUrl === null ? `https://${HOSTS[host]}` : `${baseUrl.replace(/\/+$/u, '')}/${HOSTS[host]}`;
  const filled = path.replaceAll(/\{([^}]+)\}/gu, (_whole, key: string) => {
    const value = parts.params?.[key];
    if (value === undefined || value === '') throw new Error(`${name} needs ${key}`);
    return encodeURIComponent(value);
  });
  const query = Object.entries(parts.query ?? {}).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${origin}${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
