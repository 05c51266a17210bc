import { z } from 'zod';

import type { Money } from '#shared/domain/money.ts';

/** Prices come as decimal text («1530.0000») or as a number; never added as fractions. */
export const decimal = z.union([z.string(), z.number()]).transform(String);

/** Hundredths of a decimal, rounded half away from zero; null when it is no decimal or too large to be one. */
export function hundredths(text: string): number | null {
  const parts = /^(-?)(\d{1,13})(?:[.,](\d+))?$/u.exec(text.trim());
  if (parts === null) return null;
  const fraction = (parts[3] ?? '').padEnd(3, '0');
  const minor = Number(parts[2]) * 100 + Number(fraction.slice(0, 2)) + (fraction.charAt(2) >= '5' ? 1 : 0);
  return parts[1] === '-' ? -minor : minor;
}

/** Null when a part is missing or currencies differ: a wrong sum is worse than none. */
export function sumOf(
  parts: readonly { readonly amount: string | null; readonly currency: string | null; readonly quantity: number }[],
): Money | null {
  let minor = 0;
  for (const { amount, quantity } of parts) {
    const one = amount === null ? null : hundredths(amount);
    if (one === null) return null;
    minor += one * quantity;
  }
  const currency = parts[0]?.currency ?? '';
  const same = parts.every((part) => part.currency === currency);
  return same && /^[A-Z]{3}$/u.test(currency) ? { minor, currency } : null;
}
