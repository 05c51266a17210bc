import type { OrderId, ProductId, StationId } from '#shared/domain/ids.ts';

import { type packingRig, STATION } from './packing-rig.ts';

const GS = '\u001D';
/** Cup, plate, spoon; and two cups of two sizes that anybody mistakes for one another. */
export const BARCODES = ['4600000000015', '4600000000022', '4600000000039', '4600000000046', '4600000000053'] as const;
export const [SMALL, LARGE] = [3, 4];
export const ARTICLES = ['CUP', 'PLATE', 'SPOON', 'CUP-S', 'CUP-L'];
const BINS = ['A-01', 'A-02', 'A-03', 'A-04', 'A-05'];
export const STATIONS = [STATION, 'station-2' as StationId] as const;
export const CELLS = 3;

export const markOf = (kind: number, serial: string) => `010${BARCODES[kind]!}215abc${serial}D${GS}93Zx1y`;
export const articleOf = (kind: number) => ARTICLES[kind]!;
export const binOf = (kind: number) => BINS[kind]!;

export type Wanted = readonly [number, number, number, number, number];
type Rig = ReturnType<typeof packingRig>;
type Thing = ReturnType<Rig['thing']>;
export const STOCK = 30;

/** Shelves full of five kinds, and orders of every lane: each with what it wants and how many marking codes. */
export function packingFloor(rig: Rig): {
  readonly products: readonly ProductId[];
  readonly made: readonly (readonly [OrderId, Wanted, number])[];
} {
  const things = BARCODES.map((barcode, kind) =>
    rig.thing(barcode, { bin: rig.make.bin(rig.warehouse, BINS[kind], kind), stock: STOCK, article: ARTICLES[kind]! }),
  );
  const [cup, plate, spoon, small, large] = things as [Thing, Thing, Thing, Thing, Thing];
  rig.db.write(({ catalogue, desk }) => {
    catalogue.saveLookAlikes(small.productId, [{ productId: large.productId, likeness: 1 }]);
    desk.saveStation({ id: STATIONS[1], name: 'Стол 2', printerId: rig.printerId });
  });
  const set = rig.make.listing(rig.accountId, { sku: 'set', productId: spoon.productId, multiplicity: 3 });
  const kit = rig.make.kit([
    { productId: cup.productId, quantity: 1 },
    { productId: spoon.productId, quantity: 2 },
  ]);
  const kitCard = rig.make.listing(rig.accountId, { sku: 'kit', productId: kit });
  const made: readonly (readonly [OrderId, Wanted, number])[] = [
    [rig.order(cup), [1, 0, 0, 0, 0], 0],
    [rig.order(cup, { marks: ['sgtin'] }), [1, 0, 0, 0, 0], 1],
    [rig.order(plate, { marks: ['sgtin'], quantity: 2 }), [0, 2, 0, 0, 0], 2],
    [rig.order(plate, { more: [{ thing: cup, quantity: 1, marks: ['sgtin'] }] }), [1, 1, 0, 0, 0], 1],
    [rig.order({ productId: spoon.productId, listingId: set, sku: 'set' }), [0, 0, 3, 0, 0], 0],
    [rig.order({ productId: kit, listingId: kitCard, sku: 'kit' }), [1, 0, 2, 0, 0], 0],
    [rig.order(cup, { quantity: 2, more: [{ thing: spoon, quantity: 1 }] }), [2, 0, 1, 0, 0], 0],
    [rig.order(small), [0, 0, 0, 1, 0], 0],
    [rig.order(large, { marks: ['sgtin'] }), [0, 0, 0, 0, 1], 1],
    [rig.order(small, { more: [{ thing: large, quantity: 1 }] }), [0, 0, 0, 1, 1], 0],
    [rig.order(cup, { more: [{ thing: small, quantity: 1 }] }), [1, 0, 0, 1, 0], 0],
    [rig.order(spoon, { label: false }), [0, 0, 1, 0, 0], 0],
    [rig.order(spoon, { status: 'new' }), [0, 0, 1, 0, 0], 0],
    [rig.order(spoon, { label: false }), [0, 0, 1, 0, 0], 0],
    [rig.order(plate, { label: false, more: [{ thing: small, quantity: 1 }] }), [0, 1, 0, 1, 0], 0],
    [rig.order(cup, { status: 'new', label: false, quantity: 2, more: [{ thing: plate, quantity: 1 }] }), [2, 1, 0, 0, 0], 0],
    [rig.order({ productId: kit, listingId: kitCard, sku: 'kit' }, { status: 'new', label: false, quantity: 2 }), [2, 0, 4, 0, 0], 0],
    [rig.order(small, { status: 'new', label: false, more: [{ thing: large, quantity: 1 }] }), [0, 0, 0, 1, 1], 0],
  ];
  const ids = made.map(([id]) => id);
  rig.db.write(({ orders }) => {
    for (const id of ids.slice(13, 15)) orders.setDelivery(id, { trackingNumber: null, asked: null });
    for (const id of ids.slice(15)) orders.setByPlaces(id, true, true);
  });
  return { products: things.map((thing) => thing.productId), made };
}
