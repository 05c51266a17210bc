const MOSCOW_OFFSET_MS = 3 * 60 * 60 * 1000;

/** The calendar day in Moscow as `YYYY-MM-DD`: marketplaces count shipping days by it. Moscow has kept UTC+3 since 2014. */
export const moscowDate = (atMs: number): string => new Date(atMs + MOSCOW_OFFSET_MS).toISOString().slice(0, 10);
