import { describe, expect, it } from 'vitest';

import { GS } from '#shared/domain/gs1.ts';
import { readMark, readScan } from '#shared/domain/scan.ts';
import { readSgtin } from '#shared/domain/sgtin.ts';

const HEAD = '010460000000001521';
const KEY = 'EE11';
const sign = (length: number) => 'Korob0Demo0Code/'.repeat(6).slice(0, length - 1) + '=';

/** Every template of the public description (ЦРПТ, API СУЗ 3.0 §8): serial, then the groups after it. */
const TEMPLATES: readonly (readonly [string, string, readonly string[]])[] = [
  ['clothes, perfume, tyres: 13 + 91 + 92 of 44', '5abcdefghijk&', [`91${KEY}`, `92${sign(44)}`]],
  ['shoes: 13 + 91 + 92 of 88', '5abcdefghijk&', [`91${KEY}`, `92${sign(88)}`]],
  ['cameras: 20 + 91 + 92', '5abcdefghijklmnopqrs', [`91${KEY}`, `92${sign(44)}`]],
  ['electronics: 20 + 93', '5abcdefghijklmnopqrs', ['93Zx1y']],
  ['water, juices: 13 + 93', '5abcdefghijk&', ['93Zx1y']],
  ['milk by weight: 6 + 93 + 3103', '5abc/D', ['93Zx1y', '3103000250']],
  ['fish, cosmetics: 6 + 93', '5abc/D', ['93Zx1y']],
  ['beer: 7 + 93', '5abc/De', ['93Zx1y']],
  ['soft beer by volume: 7 + 93 + 335n', '5abc/De', ['93Zx1y', '3353000500']],
  ['a serial of an older kind', '=rxDV3M', ['93Zx1y']],
  ['without its tail, 6', '5abc/D', []],
  ['without its tail, 20', '5abcdefghijklmnopqrs', []],
];
/** A tobacco block: two groups of its own after seven signs. */
const BLOCK = [`${HEAD}5abc/De`, '8005123000', '93Zx1y'].join(GS);

/** Every way of spoiling one that is known in public. */
const SPOILT: readonly (readonly [string, (fields: readonly string[]) => string])[] = [
  ['as it should be', (fields) => fields.join(GS)],
  ['GS swallowed', (fields) => fields.join('')],
  ['Ctrl+] as a bracket', (fields) => fields.join(']')],
  ['Alt+29 as an arrow', (fields) => fields.join('↔')],
  ['the visible sign', (fields) => fields.join('␝')],
  ['<GS>', (fields) => fields.join('<GS>')],
  ['{GS}', (fields) => fields.join('{GS}')],
  ['a tilde', (fields) => fields.join('~')],
  ['a bar', (fields) => fields.join('|')],
  ['a hash', (fields) => fields.join('#')],
  ['\\x1d in letters', (fields) => fields.join('\\x1d')],
  ['out of a spreadsheet', (fields) => fields.join('_x001D_')],
  ['U+0093', (fields) => fields.join('\u0093')],
  ['doubled', (fields) => fields.join(GS + GS)],
  ['a leading GS', (fields) => GS + fields.join(GS)],
  ...[']d2', ']Q3', ']C1', ']e0'].map(
    (prefix) => [`the prefix ${prefix}`, (fields: readonly string[]) => prefix + fields.join(GS)] as const,
  ),
  ['CR, LF and Tab', (fields) => `${fields.join(GS)}\r\n\t`],
  ['a byte order mark and blanks', (fields) => `\uFEFF ${fields.join(GS)} `],
];

describe.each(TEMPLATES)('%s', (_what, serial, tails) => {
  const fields = [`${HEAD}${serial}`, ...tails];
  it.each(SPOILT)('%s is made whole', (_how, spoil) => {
    expect(readSgtin(spoil(fields))).toMatchObject({ kind: 'code', code: { full: fields.join(GS), serial, gtin: '04600000000015' } });
  });
});

describe('what stands outside the templates', () => {
  it('a tobacco block keeps its two groups', () => {
    expect(readSgtin(BLOCK)).toMatchObject({ kind: 'code', code: { full: BLOCK } });
  });

  it('a cigarette pack has no identifiers at all, and is not taken for a code of a thing that has', () => {
    const pack = '04600000000015abcdefgAB12Zx1y';
    expect(pack).toHaveLength(29);
    expect(readSgtin(pack)).toEqual({ kind: 'other' });
    expect(readMark('sgtin', pack, 0)).toMatchObject({ ok: false, code: 'mark-bad' });
  });

  it('a box is a box, in brackets too', () => {
    for (const box of ['00123456789012345675', '(00)123456789012345675']) expect(readScan(box)).toMatchObject({ transport: true });
  });

  it('brackets are taken away at borders only: inside a serial they are data', () => {
    expect(readSgtin('(01)04600000000015(21)5a(91)D(93)Zx1y')).not.toMatchObject({ kind: 'code', code: { serial: '5a' } });
    expect(readSgtin(`${HEAD}5(b)/D${GS}93Zx1y`)).toMatchObject({ kind: 'code', code: { serial: '5(b)/D' } });
  });

  it('«93» in the middle of thirteen signs without GS is the short code; the whole serial is left to a clean separator', () => {
    expect(readSgtin(`${HEAD}5abc/De93Zx1y`)).toMatchObject({ kind: 'code', code: { serial: '5abc/De' } });
    expect(readSgtin(`${HEAD}5abc/De93Zx1y${GS}93AbCd`)).toMatchObject({ kind: 'code', code: { serial: '5abc/De93Zx1y' } });
  });

  it('the whole code typed in the Russian layout is read by its keys, its prefix too', () => {
    // ]d2 010460000000001521 5abcde, pressed with the layout in Russian.
    expect(readSgtin(`ъв2${HEAD}5фисву`)).toMatchObject({ kind: 'code', code: { serial: '5abcde' } });
  });

  it('the Cyrillic Н that the operator’s own manual prints in a code is refused with its reason', () => {
    expect(readSgtin(`${HEAD}5abcНD${GS}93Zx1y`)).toEqual({ kind: 'bad', why: 'mixed-letters' });
  });

  it.each(['@', '$', '[', '\\', '^', '{', '}', ' '])('«%s» can be no data of a code', (sign_) => {
    expect(readSgtin(`${HEAD}5ab${sign_}cD${GS}93Zx1y`)).toMatchObject({ kind: 'bad' });
  });

  it('a wrong check digit warns and passes', () => {
    expect(readSgtin(`010460000000001621abcdef${GS}93Zx1y`)).toMatchObject({ kind: 'code', code: { gtinFits: false } });
  });
});
