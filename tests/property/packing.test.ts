import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { OrderId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const GS = '\u001D';
const BARCODES = ['4600000000015', '4600000000022', '4600000000039'];

type Thing = ReturnType<ReturnType<typeof packingRig>['thing']>;
type Step =
  | { readonly kind: 'thing' | 'mark' | 'cancel' | 'label' | 'undo'; readonly pick: number }
  | { readonly kind: 'again' | 'leave' | 'take-out' }
  | { readonly kind: 'noise'; readonly code: string };
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('thing' as const), pick: fc.nat(2) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('mark' as const), pick: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'label' as const), pick: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), pick: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('again' as const, 'leave' as const, 'take-out' as const) }) },
  {
    weight: 2,
    arbitrary: fc
      .string({ minLength: 1, maxLength: 30 })
      .filter((text) => text.trim() !== '')
      .map((code) => ({ kind: 'noise' as const, code })),
  },
);

it('whatever is scanned in whatever order, a label is printed by itself only for a whole, right, live order, and once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 60 }), async (script) => {
      const rig = packingRig();
      try {
        const things = BARCODES.map((barcode) => rig.thing(barcode, { stock: 20 }));
        const [cup, plate, spoon] = things as [Thing, Thing, Thing];
        const set = rig.make.listing(rig.accountId, { sku: 'set', productId: spoon.productId, multiplicity: 3 });
        const kit = rig.make.kit([
          { productId: cup.productId, quantity: 1 },
          { productId: spoon.productId, quantity: 2 },
        ]);
        const kitCard = rig.make.listing(rig.accountId, { sku: 'kit', productId: kit });
        // What each order must hold when its label prints: things of each kind, and marking codes.
        const made: readonly (readonly [OrderId, readonly [number, number, number], number])[] = [
          [rig.order(cup), [1, 0, 0], 0],
          [rig.order(cup, { marks: ['sgtin'] }), [1, 0, 0], 1],
          [rig.order(plate, { marks: ['sgtin'], quantity: 2 }), [0, 2, 0], 2],
          [rig.order(plate, { more: [{ thing: cup, quantity: 1, marks: ['sgtin'] }] }), [1, 1, 0], 1],
          [rig.order({ productId: spoon.productId, listingId: set, sku: 'set' }), [0, 0, 3], 0],
          [rig.order({ productId: kit, listingId: kitCard, sku: 'kit' }), [1, 0, 2], 0],
          [rig.order(cup, { quantity: 2, more: [{ thing: spoon, quantity: 1 }] }), [2, 0, 1], 0],
          [rig.order(spoon, { label: false }), [0, 0, 1], 0],
          [rig.order(spoon, { status: 'new' }), [0, 0, 1], 0],
        ];
        const orders = made.map(([id]) => id);
        // The same parcels as a packer would count them: which things went in, by what was under the scanner.
        const counted = new Map<OrderId, number[]>(orders.map((id) => [id, []]));
        const inside = (id: OrderId) => rig.db.read.orders.unitsOf(id).length;
        let last: { code: string; thing: number | null; operationId: string } | null = null;
        const scan = async (code: string, thing: number | null, operationId: string = testId()) => {
          last = { code, thing, operationId };
          const before = new Map(orders.map((id) => [id, { order: rig.db.read.orders.byId(id)!, units: inside(id) }]));
          const jobsBefore = orders.flatMap((id) => rig.jobs(id)).length;
          const known = rig.db.read.ledger.result(operationId as never) !== undefined;
          const came = await rig.scan(code, { operationId });
          const jobs = orders.flatMap((id) => rig.jobs(id)).length;
          expect(jobs - jobsBefore).toBe(came.code === 'printed' && !known ? 1 : 0);
          for (const id of orders) {
            const more = inside(id) - before.get(id)!.units;
            expect(more).toBe(more === 0 ? 0 : 1);
            if (more === 1) counted.get(id)!.push(thing!);
          }
          if (came.code !== 'printed' || known) return;
          const id = came.order!.id as OrderId;
          const { order } = before.get(id)!;
          expect(order.status).toBe('assembling');
          expect(order.labelState).toBe('stored');
          const [, wanted, marks] = made.find((one) => one[0] === id)!;
          expect([0, 1, 2].map((kind) => counted.get(id)!.filter((one) => one === kind).length)).toEqual(wanted);
          expect(rig.db.read.orders.marksOf(id).filter((mark) => mark.kind === 'sgtin').length).toBe(marks);
        };
        for (const step of script) {
          if (step.kind === 'thing') await scan(BARCODES[step.pick]!, step.pick);
          else if (step.kind === 'mark') await scan(`010${BARCODES[step.pick % 3]}215abc${step.pick}D${GS}93Zx1y`, step.pick % 3);
          else if (step.kind === 'noise') await scan(step.code, null);
          else if (step.kind === 'again' && last !== null) {
            const before = last as { code: string; thing: number | null; operationId: string };
            await scan(before.code, before.thing, before.operationId);
          } else if (step.kind === 'leave') await rig.ask('packing.leave', { operationId: testId(), stationId: STATION });
          else if (step.kind === 'take-out') {
            const open = rig.db.read.desk.station(STATION)!.openOrderId;
            if ((await rig.refusal('packing.takeOut', { operationId: testId(), stationId: STATION })) === 'ok') counted.get(open!)!.pop();
          } else if (step.kind === 'label') await scan(`*label-${rig.db.read.orders.byId(orders[step.pick]!)!.number}`, null);
          else if (step.kind === 'cancel' && rig.db.read.orders.byId(orders[step.pick]!)!.status !== 'cancelled')
            rig.setStatus(orders[step.pick]!, 'cancelled');
          else if (step.kind === 'undo') {
            const orderId = orders[step.pick]!;
            if ((await rig.refusal('packing.undo', { operationId: testId(), stationId: STATION, orderId })) === 'ok')
              counted.set(orderId, []);
          }
        }
        for (const id of orders) {
          const first = rig.jobs(id).filter((job) => job.reprintOf === null && job.state !== 'cancelled');
          expect(first.length).toBeLessThanOrEqual(1);
        }
        const values = orders.flatMap((id) => rig.db.read.orders.marksOf(id).map((mark) => mark.value));
        expect(new Set(values).size).toBe(values.length);
        expect(rig.db.read.ledger.verify()).toEqual([]);
      } finally {
        rig.close();
      }
    }),
    { numRuns: 60, verbose: 1 },
  );
}, 60_000);
