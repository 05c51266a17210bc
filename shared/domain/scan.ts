import { assertNever } from '#shared/kit/assert-never.ts';

import { barcodesOfGtin, checkDigitFits, fromRussianLayout, hasCyrillic, hasLatin } from './gs1.ts';
import type { MarkKind } from './marking.ts';
import { readSgtin, type Sgtin } from './sgtin.ts';

/** What a scan may be before the database is asked. */
export interface ScanReading {
  /** Exact texts to look a barcode up by, the likeliest first. */
  readonly barcodes: readonly string[];
  /** The unit's own marking code, when this is one. */
  readonly sgtin: Sgtin | null;
  readonly transport: boolean;
  /** Looks like a marking code but is spoilt beyond repair. */
  readonly bad: string | null;
}

export function readScan(raw: string): ScanReading {
  const text = raw.replace(/^[\uFEFF\s]+|[\uFEFF\s]+$/gu, '');
  const reading = readSgtin(text);
  const barcodes = new Set<string>([text]);
  if (hasCyrillic(text) && !hasLatin(text)) barcodes.add(fromRussianLayout(text));
  if (reading.kind === 'code') for (const form of barcodesOfGtin(reading.code.gtin)) barcodes.add(form);
  if (/^01\d{14}$/u.test(text)) for (const form of barcodesOfGtin(text.slice(2))) barcodes.add(form);
  // UPC-A is an EAN-13 with a leading zero; a scanner may send either.
  if (/^\d{12}$/u.test(text)) barcodes.add(`0${text}`);
  if (/^0\d{12}$/u.test(text)) barcodes.add(text.slice(1));
  return {
    barcodes: [...barcodes],
    sgtin: reading.kind === 'code' ? reading.code : null,
    transport: reading.kind === 'transport',
    bad: reading.kind === 'bad' ? reading.why : null,
  };
}

export type MarkReading =
  | { readonly ok: true; readonly value: string; readonly identity: string }
  | { readonly ok: false; readonly code: 'mark-bad' | 'mark-transport'; readonly why: string };

/** A scan or a typed text as the identifier the marketplace asks for; lengths are Wildberries' (meta methods of the FBS API). */
export function readMark(kind: MarkKind, raw: string, nowMs: number): MarkReading {
  const text = raw.replace(/^[\uFEFF\s]+|[\uFEFF\s]+$/gu, '');
  if (kind === 'sgtin') {
    const reading = readSgtin(text);
    if (reading.kind === 'code') return { ok: true, value: reading.code.full, identity: reading.code.identity };
    if (reading.kind === 'transport') return { ok: false, code: 'mark-transport', why: 'sscc' };
    return bad(reading.kind === 'bad' ? reading.why : 'not-a-marking-code');
  }
  if (kind === 'expiration') return readExpiration(text, nowMs);
  const plain = text.replace(/[\s-]/gu, '');
  switch (kind) {
    case 'imei':
      return /^\d{15}$/u.test(plain) && luhnFits(plain) ? good(plain) : bad(/^\d{15}$/u.test(plain) ? 'check-digit' : 'imei-15-digits');
    case 'uin':
      return /^\d{16}$/u.test(plain) ? good(plain) : bad('uin-16-digits');
    case 'gtin':
      return /^\d{13,14}$/u.test(plain) && checkDigitFits(plain) ? good(plain.slice(-13)) : bad('gtin-13-digits');
    case 'customs':
      return /^[0-9A-Za-z/]{17,29}$/u.test(plain) ? good(plain) : bad('customs-17-29');
    case 'rnpt':
      return /^[0-9A-Za-z/]{17,37}$/u.test(plain) ? good(plain) : bad('rnpt-17-37');
    case 'country':
      return /^[A-Za-z]{2}$/u.test(plain) ? good(plain.toUpperCase()) : bad('country-2-letters');
    case 'weight':
      return /^[1-9]\d{0,5}$/u.test(plain) ? good(plain) : bad('weight-grams');
    default:
      return assertNever(kind, 'mark kind');
  }
}

const good = (value: string): MarkReading => ({ ok: true, value, identity: value });
const bad = (why: string): MarkReading => ({ ok: false, code: 'mark-bad', why });

function luhnFits(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const twice = digit * 2;
    sum += index % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** `dd.mm.yyyy`, `ddmmyyyy` or `ddmmyy`; the marketplace wants at least 30 days ahead. */
function readExpiration(text: string, nowMs: number): MarkReading {
  const parts = /^(\d{2})[./-]?(\d{2})[./-]?(\d{4}|\d{2})$/u.exec(text);
  if (parts === null) return bad('not-a-date');
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const year = Number(parts[3]!.length === 2 ? `20${parts[3]}` : parts[3]);
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCDate() !== day || at.getUTCMonth() !== month - 1) return bad('not-a-date');
  if (at.getTime() < nowMs) return bad('date-past');
  if (at.getTime() - nowMs < 30 * 86_400_000) return bad('expiration-too-near');
  return good(`${parts[1]}.${parts[2]}.${year}`);
}
