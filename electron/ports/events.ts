import type { EngineEvent } from '#shared/contract/events.ts';

/** What happened, told to every screen after the transaction that did it. */
export interface Events {
  emit(event: EngineEvent): void;
}
