import { FILE_HOST } from './documents.ts';

export const API_HOST = 'api.partner.market.yandex.ru';

export interface Route {
  readonly operation: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** How many requests a period; the resource is the operation itself. */
  readonly amount: number;
  readonly periodMs: number;
  /** A right the key must have: the scope, and whether reading alone is enough. */
  readonly right: 'INVENTORY_AND_ORDER_PROCESSING' | 'OFFERS_AND_CARDS_MANAGEMENT' | null;
  readonly writes: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
type Limit = readonly [amount: number, periodMs: number];
const HUNDRED: Limit = [100, HOUR_MS];
const TEN_THOUSAND: Limit = [10_000, HOUR_MS];
const FIRST_MILE: Limit = [200, HOUR_MS];

const at =
  (right: Route['right'], writes: boolean) =>
  (operation: string, method: string, path: string, [amount, periodMs]: Limit): Route => ({
    operation,
    host: API_HOST,
    method,
    path,
    amount,
    periodMs,
    right,
    writes,
  });
const anyones = at(null, false);
const orders = at('INVENTORY_AND_ORDER_PROCESSING', false);
const works = at('INVENTORY_AND_ORDER_PROCESSING', true);
const cards = at('OFFERS_AND_CARDS_MANAGEMENT', false);
const sells = at('OFFERS_AND_CARDS_MANAGEMENT', true);

const ORDER = '/v2/campaigns/{campaignId}/orders/{orderId}';
const SHIPMENT = '/v2/campaigns/{campaignId}/first-mile/shipments/{shipmentId}';

/** Every method the simulated Market serves, with the limits and rights of the real one. */
export const ROUTES: readonly Route[] = [
  anyones('token.read', 'POST', '/v2/auth/token', HUNDRED),
  anyones('campaigns.list', 'GET', '/v2/campaigns', [1000, HOUR_MS]),
  anyones('reports.info', 'GET', '/v2/reports/info/{reportId}', [100, MINUTE_MS]),
  cards('offers.list', 'POST', '/v2/businesses/{businessId}/offer-mappings', [100, MINUTE_MS]),
  orders('warehouses.places', 'POST', '/v2/businesses/{businessId}/warehouses', HUNDRED),
  orders('warehouses.models', 'POST', '/v3/businesses/{businessId}/warehouses', HUNDRED),
  sells('stocks.write', 'POST', '/v3/businesses/{businessId}/offers/stocks/update', [50, MINUTE_MS]),
  cards('stocks.read', 'POST', '/v3/businesses/{businessId}/offers/stocks', [500, MINUTE_MS]),
  sells('stocks.write-group', 'PUT', '/v2/campaigns/{campaignId}/offers/stocks', [50, MINUTE_MS]),
  cards('stocks.read-campaign', 'POST', '/v2/campaigns/{campaignId}/offers/stocks', [200, MINUTE_MS]),
  orders('orders.list', 'POST', '/v1/businesses/{businessId}/orders', TEN_THOUSAND),
  works('orders.boxes', 'PUT', `${ORDER}/boxes`, TEN_THOUSAND),
  works('orders.status', 'PUT', `${ORDER}/status`, TEN_THOUSAND),
  orders('orders.identifiers', 'POST', `${ORDER}/identifiers/status`, [1000, HOUR_MS]),
  works('labels.order', 'GET', `${ORDER}/delivery/labels`, TEN_THOUSAND),
  orders('labels.report', 'POST', '/v2/reports/documents/labels/generate', [1000, HOUR_MS]),
  orders('shipments.search', 'PUT', '/v2/campaigns/{campaignId}/first-mile/shipments', FIRST_MILE),
  orders('shipments.get', 'GET', SHIPMENT, FIRST_MILE),
  works('shipments.confirm', 'POST', `${SHIPMENT}/confirm`, FIRST_MILE),
  works('shipments.pallets', 'PUT', `${SHIPMENT}/pallets`, FIRST_MILE),
  works('shipments.pallet-labels', 'GET', `${SHIPMENT}/pallet/labels`, FIRST_MILE),
  works('shipments.act', 'GET', `${SHIPMENT}/act`, FIRST_MILE),
  works('shipments.inbound-act', 'GET', `${SHIPMENT}/inbound-act`, FIRST_MILE),
  works('shipments.discrepancy-act', 'GET', `${SHIPMENT}/discrepancy-act`, FIRST_MILE),
  works('shipments.waybill', 'GET', `${SHIPMENT}/transportation-waybill`, FIRST_MILE),
  works('shipments.transfer', 'POST', `${SHIPMENT}/orders/transfer`, FIRST_MILE),
  orders('returns.list', 'GET', '/v2/campaigns/{campaignId}/returns', [5000, HOUR_MS]),
  { ...anyones('reports.file', 'GET', '/labels/{reportId}.pdf', [1000, MINUTE_MS]), host: FILE_HOST },
];

const COMPILED = ROUTES.map((route) => ({
  route,
  names: Array.from(route.path.matchAll(/\{([^}]+)\}/gu), (hit) => hit[1]!),
  pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/gu, '([^/]+)')}$`, 'u'),
}));

export function findRoute(
  method: string,
  host: string,
  path: string,
): { readonly route: Route; readonly holes: Readonly<Record<string, string>> } | null {
  for (const { route, names, pattern } of COMPILED) {
    const match = route.method === method && route.host === host ? pattern.exec(path) : null;
    if (match === null) continue;
    return { route, holes: Object.fromEntries(names.map((name, seat) => [name, decodeURIComponent(match[seat + 1]!)])) };
  }
  return null;
}
