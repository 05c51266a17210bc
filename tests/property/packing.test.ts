import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { articleOf, BARCODES, binOf, LARGE, markOf, SMALL } from '#tests/support/packing-floor.ts';
import { PackingModel } from '#tests/support/packing-model.ts';

/** Codes of this warehouse and of others that mean no parcel of the orders here. */
const FOREIGN = [
  '4600000000060',
  '2900000000001',
  '39-99999999',
  '*label-00000000',
  '00123456789012345675',
  '0104600000000060215abcdef\u001D93Zx1y',
  '010460000000001521',
  '490154203237518',
  'KOROB-W-1',
  'KOROB-P-0123456789',
  'A-77',
  'CUP-XL',
];

type Step =
  | {
      readonly kind:
        | 'good'
        | 'thing'
        | 'twin'
        | 'mark'
        | 'cancel'
        | 'label'
        | 'undo'
        | 'found'
        | 'found-thing'
        | 'look'
        | 'foreign'
        | 'ahead'
        | 'reprint'
        | 'weigh'
        | 'gone';
      readonly pick: number;
      readonly at: number;
    }
  | { readonly kind: 'leave' | 'take-out' | 'place' | 'wall' | 'desk'; readonly at: number }
  | { readonly kind: 'again' | 'later' | 'printed' }
  | { readonly kind: 'noise'; readonly code: string; readonly at: number };

/** The last of the model's orders. */
const LAST = 17;

const at = fc.nat(1);
const picked = <K extends Step['kind']>(kind: K, most: number) => fc.record({ kind: fc.constant(kind), pick: fc.nat(most), at });
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: picked('good', 4) },
  { weight: 8, arbitrary: picked('thing', 4) },
  { weight: 4, arbitrary: picked('twin', 1) },
  { weight: 6, arbitrary: picked('mark', 14) },
  { weight: 3, arbitrary: picked('look', 3) },
  { weight: 2, arbitrary: picked('label', LAST) },
  { weight: 2, arbitrary: picked('cancel', LAST) },
  { weight: 1, arbitrary: picked('gone', LAST) },
  { weight: 2, arbitrary: picked('undo', LAST) },
  { weight: 1, arbitrary: picked('found', LAST) },
  { weight: 2, arbitrary: picked('ahead', LAST) },
  { weight: 2, arbitrary: picked('reprint', LAST) },
  { weight: 1, arbitrary: picked('weigh', LAST) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('place' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('printed' as const) }) },
  { weight: 1, arbitrary: picked('found-thing', 4) },
  { weight: 2, arbitrary: picked('foreign', FOREIGN.length - 1) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'take-out' as const, 'wall' as const, 'desk' as const), at }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('again' as const, 'later' as const, 'later' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('noise' as const),
      code: fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== ''),
      at,
    }),
  },
);

async function play(floor: PackingModel, step: Step): Promise<void> {
  switch (step.kind) {
    case 'good':
      return floor.good(step.at, step.pick);
    case 'thing':
      return floor.scan(step.at, BARCODES[step.pick]!, step.pick);
    case 'twin':
      return floor.scan(step.at, BARCODES[SMALL + step.pick]!, SMALL + step.pick);
    case 'mark':
      return floor.scan(step.at, markOf(step.pick % 5, `${step.pick}`), step.pick % 5);
    case 'look': {
      const kind = step.pick % 2 === 0 ? SMALL : LARGE;
      return floor.scan(step.at, step.pick < 2 ? articleOf(kind) : binOf(kind), kind);
    }
    case 'label':
      return floor.scan(step.at, floor.labelOf(step.pick), null);
    case 'foreign':
      return floor.scan(step.at, FOREIGN[step.pick]!, null);
    case 'noise':
      return floor.scan(step.at, step.code, null);
    case 'again':
      return floor.again();
    case 'leave':
      return floor.leave(step.at);
    case 'take-out':
      return floor.takeOut(step.at);
    case 'undo':
      return floor.undo(step.pick);
    case 'found':
      return floor.takeBack(floor.labelOf(step.pick));
    case 'found-thing':
      return floor.takeBack(BARCODES[step.pick]!);
    case 'cancel':
      return floor.cancel(step.pick);
    case 'gone':
      return floor.gone(step.pick);
    case 'ahead':
    case 'reprint':
      return floor.print(step.pick, step.kind === 'reprint');
    case 'printed':
      return floor.printed();
    case 'weigh':
      return floor.weigh(step.pick);
    case 'place':
      return floor.place(step.at);
    case 'wall':
    case 'desk':
      return void (await floor.stand(step.at, step.kind === 'wall'));
    case 'later':
      return floor.later();
  }
}

it('whatever is scanned at two tables and a wall, a label prints by itself only for a whole, right, live order, and once', async () => {
  const closed = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 30, maxLength: 120 }), async (script) => {
      const floor = new PackingModel();
      try {
        await floor.build();
        for (const step of script) await play(floor, step);
        floor.reckon();
        floor.conserved();
        await floor.finish();
        floor.reckon();
        floor.conserved();
        for (const how of floor.closed) closed.set(how, (closed.get(how) ?? 0) + 1);
      } finally {
        floor.rig.close();
      }
    }),
    { numRuns: 50, verbose: 1 },
  );
  // A floor on which nothing is ever closed, in each of the ways, would prove nothing.
  expect(closed.get('printed')).toBeGreaterThan(100);
  for (const how of ['packed-waiting', 'packed-labelled', 'packed-for-carrier', 'places'])
    expect(closed.get(how) ?? 0, how).toBeGreaterThan(2);
}, 90_000);
