import type { Output } from '#shared/contract/index.ts';
import { allocate } from '#shared/domain/allocation.ts';

import type { Sql } from '../sql.ts';
import { availableIn } from './product-views.ts';

export type ListingView = Output<'listing.list'>['rows'][number];

interface Row {
  readonly id: string;
  readonly account_id: string;
  readonly account_name: string;
  readonly sku: string;
  readonly card_id: string;
  readonly article: string;
  readonly name: string;
  readonly size: string | null;
  readonly barcodes: string;
  readonly marked: 0 | 1;
  readonly archived: 0 | 1;
  readonly product_id: string | null;
  readonly product_article: string | null;
  readonly product_name: string | null;
  readonly safety_stock: number | null;
  readonly product_archived: 0 | 1 | null;
  readonly multiplicity: number;
  readonly matched_by: 'barcode' | 'article' | 'person' | null;
}

interface OfferRow {
  readonly external_warehouse_id: string;
  readonly warehouse_id: string | null;
  readonly told: number | null;
  readonly told_at_ms: number | null;
  readonly live: number | null;
  readonly live_read_at_ms: number | null;
  readonly waiting: 0 | 1;
  readonly problem_code: string | null;
}

/** Cards as the screens show them, in the order asked, with what each warehouse of the marketplace is told and why. */
export function listingViews(sql: Sql): (ids: readonly string[]) => ListingView[] {
  const view = sql.prepare<[string], Row>(
    `SELECT l.id, l.account_id, a.name AS account_name, l.sku, l.card_id, l.article, l.name, l.size,
       (SELECT json_group_array(b.barcode) FROM listing_barcode b WHERE b.listing_id = l.id) AS barcodes,
       l.marked, l.archived, l.product_id, p.article AS product_article, p.name AS product_name, p.safety_stock,
       p.archived AS product_archived,       l.multiplicity, l.matched_by
     FROM json_each(?) wanted JOIN listing l ON l.id = wanted.value JOIN account a ON a.id = l.account_id
     LEFT JOIN product p ON p.id = l.product_id ORDER BY wanted.key`,
  );
  const offers = sql.prepare<[string], OfferRow>(
    `SELECT o.external_warehouse_id, w.warehouse_id, o.told_quantity AS told, o.told_at_ms, o.live_quantity AS live, o.live_read_at_ms,
       o.wanted_version > o.acked_version AND o.parked = 0 AS waiting, o.problem_json ->> 'code' AS problem_code
     FROM offer o JOIN channel_warehouse w ON w.account_id = o.account_id AND w.external_id = o.external_warehouse_id
     WHERE o.listing_id = ? ORDER BY o.external_warehouse_id`,
  );
  const available = availableIn(sql);

  const offerOf = (listing: Row, offer: OfferRow): ListingView['offers'][number] => {
    const would = allocate({
      available: listing.product_id === null || offer.warehouse_id === null ? 0 : available(listing.product_id, offer.warehouse_id),
      safetyStock: listing.safety_stock ?? 0,
      multiplicity: listing.multiplicity,
      frozen: listing.product_id === null || listing.product_archived === 1 || offer.warehouse_id === null,
    });
    return {
      externalWarehouseId: offer.external_warehouse_id,
      told: offer.told,
      toldAtMs: offer.told_at_ms,
      live: offer.live,
      liveReadAtMs: offer.live_read_at_ms,
      waiting: offer.waiting === 1,
      would: would.quantity,
      reason: would.reason,
      problemCode: offer.problem_code,
    };
  };

  return (ids) =>
    view.all(JSON.stringify(ids)).map((row) => ({
      id: row.id,
      accountId: row.account_id,
      accountName: row.account_name,
      sku: row.sku,
      cardId: row.card_id,
      article: row.article,
      name: row.name,
      size: row.size,
      barcodes: JSON.parse(row.barcodes) as string[],
      marked: row.marked === 1,
      archived: row.archived === 1,
      productId: row.product_id,
      productArticle: row.product_article,
      productName: row.product_name,
      multiplicity: row.multiplicity,
      matchedBy: row.matched_by,
      offers: offers.all(row.id).map((offer) => offerOf(row, offer)),
    }));
}
