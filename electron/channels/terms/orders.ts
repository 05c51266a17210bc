import type { MarkKind } from '#shared/domain/marking.ts';
import type { Money } from '#shared/domain/money.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

import type { UnitMark } from './marks.ts';
import type { Outcome, Page } from './outcome.ts';

/** Orders that leave our shelves: read, confirmed, divided, cancelled. */
export interface OrdersClient {
  /** Orders that wait for a confirmation; complete, not paged. */
  fresh(): Promise<Outcome<readonly ChannelOrder[]>>;
  list(window: { readonly fromMs: number; readonly toMs: number }, cursor: string | null): Promise<Outcome<Page<ChannelOrder>>>;
  readonly statusBatch: number;
  statuses(ids: readonly string[]): Promise<Outcome<readonly ChannelOrderStatus[]>>;
  /** `reason` is wanted where `capabilities.cancelReasons`. */
  cancel(id: string, reason?: CancelReason): Promise<Outcome<void>>;
  /** Exists when `capabilities.cancelReasons`: what may be said when this order is cancelled. */
  cancelReasons?(id: string): Promise<Outcome<readonly CancelReason[]>>;
  /** Exists where lines of an order may change (`capabilities.cancelLines`, `packages` is `orders`): one order whole, as it stands now. */
  get?(id: string): Promise<Outcome<ChannelOrder>>;
  /** Exists unless `capabilities.cancelLines` is `no`: takes units of one line out of the order. Cannot be taken back. */
  cancelLine?(id: string, line: PackedLine, reason?: CancelReason): Promise<Outcome<void>>;
  /**
   * Exists when `capabilities.confirm` is `order`: says that the order is being packed, and how (Ozon: ship; Yandex Market: boxes and
   * READY_TO_SHIP). Packages together hold every unit of the order, or, with `partial`, the units that go now. Where packages become orders of
   * their own (`capabilities.packages` is `orders`) the answer names them all; otherwise it names the order itself.
   * Not idempotent: after `unknown` the order is read.
   */
  confirm?(request: ConfirmRequest): Promise<Outcome<{ readonly orderIds: readonly string[] }>>;
}

export interface CancelReason {
  readonly id: string;
  readonly title: string;
  /** Words of the seller's own, where the reason asks for them. */
  readonly message?: string;
}

/** Units of one line of an order. */
export interface PackedLine {
  readonly sku: string;
  readonly quantity: number;
}

export interface ConfirmRequest {
  readonly orderId: string;
  /** One entry a parcel. */
  readonly packages: readonly { readonly lines: readonly PackedLine[] }[];
  readonly partial?: boolean;
  readonly whole: readonly UnitMark[];
}

export interface ChannelOrder {
  readonly id: string;
  /** What a person reads out: the number on the marketplace's screens. */
  readonly number: string;
  /** Orders of one basket share it. */
  readonly groupKey: string | null;
  readonly warehouseId: string | null;
  readonly createdAtMs: number;
  /** When it must leave, where the marketplace says so. */
  readonly shipByMs: number | null;
  readonly status: ChannelOrderStatus | null;
  readonly supplyId: string | null;
  readonly price: Money | null;
  readonly lines: readonly ChannelOrderLine[];
  /** `null`: this page does not tell (Wildberries tells only in the list of new orders): keep what is known. */
  readonly requiredMarks: readonly MarkKind[] | null;
  readonly optionalMarks: readonly MarkKind[] | null;
  /** What decides which orders fit in one supply. Equal strings fit together. */
  readonly handoverKey: string;
  /** Codes on the parcel's label that are known before the label is (Ozon: `scanit`), so that a scanned label finds its order. */
  readonly labelCodes?: readonly string[];
  /** The order this one was split from. */
  /** The seller or a carrier of theirs delivers it (rFBS): no label comes from the marketplace, and its steps are told to it. */
  readonly ownDelivery?: { readonly trackingNumber: string | null };
  readonly parentId?: string | null;
  /** Orders that were split off this one, where the reading of one order tells them. */
  readonly childIds?: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ChannelOrderLine {
  readonly sku: string;
  readonly article: string;
  readonly name: string | null;
  readonly barcodes: readonly string[];
  readonly quantity: number;
  /** What must be told of this line's units, where the marketplace says it line by line; absent: what the order wants. */
  readonly requiredMarks?: readonly MarkKind[];
}

export interface ChannelOrderStatus {
  readonly id: string;
  readonly status: OrderStatus;
  /** The marketplace's own words, kept as they came. */
  readonly own: string;
  readonly cancellable: boolean | null;
}
