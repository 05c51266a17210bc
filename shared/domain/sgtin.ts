import { checkDigitFits, fromRussianLayout, GS, hasCyrillic, hasLatin } from './gs1.ts';

/** A marking code of one unit («Честный знак»), made whole again. */
export interface Sgtin {
  /** With its group separators, as the marketplace wants it. */
  readonly full: string;
  /** 01 + GTIN + 21 + serial: what makes the code one of its kind. */
  readonly identity: string;
  readonly gtin: string;
  readonly serial: string;
  /** What was mended, for the record. */
  readonly repaired: readonly ('layout' | 'prefix' | 'separators' | 'brackets')[];
  /** A wrong check digit warns and no more: real codes have it. */
  readonly gtinFits: boolean;
}

export type SgtinReading =
  | { readonly kind: 'code'; readonly code: Sgtin }
  /** A box or a pallet: its content is not one unit. */
  | { readonly kind: 'transport' }
  | { readonly kind: 'bad'; readonly why: SgtinFault }
  /** Nothing of a marking code about it. */
  | { readonly kind: 'other' };

export type SgtinFault = 'mixed-letters' | 'bad-symbols' | 'too-short' | 'too-long' | 'cut-off' | 'no-serial';

// GS1 character set 82: the only letters a serial or a tail may hold.
const SET_82 = /^[A-Za-z0-9!"%&'()*+,\-./:;<=>?_]+$/u;
const STAND_INS = /<GS>|\{GS\}|_x001D_|\\x1d|\\u001d|[\u2194\u241D\u0093\u00E8~|#\]]/giu;

/** Length after `21` of a code that lost its separators → length of the serial. Never look for «91» or «93» inside: a serial may hold them. */
const SERIAL_BY_LENGTH: ReadonlyMap<number, number> = new Map([
  [12, 6],
  [19, 13],
  [22, 6],
  [23, 7],
  [26, 20],
  [58, 6],
  [65, 13],
  [72, 20],
  [109, 13],
]);
/** Fields after the serial: application identifier → length of its value. */
const TAILS: Readonly<Record<string, readonly number[]>> = { '91': [4], '92': [44, 88], '93': [4], '3103': [6], '335': [7], '8005': [6] };

/**
 * Reads a marking code however a scanner spoilt it: Russian layout, AIM prefix, brackets, stand-ins for the separator or none at all.
 * Rule of structure: ЦРПТ, API СУЗ 3.0 §8.
 */
export function readSgtin(raw: string): SgtinReading {
  const repaired = new Set<Sgtin['repaired'][number]>();
  let text = stripEdges(raw);
  if (hasCyrillic(text)) {
    const typed = fromRussianLayout(stripSymbology(text));
    const looksLikeCode = /^\(?01\)?\d{14}/u.test(stripSymbology(typed));
    if (hasLatin(text)) return looksLikeCode ? { kind: 'bad', why: 'mixed-letters' } : { kind: 'other' };
    if (!looksLikeCode && !/^\(?00\)?\d{18}$/u.test(stripSymbology(typed))) return { kind: 'other' };
    text = typed;
    repaired.add('layout');
  }
  const bare = stripSymbology(text);
  if (bare !== text) repaired.add('prefix');
  text = bare;
  if (/^\(?00\)?\d{18}$/u.test(text) && checkDigitFits(text.replace(/^\(?00\)?/u, ''))) return { kind: 'transport' };
  const head = /^(?:\(01\)(\d{14})\(21\)|01(\d{14})21)/u.exec(text);
  if (head === null)
    return /^(?:\(01\)|01)\d{14}(?!\d)/u.test(text) || /^01\d{14}$/u.test(text) ? { kind: 'bad', why: 'no-serial' } : { kind: 'other' };
  if (head[1] !== undefined) repaired.add('brackets');
  return readBody(head[1] ?? head[2]!, text.slice(head[0].length), repaired);
}

const stripEdges = (raw: string): string => trimGs(raw.replace(/^[\uFEFF\s]+|[\uFEFF\s]+$/gu, '')).trim();
const stripSymbology = (text: string): string => trimGs(text.replace(/^(?:\](?:d2|Q3|C1|e0)|[ъЪ](?:в2|Й3|С1|у0))/u, ''));

/** No field is empty at either end: a separator there was added by the scanner. */
function trimGs(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === GS) from += 1;
  while (to > from && text[to - 1] === GS) to -= 1;
  return text.slice(from, to);
}

function readBody(gtin: string, rest: string, repaired: Set<Sgtin['repaired'][number]>): SgtinReading {
  let body = rest.replace(STAND_INS, GS);
  if (body !== rest) repaired.add('separators');
  if (repaired.has('brackets')) body = body.replace(/\((91|92|93|3103|335\d|8005|240)\)/gu, `${GS}$1`);
  body = trimGs(body);
  if (body === '') return { kind: 'bad', why: 'no-serial' };
  const fields = body.includes(GS) ? body.split(GS).filter((field) => field !== '') : splitByLength(body, repaired);
  if (fields === null) return { kind: 'bad', why: 'cut-off' };
  const [serial = '', ...tails] = fields;
  if (fields.some((field) => !SET_82.test(field))) return { kind: 'bad', why: 'bad-symbols' };
  if (serial.length > 20) return { kind: 'bad', why: 'too-long' };
  if (!tails.every(tailFits)) return { kind: 'bad', why: 'cut-off' };
  const identity = `01${gtin}21${serial}`;
  const full = [identity, ...tails].join(GS);
  // Wildberries takes 16 to 135 characters, the widest range of the marketplaces.
  if (full.length > 135) return { kind: 'bad', why: 'too-long' };
  return { kind: 'code', code: { full, identity, gtin, serial, repaired: [...repaired], gtinFits: checkDigitFits(gtin) } };
}

function splitByLength(body: string, repaired: Set<Sgtin['repaired'][number]>): readonly string[] | null {
  const bare = body.length === 6 || body.length === 7 || body.length === 20 || (body.length === 13 && body.slice(7, 9) !== '93');
  if (bare) return [body];
  const serialLength = body.length === 13 ? 7 : SERIAL_BY_LENGTH.get(body.length);
  if (serialLength === undefined) return null;
  const tail = body.slice(serialLength);
  const fields = [body.slice(0, serialLength)];
  if (/^91.{4}92/su.test(tail)) fields.push(tail.slice(0, 6), tail.slice(6));
  else if (/^93.{4}(?:3103|335\d)/su.test(tail)) fields.push(tail.slice(0, 6), tail.slice(6));
  else if (tail.startsWith('93')) fields.push(tail);
  else return null;
  repaired.add('separators');
  return fields;
}

function tailFits(field: string): boolean {
  const name = Object.keys(TAILS).find((candidate) => field.startsWith(candidate));
  if (name === undefined) return /^(?:9\d|240)/u.test(field);
  const length = field.length - name.length;
  return TAILS[name]!.includes(length);
}
