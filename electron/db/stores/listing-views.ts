import type { OfferFigure } from '#electron/ports/allocation-store.ts';
import type { Output } from '#shared/contract/index.ts';
import { OWN_RULE, type RuleTarget, scopeOf } from '#shared/domain/allocation-rules.ts';
import type { ListingId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { offerFigures } from './allocation-figures.ts';

export type ListingView = Output<'listing.list'>['rows'][number];
type Offer = ListingView['offers'][number];

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
  readonly multiplicity: number;
  readonly matched_by: 'barcode' | 'article' | 'person' | null;
}

interface OfferRow {
  readonly external_warehouse_id: string;
  readonly told: number | null;
  readonly told_at_ms: number | null;
  readonly live: number | null;
  readonly live_read_at_ms: number | null;
  readonly waiting: 0 | 1;
  readonly problem_code: string | null;
  readonly problem_message: string | null;
}

interface RuleNames extends RuleTarget {
  readonly id: string;
  readonly accountName: string | null;
}

/** Cards as the screens show them, in the order asked, with what each warehouse of the marketplace is told and why. */
export function listingViews(sql: Sql): (ids: readonly string[]) => ListingView[] {
  const view = sql.prepare<[string], Row>(
    `SELECT l.id, l.account_id, a.name AS account_name, l.sku, l.card_id, l.article, l.name, l.size,
       (SELECT json_group_array(b.barcode) FROM listing_barcode b WHERE b.listing_id = l.id) AS barcodes,
       l.marked, l.archived, l.product_id, p.article AS product_article, p.name AS product_name,
       l.multiplicity, l.matched_by
     FROM json_each(?) wanted JOIN listing l ON l.id = wanted.value JOIN account a ON a.id = l.account_id
     LEFT JOIN product p ON p.id = l.product_id ORDER BY wanted.key`,
  );
  const offers = sql.prepare<[string], OfferRow>(
    `SELECT o.external_warehouse_id, o.told_quantity AS told, o.told_at_ms, o.live_quantity AS live, o.live_read_at_ms,
       o.wanted_version > o.acked_version AND o.parked = 0 AS waiting, o.problem_json ->> 'code' AS problem_code,
       o.problem_json ->> 'channelMessage' AS problem_message
     FROM offer o WHERE o.listing_id = ? ORDER BY o.external_warehouse_id`,
  );
  const figures = offerFigures(sql);
  const ruleOf = sql.prepare<[string], RuleNames>(
    `SELECT r.id, r.account_id AS accountId, r.category, r.product_id AS productId, r.listing_id AS listingId, a.name AS accountName
     FROM allocation_rule r LEFT JOIN account a ON a.id = r.account_id WHERE r.id = ?`,
  );
  const rule = (id: string | null): Offer['rule'] => {
    if (id === OWN_RULE) return { id: null, scope: 'own', accountName: null, category: null };
    const found = id === null ? undefined : ruleOf.get(id);
    return found === undefined ? null : { id, scope: scopeOf(found), accountName: found.accountName, category: found.category };
  };
  const offerOf = (offer: OfferRow, figure: OfferFigure | undefined): Offer => ({
    externalWarehouseId: offer.external_warehouse_id,
    told: offer.told,
    toldAtMs: offer.told_at_ms,
    live: offer.live,
    liveReadAtMs: offer.live_read_at_ms,
    waiting: offer.waiting === 1,
    would: figure?.quantity ?? 0,
    reason: figure?.reason ?? 'nothing-left',
    onHand: figure?.onHand ?? 0,
    reserved: figure?.reserved ?? 0,
    available: figure?.available ?? 0,
    rule: rule(figure?.rule ?? null),
    problemCode: offer.problem_code,
    problemMessage: offer.problem_message,
  });

  return (ids) => {
    const all = new Map(
      figures(ids as readonly ListingId[]).map((figure) => [`${figure.listingId} ${figure.externalWarehouseId}`, figure]),
    );
    return view.all(JSON.stringify(ids)).map((row) => ({
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
      offers: offers.all(row.id).map((offer) => offerOf(offer, all.get(`${row.id} ${offer.external_warehouse_id}`))),
    }));
  };
}
