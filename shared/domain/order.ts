/**
 * Where an order stands, in our own words, one scale for every marketplace; the marketplace's own words are kept beside it.
 * `new` seen, nobody confirmed it · `assembling` confirmed, may be packed · `packed` label printed, parcel closed here ·
 * `handed-over` given to the marketplace · `delivered` the buyer has it · `cancelled` · `returned` · `unknown` a status we do not know yet.
 */
export const ORDER_STATUSES = ['new', 'assembling', 'packed', 'handed-over', 'delivered', 'cancelled', 'returned', 'unknown'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

const TERMINAL: ReadonlySet<OrderStatus> = new Set(['delivered', 'cancelled', 'returned']);
const RANK: Readonly<Record<OrderStatus, number>> = {
  unknown: 0,
  new: 1,
  assembling: 2,
  packed: 3,
  'handed-over': 4,
  delivered: 5,
  cancelled: 6,
  returned: 7,
};

export const isTerminal = (status: OrderStatus): boolean => TERMINAL.has(status);

/**
 * Statuses only move forward and a terminal one wins, so that a stale page of a marketplace never revives a cancelled order.
 * `returned` may follow `delivered` and `cancelled`; nothing follows `returned`.
 */
export function advance(current: OrderStatus, seen: OrderStatus): OrderStatus {
  if (seen === 'unknown') return current;
  if (isTerminal(current)) return seen === 'returned' || (current === 'delivered' && seen === 'cancelled') ? seen : current;
  return RANK[seen] > RANK[current] ? seen : current;
}

/** Code of the bin, one in each warehouse, where closed parcels stand until they are handed over. */
export const PACKING_BIN = 'УПАКОВКА';

/** Three figures that stand for a parcel whose label follows. @param seq number of its print job */
export const parcelCode = (seq: number): string => String(seq % 1000).padStart(3, '0');

export type OrderHold = 'cancelled' | 'not-matched' | 'short' | 'not-confirmed' | 'no-label' | 'no-warehouse' | 'packed' | 'gone';

/** Why an order cannot be packed yet: the first reason that holds, the ones only a person can lift before those that time lifts. */
export function holdOf(order: {
  readonly status: OrderStatus;
  /** A product stands behind every line. */
  readonly matched: boolean;
  /** The marketplace's warehouse is linked to one of ours. */
  readonly placed: boolean;
  /** Every unit is held on our shelves. */
  readonly covered: boolean;
  /** Its label is stored here, or the marketplace gives none. */
  readonly labelled: boolean;
  /** It is packed before it is confirmed, and its label follows. */
  readonly packFirst: boolean;
}): OrderHold | null {
  if (order.status === 'cancelled' || order.status === 'returned') return 'cancelled';
  if (order.status === 'handed-over' || order.status === 'delivered') return 'gone';
  if (order.status === 'packed') return 'packed';
  if (!order.matched) return 'not-matched';
  if (!order.placed) return 'no-warehouse';
  if (!order.covered) return 'short';
  if (order.packFirst && order.status === 'new') return null;
  if (order.status !== 'assembling') return 'not-confirmed';
  return order.labelled || order.packFirst ? null : 'no-label';
}
