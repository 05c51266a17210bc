import type { ChannelReturn } from '#electron/channels/channel.ts';
import type { Output } from '#shared/contract/index.ts';
import type { AccountId, LocationId, OperationId, OrderId, ProductId, ReturnId, ReturnLineId } from '#shared/domain/ids.ts';

/** One thing of a return as it stands now. */
export interface ReturnLineRow {
  readonly id: ReturnLineId;
  readonly returnId: ReturnId;
  readonly accountId: AccountId;
  readonly externalOrderId: string | null;
  readonly sku: string;
  readonly article: string;
  readonly quantity: number;
  /** Not found in the parcel yet; what was undone is left again. */
  readonly left: number;
  /** The product or kit behind its card, and how many of it one piece is. */
  readonly productId: ProductId | null;
  readonly multiplicity: number;
}

export type Fate = 'sound' | 'defect' | 'loss';

export interface ReturnStore {
  /** Inserts or updates by the marketplace's number; what is in it changes only while nothing was taken. Null: nothing new. */
  take(accountId: AccountId, seen: ChannelReturn, newId: () => string, atMs: number): ReturnId | null;
  line(id: ReturnLineId): ReturnLineRow | null;
  addTake(
    take: {
      readonly lineId: ReturnLineId;
      readonly quantity: number;
      readonly fate: Fate;
      readonly locationId: LocationId;
      readonly reason: string;
      readonly operationId: OperationId;
    },
    atMs: number,
  ): void;
  /** By a code on the parcel or the order's number, those that still wait first. */
  byCode(code: string, limit: number): readonly ReturnId[];
  ofOrder(accountId: AccountId, externalOrderId: string): readonly ReturnId[];
  /** Those that wait and hold this product, the newest change first. */
  waitingFor(productId: ProductId, limit: number): readonly ReturnId[];
  /** `claims`: should have come long ago; see `claim` of the view. */
  list(show: 'waiting' | 'claims' | 'taken', nowMs: number, limit: number): { readonly ids: readonly ReturnId[]; readonly total: number };
  views(ids: readonly ReturnId[], nowMs: number): readonly ReturnView[];
  /** By the books its things left our shelves; also where nothing of it ever stood on them. */
  leftShelves(orderId: OrderId): boolean;
}

/** One row of the list of returns, as the contract shows it. */
export type ReturnView = Output<'return.list'>['rows'][number];
