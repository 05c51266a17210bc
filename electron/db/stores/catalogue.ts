import type { CatalogueStore } from '#electron/ports/catalogue-store.ts';

import type { Sql } from '../sql.ts';
import { cabinets } from './catalogue-cabinets.ts';
import { cards } from './catalogue-cards.ts';
import { likenesses } from './catalogue-likeness.ts';
import { matches } from './catalogue-matches.ts';
import { places } from './catalogue-places.ts';
import { products } from './catalogue-products.ts';
import { listingViews } from './listing-views.ts';
import { productViews } from './product-views.ts';
import type { SearchIndex } from './search-index.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export const createCatalogueStore = (
  sql: Sql,
  indexes: { readonly products: SearchIndex; readonly listings: SearchIndex },
): CatalogueStore => ({
  ...cabinets(sql),
  ...products(sql, indexes.products),
  ...places(sql),
  ...cards(sql, indexes.listings),
  ...matches(sql),
  ...likenesses(sql),
  productViews: productViews(sql),
  listingViews: listingViews(sql),
});
