import type { PeopleStore } from '#electron/ports/people-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { PersonId, StationId } from '#shared/domain/ids.ts';
import { paceOf } from '#shared/domain/pace.ts';
import { isPin } from '#shared/domain/person.ts';
import { forecast } from '#shared/domain/radar.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { recovery, setPin } from './people-recover.ts';
import { perform, Refusal } from './perform.ts';

const HOUR_MS = 3_600_000;

/** Who works here, who stands where, how fast it goes, and whether that makes the cut-off. */
export const peopleHandlers = (context: EngineContext): Handlers<CallsOf<'person'> | CallsOf<'radar'>> => {
  const { db, clock, events, people } = context;
  const changed = () => events.emit({ topic: 'people', ids: [] });

  return {
    'person.list': () => ok({ rows: db.read.people.all().map((row) => ({ ...row })) }),
    'person.save': (input, caller) => {
      const { badge: _badge, pin: _pin, ...payload } = input;
      const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'setup', caller, payload }, (stores, deed) => {
        savePerson(context, stores.people, input, deed.atMs);
        return {};
      });
      if (answer.ok) changed();
      return answer;
    },
    'person.signIn': (proof, caller) => {
      const known = people.prove(caller.station, proof);
      if (!known.ok) return known;
      db.write((stores) => stores.people.signIn(caller.station as StationId, known.value.id, clock.nowMs()));
      changed();
      return ok({ person: known.value });
    },
    'person.signOut': (_input, caller) => {
      db.write((stores) => stores.people.signIn(caller.station as StationId, null, clock.nowMs()));
      changed();
      return ok({});
    },
    ...recovery(context),
    'person.approve': (proof, caller) => {
      const known = people.prove(caller.station, proof);
      if (!known.ok) return known;
      if (known.value.role === 'packer') return fail({ code: 'role-too-low', params: { name: known.value.name } });
      people.approve(caller.station, known.value);
      return ok({ person: known.value });
    },
    'person.pace': ({ sinceMs }) => ok({ rows: pace(context, sinceMs) }),
    'radar.get': () => ok(radar(context)),
  };
};

/** Throws a `Refusal`. Whoever could lock everybody out is stopped: one owner with a badge or a PIN must remain. */
function savePerson(context: EngineContext, store: PeopleStore, input: Parsed<'person.save'>, atMs: number): void {
  const id = input.id as PersonId;
  const namesake = store.byName(input.name);
  if (namesake !== null && namesake.id !== id) throw new Refusal('name-taken', { name: input.name });
  store.save({ id, name: input.name, role: input.role, archived: input.archived }, atMs);
  if (input.badge !== undefined) {
    const hash = input.badge === null ? null : context.machine.sha256(`badge ${input.badge}`);
    const holder = hash === null ? null : store.byBadge(hash);
    if (holder !== null && holder.id !== id) throw new Refusal('badge-taken', { name: holder.name });
    store.setBadge(id, hash);
  }
  if (input.pin !== undefined) {
    if (input.pin !== null && !isPin(input.pin)) throw new Refusal('pin-shape');
    if (input.pin === null) store.setPin(id, null);
    else setPin(context, store, id, input.pin);
  }
  // One who left keeps neither badge nor PIN, so both are free for others.
  if (input.archived) {
    store.setBadge(id, null);
    store.setPin(id, null);
  }
  const active = store.all().filter((row) => !row.archived);
  const saved = store.byId(id);
  if (saved !== null && !saved.archived && !saved.hasBadge && !saved.hasPin) throw new Refusal('no-way-in', { name: saved.name });
  if (active.length > 0 && !active.some((row) => row.role === 'owner')) throw new Refusal('owner-needed');
}

function pace({ db, clock }: EngineContext, sinceMs: number): Output<'person.pace'>['rows'] {
  const parcels = Map.groupBy(db.read.people.packedSince(sinceMs), ({ actor }) => actor);
  const wrong = db.read.people.wrongSince(sinceMs);
  const hours = Math.min(24, Math.max(1, Math.ceil((clock.nowMs() - sinceMs) / HOUR_MS)));
  const names = new Set([...parcels.keys(), ...wrong.keys()]);
  return [...names]
    .map((name) => {
      const own = parcels.get(name) ?? [];
      const perHour = Array.from({ length: hours }, () => 0);
      for (const { atMs } of own) {
        const hour = Math.floor((atMs - sinceMs) / HOUR_MS);
        if (hour < hours) perHour[hour] = (perHour[hour] ?? 0) + 1;
      }
      return { name, ...paceOf(own), wrongScans: wrong.get(name) ?? 0, hours: perHour };
    })
    .toSorted((a, b) => b.parcels - a.parcels || a.name.localeCompare(b.name));
}

function radar({ db, clock }: EngineContext): Output<'radar.get'> {
  const nowMs = clock.nowMs();
  const rows = db.read.people.cutOffs();
  const accounts = new Map(db.read.catalogue.accounts().map((account) => [account.id as string, account]));
  const warehouses = new Map(db.read.catalogue.locations().map((location) => [location.id as string, location.name]));
  const perHour = floorPace(db.read.people.packedSince(nowMs - HOUR_MS));
  const timed = rows.flatMap((row) => (row.cutOffMs === null ? [] : [{ cutOffMs: row.cutOffMs, left: row.left }]));
  const told = forecast(timed, perHour, nowMs);
  return {
    nowMs,
    perHour,
    rows: rows.map((row, index) => ({
      accountId: row.accountId,
      accountName: accounts.get(row.accountId)?.name ?? '',
      channel: accounts.get(row.accountId)?.channel ?? '',
      warehouseName: row.warehouseId === null ? null : (warehouses.get(row.warehouseId) ?? null),
      cutOffMs: row.cutOffMs,
      left: row.left,
      fresh: row.held,
      // Rows without a cut-off come last, so the first ones stand where their forecasts do.
      ...(told[index] ?? { doneAtMs: null, lateMs: null, lateOrders: 0 }),
    })),
  };
}

/** All tables together: the sum of each person's own pace over the last hour. */
function floorPace(parcels: ReturnType<PeopleStore['packedSince']>): number | null {
  const paces = [...Map.groupBy(parcels, ({ actor }) => actor).values()].flatMap((own) => paceOf(own).perHour ?? []);
  return paces.length === 0 ? null : paces.reduce((sum, one) => sum + one, 0);
}
