import { describe, expect, it } from 'vitest';

import { barcodesOfGtin, checkDigitFits, fromRussianLayout } from '#shared/domain/gs1.ts';
import { readMark, readScan } from '#shared/domain/scan.ts';
import { readSgtin } from '#shared/domain/sgtin.ts';

const GS = '\u001D';
const HEAD = '010460000000001521';
const TAIL_44 = 'A'.repeat(43) + '=';
const NOW = Date.UTC(2026, 10, 24);
const full = (raw: string) => {
  const reading = readSgtin(raw);
  return reading.kind === 'code' ? reading.code.full : reading;
};

describe('a marking code', () => {
  const short = `${HEAD}5abc/D${GS}93Zx1y`;
  const long = `${HEAD}5abcdefghijk&${GS}91EE06${GS}92${TAIL_44}`;

  it.each([
    ['clean, short', short, short],
    ['clean, long', long, long],
    ['without its tail', `${HEAD}5abc/D`, `${HEAD}5abc/D`],
    ['with a leading separator', GS + short, short],
    ['with an AIM prefix', `]d2${short}`, short],
    ['with line ends', `\uFEFF ${short}\r\n`, short],
    ['separators gone, short', short.replaceAll(GS, ''), short],
    ['separators gone, long', long.replaceAll(GS, ''), long],
    ['separators as words', long.replaceAll(GS, '<GS>'), long],
    ['separators out of a spreadsheet', long.replaceAll(GS, '_x001D_'), long],
    ['separators as brackets of Ctrl+]', short.replaceAll(GS, ']'), short],
    ['separators as arrows of Alt+29', short.replaceAll(GS, '↔'), short],
    ['in human brackets', `(01)04600000000015(21)5abc/D(93)Zx1y`, short],
    ['doubled separators', long.replaceAll(GS, GS + GS), long],
  ])('%s is made whole', (_name, raw, whole) => {
    expect(full(raw)).toBe(whole);
  });

  it('typed in the Russian layout is read by its keys, punctuation too', () => {
    const typed = '010460000000001521ыфыфыф';
    expect(full(typed)).toBe(`${HEAD}sasasa`);
    expect(fromRussianLayout('ъв2')).toBe(']d2');
  });

  it('keeps one identity whether its tail was read or not', () => {
    const identities = [short, `${HEAD}5abc/D`].map((raw) => {
      const reading = readSgtin(raw);
      return reading.kind === 'code' ? reading.code.identity : null;
    });
    expect(new Set(identities).size).toBe(1);
  });

  it.each([
    ['Cyrillic among Latin', `${HEAD}5abcНD`, 'mixed-letters'],
    ['a letter that no code has', `${HEAD}5ab cD${GS}93Zx1y`, 'bad-symbols'],
    ['cut off', `${HEAD}5abc/D${GS}91EE06${GS}92AAAA`, 'cut-off'],
    ['cut off without separators', `${HEAD}5abcdefghijk91EE0692AAAA`, 'cut-off'],
    ['no serial', '010460000000001521', 'no-serial'],
    ['a serial too long', `${HEAD}${'a'.repeat(21)}${GS}93Zx1y`, 'too-long'],
  ])('%s is refused with its reason', (_name, raw, why) => {
    expect(readSgtin(raw)).toEqual({ kind: 'bad', why });
  });

  it('of a box is told apart from a unit’s', () => {
    expect(readSgtin('00123456789012345675')).toEqual({ kind: 'transport' });
    expect(readMark('sgtin', '(00)123456789012345675', NOW)).toMatchObject({ ok: false, code: 'mark-transport' });
  });

  it('with a wrong check digit warns and passes: real codes have it', () => {
    expect(readSgtin(`010460000000001621abcdef${GS}93Zx1y`)).toMatchObject({ kind: 'code', code: { gtinFits: false } });
  });
});

describe('a scan', () => {
  it('offers the barcodes inside it, the likeliest first', () => {
    expect(readScan(`${HEAD}abcdef${GS}93Zx1y`).barcodes.slice(1)).toEqual(['4600000000015', '04600000000015']);
    expect(readScan('012345678905').barcodes).toEqual(['012345678905', '0012345678905']);
    expect(barcodesOfGtin('00000096385074')).toContain('96385074');
  });
  it('knows check digits', () => {
    expect([checkDigitFits('4600000000015'), checkDigitFits('4600000000016'), checkDigitFits('96385074')]).toEqual([true, false, true]);
  });
});

describe('other identifiers', () => {
  it.each([
    ['imei', '490154203237518', '490154203237518'],
    ['imei', '49-015420-323751-8', '490154203237518'],
    ['uin', '1234567890123456', '1234567890123456'],
    ['gtin', '4600000000015', '4600000000015'],
    ['gtin', '04600000000015', '4600000000015'],
    ['expiration', '31.12.2027', '31.12.2027'],
    ['expiration', '311227', '31.12.2027'],
    ['customs', '10702030/010126/0001234', '10702030/010126/0001234'],
  ] as const)('%s %s is taken', (kind, raw, value) => {
    expect(readMark(kind, raw, NOW)).toEqual({ ok: true, value, identity: value });
  });
  it.each([
    ['imei', '490154203237519', 'check-digit'],
    ['imei', '4901542032375', 'imei-15-digits'],
    ['uin', '123', 'uin-16-digits'],
    ['gtin', '4600000000016', 'gtin-13-digits'],
    ['expiration', '31.02.2027', 'not-a-date'],
    ['expiration', '01.12.2026', 'expiration-too-near'],
    ['expiration', '01.12.2020', 'date-past'],
    ['customs', '123', 'customs-17-29'],
  ] as const)('%s %s is refused: %s', (kind, raw, why) => {
    expect(readMark(kind, raw, NOW)).toEqual({ ok: false, code: 'mark-bad', why });
  });
});
