import type { Parsed } from '#shared/contract/index.ts';
import type { StationId } from '#shared/domain/ids.ts';
import { serialAddress } from '#shared/domain/serial-address.ts';
import type { StationSettings } from '#shared/domain/station.ts';
import { ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { Caller, CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { keepSettings, settingsOf } from './station-settings.ts';

/** What belongs to a place of work rather than to the warehouse: its scanner, sound, hand, ports. */
export const stationHandlers = (context: EngineContext): Handlers<CallsOf<'station'>> => {
  const { devices, serial } = context;
  return {
    'station.save': (input, caller) => save(context, input, caller),
    'station.connect': (input, caller) => save(context, input, caller),
    'station.devices': (_input, caller) => ok(devices.told(caller.station)),
    'station.ports': async () => ok({ rows: [...(await serial.list())] }),
    'station.takeScans': ({ window, after }, caller) => ok({ scans: [...devices.takeScans(caller.station, window, after)] }),
  };
};

function save({ db, clock, events }: EngineContext, input: Parsed<'station.save'> | Parsed<'station.connect'>, caller: Caller) {
  const { operationId, stationId, ...settings } = input;
  const answer = perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: input }, (stores) => {
    if (stores.desk.station(stationId as StationId) === null) throw new Refusal('station-unknown');
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<StationSettings>;
    for (const port of [given.scannerPort, given.scalesPort])
      if (port !== undefined && port !== '' && serialAddress(port) === null) throw new Refusal('address-wrong', { address: port });
    const station = { ...settingsOf(stores, stationId), ...given };
    keepSettings(stores, stationId, station);
    return { station };
  });
  if (answer.ok) events.emit({ topic: 'setup', ids: [] });
  return answer;
}
