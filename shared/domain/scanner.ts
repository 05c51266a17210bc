/** How a scanner that types like a keyboard does it, as it was learnt from three scans at a station. */
export interface ScannerHabits {
  /** What it types before every code; AIM identifiers (`]E0`, `]d2`) differ by symbology and are told apart by `aim`. */
  readonly prefix: string;
  readonly aim: boolean;
  /** What it types after every code, before the closing key. */
  readonly tail: string;
  /** The key that closes a scan. `none`: only the pause after it tells where it ends. */
  readonly suffix: 'enter' | 'tab' | 'none';
  /** How the group separator of a marking code comes; a single character is a stand-in for it. */
  readonly gs: 'sent' | 'missing' | { readonly standIn: string };
  /** Letters come in the other case: always, or while Caps Lock is on (the scanner «corrects» for it). */
  readonly swapsCase: 'never' | 'always' | 'with-caps';
  /** Milliseconds between two keys: on average, and the longest pause inside one code. */
  readonly meanMs: number;
  readonly slowestMs: number;
}

/** What the three codes say that a scanner is learnt by, on the screen and on paper; plainly of no goods on sale. */
export const SCANNER_TEST = {
  /** An EAN-13 of the range for shops' own use. */
  plain: '2000000001234',
  /** Built like a marking code of «Честный знак»: both cases, signs, and a group separator inside. */
  marking: '010200000000123421Korob-Zz/7?+a\u001D93aB1x',
  /** Letters that other countries' keyboards have elsewhere (Y and Z, Q and A, W), and signs that need Shift. */
  letters: 'KOROB-yYzZqQwW_mM;?',
} as const;

/** What a screen takes for granted until a scanner was learnt: any of the usual ones works. */
export const USUAL_HABITS: ScannerHabits = {
  prefix: '',
  aim: false,
  tail: '',
  suffix: 'enter',
  gs: 'sent',
  swapsCase: 'never',
  meanMs: 0,
  slowestMs: 0,
};

/** A marking code begins so; nothing else may have its characters read as separators. */
const MARKING = /^01\d{14}21/u;
const AIM = /^\][A-Za-z]\d/u;

/** The code without what this scanner adds to it and with what it spoils made good. `capsLock`: its state as the scan came. */
export function tidyScan(raw: string, habits: ScannerHabits, capsLock: boolean): string {
  let text = habits.swapsCase === 'always' || (habits.swapsCase === 'with-caps' && capsLock) ? swapCase(raw) : raw;
  if (habits.prefix !== '' && text.startsWith(habits.prefix)) text = text.slice(habits.prefix.length);
  if (habits.aim) text = text.replace(AIM, '');
  if (habits.tail !== '' && text.endsWith(habits.tail)) text = text.slice(0, -habits.tail.length);
  if (typeof habits.gs === 'object' && MARKING.test(text)) text = text.replaceAll(habits.gs.standIn, '\u001D');
  // A scanner that adds something to a code may also have sent nothing but that.
  return text === '' ? raw : text;
}

export const swapCase = (text: string): string =>
  Array.from(text, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('');
