import type { Channel, ChannelClient, ChannelProblem, Outcome } from '#electron/channels/channel.ts';
import type { AccountRow } from '#electron/ports/catalogue-store.ts';
import type { Deed, OperationKind } from '#electron/ports/ledger-store.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { AccountId, OrderId, OutboxId } from '#shared/domain/ids.ts';

import type { SyncPorts, SyncStream } from './sync-ports.ts';

/** What became of a step: more is ready now, nothing is to be done before the stream's own interval, or not before so long. */
export type StepResult = 'again' | 'idle' | { readonly waitMs: number };

/** One cabinet as its streams see it. */
export interface StreamContext {
  readonly ports: SyncPorts;
  readonly accountId: AccountId;
  readonly channel: Channel;
  readonly client: ChannelClient;
  readonly memory: AccountMemory;
  /** Little is left of the limit that orders are read from. */
  strained(): boolean;
  /** As it stands now; settings change under a running loop. */
  account(): AccountRow;
  nowMs(): number;
  readonly newId: () => string;
  deed(kind: OperationKind, payload: unknown): Deed;
  nudge(stream: SyncStream): void;
  emit(topic: EngineEvent['topic'], ids?: readonly string[]): void;
  /** The stream reached the marketplace and did its work. */
  succeeded(stream: SyncStream): void;
  /** The stream did not: writes the problem down and says when to come back. */
  setback(stream: SyncStream, outcome: Exclude<Outcome<never>, { kind: 'done' }>): StepResult;
  fault(stream: SyncStream, problem: ChannelProblem): void;
}

/** What a cabinet's loop remembers between steps and may forget at a restart. */
export interface AccountMemory {
  /** Last successes, ms: stock is told only after orders were read. */
  ordersReadAtMs: number;
  statusesReadAtMs: number;
  /** Fingerprints of the last page of orders that wait, by their id there. */
  freshSeen: ReadonlyMap<string, string>;
  statusCycle: Set<OrderId>;
  labelTries: Map<OrderId, { readonly tries: number; readonly notBeforeMs: number }>;
  labelBatch: number;
  /** All labels that are here as ZPL were asked for as pictures too, since some printer takes no ZPL. */
  picturesAsked: boolean;
  /** Groups of orders still to be tried while a refused «add» is being split. */
  splits: Map<OutboxId, readonly (readonly OrderId[])[]>;
  /** Commands that are being sent now; those of a step that threw are still here at the next one. */
  sending: Set<OutboxId>;
  /** How often a reading did not find what an unanswered command may have done. */
  misses: Map<OutboxId, number>;
  warehousePauseUntilMs: Map<string, number>;
  readBackSoonAtMs: number | null;
  suppliesReadAtMs: number;
  handoversReadAtMs: number;
  /** What the list last said of each hand-over, by its id there: only a change is worth more questions. */
  handoverStamps: Map<string, string>;
  /** Documents that were not there yet, or were refused: when to ask again. */
  documentWaits: Map<string, { readonly tries: number; readonly notBeforeMs: number }>;
}

export const newMemory = (labelBatch: number): AccountMemory => ({
  ordersReadAtMs: 0,
  statusesReadAtMs: 0,
  freshSeen: new Map(),
  statusCycle: new Set(),
  labelTries: new Map(),
  labelBatch,
  picturesAsked: false,
  splits: new Map(),
  sending: new Set(),
  misses: new Map(),
  warehousePauseUntilMs: new Map(),
  readBackSoonAtMs: null,
  suppliesReadAtMs: 0,
  handoversReadAtMs: 0,
  handoverStamps: new Map(),
  documentWaits: new Map(),
});

export const SYNC_ACTOR = 'sync';
