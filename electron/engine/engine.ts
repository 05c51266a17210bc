import type { Events } from '#electron/ports/events.ts';
import { StockError } from '#electron/ports/ledger-store.ts';
import { DatabaseFault } from '#electron/ports/upkeep.ts';
import { createSync } from '#electron/sync/sync.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { Answer, CallName, Input } from '#shared/contract/index.ts';
import { contract, isCallName } from '#shared/contract/index.ts';
import { fail, type Result } from '#shared/kit/result.ts';

import { allHandlers } from './families.ts';
import { createGate } from './gate.ts';
import type { Caller, Handler } from './handlers.ts';
import { keepLookAlikes } from './look-alikes.ts';
import { keepNightly } from './nightly.ts';
import type { EnginePorts } from './ports.ts';
import { createStationDevices } from './station-devices.ts';
import { keepDocking } from './waves.ts';

/** The application without a host: calls in, events out. Both hosts and every test drive this. */
export interface Engine {
  /** Any name and any input, as they come over IPC or HTTP; nothing here throws. */
  call(name: string, input: unknown, caller: Caller): Promise<Result<unknown, CallError>>;
  /** The same, typed, for code that knows what it calls. */
  ask<N extends CallName>(name: N, input: Input<N>, caller: Caller): Promise<Answer<N>>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
  start(): void;
  stop(): Promise<void>;
}

export function createEngine(ports: EnginePorts): Engine {
  const listeners = new Set<(event: EngineEvent) => void>();
  const events: Events = {
    emit: (event) =>
      ports.db.afterCommit(() => {
        for (const listener of listeners) listener(event);
      }),
  };
  const printDesk = ports.openPrintDesk(events);
  const sync = createSync({ ...ports, events, printDesk });
  const people = createGate(ports);
  const subscribe: Engine['subscribe'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const devices = createStationDevices({ ...ports, events }, subscribe);
  const context = { ...ports, events, printDesk, sync, people, devices };
  const handlers = allHandlers(context);
  let stopNightly = (): void => undefined;
  let stopDocking = (): void => undefined;
  let stopLookAlikes = (): void => undefined;

  const call: Engine['call'] = async (name, input, caller) => {
    if (!isCallName(name)) return fail({ code: 'unknown-call', params: { name: name.slice(0, 100) } });
    const spec = contract[name];
    const person = people.acting(caller);
    const may = spec.permission === 'read' || person.permissions.includes(spec.permission);
    const acting = may ? person : people.approved(person, spec.permission);
    if (acting === null) return fail({ code: 'forbidden', params: { needs: spec.permission } });
    const parsed = spec.input.safeParse(input);
    if (!parsed.success)
      return fail({
        code: 'bad-input',
        params: { where: parsed.error.issues[0]?.path.join('.') ?? '', why: parsed.error.issues[0]?.message ?? '' },
      });
    try {
      const answer = await (handlers[name] as Handler<CallName>)(parsed.data, acting);
      if (answer.ok && ports.checkAnswers) spec.output.parse(answer.value);
      return answer;
    } catch (error) {
      return fail(describe(error, name, ports));
    }
  };

  return {
    call,
    ask: call as Engine['ask'],
    subscribe,
    start() {
      printDesk.start();
      sync.start();
      devices.start();
      stopNightly = keepNightly(context);
      stopDocking = keepDocking(context, subscribe);
      stopLookAlikes = keepLookAlikes(context);
    },
    async stop() {
      stopNightly();
      stopDocking();
      stopLookAlikes();
      devices.stop();
      await sync.stop();
      await printDesk.stop();
      listeners.clear();
    },
  };
}

function describe(error: unknown, call: string, ports: EnginePorts): CallError {
  if (error instanceof StockError) {
    const product = ports.db.read.catalogue.product(error.productId);
    return { code: error.code, params: { article: product?.article ?? '', name: product?.name ?? '' } };
  }
  if (error instanceof DatabaseFault) {
    ports.log.write('error', 'database-fault', { call, code: error.code });
    return { code: error.code };
  }
  ports.log.write('error', 'bug', { call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return { code: 'internal', params: { call } };
}
