import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OpenDatabase } from '#electron/db/open.ts';
import { sha256 } from '#electron/node/machine.ts';
import { createAccess } from '#electron/web/access.ts';
import { openTestDatabase } from '#tests/support/database.ts';

const PORT = 4680;
let nowMs = 1_800_000_000_000;
let opened: OpenDatabase;
beforeEach(() => {
  opened = openTestDatabase();
});
afterEach(() => opened.close());

const access = (lan: boolean) =>
  createAccess({ db: opened.database, clock: { nowMs: () => nowMs }, key: Buffer.alloc(32, 7), port: () => PORT, lan: () => lan });
const request = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  ({ headers: { host: `127.0.0.1:${PORT}`, ...headers }, socket: { remoteAddress } }) as unknown as IncomingMessage;
const LAN = '192.168.1.20';
const cookieOf = (text: string | null): string => text?.split(';')[0] ?? '';

describe('who may speak to the web host', () => {
  it('only knows its own names', () => {
    const closed = access(false);
    expect(closed.trusts(request({}))).toBe(true);
    expect(closed.trusts(request({ host: `localhost:${PORT}` }))).toBe(true);
    expect(closed.trusts(request({ host: 'rebound.example' }))).toBe(false);
    expect(closed.trusts(request({ host: '127.0.0.1:1' }))).toBe(false);
    expect(closed.trusts(request({ origin: 'https://elsewhere.example' }))).toBe(false);
    expect(closed.trusts(request({ origin: `http://127.0.0.1:${PORT}` }))).toBe(true);
    expect(closed.trusts(request({ host: `${hostname()}:${PORT}` }))).toBe(false);
    expect(access(true).trusts(request({ host: `${hostname()}:${PORT}` }, LAN))).toBe(true);
  });

  it('gives the page of this computer a session that outlives a restart, and nobody else one', () => {
    const cookie = cookieOf(access(false).openSession(request({})));
    expect(access(false).caller(request({ cookie }))).toMatchObject({ actor: 'owner', station: 'station-1' });
    expect(access(true).openSession(request({}, LAN))).toBeNull();
    expect(access(true).caller(request({ cookie }, LAN))).toBeNull();
    expect(access(false).caller(request({ cookie: `korob_session_${PORT}=guess` }))).toBeNull();
  });

  it('knows a token by its hash until it is revoked', () => {
    opened.database.write(({ desk }) => desk.addToken({ id: 't1', name: 'script', hash: sha256('korob_x'), permissions: ['read'] }, nowMs));
    const asks = () => access(false).caller(request({ authorization: 'Bearer korob_x' }));
    expect(asks()).toEqual({ actor: 'token:t1', station: 't1', permissions: ['read'] });
    opened.database.write(({ desk }) => desk.revokeToken('t1', nowMs));
    expect(asks()).toBeNull();
  });
});

describe('pairing a device of the LAN', () => {
  it('gives one device the right to pack, revocably, as a station of its own', () => {
    const host = access(true);
    const cookie = cookieOf(host.pair(host.pairingCode().code, 'ТСД 1'));
    const caller = host.caller(request({ cookie }, LAN));
    expect(caller?.permissions).toEqual(['read', 'pack']);
    expect(opened.database.read.desk.station(caller?.station as never)?.name).toBe('ТСД 1');
    opened.database.write(({ desk }) => desk.revokeToken(caller?.station ?? '', nowMs));
    expect(host.caller(request({ cookie }, LAN))).toBeNull();
  });

  it('takes a code once, for ten minutes, and not after five wrong ones', () => {
    const host = access(true);
    const { code } = host.pairingCode();
    expect(host.pair(code, 'a')).not.toBeNull();
    expect(host.pair(code, 'b')).toBeNull();
    const late = host.pairingCode().code;
    nowMs += 10 * 60_000;
    expect(host.pair(late, 'c')).toBeNull();
    const guessed = host.pairingCode().code;
    for (let turn = 0; turn < 5; turn += 1) expect(host.pair('no', 'd')).toBeNull();
    expect(host.pair(guessed, 'e')).toBeNull();
  });

  it('is not there while the LAN is off', () => {
    const host = access(false);
    expect(host.pair(host.pairingCode().code, 'a')).toBeNull();
  });
});
