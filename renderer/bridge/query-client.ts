import { QueryClient } from '@tanstack/react-query';

import type { EngineEvent } from '#shared/contract/events.ts';

import { CallFailure } from './failure.ts';
import { isStale } from './topics.ts';
import { subscribe } from './wire.ts';

/** The engine is on this machine: answers are fresh until an event, and «no internet» is no reason to hold a query. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      gcTime: 300_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => failures < 8 && error instanceof CallFailure && ['host-gone', 'busy'].includes(error.error.code),
      retryDelay: (failures) => Math.min(200 * 2 ** failures, 3000),
    },
  },
});

const COALESCE_MS = 40;

/** Ties the events of the engine to the queries on the screen. A burst of events is one round of questions. */
export function followEvents(): () => void {
  const topics = new Set<EngineEvent['topic']>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    const heard = [...topics];
    topics.clear();
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => heard.some((topic) => isStale(String(queryKey[0]), topic)) });
  };
  return subscribe(
    (event) => {
      topics.add(event.topic);
      timer ??= setTimeout(flush, COALESCE_MS);
    },
    () => void queryClient.invalidateQueries(),
  );
}
