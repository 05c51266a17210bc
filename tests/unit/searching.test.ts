import { afterEach, beforeEach, expect, it } from 'vitest';

import { SEARCH_LIMIT } from '#electron/db/lists/found.ts';
import { listListings } from '#electron/db/lists/listings.ts';
import { listProducts } from '#electron/db/lists/products.ts';
import { packingRig } from '#tests/support/packing-rig.ts';
import { stockRig } from '#tests/support/stock-rig.ts';

const window = { offset: 0, limit: 50 } as const;
let rig: ReturnType<typeof stockRig>;
beforeEach(() => (rig = stockRig()));
afterEach(() => rig.close());

it('a word that fits very many rows says so, and hides no rare one of a narrower list', () => {
  const account = rig.make.account({ live: false });
  const rare = rig.make.product({ article: 'Z-1', name: 'Свеча с запахом' });
  const many = SEARCH_LIMIT + 1;
  for (let index = 0; index < many; index += 1) rig.make.product({ article: `A-${index}`, name: `Свеча ${index}` });
  rig.make.receive(rare, rig.make.warehouse('СК'), 1);
  for (let index = 0; index < many; index += 1) rig.make.listing(account, { sku: `s-${index}`, productId: rare });
  const unmatched = rig.make.listing(account, { sku: 's-rare' });
  const sql = rig.sql;
  const products = { search: 'свеча', sort: 'name', descending: false, ...window } as const;
  expect(listProducts(sql, { ...products, show: 'all' })).toMatchObject({ total: SEARCH_LIMIT, capped: true });
  expect(listProducts(sql, { ...products, show: 'in-stock' })).toMatchObject({ total: 1, capped: false, rows: [{ id: rare }] });
  const cards = { accountId: null, search: 's-', ...window };
  const word = rig.database.read.catalogue.listing(unmatched)!.article.slice(0, 3);
  expect(listListings(sql, { ...cards, search: word, show: 'all' })).toMatchObject({ total: SEARCH_LIMIT, capped: true });
  expect(listListings(sql, { ...cards, search: word, show: 'unmatched' })).toMatchObject({
    total: 1,
    capped: false,
    rows: [{ id: unmatched }],
  });
});

it('a card is found by any of its words and by what it begins with, in its new words after a change', () => {
  const account = rig.make.account({ live: false });
  const card = (name: string) =>
    rig.database.write(({ catalogue }) =>
      catalogue.upsertListings(
        account,
        [
          {
            id: 'card' as never,
            sku: '77001',
            cardId: '901',
            article: 'ШАРФ-СИН',
            name,
            size: 'M',
            barcodes: ['4600000000022'],
            marked: false,
            photoUrl: null,
            archived: false,
          },
        ],
        1,
      ),
    );
  const found = (search: string) => listListings(rig.sql, { accountId: account, search, show: 'all', ...window }).total;
  card('Шарф тёплый');
  expect(['теплый', 'шарф м', '77001', '901', '00000022', 'ш', 'ША', 'фый'].map(found)).toEqual([1, 0, 1, 1, 1, 1, 1, 0]);
  card('Палантин');
  expect(['теплый', 'палантин', 'па'].map(found)).toEqual([0, 1, 1]);
});

it('an order is found by the figures it begins with, old or young, and by those of its goods when no number begins so', async () => {
  const desk = packingRig();
  const thing = desk.thing('4600000000015', { stock: 9 });
  const young = desk.order(thing, { number: '3900000777' });
  const old = desk.order(thing, { number: '3900000111', barcodes: ['2000111222333'] });
  const ids = async (search: string, show: string) =>
    (await desk.ask('order.list', { search, show, sort: 'number' })).rows.map((row) => row.id);
  for (const show of ['all', 'active']) {
    expect(await ids('39', show)).toEqual([old, young]);
    expect(await ids('3900000', show)).toEqual([old, young]);
    expect(await ids('00777', show)).toEqual([young]);
    expect(await ids('2000111', show)).toEqual([old]);
    expect(await ids('400', show)).toEqual([]);
  }
  desk.close();
});
