import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { advance, isTerminal, ORDER_STATUSES } from '#shared/domain/order.ts';

const status = fc.constantFrom(...ORDER_STATUSES);

describe('the status of an order', () => {
  it('goes forward', () => {
    expect(advance('new', 'assembling')).toBe('assembling');
    expect(advance('assembling', 'handed-over')).toBe('handed-over');
    expect(advance('handed-over', 'delivered')).toBe('delivered');
  });

  it('is not taken back by a page that is older than what is known', () => {
    expect(advance('assembling', 'new')).toBe('assembling');
    expect(advance('packed', 'assembling')).toBe('packed');
    expect(advance('cancelled', 'new')).toBe('cancelled');
    expect(advance('cancelled', 'delivered')).toBe('cancelled');
  });

  it('is cancelled from any place that is not an end, and after delivery too', () => {
    for (const current of ['new', 'assembling', 'packed', 'handed-over', 'delivered', 'unknown'] as const)
      expect(advance(current, 'cancelled'), current).toBe('cancelled');
  });

  it('keeps what is known when the marketplace says a word nobody knows', () => {
    fc.assert(fc.property(status, (current) => advance(current, 'unknown') === current));
  });

  it('reaches the same end whatever order two pages come in, where one of them is an end', () => {
    fc.assert(
      fc.property(status, status, status, (start, one, other) => {
        const ended = [start, one, other].filter(isTerminal);
        if (ended.length !== 1 || isTerminal(start)) return;
        expect(advance(advance(start, one), other)).toBe(advance(advance(start, other), one));
      }),
    );
  });

  it('never leaves an end for a place that is not one', () => {
    fc.assert(
      fc.property(status, fc.array(status, { maxLength: 8 }), (start, pages) => {
        let ended = isTerminal(start);
        let current = start;
        for (const page of pages) {
          current = advance(current, page);
          if (ended) expect(isTerminal(current)).toBe(true);
          ended ||= isTerminal(current);
        }
      }),
    );
  });
});
