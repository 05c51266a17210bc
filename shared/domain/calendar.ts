const MOSCOW_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

/** The marketplaces' own calendar is Moscow's, without summer time since 2014. Midnight of that day, UTC milliseconds. */
export const moscowDayStartMs = (atMs: number): number => Math.floor((atMs + MOSCOW_MS) / DAY_MS) * DAY_MS - MOSCOW_MS;

/** `YYYY-MM-DD` in Moscow. */
export const moscowDate = (atMs: number): string => new Date(atMs + MOSCOW_MS).toISOString().slice(0, 10);
