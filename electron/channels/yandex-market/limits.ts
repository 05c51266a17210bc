import type { LimitGroup } from '#electron/channels/channel.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * `amount` requests a period. The whole amount may go at once, as at the Market; what keeps two periods from running together is its own
 * count, which comes with every answer (`X-RateLimit-Resource-Remaining`, `-Until`) and wins over ours. A refusal costs no more than an answer.
 */
const group = <Id extends string>(id: Id, amount: number, periodMs: number): LimitGroup & { readonly id: Id } => ({
  id,
  burst: amount,
  intervalMs: Math.ceil(periodMs / amount),
  clientErrorCost: 1,
  windowMs: periodMs,
});

/**
 * Resources of a cabinet without a paid subscription (`x-resource-limit-config` of the specification); with one, reading cards is faster and
 * nothing is slower. Where the Market counts goods, not requests, the figure is goods ÷ the most goods of one request.
 */
export const LIMITS = [
  group('token', 100, HOUR_MS),
  group('campaigns', 1000, HOUR_MS),
  group('offers', 100, MINUTE_MS),
  group('warehouses-v2', 100, HOUR_MS),
  group('warehouses-v3', 100, HOUR_MS),
  group('stocks-write-v3', 50, MINUTE_MS),
  group('stocks-read-v3', 500, MINUTE_MS),
  /** 100 000 goods a minute, 2000 a request. */
  group('stocks-write-v2', 50, MINUTE_MS),
  /** 100 000 goods a minute, 500 a request. */
  group('stocks-read-v2', 200, MINUTE_MS),
  { ...group('orders', 10_000, HOUR_MS), readsOrders: true },
  group('boxes', 10_000, HOUR_MS),
  group('status', 10_000, HOUR_MS),
  /** 10 000 orders an hour, 30 a request. */
  group('identifiers', 1000, HOUR_MS),
  group('labels', 10_000, HOUR_MS),
  group('labels-report', 1000, HOUR_MS),
  group('report-info', 100, MINUTE_MS),
  group('files', 100, MINUTE_MS),
  group('shipments-search', 200, HOUR_MS),
  group('shipments-get', 200, HOUR_MS),
  group('shipments-confirm', 200, HOUR_MS),
  group('shipments-pallets', 200, HOUR_MS),
  group('shipments-labels', 200, HOUR_MS),
  group('shipments-act', 200, HOUR_MS),
  group('shipments-inbound', 200, HOUR_MS),
  group('shipments-discrepancy', 200, HOUR_MS),
  group('shipments-waybill', 200, HOUR_MS),
  group('shipments-transfer', 200, HOUR_MS),
  group('returns', 5000, HOUR_MS),
] as const satisfies readonly LimitGroup[];

export type LimitId = (typeof LIMITS)[number]['id'];

/** Documents of 2025 say two requests at once, later ones four, the specification six for orders: two is right by all of them. */
export const PARALLEL = 2;
