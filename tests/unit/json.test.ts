import { describe, expect, it } from 'vitest';

import { JsonInteger, jsonInteger, parseJson, stringifyJson } from '#shared/kit/json.ts';

describe('JSON with integers of any length', () => {
  it('keeps every digit of an id beyond 2^53', () => {
    const parsed = parseJson('{"chrtId":18446744073709551615,"amount":3}') as { chrtId: unknown; amount: unknown };
    expect(String(parsed.chrtId)).toBe('18446744073709551615');
    expect(parsed.amount).toBe(3);
  });

  it('writes it back as digits, not as text', () => {
    expect(stringifyJson({ chrtId: new JsonInteger('18446744073709551615'), note: '123' })).toBe(
      '{"chrtId":18446744073709551615,"note":"123"}',
    );
  });

  it('leaves as digits through any JSON.stringify', () => {
    expect(JSON.stringify([new JsonInteger('9007199254740993')])).toBe('[9007199254740993]');
  });

  it('leaves fractions, exponents and text of digits alone', () => {
    expect(parseJson('[1.5,1e21,"12345678901234567890",0.1234567890123456789]')).toEqual([
      1.5,
      1e21,
      '12345678901234567890',
      0.12345678901234568,
    ]);
  });

  it('turns text of digits into the shortest exact form', () => {
    expect(jsonInteger('42')).toBe(42);
    expect(jsonInteger('9007199254740993')).toBeInstanceOf(JsonInteger);
    expect(jsonInteger('007')).toBe('007');
    expect(() => new JsonInteger('1e5')).toThrow(RangeError);
  });
});
