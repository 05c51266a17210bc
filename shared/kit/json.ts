/**
 * An integer of JSON written digit by digit. Marketplaces hand out ids beyond 2^53 (Wildberries: chrtId is uint64), which a JavaScript
 * number would round without a word; read, they come as this class, and written, they leave as bare digits, not as text.
 */
export class JsonInteger {
  readonly digits: string;

  /** @throws RangeError when `digits` is not an integer as JSON writes one */
  constructor(digits: string) {
    if (!/^-?(?:0|[1-9]\d*)$/u.test(digits)) throw new RangeError(`Not an integer of JSON: ${digits}`);
    this.digits = digits;
  }

  toString(): string {
    return this.digits;
  }

  /** Any `JSON.stringify` writes it as its digits. */
  toJSON(): unknown {
    return SOURCE_JSON.rawJSON(this.digits);
  }
}

/** JSON in which every integer survives: those a number holds exactly stay numbers, the others come as `JsonInteger`. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  return LONG_DIGITS.test(text) ? SOURCE_JSON.parse(text, keepInteger) : JSON.parse(text);
}

/** The reverse: every `JsonInteger` is written as its digits, everything else as `JSON.stringify` does. */
export const stringifyJson = (value: unknown): string => JSON.stringify(value);

/** Text of digits as it goes into a body; text that is no integer stays text, so that the marketplace can refuse it in its own words. */
export function jsonInteger(text: string): number | JsonInteger | string {
  if (!INTEGER.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : new JsonInteger(text);
}

// A cheap look first: the reviver makes parsing of a large page several times slower, and most pages hold no number beyond 9 007 199 254 740 991.
const LONG_DIGITS = /\d{17}|9\d{15}/u;
const INTEGER = /^-?(?:0|[1-9]\d*)$/u;

function keepInteger(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context.source !== undefined && INTEGER.test(context.source) ? new JsonInteger(context.source) : value;
}

/** ECMAScript's «JSON.parse source text access», in every engine we run on, not yet in the types of es2024. */
interface SourceJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
}

const SOURCE_JSON = JSON as unknown as SourceJson;
