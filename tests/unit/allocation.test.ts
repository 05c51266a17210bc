import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Input } from '#shared/contract/index.ts';
import type { AccountId, ListingId, LocationId, ProductId } from '#shared/domain/ids.ts';
import { TEST_NOW_MS, testId } from '#tests/support/database.ts';
import { stockRig } from '#tests/support/stock-rig.ts';

let rig: ReturnType<typeof stockRig>;
let warehouse: LocationId;
let cup: ProductId;
let first: AccountId;
let second: AccountId;
let firstCard: ListingId;
let secondCard: ListingId;

/** One stock of ten cups, and two cabinets of two legal entities that sell them. */
beforeEach(() => {
  rig = stockRig();
  warehouse = rig.make.warehouse('СК');
  cup = rig.make.product({ article: 'CUP', name: 'Кружка' });
  rig.make.receive(cup, warehouse, 10);
  first = rig.make.account({ live: true, name: 'Первый' });
  second = rig.make.account({ live: true, name: 'Второй' });
  rig.make.channelWarehouse(first, warehouse);
  rig.make.channelWarehouse(second, warehouse);
  firstCard = rig.make.listing(first, { productId: cup });
  secondCard = rig.make.listing(second, { productId: cup });
  rig.make.tellAll(first, second);
});
afterEach(() => rig.close());

type Rule = Omit<Input<'rule.save'>, 'operationId'>;
const ruleOf = (words: Partial<Rule>): Rule => ({
  id: testId(),
  accountId: null,
  category: null,
  productId: null,
  listingId: null,
  safetyStock: null,
  maximum: null,
  percent: null,
  priority: null,
  lastPieces: null,
  frozen: null,
  ...words,
});
const save = (words: Partial<Rule>) => rig.ask('rule.save', ruleOf(words));
const told = (listingId: ListingId) => rig.database.read.allocation.figures([listingId]).map((figure) => figure.quantity);
const waiting = () =>
  [first, second].flatMap((accountId) =>
    rig.database.read.sync
      .offersOfAccount(accountId, 100)
      .filter((offer) => offer.wantedVersion > offer.ackedVersion)
      .map((offer) => ({ listingId: offer.listingId, urgent: offer.urgent })),
  );

describe('a rule', () => {
  it('touches exactly the offers it changes, decreases first', async () => {
    const plate = rig.make.product({ article: 'PLATE' });
    rig.make.receive(plate, warehouse, 3);
    rig.make.listing(first, { productId: plate });
    rig.make.tellAll(first, second);
    expect(await save({ accountId: first, maximum: 5 })).toEqual({ changedOffers: 1 });
    expect(waiting()).toEqual([{ listingId: firstCard, urgent: true }]);
    expect(told(firstCard)).toEqual([5]);
    expect(told(secondCard)).toEqual([10]);
  });

  it('that frees stock is told without hurry', async () => {
    const rule = ruleOf({ productId: cup, safetyStock: 4 });
    await rig.ask('rule.save', rule);
    rig.make.tellAll(first, second);
    expect(await rig.ask('rule.remove', { id: rule.id })).toEqual({ changedOffers: 2 });
    expect(waiting()).toEqual([
      { listingId: firstCard, urgent: false },
      { listingId: secondCard, urgent: false },
    ]);
  });

  it('of a share divides one stock between the cabinets, the other one included', async () => {
    expect(await save({ accountId: first, percent: 70 })).toEqual({ changedOffers: 2 });
    expect([...told(firstCard), ...told(secondCard)]).toEqual([7, 3]);
    expect(await save({ listingId: secondCard, frozen: true })).toEqual({ changedOffers: 1 });
    expect([...told(firstCard), ...told(secondCard)]).toEqual([7, 0]);
  });

  it('keeps the last pieces for one cabinet, and says so to the other', async () => {
    await save({ accountId: first, productId: cup, lastPieces: 10 });
    const listings = await rig.ask('listing.list', { accountId: second, show: 'all' });
    if (typeof listings === 'string') throw new Error(listings);
    expect(listings.rows[0]?.offers[0]).toMatchObject({
      would: 0,
      reason: 'last-pieces',
      onHand: 10,
      reserved: 0,
      available: 10,
      rule: { scope: 'product', accountName: 'Первый' },
    });
  });

  it('of a category reaches its products, and yields to one of a product', async () => {
    const product = rig.database.read.catalogue.product(cup)!;
    rig.database.write(({ catalogue }) => catalogue.saveProduct({ ...product, category: 'Посуда' }, TEST_NOW_MS));
    await save({ category: 'Посуда', safetyStock: 6 });
    expect(told(firstCard)).toEqual([4]);
    await save({ productId: cup, safetyStock: 1 });
    expect(told(firstCard)).toEqual([9]);
    const list = await rig.ask('rule.list', {});
    expect(list).toMatchObject({ categories: ['Посуда'], rows: [{ scope: 'category' }, { scope: 'product', productName: 'Кружка' }] });
  });

  it('is refused when it says nothing, repeats another, or keeps last pieces nowhere', async () => {
    expect(await save({ accountId: first })).toBe('rule-says-nothing');
    expect(await save({ lastPieces: 2 })).toBe('last-pieces-need-cabinet');
    expect(await save({ listingId: firstCard, accountId: first, maximum: 1 })).toBe('rule-target-wrong');
    await save({ accountId: first, maximum: 1 });
    expect(await save({ accountId: first, maximum: 2 })).toBe('rule-taken');
    expect(await save({ productId: 'none', maximum: 1 })).toBe('product-unknown');
    expect(await rig.ask('rule.remove', { id: 'none' })).toBe('rule-unknown');
  });
});

describe('one stock', () => {
  it('is divided between two warehouses of a cabinet, two listings of a product and a kit', async () => {
    rig.make.channelWarehouse(first, warehouse);
    const twin = rig.make.listing(second, { productId: cup });
    const kit = rig.make.kit([{ productId: cup, quantity: 2 }], { article: 'KIT' });
    const kitCard = rig.make.listing(second, { productId: kit });
    rig.make.tellAll(first, second);
    await save({ accountId: first, percent: 40 });
    expect(told(firstCard)).toEqual([2, 2]);
    const rest = [...told(secondCard), ...told(twin), ...told(kitCard).map((kits) => kits * 2)];
    expect(rest.reduce((sum, units) => sum + units, 4)).toBe(10);
  });

  it('leaves out a cabinet that is not told stock yet', async () => {
    const third = rig.make.account({ live: false, name: 'Третий' });
    rig.make.channelWarehouse(third, warehouse);
    const thirdCard = rig.make.listing(third, { productId: cup });
    rig.make.tellAll(third);
    await save({ accountId: first, percent: 50 });
    expect([...told(firstCard), ...told(secondCard)]).toEqual([5, 5]);
    expect(told(thirdCard)[0]).toBeLessThanOrEqual(3);
  });
});

describe('a silent marketplace', () => {
  const silence = (accountId: AccountId, sinceMs: number | null) =>
    rig.database.write(({ allocation }) => allocation.setSilent(accountId, sinceMs));

  it('lets the safety stock grow for everyone who sells the same, and for nothing else', async () => {
    const plate = rig.make.product({ article: 'PLATE' });
    rig.make.receive(plate, warehouse, 3);
    const plateCard = rig.make.listing(second, { productId: plate });
    rig.make.tellAll(first, second);
    await rig.ask('rule.setOutage', { outage: { afterMinutes: 30, addUnits: 2 } });
    silence(first, TEST_NOW_MS);
    expect([...told(firstCard), ...told(secondCard), ...told(plateCard)]).toEqual([8, 8, 3]);
    silence(first, null);
    expect([...told(firstCard), ...told(secondCard)]).toEqual([10, 10]);
  });

  it('is told anew when the rule for it changes', async () => {
    await rig.ask('rule.setOutage', { outage: { afterMinutes: 30, addUnits: 2 } });
    silence(first, TEST_NOW_MS);
    rig.make.tellAll(first, second);
    await rig.ask('rule.setOutage', { outage: null });
    expect(waiting()).toHaveLength(2);
  });
});
