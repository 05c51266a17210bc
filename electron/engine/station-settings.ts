import type { Stores } from '#electron/ports/database.ts';
import { stationSettings } from '#shared/contract/station.ts';
import { PLAIN_STATION, type StationSettings } from '#shared/domain/station.ts';

const keyOf = (stationId: string): string => `station.${stationId}`;

/** A setting that a later or an earlier version wrote otherwise is as if it was never made. */
export function settingsOf({ desk }: Pick<Stores, 'desk'>, stationId: string): StationSettings {
  const kept = desk.setting(keyOf(stationId));
  const read = stationSettings.safeParse({ ...PLAIN_STATION, ...(typeof kept === 'object' ? kept : null) });
  return read.success ? read.data : PLAIN_STATION;
}

export const keepSettings = ({ desk }: Pick<Stores, 'desk'>, stationId: string, settings: StationSettings): void =>
  desk.setSetting(keyOf(stationId), settings);
