import type { LabelFormat, Shipping } from '#electron/channels/channel.ts';
import type { Output } from '#shared/contract/index.ts';
import type { AccountId, ExternalId, OrderId, SupplyId } from '#shared/domain/ids.ts';

export interface SupplyRow {
  readonly id: SupplyId;
  readonly accountId: AccountId;
  readonly externalId: ExternalId | null;
  readonly name: string;
  readonly state: 'creating' | 'open' | 'delivering' | 'delivered' | 'removed';
  /** Made by hand in the marketplace's cabinet: shown, filled only when a person says so. */
  readonly foreignMade: boolean;
  readonly handoverKey: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly shipping: Shipping | null;
  readonly shippingConfirmed: boolean;
  readonly codeBarcode: string | null;
  readonly problem: unknown;
  readonly createdAtMs: number;
  readonly deliveredAtMs: number | null;
}

export interface SupplyStore {
  byId(id: SupplyId): SupplyRow | null;
  byExternalId(accountId: AccountId, externalId: ExternalId): SupplyRow | null;
  byName(accountId: AccountId, name: string): SupplyRow | null;
  open(accountId: AccountId): readonly SupplyRow[];
  insert(supply: SupplyRow): void;
  update(id: SupplyId, change: Partial<Omit<SupplyRow, 'id' | 'accountId'>>): void;
  /** Puts orders in (`wanted`), confirms those the marketplace shows, or takes them out (null). */
  place(orderIds: readonly OrderId[], supplyId: SupplyId | null, state: 'wanted' | 'confirmed' | null): void;
  orderIds(id: SupplyId): readonly OrderId[];
  /** The supplies as screens show them, in the order asked. */
  views(ids: readonly SupplyId[]): readonly SupplyView[];
  storeCode(id: SupplyId, code: { readonly barcode: string; readonly format: LabelFormat; readonly file: Uint8Array }): void;
  code(id: SupplyId): { readonly barcode: string; readonly format: LabelFormat; readonly file: Uint8Array } | null;
  boxes(id: SupplyId): readonly { readonly externalId: string; readonly format: LabelFormat | null; readonly file: Uint8Array | null }[];
  setBoxes(id: SupplyId, externalIds: readonly string[]): void;
  storeBoxLabel(id: SupplyId, externalId: string, format: LabelFormat, file: Uint8Array): void;
}

/** One row of the list of supplies, as the contract shows it. */
export type SupplyView = Output<'supply.list'>['rows'][number];
