import type { Money } from '#shared/domain/money.ts';

/** ISO 4217: Wildberries sends numbers (643), we keep letters. Countries it sells and buys in. */
const LETTERS: Readonly<Record<number, string>> = {
  51: 'AMD',
  156: 'CNY',
  203: 'CZK',
  344: 'HKD',
  356: 'INR',
  376: 'ILS',
  398: 'KZT',
  417: 'KGS',
  498: 'MDL',
  643: 'RUB',
  704: 'VND',
  784: 'AED',
  840: 'USD',
  860: 'UZS',
  933: 'BYN',
  944: 'AZN',
  949: 'TRY',
  972: 'TJS',
  978: 'EUR',
  981: 'GEL',
};

/**
 * Prices of orders come multiplied by 100 whatever the currency, which is the minor unit of all of these.
 * Null when either part is missing or the currency is one we do not know: a wrong sum is worse than none.
 */
export function moneyOf(hundredths: number | null, numeric: number | null): Money | null {
  const currency = LETTERS[numeric ?? -1];
  return hundredths === null || currency === undefined ? null : { minor: Math.round(hundredths), currency };
}
