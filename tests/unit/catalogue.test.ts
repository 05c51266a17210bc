import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Input } from '#shared/contract/index.ts';
import type { LocationId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { stockRig } from '#tests/support/stock-rig.ts';

let rig: ReturnType<typeof stockRig>;
let warehouse: LocationId;
beforeEach(() => {
  rig = stockRig();
  warehouse = rig.make.warehouse('СК');
});
afterEach(() => rig.close());

type Save = Omit<Input<'product.save'>, 'operationId'>;
const product = (change: Partial<Save> = {}): Save => ({
  id: testId(),
  kind: 'product',
  article: 'CUP',
  name: 'Кружка «Ёлка»',
  marked: false,
  barcodes: [],
  safetyStock: 0,
  archived: false,
  weightG: null,
  components: [],
  ...change,
});
const rowsOf = async (search: string, show: 'all' | 'short' | 'no-barcode' | 'kits' | 'in-stock' | 'archived' | 'unlisted' = 'all') => {
  const answer = await rig.ask('product.list', { search, show });
  if (typeof answer === 'string') throw new Error(answer);
  expect(answer.total).toBe(answer.rows.length);
  return answer.rows.map((row) => row.article);
};

describe('a product', () => {
  it('is found by any part of its name, article or barcode, however it is written', async () => {
    await rig.ask('product.save', product({ barcodes: ['4600000000008'] }));
    await rig.ask('product.save', product({ article: 'PLATE', name: 'Миска' }));
    for (const search of ['елка', 'ЁЛК', 'кружка елка', '00000008', 'cup', 'к', 'кр', 'CU', '46'])
      expect(await rowsOf(search), search).toEqual(['CUP']);
    expect(await rowsOf('нет такого')).toEqual([]);
    expect(await rowsOf('"')).toEqual([]);
    expect(await rowsOf('')).toEqual(['CUP', 'PLATE']);
    expect(await rowsOf('', 'no-barcode')).toEqual(['PLATE']);
  });

  it('keeps its article to itself, and tells of a barcode that another carries too', async () => {
    await rig.ask('product.save', product({ barcodes: ['4600000000008'] }));
    expect(await rig.ask('product.save', product())).toBe('article-taken');
    const second = await rig.ask('product.save', product({ article: 'CUP-2', barcodes: ['4600000000008'] }));
    expect(second).toMatchObject({ sharedBarcodes: ['4600000000008'] });
    const carriers = await rig.ask('product.byBarcode', { barcode: '4600000000008' });
    expect(carriers).toMatchObject({ rows: [{ article: 'CUP' }, { article: 'CUP-2' }] });
  });

  it('is not archived while something of it lies on a shelf', async () => {
    const saved = product();
    await rig.ask('product.save', saved);
    await rig.ask('stock.receive', { rows: [{ productId: saved.id, locationId: warehouse, quantity: 1 }] });
    expect(await rig.ask('product.save', { ...saved, archived: true })).toBe('archived-with-stock');
    await rig.ask('stock.writeOff', { rows: [{ productId: saved.id, locationId: warehouse, quantity: 1 }], reason: 'бой' });
    expect(await rig.ask('product.save', { ...saved, archived: true })).toMatchObject({ product: { archived: true } });
    expect(await rowsOf('cup')).toEqual([]);
    expect(await rowsOf('cup', 'archived')).toEqual(['CUP']);
  });
});

describe('a kit', () => {
  it('is what its parts allow, warehouse by warehouse', async () => {
    const second = rig.make.warehouse('С2');
    const cup = rig.make.product();
    const plate = rig.make.product();
    const kit = product({
      kind: 'kit',
      article: 'SET',
      components: [
        { productId: cup, quantity: 2 },
        { productId: plate, quantity: 1 },
      ],
    });
    expect(await rig.ask('product.save', kit)).toMatchObject({ product: { onHand: 0 } });
    rig.make.receive(cup, warehouse, 5);
    rig.make.receive(plate, warehouse, 9);
    rig.make.receive(cup, second, 3);
    const answer = await rig.ask('product.get', { id: kit.id });
    expect(answer).toMatchObject({ product: { onHand: 2, available: 2 }, components: [{ quantity: 2 }, { quantity: 1 }] });
  });

  it('has parts that are products and stays a kit', async () => {
    const cup = rig.make.product();
    const kit = product({ kind: 'kit', article: 'SET', components: [{ productId: cup, quantity: 2 }] });
    expect(await rig.ask('product.save', { ...kit, components: [] })).toBe('kit-without-parts');
    expect(await rig.ask('product.save', { ...kit, components: [{ productId: 'none', quantity: 1 }] })).toBe('part-unknown');
    await rig.ask('product.save', kit);
    const wider = product({ kind: 'kit', article: 'SET-2', components: [{ productId: kit.id, quantity: 1 }] });
    expect(await rig.ask('product.save', wider)).toBe('kit-in-kit');
    expect(await rig.ask('product.save', { ...kit, kind: 'product', components: [] })).toBe('kind-fixed');
  });
});

describe('a bin', () => {
  it('has a code of its own in its warehouse, and is not closed while something lies in it', async () => {
    const bin = { id: testId(), kind: 'bin' as const, warehouseId: warehouse, code: 'A-1', name: '', routeOrder: 1, archived: false };
    expect(await rig.ask('location.save', bin)).toEqual({});
    expect(await rig.ask('location.save', { ...bin, id: testId() })).toBe('code-taken');
    expect(await rig.ask('location.save', { ...bin, id: testId(), warehouseId: 'none' })).toBe('warehouse-unknown');
    rig.make.receive(rig.make.product(), bin.id as LocationId, 1);
    expect(await rig.ask('location.save', { ...bin, archived: true })).toBe('location-not-empty');
    expect(await rig.ask('location.list', {})).toMatchObject({ rows: [{ kind: 'warehouse' }, { kind: 'bin', code: 'A-1' }] });
  });
});

describe('cards', () => {
  it('are matched by barcode, then by article, where exactly one product fits', async () => {
    const account = rig.make.account();
    rig.make.channelWarehouse(account, warehouse);
    const byCode = rig.make.product({ article: 'A', barcodes: ['4600000000008'] });
    rig.make.product({ article: 'B', barcodes: ['4600000000015'] });
    rig.make.product({ article: 'C', barcodes: ['4600000000015'] });
    const byArticle = rig.make.product({ article: 'D' });
    const sized = rig.make.product({ article: 'E 42' });
    rig.make.listing(account, { article: 'other', barcodes: ['4600000000008'] });
    rig.make.listing(account, { article: 'B', barcodes: ['4600000000015'] });
    rig.make.listing(account, { article: 'D' });
    rig.make.listing(account, { article: 'E', size: '42' });
    rig.make.listing(account, { article: 'E', size: '44' });
    expect(await rig.ask('listing.autoMatch', { accountId: account })).toEqual({ matched: 3, left: 2 });
    const cards = await rig.ask('listing.list', { accountId: account, show: 'matched' });
    if (typeof cards === 'string') throw new Error(cards);
    expect(new Set(cards.rows.map((row) => row.productId))).toEqual(new Set([byCode, byArticle, sized]));
    expect(cards.rows.map((row) => row.matchedBy ?? 'nothing').toSorted()).toEqual(['article', 'article', 'barcode']);
    // Every matched card is now offered on the warehouse that takes stock.
    expect(cards.rows.every((row) => row.offers.length === 1 && row.offers[0]!.waiting)).toBe(true);
    expect(rig.nudged).toContain(`${account} stock`);
  });

  it('give waiting orders their product and hold its stock', async () => {
    const account = rig.make.account();
    const cup = rig.make.product();
    rig.make.receive(cup, warehouse, 5);
    const listingId = rig.make.listing(account, { sku: 'S-1' });
    rig.make.order(account, { sku: 'S-1', warehouseId: warehouse });
    const match = { listingId, productId: cup as string | null, multiplicity: 2 };
    expect(await rig.ask('listing.match', match)).toEqual({ resolvedOrders: 1 });
    expect(rig.database.read.ledger.stock([cup])[0]).toMatchObject({ onHand: 5, reserved: 2 });
    expect(await rig.ask('listing.match', { ...match, listingId: 'none' })).toBe('listing-unknown');
    expect(await rig.ask('listing.match', { ...match, productId: 'none' })).toBe('product-unknown');
  });

  it('become products, one per article and size, and nothing is made twice', async () => {
    const account = rig.make.account();
    rig.make.product({ article: 'KNOWN' });
    rig.make.listing(account, { article: 'T', name: 'Футболка', size: 'M', barcodes: ['4600000000008'] });
    rig.make.listing(account, { article: 'T', name: 'Футболка', size: 'L' });
    rig.make.listing(account, { article: 'KNOWN' });
    const make = () => rig.ask('product.fromListings', { accountId: account, listingIds: null });
    expect(await make()).toEqual({ created: 2, matched: 3 });
    expect(await make()).toEqual({ created: 0, matched: 0 });
    expect(await rowsOf('футболка')).toEqual(['T L', 'T M']);
  });
});

describe('a table of products', () => {
  const bring = (csv: string, dryRun = false) => rig.ask('product.importCsv', { csv, warehouseId: null, dryRun });

  it('is read with Russian or English headers, any delimiter, quotes and a byte-order mark', async () => {
    const russian =
      '\uFEFFАртикул;Наименование;Штрихкоды;Остаток;Ячейка;Маркировка;Цвет\r\nCUP;"Кружка; ""Ёлка""";4600000000008, 4600000000015;1 000;A-1;да;красный\r\n';
    expect(await bring(russian)).toMatchObject({
      created: 1,
      received: 1000,
      problems: [],
      columns: [
        { meaning: 'article' },
        { meaning: 'name' },
        { meaning: 'barcodes' },
        { meaning: 'quantity' },
        { meaning: 'bin' },
        { meaning: 'marked' },
        { header: 'Цвет', meaning: null },
      ],
    });
    const [cup] = rig.database.read.catalogue.productsByBarcode('4600000000015');
    expect(cup).toMatchObject({ article: 'CUP', name: 'Кружка; "Ёлка"', marked: true });
    expect(rig.database.read.catalogue.productViews([cup!.id])[0]).toMatchObject({ onHand: 1000, bins: [{ code: 'A-1' }] });
    expect(await bring('article,name\nPLATE,Plate')).toMatchObject({ created: 1 });
    expect(await bring('sku\ttitle\nSPOON\tSpoon')).toMatchObject({ created: 1 });
  });

  it('changes nothing on a dry run, and nothing when it comes a second time', async () => {
    const csv = 'артикул;название;остаток\nCUP;Кружка;5';
    expect(await bring(csv, true)).toMatchObject({ created: 1, received: 5 });
    expect(await rowsOf('')).toEqual([]);
    await bring(csv);
    expect(await bring(csv)).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 1,
      received: 0,
      problems: [{ line: 2, code: 'has-stock-already' }],
    });
    expect(await bring('артикул;название\nCUP;Кружка большая')).toMatchObject({ changed: 1 });
  });

  it('tells what is wrong with a line and keeps the rest of it', async () => {
    const csv = [
      'артикул;название;штрихкод;остаток;маркировка',
      ';Без артикула;;;',
      'A;Первый;4,6E+12;полтора;может быть',
      'B;Второй;4600000000001;2;нет',
    ].join('\n');
    expect(await bring(csv)).toMatchObject({
      created: 2,
      received: 2,
      problems: [
        { line: 2, code: 'no-article', text: 'Без артикула' },
        { line: 3, code: 'barcode-spoilt' },
        { line: 3, code: 'quantity-wrong', text: 'полтора' },
        { line: 3, code: 'marked-unclear' },
        { line: 4, code: 'barcode-check-digit', text: '4600000000001' },
      ],
    });
  });

  it('is refused when it is no table of products', async () => {
    expect(await bring('')).toBe('csv-unreadable');
    expect(await bring('цвет;размер\nкрасный;42')).toBe('csv-no-article');
  });
});
