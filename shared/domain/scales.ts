/** Protocols of scales on a serial port: what to ask, and what an answer says. One entry a protocol; pure. */

export interface Weighing {
  /** Net, in grams; may be below zero when something was taken off a tared platform. */
  readonly grams: number;
  /** The load has come to rest. Only such a weight may be written down. */
  readonly stable: boolean;
}

/** What the bytes so far came to: `used` of them are done with. Null: a frame may have begun and is not whole yet, or nothing is told. */
export interface ScalesReading {
  readonly used: number;
  readonly weighing: Weighing | null;
}

export interface ScalesProtocol {
  /** Speed the maker sets; another is written after the port, `COM3:4800`. */
  readonly baud: number;
  /** Sent to be told the weight; null: the scales talk by themselves, several times a second. */
  readonly question: Uint8Array | null;
  readonly read: (bytes: Uint8Array) => ScalesReading;
}

export const SCALES_PROTOCOLS = ['ascii', 'massa-100'] as const;
export type ScalesProtocolId = (typeof SCALES_PROTOCOLS)[number];

/** A frame longer than this is noise: the line is at another speed, or something else talks. */
const LONGEST = 256;
const nothing = (bytes: Uint8Array): ScalesReading => ({ used: bytes.length > LONGEST ? bytes.length : 0, weighing: null });

/**
 * Lines of CAS, A&D and the many that talk like them, `ST,GS,+  1.234kg`: ST at rest, US not, OL too heavy; GS gross, NT net. A line
 * without a unit is left alone: nobody could tell grams from kilograms.
 */
const LINE =
  /^[^A-Z]{0,2}(?<rest>ST|US|OL),(?:GS|NT)[, ]?[^\d+-]{0,6}(?<sign>[+-]?)\s*(?<figure>\d{1,7}(?:[.,]\d{1,4})?)\s*(?<unit>kg|g)\b/iu;

function readAscii(bytes: Uint8Array): ScalesReading {
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d || byte === 0x03);
  if (end === -1) return nothing(bytes);
  const line = String.fromCharCode(...bytes.subarray(0, Math.min(end, LONGEST)));
  return { used: end + 1, weighing: weighingOf(LINE.exec(line)?.groups) };
}

function weighingOf(part: Readonly<Record<string, string | undefined>> | undefined): Weighing | null {
  if (part === undefined || part['rest']?.toUpperCase() === 'OL') return null;
  const figure = Number((part['figure'] ?? '').replace(',', '.')) * (part['unit']?.toLowerCase() === 'kg' ? 1000 : 1);
  const grams = Math.round(part['sign'] === '-' ? -figure : figure);
  return { grams: grams === 0 ? 0 : grams, stable: part['rest']?.toUpperCase() === 'ST' };
}

const HEAD = [0xf8, 0x55, 0xce] as const;
const GET_MASSA = 0x23;
const ACK_MASSA = 0x24;
/** Grams in one division, by its number: 0.1 g, 1 g, 10 g, 100 g, 1 kg. */
const DIVISION_GRAMS = [0.1, 1, 10, 100, 1000] as const;

/** Massa-K's «Протокол 100»: head, length (2), body, sum (2); both little-endian. */
function readMassa(bytes: Uint8Array): ScalesReading {
  const start = bytes.findIndex((_, at) => HEAD.every((byte, index) => at + index >= bytes.length || bytes[at + index] === byte));
  if (start === -1) return { used: bytes.length, weighing: null };
  const frame = bytes.subarray(start);
  if (frame.length < 5) return { used: start, weighing: null };
  const length = frame[3]! | (frame[4]! << 8);
  if (length === 0 || length > LONGEST) return { used: start + HEAD.length, weighing: null };
  if (frame.length < 7 + length) return { used: start, weighing: null };
  const body = frame.subarray(5, 5 + length);
  const whole = massaSum(body) === (frame[5 + length]! | (frame[6 + length]! << 8));
  return { used: start + 7 + length, weighing: whole && body[0] === ACK_MASSA && body.length >= 7 ? massaWeighing(body) : null };
}

function massaWeighing(body: Uint8Array): Weighing | null {
  const division = DIVISION_GRAMS[body[5]!];
  if (division === undefined) return null;
  const figure = body[1]! | (body[2]! << 8) | (body[3]! << 16) | (body[4]! << 24);
  return { grams: Math.round(figure * division), stable: body[6] === 1 };
}

/** The sum as the maker computes it: CCITT's polynomial over the high byte, the next byte added without being divided. */
export function massaSum(body: Uint8Array): number {
  let sum = 0;
  for (const byte of body) {
    let high = sum & 0xff00;
    let rest = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      rest = ((high ^ rest) & 0x8000) === 0 ? rest << 1 : (rest << 1) ^ 0x1021;
      high <<= 1;
    }
    sum = (rest ^ (sum << 8) ^ byte) & 0xffff;
  }
  return sum;
}

export const SCALES: Readonly<Record<ScalesProtocolId, ScalesProtocol>> = {
  ascii: { baud: 9600, question: null, read: readAscii },
  'massa-100': { baud: 57_600, question: Uint8Array.of(...HEAD, 1, 0, GET_MASSA, GET_MASSA, 0), read: readMassa },
};
