import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';

import type { CallError } from '#shared/contract/call.ts';
import type { Input, Output } from '#shared/contract/index.ts';

import { asCallError } from './failure.ts';
import { askOrThrow } from './hooks.ts';
import type { QueryName } from './topics.ts';

/** Queries that answer a window of rows and the total. */
export type WindowName = {
  [N in QueryName]: Output<N> extends { rows: readonly unknown[]; total: number }
    ? Input<N> extends { offset?: number | undefined }
      ? N
      : never
    : never;
}[QueryName];
export type WindowRow<N extends WindowName> = Output<N> extends { rows: readonly (infer R)[] } ? R : never;

export interface WindowRows<R> {
  readonly total: number;
  /** A search found more than `total`: they come into sight when it is narrowed. */
  readonly capped: boolean;
  readonly rowAt: (index: number) => R | undefined;
  /** The table tells which rows are on the screen; pages that hold them are read. */
  readonly onRange: (first: number, last: number) => void;
  readonly loading: boolean;
  readonly error: CallError | null;
}

/** A screenful and a half: a letter in a search costs what is seen, not what might be scrolled to. */
const PAGE = 50;

/** A long list by window and total: only the pages on the screen are asked for, never all rows. */
export function useWindowRows<N extends WindowName>(name: N, filter: Omit<Input<N>, 'offset' | 'limit'>): WindowRows<WindowRow<N>> {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [known, setKnown] = useState({ filter: '', total: 0 });
  const key = JSON.stringify(filter);
  const pages: number[] = [];
  for (let page = range.first; page <= range.last; page += 1) pages.push(page);
  if (!pages.includes(0)) pages.unshift(0);
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [name, { ...filter, offset: page * PAGE, limit: PAGE }],
      queryFn: () => askOrThrow(name, { ...filter, offset: page * PAGE, limit: PAGE } as unknown as Input<N>),
      placeholderData: (former: unknown) => former as never,
    })),
  });
  const answers = results.map((result) => result.data as { rows: WindowRow<N>[]; total: number; capped?: boolean } | undefined);
  const total = answers.find((answer) => answer !== undefined)?.total ?? (known.filter === key ? known.total : 0);
  if (answers.some((answer) => answer !== undefined) && (known.filter !== key || known.total !== total)) setKnown({ filter: key, total });
  const failed = results.find((result) => result.isError);
  return {
    total,
    capped: answers.some((answer) => answer?.capped === true),
    rowAt: (index) => {
      const at = pages.indexOf(Math.floor(index / PAGE));
      return at === -1 ? undefined : answers[at]?.rows[index % PAGE];
    },
    onRange: (first, last) => {
      const next = { first: Math.floor(first / PAGE), last: Math.floor(Math.max(last, 0) / PAGE) };
      if (next.first !== range.first || next.last !== range.last) setRange(next);
    },
    loading: results.some((result) => result.isPending),
    error: failed === undefined ? null : asCallError(failed.error),
  };
}
