import type { Database, Stores } from '#electron/ports/database.ts';
import type { Deed, OperationKind } from '#electron/ports/ledger-store.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { OperationId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/kit/result.ts';

import type { Caller } from './handlers.ts';

/** A refusal decided inside the transaction: rolls it back and becomes the answer. */
export class Refusal extends Error {
  readonly error: CallError;
  constructor(code: string, params?: CallError['params']) {
    super(code);
    this.name = 'Refusal';
    this.error = params === undefined ? { code } : { code, params };
  }
}

/**
 * Does an operation once: the same id again answers the first result and does nothing (DESIGN §3).
 * `work` runs in one IMMEDIATE transaction and either returns the result or throws `Refusal`.
 */
export function perform<T>(
  db: Database,
  nowMs: number,
  call: {
    readonly operationId: string;
    readonly kind: OperationKind;
    readonly caller: Caller;
    readonly payload: unknown;
    readonly reversesId?: string;
  },
  work: (stores: Stores, deed: Deed) => T,
): Result<T, CallError> {
  try {
    return db.write((stores) => {
      const id = call.operationId as OperationId;
      const first = stores.ledger.result(id);
      if (first !== undefined) return { ok: true, value: first as T };
      const deed: Deed = {
        id,
        kind: call.kind,
        actor: call.caller.actor,
        station: call.caller.station,
        atMs: nowMs,
        payload: call.payload,
        ...(call.reversesId === undefined ? {} : { reversesId: call.reversesId as OperationId }),
      };
      const value = work(stores, deed);
      stores.ledger.record(deed, value);
      return { ok: true, value };
    });
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
}
