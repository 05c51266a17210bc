import type { StationId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';

/** Where the choice is kept over a restart; the host reads it when it starts. */
export const LAN_SETTING = 'lan.on';

/** Other devices of the network: the door, and who came through it. A device is a token with a station of its own; revoking is `token.revoke`. */
export const lanHandlers = ({ db, machine, events }: EngineContext): Handlers<CallsOf<'lan'>> => ({
  'lan.get': () => {
    const { lan } = machine;
    const { desk } = db.read;
    const on = lan?.isOn() ?? false;
    return ok({
      supported: lan !== null,
      on,
      addresses: on ? (lan?.addresses() ?? []).map(({ url, qr }) => ({ url, qr: [...qr] })) : [],
      pairing: on ? (lan?.pairing() ?? null) : null,
      devices: desk
        .tokens()
        .filter((token) => token.revokedAtMs === null && desk.station(token.id as StationId) !== null)
        .map(({ id, name, createdAtMs, lastUsedAtMs }) => ({ id, name, createdAtMs, lastUsedAtMs })),
    });
  },
  'lan.set': async ({ on }) => {
    if (machine.lan === null) return fail({ code: 'not-supported' });
    if (!(await machine.lan.turn(on))) return fail({ code: 'lan-failed' });
    db.write(({ desk }) => desk.setSetting(LAN_SETTING, on));
    events.emit({ topic: 'setup', ids: [] });
    return ok({ on });
  },
});
