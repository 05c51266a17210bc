import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { GS } from '#shared/domain/gs1.ts';
import { readSgtin } from '#shared/domain/sgtin.ts';

const SET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!"%&\'()*+,-./:;<=>?_';
const letters = (length: number) =>
  fc.array(fc.constantFrom(...Array.from(SET)), { minLength: length, maxLength: length }).map((all) => all.join(''));
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** Templates of ЦРПТ: serial, then the groups that follow it. */
const shapes = fc.oneof(
  fc.record({ serial: letters(13), tails: fc.tuple(letters(4), letters(44)).map(([a, b]) => [`91${a}`, `92${b}`]) }),
  fc.record({ serial: letters(13), tails: fc.tuple(letters(4), letters(88)).map(([a, b]) => [`91${a}`, `92${b}`]) }),
  fc.record({ serial: letters(20), tails: letters(4).map((a) => [`93${a}`]) }),
  fc.record({ serial: letters(13), tails: letters(4).map((a) => [`93${a}`]) }),
  fc.record({ serial: letters(6), tails: letters(4).map((a) => [`93${a}`]) }),
  fc.record({ serial: letters(6), tails: fc.tuple(letters(4), digits(6)).map(([a, b]) => [`93${a}`, `3103${b}`]) }),
  // A thirteen-letter body that reads «93» in the middle could be either code: the short one is what scanners cut more often.
  fc.record({ serial: letters(7), tails: letters(4).map((a) => [`93${a}`]) }),
  fc.record({ serial: letters(7), tails: fc.tuple(letters(4), digits(1), digits(6)).map(([a, n, b]) => [`93${a}`, `335${n}${b}`]) }),
);
const codes = fc
  .record({ gtin: digits(14), shape: shapes })
  .map(({ gtin, shape }) => ({ fields: [`01${gtin}21${shape.serial}`, ...shape.tails], serial: shape.serial }));

/** What keyboards and scanners make of the separator. */
const spoilt = fc.constantFrom(GS, '<GS>', '{GS}', '_x001D_', '↔', '␝', '\u0093', '~', '|', '#', ']', GS + GS, '');
const edges = fc.constantFrom('', GS, ']d2', ']Q3', ']C1', ' ', '\uFEFF', `]d2${GS}`);

it('is restored letter for letter from every known way of spoiling it (10 000 codes)', () => {
  fc.assert(
    fc.property(codes, spoilt, edges, fc.constantFrom('', '\r\n', '\t', GS), ({ fields, serial }, separator, before, after) => {
      const whole = fields.join(GS);
      // A stand-in written with letters could be part of a serial that ends the same way; such a serial is left to the clean separator.
      const clash = separator.startsWith('<') && serial.endsWith('<');
      const reading = readSgtin(before + fields.join(clash ? GS : separator) + after);
      expect(reading).toMatchObject({ kind: 'code', code: { full: whole, serial } });
    }),
    { numRuns: 10_000, verbose: 1 },
  );
});

it('never makes a code out of noise: whatever is accepted is well formed', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 160 }), fc.boolean(), (noise, headed) => {
      const reading = readSgtin(headed ? `010460000000001521${noise}` : noise);
      if (reading.kind !== 'code') return;
      const { full, identity, serial } = reading.code;
      expect(full.startsWith(identity)).toBe(true);
      expect(full.length).toBeLessThanOrEqual(135);
      expect(serial.length).toBeGreaterThan(0);
      expect(Array.from(full).every((letter) => letter === GS || SET.includes(letter))).toBe(true);
    }),
    { numRuns: 2000, verbose: 1 },
  );
});
