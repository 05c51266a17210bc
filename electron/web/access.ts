import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';

import type { Caller } from '#electron/engine/handlers.ts';
import { sha256 } from '#electron/node/machine.ts';
import type { Clock } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import { PERMISSIONS, type Permission } from '#shared/contract/call.ts';
import type { StationId } from '#shared/domain/ids.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

/** The place of work of whoever sits at this computer. */
export const HOME_STATION = 'station-1';

/** Who may speak to this host, and as whom. */
export interface Access {
  /** False: the Host header names somebody else, as a rebound DNS name does, or the page that asks is not ours. */
  trusts(request: IncomingMessage): boolean;
  /** Null: nobody we know. */
  caller(request: IncomingMessage): Caller | null;
  /** A cookie for a browser on this very computer; null for any other. */
  openSession(request: IncomingMessage): string | null;
  /** The code a device on the LAN pairs with, shown at the station; good once, for ten minutes. */
  pairingCode(): { readonly code: string; readonly validUntilMs: number };
  /** The cookie of a paired device; null: the code is wrong, spent or old. */
  pair(code: string, deviceName: string): string | null;
}

export interface AccessOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** 32 bytes that outlive a restart, so that an open page goes on working. */
  readonly key: Buffer;
  readonly port: () => number;
  /** Whether devices of the network may come in at this moment. */
  readonly lan: () => boolean;
}

const PAIRING_MS = 10 * 60_000;
const WRONG_CODES = 5;
const TOUCH_MS = 60_000;

export function createAccess({ db, clock, key, port, lan }: AccessOptions): Access {
  // Cookies do not keep ports apart, and training mode is a second host on the same computer.
  const sessionName = () => `korob_session_${port()}`;
  const deviceName = () => `korob_device_${port()}`;
  const session = () => createHmac('sha256', key).update(`session ${port()}`).digest('base64url');
  const touched = new Map<string, number>();
  let pairing: { code: string; validUntilMs: number; wrong: number } | null = null;

  const tokenCaller = (token: string): Caller | null => {
    const found = db.read.desk.tokenByHash(sha256(token));
    if (found === null || found.revokedAtMs !== null) return null;
    const nowMs = clock.nowMs();
    if (nowMs - (touched.get(found.id) ?? 0) > TOUCH_MS) {
      touched.set(found.id, nowMs);
      db.write(({ desk }) => desk.touchToken(found.id, nowMs));
    }
    const permissions = PERMISSIONS.filter((permission) => found.permissions.includes(permission));
    return { actor: `token:${found.id}`, station: found.id, permissions };
  };

  return {
    trusts(request) {
      const { host, origin } = request.headers;
      if (host === undefined || !ownNames(lan()).has(nameOf(host)) || portOf(host) !== port()) return false;
      if (!isLoopback(request) && !lan()) return false;
      if (origin !== undefined && origin !== `http://${host}`) return false;
      const site = request.headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none';
    },
    caller(request) {
      const { authorization } = request.headers;
      if (authorization !== undefined) {
        const token = /^Bearer (\S{1,200})$/u.exec(authorization)?.[1];
        return token === undefined ? null : tokenCaller(token);
      }
      const cookies = readCookies(request);
      const own = cookies.get(sessionName());
      if (own !== undefined && isLoopback(request) && same(own, session()))
        return { actor: 'owner', station: HOME_STATION, permissions: PERMISSIONS };
      const device = cookies.get(deviceName());
      return device === undefined ? null : tokenCaller(device);
    },
    openSession(request) {
      if (!isLoopback(request) || !LOOPBACK_NAMES.has(nameOf(request.headers.host ?? ''))) return null;
      return `${sessionName()}=${session()}; Path=/; HttpOnly; SameSite=Strict`;
    },
    pairingCode() {
      const nowMs = clock.nowMs();
      if (pairing === null || pairing.validUntilMs <= nowMs)
        pairing = { code: String(randomInt(0, 100_000_000)).padStart(8, '0'), validUntilMs: nowMs + PAIRING_MS, wrong: 0 };
      return { code: pairing.code, validUntilMs: pairing.validUntilMs };
    },
    pair(code, name) {
      const nowMs = clock.nowMs();
      if (!lan() || pairing === null || pairing.validUntilMs <= nowMs) return null;
      if (!same(code.replaceAll(/\D/gu, ''), pairing.code)) {
        pairing.wrong += 1;
        if (pairing.wrong >= WRONG_CODES) pairing = null;
        return null;
      }
      pairing = null;
      const token = `korob_${randomBytes(32).toString('hex')}`;
      const id = uuidv7(nowMs, new Uint8Array(randomBytes(10)));
      const permissions: readonly Permission[] = ['read', 'pack'];
      db.write(({ desk }) => {
        desk.addToken({ id, name, hash: sha256(token), permissions }, nowMs);
        desk.saveStation({ id: id as StationId, name, printerId: null });
      });
      return `${deviceName()}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`;
    },
  };
}

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export const isLoopback = (request: IncomingMessage): boolean => {
  const address = request.socket.remoteAddress ?? '';
  return address === '::1' || /^(?:::ffff:)?127\./u.test(address);
};

function ownNames(lan: boolean): ReadonlySet<string> {
  if (!lan) return LOOPBACK_NAMES;
  const machine = hostname().toLowerCase();
  return new Set([...LOOPBACK_NAMES, machine, `${machine}.local`, ...lanAddresses()]);
}

export const lanAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address);

const nameOf = (host: string): string => host.replace(/:\d+$/u, '').toLowerCase();
const portOf = (host: string): number => Number(/:(\d+)$/u.exec(host)?.[1] ?? 80);

function readCookies(request: IncomingMessage): ReadonlyMap<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
  });
  return new Map(pairs);
}

const same = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};
