import { ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';

/** What lies at the marketplaces and what they send from there. */
export const fulfilmentHandlers = ({ lists }: EngineContext): Handlers<CallsOf<'fulfilment'>> => ({
  'fulfilment.stock': async (input) => ok(await lists.fulfilmentStock(input)),
  'fulfilment.orders': async (input) => ok(await lists.fulfilmentOrders(input)),
});
