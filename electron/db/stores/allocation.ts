import { type AllocationStore, type Outage, OUTAGE_SETTING } from '#electron/ports/allocation-store.ts';
import type { AllocationRule } from '#shared/domain/allocation-rules.ts';
import type { AccountId, ListingId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { offerFigures } from './allocation-figures.ts';
import { type RuleRow, RULES, ruleShape } from './allocation-rows.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export function createAllocationStore(sql: Sql): AllocationStore {
  return { ...ruleBook(sql), ...reach(sql), ...silence(sql), figures: offerFigures(sql) };
}

function ruleBook(sql: Sql): Pick<AllocationStore, 'rules' | 'rule' | 'ruleOf' | 'saveRule' | 'removeRule' | 'categories' | 'isDividing'> {
  const all = sql.prepare<[], RuleRow>(`${RULES} ORDER BY listing_id IS NOT NULL, product_id IS NOT NULL, category, account_id, id`);
  const byId = sql.prepare<[string], RuleRow>(`${RULES} WHERE id = ?`);
  const byTarget = sql.prepare<(string | null)[], RuleRow>(
    `${RULES} WHERE account_id IS ? AND category IS ? AND product_id IS ? AND listing_id IS ?`,
  );
  const save = sql.prepare(
    `INSERT INTO allocation_rule (id, account_id, category, product_id, listing_id, safety_stock, maximum, percent, priority, last_pieces, frozen)
     VALUES (@id, @accountId, @category, @productId, @listingId, @safetyStock, @maximum, @percent, @priority, @lastPieces, @frozen)
     ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, category = excluded.category, product_id = excluded.product_id,
       listing_id = excluded.listing_id, safety_stock = excluded.safety_stock, maximum = excluded.maximum, percent = excluded.percent,
       priority = excluded.priority, last_pieces = excluded.last_pieces, frozen = excluded.frozen`,
  );
  const remove = sql.prepare('DELETE FROM allocation_rule WHERE id = ?');
  const categories = sql.prepare<[], string>("SELECT DISTINCT category FROM product WHERE category <> '' ORDER BY category").pluck();
  const dividing = sql
    .prepare<[], 0 | 1>(
      'SELECT EXISTS (SELECT 1 FROM allocation_rule WHERE percent IS NOT NULL OR priority IS NOT NULL OR last_pieces > 0)',
    )
    .pluck();
  const one = (row: RuleRow | undefined): AllocationRule | null => (row === undefined ? null : ruleShape(row));
  return {
    rules: () => all.all().map(ruleShape),
    rule: (id) => one(byId.get(id)),
    ruleOf: (target) => one(byTarget.get(target.accountId, target.category, target.productId, target.listingId)),
    saveRule: (rule) => void save.run({ ...rule, frozen: rule.frozen === null ? null : rule.frozen ? 1 : 0 }),
    removeRule: (id) => void remove.run(id),
    categories: () => categories.all(),
    isDividing: () => dividing.get() === 1,
  };
}

function reach(sql: Sql): Pick<AllocationStore, 'sharing' | 'cardsUnder'> {
  const sharing = sql
    .prepare<[string], ListingId>(
      `WITH mine AS (SELECT value AS id FROM json_each(?)),
       shelf AS (SELECT l.product_id AS id FROM mine JOIN listing l ON l.id = mine.id
         UNION SELECT k.component_id FROM mine JOIN listing l ON l.id = mine.id JOIN kit_component k ON k.kit_id = l.product_id)
       SELECT id FROM mine
       UNION SELECT l.id FROM shelf JOIN listing l ON l.product_id = shelf.id
       UNION SELECT l.id FROM shelf JOIN kit_component k ON k.component_id = shelf.id JOIN listing l ON l.product_id = k.kit_id`,
    )
    .pluck();
  const under = sql
    .prepare<Record<string, string | null>, ListingId>(
      `SELECT DISTINCT o.listing_id FROM offer o JOIN listing l ON l.id = o.listing_id JOIN product p ON p.id = l.product_id
       WHERE (@accountId IS NULL OR o.account_id = @accountId) AND (@category IS NULL OR p.category = @category)
         AND (@productId IS NULL OR l.product_id = @productId) AND (@listingId IS NULL OR l.id = @listingId)`,
    )
    .pluck();
  return {
    sharing: (listingIds) => sharing.all(JSON.stringify(listingIds)),
    cardsUnder: ({ accountId, category, productId, listingId }) => under.all({ accountId, category, productId, listingId }),
  };
}

function silence(sql: Sql): Pick<AllocationStore, 'outage' | 'watched' | 'setSilent'> {
  type Watched = { accountId: AccountId; readAtMs: number; silentSinceMs: number | null };
  const setting = sql.prepare<[string], string>('SELECT value_json FROM setting WHERE key = ?').pluck();
  const watched = sql.prepare<[], Watched>(
    `SELECT a.id AS accountId, coalesce(h.last_success_ms, a.created_at_ms) AS readAtMs, a.silent_since_ms AS silentSinceMs
     FROM account a LEFT JOIN stream_health h ON h.account_id = a.id AND h.stream = 'orders' WHERE a.live = 1 OR a.silent_since_ms IS NOT NULL`,
  );
  const set = sql.prepare('UPDATE account SET silent_since_ms = ? WHERE id = ?');
  return {
    outage: () => {
      const text = setting.get(OUTAGE_SETTING);
      return text === undefined ? null : (JSON.parse(text) as Outage | null);
    },
    watched: () => watched.all(),
    setSilent: (accountId, sinceMs) => void set.run(sinceMs, accountId),
  };
}
