import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { compareSome } from '#electron/engine/look-alikes.ts';
import type { AccountId, LocationId, ProductId } from '#shared/domain/ids.ts';
import { matchScore, mistakability, shapeOf } from '#shared/domain/likeness.ts';
import { testId } from '#tests/support/database.ts';
import { stockRig } from '#tests/support/stock-rig.ts';

let rig: ReturnType<typeof stockRig>;
let account: AccountId;
let warehouse: LocationId;
let blue: ProductId;
let red: ProductId;

beforeEach(() => {
  rig = stockRig();
  account = rig.make.account({ live: true });
  warehouse = rig.make.warehouse('СК');
  rig.make.channelWarehouse(account, warehouse);
  blue = rig.make.product({ article: 'CUP-BLUE', name: 'Кружка эмалированная синяя 330 мл' });
  red = rig.make.product({ article: 'CUP-RED', name: 'Кружка эмалированная красная 330 мл' });
});
afterEach(() => rig.close());

const listing = (id: string) => rig.database.read.catalogue.listing(id as never)!;
const held = (productId: ProductId) => rig.database.read.ledger.stock([productId])[0] ?? { reserved: 0, short: 0 };
const match = async (rows: { listingId: string; productId: string | null; multiplicity?: number }[]) => {
  const operationId = testId();
  return { operationId, answer: await rig.ask('listing.matchMany', { operationId, rows }) };
};
const undo = (reversesId: string) => rig.ask('listing.undoMatch', { reversesId });

describe('likeness', () => {
  it('finds the product in other words, and doubts when numbers differ', () => {
    const card = { name: 'Эмалированная кружка, синяя, 330 мл', article: '', size: null };
    const same = matchScore(card, { name: 'Кружка эмалированная синяя 330 мл', article: 'CUP-BLUE' });
    const other = matchScore(card, { name: 'Кружка эмалированная синяя 500 мл', article: 'CUP-BIG' });
    expect(same).toBe(100);
    expect(other).toBeLessThan(60);
    expect(matchScore(card, { name: 'Носки шерстяные', article: 'SOCKS' })).toBeLessThan(15);
  });

  it('is lifted by a similar article', () => {
    const card = { name: 'Кружка', article: 'cup_blue', size: null };
    const product = { name: 'Эмаль синяя', article: 'CUP-BLUE' };
    expect(matchScore(card, product)).toBeGreaterThan(matchScore({ ...card, article: '' }, product));
  });

  it('sees articles as a tired eye does', () => {
    expect(shapeOf('КР-1О')).toBe(shapeOf('KP 10'));
    expect(shapeOf('B8-5')).toBe(shapeOf('ВВ S'));
    expect(shapeOf('КР-11')).not.toBe(shapeOf('КР-12'));
    expect(mistakability({ name: 'Ваза', article: 'AO1' }, { name: 'Стул', article: 'А01' })).toBe(1);
  });
});

describe('suggestions', () => {
  it('name the likeliest products for cards nobody stands behind, best first', async () => {
    rig.make.listing(account, { name: 'Синяя кружка эмалированная (330 мл)', article: 'x1' });
    rig.make.listing(account, { name: 'Кружка красная', article: 'x2', productId: red });
    const answer = await rig.ask('listing.suggestions', { accountId: account });
    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.total).toBe(1);
    expect(answer.rows[0]?.candidates.map((one) => one.productId)).toEqual([blue, red]);
    expect(answer.rows[0]?.candidates[0]?.score).toBe(100);
    expect(listing(answer.rows[0]!.listing.id).productId).toBeNull();
  });
});

describe('matching many cards', () => {
  it('is one operation, undone as one; what was changed since stays as it is', async () => {
    const cards = [rig.make.listing(account), rig.make.listing(account, { productId: red }), rig.make.listing(account)];
    const { operationId, answer } = await match(cards.map((listingId) => ({ listingId, productId: blue, multiplicity: 2 })));
    expect(answer).toEqual({ changed: 3, resolvedOrders: 0 });
    await match([{ listingId: cards[2]!, productId: red }]);
    expect(await undo(operationId)).toEqual({ restored: 2, left: 1 });
    expect(cards.map((id) => [listing(id).productId, listing(id).multiplicity])).toEqual([
      [null, 1],
      [red, 1],
      [red, 1],
    ]);
    expect(await undo(operationId)).toBe('already-reversed');
  });

  it('refuses the whole when one row is wrong', async () => {
    const card = rig.make.listing(account);
    const { answer } = await match([
      { listingId: card, productId: blue },
      { listingId: 'none', productId: blue },
    ]);
    expect(answer).toBe('listing-unknown');
    expect(listing(card).productId).toBeNull();
  });

  it('of automatic matching and of products made from cards is undone too', async () => {
    const card = rig.make.listing(account, { article: 'CUP-BLUE' });
    const operationId = testId();
    await rig.ask('listing.autoMatch', { operationId, accountId: account });
    expect(listing(card).productId).toBe(blue);
    expect(await undo(operationId)).toEqual({ restored: 1, left: 0 });
    expect(listing(card).productId).toBeNull();
    const made = testId();
    await rig.ask('product.fromListings', { operationId: made, accountId: account, listingIds: [card] });
    expect(await undo(made)).toEqual({ restored: 1, left: 0 });
  });

  it('lets orders that wait hold what stands behind their card now, and gives back what they held', async () => {
    rig.make.receive(red, warehouse, 5);
    rig.make.receive(blue, warehouse, 5);
    const card = rig.make.listing(account, { sku: 's-1', productId: red });
    const { lineId } = rig.make.order(account, { sku: 's-1', listingId: card, productId: red, warehouseId: warehouse, quantity: 2 });
    const deed = rig.make.deed('reserve');
    rig.database.write(({ ledger }) => {
      ledger.reserve(deed, lineId, warehouse, [{ productId: red, quantity: 2 }]);
      ledger.record(deed, {});
    });
    const { operationId } = await match([{ listingId: card, productId: blue, multiplicity: 2 }]);
    expect([held(red).reserved, held(blue).reserved]).toEqual([0, 4]);
    await undo(operationId);
    expect([held(red).reserved, held(blue).reserved]).toEqual([2, 0]);
    await match([{ listingId: card, productId: null }]);
    expect([held(red).reserved, held(blue).reserved]).toEqual([0, 0]);
    await match([{ listingId: card, productId: blue }]);
    expect(held(blue).reserved).toBe(2);
    expect(rig.database.read.ledger.verify()).toEqual([]);
  });
});

describe('look-alikes', () => {
  const compare = () => compareSome(rig.database).compared;
  const product = (id: ProductId) => rig.database.read.catalogue.product(id)!;

  it('are flagged on both sides, ask for a second scan, and the owner has the last word', async () => {
    const twin = rig.make.product({ article: 'CUP-BLUE-2', name: 'Кружка эмалированная синяя 350 мл' });
    expect(compare()).toBe(3);
    expect(compare()).toBe(0);
    expect([product(blue).secondScan, product(twin).secondScan, product(red).secondScan]).toEqual([true, true, false]);
    const whole = await rig.ask('product.get', { id: blue });
    expect(whole).toMatchObject({ product: { secondScan: true, lookAlikes: 1 }, lookAlikes: [{ productId: twin }] });
    const { category: _, secondScan: __, secondScanSaid: ___, weightG, components, ...row } = product(blue);
    const save = (secondScan: boolean | null) =>
      rig.ask('product.save', {
        ...row,
        barcodes: [...row.barcodes],
        components: components.map((part) => ({ ...part })),
        weightG,
        secondScan,
      });
    await save(false);
    expect(product(blue)).toMatchObject({ secondScan: false, secondScanSaid: false });
    await save(null);
    expect(product(blue)).toMatchObject({ secondScan: true, secondScanSaid: null });
  });

  it('are looked for anew when a name changes', () => {
    const twin = rig.make.product({ article: 'CUP-BLUE-2', name: 'Кружка эмалированная синяя 350 мл' });
    compare();
    rig.database.write(({ catalogue }) => catalogue.saveProduct({ ...product(twin), name: 'Ваза стеклянная' }, 1));
    expect(compare()).toBe(1);
    expect(product(blue).secondScan).toBe(false);
  });
});
