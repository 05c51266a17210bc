import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bodyOf, layoutOf } from '#electron/channels/yandex-market/boxes.ts';
import { orderSchema } from '#electron/channels/yandex-market/order-reading.ts';

const SKUS = ['A', 'B', 'C'];
/** Lines of the order, two of which may be of the same goods, and to which box each unit goes. */
const packing = fc
  .array(fc.record({ sku: fc.constantFrom(...SKUS), count: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 4 })
  .chain((lines) => {
    const units = lines.reduce((sum, line) => sum + line.count, 0);
    return fc.record({
      lines: fc.constant(lines),
      boxes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: units, maxLength: units }),
    });
  });

const orderOf = (lines: readonly { readonly sku: string; readonly count: number }[]) =>
  orderSchema.parse({
    orderId: 1,
    campaignId: 1,
    status: 'PROCESSING',
    substatus: 'STARTED',
    creationDate: '2026-11-24T10:00:00+03:00',
    items: lines.map((line, seat) => ({ id: seat + 1, offerId: line.sku, count: line.count })),
  });

const packagesOf = (units: readonly string[], boxes: readonly number[]) =>
  [0, 1, 2]
    .map((box) => ({
      lines: SKUS.map((sku) => ({ sku, quantity: units.filter((one, seat) => one === sku && boxes[seat] === box).length })),
    }))
    .map(({ lines }) => ({ lines: lines.filter((line) => line.quantity > 0) }))
    .filter(({ lines }) => lines.length > 0);

interface Told {
  readonly boxes: readonly {
    readonly items: readonly {
      readonly id: number;
      readonly fullCount: number;
      readonly instances?: readonly { readonly cis: string }[];
    }[];
  }[];
}

describe('boxes of an order', () => {
  it('hold every unit of every line once, each with its own code, and no line twice in a box', () => {
    fc.assert(
      fc.property(packing, ({ lines, boxes }) => {
        const units = lines.flatMap((line) => Array.from({ length: line.count }, () => line.sku));
        const seats = new Map<string, number>();
        const whole = units.map((sku) => {
          const unit = seats.get(sku) ?? 0;
          seats.set(sku, unit + 1);
          return { sku, unit, kind: 'sgtin' as const, value: `${sku}${String(unit)}` };
        });
        const layout = layoutOf(orderOf(lines), packagesOf(units, boxes), whole);
        expect(layout).not.toBeNull();
        const told = bodyOf(layout!) as Told;
        for (const [seat, line] of lines.entries()) {
          const inside = told.boxes.flatMap((box) => box.items.filter((item) => item.id === seat + 1));
          expect(inside.reduce((sum, item) => sum + item.fullCount, 0)).toBe(line.count);
        }
        for (const box of told.boxes) {
          expect(new Set(box.items.map((item) => item.id)).size).toBe(box.items.length);
          for (const item of box.items) expect(item.instances).toHaveLength(item.fullCount);
        }
        const codes = told.boxes.flatMap((box) => box.items.flatMap((item) => (item.instances ?? []).map((one) => one.cis)));
        expect(codes.toSorted()).toEqual(whole.map((mark) => mark.value).toSorted());
      }),
    );
  });

  it('are no boxes when one unit is missing or one too many', () => {
    fc.assert(
      fc.property(packing, fc.constantFrom(-1, 1), ({ lines }, off) => {
        const packages = [{ lines: lines.map((line, seat) => ({ sku: line.sku, quantity: line.count + (seat === 0 ? off : 0) })) }];
        expect(layoutOf(orderOf(lines), packages, [])).toBeNull();
      }),
    );
  });
});
