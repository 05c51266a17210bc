import type { MarkKind } from './marking.ts';

export const CHANNEL_IDS = ['wildberries', 'ozon', 'yandex-market'] as const;
export type ChannelId = (typeof CHANNEL_IDS)[number];

export const CANCEL_LINES = ['no', 'before-confirm', 'before-handover'] as const;

/** What a marketplace can do; screens ask this, never a marketplace's name (DESIGN §4). */
export interface ChannelCapabilities {
  /** What a cabinet is connected with besides the key: `clientId` must be given, may be given, or does not exist. */
  readonly clientId: 'required' | 'optional' | 'none';
  /** How a new order is taken to assembly: by joining a supply, or by word of it alone. */
  readonly confirm: 'supply' | 'order';
  /** Orders are handed over in supplies that a person fills and closes. */
  readonly supplies: boolean;
  /** Orders are handed over in carriages or shipments that the marketplace draws up for a day and a point. */
  readonly handovers: boolean;
  /** `before-label`: required marks must be with the marketplace before the label exists. `before-handover`: the label does not wait for them. */
  readonly marksDue: 'before-label' | 'before-handover';
  /** What several parcels of one order become: orders of their own, boxes of the same order, or nothing of the kind. */
  readonly packages: 'orders' | 'boxes' | 'none';
  readonly boxes: boolean;
  readonly passes: boolean;
  readonly reshipment: boolean;
  readonly cancelOrder: boolean;
  /** A cancel names one of the marketplace's reasons. */
  readonly cancelReasons: boolean;
  /** Whether single units can be taken out of an order, and until when: until it is taken to assembly, or until it leaves. */
  readonly cancelLines: (typeof CANCEL_LINES)[number];
  readonly shippingPoint: boolean;
  readonly returns: boolean;
  /** Goods at the marketplace's own warehouses can be read. */
  readonly fulfilment: boolean;
  /** The seller's or a third party's delivery is told of by hand. */
  readonly delivery: boolean;
  /** Parcels are laid into boxes and pallets that the marketplace knows by number. */
  readonly cargoUnits: boolean;
  /** One file of labels is drawn for many orders. */
  readonly labelSheet: boolean;
  readonly marks: readonly MarkKind[];
  /** One order is always one unit. */
  readonly singleUnitOrders: boolean;
}
