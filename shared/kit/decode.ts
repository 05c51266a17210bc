const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map<string, number>([...Array.from(ALPHABET, (letter, value) => [letter, value] as const), ['-', 62], ['_', 63]]);

/** Bytes of base64 or base64url text, padded or not; null when a letter is foreign or the length cannot be. No host is needed. */
export function fromBase64(text: string): Uint8Array | null {
  const letters = text.replaceAll(/[\r\n]/gu, '').replace(/={0,2}$/u, '');
  if (letters.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of letters) {
    const value = VALUES.get(letter);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xff_ff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}

/** Text of UTF-8 bytes without a host. Bytes that are no UTF-8 become U+FFFD; a byte order mark at the start is dropped. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  const units = new Uint16Array(PIECE);
  let filled = 0;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    if (filled > PIECE - 2) {
      text += joined(units, filled);
      filled = 0;
    }
    const first = bytes[at]!;
    const code = first < 0x80 ? first : codeAt(bytes, at, first);
    at += first < 0x80 || code === LOST ? 1 : lengthOf(first);
    if (code < 0x10000) units[filled] = code === LOST ? 0xfffd : code;
    else {
      units[filled] = 0xd7c0 + (code >> 10);
      filled += 1;
      units[filled] = 0xdc00 | (code & 0x3ff);
    }
    filled += 1;
  }
  return text + joined(units, filled);
}

/** UTF-16 units turned into text at once; few enough to be arguments of one call. */
const PIECE = 4096;
const LOST = -1;

/** `apply` takes the array as it is; spreading it would walk it once more. */
const joined = (units: Uint16Array, filled: number): string =>
  String.fromCharCode.apply(null, units.subarray(0, filled) as unknown as number[]);

const lengthOf = (first: number): number =>
  first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;

function codeAt(bytes: Uint8Array, at: number, first: number): number {
  const length = lengthOf(first);
  if (length === 0) return LOST;
  let code = first & (0xff >> (length + 1));
  for (let step = 1; step < length; step += 1) {
    const next = bytes[at + step];
    if (next === undefined || (next & 0xc0) !== 0x80) return LOST;
    code = (code << 6) | (next & 0x3f);
  }
  const tooLow = length === 3 ? code < 0x800 : length === 4 && code < 0x10000;
  return tooLow || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? LOST : code;
}
