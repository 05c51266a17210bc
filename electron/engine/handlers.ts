import type { Permission } from '#shared/contract/call.ts';
import type { Answer, CallName, Parsed } from '#shared/contract/index.ts';

/** Who calls: a person at a station, or a token of the HTTP API. */
export interface Caller {
  readonly actor: string;
  readonly station: string;
  readonly permissions: readonly Permission[];
}

/** A call's work. Expected failures are answers; a throw is a bug, except `StockError` and `DatabaseFault`, which become answers. */
export type Handler<N extends CallName> = (input: Parsed<N>, caller: Caller) => Answer<N> | Promise<Answer<N>>;

/** One file per family of calls makes one of these. */
export type Handlers<N extends CallName> = { readonly [Name in N]: Handler<Name> };

export type CallsOf<Prefix extends string> = Extract<CallName, `${Prefix}.${string}`>;
