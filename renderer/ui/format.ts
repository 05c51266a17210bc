const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function kept<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => F): F {
  const found = cache.get(key) as F | undefined;
  if (found !== undefined) return found;
  const made = make();
  cache.set(key, made);
  return made;
}

export const formatNumber = (locale: string, value: number): string =>
  kept(`n${locale}`, () => new Intl.NumberFormat(locale)).format(value);

/** Minor units are hundredths for every currency of our marketplaces. */
export const formatMoney = (locale: string, minor: number, currency: string): string =>
  kept(`m${locale}${currency}`, () => new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: 0 })).format(
    minor / 100,
  );

export const formatDateTime = (locale: string, ms: number): string =>
  kept(
    `d${locale}`,
    () => new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' }),
  ).format(ms);

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

export function formatAge(locale: string, ms: number, nowMs: number): string {
  // A screen's clock is a step behind the engine's: what has just happened is not in the future.
  const distance = Math.abs(ms - nowMs) < 10_000 ? 0 : ms - nowMs;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(distance) >= step) ?? STEPS[3];
  const format = kept(`r${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
  return format.format(Math.trunc(distance / size), unit);
}
