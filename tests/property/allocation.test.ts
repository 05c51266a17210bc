import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type AllocationRule, OWN_RULE, type RuleSubject, termsFor } from '#shared/domain/allocation-rules.ts';
import { allocate, type Claim, wholeKits } from '#shared/domain/allocation.ts';

const rule = (words: Partial<AllocationRule> = {}): AllocationRule => ({
  id: 'rule',
  accountId: null,
  category: null,
  productId: null,
  listingId: null,
  safetyStock: null,
  maximum: null,
  percent: null,
  priority: null,
  lastPieces: null,
  frozen: null,
  ...words,
});
const subject: RuleSubject = { accountId: 'wb', category: 'посуда', productId: 'cup', listingId: 'cup@wb', productSafetyStock: 0 };
const claim = (accountId: string, words: Partial<AllocationRule> = {}, change: Partial<Claim> = {}): Claim => ({
  key: `${accountId} ${change.listingId ?? 'cup'}`,
  accountId,
  listingId: 'cup',
  warehouseId: 'home',
  needs: [{ productId: 'cup', quantity: 1 }],
  multiplicity: 1,
  terms: termsFor([rule(words)], { ...subject, accountId }),
  outageUnits: 0,
  ...change,
});
const told = (available: number, ...claims: Claim[]) => allocate(claims, () => available).map(({ quantity }) => quantity);
const one = (available: number, words: Partial<AllocationRule> = {}, change: Partial<Claim> = {}) => {
  const { quantity, reason } = allocate([claim('wb', words, change)], () => available)[0]!;
  return { quantity, reason };
};

/** Claims of several cabinets and listings, kits among them, on two products in one warehouse. */
const words = fc.record({
  safetyStock: fc.option(fc.nat(5)),
  maximum: fc.option(fc.nat(8)),
  percent: fc.option(fc.nat(100)),
  priority: fc.option(fc.nat(3)),
  lastPieces: fc.option(fc.nat(6)),
  frozen: fc.option(fc.boolean(), { freq: 4 }),
});
const needs = fc.constantFrom(
  [{ productId: 'cup', quantity: 1 }],
  [{ productId: 'plate', quantity: 1 }],
  [
    { productId: 'cup', quantity: 2 },
    { productId: 'plate', quantity: 1 },
  ],
);
const market = fc.array(
  fc.record({
    account: fc.nat(3),
    listing: fc.nat(2),
    warehouse: fc.nat(1),
    words,
    needs,
    multiplicity: fc.integer({ min: 1, max: 4 }),
    outageUnits: fc.nat(2),
    ofListing: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);
const shelves = fc.record({ cup: fc.nat(60), plate: fc.nat(60) });

const claimsOf = (entries: typeof market extends fc.Arbitrary<infer T> ? T : never): Claim[] =>
  entries.map((entry, index) => ({
    key: `${index}`,
    accountId: `account-${entry.account}`,
    listingId: `listing-${entry.listing}`,
    warehouseId: 'home',
    needs: entry.needs,
    multiplicity: entry.multiplicity,
    outageUnits: entry.outageUnits,
    terms: termsFor([rule({ ...entry.words, listingId: entry.ofListing ? `listing-${entry.listing}` : null })], {
      ...subject,
      accountId: `account-${entry.account}`,
      listingId: `listing-${entry.listing}`,
    }),
  }));

describe('what the channels are told', () => {
  it('is whole, never below zero, within its maximum, and leaves its safety stock', () => {
    fc.assert(
      fc.property(market, shelves, (entries, shelf) => {
        const claims = claimsOf(entries);
        const free = (productId: string) => shelf[productId as 'cup' | 'plate'];
        for (const [index, answer] of allocate(claims, free).entries()) {
          const { terms, multiplicity, needs: parts, outageUnits } = claims[index]!;
          expect(Number.isInteger(answer.quantity)).toBe(true);
          expect(answer.quantity).toBeGreaterThanOrEqual(0);
          expect(answer.quantity).toBeLessThanOrEqual(terms.maximum.value ?? Infinity);
          if (terms.frozen.value) expect(answer).toMatchObject({ quantity: 0, reason: 'frozen' });
          for (const part of parts) {
            const least = Math.max(0, free(part.productId) - (terms.safetyStock.value + outageUnits) * part.quantity);
            expect(answer.quantity * multiplicity * part.quantity).toBeLessThanOrEqual(least);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is together never more than there is, once a share, a turn or last pieces are said', () => {
    fc.assert(
      fc.property(market, shelves, (entries, shelf) => {
        const claims = claimsOf(entries);
        const answers = allocate(claims, (productId) => shelf[productId as 'cup' | 'plate']);
        for (const productId of ['cup', 'plate'] as const) {
          const drawing = claims.flatMap((one, index) => {
            const part = one.needs.find((need) => need.productId === productId);
            return part === undefined || one.terms.frozen.value
              ? []
              : [{ one, units: answers[index]!.quantity * one.multiplicity * part.quantity }];
          });
          const isDivided = drawing.some(
            ({ one: { terms } }) => terms.percent.rule !== null || terms.priority.rule !== null || terms.lastPieces.value > 0,
          );
          if (!isDivided) continue;
          expect(drawing.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(shelf[productId]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('undivided never grows when less is available', () => {
    const plain = fc.record({ safetyStock: fc.nat(50), maximum: fc.option(fc.nat(50)), multiplicity: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(plain, fc.nat(200), fc.nat(50), ({ multiplicity, ...said }, available, less) => {
        expect(one(available - less, said, { multiplicity }).quantity).toBeLessThanOrEqual(one(available, said, { multiplicity }).quantity);
      }),
    );
  });

  it('says why', () => {
    expect(one(10)).toEqual({ quantity: 10, reason: 'available' });
    expect(one(0)).toEqual({ quantity: 0, reason: 'nothing-left' });
    expect(one(10, { safetyStock: 3 })).toEqual({ quantity: 7, reason: 'safety-stock' });
    expect(one(10, { safetyStock: 10 })).toEqual({ quantity: 0, reason: 'safety-stock' });
    expect(one(10, {}, { multiplicity: 3 })).toEqual({ quantity: 3, reason: 'available' });
    expect(one(10, {}, { multiplicity: 12 })).toEqual({ quantity: 0, reason: 'less-than-one' });
    expect(one(10, { percent: 50 })).toEqual({ quantity: 5, reason: 'share' });
    expect(one(10, { maximum: 4 })).toEqual({ quantity: 4, reason: 'maximum' });
    expect(one(10, { percent: 50, maximum: 4 })).toEqual({ quantity: 4, reason: 'maximum' });
    expect(one(10, { frozen: true })).toEqual({ quantity: 0, reason: 'frozen' });
    expect(one(10, {}, { outageUnits: 2 })).toEqual({ quantity: 8, reason: 'outage' });
    expect(one(2, {}, { outageUnits: 2 })).toEqual({ quantity: 0, reason: 'outage' });
    expect(one(10, {}, { warehouseId: null })).toEqual({ quantity: 0, reason: 'nothing-left' });
  });
});

describe('stock that is divided', () => {
  it('is offered whole to everyone while no rule divides it', () => {
    expect(told(10, claim('wb'), claim('ozon'))).toEqual([10, 10]);
  });

  it('goes by shares, and what nobody has a share of is had evenly', () => {
    expect(told(10, claim('wb', { percent: 60 }), claim('ozon'))).toEqual([6, 4]);
    expect(told(10, claim('wb', { percent: 50 }), claim('ozon'), claim('yandex'))).toEqual([5, 3, 2]);
    expect(told(10, claim('wb', { percent: 100 }), claim('ozon', { percent: 100 }))).toEqual([5, 5]);
  });

  it('goes to the higher turn first, up to its maximum', () => {
    expect(told(5, claim('wb', { priority: 1 }), claim('ozon'))).toEqual([5, 0]);
    expect(told(5, claim('wb', { priority: 1, maximum: 2 }), claim('ozon'))).toEqual([2, 3]);
    expect(told(5, claim('wb', { priority: 1, percent: 40 }), claim('ozon'))).toEqual([2, 3]);
  });

  it('keeps its last pieces for one channel only', () => {
    expect(told(2, claim('wb', { lastPieces: 2 }), claim('ozon'))).toEqual([2, 0]);
    expect(told(6, claim('wb', { lastPieces: 2 }), claim('ozon'))).toEqual([4, 2]);
    const [, other] = allocate([claim('wb', { lastPieces: 2 }), claim('ozon')], () => 2);
    expect(other).toMatchObject({ quantity: 0, reason: 'last-pieces', rule: 'rule' });
  });

  it('is one stock for two warehouses and two listings of a cabinet', () => {
    const first = claim('wb', { percent: 50 }, { key: 'a', listingId: 'cup' });
    const second = claim('wb', { percent: 50 }, { key: 'b', listingId: 'cup-old' });
    expect(told(20, first, second, claim('ozon'))).toEqual([5, 5, 10]);
  });

  it('is shared with the kits it is part of', () => {
    const kit = claim('ozon', { percent: 50 }, { listingId: 'kit', needs: [{ productId: 'cup', quantity: 2 }] });
    expect(told(9, claim('wb', { percent: 50 }), kit)).toEqual([4, 2]);
  });

  it('wastes no piece on a listing too big for its part', () => {
    expect(told(1, claim('ozon', { priority: 0 }, { multiplicity: 2 }), claim('wb'))).toEqual([0, 1]);
  });
});

describe('rules', () => {
  const of = (...rules: AllocationRule[]) => termsFor(rules, subject);

  it('yield to the more specific, field by field', () => {
    const terms = of(
      rule({ id: 'all', safetyStock: 1, maximum: 100, priority: 0 }),
      rule({ id: 'account', accountId: 'wb', safetyStock: 2, maximum: 50 }),
      rule({ id: 'category', category: 'посуда', safetyStock: 3 }),
      rule({ id: 'product', productId: 'cup', maximum: 7 }),
      rule({ id: 'listing', listingId: 'cup@wb', frozen: true }),
      rule({ id: 'other', productId: 'plate', safetyStock: 99 }),
    );
    expect(terms.safetyStock).toEqual({ value: 3, rule: 'category' });
    expect(terms.maximum).toEqual({ value: 7, rule: 'product' });
    expect(terms.priority).toEqual({ value: 0, rule: 'all' });
    expect(terms.frozen).toEqual({ value: true, rule: 'listing' });
    expect(terms.percent).toEqual({ value: null, rule: null });
  });

  it('of a product in one cabinet are more than those of the product everywhere', () => {
    const terms = of(
      rule({ id: 'here', productId: 'cup', accountId: 'wb', maximum: 3 }),
      rule({ id: 'everywhere', productId: 'cup', maximum: 9 }),
    );
    expect(terms.maximum).toEqual({ value: 3, rule: 'here' });
  });

  it('of a product win over the figure on the product itself, which wins over the rest', () => {
    const own = { ...subject, productSafetyStock: 4 };
    expect(termsFor([rule({ id: 'account', accountId: 'wb', safetyStock: 1 })], own).safetyStock).toEqual({ value: 4, rule: OWN_RULE });
    expect(termsFor([rule({ id: 'product', productId: 'cup', safetyStock: 0 })], own).safetyStock).toEqual({ value: 0, rule: 'product' });
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
