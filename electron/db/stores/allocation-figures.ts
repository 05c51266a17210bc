import { type AllocationStore, type OfferFigure, type Outage, OUTAGE_SETTING } from '#electron/ports/allocation-store.ts';
import { type AllocationRule, termsFor } from '#shared/domain/allocation-rules.ts';
import { allocate, type Claim, wholeKits } from '#shared/domain/allocation.ts';
import type { ListingId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { type RuleRow, RULES, ruleShape } from './allocation-rows.ts';

interface OfferRow {
  readonly listing_id: ListingId;
  readonly external_warehouse_id: string;
  readonly account_id: string;
  readonly product_id: string | null;
  readonly multiplicity: number;
  readonly warehouse_id: string | null;
  readonly is_gone: 0 | 1;
  readonly category: string | null;
  readonly safety_stock: number | null;
}

interface Part {
  readonly kit_id: string;
  readonly component_id: string;
  readonly quantity: number;
}

const OFFERS = `SELECT o.listing_id, o.external_warehouse_id, o.account_id, l.product_id, l.multiplicity, w.warehouse_id,
    l.product_id IS NULL OR p.archived = 1 AS is_gone, p.category, p.safety_stock
  FROM json_each(?) wanted CROSS JOIN listing l ON l.id = wanted.value CROSS JOIN offer o ON o.listing_id = l.id
  JOIN channel_warehouse w ON w.account_id = o.account_id AND w.external_id = o.external_warehouse_id
  LEFT JOIN product p ON p.id = l.product_id`;

/**
 * Everything that offers depend on is read in a handful of questions, however many offers are asked about. Where a rule divides stock,
 * offers of other cards on the same products are read too: those of cabinets that are told stock, since only they promise anything.
 */
export function offerFigures(sql: Sql): AllocationStore['figures'] {
  const asked = sql.prepare<[string], OfferRow>(`${OFFERS} ORDER BY wanted.key, o.external_warehouse_id`);
  const others = sql.prepare<[string, string], OfferRow>(
    `${OFFERS} JOIN account a ON a.id = o.account_id AND a.live = 1 WHERE l.id NOT IN (SELECT value FROM json_each(?))`,
  );
  const partsOf = sql.prepare<[string], Part>(
    'SELECT kit_id, component_id, quantity FROM json_each(?) wanted JOIN kit_component k ON k.kit_id = wanted.value',
  );
  const cardsOf = sql
    .prepare<[string], ListingId>(
      `WITH shelf AS (SELECT value AS id FROM json_each(?))
       SELECT l.id FROM shelf JOIN listing l ON l.product_id = shelf.id
       UNION SELECT l.id FROM shelf JOIN kit_component k ON k.component_id = shelf.id JOIN listing l ON l.product_id = k.kit_id`,
    )
    .pluck();
  const dividing = sql
    .prepare<[], 0 | 1>(
      'SELECT EXISTS (SELECT 1 FROM allocation_rule WHERE percent IS NOT NULL OR priority IS NOT NULL OR last_pieces > 0)',
    )
    .pluck();
  const rulesFor = rulesAbout(sql);
  const unseen = unseenProducts(sql);
  const stock = stockOf(sql);

  return (listingIds) => {
    const wanted = JSON.stringify(listingIds);
    const rows = asked.all(wanted);
    const parts = new Map<string, readonly Part[]>();
    const needsOf = (row: OfferRow): Claim['needs'] => {
      if (row.product_id === null || row.is_gone === 1) return [];
      const kit = parts.get(row.product_id) ?? [];
      if (kit.length === 0) return [{ productId: row.product_id, quantity: 1 }];
      return kit.map((part) => ({ productId: part.component_id, quantity: part.quantity }));
    };
    const learn = (offers: readonly OfferRow[]) => {
      const unknown = [...new Set(offers.flatMap((row) => row.product_id ?? []))].filter((id) => !parts.has(id));
      const found = Map.groupBy(partsOf.all(JSON.stringify(unknown)), (part) => part.kit_id);
      for (const id of unknown) parts.set(id, found.get(id) ?? []);
    };
    learn(rows);
    const shelf = [...new Set(rows.flatMap((row) => needsOf(row).map((need) => need.productId)))];
    const rivals = dividing.get() === 1 ? others.all(JSON.stringify(cardsOf.all(JSON.stringify(shelf))), wanted) : [];
    learn(rivals);
    const all = [...rows, ...rivals];
    const needed = [...new Set(all.flatMap((row) => needsOf(row).map((need) => need.productId)))];
    const figures = stock(needed);
    const outage = unseen(needed);
    const rules = rulesFor(all);
    const claims = all.map((row) => claimOf(row, needsOf(row), rules(row), outage));
    const answers = allocate(claims, (productId, warehouseId) => figures(productId, warehouseId).free);
    return rows.map((row, index): OfferFigure => {
      const { needs } = claims[index]!;
      const at = (figure: 'onHand' | 'free') =>
        row.warehouse_id === null
          ? 0
          : wholeKits(needs.map((need) => ({ available: figures(need.productId, row.warehouse_id!)[figure], quantity: need.quantity })));
      return {
        ...answers[index]!,
        listingId: row.listing_id,
        externalWarehouseId: row.external_warehouse_id,
        onHand: at('onHand'),
        reserved: at('onHand') - at('free'),
        multiplicity: row.multiplicity,
      };
    });
  };
}

const claimOf = (
  row: OfferRow,
  needs: Claim['needs'],
  rules: readonly AllocationRule[],
  outage: { readonly products: ReadonlySet<string>; readonly units: number },
): Claim => ({
  key: `${row.listing_id} ${row.external_warehouse_id}`,
  accountId: row.account_id,
  listingId: row.listing_id,
  warehouseId: row.warehouse_id,
  needs,
  multiplicity: row.multiplicity,
  terms: termsFor(rules, {
    accountId: row.account_id,
    category: row.category ?? '',
    productId: row.product_id ?? '',
    listingId: row.listing_id,
    productSafetyStock: row.safety_stock ?? 0,
  }),
  outageUnits: needs.some((need) => outage.products.has(need.productId)) ? outage.units : 0,
});

/** Rules of everything, of cabinets and of categories are few and read whole; those of products and listings, for what is asked alone. */
function rulesAbout(sql: Sql): (rows: readonly OfferRow[]) => (row: OfferRow) => readonly AllocationRule[] {
  const wide = sql.prepare<[], RuleRow>(`${RULES} WHERE product_id IS NULL AND listing_id IS NULL`);
  const narrow = sql.prepare<[string, string], RuleRow>(
    `${RULES} WHERE product_id IN (SELECT value FROM json_each(?)) OR listing_id IN (SELECT value FROM json_each(?))`,
  );
  return (rows) => {
    const general = wide.all().map(ruleShape);
    const ids = (of: (row: OfferRow) => string | null) => JSON.stringify([...new Set(rows.flatMap((row) => of(row) ?? []))]);
    const special = narrow
      .all(
        ids((row) => row.product_id),
        ids((row) => row.listing_id),
      )
      .map(ruleShape);
    const byProduct = Map.groupBy(special, (rule) => rule.productId ?? rule.listingId);
    return (row) => [...general, ...(byProduct.get(row.product_id) ?? []), ...(byProduct.get(row.listing_id) ?? [])];
  };
}

/** Products that a silent marketplace goes on selling where nobody sees it. */
function unseenProducts(sql: Sql): (productIds: readonly string[]) => { readonly products: ReadonlySet<string>; readonly units: number } {
  const setting = sql.prepare<[string], string>('SELECT value_json FROM setting WHERE key = ?').pluck();
  const anySilent = sql.prepare<[], 0 | 1>('SELECT EXISTS (SELECT 1 FROM account WHERE silent_since_ms IS NOT NULL AND live = 1)').pluck();
  const sold = sql
    .prepare<[string], string>(
      `SELECT wanted.value FROM json_each(?) wanted WHERE EXISTS (
         SELECT 1 FROM listing l JOIN account a ON a.id = l.account_id
         WHERE a.silent_since_ms IS NOT NULL AND a.live = 1
           AND (l.product_id = wanted.value OR l.product_id IN (SELECT kit_id FROM kit_component WHERE component_id = wanted.value)))`,
    )
    .pluck();
  return (productIds) => {
    const none = { products: new Set<string>(), units: 0 };
    if (anySilent.get() !== 1) return none;
    const text = setting.get(OUTAGE_SETTING);
    const outage = text === undefined ? null : (JSON.parse(text) as Outage | null);
    return outage === null ? none : { products: new Set(sold.all(JSON.stringify(productIds))), units: outage.addUnits };
  };
}

function stockOf(
  sql: Sql,
): (productIds: readonly string[]) => (productId: string, warehouseId: string) => { readonly onHand: number; readonly free: number } {
  type Row = { product_id: string; warehouse_id: string; on_hand: number; free: number };
  const held = sql.prepare<[string], Row>(
    `SELECT s.product_id, s.warehouse_id, s.on_hand, s.on_hand - s.reserved AS free
     FROM json_each(?) wanted CROSS JOIN stock s ON s.product_id = wanted.value`,
  );
  const short = sql.prepare<[string], Omit<Row, 'on_hand'>>(
    `SELECT product_id, warehouse_id, sum(quantity) AS free FROM shortage
     WHERE ended IS NULL AND product_id IN (SELECT value FROM json_each(?)) GROUP BY product_id, warehouse_id`,
  );
  const nothing = { onHand: 0, free: 0 };
  return (productIds) => {
    const wanted = JSON.stringify(productIds);
    const rows = new Map(held.all(wanted).map((row) => [`${row.product_id} ${row.warehouse_id}`, { onHand: row.on_hand, free: row.free }]));
    // What orders are short of is promised already, though no shelf holds it yet.
    for (const lack of short.all(wanted)) {
      const key = `${lack.product_id} ${lack.warehouse_id}`;
      const row = rows.get(key);
      if (row !== undefined) rows.set(key, { onHand: row.onHand, free: Math.max(0, row.free - lack.free) });
    }
    return (productId, warehouseId) => rows.get(`${productId} ${warehouseId}`) ?? nothing;
  };
}
