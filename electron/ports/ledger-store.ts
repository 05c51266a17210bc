import type { LocationId, OperationId, OrderId, OrderLineId, ProductId } from '#shared/domain/ids.ts';

export type OperationKind =
  | 'receive'
  | 'move'
  | 'write-off'
  | 'count'
  | 'reserve'
  | 'release'
  | 'pick'
  | 'wave'
  | 'ship'
  | 'return'
  | 'reverse'
  | 'intake'
  | 'cancel'
  | 'pack'
  | 'unpack'
  | 'scan'
  | 'mark'
  | 'import'
  | 'save'
  | 'rule'
  | 'sell'
  | 'match'
  | 'supply'
  | 'handover'
  | 'settle'
  | 'setup'
  | 'print'
  | 'weigh'
  | 'deliver';

/** What a person may undo by an opposite operation; the rest is undone by the order's own steps. */
export const REVERSIBLE_KINDS: readonly OperationKind[] = ['receive', 'move', 'write-off', 'count', 'return', 'import', 'sell'];

/** Who did it, where and when. `id` was made by the caller before the first attempt. */
export interface Deed {
  readonly id: OperationId;
  readonly kind: OperationKind;
  readonly actor: string;
  readonly station: string;
  readonly atMs: number;
  readonly payload: unknown;
  readonly reversesId?: OperationId;
}

export interface NewMovement {
  readonly productId: ProductId;
  readonly fromLocationId: LocationId;
  readonly toLocationId: LocationId;
  /** Units, > 0. */
  readonly quantity: number;
  readonly orderLineId?: OrderLineId;
}

export interface StockRow {
  readonly productId: ProductId;
  readonly warehouseId: LocationId;
  readonly onHand: number;
  readonly reserved: number;
  /** Open shortage of orders. */
  readonly short: number;
}

/** What one need of an order came to: held now, and short of. */
export interface Held {
  readonly productId: ProductId;
  readonly held: number;
  readonly short: number;
}

/**
 * Everything that changes stock goes through here: it writes the rows, keeps the projections, fills open shortages when stock comes
 * (oldest `ship_by` first), and bumps `offer.wanted_version` of every listing whose value depends on the products touched,
 * kits included (`urgent` when it can only have gone down).
 */
export interface LedgerStore {
  /** The first result of an operation that is already there, else undefined. */
  result(id: OperationId): unknown;
  /** Writes the operation row; once per deed, in the transaction that does its work (the rows' references are checked at commit). */
  record(deed: Deed, result: unknown): void;
  /**
   * Throws `StockError` when a bin or the warehouse would go below zero or below what is reserved.
   * Answers the order lines that are short no more, because what came filled them.
   */
  move(deed: Deed, movements: readonly NewMovement[]): readonly OrderLineId[];
  /**
   * What a count found. A difference moves from or to `loss`; where less is left than orders hold, the newest orders give up
   * what they held and become short. Answers how many rows differed, which lines became short and which are short no more.
   */
  count(
    deed: Deed,
    rows: readonly { readonly productId: ProductId; readonly locationId: LocationId; readonly counted: number }[],
  ): { readonly changed: number; readonly shortLines: readonly OrderLineId[]; readonly filledLines: readonly OrderLineId[] };
  /** An operation that is there, with what it moved; null when it is not. */
  operation(id: OperationId): {
    readonly kind: OperationKind;
    readonly reversedById: OperationId | null;
    readonly movements: readonly NewMovement[];
  } | null;
  /** The orders these lines belong to, each once. */
  ordersOf(lineIds: readonly OrderLineId[]): readonly OrderId[];
  /** Holds what there is and writes the rest down as shortage. */
  reserve(
    deed: Deed,
    lineId: OrderLineId,
    warehouseId: LocationId,
    needs: readonly { readonly productId: ProductId; readonly quantity: number }[],
  ): readonly Held[];
  /** Ends every live reservation of the line as released and closes its shortages; answers the lines that the freed stock filled. */
  release(deed: Deed, lineId: OrderLineId): readonly OrderLineId[];
  /**
   * The line wants no more than `needs` from now on: what it holds beyond them is let go and what it lacks beyond them is forgotten. The freed
   * stock goes to `heir` first (a line that left with an order split off), then to orders that wait; answers the lines it filled.
   */
  shrink(
    deed: Deed,
    lineId: OrderLineId,
    warehouseId: LocationId,
    needs: readonly { readonly productId: ProductId; readonly quantity: number }[],
    heir?: { readonly lineId: OrderLineId; readonly needs: readonly { readonly productId: ProductId; readonly quantity: number }[] },
  ): readonly OrderLineId[];
  /** Ends every live reservation of the line as shipped and moves the units to `customer`, from their bins by route order. */
  ship(deed: Deed, lineId: OrderLineId): void;
  /**
   * Moves units to `customer` from the shelves of a warehouse, by route order, packed parcels left alone. Throws `StockError` when the
   * shelves do not hold them, or hold them for orders.
   */
  sell(deed: Deed, warehouseId: LocationId, needs: readonly { readonly productId: ProductId; readonly quantity: number }[]): void;
  /** Products that stand received in the warehouse by an operation nobody undid, whatever is left of them. */
  everReceived(warehouseId: LocationId, productIds: readonly ProductId[]): ReadonlySet<ProductId>;
  stock(productIds: readonly ProductId[]): readonly StockRow[];
  /** Rebuilds both projections from movements and reservations and lists the differences (empty when sound). */
  verify(): readonly {
    readonly productId: ProductId;
    readonly place: string;
    readonly figure: 'on_hand' | 'reserved' | 'bin';
    readonly kept: number;
    readonly rebuilt: number;
  }[];
}

/** Expected: the shelf does not hold it. Caught by the engine and told in words. */
export class StockError extends Error {
  readonly code: 'not-enough-in-bin' | 'reserved-for-orders';
  readonly productId: ProductId;
  constructor(code: 'not-enough-in-bin' | 'reserved-for-orders', productId: ProductId) {
    super(code);
    this.name = 'StockError';
    this.code = code;
    this.productId = productId;
  }
}
