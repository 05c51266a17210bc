import type { ChannelListing } from '#electron/channels/channel.ts';
import type { CatalogueStore, ListingRow } from '#electron/ports/catalogue-store.ts';
import type { AccountId, ListingId, ProductId } from '#shared/domain/ids.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { type SearchIndex, searchIndex } from './search-index.ts';

interface Row {
  readonly id: ListingId;
  readonly account_id: AccountId;
  readonly sku: string;
  readonly card_id: string;
  readonly article: string;
  readonly name: string;
  readonly size: string | null;
  readonly marked: 0 | 1;
  readonly photo_url: string | null;
  readonly archived: 0 | 1;
  readonly barcodes: string;
  readonly product_id: ProductId | null;
  readonly multiplicity: number;
  readonly matched_by: ListingRow['matchedBy'];
}

const SELECT = `SELECT l.id, l.account_id, l.sku, l.card_id, l.article, l.name, l.size, l.marked, l.photo_url, l.archived,
    (SELECT json_group_array(b.barcode) FROM listing_barcode b WHERE b.listing_id = l.id) AS barcodes,
    l.product_id, l.multiplicity, l.matched_by
  FROM listing l`;

type Cards = Pick<CatalogueStore, 'listing' | 'listingBySku' | 'listingsOf' | 'unmatched' | 'upsertListings' | 'autoMatch' | 'match'>;

/** Cards of the marketplaces and what stands behind each. */
export function cards(sql: Sql, index: SearchIndex): Cards {
  const byId = sql.prepare<[string], Row>(`${SELECT} WHERE l.id = ?`);
  const bySku = sql.prepare<[string, string], Row>(`${SELECT} WHERE l.account_id = ? AND l.sku = ?`);
  const ofProduct = sql
    .prepare<[string], ListingId>('SELECT id FROM listing WHERE product_id = ? ORDER BY account_id, article, sku')
    .pluck();
  const unmatched = sql.prepare<[string, string | null, string | null], Row>(
    `${SELECT} WHERE l.account_id = ? AND l.product_id IS NULL AND l.archived = 0
       AND (? IS NULL OR l.id IN (SELECT value FROM json_each(?))) ORDER BY l.article, l.sku`,
  );
  const one = (row: Row | undefined): ListingRow | null => (row === undefined ? null : shape(row));
  const listingBySku: Cards['listingBySku'] = (accountId, sku) => one(bySku.get(accountId, sku));
  return {
    ...matching(sql),
    listing: (id) => one(byId.get(id)),
    listingBySku,
    listingsOf: (productId) => ofProduct.all(productId),
    unmatched: (accountId, ids) => {
      const wanted = ids === null ? null : JSON.stringify(ids);
      return unmatched.all(accountId, wanted, wanted).map(shape);
    },
    upsertListings: cardWriter(sql, index, listingBySku),
  };
}

/** A card is found by its name, article, size, numbers and barcodes. */
export function listingSearch(sql: Sql): SearchIndex {
  const text = sql.prepare<[string], { rowid: number; text: string }>('SELECT rowid, search_text AS text FROM listing WHERE id = ?');
  return searchIndex(sql, 'listing_search', (id) => text.get(id));
}

function cardWriter(sql: Sql, index: SearchIndex, bySku: Cards['listingBySku']): Cards['upsertListings'] {
  const insert = sql.prepare(
    `INSERT INTO listing (id, account_id, sku, card_id, article, name, size, marked, photo_url, archived, search_text, seen_at_ms)
     VALUES (@id, @accountId, @sku, @cardId, @article, @name, @size, @marked, @photoUrl, @archived, @text, @at)
     ON CONFLICT (account_id, sku) DO UPDATE SET card_id = excluded.card_id, article = excluded.article, name = excluded.name,
       size = excluded.size, marked = excluded.marked, photo_url = excluded.photo_url, archived = excluded.archived,
       search_text = excluded.search_text, seen_at_ms = excluded.seen_at_ms`,
  );
  const seen = sql.prepare('UPDATE listing SET seen_at_ms = ? WHERE id = ?');
  const dropBarcodes = sql.prepare('DELETE FROM listing_barcode WHERE listing_id = ? AND barcode NOT IN (SELECT value FROM json_each(?))');
  const addBarcodes = sql.prepare(
    'INSERT INTO listing_barcode (listing_id, barcode) SELECT ?, value FROM json_each(?) WHERE TRUE ON CONFLICT DO NOTHING',
  );
  return (accountId, listings, atMs) => {
    const changed: ListingId[] = [];
    for (const card of listings) {
      const known = bySku(accountId, card.sku);
      if (known !== null && sameCard(known, card)) {
        seen.run(atMs, known.id);
        continue;
      }
      const id = known?.id ?? card.id;
      insert.run({
        id,
        accountId,
        sku: card.sku,
        cardId: card.cardId,
        article: card.article,
        name: card.name,
        size: card.size,
        marked: card.marked ? 1 : 0,
        photoUrl: card.photoUrl,
        archived: card.archived ? 1 : 0,
        text: searchable([card.name, card.article, card.size ?? '', card.sku, card.cardId, ...card.barcodes].join('\n')),
        at: atMs,
      });
      const barcodes = JSON.stringify(card.barcodes);
      dropBarcodes.run(id, barcodes);
      addBarcodes.run(id, barcodes);
      index.mark(id);
      changed.push(id);
    }
    return changed;
  };
}

function sameCard(known: ListingRow, card: ChannelListing): boolean {
  return (
    known.cardId === card.cardId &&
    known.article === card.article &&
    known.name === card.name &&
    known.size === card.size &&
    known.marked === card.marked &&
    known.photoUrl === card.photoUrl &&
    known.archived === card.archived &&
    known.barcodes.toSorted().join('\n') === [...new Set(card.barcodes)].toSorted().join('\n')
  );
}

function matching(sql: Sql): Pick<Cards, 'autoMatch' | 'match'> {
  const match = sql.prepare('UPDATE listing SET product_id = ?, multiplicity = ?, matched_by = ? WHERE id = ?');
  const byBarcode = sql
    .prepare<[string], ListingId>(
      `UPDATE listing SET product_id = found.product_id, multiplicity = 1, matched_by = 'barcode'
       FROM (SELECT b.listing_id, min(c.product_id) AS product_id
         FROM listing l JOIN listing_barcode b ON b.listing_id = l.id JOIN product_barcode c ON c.barcode = b.barcode
         JOIN product p ON p.id = c.product_id AND p.archived = 0
         WHERE l.account_id = ? AND l.product_id IS NULL AND l.archived = 0
         GROUP BY b.listing_id HAVING min(c.product_id) = max(c.product_id)) found
       WHERE listing.id = found.listing_id RETURNING listing.id`,
    )
    .pluck();
  /*
   * An article names one product when the card has no sizes, or the article of the product says the size too. A card whose barcodes
   * belong to several products is left to a person, whatever its article says.
   */
  const byArticle = sql
    .prepare<[string], ListingId>(
      `UPDATE listing SET product_id = found.product_id, multiplicity = 1, matched_by = 'article'
       FROM (SELECT l.id AS listing_id, min(p.id) AS product_id
         FROM listing l JOIN product p ON p.archived = 0 AND (p.article = l.article || ' ' || l.size OR p.article = l.article
           AND NOT EXISTS (SELECT 1 FROM listing s WHERE s.account_id = l.account_id AND s.article = l.article AND s.id <> l.id))
         WHERE l.account_id = ? AND l.product_id IS NULL AND l.archived = 0 AND l.article <> ''
           AND NOT EXISTS (SELECT 1 FROM listing_barcode b JOIN product_barcode c ON c.barcode = b.barcode
             JOIN product q ON q.id = c.product_id AND q.archived = 0 WHERE b.listing_id = l.id)
         GROUP BY l.id HAVING min(p.id) = max(p.id)) found
       WHERE listing.id = found.listing_id RETURNING listing.id`,
    )
    .pluck();
  return {
    autoMatch: (accountId) => [...byBarcode.all(accountId), ...byArticle.all(accountId)],
    match: (id, productId, multiplicity, by) => void match.run(productId, multiplicity, by, id),
  };
}

const shape = (row: Row): ListingRow => ({
  id: row.id,
  accountId: row.account_id,
  sku: row.sku,
  cardId: row.card_id,
  article: row.article,
  name: row.name,
  size: row.size,
  marked: row.marked === 1,
  photoUrl: row.photo_url,
  archived: row.archived === 1,
  barcodes: JSON.parse(row.barcodes) as string[],
  productId: row.product_id,
  multiplicity: row.multiplicity,
  matchedBy: row.matched_by,
});
