import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { allocate, wholeKits, type AllocationInput } from '#shared/domain/allocation.ts';

const input: fc.Arbitrary<AllocationInput> = fc.record({
  available: fc.integer({ min: -1000, max: 100_000 }),
  safetyStock: fc.integer({ min: 0, max: 1000 }),
  multiplicity: fc.integer({ min: 1, max: 100 }),
  frozen: fc.boolean(),
  percent: fc.integer({ min: 0, max: 100 }),
  max: fc.integer({ min: 0, max: 10_000 }),
});

describe('what a channel is told', () => {
  it('is a whole number, never below zero and never more than there is', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { quantity } = allocate(given);
        expect(Number.isInteger(quantity)).toBe(true);
        expect(quantity).toBeGreaterThanOrEqual(0);
        expect(quantity * given.multiplicity).toBeLessThanOrEqual(Math.max(0, given.available - given.safetyStock));
        expect(quantity).toBeLessThanOrEqual(given.max ?? Infinity);
      }),
    );
  });

  it('never grows when less is available', () => {
    fc.assert(
      fc.property(input, fc.nat(1000), (given, less) => {
        expect(allocate({ ...given, available: given.available - less }).quantity).toBeLessThanOrEqual(allocate(given).quantity);
      }),
    );
  });

  it('is nothing while frozen', () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(allocate({ ...given, frozen: true })).toEqual({ quantity: 0, reason: 'frozen' });
      }),
    );
  });

  it('says why', () => {
    const plain = { available: 10, safetyStock: 0, multiplicity: 1, frozen: false };
    expect(allocate(plain)).toEqual({ quantity: 10, reason: 'available' });
    expect(allocate({ ...plain, available: 0 })).toEqual({ quantity: 0, reason: 'nothing-left' });
    expect(allocate({ ...plain, safetyStock: 3 })).toEqual({ quantity: 7, reason: 'safety-stock' });
    expect(allocate({ ...plain, safetyStock: 10 })).toEqual({ quantity: 0, reason: 'safety-stock' });
    expect(allocate({ ...plain, multiplicity: 3 })).toEqual({ quantity: 3, reason: 'available' });
    expect(allocate({ ...plain, multiplicity: 12 })).toEqual({ quantity: 0, reason: 'less-than-one' });
    expect(allocate({ ...plain, percent: 50 })).toEqual({ quantity: 5, reason: 'share' });
    expect(allocate({ ...plain, max: 4 })).toEqual({ quantity: 4, reason: 'maximum' });
  });
});

describe('a kit', () => {
  it('is as many as its scarcest part allows', () => {
    expect(wholeKits([])).toBe(0);
    expect(wholeKits([{ available: 7, quantity: 2 }])).toBe(3);
    expect(
      wholeKits([
        { available: 7, quantity: 2 },
        { available: 2, quantity: 1 },
      ]),
    ).toBe(2);
    expect(wholeKits([{ available: -1, quantity: 1 }])).toBe(0);
  });
});
