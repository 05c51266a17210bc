import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { passHandlers } from './passes.ts';
import { supplyActions } from './supply-actions.ts';
import { supplyHandover } from './supply-handover.ts';
import { supplyQueries } from './supply-queries.ts';

/** Supplies from the first order in to the QR at the gate, and the passes for the car. */
export const supplyHandlers = (context: EngineContext): Handlers<CallsOf<'supply'> | CallsOf<'pass'>> => ({
  ...supplyQueries(context),
  ...supplyActions(context),
  ...supplyHandover(context),
  ...passHandlers(context),
});
