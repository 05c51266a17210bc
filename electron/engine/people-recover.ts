import type { PeopleStore } from '#electron/ports/people-store.ts';
import type { AccountId, PersonId, StationId } from '#shared/domain/ids.ts';
import { isPin } from '#shared/domain/person.ts';
import { fail } from '#shared/kit/result.ts';

import { channelOf, checkKey, credentialsOf } from './accounts.ts';
import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform } from './perform.ts';

/**
 * The way back for an owner who forgot the PIN: whoever can make a key of the seller's cabinet is the seller. The key is proved by the
 * marketplace and not kept; the PIN is the owner's alone, and the station is theirs at once.
 */
export const recovery = (context: EngineContext): Handlers<'person.recover'> => ({
  'person.recover': async (input, caller) => {
    const { db, clock, events } = context;
    const owner = db.read.people.byId(input.personId as PersonId);
    if (owner === null || owner.archived) return fail({ code: 'person-unknown' });
    if (owner.role !== 'owner') return fail({ code: 'role-too-low', params: { name: owner.name } });
    if (!isPin(input.pin)) return fail({ code: 'pin-shape' });
    const account = db.read.catalogue.account(input.accountId as AccountId);
    if (account === null) return fail({ code: 'account-unknown' });
    const credentials = credentialsOf(context, input.token, input.clientId, account);
    const checked = await checkKey(context, channelOf(context, account.channel), credentials, account);
    if (!checked.ok) return checked;
    const payload = { personId: owner.id, accountId: account.id };
    const call = { operationId: input.operationId, kind: 'setup', caller, payload } as const;
    const answer = perform(db, clock.nowMs(), call, ({ people }) => {
      setPin(context, people, owner.id, input.pin);
      people.signIn(caller.station as StationId, owner.id, clock.nowMs());
      return { person: people.byId(owner.id) ?? owner };
    });
    if (answer.ok) events.emit({ topic: 'people', ids: [] });
    return answer;
  },
});

/** A PIN is kept as a salted hash. */
export function setPin(
  { machine, random }: Pick<EngineContext, 'machine' | 'random'>,
  store: PeopleStore,
  id: PersonId,
  pin: string,
): void {
  const salt = Array.from(random.bytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  store.setPin(id, { salt, hash: machine.sha256(`${salt} ${pin}`) });
}
