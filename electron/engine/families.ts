import type { CallName } from '#shared/contract/index.ts';

import { accountHandlers } from './accounts.ts';
import { allocationHandlers } from './allocation.ts';
import { catalogueHandlers } from './catalogue.ts';
import type { EngineContext } from './context.ts';
import { deskHandlers } from './desk.ts';
import { diagnosticsHandlers } from './diagnostics.ts';
import { documentHandlers } from './documents.ts';
import { fulfilmentHandlers } from './fulfilment.ts';
import type { Handlers } from './handlers.ts';
import { handoverHandlers } from './handovers.ts';
import { labelHandlers } from './labels.ts';
import { lanHandlers } from './lan.ts';
import { listingHandlers } from './listings.ts';
import { orderHandlers } from './orders.ts';
import { packingHandlers } from './packing.ts';
import { peopleHandlers } from './people.ts';
import { printHandlers } from './print.ts';
import { returnHandlers } from './returns.ts';
import { saleHandlers } from './sale.ts';
import { stationHandlers } from './station.ts';
import { stockHandlers } from './stock.ts';
import { supplyHandlers } from './supplies.ts';
import { syncHandlers } from './sync.ts';
import { waveHandlers } from './waves.ts';

/** Every call has its handler, or this does not compile. */
export const allHandlers = (context: EngineContext): Handlers<CallName> => ({
  ...deskHandlers(context),
  ...accountHandlers(context),
  ...catalogueHandlers(context),
  ...stockHandlers(context),
  ...saleHandlers(context),
  ...allocationHandlers(context),
  ...listingHandlers(context),
  ...orderHandlers(context),
  ...packingHandlers(context),
  ...supplyHandlers(context),
  ...handoverHandlers(context),
  ...returnHandlers(context),
  ...fulfilmentHandlers(context),
  ...printHandlers(context),
  ...labelHandlers(context),
  ...documentHandlers(context),
  ...syncHandlers(context),
  ...diagnosticsHandlers(context),
  ...peopleHandlers(context),
  ...waveHandlers(context),
  ...lanHandlers(context),
  ...stationHandlers(context),
});
