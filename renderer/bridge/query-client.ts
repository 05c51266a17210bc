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
      for (const listener of listeners) listener(event);
      topics.add(event.topic);
      timer ??= setTimeout(flush, COALESCE_MS);
    },
    () => {
      for (const listener of listeners) listener(null);
      void queryClient.invalidateQueries();
    },
  );
}

const listeners = new Set<(event: EngineEvent | null) => void>();

/** For what is more than «ask again»: every event as it comes; null: some may have been missed. */
export function onEvent(listener: (event: EngineEvent | null) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
