import type { LimitGroup } from '#electron/channels/channel.ts';

/** An answer of 400–499 counts as ten requests on every method of the marketplace host since 2026-06-04 (pages of the methods). */
const CLIENT_ERROR_COST = 10;
const MINUTE_MS = 60_000;

/**
 * Buckets of a personal or service token, as the pages of the methods give them: period ÷ limit is the interval.
 * Wildberries counts per seller and kind of token, so another program with the same kind of token drinks from the same bucket.
 */
export const LIMITS = [
  { id: 'seller', burst: 10, intervalMs: MINUTE_MS, clientErrorCost: 1 },
  { id: 'cards', burst: 5, intervalMs: 600, clientErrorCost: 1 },
  { id: 'warehouses', burst: 20, intervalMs: 200, clientErrorCost: CLIENT_ERROR_COST },
  { id: 'stocks', burst: 20, intervalMs: 200, clientErrorCost: CLIENT_ERROR_COST },
  /** Orders, supplies, boxes and passes drink from one bucket. */
  { id: 'fbs', burst: 20, intervalMs: 200, clientErrorCost: CLIENT_ERROR_COST },
  { id: 'cancel', burst: 20, intervalMs: 600, clientErrorCost: CLIENT_ERROR_COST },
  { id: 'meta', burst: 20, intervalMs: 200, clientErrorCost: CLIENT_ERROR_COST },
  { id: 'meta-put', burst: 20, intervalMs: 60, clientErrorCost: CLIENT_ERROR_COST },
  { id: 'passes-create', burst: 1, intervalMs: 10 * MINUTE_MS, clientErrorCost: CLIENT_ERROR_COST },
] as const satisfies readonly LimitGroup[];

export type LimitId = (typeof LIMITS)[number]['id'];
