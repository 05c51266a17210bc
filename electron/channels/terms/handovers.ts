import type { ChannelDocument } from './labels.ts';
import type { ChannelProblem, Outcome } from './outcome.ts';

/** Orders of one day and one point that leave together under one document (Ozon: carriage; Yandex Market: first-mile shipment). */
export interface HandoversClient {
  /** What leaves between these moments: made already, or waiting to be made. */
  list(window: { readonly fromMs: number; readonly toMs: number }): Promise<Outcome<readonly ChannelHandover[]>>;
  get(id: string): Promise<Outcome<ChannelHandover>>;
  orderIds(id: string): Promise<Outcome<readonly string[]>>;
  /** Exists where a person makes it (Ozon). Not idempotent: after `unknown` the list is read. */
  create?(request: { readonly key: string }): Promise<Outcome<{ readonly id: string }>>;
  /** Leaves exactly these orders in it. */
  setOrders?(
    id: string,
    orderIds: readonly string[],
  ): Promise<Outcome<{ readonly refused: readonly { readonly orderId: string; readonly problem: ChannelProblem }[] }>>;
  /** Moves orders to the next one (Yandex Market); it costs the seller's rating. */
  postpone?(id: string, orderIds: readonly string[]): Promise<Outcome<void>>;
  /** How many packages are carried in, where it is told before the confirmation. */
  setPlaces?(id: string, places: number): Promise<Outcome<void>>;
  /** Closes it: documents are made of what is in it. Not idempotent. */
  confirm(id: string, places?: number): Promise<Outcome<void>>;
  cancel?(id: string): Promise<Outcome<void>>;
  /** Null: not ready yet, ask again. */
  document(id: string, kind: HandoverDocument): Promise<Outcome<ChannelDocument | null>>;
}

/** `act` the paper both sides sign · `barcode` what the acceptance scans · `places` labels of packages · `waybill` for the carrier. */
export type HandoverDocument = 'act' | 'barcode' | 'places' | 'waybill' | 'discrepancy';

export interface ChannelHandover {
  /** Null: it may be made, nobody has. */
  readonly id: string | null;
  /** What `create` is given; the same for the same day and point. */
  readonly key: string;
  readonly name: string;
  readonly warehouseId: string | null;
  readonly departAtMs: number;
  readonly cutoffMs: number | null;
  /** `open` may be made or changed · `confirmable` · `closing` the marketplace works on it · `closed` documents are there · `accepted` taken in by it. */
  readonly state: 'open' | 'confirmable' | 'closing' | 'closed' | 'accepted' | 'cancelled' | 'failed' | 'unknown';
  readonly own: string;
  readonly orders: number | null;
  readonly documents: readonly HandoverDocument[];
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}
