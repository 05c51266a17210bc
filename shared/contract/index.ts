import type { z } from 'zod';

import type { Result } from '#shared/kit/result.ts';

import { allocationCalls } from './allocation.ts';
import type { CallError, CallSpec } from './call.ts';
import { diagnosticsCalls } from './diagnostics.ts';
import { documentCalls } from './documents.ts';
import { fulfilmentCalls } from './fulfilment.ts';
import { handoverCalls } from './handovers.ts';
import { labelCalls } from './labels.ts';
import { lanCalls } from './lan.ts';
import { orderCalls } from './orders.ts';
import { packingCalls } from './packing.ts';
import { peopleCalls } from './people.ts';
import { printCalls } from './print.ts';
import { returnCalls } from './returns.ts';
import { saleCalls } from './sale.ts';
import { setupCalls } from './setup.ts';
import { stationCalls } from './station.ts';
import { stockCalls } from './stock.ts';
import { syncCalls } from './sync.ts';
import { waveCalls } from './waves.ts';

/** Every call there is. `names.ts` repeats the names without schemas, for the preload script; a test keeps them equal. */
export const contract = {
  ...setupCalls,
  ...stockCalls,
  ...saleCalls,
  ...allocationCalls,
  ...orderCalls,
  ...handoverCalls,
  ...returnCalls,
  ...fulfilmentCalls,
  ...packingCalls,
  ...printCalls,
  ...labelCalls,
  ...documentCalls,
  ...syncCalls,
  ...diagnosticsCalls,
  ...peopleCalls,
  ...waveCalls,
  ...lanCalls,
  ...stationCalls,
} as const satisfies Record<string, CallSpec>;

export type Contract = typeof contract;
export type CallName = keyof Contract;
/** What a caller may write (defaults may be left out). */
export type Input<N extends CallName> = z.input<Contract[N]['input']>;
/** What a handler gets: parsed, defaults filled. */
export type Parsed<N extends CallName> = z.output<Contract[N]['input']>;
export type Output<N extends CallName> = z.output<Contract[N]['output']>;
export type ErrorCode<N extends CallName> = Contract[N]['errors'][number];
export type Answer<N extends CallName> = Result<Output<N>, CallError>;

export const isCallName = (name: string): name is CallName => Object.hasOwn(contract, name);
