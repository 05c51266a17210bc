import type { LabelFormat } from './labels.ts';
import type { Outcome, Page } from './outcome.ts';

export interface SuppliesClient {
  readonly addBatch: number;
  list(cursor: string | null): Promise<Outcome<Page<ChannelSupply>>>;
  get(id: string): Promise<Outcome<ChannelSupply>>;
  /** Not idempotent at the marketplace: after `unknown`, look for `name` among the open supplies. */
  create(name: string): Promise<Outcome<{ readonly id: string }>>;
  add(id: string, orderIds: readonly string[]): Promise<Outcome<void>>;
  orderIds(id: string): Promise<Outcome<readonly string[]>>;
  remove(id: string): Promise<Outcome<void>>;
  shippingPoints(query: { readonly city: string; readonly cargoType: number }): Promise<Outcome<readonly ShippingPoint[]>>;
  setShipping(id: string, shipping: Shipping): Promise<Outcome<void>>;
  deliver(id: string): Promise<Outcome<void>>;
  code(id: string, format: LabelFormat): Promise<Outcome<{ readonly barcode: string; readonly file: Uint8Array }>>;
  addBoxes(id: string, amount: number): Promise<Outcome<readonly string[]>>;
  boxes(id: string): Promise<Outcome<readonly string[]>>;
  removeBoxes(id: string, boxIds: readonly string[]): Promise<Outcome<void>>;
  boxLabels(
    id: string,
    boxIds: readonly string[],
    format: LabelFormat,
  ): Promise<Outcome<readonly { readonly boxId: string; readonly file: Uint8Array }[]>>;
  reshipment(): Promise<Outcome<readonly { readonly supplyId: string; readonly orderId: string }[]>>;
}

export interface ChannelSupply {
  readonly id: string;
  readonly name: string;
  readonly closed: boolean;
  readonly createdAtMs: number;
  readonly closedAtMs: number | null;
  readonly scannedAtMs: number | null;
  /** Null while the supply is empty: anything fits. */
  readonly handoverKey: string | null;
  readonly shipping: Shipping | null;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ShippingPoint {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly kind: string;
}

export interface Shipping {
  readonly pointId: string;
  readonly kind: 'self' | 'carrier';
  /** `YYYY-MM-DD` of the marketplace's own calendar (Moscow). */
  readonly date: string;
}

export interface PassesClient {
  offices(): Promise<Outcome<readonly { readonly id: string; readonly name: string; readonly address: string }[]>>;
  list(): Promise<Outcome<readonly ChannelPass[]>>;
  create(pass: Omit<ChannelPass, 'id' | 'validUntilMs' | 'officeName'>): Promise<Outcome<{ readonly id: string }>>;
  update(id: string, pass: Omit<ChannelPass, 'id' | 'validUntilMs' | 'officeName'>): Promise<Outcome<void>>;
  remove(id: string): Promise<Outcome<void>>;
}

export interface ChannelPass {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly carModel: string;
  readonly carNumber: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly validUntilMs: number | null;
}
