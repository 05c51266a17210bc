import { z } from 'zod';

import type { Money } from '#shared/domain/money.ts';

import { maybe } from './schemas.ts';

export const amount = maybe(z.object({ value: z.number(), currencyId: z.string() }));

/** The Market says RUR for the rouble; these are the currencies of the countries it sells in, each of hundredths. */
const CODES: Readonly<Record<string, string>> = {
  RUR: 'RUB',
  RUB: 'RUB',
  UZS: 'UZS',
  KZT: 'KZT',
  BYN: 'BYN',
  AMD: 'AMD',
  GEL: 'GEL',
  KGS: 'KGS',
  ILS: 'ILS',
  CNY: 'CNY',
  TRY: 'TRY',
  USD: 'USD',
  EUR: 'EUR',
};

/** Sums come as decimal figures of whole units. Null when missing or in a currency we do not know: a wrong sum is worse than none. */
export function moneyOf(seen: z.infer<typeof amount>): Money | null {
  const currency = CODES[seen?.currencyId ?? ''];
  return seen === null || currency === undefined ? null : { minor: Math.round(seen.value * 100), currency };
}
