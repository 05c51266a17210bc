export const CHANNEL_IDS = ['wildberries', 'ozon', 'yandex-market'] as const;
export type ChannelId = (typeof CHANNEL_IDS)[number];

/** What a marketplace can do; screens ask this, never a marketplace's name (DESIGN §4). */
export interface ChannelCapabilities {
  /** Orders are handed over in supplies that a person fills and closes. */
  readonly supplies: boolean;
  /** A label exists only after the order was put into a supply. */
  readonly labelAfterSupply: boolean;
  readonly boxes: boolean;
  readonly passes: boolean;
  readonly reshipment: boolean;
  readonly cancelOrder: boolean;
  readonly shippingPoint: boolean;
  readonly marks: readonly import('./marking.ts').MarkKind[];
  /** One order is always one unit. */
  readonly singleUnitOrders: boolean;
}
