import { type ScannerHabits, USUAL_HABITS } from '#shared/domain/scanner.ts';

/** One press as the reader needs it; `atMs` is the event's own monotonic time, so a busy screen does not slow a scanner down. */
export interface Press {
  readonly code: string;
  /** What the system made of it: read only where the place of the key is not told. */
  readonly key?: string;
  readonly keyCode: number;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly atMs: number;
  /** A text field has the focus: what a person types there is not ours. */
  readonly editable: boolean;
}

export interface ReaderState {
  readonly text: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  readonly slowestMs: number;
  readonly editable: boolean;
  /** Digits typed on the number pad under Alt: the number of a character, `029` for GS. */
  readonly alt: string;
}

export type Reading =
  | { readonly kind: 'scan'; readonly code: string; readonly by: 'scanner' | 'person'; readonly fromField: boolean }
  /** A person types a code on the screen itself: shown while it grows. */
  | { readonly kind: 'typing'; readonly text: string };

export interface Step {
  readonly state: ReaderState;
  /** The press is ours: nobody else may see it. */
  readonly take: boolean;
  readonly reading: Reading | null;
}

export const IDLE: ReaderState = { text: '', startedAtMs: 0, lastAtMs: 0, slowestMs: 0, editable: false, alt: '' };

/** Wedge scanners send a key in 1–20 ms, over Bluetooth up to 40; hands need 80 and more. One hiccup of a scanner is forgiven. */
const SCANNER_MEAN_MS = 35;
const SCANNER_GAP_MS = 150;
/** A scanner learnt to be slower is still told from hands, which a mean above this no longer allows. */
const SLOWEST_MEAN_MS = 70;
const SLOWEST_GAP_MS = 400;
const SHORTEST_SCAN = 3;
/** What was typed and left is forgotten. */
export const FORGET_MS = 8000;
const GS = '\u001D';
const LONGEST = 500;

const KEYS = new Map<string, string>(
  [
    ['Backquote', '`~'],
    ['Minus', '-_'],
    ['Equal', '=+'],
    ['BracketLeft', '[{'],
    ['BracketRight', ']}'],
    ['Backslash', '\\|'],
    ['IntlBackslash', '\\|'],
    ['Semicolon', ';:'],
    ['Quote', '\'"'],
    ['Comma', ',<'],
    ['Period', '.>'],
    ['Slash', '/?'],
    ['Space', '  '],
    ['NumpadAdd', '++'],
    ['NumpadSubtract', '--'],
    ['NumpadMultiply', '**'],
    ['NumpadDivide', '//'],
    ['NumpadDecimal', '..'],
  ].map(([code, pair]) => [code ?? '', pair ?? '']),
);
const SHIFTED_DIGITS = ')!@#$%^&*(';

/** The US-ASCII character of a key by its place; the layout of the system and Caps Lock do not matter. Null: no character. */
export function characterOf(press: Pick<Press, 'code' | 'key' | 'keyCode' | 'shift' | 'ctrl' | 'alt'>): string | null {
  if (press.ctrl) return press.code === 'BracketRight' ? GS : null;
  if (press.alt) return null;
  if (press.code === 'F8' || press.keyCode === 29) return GS;
  if (press.code === '' && press.key !== undefined && Array.from(press.key).length === 1) return press.key;
  const letter = /^Key([A-Z])$/u.exec(press.code)?.[1];
  if (letter !== undefined) return press.shift ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/u.exec(press.code)?.[1];
  if (digit !== undefined) return press.shift ? (SHIFTED_DIGITS[Number(digit)] ?? null) : digit;
  const pad = /^Numpad(\d)$/u.exec(press.code)?.[1];
  if (pad !== undefined) return pad;
  const pair = KEYS.get(press.code);
  return pair === undefined ? null : (pair[press.shift ? 1 : 0] ?? null);
}

const isSuffix = (press: Press): boolean =>
  ['Enter', 'NumpadEnter', 'Tab'].includes(press.code) && !press.ctrl && !press.alt && !press.shift;

interface Pace {
  readonly meanMs: number;
  readonly gapMs: number;
  /** The pause that ends a scan of a scanner without a closing key; Infinity where there is one. */
  readonly pauseMs: number;
}

/** How fast the scanner of this station is, as far as it was learnt. */
export const paceOf = ({ meanMs, slowestMs, suffix }: ScannerHabits): Pace => ({
  meanMs: Math.min(Math.max(SCANNER_MEAN_MS, meanMs * 1.6), SLOWEST_MEAN_MS),
  gapMs: Math.min(Math.max(SCANNER_GAP_MS, slowestMs * 2), SLOWEST_GAP_MS),
  pauseMs: suffix === 'none' ? Math.min(Math.max(30, slowestMs * 4), SCANNER_GAP_MS) : Infinity,
});

/** True when these presses cannot be a person's. */
export function isByScanner(state: ReaderState, habits: ScannerHabits = USUAL_HABITS): boolean {
  const pace = paceOf(habits);
  return (
    state.text.length >= SHORTEST_SCAN &&
    state.slowestMs <= pace.gapMs &&
    (state.lastAtMs - state.startedAtMs) / (state.text.length - 1) <= pace.meanMs
  );
}

const scanOf = (state: ReaderState): Reading => ({ kind: 'scan', code: state.text, by: 'scanner', fromField: state.editable });

/** Reads one press. Pure: the same presses give the same readings. */
export function read(before: ReaderState, press: Press, habits: ScannerHabits = USUAL_HABITS): Step {
  const now = press.atMs;
  const pace = paceOf(habits);
  if (press.alt && /^Numpad\d$/u.test(press.code) && before.text !== '' && now - before.lastAtMs <= pace.gapMs)
    return { state: { ...before, alt: (before.alt + press.code.slice(-1)).slice(-4), lastAtMs: now }, take: true, reading: null };
  const state = withAltCharacter(before);
  if (now - state.lastAtMs > pace.pauseMs && isByScanner(state, habits)) {
    // No key closed it; what comes now is the next scan.
    const next = read({ ...IDLE, editable: press.editable }, press, habits);
    return { ...next, reading: scanOf(state) };
  }
  const current = now - state.lastAtMs > FORGET_MS || press.editable !== state.editable ? IDLE : state;
  if (isSuffix(press)) return finish(current, press, habits);
  if (press.code === 'Escape' && current.text !== '' && !press.editable)
    return { state: IDLE, take: true, reading: { kind: 'typing', text: '' } };
  if (press.code === 'Backspace' && !press.editable) {
    const text = current.text.slice(0, -1);
    return { state: { ...current, text, lastAtMs: now, slowestMs: Infinity }, take: true, reading: { kind: 'typing', text } };
  }
  const character = characterOf(press);
  if (character === null || (character === GS && current.text === '')) return { state: current, take: false, reading: null };
  const gap = current.text === '' ? 0 : now - current.lastAtMs;
  // In a field, or after a hand's key, a pause means that what follows is another scan.
  const fresh = current.text === '' || (gap > pace.gapMs && press.editable);
  const next: ReaderState = {
    text: (fresh ? character : current.text + character).slice(-LONGEST),
    startedAtMs: fresh ? now : current.startedAtMs,
    lastAtMs: now,
    slowestMs: fresh ? 0 : Math.max(current.slowestMs, gap),
    editable: press.editable,
    alt: '',
  };
  return { state: next, take: !press.editable, reading: press.editable ? null : { kind: 'typing', text: next.text } };
}

/** The keys have been still for a while: what a scanner without a closing key sent is whole. Null: nothing, or a person still types. */
export function settle(before: ReaderState, habits: ScannerHabits): Reading | null {
  const state = withAltCharacter(before);
  return habits.suffix === 'none' && isByScanner(state, habits) ? scanOf(state) : null;
}

function withAltCharacter(state: ReaderState): ReaderState {
  if (state.alt === '') return state;
  const code = Number(state.alt);
  return { ...state, alt: '', text: code === 29 || (code >= 32 && code < 127) ? state.text + String.fromCodePoint(code) : state.text };
}

function finish(state: ReaderState, press: Press, habits: ScannerHabits): Step {
  const scanner = isByScanner(state, habits) && press.atMs - state.lastAtMs <= paceOf(habits).gapMs;
  if (scanner) return { state: IDLE, take: true, reading: scanOf(state) };
  if (press.editable || press.code === 'Tab' || state.text === '')
    return { state: press.editable ? IDLE : state, take: false, reading: null };
  return { state: IDLE, take: true, reading: { kind: 'scan', code: state.text, by: 'person', fromField: false } };
}
