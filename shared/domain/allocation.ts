import { dividePool, type Draw } from './allocation-pool.ts';
import type { Terms } from './allocation-rules.ts';

/** Why a marketplace is told this very figure, for the person who asks. */
export const ALLOCATION_REASONS = [
  'available',
  'nothing-left',
  'safety-stock',
  'outage',
  'last-pieces',
  'share',
  'promised-to-others',
  'maximum',
  'less-than-one',
  'frozen',
] as const;
export type AllocationReason = (typeof ALLOCATION_REASONS)[number];

/** One listing in one warehouse of a marketplace, as one of those who want what lies on our shelves. */
export interface Claim {
  /** Tells claims apart. */
  readonly key: string;
  readonly accountId: string;
  readonly listingId: string;
  /** Our warehouse that feeds it; null: none does, and nothing can be promised. */
  readonly warehouseId: string | null;
  /** What one unit of the product takes from shelves: itself, or a kit's parts. Empty: no product stands behind the listing. */
  readonly needs: readonly { readonly productId: string; readonly quantity: number }[];
  /** Units of the product in one unit of the listing. */
  readonly multiplicity: number;
  readonly terms: Terms;
  /** Units added to the safety stock while a marketplace that sells the same is silent. */
  readonly outageUnits: number;
}

export interface Allocation {
  /** Units of the listing, ≥ 0. */
  readonly quantity: number;
  readonly reason: AllocationReason;
  /** The rule that decided, `OWN_RULE`, or null. */
  readonly rule: string | null;
  /** Units of the product (whole kits of a kit) on hand and not reserved where the claim draws from. */
  readonly available: number;
}

/**
 * What each channel is told (DESIGN §3). A claim draws on every shelf product it needs; on each of them it gets what is there less its
 * safety stock, or its part where stock is divided, and is told the whole units that all of them allow, at most its maximum.
 * Stock of a product is divided as soon as one claim on it has a share, a turn or last pieces: then what is promised to all claims
 * together is never more than there is. Otherwise everyone is offered all of it, and the speed of sync guards the last piece.
 * @param free units on hand and not reserved
 */
export function allocate(claims: readonly Claim[], free: (productId: string, warehouseId: string) => number): readonly Allocation[] {
  const pools = new Map<string, { readonly available: number; readonly draws: Draw[] }>();
  for (const claim of claims) {
    if (claim.warehouseId === null || claim.terms.frozen.value) continue;
    for (const { productId, quantity } of claim.needs) {
      const name = `${productId} ${claim.warehouseId}`;
      const pool = pools.get(name) ?? { available: Math.max(0, free(productId, claim.warehouseId)), draws: [] };
      pool.draws.push(drawOf(claim, quantity));
      pools.set(name, pool);
    }
  }
  const shares = new Map<string, { pieces: number; keeperRule: string | null }>();
  for (const pool of pools.values()) {
    const { units, keeper } = dividePool(pool.available, pool.draws);
    for (const [index, draw] of pool.draws.entries()) {
      const before = shares.get(draw.key);
      const pieces = Math.floor((units[index] ?? 0) / draw.perPiece);
      if (before !== undefined && before.pieces <= pieces) continue;
      shares.set(draw.key, { pieces, keeperRule: keeper === null || keeper.party === draw.party ? null : keeper.rule });
    }
  }
  return claims.map((claim) => explain(claim, availableTo(claim, free), shares.get(claim.key)));
}

/** Whole kits that parts allow: the scarcest part decides. No parts, no kits. */
export function wholeKits(parts: readonly { readonly available: number; readonly quantity: number }[]): number {
  if (parts.length === 0) return 0;
  return Math.max(0, Math.min(...parts.map((part) => Math.floor(part.available / part.quantity))));
}

function drawOf(claim: Claim, quantity: number): Draw {
  const { terms } = claim;
  return {
    key: claim.key,
    party: terms.sharesAlone ? `listing ${claim.listingId}` : `account ${claim.accountId}`,
    perPiece: quantity * claim.multiplicity,
    hold: (terms.safetyStock.value + claim.outageUnits) * quantity,
    cap: terms.maximum.value === null ? Number.POSITIVE_INFINITY : terms.maximum.value * quantity * claim.multiplicity,
    percent: terms.percent.value,
    priority: terms.priority.rule === null ? null : terms.priority.value,
    lastPieces: { units: terms.lastPieces.value * quantity, rule: terms.lastPieces.rule },
  };
}

const availableTo = (claim: Claim, free: (productId: string, warehouseId: string) => number): number => {
  const { warehouseId, needs } = claim;
  return warehouseId === null
    ? 0
    : wholeKits(needs.map((need) => ({ available: free(need.productId, warehouseId), quantity: need.quantity })));
};

function explain(
  claim: Claim,
  available: number,
  share: { readonly pieces: number; readonly keeperRule: string | null } | undefined,
): Allocation {
  const { terms, multiplicity } = claim;
  const told = (quantity: number, reason: AllocationReason, rule: string | null = null): Allocation => ({
    quantity,
    reason,
    rule,
    available,
  });
  if (share === undefined) return told(0, terms.frozen.value ? 'frozen' : 'nothing-left', terms.frozen.rule);
  if (available <= 0) return told(0, 'nothing-left');
  const safe = available - terms.safetyStock.value;
  const free = safe - claim.outageUnits;
  if (free <= 0) return safe > 0 ? told(0, 'outage') : told(0, 'safety-stock', terms.safetyStock.rule);
  const whole = Math.floor(free / multiplicity);
  const maximum = terms.maximum.value ?? Number.POSITIVE_INFINITY;
  // A maximum caps the claim inside the division too: it is the reason when it is what stopped it.
  if (whole > maximum && share.pieces >= maximum) return told(maximum, 'maximum', terms.maximum.rule);
  if (share.pieces < whole) {
    if (share.keeperRule !== null) return told(share.pieces, 'last-pieces', share.keeperRule);
    if (terms.percent.rule !== null) return told(share.pieces, 'share', terms.percent.rule);
    return told(share.pieces, 'promised-to-others', terms.priority.rule);
  }
  if (whole === 0) return told(0, 'less-than-one');
  if (claim.outageUnits > 0) return told(whole, 'outage');
  return terms.safetyStock.value > 0 ? told(whole, 'safety-stock', terms.safetyStock.rule) : told(whole, 'available');
}
