import type { RawPress } from '../../renderer/scan/learn.ts';

/** How a scripted scanner is set: what it adds, how it sends GS, and into what keyboard it types. */
export interface ScannerSetting {
  readonly prefix?: string;
  readonly tail?: string;
  readonly suffix?: 'Enter' | 'Tab' | 'none';
  readonly gs?: 'ctrl' | 'f8' | 'code-29' | 'alt-029' | 'lost' | { readonly instead: string };
  /** The scanner corrects for a Caps Lock that is on: every letter with the other Shift. */
  readonly swapsCase?: boolean;
  readonly capsLock?: boolean;
  readonly layout?: 'us' | 'russian';
  /** Y and Z stand where a German keyboard has them. */
  readonly german?: boolean;
  readonly stepMs?: number;
}

const SHIFTED = ')!@#$%^&*(';
const SIGNS: readonly (readonly [string, string])[] = [
  ['Minus', '-_'],
  ['Equal', '=+'],
  ['BracketLeft', '[{'],
  ['BracketRight', ']}'],
  ['Backslash', '\\|'],
  ['Semicolon', ';:'],
  ['Quote', '\'"'],
  ['Comma', ',<'],
  ['Period', '.>'],
  ['Slash', '/?'],
  ['Backquote', '`~'],
  ['Space', '  '],
];
const RUSSIAN: ReadonlyMap<string, string> = new Map(
  Array.from('qwertyuiopasdfghjklzxcvbnm', (latin, at) => [latin, Array.from('йцукенгшщзфывапролдячсмить')[at]!]),
);

/** The presses of one scan, as the window would hear them. */
export function scannerPresses(code: string, setting: ScannerSetting = {}, startMs = 0): readonly RawPress[] {
  const { stepMs = 6, suffix = 'Enter' } = setting;
  let atMs = startMs - stepMs;
  const press = (more: Partial<RawPress> & { readonly code: string }): RawPress => ({
    keyCode: 0,
    shift: false,
    ctrl: false,
    alt: false,
    editable: false,
    key: '',
    capsLock: setting.capsLock ?? false,
    atMs: (atMs += stepMs),
    ...more,
  });
  const letters = Array.from(`${setting.prefix ?? ''}${code}${setting.tail ?? ''}`);
  const keys = letters.flatMap((letter) => (letter === '\u001D' ? separator(setting, press) : [press(keyOf(letter, setting))]));
  return suffix === 'none' ? keys : [...keys, press({ code: suffix, key: suffix })];
}

type Pressing = (more: Partial<RawPress> & { readonly code: string }) => RawPress;

function separator({ gs = 'ctrl', ...setting }: ScannerSetting, press: Pressing): readonly RawPress[] {
  if (typeof gs === 'object') return Array.from(gs.instead, (letter) => press(keyOf(letter, setting)));
  switch (gs) {
    case 'ctrl':
      return [press({ code: 'BracketRight', ctrl: true })];
    case 'f8':
      return [press({ code: 'F8' })];
    case 'code-29':
      return [press({ code: '', keyCode: 29 })];
    case 'alt-029':
      return ['0', '2', '9'].map((digit) => press({ code: `Numpad${digit}`, alt: true }));
    case 'lost':
      return [];
  }
}

function keyOf(letter: string, setting: ScannerSetting): Partial<RawPress> & { readonly code: string } {
  if (/\d/u.test(letter)) return { code: `Digit${letter}`, key: letter };
  if (SHIFTED.includes(letter)) return { code: `Digit${SHIFTED.indexOf(letter)}`, shift: true, key: letter };
  if (/[A-Za-z]/u.test(letter)) {
    const upper = letter.toUpperCase();
    const place = setting.german === true ? ({ Y: 'Z', Z: 'Y' }[upper] ?? upper) : upper;
    const shift = (letter === upper) !== (setting.swapsCase ?? false);
    const low = place.toLowerCase();
    return { code: `Key${place}`, shift, key: setting.layout === 'russian' ? (RUSSIAN.get(low) ?? low) : low };
  }
  const [code, pair] = SIGNS.find(([, both]) => both.includes(letter)) ?? [];
  if (code === undefined || pair === undefined) throw new Error(`a scanner has no key for «${letter}»`);
  return { code, shift: pair.indexOf(letter) === 1, key: letter };
}
