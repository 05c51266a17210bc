import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CallName, Input } from '#shared/contract/index.ts';
import { paceOf, PAUSE_MS } from '#shared/domain/pace.ts';
import { badgeOf, isBadge, isPin } from '#shared/domain/person.ts';
import { forecast } from '#shared/domain/radar.ts';
import { testId } from '#tests/support/database.ts';
import { marketRig } from '#tests/support/market-rig.ts';

/** The engine with the person at its table; every call goes through its front door. */
async function table() {
  const rig = await marketRig({ seed: 5, things: 6 });
  const say = async <N extends CallName>(name: N, input: Input<N>) => {
    const answer = await rig.call(name, input);
    return answer.ok ? 'ok' : answer.error.code;
  };
  const hire = (name: string, role: 'packer' | 'lead' | 'owner', way: { pin?: string; badge?: string }) =>
    say('person.save', { operationId: testId(), id: `person-${name}`, name, role, ...way });
  return { rig, say, hire, session: () => rig.ask('session.get', {}) };
}

describe('people', () => {
  it('while nobody was entered, whoever sits there may do everything', async () => {
    const { rig, session } = await table();
    expect(await session()).toMatchObject({ person: null, signInNeeded: false, permissions: ['read', 'pack', 'stock', 'manage'] });
    await rig.close();
  });

  it('the first must be an owner with a way in', async () => {
    const { rig, hire } = await table();
    expect(await hire('Первый', 'packer', { pin: '1234' })).toBe('owner-needed');
    expect(await hire('Первый', 'owner', {})).toBe('no-way-in');
    expect(await hire('Первый', 'owner', { pin: '12' })).toBe('pin-shape');
    expect(await hire('Первый', 'owner', { pin: '1234' })).toBe('ok');
    await rig.close();
  });

  it('one scan of a badge takes the table over, and the ledger names who did it', async () => {
    const { rig, say, hire, session } = await table();
    await hire('Первый', 'owner', { pin: '1234' });
    expect(await session()).toMatchObject({ signInNeeded: true, permissions: ['read'] });
    expect(
      await say('location.save', { operationId: testId(), id: testId(), kind: 'warehouse', warehouseId: null, code: 'Б', name: 'Б' }),
    ).toBe('forbidden');
    expect(await say('person.signIn', { personId: 'person-Первый', pin: '1234' })).toBe('ok');
    await hire('Вторая', 'lead', { badge: 'CARD-77' });
    expect(await hire('Третий', 'packer', { badge: 'CARD-77' })).toBe('badge-taken');
    expect(await say('person.signIn', { badge: 'CARD-77' })).toBe('ok');
    const { person } = await session();
    expect(person?.name).toBe('Вторая');
    const product = (await rig.ask('product.list', { limit: 1 })).rows[0]!;
    const operationId = testId();
    const warehouse = (await rig.ask('location.list', {})).rows.find(({ kind }) => kind === 'warehouse')!;
    expect(
      await say('stock.receive', { operationId, rows: [{ productId: product.id, locationId: warehouse.id, quantity: 1 }], note: '' }),
    ).toBe('ok');
    const operations = await rig.ask('stock.operations', {});
    expect(operations.rows.find((row) => row.id === operationId)?.actor).toBe('Вторая');
    expect(await say('person.signOut', {})).toBe('ok');
    expect(await session()).toMatchObject({ person: null, signInNeeded: true });
    await rig.close();
  });

  it('what a packer may not do passes once with a lead’s badge, and is written down with both names', async () => {
    const { rig, say, hire } = await table();
    await hire('Первый', 'owner', { pin: '1234' });
    await say('person.signIn', { personId: 'person-Первый', pin: '1234' });
    await hire('Вторая', 'lead', { badge: 'CARD-77' });
    await hire('Третий', 'packer', { badge: 'CARD-78' });
    await say('person.signIn', { badge: 'CARD-78' });
    const product = (await rig.ask('product.list', { limit: 1 })).rows[0]!;
    const warehouse = (await rig.ask('location.list', {})).rows.find(({ kind }) => kind === 'warehouse')!;
    const receive = (operationId: string) =>
      say('stock.receive', { operationId, rows: [{ productId: product.id, locationId: warehouse.id, quantity: 1 }], note: '' });
    expect(await receive(testId())).toBe('forbidden');
    expect(await say('person.approve', { badge: 'CARD-78' })).toBe('role-too-low');
    expect(await say('person.approve', { badge: 'CARD-77' })).toBe('ok');
    const operationId = testId();
    expect(await receive(operationId)).toBe('ok');
    expect(await receive(testId())).toBe('forbidden');
    expect((await rig.ask('stock.operations', {})).rows.find((row) => row.id === operationId)?.actor).toBe('Третий + Вторая');
    await say('person.approve', { badge: 'CARD-77' });
    await rig.run(61);
    expect(await receive(testId())).toBe('forbidden');
    // A lead gives only what a lead may: keys and people stay with the owner.
    await say('person.approve', { badge: 'CARD-77' });
    expect(await hire('Четвёртый', 'owner', { pin: '9999' })).toBe('forbidden');
    await rig.close();
  });

  it('a PIN cannot be guessed by patience', async () => {
    const { rig, say, hire } = await table();
    await hire('Первый', 'owner', { pin: '1234' });
    for (let guess = 0; guess < 5; guess += 1)
      expect(await say('person.signIn', { personId: 'person-Первый', pin: '0000' })).toBe('pin-wrong');
    expect(await say('person.signIn', { personId: 'person-Первый', pin: '1234' })).toBe('pin-wait');
    await rig.run(31);
    expect(await say('person.signIn', { personId: 'person-Первый', pin: '1234' })).toBe('ok');
    await rig.close();
  });

  it('an owner who forgot the PIN comes back by a key of a cabinet, and by nothing less', async () => {
    const { rig, say, hire, session } = await table();
    await hire('Первый', 'owner', { pin: '1234' });
    await say('person.signIn', { personId: 'person-Первый', pin: '1234' });
    await hire('Второй', 'packer', { pin: '5678' });
    await say('person.signOut', {});
    const accountId = (await rig.ask('account.list', {})).rows[0]!.id;
    const recover = (over: object) =>
      say('person.recover', {
        operationId: testId(),
        personId: 'person-Первый',
        accountId,
        token: rig.simulator.token(),
        pin: '4321',
        ...over,
      });
    expect(await recover({ token: 'not a key' })).toBe('token-unusable');
    expect(await recover({ token: rig.simulator.token({ sid: 'somebody-else' }) })).toBe('other-seller');
    expect(await recover({ personId: 'person-Второй' })).toBe('role-too-low');
    expect(await recover({ pin: '12' })).toBe('pin-shape');
    expect(await session()).toMatchObject({ person: null, signInNeeded: true });
    expect(await recover({})).toBe('ok');
    expect(await session()).toMatchObject({ person: { name: 'Первый' }, signInNeeded: false });
    await say('person.signOut', {});
    expect(await say('person.signIn', { personId: 'person-Первый', pin: '1234' })).toBe('pin-wrong');
    expect(await say('person.signIn', { personId: 'person-Первый', pin: '4321' })).toBe('ok');
    await rig.close();
  });

  it('the last owner cannot leave, and whoever leaves has no way in', async () => {
    const { rig, say, hire } = await table();
    await hire('Первый', 'owner', { pin: '1234' });
    await say('person.signIn', { personId: 'person-Первый', pin: '1234' });
    await hire('Третий', 'packer', { badge: 'CARD-78' });
    const leave = (name: string, role: 'packer' | 'owner') =>
      say('person.save', { operationId: testId(), id: `person-${name}`, name, role, archived: true });
    expect(await leave('Первый', 'owner')).toBe('owner-needed');
    expect(await leave('Третий', 'packer')).toBe('ok');
    expect(await say('person.signIn', { badge: 'CARD-78' })).toBe('badge-unknown');
    expect(await hire('Пятый', 'packer', { badge: 'CARD-78' })).toBe('ok');
    await rig.close();
  });
});

describe('a badge and a PIN', () => {
  it('badges of ours are told from any other code', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 16 }),
        (bytes) => isBadge(badgeOf(bytes)) && /^[A-Z0-9-]{18}$/u.test(badgeOf(bytes)),
      ),
    );
    expect(isBadge('4600000000017')).toBe(false);
    expect(['1234', '12345678'].every(isPin)).toBe(true);
    expect(['123', '123456789', '12a4', ''].some(isPin)).toBe(false);
  });
});

describe('pace', () => {
  const parcel = (atMs: number, units = 1, marked = false) => ({ atMs, units, marked });

  it('counts time at the table, and no pause', () => {
    const minute = 60_000;
    const parcels = [0, 1, 2, 3, 40, 41, 42].map((at) => parcel(at * minute));
    expect(paceOf(parcels)).toMatchObject({ parcels: 7, activeMs: 5 * minute, perHour: 60 });
  });

  it('says nothing of a speed before there is one', () => {
    expect(paceOf([parcel(0), parcel(1000)]).perHour).toBeNull();
  });

  it('never counts more time than passed, whatever the pauses', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_600_000), { maxLength: 60 }), (moments) => {
        const parcels = moments.toSorted((a, b) => a - b).map((atMs) => parcel(atMs));
        const { activeMs } = paceOf(parcels);
        expect(activeMs).toBeLessThanOrEqual((parcels.at(-1)?.atMs ?? 0) - (parcels[0]?.atMs ?? 0));
        expect(activeMs).toBeLessThanOrEqual(PAUSE_MS * Math.max(0, parcels.length - 1));
      }),
    );
  });
});

describe('the radar', () => {
  const hour = 3_600_000;

  it('lets every cut-off wait for those before it', () => {
    const [first, second] = forecast(
      [
        { cutOffMs: hour, left: 30 },
        { cutOffMs: 2 * hour, left: 90 },
      ],
      60,
      0,
    );
    expect(first).toEqual({ doneAtMs: hour / 2, lateMs: 0, lateOrders: 0 });
    expect(second).toEqual({ doneAtMs: 2 * hour, lateMs: 0, lateOrders: 0 });
  });

  it('says how many will be late, and by how much', () => {
    expect(forecast([{ cutOffMs: hour, left: 90 }], 60, 0)).toEqual([{ doneAtMs: 1.5 * hour, lateMs: hour / 2, lateOrders: 30 }]);
    expect(forecast([{ cutOffMs: hour, left: 5 }], null, 2 * hour)).toEqual([{ doneAtMs: null, lateMs: hour, lateOrders: 5 }]);
    expect(forecast([{ cutOffMs: 3 * hour, left: 5 }], null, 2 * hour)).toEqual([{ doneAtMs: null, lateMs: null, lateOrders: 0 }]);
  });

  it('more hands never make anything later', () => {
    const cutOffs = fc.array(fc.record({ cutOffMs: fc.nat(20 * hour), left: fc.nat(200) }), { maxLength: 8 });
    fc.assert(
      fc.property(cutOffs, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (rows, slow, more) => {
        const sorted = rows.toSorted((a, b) => a.cutOffMs - b.cutOffMs);
        const before = forecast(sorted, slow, hour);
        const after = forecast(sorted, slow + more, hour);
        for (const [index, one] of after.entries()) {
          expect(one.lateMs!).toBeLessThanOrEqual(before[index]!.lateMs!);
          expect(one.lateOrders).toBeLessThanOrEqual(before[index]!.lateOrders);
          expect(one.lateOrders).toBeLessThanOrEqual(sorted[index]!.left);
        }
      }),
    );
  });
});
