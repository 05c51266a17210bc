import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import type { CallError } from '#shared/contract/call.ts';
import type { Answer, CallName, Input, Output } from '#shared/contract/index.ts';

import { CallFailure } from './failure.ts';
import { newId } from './operation-id.ts';
import { type CommandInput, send } from './send.ts';
import type { ActionName, CommandName, QueryName } from './topics.ts';
import { call } from './wire.ts';

export interface CallOptions {
  readonly enabled?: boolean;
  /** Ask again after this long even without an event: for what changes by the clock. */
  readonly everyMs?: number;
  /** Show the former answer while the next one is read: for filters and pages. */
  readonly keep?: boolean;
}

/** One query of the contract. Asked again when an event of the engine says that it may have changed. */
export function useCall<N extends QueryName>(name: N, input: Input<N>, options: CallOptions = {}): UseQueryResult<Output<N>, CallFailure> {
  return useQuery<Output<N>, CallFailure>({
    queryKey: [name, input],
    queryFn: () => askOrThrow(name, input),
    enabled: options.enabled ?? true,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  });
}

export async function askOrThrow<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await call(name, input);
  if (!answer.ok) throw new CallFailure(answer.error);
  return answer.value;
}

export interface Doing<I, A> {
  /** Does it and answers; never throws. */
  readonly run: (input: I) => Promise<A>;
  readonly pending: boolean;
  readonly error: CallError | null;
  readonly forget: () => void;
}

/** A command of the contract. The operation's id is made once, kept until it succeeds or the input changes, and told for an undo. */
export function useCommand<N extends CommandName>(name: N): Doing<CommandInput<N>, Answer<N> & { readonly operationId: string }> {
  const attempt = useRef<{ key: string; operationId: string } | null>(null);
  return useDoing(async (input: CommandInput<N>) => {
    const key = JSON.stringify(input);
    const series = attempt.current?.key === key ? attempt.current : { key, operationId: newId() };
    attempt.current = series;
    const answer = await send(name, series.operationId, input);
    if (answer.ok && attempt.current === series) attempt.current = null;
    return { ...answer, operationId: series.operationId };
  });
}

/** An action of the contract: it changes nothing the ledger keeps, so it carries no id. */
export function useAction<N extends ActionName>(name: N): Doing<Input<N>, Answer<N>> {
  return useDoing((input: Input<N>) => call(name, input));
}

/** A query asked by hand, in answer to a person's move. */
export function useAsk<N extends QueryName>(name: N): Doing<Input<N>, Answer<N>> {
  return useDoing((input: Input<N>) => call(name, input));
}

function useDoing<I, A extends { readonly ok: boolean }>(work: (input: I) => Promise<A>): Doing<I, A> {
  const [pending, setPending] = useState(0);
  const [error, setError] = useState<CallError | null>(null);
  const run = async (input: I): Promise<A> => {
    setPending((count) => count + 1);
    const answer = await work(input);
    setPending((count) => count - 1);
    setError(answer.ok ? null : (answer as unknown as { error: CallError }).error);
    return answer;
  };
  return { run, pending: pending > 0, error, forget: () => setError(null) };
}
