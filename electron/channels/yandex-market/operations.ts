import type { ChannelRequest } from '#electron/channels/channel.ts';

import type { LimitId } from './limits.ts';

export const HOST = 'api.partner.market.yandex.ru';

interface Operation {
  readonly method: ChannelRequest['method'];
  /** With its version: paths without one were taken away in 2025. */
  readonly path: string;
  readonly limit: LimitId;
  /** Sending it twice does no more than sending it once. What is not repeatable ends as `unknown` when the answer is lost. */
  readonly repeatable: boolean;
}

const read = (method: Operation['method'], path: string, limit: LimitId): Operation => ({ method, path, limit, repeatable: true });
const set = read;
const once = (method: Operation['method'], path: string, limit: LimitId): Operation => ({ method, path, limit, repeatable: false });

const ORDER = '/v2/campaigns/{campaignId}/orders/{orderId}';
const SHIPMENT = '/v2/campaigns/{campaignId}/first-mile/shipments/{shipmentId}';

/**
 * Every method of Yandex Market that Korob calls: the one place to change when a method moves or is switched off.
 * Paths: specification of 2026-08-12. `shipments/reception-transfer-act` is left out on purpose: a GET that confirms the nearest shipment.
 */
export const OPERATIONS = {
  'token.read': read('POST', '/v2/auth/token', 'token'),
  'campaigns.list': read('GET', '/v2/campaigns', 'campaigns'),
  'offers.list': read('POST', '/v2/businesses/{businessId}/offer-mappings', 'offers'),
  /** The only one that tells the groups of warehouses and the shop behind a warehouse. */
  'warehouses.places': read('POST', '/v2/businesses/{businessId}/warehouses', 'warehouses-v2'),
  /** The only one that tells the models of a warehouse; knows no groups. */
  'warehouses.models': read('POST', '/v3/businesses/{businessId}/warehouses', 'warehouses-v3'),
  'stocks.write': set('POST', '/v3/businesses/{businessId}/offers/stocks/update', 'stocks-write-v3'),
  'stocks.read': read('POST', '/v3/businesses/{businessId}/offers/stocks', 'stocks-read-v3'),
  'stocks.write-group': set('PUT', '/v2/campaigns/{campaignId}/offers/stocks', 'stocks-write-v2'),
  /** For cabinets with groups of warehouses, and for goods that lie at the Market. */
  'stocks.read-campaign': read('POST', '/v2/campaigns/{campaignId}/offers/stocks', 'stocks-read-v2'),
  'orders.list': read('POST', '/v1/businesses/{businessId}/orders', 'orders'),
  'orders.boxes': set('PUT', `${ORDER}/boxes`, 'boxes'),
  /** The same method with fewer units: what is taken out stays out, so it is never sent twice. */
  'orders.remove': once('PUT', `${ORDER}/boxes`, 'boxes'),
  'orders.ready': once('PUT', `${ORDER}/status`, 'status'),
  'orders.cancel': once('PUT', `${ORDER}/status`, 'status'),
  'orders.identifiers': read('POST', `${ORDER}/identifiers/status`, 'identifiers'),
  'labels.order': read('GET', `${ORDER}/delivery/labels`, 'labels'),
  'labels.report': read('POST', '/v2/reports/documents/labels/generate', 'labels-report'),
  'reports.info': read('GET', '/v2/reports/info/{reportId}', 'report-info'),
  /** A search, although it is a PUT. */
  'shipments.search': read('PUT', '/v2/campaigns/{campaignId}/first-mile/shipments', 'shipments-search'),
  'shipments.get': read('GET', SHIPMENT, 'shipments-get'),
  'shipments.confirm': once('POST', `${SHIPMENT}/confirm`, 'shipments-confirm'),
  'shipments.pallets': set('PUT', `${SHIPMENT}/pallets`, 'shipments-pallets'),
  'shipments.pallet-labels': read('GET', `${SHIPMENT}/pallet/labels`, 'shipments-labels'),
  'shipments.act': read('GET', `${SHIPMENT}/act`, 'shipments-act'),
  'shipments.inbound-act': read('GET', `${SHIPMENT}/inbound-act`, 'shipments-inbound'),
  'shipments.discrepancy-act': read('GET', `${SHIPMENT}/discrepancy-act`, 'shipments-discrepancy'),
  'shipments.waybill': read('GET', `${SHIPMENT}/transportation-waybill`, 'shipments-waybill'),
  'shipments.transfer': once('POST', `${SHIPMENT}/orders/transfer`, 'shipments-transfer'),
  'returns.list': read('GET', '/v2/campaigns/{campaignId}/returns', 'returns'),
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** @param baseUrl null for the Market's own host, otherwise the loopback address that stands for it: the host becomes the first part of the path */
export function addressOf(name: OperationName, parts: Parts, baseUrl: string | null): string {
  const filled = OPERATIONS[name].path.replaceAll(/\{([^}]+)\}/gu, (_whole, key: string) => {
    const value = parts.params?.[key];
    if (value === undefined || value === '') throw new Error(`${name} needs ${key}`);
    return encodeURIComponent(value);
  });
  const query = Object.entries(parts.query ?? {}).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${origin(HOST, baseUrl)}${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/**
 * Where finished reports lie. The documents name no host, so Yandex's own storages are taken and anything else is refused by name.
 * A leading dot: any host under it.
 */
export const FILE_HOSTS = ['.yandex.net', '.yandex.ru', 'storage.yandexcloud.net'] as const;

/** The address of a linked file, or null when it leads to a host nobody expects. */
export function fileAddress(link: string, baseUrl: string | null): string | null {
  const parts = /^https:\/\/(?<host>[a-z0-9.-]+)(?<path>\/[^\s]*)$/u.exec(link)?.groups;
  const host = parts?.['host'];
  if (host === undefined || !FILE_HOSTS.some((one) => (one.startsWith('.') ? host.endsWith(one) : host === one))) return null;
  return `${origin(host, baseUrl)}${parts?.['path'] ?? '/'}`;
}

const origin = (host: string, baseUrl: string | null): string =>
  baseUrl === null ? `https://${host}` : `${baseUrl.replace(/\/+$/u, '')}/${host}`;
