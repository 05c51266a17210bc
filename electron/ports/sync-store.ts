import type { CancelReason, ChannelProblem } from '#electron/channels/channel.ts';
import type {
  AccountId,
  ExternalId,
  ListingId,
  LocationId,
  OperationId,
  OrderId,
  OutboxId,
  ProductId,
  SupplyId,
} from '#shared/domain/ids.ts';

/** What one parcel of an order holds. */
export type PackageLines = readonly { readonly sku: string; readonly quantity: number }[];

/** A command for a marketplace. One subject's commands go out in order; other subjects overtake. */
export type OutboxCommand =
  | { readonly kind: 'supply.create'; readonly supplyId: string }
  | { readonly kind: 'supply.add'; readonly supplyId: string; readonly orderIds: readonly string[] }
  | { readonly kind: 'supply.shipping'; readonly supplyId: string }
  | { readonly kind: 'supply.deliver'; readonly supplyId: string }
  | { readonly kind: 'supply.remove'; readonly supplyId: string }
  | { readonly kind: 'supply.boxes.add'; readonly supplyId: string; readonly amount: number }
  | { readonly kind: 'supply.boxes.remove'; readonly supplyId: string; readonly boxIds: readonly string[] }
  | { readonly kind: 'handover.create'; readonly handoverId: string }
  /** Leaves exactly these orders in it. */
  | { readonly kind: 'handover.setOrders'; readonly handoverId: string; readonly orderIds: readonly string[] }
  | { readonly kind: 'handover.places'; readonly handoverId: string; readonly places: number }
  | { readonly kind: 'handover.postpone'; readonly handoverId: string; readonly orderIds: readonly string[] }
  | { readonly kind: 'handover.confirm'; readonly handoverId: string }
  | { readonly kind: 'handover.cancel'; readonly handoverId: string }
  | { readonly kind: 'cargo.create'; readonly handoverId: string; readonly unitIds: readonly string[] }
  /** Lays into it what lies in it here, then says that nothing more goes in. */
  | { readonly kind: 'cargo.close'; readonly unitId: string }
  | { readonly kind: 'cargo.cancel'; readonly unitId: string }
  | { readonly kind: 'mark.put'; readonly orderId: string; readonly markKind: string; readonly values: readonly string[] }
  | { readonly kind: 'mark.remove'; readonly orderId: string; readonly markKind: string }
  /** `reason`: one of the marketplace's own, where it asks for one. */
  | { readonly kind: 'order.cancel'; readonly orderId: string; readonly reason: CancelReason | null }
  /** Takes units of one line out of the order, so that `left` of its sku stay: what more is there when it is sent goes. */
  | {
      readonly kind: 'order.cancelLine';
      readonly orderId: string;
      readonly lineId: string;
      readonly sku: string;
      readonly quantity: number;
      readonly left: number;
      readonly reason: CancelReason | null;
    }
  /** `packages` null: the whole order in one; `partial`: they are split off it, and what is left waits in it. */
  | {
      readonly kind: 'order.confirm';
      readonly orderId: string;
      readonly packages: readonly PackageLines[] | null;
      readonly partial?: boolean;
    }
  | { readonly kind: 'order.track'; readonly orderId: string; readonly trackingNumber: string }
  | { readonly kind: 'order.deliver'; readonly orderId: string; readonly step: 'on-way' | 'last-mile' | 'delivered' }
  | { readonly kind: 'pass.save'; readonly passId: string | null; readonly pass: Readonly<Record<string, string>> }
  | { readonly kind: 'pass.remove'; readonly passId: string };

export type OutboxState = 'queued' | 'sending' | 'unknown' | 'done' | 'rejected' | 'dropped';

export interface OutboxRow {
  readonly id: OutboxId;
  readonly seq: number;
  readonly accountId: AccountId;
  readonly subject: string;
  readonly command: OutboxCommand;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly notBeforeMs: number;
  readonly problem: ChannelProblem | null;
  readonly dropReason: string | null;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
}

/** One listing in one of the marketplace's warehouses, with all that its value is computed from. */
export interface OfferRow {
  readonly listingId: ListingId;
  readonly externalWarehouseId: ExternalId;
  readonly sku: string;
  readonly cardId: string;
  readonly article: string;
  readonly productId: ProductId | null;
  readonly multiplicity: number;
  readonly warehouseId: LocationId | null;
  readonly wantedVersion: number;
  readonly ackedVersion: number;
  readonly wantedAtMs: number;
  readonly urgent: boolean;
  readonly toldQuantity: number | null;
  readonly toldAtMs: number | null;
  readonly liveQuantity: number | null;
  readonly liveReadAtMs: number | null;
  readonly problem: ChannelProblem | null;
  readonly parked: boolean;
}

export interface SyncStore {
  /** Written in the transaction that causes it. */
  enqueue(
    entry: {
      readonly id: OutboxId;
      readonly accountId: AccountId;
      readonly subject: string;
      readonly command: OutboxCommand;
      readonly operationId: OperationId | null;
      readonly notBeforeMs?: number;
    },
    atMs: number,
  ): void;
  /** The head of every subject that may go now: queued and due. A subject whose head is unknown or rejected waits. */
  due(accountId: AccountId, nowMs: number, limit: number): readonly OutboxRow[];
  unsettled(accountId: AccountId): readonly OutboxRow[];
  /** Commands of one subject that are not over: neither done nor dropped; the oldest first. */
  openOf(accountId: AccountId, subject: string): readonly OutboxRow[];
  setOutbox(
    id: OutboxId,
    change: {
      readonly state: OutboxState;
      readonly attempts?: number;
      readonly notBeforeMs?: number;
      readonly problem?: ChannelProblem | null;
      readonly dropReason?: string;
      readonly endedAtMs?: number;
    },
  ): void;
  outbox(id: OutboxId): OutboxRow | null;
  outboxList(filter: {
    readonly accountId?: AccountId;
    readonly states?: readonly OutboxState[];
    readonly limit: number;
  }): readonly OutboxRow[];
  /** At start: `sending` becomes `unknown`, to be settled by reading. */
  settleAfterCrash(): number;

  /** Offers exist for every matched listing × linked warehouse that takes stock; call after matching or linking changed. */
  ensureOffers(accountId: AccountId, atMs: number): void;
  touchOffers(
    filter: {
      readonly accountId?: AccountId;
      readonly productIds?: readonly ProductId[];
      readonly listingIds?: readonly ListingId[];
      /** These very offers, and no other of their cards. */
      readonly offers?: readonly { readonly listingId: string; readonly externalWarehouseId: string }[];
      readonly all?: boolean;
    },
    urgent: boolean,
    atMs: number,
  ): number;
  waitingOffers(
    accountId: AccountId,
    externalWarehouseId: ExternalId,
    query: { readonly urgentOnly: boolean; readonly dueBeforeMs: number; readonly nowMs: number; readonly limit: number },
  ): readonly OfferRow[];
  /** When the next waiting offer of the warehouse may be told; null when none waits. */
  nextOfferMs(accountId: AccountId, externalWarehouseId: ExternalId, debounceMs: number): number | null;
  /** Told or refused as too early: not before that moment again. */
  holdOffer(offer: Pick<OfferRow, 'listingId' | 'externalWarehouseId'>, notBeforeMs: number): void;
  /** Acknowledges the version that was read when sending; a later change stays wanted. */
  ackOffer(
    offer: Pick<OfferRow, 'listingId' | 'externalWarehouseId'>,
    version: number,
    told: {
      readonly quantity: number;
      readonly atMs: number;
      readonly cause: string;
      readonly outcome: string;
      readonly problem?: ChannelProblem;
    },
  ): void;
  parkOffer(offer: Pick<OfferRow, 'listingId' | 'externalWarehouseId'>, problem: ChannelProblem, atMs: number): void;
  unparkOffers(accountId: AccountId): void;
  offersToReadBack(accountId: AccountId, externalWarehouseId: ExternalId, limit: number): readonly OfferRow[];
  setLive(offer: Pick<OfferRow, 'listingId' | 'externalWarehouseId'>, quantity: number, atMs: number): void;
  offersOf(listingId: ListingId): readonly OfferRow[];
  pushes(
    listingId: ListingId,
    limit: number,
  ): readonly {
    readonly seq: number;
    readonly atMs: number;
    readonly externalWarehouseId: string;
    readonly quantity: number;
    readonly cause: string;
    readonly outcome: string;
    readonly problem: ChannelProblem | null;
  }[];

  cursor(accountId: AccountId, stream: string): string | null;
  moveCursor(accountId: AccountId, stream: string, value: string, atMs: number): void;
  /** True when this fingerprint of the thing was seen before, so its effects are done. */
  seen(accountId: AccountId, stream: string, externalId: string, fingerprint: string, atMs: number): boolean;

  limiter(accountId: AccountId, group: string): { readonly tokens: number; readonly atMs: number; readonly blockedUntilMs: number } | null;
  saveLimiter(
    accountId: AccountId,
    group: string,
    state: { readonly tokens: number; readonly atMs: number; readonly blockedUntilMs: number },
  ): void;
  breaker(accountId: AccountId, kind: 'transport' | 'auth'): { readonly failures: number; readonly openUntilMs: number };
  saveBreaker(accountId: AccountId, kind: 'transport' | 'auth', state: { readonly failures: number; readonly openUntilMs: number }): void;

  succeed(accountId: AccountId, stream: string, atMs: number): void;
  fault(accountId: AccountId, stream: string, problem: ChannelProblem, atMs: number): void;
  health(accountId: AccountId): readonly {
    readonly stream: string;
    readonly lastSuccessMs: number | null;
    readonly lastFailureMs: number | null;
    readonly failures: number;
    readonly problem: ChannelProblem | null;
  }[];

  /** When the next queued command may go; null when none is queued behind a free head. */
  nextDueMs(accountId: AccountId): number | null;
  queueFigures(accountId: AccountId): {
    readonly waiting: number;
    readonly rejected: number;
    readonly unknown: number;
    readonly oldestMs: number | null;
  };
  /** Offers not yet told, refused, and told otherwise than the marketplace shows. */
  offerFigures(accountId: AccountId): {
    readonly waiting: number;
    readonly parked: number;
    readonly oldestMs: number | null;
    readonly drift: number;
  };
  /** Offers whose live figure, read after the telling, is not what was told. */
  driftingOffers(limit: number): readonly (OfferRow & { readonly accountId: AccountId })[];
  offersOfAccount(accountId: AccountId, limit: number): readonly OfferRow[];
  /** Did the marketplace take orders of this listing since then? They explain a live figure below the told one. */
  orderedSince(listingId: ListingId, sinceMs: number): boolean;

  /** Live orders of a marketplace's warehouse that none of ours feeds yet. */
  ordersWithoutWarehouse(accountId: AccountId, externalWarehouseId: ExternalId): readonly OrderId[];
  setOrderWarehouse(orderId: OrderId, warehouseId: LocationId): void;
  /**
   * At a start and after a jump of the clock, of moments later than `nowMs`: no command waits for one longer than a few seconds,
   * and what was read or told then was so now, or it would stand last in every rotation until the clock caught up.
   */
  forgetTomorrow(nowMs: number): void;
  /** New orders first seen before that moment and not asked for yet: what automatic confirmation takes. */
  unconfirmedSince(accountId: AccountId, seenBeforeMs: number, limit: number): readonly OrderId[];
  /** Delivered supplies whose code is not here yet. */
  suppliesWithoutCode(accountId: AccountId, limit: number): readonly SupplyId[];
}
