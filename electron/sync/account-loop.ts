import type { Channel, ChannelClient, ChannelProblem, Outcome } from '#electron/channels/channel.ts';
import type { AccountRow } from '#electron/ports/catalogue-store.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { AccountId, OperationId } from '#shared/domain/ids.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import { newMemory, SYNC_ACTOR, type StepResult, type StreamContext } from './context.ts';
import { fulfilmentStep } from './streams/fulfilment.ts';
import { handoversStep } from './streams/handovers.ts';
import { keyStep } from './streams/key.ts';
import { labelsStep } from './streams/labels.ts';
import { listingsStep } from './streams/listings.ts';
import { marksStep } from './streams/marks.ts';
import { ordersStep } from './streams/orders.ts';
import { outboxStep } from './streams/outbox.ts';
import { readBackStep } from './streams/read-back.ts';
import { returnsStep } from './streams/returns.ts';
import { statusesStep } from './streams/statuses.ts';
import { stockStep } from './streams/stock.ts';
import { suppliesStep } from './streams/supplies.ts';
import { sweepStep } from './streams/sweep.ts';
import { warehousesStep } from './streams/warehouses.ts';
import type { SyncPorts, SyncStream } from './sync-ports.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Each stream's step and how often it looks by itself; a nudge makes it look at once. In this order after a start. */
const STREAMS: Readonly<Record<SyncStream, { readonly step: (context: StreamContext) => Promise<StepResult>; readonly everyMs: number }>> =
  {
    warehouses: { step: warehousesStep, everyMs: 30 * MINUTE },
    listings: { step: listingsStep, everyMs: 10 * MINUTE },
    orders: { step: ordersStep, everyMs: 10 * SECOND },
    outbox: { step: outboxStep, everyMs: 5 * SECOND },
    labels: { step: labelsStep, everyMs: 10 * SECOND },
    statuses: { step: statusesStep, everyMs: 30 * SECOND },
    marks: { step: marksStep, everyMs: 30 * SECOND },
    supplies: { step: suppliesStep, everyMs: MINUTE },
    handovers: { step: handoversStep, everyMs: 5 * MINUTE },
    returns: { step: returnsStep, everyMs: 15 * MINUTE },
    fulfilment: { step: fulfilmentStep, everyMs: 30 * MINUTE },
    sweep: { step: sweepStep, everyMs: 30 * MINUTE },
    /** Whatever changes a figure nudges it; this is for what nobody thought of. */
    stock: { step: stockStep, everyMs: 30 * SECOND },
    key: { step: keyStep, everyMs: 60 * MINUTE },
    'read-back': { step: readBackStep, everyMs: 10 * MINUTE },
  };
/** How often a stream looks by itself, in ms. */
export const everyMs = (stream: SyncStream): number => STREAMS[stream].everyMs;

export const STREAM_NAMES = Object.keys(STREAMS) as readonly SyncStream[];

/** A refusal of a reading is looked at by a person; asking again sooner would only spend the limit (a 4XX costs ten). */
const REFUSED_MS = 5 * MINUTE;
const LONGEST_RETRY_MS = MINUTE;
/** A step that threw is a bug of ours: said in the log, tried again later, other streams go on. */
const BUG_PAUSE_MS = 30 * SECOND;
const SAY_EVERY_MS = 5 * SECOND;

export interface AccountLoop {
  readonly accountId: AccountId;
  readonly client: ChannelClient;
  nudge(stream: SyncStream): void;
  /** As the cabinet stands in the database; a paused one runs nothing. */
  setActive(active: boolean): void;
  /** The earliest moment something is due; null when it is paused. */
  nextMs(): number | null;
  /** Starts every due stream that is not running. Answers what was started. */
  runDue(): readonly Promise<void>[];
  running(): readonly Promise<void>[];
  /** The clock jumped: everything is due, and what was read is old. */
  hurry(): void;
  close(): void;
}

/** One cabinet: its streams, each alone in its lane; a failing one stops no other. */
export function createAccountLoop(
  ports: SyncPorts,
  accountId: AccountId,
  channel: Channel,
  client: ChannelClient,
  strained: () => boolean,
  changed: () => void,
): AccountLoop {
  const dueMs = new Map<SyncStream, number>(STREAM_NAMES.map((stream) => [stream, ports.clock.nowMs()]));
  const lanes = new Map<SyncStream, Promise<void>>();
  const nudged = new Set<SyncStream>();
  /** A pause that a failure or a limit asked for; no nudge shortens it. */
  const floors = new Map<SyncStream, number>();
  const failures = new Map<SyncStream, number>();
  let saidAtMs = 0;
  let closed = false;
  let active = true;

  const nowMs = () => ports.clock.nowMs();
  const account = (): AccountRow => {
    const row = ports.db.read.catalogue.account(accountId);
    if (row === null) throw new Error('The cabinet is gone');
    return row;
  };
  const emit = (topic: EngineEvent['topic'], ids: readonly string[] = []) => ports.events.emit({ topic, ids: [...ids] });
  const newId = () => uuidv7(nowMs(), ports.random.bytes(10));

  const fault = (stream: SyncStream, problem: ChannelProblem) => {
    failures.set(stream, (failures.get(stream) ?? 0) + 1);
    ports.db.write(({ sync }) => sync.fault(accountId, stream, problem, nowMs()));
    emit('sync', [accountId]);
  };
  const succeeded = (stream: SyncStream) => {
    floors.delete(stream);
    const failedBefore = (failures.get(stream) ?? 0) > 0;
    failures.delete(stream);
    ports.db.write(({ sync }) => sync.succeed(accountId, stream, nowMs()));
    if (!failedBefore && Math.abs(nowMs() - saidAtMs) < SAY_EVERY_MS) return;
    saidAtMs = nowMs();
    emit('sync', [accountId]);
  };
  const pauseMs = (stream: SyncStream, outcome: Exclude<Outcome<never>, { kind: 'done' }>): number => {
    if (outcome.kind === 'limited') return Math.max(1, outcome.untilMs - nowMs());
    fault(stream, outcome.problem);
    if (outcome.kind === 'rejected') return REFUSED_MS;
    const asked = outcome.kind === 'retry' ? outcome.afterMs : undefined;
    return asked ?? Math.min(LONGEST_RETRY_MS, SECOND * 2 ** Math.min(10, failures.get(stream) ?? 0));
  };
  const setback = (stream: SyncStream, outcome: Exclude<Outcome<never>, { kind: 'done' }>): StepResult => {
    const waitMs = pauseMs(stream, outcome);
    floors.set(stream, nowMs() + waitMs);
    return { waitMs };
  };
  const soonest = (stream: SyncStream): number => Math.max(nowMs(), floors.get(stream) ?? 0);

  const nudge = (stream: SyncStream) => {
    if (closed) return;
    if (lanes.has(stream)) nudged.add(stream);
    else dueMs.set(stream, Math.min(dueMs.get(stream) ?? 0, soonest(stream)));
    changed();
  };

  const context: StreamContext = {
    ports,
    accountId,
    channel,
    client,
    strained,
    memory: newMemory(client.labels.batch),
    account,
    nowMs,
    newId,
    deed: (kind, payload) => ({ id: newId() as OperationId, kind, actor: SYNC_ACTOR, station: SYNC_ACTOR, atMs: nowMs(), payload }),
    nudge,
    emit,
    succeeded,
    setback,
    fault,
  };

  const run = async (stream: SyncStream): Promise<void> => {
    const { step, everyMs } = STREAMS[stream];
    try {
      const result = await step(context);
      const waitMs = result === 'again' ? 0 : result === 'idle' ? everyMs : Math.min(result.waitMs, Math.max(everyMs, REFUSED_MS));
      dueMs.set(stream, nowMs() + waitMs);
      const soonMs = context.memory.readBackSoonAtMs;
      if (soonMs !== null && !lanes.has('read-back')) dueMs.set('read-back', Math.min(dueMs.get('read-back') ?? soonMs, soonMs));
    } catch (error) {
      dueMs.set(stream, nowMs() + BUG_PAUSE_MS);
      ports.log.write('error', 'sync-step-failed', { stream, error: error instanceof Error ? (error.stack ?? error.message) : 'unknown' });
    } finally {
      lanes.delete(stream);
      if (nudged.delete(stream)) dueMs.set(stream, Math.min(dueMs.get(stream) ?? 0, soonest(stream)));
      changed();
    }
  };

  return {
    accountId,
    client,
    nudge,
    setActive: (is) => {
      active = is;
    },
    nextMs: () => {
      if (closed || !active) return null;
      let next = Number.POSITIVE_INFINITY;
      for (const [stream, atMs] of dueMs) if (!lanes.has(stream)) next = Math.min(next, atMs);
      return Number.isFinite(next) ? next : null;
    },
    runDue: () => {
      if (closed || !active) return [];
      const started: Promise<void>[] = [];
      for (const stream of STREAM_NAMES) {
        if (lanes.has(stream) || (dueMs.get(stream) ?? 0) > nowMs()) continue;
        const lane = run(stream);
        lanes.set(stream, lane);
        started.push(lane);
      }
      return started;
    },
    running: () => [...lanes.values()],
    hurry: () => {
      floors.clear();
      for (const stream of STREAM_NAMES) dueMs.set(stream, nowMs());
      const { memory } = context;
      memory.ordersReadAtMs = 0;
      memory.statusesReadAtMs = 0;
      // Moments of a clock that was set back since would come tomorrow.
      for (const waits of [memory.labelTries, memory.documentWaits, memory.warehousePauseUntilMs]) waits.clear();
    },
    close: () => {
      closed = true;
    },
  };
}
