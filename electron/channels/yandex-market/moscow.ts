/** Moscow has kept three hours before UTC since 2014; the Market's days and times without an offset are of Moscow. */
const MOSCOW_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of the day it is in Moscow. */
export const moscowDay = (ms: number): string => new Date(ms + MOSCOW_MS).toISOString().slice(0, 10);

/** `2026-11-24` and perhaps `17:30` or `17:30:00+03:00`. Without a time: the last moment of that day. Null when it is no day. */
export function moscowMoment(day: string | null, time: string | null): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day ?? '');
  if (parts === null) return null;
  const midnight = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) - MOSCOW_MS;
  const clock = /^(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/u.exec(time ?? '');
  if (clock === null) return midnight + DAY_MS - 1;
  const atMs = midnight + (Number(clock[1]) * 60 + Number(clock[2])) * 60_000 + Number(clock[3] ?? 0) * 1000;
  return atMs + MOSCOW_MS - offsetMs(clock[4]);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined) return MOSCOW_MS;
  const parts = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone);
  if (parts === null) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000;
}

/** `24-11-2026` of `2026-11-24`. */
export const dayFirst = (day: string): string => day.split('-').toReversed().join('-');
