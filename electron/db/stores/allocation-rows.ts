import type { AllocationRule } from '#shared/domain/allocation-rules.ts';

export interface RuleRow {
  readonly id: string;
  readonly account_id: string | null;
  readonly category: string | null;
  readonly product_id: string | null;
  readonly listing_id: string | null;
  readonly safety_stock: number | null;
  readonly maximum: number | null;
  readonly percent: number | null;
  readonly priority: number | null;
  readonly last_pieces: number | null;
  readonly frozen: 0 | 1 | null;
}

export const RULES = `SELECT id, account_id, category, product_id, listing_id, safety_stock, maximum, percent, priority, last_pieces, frozen
  FROM allocation_rule`;

export const ruleShape = (row: RuleRow): AllocationRule => ({
  id: row.id,
  accountId: row.account_id,
  category: row.category,
  productId: row.product_id,
  listingId: row.listing_id,
  safetyStock: row.safety_stock,
  maximum: row.maximum,
  percent: row.percent,
  priority: row.priority,
  lastPieces: row.last_pieces,
  frozen: row.frozen === null ? null : row.frozen === 1,
});
