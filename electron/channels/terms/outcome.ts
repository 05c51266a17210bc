/** Every call ends as one of these (DESIGN §4). */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'retry'; readonly problem: ChannelProblem; readonly afterMs?: number }
  | { readonly kind: 'limited'; readonly untilMs: number }
  | { readonly kind: 'rejected'; readonly problem: ChannelProblem }
  /** Sent, no answer: settle it by reading, never by sending again. */
  | { readonly kind: 'unknown'; readonly problem: ChannelProblem };

export interface ChannelProblem {
  /** Our name of the problem, translated by the screens as `problem.<code>`; `other` keeps the marketplace's words. */
  readonly code: ProblemCode;
  readonly operation: string;
  readonly httpStatus?: number;
  /** The marketplace's own code and words, shown beneath ours. */
  readonly channelCode?: string;
  readonly channelMessage?: string;
  /** What it is about: order ids, chrtIds, a box. */
  readonly subjects?: readonly string[];
}

export type ProblemCode =
  | 'no-network'
  | 'timeout'
  | 'server-error'
  | 'unreadable-answer'
  | 'too-many-requests'
  | 'token-refused'
  | 'token-too-narrow'
  | 'seller-blocked'
  | 'method-gone'
  | 'not-found'
  | 'bad-request'
  | 'supply-wrong-order'
  | 'supply-empty'
  | 'supply-not-empty'
  | 'supply-not-closed'
  | 'supply-closed'
  | 'supply-already-scanned'
  | 'shipping-required'
  | 'shipping-unsuitable'
  | 'marks-not-passed'
  | 'mark-not-required'
  | 'mark-refused'
  | 'expiration-too-near'
  | 'customs-required'
  | 'status-changed'
  | 'cancel-not-allowed'
  | 'cancel-reason-wrong'
  | 'seller-ambiguous'
  | 'offer-not-signed'
  | 'address-refused'
  | 'lines-mismatch'
  | 'scheme-unsuitable'
  | 'confirm-pending'
  | 'confirm-failed'
  | 'file-elsewhere'
  | 'marks-incomplete'
  | 'parcel-too-big'
  | 'label-not-ready'
  | 'handover-empty'
  | 'handover-too-early'
  | 'handover-orders-not-ready'
  | 'handover-done'
  | 'stock-price-missing'
  | 'stock-size-missing'
  | 'stock-too-often'
  | 'stock-warehouse-gone'
  | 'product-archived'
  | 'clock-wrong'
  | 'stock-by-barcode-refused'
  | 'stock-warehouse-busy'
  | 'stock-cargo-restricted'
  | 'stock-blocked'
  | 'stock-limit'
  | 'stock-not-found'
  | 'stock-property-conflict'
  | 'stock-delivery-type'
  | 'other';

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass back to get the next page; opaque, kept in the database. */
  readonly cursor: string;
  readonly more: boolean;
}
