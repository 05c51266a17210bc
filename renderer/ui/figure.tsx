import { useLingui } from '@lingui/react';
import { useEffect, useState } from 'react';

import { formatAge, formatDateTime, formatMoney, formatNumber } from './format.ts';

export function Figure({ value }: { readonly value: number }) {
  const { i18n } = useLingui();
  return formatNumber(i18n.locale, value);
}

export function Money({ minor, currency }: { readonly minor: number | null; readonly currency: string | null }) {
  const { i18n } = useLingui();
  return minor === null || currency === null ? '—' : formatMoney(i18n.locale, minor, currency);
}

export function DateTime({ ms }: { readonly ms: number | null }) {
  const { i18n } = useLingui();
  return ms === null ? '—' : <time dateTime={new Date(ms).toISOString()}>{formatDateTime(i18n.locale, ms)}</time>;
}

/** «5 минут назад», «через 2 часа»; keeps itself true. */
export function RelativeTime({ ms }: { readonly ms: number | null }) {
  const { i18n } = useLingui();
  const now = useNow(5000);
  return ms === null ? '—' : <time dateTime={new Date(ms).toISOString()}>{formatAge(i18n.locale, ms, now)}</time>;
}

/** The clock of the screen, at this step. */
export function useNow(stepMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return now;
}
