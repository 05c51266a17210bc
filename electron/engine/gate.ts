import type { Clock } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Machine } from '#electron/ports/machine.ts';
import type { PersonRow } from '#electron/ports/people-store.ts';
import type { CallError, Permission } from '#shared/contract/call.ts';
import type { PersonId, StationId } from '#shared/domain/ids.ts';
import { permissionsOf } from '#shared/domain/person.ts';
import { fail, ok, type Result } from '#shared/kit/result.ts';

import type { Caller } from './handlers.ts';

const APPROVAL_MS = 60_000;
const WRONG_PINS = 5;
const WAIT_MS = 30_000;

export interface Proof {
  readonly badge?: string | undefined;
  readonly personId?: string | undefined;
  readonly pin?: string | undefined;
}

/**
 * Who is at the table. While nobody has been entered as a person, whoever sits at the computer may do what the host allows. Once there are
 * people, a station without one may only look, and what its person may not do needs an approval: one call, one minute.
 */
export interface Gate {
  /** The caller as the ledger shall name them, with the rights they have now. */
  acting(caller: Caller): Caller;
  /** Spends the station's approval, if its giver may do this; null: there is none. */
  approved(caller: Caller, needs: Permission): Caller | null;
  prove(station: string, proof: Proof): Result<PersonRow, CallError>;
  approve(station: string, by: PersonRow): void;
}

export function createGate({ db, clock, machine }: { readonly db: Database; readonly clock: Clock; readonly machine: Machine }): Gate {
  const approvals = new Map<string, { readonly by: PersonRow; readonly untilMs: number }>();
  const wrong = new Map<string, { count: number; untilMs: number }>();

  const byPin = (station: string, { personId = '', pin = '' }: Proof): Result<PersonRow, CallError> => {
    const nowMs = clock.nowMs();
    const tries = wrong.get(station);
    if (tries !== undefined && tries.count >= WRONG_PINS && tries.untilMs > nowMs)
      return fail({ code: 'pin-wait', params: { seconds: Math.ceil((tries.untilMs - nowMs) / 1000) } });
    const person = db.read.people.byId(personId as PersonId);
    const kept = person === null || person.archived ? null : db.read.people.pinOf(person.id);
    if (person !== null && kept !== null && machine.sha256(`${kept.salt} ${pin}`) === kept.hash) {
      wrong.delete(station);
      return ok(person);
    }
    wrong.set(station, { count: ((tries?.untilMs ?? 0) > nowMs ? (tries?.count ?? 0) : 0) + 1, untilMs: nowMs + WAIT_MS });
    return fail({ code: 'pin-wrong' });
  };

  return {
    acting(caller) {
      // A program with a token of its own is no person; a device on the LAN is a station like any other.
      if (caller.actor.startsWith('token:') && db.read.desk.station(caller.station as StationId) === null) return caller;
      const person = db.read.people.at(caller.station as StationId);
      if (person === null) return db.read.people.anybody() ? { ...caller, permissions: ['read'] } : caller;
      const allowed = new Set(permissionsOf(person.role));
      return { ...caller, actor: person.name, permissions: caller.permissions.filter((permission) => allowed.has(permission)) };
    },
    approved(caller, needs) {
      const given = approvals.get(caller.station);
      if (given === undefined || given.untilMs < clock.nowMs() || !permissionsOf(given.by.role).includes(needs)) return null;
      approvals.delete(caller.station);
      return { ...caller, actor: `${caller.actor} + ${given.by.name}`, permissions: permissionsOf(given.by.role) };
    },
    prove(station, proof) {
      if (proof.badge === undefined) return byPin(station, proof);
      const person = db.read.people.byBadge(machine.sha256(`badge ${proof.badge}`));
      return person === null ? fail({ code: 'badge-unknown' }) : ok(person);
    },
    approve: (station, by) => void approvals.set(station, { by, untilMs: clock.nowMs() + APPROVAL_MS }),
  };
}
