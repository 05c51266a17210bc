import { type ScannerHabits, swapCase, USUAL_HABITS } from '#shared/domain/scanner.ts';

import { characterOf, type Press } from './scan-reader.ts';

/** A press as it reached the window, before anybody read it. */
export interface RawPress extends Press {
  /** What the system's layout made of it. */
  readonly key: string;
  readonly capsLock: boolean;
}

/** The presses of one scan of a code that is known. */
export interface Sample {
  readonly text: string;
  readonly presses: readonly RawPress[];
}

/** What the person should know; `gs-missing`, `no-suffix` and `slow` are mended in the scanner, the rest Korob makes good by itself. */
export type LessonNote = 'gs-missing' | 'no-suffix' | 'slow' | 'case' | 'layout' | 'caps-lock' | 'stand-in' | 'prefix';

export interface Lesson {
  readonly habits: ScannerHabits;
  readonly notes: readonly LessonNote[];
}

/** Why a scan taught nothing: another code · keys of another country, or of `Alt` codes: both are set in the scanner · too little came. */
export type LessonFault = 'other-code' | 'other-keyboard' | 'alt-codes' | 'too-short';

/** Slower than this, and a busy minute has the packer waiting for the scanner. */
const SLOW_MEAN_MS = 35;
const MODIFIERS = /^(?:Shift|Control|Alt|Meta)(?:Left|Right)$|^CapsLock$/u;
/** A sign that no marking code may hold (GS1 set 82), or the separator written out: what stands where GS should. */
const GS_OR_STAND_IN = `(?:[^A-Za-z0-9!"%&'()*+,\\-./:;<=>?_]{1,2}|<GS>|\\{GS\\}|\\\\x1d|)`;
const GS = '\u001D';
/** An AIM identifier names the symbology before the code: `]E0`, `]d2`, `]C1`. */
const AIM = /\][A-Za-z]\d$/u;

interface Heard {
  readonly prefix: string;
  readonly tail: string;
  readonly suffix: ScannerHabits['suffix'];
  /** Null: the code holds no separator. */
  readonly gs: string | null;
  /** Null: the code holds no letters. */
  readonly swapped: boolean | null;
}

/** One scan against the code it should be. Pure. */
export function hear({ text: expected, presses }: Sample): Heard | LessonFault {
  const keys = presses.filter((press) => !MODIFIERS.test(press.code));
  const closing = keys.findLastIndex((press) => !isClosing(press)) + 1;
  const typed = keys.slice(0, closing);
  if (typed.length < 3) return 'too-short';
  if (typed.filter((press) => press.alt && /^Numpad\d$/u.test(press.code)).length > typed.length / 2) return 'alt-codes';
  const text = textOf(typed);
  const shut = keys[closing];
  const suffix = shut === undefined ? 'none' : shut.code === 'Tab' ? 'tab' : 'enter';
  const found = find(expected, text);
  if (found !== null) return { ...found, suffix, swapped: /[A-Za-z]/u.test(expected) ? false : null };
  const swapped = find(expected, swapCase(text));
  if (swapped !== null) return { ...swapped, suffix, swapped: true };
  return isOtherKeyboard(expected, text) ? 'other-keyboard' : 'other-code';
}

/** What the presses say; digits under Alt are the number of one character. */
function textOf(presses: readonly RawPress[]): string {
  let [text, alt] = ['', ''];
  const flush = () => {
    if (alt !== '') text += String.fromCodePoint(Number(alt));
    alt = '';
  };
  for (const press of presses) {
    if (press.alt && /^Numpad\d$/u.test(press.code)) alt += press.code.slice(-1);
    else {
      flush();
      text += characterOf(press) ?? '';
    }
  }
  flush();
  return text;
}

/** Enter and Tab, and CR LF as a scanner types control characters. */
const isClosing = (press: RawPress): boolean =>
  (['Enter', 'NumpadEnter', 'Tab'].includes(press.code) && !press.ctrl) || (press.ctrl && (press.code === 'KeyM' || press.code === 'KeyJ'));

function find(expected: string, text: string): Pick<Heard, 'prefix' | 'tail' | 'gs'> | null {
  const parts = expected.split(GS).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  const match = new RegExp(`^(?<prefix>.*?)${parts.join(`(?<gs>${GS_OR_STAND_IN})`)}(?<tail>.*)$`, 'su').exec(text);
  if (match?.groups === undefined) return null;
  const { prefix = '', tail = '', gs } = match.groups;
  // Before a marking code some scanners also send the FNC1 that leads its symbol; it says nothing.
  return { prefix: gs === undefined || gs === '' ? prefix : prefix.replaceAll(gs, ''), tail, gs: gs ?? null };
}

/** As many keys as the code has, most of them other letters or signs than they should be: the scanner takes this for another country's keyboard. */
function isOtherKeyboard(expected: string, text: string): boolean {
  if (/^\d+$/u.test(text)) return false;
  return Math.abs(text.length - expected.length) <= 4 && similar(expected, text) >= 0.4;
}

/** The part of the letters and signs that stand at the same place with the same kind: digit, letter, sign. */
function similar(expected: string, text: string): number {
  const shift = Math.max(0, text.length - expected.length);
  let best = 0;
  for (let from = 0; from <= shift; from += 1) {
    let same = 0;
    for (let at = 0; at < expected.length; at += 1) if ((text[at + from] ?? '').toLowerCase() === expected[at]!.toLowerCase()) same += 1;
    best = Math.max(best, same / expected.length);
  }
  // A French keyboard has its digits under Shift: the very places, all of them signs.
  const digits = /^\d+$/u.test(expected) && /^[)!@#$%^&*(]+$/u.test(text.slice(-expected.length));
  return digits ? 1 : best;
}

/** What three scans teach. A fault names the sample that has to be scanned again. Pure. */
export function learn(samples: readonly Sample[]): Lesson | { readonly fault: LessonFault; readonly sample: number } {
  const heard: Heard[] = [];
  for (const [sample, one] of samples.entries()) {
    const reading = hear(one);
    if (typeof reading === 'string') return { fault: reading, sample };
    heard.push(reading);
  }
  const aim = heard.some(({ prefix }) => AIM.test(prefix));
  const prefix = common(heard.map((one) => one.prefix.replace(AIM, '')));
  const caps = samples.some((sample) => sample.presses.some((press) => press.capsLock));
  const swapped = heard.some((one) => one.swapped === true);
  const gaps = samples.flatMap(({ presses }) => {
    const keys = presses.filter((press) => !MODIFIERS.test(press.code));
    return keys.slice(1).map((press, index) => press.atMs - keys[index]!.atMs);
  });
  const habits: ScannerHabits = {
    ...USUAL_HABITS,
    prefix,
    aim,
    tail: common(heard.map(({ tail }) => tail)),
    suffix: heard.some(({ suffix }) => suffix === 'none') ? 'none' : (heard[0]?.suffix ?? 'enter'),
    gs: gsOf(heard),
    swapsCase: swapped ? (caps ? 'with-caps' : 'always') : 'never',
    meanMs: Math.round(gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length)),
    slowestMs: Math.ceil(Math.max(0, ...gaps)),
  };
  return { habits, notes: notesOf(habits, samples, caps) };
}

/** Only what came with every code is a habit. */
const common = (all: readonly string[]): string => (all.every((one) => one === all[0]) ? (all[0] ?? '') : '');

function gsOf(heard: readonly Heard[]): ScannerHabits['gs'] {
  const gs = heard.find((one) => one.gs !== null)?.gs;
  if (gs === undefined || gs === GS || gs === null) return 'sent';
  return gs === '' ? 'missing' : { standIn: gs };
}

function notesOf(habits: ScannerHabits, samples: readonly Sample[], caps: boolean): readonly LessonNote[] {
  const foreign = samples.some(({ presses }) => presses.some(({ key }) => /^\p{Script=Cyrillic}$/u.test(key)));
  const notes: readonly (readonly [LessonNote, boolean])[] = [
    ['gs-missing', habits.gs === 'missing'],
    ['no-suffix', habits.suffix === 'none'],
    ['slow', habits.meanMs > SLOW_MEAN_MS],
    ['case', habits.swapsCase !== 'never'],
    ['stand-in', typeof habits.gs === 'object'],
    ['prefix', habits.prefix !== '' || habits.aim || habits.tail !== ''],
    ['layout', foreign],
    ['caps-lock', caps],
  ];
  return notes.filter(([, is]) => is).map(([note]) => note);
}
