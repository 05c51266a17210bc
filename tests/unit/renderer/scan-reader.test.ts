import { describe, expect, test } from 'vitest';

import { characterOf, IDLE, type Press, read, type Reading } from '../../../renderer/scan/scan-reader.ts';

const key = (code: string, atMs: number, more: Partial<Press> = {}): Press => ({
  code,
  keyCode: 0,
  shift: false,
  ctrl: false,
  alt: false,
  atMs,
  editable: false,
  ...more,
});

const keysOf = (text: string): Pick<Press, 'code' | 'shift' | 'ctrl'>[] =>
  Array.from(text, (character) => {
    if (character === '\u001D') return { code: 'BracketRight', shift: false, ctrl: true };
    if (/\d/u.test(character)) return { code: `Digit${character}`, shift: false, ctrl: false };
    if (character === '(') return { code: 'Digit9', shift: true, ctrl: false };
    return { code: `Key${character.toUpperCase()}`, shift: /[A-Z]/u.test(character), ctrl: false };
  });

/** Feeds presses and collects what the reader made of them. */
function feed(presses: readonly Press[]): { readonly scans: Extract<Reading, { kind: 'scan' }>[]; readonly taken: boolean[] } {
  let state = IDLE;
  const scans: Extract<Reading, { kind: 'scan' }>[] = [];
  const taken: boolean[] = [];
  for (const press of presses) {
    const step = read(state, press);
    state = step.state;
    taken.push(step.take);
    if (step.reading?.kind === 'scan') scans.push(step.reading);
  }
  return { scans, taken };
}

const typed = (text: string, stepMs: number, startMs = 0, more: Partial<Press> = {}, suffix = 'Enter'): Press[] => {
  const keys = keysOf(text).map((press, index) =>
    key(press.code, startMs + index * stepMs, { shift: press.shift, ctrl: press.ctrl, ...more }),
  );
  return [...keys, key(suffix, startMs + text.length * stepMs, more)];
};

describe('characters by the place of the key', () => {
  test('a Russian layout and Caps Lock change nothing: only the place and Shift are read', () => {
    expect(characterOf(key('KeyQ', 0))).toBe('q');
    expect(characterOf(key('KeyQ', 0, { shift: true }))).toBe('Q');
    expect(characterOf(key('Slash', 0, { shift: true }))).toBe('?');
    expect(characterOf(key('Numpad7', 0))).toBe('7');
  });

  test.each([
    ['Ctrl+]', key('BracketRight', 0, { ctrl: true })],
    ['F8', key('F8', 0)],
    ['key code 29', key('', 0, { keyCode: 29 })],
  ])('GS comes back from %s', (_name, press) => {
    expect(characterOf(press)).toBe('\u001D');
  });

  test('a handheld that does not name the key is read by its sign, and closes with Enter like any other', () => {
    const presses = [...Array.from('Ab-1', (sign, index) => key('', index * 9, { key: sign })), key('Enter', 40, { key: 'Enter' })];
    expect(feed(presses).scans.map(({ code }) => code)).toEqual(['Ab-1']);
  });

  test('shortcuts are nobody’s characters', () => {
    expect(characterOf(key('KeyC', 0, { ctrl: true }))).toBeNull();
    expect(characterOf(key('Digit1', 0, { alt: true }))).toBeNull();
    expect(characterOf(key('ArrowDown', 0))).toBeNull();
  });
});

describe('a scanner', () => {
  test.each(['Enter', 'Tab', 'NumpadEnter'])('is heard with %s as its suffix', (suffix) => {
    expect(feed(typed('4600000000017', 8, 0, {}, suffix)).scans).toEqual([
      { kind: 'scan', code: '4600000000017', by: 'scanner', fromField: false },
    ]);
  });

  test('a marking code keeps its separators', () => {
    const code = '0104600000000017215Abc\u001D91EE06\u001D92dGVz';
    expect(feed(typed(code, 5)).scans.map((scan) => scan.code)).toEqual([code]);
  });

  test('loses no scan at twenty a second', () => {
    const codes = Array.from({ length: 200 }, (_, index) => String(4_600_000_000_000 + index));
    const presses = codes.flatMap((code, index) => typed(code, 3, index * 50));
    expect(feed(presses).scans.map((scan) => scan.code)).toEqual(codes);
  });

  test('one hiccup in the middle is forgiven', () => {
    const presses = typed('4600000000017', 8).map((press, index) => (index > 6 ? { ...press, atMs: press.atMs + 90 } : press));
    expect(feed(presses).scans.map((scan) => [scan.code, scan.by])).toEqual([['4600000000017', 'scanner']]);
  });
});

describe('a person', () => {
  test('types a code on the screen and presses Enter', () => {
    expect(feed(typed('4600000000017', 140)).scans).toEqual([{ kind: 'scan', code: '4600000000017', by: 'person', fromField: false }]);
  });

  test('takes a letter back', () => {
    const presses = [...typed('461', 200).slice(0, 3), key('Backspace', 700), ...typed('02', 200, 900)];
    expect(feed(presses).scans.map((scan) => scan.code)).toEqual(['4602']);
  });

  test('forgets a code and starts again after a while', () => {
    const presses = [...typed('999', 200).slice(0, 3), ...typed('46', 200, 20_000)];
    expect(feed(presses).scans.map((scan) => scan.code)).toEqual(['46']);
  });

  test('keeps Enter and Tab when nothing was typed', () => {
    expect(feed([key('Enter', 0), key('Tab', 500)]).taken).toEqual([false, false]);
  });
});

describe('a text field', () => {
  test('keeps everything a person types in it', () => {
    const { scans, taken } = feed(typed('hello', 120, 0, { editable: true }));
    expect(scans).toEqual([]);
    expect(taken).toEqual([false, false, false, false, false, false]);
  });

  test('gives a scan up, whatever a person had typed before it', () => {
    const presses = [...typed('ab', 150, 0, { editable: true }).slice(0, 2), ...typed('4600000000017', 8, 1000, { editable: true })];
    expect(feed(presses).scans).toEqual([{ kind: 'scan', code: '4600000000017', by: 'scanner', fromField: true }]);
  });
});
