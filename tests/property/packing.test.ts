import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { OrderId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { packingRig, STATION } from '#tests/support/packing-rig.ts';

const GS = '\u001D';
const BARCODES = ['4600000000015', '4600000000022', '4600000000039'];

type Step =
  | { readonly kind: 'thing' | 'mark' | 'cancel' | 'label' | 'undo'; readonly pick: number }
  | { readonly kind: 'again' | 'leave' }
  | { readonly kind: 'noise'; readonly code: string };
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('thing' as const), pick: fc.nat(2) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('mark' as const), pick: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'label' as const), pick: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), pick: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('again' as const, 'leave' as const) }) },
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
    fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), async (script) => {
      const rig = packingRig();
      try {
        const things = BARCODES.map((barcode) => rig.thing(barcode, { stock: 3 }));
        const orders: OrderId[] = [
          rig.order(things[0]!),
          rig.order(things[0]!, { marks: ['sgtin'] }),
          rig.order(things[1]!, { marks: ['sgtin'] }),
          rig.order(things[1]!, { marks: ['sgtin'] }),
          rig.order(things[2]!, { label: false }),
          rig.order(things[2]!, { status: 'new' }),
        ];
        let last: { code: string; operationId: string } | null = null;
        const scan = async (code: string, operationId: string = testId()) => {
          last = { code, operationId };
          const before = new Map(orders.map((id) => [id, rig.db.read.orders.byId(id)!]));
          const jobsBefore = orders.flatMap((id) => rig.jobs(id)).length;
          const known = rig.db.read.ledger.result(operationId as never) !== undefined;
          const came = await rig.scan(code, { operationId });
          const jobs = orders.flatMap((id) => rig.jobs(id)).length;
          expect(jobs - jobsBefore).toBe(came.code === 'printed' && !known ? 1 : 0);
          if (came.code !== 'printed' || known) return;
          const order = before.get(came.order!.id as OrderId)!;
          expect(order.status).toBe('assembling');
          expect(order.labelState).toBe('stored');
          const product = rig.db.read.catalogue.product(order.lines[0]!.productId!)!;
          const inHand = product.barcodes.some((barcode) => code.includes(barcode)) || order.requiredMarks.length > 0;
          expect(inHand).toBe(true);
          expect(rig.db.read.orders.marksOf(order.id).filter((mark) => mark.kind === 'sgtin').length).toBe(order.requiredMarks.length);
        };
        for (const step of script) {
          if (step.kind === 'thing') await scan(BARCODES[step.pick]!);
          else if (step.kind === 'mark') await scan(`010${BARCODES[step.pick % 3]}215abc${step.pick}D${GS}93Zx1y`);
          else if (step.kind === 'noise') await scan(step.code);
          else if (step.kind === 'again' && last !== null)
            await scan((last as { code: string }).code, (last as { operationId: string }).operationId);
          else if (step.kind === 'leave') await rig.ask('packing.leave', { operationId: testId(), stationId: STATION });
          else if (step.kind === 'label') await scan(`*label-${rig.db.read.orders.byId(orders[step.pick]!)!.number}`);
          else if (step.kind === 'cancel' && rig.db.read.orders.byId(orders[step.pick]!)!.status !== 'cancelled')
            rig.setStatus(orders[step.pick]!, 'cancelled');
          else if (step.kind === 'undo')
            await rig.refusal('packing.undo', { operationId: testId(), stationId: STATION, orderId: orders[step.pick]! });
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
    { numRuns: 40, verbose: 1 },
  );
}, 60_000);
