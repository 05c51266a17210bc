import type { Money } from '#shared/domain/money.ts';

import type { ChannelOrderLine } from './orders.ts';
import type { Outcome, Page } from './outcome.ts';

export interface ReturnsClient {
  /** By moment of change, oldest first; the cursor overlaps, so the same return may come again. */
  list(cursor: string | null): Promise<Outcome<Page<ChannelReturn>>>;
}

export interface ChannelReturn {
  readonly id: string;
  readonly orderId: string | null;
  /** `cancelled` never reached the buyer · `returned` the buyer gave it back. */
  readonly kind: 'cancelled' | 'returned' | 'unknown';
  readonly state: 'announced' | 'on-way' | 'ready-for-pickup' | 'received' | 'disposed' | 'lost' | 'unknown';
  readonly own: string;
  readonly reason: string | null;
  readonly lines: readonly ChannelOrderLine[];
  /** Codes on the parcel that comes back, in any form the marketplace gives. */
  readonly barcodes: readonly string[];
  readonly place: string | null;
  readonly price: Money | null;
  readonly changedAtMs: number;
  readonly pickupBeforeMs: number | null;
}

/** Orders that a third party or the seller delivers (rFBS, DBS). */
export interface DeliveryClient {
  setTracking(orderId: string, trackingNumber: string): Promise<Outcome<void>>;
  /** Asynchronous at the marketplace: the status is read afterwards. */
  setState(orderId: string, state: 'on-way' | 'last-mile' | 'delivered'): Promise<Outcome<void>>;
}
