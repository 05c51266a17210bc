import type { LimitGroup } from '#electron/channels/channel.ts';

/**
 * Ozon counts 50 requests a second over all methods of a Client-Id; we take 25 at once and 25 a second after that, so that another program
 * of the seller still gets through. A refusal costs no more than an answer.
 */
export const LIMITS = [
  { id: 'all', burst: 25, intervalMs: 40, clientErrorCost: 1 },
  /**
   * 80 a minute by the page of `/v2/products/stocks`. What stands in the burst and what drips in within any minute stay below that together;
   * a small burst and a quick drip, because a thing just sold waits for the next token when everything is being told anew.
   */
  { id: 'stocks', burst: 3, intervalMs: 785, clientErrorCost: 1 },
  /** Files of labels lie in a bucket of their own, on another host. */
  { id: 'files', burst: 20, intervalMs: 50, clientErrorCost: 1 },
] as const satisfies readonly LimitGroup[];

export type LimitId = (typeof LIMITS)[number]['id'];
