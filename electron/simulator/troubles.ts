/**
 * What stands wrong at a marketplace until somebody mends it, unlike a fault, which passes with its request. `method-gone`: the writing of
 * stock is switched off. `warehouse-gone`: the seller's warehouse is closed. `half-refused`: every second row of stock is refused for good.
 */
export const TROUBLE_KINDS = [
  'key-revoked',
  'cabinet-closed',
  'method-gone',
  'warehouse-gone',
  'product-archived',
  'price-missing',
  'half-refused',
] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

export interface Troubled {
  /** Null: all is well again. */
  setTrouble(kind: TroubleKind | null): void;
}
