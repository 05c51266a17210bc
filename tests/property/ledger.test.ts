import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { StockError } from '#electron/ports/ledger-store.ts';
import type { LocationId, OperationId, OrderLineId } from '#shared/domain/ids.ts';
import { openTestDatabase } from '#tests/support/database.ts';

const PRODUCTS = 3;
const BINS = 3;
const LINES = 6;

type Step =
  | { readonly do: 'receive' | 'write-off' | 'return'; readonly product: number; readonly bin: number; readonly units: number }
  | { readonly do: 'move'; readonly product: number; readonly bin: number; readonly to: number; readonly units: number }
  | { readonly do: 'count'; readonly product: number; readonly bin: number; readonly units: number }
  | { readonly do: 'reserve'; readonly line: number; readonly units: number; readonly kit: boolean }
  | { readonly do: 'release' | 'ship'; readonly line: number }
  | { readonly do: 'reverse'; readonly nth: number };

const product = fc.nat(PRODUCTS - 1);
const bin = fc.nat(BINS);
const units = fc.integer({ min: 1, max: 9 });
const line = fc.nat(LINES - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('receive' as const, 'write-off' as const, 'return' as const), product, bin, units }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), product, bin, to: bin, units }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('count' as const), product, bin, units: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('reserve' as const), line, units, kit: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'ship' as const), line }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reverse' as const), nth: fc.nat(20) }) },
);

/** A small warehouse of its own, on which steps are done as the engine does them. */
function bench() {
  const opened = openTestDatabase();
  const { make, database } = opened;
  const warehouse = make.warehouse();
  // The warehouse itself is the place of what is not yet in a bin.
  const bins = [warehouse, ...Array.from({ length: BINS }, (_, index) => make.bin(warehouse, `A-${index}`, index))];
  const products = Array.from({ length: PRODUCTS }, () => make.product());
  const kit = make.kit([
    { productId: products[0]!, quantity: 1 },
    { productId: products[1]!, quantity: 2 },
  ]);
  const account = make.account();
  const lines = Array.from(
    { length: LINES },
    (_, index) => make.order(account, { warehouseId: warehouse, createdAtMs: index, quantity: 9 }).lineId,
  );
  const done: OperationId[] = [];

  const movementOf = (given: Extract<Step, { readonly product: number }>) => {
    const place = bins[given.bin]!;
    const [from, to] = {
      receive: ['supplier', place],
      return: ['customer', place],
      'write-off': [place, 'loss'],
      move: [place, 'to' in given ? bins[given.to]! : place],
      count: [place, place],
    }[given.do];
    return {
      productId: products[given.product]!,
      fromLocationId: from as LocationId,
      toLocationId: to as LocationId,
      quantity: given.units,
    };
  };

  const run = (given: Step): void => {
    const kind = given.do;
    const deed = make.deed(kind);
    database.write(({ ledger, catalogue }) => {
      switch (given.do) {
        case 'receive':
        case 'return':
        case 'write-off':
        case 'move': {
          const movement = movementOf(given);
          ledger.move(deed, movement.fromLocationId === movement.toLocationId ? [] : [movement]);
          break;
        }
        case 'count':
          ledger.count(deed, [{ productId: products[given.product]!, locationId: bins[given.bin]!, counted: given.units }]);
          break;
        case 'reserve':
          ledger.reserve(deed, lines[given.line]!, warehouse, catalogue.needsOf(given.kit ? kit : products[2]!, given.units));
          break;
        case 'release':
          ledger.release(deed, lines[given.line]!);
          break;
        case 'ship':
          ledger.ship(deed, lines[given.line]!);
          break;
        case 'reverse': {
          const found = ledger.operation(done[given.nth % Math.max(1, done.length)] ?? ('none' as OperationId));
          if (found === null || found.reversedById !== null) break;
          ledger.move(
            deed,
            found.movements.map((row) => ({ ...row, fromLocationId: row.toLocationId, toLocationId: row.fromLocationId })),
          );
          break;
        }
      }
      ledger.record(deed, {});
    });
    if (given.do !== 'reverse') done.push(deed.id);
  };

  /** Refused by the shelf: an expected answer that changes nothing. */
  const attempt = (given: Step): void => {
    try {
      run(given);
    } catch (error) {
      if (!(error instanceof StockError)) throw error;
    }
  };
  return { ...opened, attempt, products, kit, lines, warehouse, bins };
}

describe('the ledger', () => {
  it('conserves goods, equals its replay and never goes below zero, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const it = bench();
        try {
          for (const given of steps) {
            it.attempt(given);
            expect(it.database.read.ledger.verify()).toEqual([]);
            for (const row of it.database.read.ledger.stock(it.products)) {
              expect(row.onHand).toBeGreaterThanOrEqual(row.reserved);
              expect(row.reserved).toBeGreaterThanOrEqual(0);
              // Nobody waits while there is something to give.
              if (row.short > 0) expect(row.onHand - row.reserved).toBe(0);
            }
          }
          expect(everythingMoved(it.sql)).toBe(0);
        } finally {
          it.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('holds of an order exactly what it asks, in stock and shortage together, until it ends', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), units, (steps, asked) => {
        const it = bench();
        try {
          const untouched = steps.filter((given) => !('line' in given) || given.line !== 0);
          const deed = it.make.deed('reserve');
          it.database.write(({ ledger }) => {
            ledger.reserve(deed, it.lines[0]!, it.warehouse, [{ productId: it.products[2]!, quantity: asked }]);
            ledger.record(deed, {});
          });
          for (const given of untouched) it.attempt(given);
          expect(askedBy(it.sql, it.lines[0]!)).toBe(asked);
        } finally {
          it.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});

type Handle = ReturnType<typeof openTestDatabase>['sql'];

/** What lies in real places, less what came from virtual ones: zero when no unit was made or lost. */
const everythingMoved = (sql: Handle): number =>
  sql
    .prepare<[], number>(
      `SELECT (SELECT coalesce(sum(on_hand), 0) FROM balance)
         - (SELECT coalesce(sum(quantity), 0) FROM movement WHERE from_location_id IN ('supplier', 'customer', 'loss'))
         + (SELECT coalesce(sum(quantity), 0) FROM movement WHERE to_location_id IN ('supplier', 'customer', 'loss'))`,
    )
    .pluck()
    .get()!;

const askedBy = (sql: Handle, lineId: OrderLineId): number =>
  sql
    .prepare<[string, string], number>(
      `SELECT (SELECT coalesce(sum(quantity), 0) FROM reservation WHERE order_line_id = ? AND ended IS NULL)
         + (SELECT coalesce(sum(quantity), 0) FROM shortage WHERE order_line_id = ? AND ended IS NULL)`,
    )
    .pluck()
    .get(lineId, lineId)!;
