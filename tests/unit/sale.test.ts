import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { LocationId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';
import { testId } from '#tests/support/database.ts';
import { stockRig } from '#tests/support/stock-rig.ts';

let rig: ReturnType<typeof stockRig>;
let warehouse: LocationId;
let near: LocationId;
let far: LocationId;
let cup: ProductId;
let plate: ProductId;

beforeEach(() => {
  rig = stockRig();
  warehouse = rig.make.warehouse('СК');
  near = rig.make.bin(warehouse, 'A-1', 1);
  far = rig.make.bin(warehouse, 'Z-9', 2);
  cup = rig.make.product({ article: 'CUP', name: 'Кружка', barcodes: ['4600000000017'] });
  plate = rig.make.product({ article: 'PLATE', name: 'Тарелка' });
  rig.make.receive(cup, near, 2);
  rig.make.receive(cup, far, 3);
  rig.make.receive(plate, near, 4);
});
afterEach(() => {
  expect(rig.database.read.ledger.verify()).toEqual([]);
  rig.close();
});

const left = (productId: ProductId) => rig.database.read.ledger.stock([productId])[0]?.onHand ?? 0;
const sell = (rows: { productId: string; quantity: number; priceMinor?: number }[], operationId = testId()) =>
  rig.ask('sale.sell', { operationId, warehouseId: warehouse, rows });

describe('a sale over the counter', () => {
  it('takes from the shelves in their order and tells every cabinet that less is left', async () => {
    const account = rig.make.account({ live: true });
    rig.make.channelWarehouse(account, warehouse);
    const card = rig.make.listing(account, { productId: cup });
    rig.make.tellAll(account);
    expect(await sell([{ productId: cup, quantity: 3, priceMinor: 49_900 }])).toEqual({ units: 3 });
    const whole = await rig.ask('product.get', { id: cup });
    expect(whole).toMatchObject({ product: { onHand: 2, bins: [{ code: 'Z-9', onHand: 2 }] } });
    expect(rig.database.read.sync.offersOf(card)).toMatchObject([{ urgent: true, wantedVersion: 2 }]);
    expect(rig.database.read.allocation.figures([card])).toMatchObject([{ quantity: 2 }]);
  });

  it('never takes what orders hold, nor what lies packed', async () => {
    const packed = rig.make.bin(warehouse, PACKING_BIN);
    rig.make.receive(cup, packed, 2);
    expect(await sell([{ productId: cup, quantity: 6 }])).toBe('not-enough-in-bin');
    const { lineId } = rig.make.order(rig.make.account(), { warehouseId: warehouse, productId: cup, quantity: 4 });
    const deed = rig.make.deed('reserve');
    rig.database.write(({ ledger }) => {
      ledger.reserve(deed, lineId, warehouse, [{ productId: cup, quantity: 4 }]);
      ledger.record(deed, {});
    });
    expect(await sell([{ productId: cup, quantity: 4 }])).toBe('reserved-for-orders');
    expect(await sell([{ productId: cup, quantity: 3 }])).toEqual({ units: 3 });
  });

  it('of a kit takes its parts, or nothing when one of them is short', async () => {
    const kit = rig.make.kit(
      [
        { productId: cup, quantity: 2 },
        { productId: plate, quantity: 1 },
      ],
      { article: 'KIT' },
    );
    expect(await sell([{ productId: kit, quantity: 3 }])).toBe('not-enough-in-bin');
    expect(await sell([{ productId: kit, quantity: 2 }])).toEqual({ units: 2 });
    expect([left(cup), left(plate)]).toEqual([1, 2]);
    expect(await rig.ask('sale.return', { locationId: near, rows: [{ productId: kit, quantity: 1 }] })).toEqual({});
    expect([left(cup), left(plate)]).toEqual([3, 3]);
  });

  it('is done once by its id, undone by a new operation, and both stand in the list', async () => {
    const operationId = testId();
    for (let time = 0; time < 3; time += 1) await sell([{ productId: cup, quantity: 1, priceMinor: 500 }], operationId);
    expect(left(cup)).toBe(4);
    expect(await rig.ask('stock.reverse', { reversesId: operationId })).toEqual({});
    expect(left(cup)).toBe(5);
    expect(await rig.ask('sale.list', {})).toMatchObject({
      total: 1,
      rows: [{ operationId, reversed: true, lines: [{ article: 'CUP', quantity: 1, priceMinor: 500, currency: 'RUB' }] }],
    });
  });
});

describe('a file of sales', () => {
  const load = (csv: string, dryRun = false, operationId = testId()) =>
    rig.ask('sale.importCsv', { operationId, csv, warehouseId: null, dryRun });
  const FILE = 'Артикул;Количество;Цена\nCUP;2;499,90\nPLATE;1;\nCUP;1;450';

  it('sells once, however often it comes', async () => {
    expect(await load(FILE, true)).toMatchObject({ sold: 3, units: 4, already: 0, hasLineIds: false });
    expect([left(cup), left(plate)]).toEqual([5, 4]);
    expect(await load(FILE)).toMatchObject({ sold: 3, units: 4, already: 0, problems: [] });
    expect(await load(FILE)).toMatchObject({ sold: 0, units: 0, already: 3, problems: [] });
    expect([left(cup), left(plate)]).toEqual([2, 3]);
  });

  it('with numbers of lines sells only the new ones of a file that grew', async () => {
    const day = 'Чек;Артикул;Кол-во\n7;CUP;1\n7;PLATE;1\n7;CUP;1';
    expect(await load(day)).toMatchObject({ sold: 3, hasLineIds: true });
    expect(await load(`${day}\n8;CUP;2`)).toMatchObject({ sold: 1, units: 2, already: 3 });
    expect([left(cup), left(plate)]).toEqual([1, 3]);
  });

  it('undone may be sold again', async () => {
    const operationId = testId();
    await load(FILE, false, operationId);
    await rig.ask('stock.reverse', { reversesId: operationId });
    expect(await load(FILE)).toMatchObject({ sold: 3, already: 0 });
    expect(left(cup)).toBe(2);
  });

  it('tells every line it could not use, and sells it later when the goods are there', async () => {
    rig.make.product({ article: 'TWIN', barcodes: ['4600000000017'] });
    const csv = [
      'Артикул;Штрихкод;Количество;Цена;Дата',
      'CUP;;9;1;',
      ';4600000000017;1;;',
      'NONE;;1;;',
      ';;1;;',
      'CUP;;полтора;;',
      'PLATE;;1;дорого;32.13.2026',
      'PLATE;;1;1 290,5 ₽;23.11.2026 14:05',
    ].join('\n');
    const answer = await load(csv);
    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.problems.map((one) => [one.line, one.code])).toEqual([
      [2, 'not-enough'],
      [3, 'barcode-of-several'],
      [4, 'product-not-found'],
      [5, 'no-article'],
      [6, 'quantity-wrong'],
      [7, 'price-wrong'],
      [7, 'date-wrong'],
    ]);
    expect(answer).toMatchObject({ sold: 2, units: 2 });
    const { lines } = rig.database.read.sales.list(0, 1).rows[0]!;
    expect(lines.map((line) => line.priceMinor)).toEqual([null, 129_050]);
    rig.make.receive(cup, near, 10);
    expect(await load(csv)).toMatchObject({ sold: 1, units: 9, already: 2 });
  });

  it('is refused when it is no table of sales', async () => {
    expect(await load('a;b\n1;2')).toBe('csv-no-article');
    expect(await rig.ask('sale.importCsv', { csv: FILE, warehouseId: 'none', dryRun: true })).toBe('warehouse-unknown');
  });
});

describe('opening stock from a file', () => {
  const FILE = 'Артикул;Количество\nNEW;5';
  const load = (operationId = testId()) => rig.ask('product.importCsv', { operationId, csv: FILE, warehouseId: null, dryRun: false });
  const product = () => rig.database.read.catalogue.productByArticle('NEW')!;

  it('is not received again when all of it was sold', async () => {
    await load();
    await sell([{ productId: product().id, quantity: 5 }]);
    expect(await load()).toMatchObject({ received: 0, problems: [{ line: 2, code: 'has-stock-already' }] });
    expect(left(product().id)).toBe(0);
  });

  it('is received again when the first import was undone', async () => {
    const operationId = testId();
    await load(operationId);
    await rig.ask('stock.reverse', { reversesId: operationId });
    expect(await load()).toMatchObject({ received: 5, problems: [] });
  });
});
