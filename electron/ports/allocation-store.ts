import type { AllocationRule, RuleTarget } from '#shared/domain/allocation-rules.ts';
import type { Allocation } from '#shared/domain/allocation.ts';
import type { AccountId, ListingId } from '#shared/domain/ids.ts';

/** What one offer is to be told at this moment, and all that the figure was made of. Units of the product, whole kits of a kit. */
export interface OfferFigure extends Allocation {
  readonly listingId: ListingId;
  readonly externalWarehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly multiplicity: number;
}

/** A marketplace whose orders were not read for so long that what it sells is unseen. */
export interface Outage {
  readonly afterMinutes: number;
  /** Added to the safety stock of everything that marketplace sells, everywhere. */
  readonly addUnits: number;
}

export const OUTAGE_SETTING = 'allocation.outage';

/** Rules of how stock is offered, and the figures they come to. */
export interface AllocationStore {
  rules(): readonly AllocationRule[];
  rule(id: string): AllocationRule | null;
  ruleOf(target: RuleTarget): AllocationRule | null;
  saveRule(rule: AllocationRule): void;
  removeRule(id: string): void;
  categories(): readonly string[];

  /** Figures of every offer of these cards, by card and warehouse of the marketplace, each offer of the same stock considered. */
  figures(listingIds: readonly ListingId[]): readonly OfferFigure[];
  /** Some rule divides stock, so that a figure may depend on other cards. */
  isDividing(): boolean;
  /** These cards and all that sell something of the same products. */
  sharing(listingIds: readonly ListingId[]): readonly ListingId[];
  /** Cards with offers that a rule of this target speaks of. */
  cardsUnder(target: RuleTarget): readonly ListingId[];

  outage(): Outage | null;
  /** Cabinets that are told stock: when their orders were last read (else when they were connected), and since when they count as silent. */
  watched(): readonly { readonly accountId: AccountId; readonly readAtMs: number; readonly silentSinceMs: number | null }[];
  setSilent(accountId: AccountId, sinceMs: number | null): void;
}
