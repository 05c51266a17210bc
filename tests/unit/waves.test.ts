import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pickRoute, type PickShelf } from '#shared/domain/pick-route.ts';
import { cartCode, fitsLane, freeCell, isCart, readWaveCode, waveCode } from '#shared/domain/wave.ts';

describe('the walk through the shelves', () => {
  const shelf = (code: string, onHand: number, routeOrder = 0): PickShelf => ({ locationId: `id-${code}`, code, routeOrder, onHand });

  it('goes by the route, then by codes as people count them', () => {
    const shelves = new Map([
      ['a', [shelf('А-10', 5)]],
      ['b', [shelf('А-2', 5)]],
      ['c', [shelf('Б-1', 5, -1)]],
    ]);
    const needs = ['a', 'b', 'c'].map((productId) => ({ productId, quantity: 1 }));
    expect(pickRoute(needs, shelves).stops.map(({ code }) => code)).toEqual(['Б-1', 'А-2', 'А-10']);
  });

  it('stops once where one place holds all, and goes on where none does', () => {
    const shelves = new Map([['a', [shelf('А-1', 1), shelf('А-2', 4)]]]);
    expect(pickRoute([{ productId: 'a', quantity: 3 }], shelves).stops).toMatchObject([{ code: 'А-2', quantity: 3 }]);
    expect(pickRoute([{ productId: 'a', quantity: 5 }], shelves).stops).toMatchObject([
      { code: 'А-1', quantity: 1 },
      { code: 'А-2', quantity: 4 },
    ]);
  });

  it('takes exactly what is needed or says what is missing, and never more than a shelf holds', () => {
    const shelves = fc.array(fc.tuple(fc.nat(9), fc.nat(6)), { maxLength: 6 });
    const needs = fc.uniqueArray(fc.record({ productId: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 12 }) }), {
      selector: ({ productId }) => productId,
    });
    fc.assert(
      fc.property(needs, fc.dictionary(fc.constantFrom('a', 'b', 'c'), shelves), (wanted, stock) => {
        const lying = new Map(
          Object.entries(stock).map(([productId, rows]) => [
            productId,
            rows.map(([order, onHand], index) => shelf(`П-${index}`, onHand, order)),
          ]),
        );
        const route = pickRoute(wanted, lying);
        for (const { productId, quantity } of wanted) {
          const taken = route.stops.filter((stop) => stop.productId === productId);
          const missing = route.missing.find((row) => row.productId === productId)?.quantity ?? 0;
          expect(taken.reduce((sum, stop) => sum + stop.quantity, 0) + missing).toBe(quantity);
          for (const stop of taken)
            expect(stop.quantity).toBeLessThanOrEqual(lying.get(productId)!.find((one) => one.locationId === stop.locationId)!.onHand);
        }
        const along = route.stops.map((stop) => stop.routeOrder);
        expect(along).toEqual(along.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('waves by their codes', () => {
  it('a list and a cart are known by a scan', () => {
    expect(readWaveCode(waveCode(12))).toEqual({ number: 12, paper: null, line: null });
    expect(readWaveCode(waveCode(12, 2))).toEqual({ number: 12, paper: 2, line: null });
    expect(readWaveCode(` ${waveCode(12, 2, 31)} `)).toEqual({ number: 12, paper: 2, line: 31 });
    expect(readWaveCode('4600000000017')).toBeNull();
    expect(isCart(cartCode(3))).toBe(true);
    expect(isCart('А-12')).toBe(false);
  });

  it('lanes part single units from many', () => {
    expect([fitsLane('single', 1), fitsLane('single', 2), fitsLane('many', 1), fitsLane('many', 2), fitsLane('all', 9)]).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  it('the lowest free cell is given, and none beyond the wall', () => {
    expect(freeCell(3, new Set([1, 3]))).toBe(2);
    expect(freeCell(2, new Set([1, 2]))).toBeNull();
  });
});
