import { describe, expect, test } from 'vitest';

import { barsOf, matrixOf } from '#electron/documents/symbols.ts';
import { readSymbols } from '#electron/printing/codes.ts';
import { type ScannerHabits, tidyScan, USUAL_HABITS } from '#shared/domain/scanner.ts';
import { readSgtin } from '#shared/domain/sgtin.ts';
import { type ScannerSetting, scannerPresses } from '#tests/support/keyboard-scanner.ts';

import { learn } from '../../../renderer/scan/learn.ts';
import { IDLE, read, settle } from '../../../renderer/scan/scan-reader.ts';
import { TEST_CODES } from '../../../renderer/scan/test-codes.ts';

const lesson = (setting: ScannerSetting) =>
  learn(TEST_CODES.map(({ text }, index) => ({ text, presses: scannerPresses(text, setting, index * 2000) })));

function habitsOf(setting: ScannerSetting): ScannerHabits {
  const learnt = lesson(setting);
  if ('fault' in learnt) throw new Error(`${learnt.fault} at ${learnt.sample}`);
  return learnt.habits;
}

/** What the screens get of codes scanned one after another by a scanner so set, once it was learnt. */
function heard(codes: readonly string[], setting: ScannerSetting, everyMs = 400): readonly string[] {
  const habits = habitsOf(setting);
  let state = IDLE;
  const out: string[] = [];
  const take = (code: string) => void out.push(tidyScan(code, habits, setting.capsLock ?? false));
  for (const [index, code] of codes.entries())
    for (const press of scannerPresses(code, setting, 10_000 + index * everyMs)) {
      const step = read(state, press, habits);
      state = step.state;
      if (step.reading?.kind === 'scan') take(step.reading.code);
    }
  const last = settle(state, habits);
  if (last?.kind === 'scan') take(last.code);
  return out;
}

const MARK = '0104600000000039215Korob1!aBcd7\u001D93Kb7q';
const CODES = ['4600000000039', MARK, 'Ab-Yz_9'];

describe('three scans teach', () => {
  test.each<[string, ScannerSetting, Partial<ScannerHabits>, readonly string[]]>([
    ['a scanner as it comes from the shop', {}, { suffix: 'enter', gs: 'sent', prefix: '', swapsCase: 'never' }, []],
    ['Tab after the code', { suffix: 'Tab' }, { suffix: 'tab' }, []],
    ['nothing after the code', { suffix: 'none' }, { suffix: 'none' }, ['no-suffix']],
    ['GS as F8', { gs: 'f8' }, { gs: 'sent' }, []],
    ['GS as key code 29', { gs: 'code-29' }, { gs: 'sent' }, []],
    ['GS as 029 under Alt', { gs: 'alt-029' }, { gs: 'sent' }, []],
    ['GS swallowed', { gs: 'lost' }, { gs: 'missing' }, ['gs-missing']],
    ['GS as another sign', { gs: { instead: '|' } }, { gs: { standIn: '|' } }, ['stand-in']],
    ['GS written out', { gs: { instead: '<GS>' } }, { gs: { standIn: '<GS>' } }, ['stand-in']],
    ['a prefix and a tail', { prefix: 'A1;', tail: '#' }, { prefix: 'A1;', tail: '#' }, ['prefix']],
    ['the symbology before the code', { prefix: ']C1' }, { aim: true, prefix: '' }, ['prefix']],
    [
      'a Russian layout and Caps Lock, which do no harm',
      { layout: 'russian', capsLock: true },
      { swapsCase: 'never' },
      ['layout', 'caps-lock'],
    ],
    ['letters turned while Caps Lock is on', { swapsCase: true, capsLock: true }, { swapsCase: 'with-caps' }, ['case', 'caps-lock']],
    ['letters always turned', { swapsCase: true }, { swapsCase: 'always' }, ['case']],
    ['a slow Bluetooth scanner', { stepMs: 45 }, { meanMs: 45 }, ['slow']],
  ])('%s', (_name, setting, habits, notes) => {
    const learnt = lesson(setting);
    expect(learnt).toMatchObject({ habits, notes });
  });

  test.each<[string, ScannerSetting, string, number]>([
    ['another country’s keyboard', { german: true }, 'other-keyboard', 1],
    ['nothing but the closing key', {}, 'too-short', 0],
  ])('nothing: %s', (name, setting, fault, sample) => {
    const wrong = name.startsWith('nothing');
    const samples = TEST_CODES.map(({ text }) => ({ text, presses: scannerPresses(wrong ? '' : text, setting) }));
    expect(learn(samples)).toEqual({ fault, sample });
  });

  test('nothing from a code that is not the one on the screen', () => {
    const samples = TEST_CODES.map(({ text }, index) => ({ text, presses: scannerPresses(index === 0 ? '4600000000039' : text) }));
    expect(learn(samples)).toEqual({ fault: 'other-code', sample: 0 });
  });

  test('a whole code sent as numbers under Alt is named for what it is', () => {
    const [first] = TEST_CODES;
    const presses = Array.from(first!.text).flatMap((digit) =>
      scannerPresses(`0${digit.charCodeAt(0)}`)
        .slice(0, -1)
        .map((press) => ({ ...press, code: press.code.replace('Digit', 'Numpad'), alt: true })),
    );
    expect(learn([{ text: first!.text, presses }])).toEqual({ fault: 'alt-codes', sample: 0 });
  });
});

describe('what was learnt gives the very codes', () => {
  test.each<[string, ScannerSetting]>([
    ['with Enter', {}],
    ['with Tab', { suffix: 'Tab' }],
    ['without a closing key', { suffix: 'none' }],
    ['with a prefix and a tail', { prefix: 'A1;', tail: '#' }],
    ['with AIM identifiers', { prefix: ']d2' }],
    ['with GS as a sign of its own', { gs: { instead: '|' } }],
    ['with GS as 029 under Alt', { gs: 'alt-029' }],
    ['with letters turned', { swapsCase: true }],
    ['with letters turned while Caps Lock is on', { swapsCase: true, capsLock: true }],
    ['slowly', { stepMs: 45 }],
  ])('%s', (_name, setting) => {
    expect(heard(CODES, setting, 3000)).toEqual(CODES);
  });

  test('twenty a second, even without a closing key', () => {
    const codes = Array.from({ length: 60 }, (_, index) => String(4_600_000_000_000 + index));
    expect(heard(codes, { suffix: 'none', stepMs: 1 }, 50)).toEqual(codes);
    expect(heard(codes, { stepMs: 2 }, 50)).toEqual(codes);
  });

  test('a marking code without its separators is still whole: they stand where its length says', () => {
    const [code] = heard([MARK], { gs: 'lost' });
    const reading = readSgtin(code ?? '');
    expect(reading.kind === 'code' && reading.code.full).toBe(MARK);
  });

  test('a sign that means GS in marking codes stays a sign in any other', () => {
    expect(tidyScan('shelf|7', { ...USUAL_HABITS, gs: { standIn: '|' } }, false)).toBe('shelf|7');
  });
});

describe('the codes on the screen', () => {
  test.each(TEST_CODES.map((code) => [code.id, code] as const))('%s says what it is meant to say', async (id, code) => {
    const drawn =
      id === 'marking'
        ? rowsOf(matrixOf('gs1-datamatrix', code.text))
        : [
            barsOf(id === 'plain' ? 'ean13' : 'code128', code.text)
              .runs.map((run, index) => (index % 2 === 0 ? '1' : '0').repeat(run))
              .join(''),
          ];
    expect(code.rows).toEqual(drawn);
    const [read] = await readSymbols(picture(code.rows, id === 'marking' ? 6 : 3, id === 'marking' ? 6 : 90));
    if (id !== 'marking') return expect(read?.text).toBe(code.text);
    // The reader writes the fields of GS1 in brackets.
    const reading = readSgtin(read?.text ?? '');
    return expect(reading.kind === 'code' && reading.code.full).toBe(code.text);
  });
});

const rowsOf = ({ columns, rows, dark }: ReturnType<typeof matrixOf>) =>
  Array.from({ length: rows }, (_, row) =>
    dark
      .slice(row * columns, (row + 1) * columns)
      .map((bit) => (bit ? '1' : '0'))
      .join(''),
  );

function picture(rows: readonly string[], wide: number, high: number) {
  const margin = 40;
  const width = rows[0]!.length * wide + 2 * margin;
  const height = rows.length * high + 2 * margin;
  const data = new Uint8Array(width * height).fill(255);
  for (let y = margin; y < height - margin; y += 1)
    for (let x = margin; x < width - margin; x += 1)
      if (rows[Math.floor((y - margin) / high)]![Math.floor((x - margin) / wide)] === '1') data[y * width + x] = 0;
  return { width, height, data };
}
