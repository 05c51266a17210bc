/** Why a marketplace is told this very figure, for the person who asks. */
export type AllocationReason = 'available' | 'nothing-left' | 'safety-stock' | 'less-than-one' | 'share' | 'maximum' | 'frozen';

export interface AllocationInput {
  /** Units on hand and not reserved in the warehouse that feeds the channel; for a kit, whole kits its parts allow. */
  readonly available: number;
  /** Units never offered, so that a slow marketplace does not sell what another has just sold. */
  readonly safetyStock: number;
  /** Units of the product in one unit of the listing. */
  readonly multiplicity: number;
  /** Nothing is offered while it stands: the listing is frozen or gone. */
  readonly frozen: boolean;
  /** Share of what is left that this channel may offer, 0–100. */
  readonly percent?: number;
  /** Never more than this many units of the listing. */
  readonly max?: number;
}

export interface Allocation {
  /** Units of the listing, ≥ 0. */
  readonly quantity: number;
  readonly reason: AllocationReason;
}

/** What a channel is told (DESIGN §3): available less safety stock, its share, whole units of the listing, at most the maximum. */
export function allocate(input: AllocationInput): Allocation {
  if (input.frozen) return { quantity: 0, reason: 'frozen' };
  if (input.available <= 0) return { quantity: 0, reason: 'nothing-left' };
  const free = input.available - input.safetyStock;
  if (free <= 0) return { quantity: 0, reason: 'safety-stock' };
  const percent = input.percent ?? 100;
  const whole = Math.floor(free / input.multiplicity);
  const share = Math.floor(Math.floor((free * percent) / 100) / input.multiplicity);
  if (input.max !== undefined && share > input.max) return { quantity: input.max, reason: 'maximum' };
  if (share < whole) return { quantity: share, reason: 'share' };
  if (share === 0) return { quantity: 0, reason: 'less-than-one' };
  return { quantity: share, reason: input.safetyStock > 0 ? 'safety-stock' : 'available' };
}

/** Whole kits that parts allow: the scarcest part decides. No parts, no kits. */
export function wholeKits(parts: readonly { readonly available: number; readonly quantity: number }[]): number {
  if (parts.length === 0) return 0;
  return Math.max(0, Math.min(...parts.map((part) => Math.floor(part.available / part.quantity))));
}
