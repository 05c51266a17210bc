import type { LimitId } from './limits.ts';

export const HOST = 'api-seller.ozon.ru';
/** Where files of labels lie: temporary buckets, any host beneath these. Only https, and never with the seller's key. */
export const FILE_HOSTS = ['.ozon.ru', '.ozone.ru'] as const;

interface Operation {
  readonly path: string;
  readonly limit: LimitId;
  /** Sending it twice does no more than sending it once. What is not repeatable ends as `unknown` when the answer is lost. */
  readonly repeatable: boolean;
}

const read = (path: string): Operation => ({ path, limit: 'all', repeatable: true });
const set = (path: string, limit: LimitId = 'all'): Operation => ({ path, limit, repeatable: true });
const once = (path: string): Operation => ({ path, limit: 'all', repeatable: false });

/**
 * Every method of Ozon that Korob calls: the one place to change when a method moves or is switched off. All are POST.
 * Paths: specification of 2026-08-14; labels: the news of 2026-09-22 and 24.
 */
export const OPERATIONS = {
  'key.roles': read('/v1/roles'),
  'seller.info': read('/v1/seller/info'),
  'products.list': read('/v3/product/list'),
  'products.info': read('/v3/product/info/list'),
  'warehouses.list': read('/v2/warehouse/list'),
  'stocks.read': read('/v2/product/info/stocks-by-warehouse/fbs'),
  'stocks.write': set('/v2/products/stocks', 'stocks'),
  'postings.unfulfilled': read('/v4/posting/fbs/unfulfilled/list'),
  'postings.list': read('/v4/posting/fbs/list'),
  'postings.get': read('/v3/posting/fbs/get'),
  'postings.ship': once('/v4/posting/fbs/ship'),
  'postings.ship-part': once('/v4/posting/fbs/ship/package'),
  'postings.cancel-reasons': read('/v1/posting/fbs/cancel-reason'),
  'postings.cancel': set('/v2/posting/fbs/cancel'),
  'postings.cancel-line': once('/v2/posting/fbs/product/cancel'),
  'exemplars.get': set('/v6/fbs/posting/product/exemplar/create-or-get'),
  'exemplars.set': set('/v6/fbs/posting/product/exemplar/set'),
  'exemplars.status': read('/v5/fbs/posting/product/exemplar/status'),
  'exemplars.update': set('/v1/fbs/posting/product/exemplar/update'),
  'country.set': set('/v2/posting/fbs/product/country/set'),
  /** A task made twice is a file made twice: nothing of the posting changes. */
  'labels.create': set('/v3/posting/fbs/package-label/create'),
  'labels.get': read('/v2/posting/fbs/package-label/get'),
  'carriages.list': read('/v2/carriage/delivery/list'),
  'carriages.get': read('/v1/carriage/get'),
  'carriages.create': once('/v1/carriage/create'),
  'carriages.set-postings': set('/v1/carriage/set-postings'),
  'carriages.approve': once('/v1/carriage/approve'),
  'carriages.cancel': set('/v1/carriage/cancel'),
  'acts.status': read('/v2/posting/fbs/act/check-status'),
  'acts.postings': read('/v2/posting/fbs/act/get-postings'),
  'acts.pdf': read('/v2/posting/fbs/act/get-pdf'),
  'acts.barcode': read('/v2/posting/fbs/act/get-barcode'),
  'acts.barcode-text': read('/v2/posting/fbs/act/get-barcode/text'),
  'acts.places': read('/v2/posting/fbs/act/get-container-labels'),
  'acts.discrepancy': read('/v1/carriage/act-discrepancy/pdf'),
  'units.list': read('/v1/carriage/container/list'),
  'units.get': read('/v1/carriage/container/get'),
  'units.create': once('/v1/carriage/container/create'),
  'units.fill': set('/v1/carriage/container/fill'),
  'units.take-out': set('/v1/carriage/container/remove-postings'),
  'units.approve': set('/v1/carriage/container/approve'),
  'units.cancel': set('/v1/carriage/container/cancel'),
  'units.task': read('/v1/carriage/container/task/info'),
  'units.label': read('/v1/carriage/container/label/get'),
  'delivery.tracking': set('/v2/fbs/posting/tracking-number/set'),
  'delivery.on-way': set('/v2/fbs/posting/delivering'),
  'delivery.last-mile': set('/v2/fbs/posting/last-mile'),
  'delivery.delivered': set('/v2/fbs/posting/delivered'),
  'returns.list': read('/v1/returns/list'),
  'fulfilment.stock': read('/v4/product/info/stocks'),
  'fulfilment.postings': read('/v3/posting/fbo/list'),
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

/** @param baseUrl null for Ozon's own host, otherwise the loopback address that stands for it: the host becomes the first part of the path */
export function addressOf(name: OperationName, baseUrl: string | null): string {
  return `${originOf(HOST, baseUrl)}${OPERATIONS[name].path}`;
}

/**
 * Where a file that an answer points to is fetched from; null when it does not lie with Ozon, or not over https.
 * An address taken on trust would let whoever wrote it reach any machine of the seller's network.
 */
export function fileAddressOf(url: string, baseUrl: string | null): string | null {
  const parts = /^https:\/\/([a-z0-9.-]+)(\/[^\s#]*)$/u.exec(url);
  const [, host = '', rest = ''] = parts ?? [];
  if (parts === null || !FILE_HOSTS.some((suffix) => host.endsWith(suffix))) return null;
  return `${originOf(host, baseUrl)}${rest}`;
}

const originOf = (host: string, baseUrl: string | null): string =>
  baseUrl === null ? `https://${host}` : `${baseUrl.replace(/\/+$/u, '')}/${host}`;
