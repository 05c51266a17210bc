import type { ChannelOrder, ChannelOrderStatus } from '#electron/channels/channel.ts';
import type { Output } from '#shared/contract/index.ts';
import type {
  AccountId,
  ExternalId,
  ListingId,
  LocationId,
  OperationId,
  OrderId,
  OrderLineId,
  ProductId,
  StationId,
  SupplyId,
} from '#shared/domain/ids.ts';
import type { MarkKind, MarkState } from '#shared/domain/marking.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

import type { Deed, NewMovement } from './ledger-store.ts';

export interface OrderLineRow {
  readonly id: OrderLineId;
  readonly position: number;
  readonly sku: string;
  readonly article: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly listingId: ListingId | null;
  readonly productId: ProductId | null;
  /** What is still to be packed, > 0: a line that lost its last unit is no line of the order any more. */
  readonly quantity: number;
  /** What the buyer ordered; absent on a new line: its quantity. */
  readonly ordered?: number;
  /** Units that left with orders split off this one. */
  readonly moved?: number;
  /** What must be told of this line's units; null: what the order wants. */
  readonly marks: readonly MarkKind[] | null;
}

/** Units of one shelf product that one scan put into a parcel and no later one took out. */
export interface ParcelUnitRow {
  readonly seq: number;
  readonly lineId: OrderLineId;
  readonly productId: ProductId;
  readonly quantity: number;
  readonly identity: string | null;
  /** Which of the order's places it lies in, from 1. */
  readonly place: number;
  /** The product, easily taken for another, that still wants a second scan; null: sure. */
  readonly lookAt: ProductId | null;
  readonly station: StationId;
  readonly operationId: OperationId;
  readonly atMs: number;
}

/** As much of an order as tells whether the marketplace says something new of it. */
export type LiveOrder = Pick<OrderRow, 'id' | 'externalId' | 'status' | 'channelStatus' | 'channelOwn' | 'cancellable'>;

export interface OrderRow {
  readonly id: OrderId;
  readonly accountId: AccountId;
  readonly externalId: ExternalId;
  readonly number: string;
  readonly groupKey: string | null;
  readonly status: OrderStatus;
  readonly channelStatus: OrderStatus;
  readonly channelOwn: string;
  readonly cancellable: boolean | null;
  readonly externalWarehouseId: ExternalId | null;
  readonly warehouseId: LocationId | null;
  readonly handoverKey: string;
  readonly supplyId: SupplyId | null;
  readonly supplyState: 'wanted' | 'confirmed' | null;
  /** Where it is taken to assembly by word: asked for, or refused. */
  readonly confirmState: 'wanted' | 'refused' | null;
  /** Its label comes only after its marks, so it is packed before it is confirmed. */
  readonly packFirst: boolean;
  /** A person wants it in several places. */
  readonly byPlaces?: boolean;
  /** How many places were begun at the packing desk; 1 until a packer says otherwise. */
  readonly places?: number;
  /** The marketplace's number of the order this one was split off. */
  readonly parentExternalId?: string | null;
  readonly createdAtMs: number;
  readonly seenAtMs: number;
  readonly shipByMs: number | null;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly requiredMarks: readonly MarkKind[];
  readonly optionalMarks: readonly MarkKind[];
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly labelState: 'none' | 'wanted' | 'stored';
  readonly packedAtMs: number | null;
  readonly cancelledAtMs: number | null;
  readonly lines: readonly OrderLineRow[];
}

export interface OrderMarkRow {
  readonly id: string;
  readonly orderLineId: OrderLineId;
  readonly kind: MarkKind;
  readonly value: string;
  readonly state: MarkState;
  readonly verdict: string;
  /** The scan of the unit that carries it; null when it was written in the office. */
  readonly unitOperationId: OperationId | null;
}

export interface StoredLabel {
  readonly format: 'zpl' | 'png' | 'svg' | 'pdf';
  readonly file: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly barcode: string;
  readonly caption: string;
}

export interface ParcelWeight {
  readonly grams: number;
  readonly source: 'scales' | 'hand';
  readonly atMs: number;
}

/** Steps of a delivery of the seller's own, in their order. */
export type DeliveryStep = 'on-way' | 'last-mile' | 'delivered';

export interface OwnDelivery {
  readonly trackingNumber: string | null;
  /** The last step told to the marketplace, whether or not it has answered. */
  readonly asked: DeliveryStep | null;
}

/** An order's life. `story` lines are append-only and what the order's screen tells. */
export interface OrderStore {
  byId(id: OrderId): OrderRow | null;
  byExternalId(accountId: AccountId, externalId: ExternalId): OrderRow | null;
  /** Insert with its lines; lines come with listing and product already resolved. */
  /** `labelState`: `wanted` asks for its label at once. */
  insert(
    order: Omit<OrderRow, 'labelState' | 'packedAtMs' | 'cancelledAtMs' | 'supplyId' | 'supplyState' | 'confirmState'> & {
      readonly labelState?: 'none' | 'wanted';
    },
  ): void;
  /** What a later page may teach about a known order: attributes, marks (null keeps, and keeps whether it is packed first), deadline. */
  learn(id: OrderId, seen: ChannelOrder, packFirst: boolean): void;
  setConfirm(ids: readonly OrderId[], state: 'wanted' | 'refused' | null): void;
  setStatus(
    id: OrderId,
    status: OrderStatus,
    seen: { readonly channelStatus: OrderStatus; readonly channelOwn: string; readonly cancellable: boolean | null } | null,
    atMs: number,
  ): void;
  /** The line has no more than `quantity` units from now on; `moved` of those that left went into an order split off. Never grows. */
  lessen(lineId: OrderLineId, quantity: number, moved: number): void;
  /** Whether a person wants it in several places, and whether it is packed before it is confirmed. */
  setByPlaces(id: OrderId, byPlaces: boolean, packFirst: boolean): void;
  setPlaces(id: OrderId, places: number): void;
  markStatusRead(ids: readonly OrderId[], atMs: number): void;
  setPacked(id: OrderId, operationId: OperationId | null, atMs: number | null): void;
  setLineProduct(lineId: OrderLineId, listingId: ListingId, productId: ProductId | null): void;
  /** Live lines of a listing's sku that no product stands behind yet. */
  unresolvedLines(accountId: AccountId, sku: string): readonly { readonly orderId: OrderId; readonly lineId: OrderLineId }[];
  tell(orderId: OrderId, atMs: number, kind: string, actor: string, payload?: unknown): void;
  story(
    orderId: OrderId,
  ): readonly { readonly seq: number; readonly atMs: number; readonly kind: string; readonly actor: string; readonly payload: unknown }[];
  /** Live orders, those read longest ago first. */
  toReadStatus(accountId: AccountId, limit: number): readonly LiveOrder[];

  /** Null: the marketplace delivers it. */
  deliveryOf(id: OrderId): OwnDelivery | null;
  setDelivery(id: OrderId, delivery: OwnDelivery): void;

  labelOf(id: OrderId): StoredLabel | null;
  storeLabel(id: OrderId, label: StoredLabel, atMs: number): void;
  /** Further codes by which a scanned label finds the order: one a place, and those known before the label is. */
  addLabelCodes(id: OrderId, codes: readonly string[]): void;
  wantLabel(ids: readonly OrderId[]): void;
  /** Those that must leave soonest first. */
  labelsWanted(accountId: AccountId, limit: number): readonly { readonly id: OrderId; readonly externalId: ExternalId }[];
  /** The label as a picture for printers that take no ZPL; null while it is not here. */
  drawnLabelOf(id: OrderId): Pick<StoredLabel, 'format' | 'file'> | null;
  storeDrawnLabel(id: OrderId, label: { readonly format: 'png' | 'pdf'; readonly file: Uint8Array }): void;
  /** Asks for pictures of these labels, where they are not asked for yet. */
  wantDrawn(ids: readonly OrderId[]): void;
  /** The same for all that are still to be packed and are here as ZPL only; how many were not asked for before. */
  wantDrawnAhead(accountId: AccountId, limit: number): number;
  drawnWanted(accountId: AccountId, limit: number): readonly { readonly id: OrderId; readonly externalId: ExternalId }[];
  byLabelBarcode(code: string): OrderRow | null;

  /** Live rows, the oldest first. */
  unitsOf(orderId: OrderId): readonly ParcelUnitRow[];
  addUnit(unit: Omit<ParcelUnitRow, 'seq' | 'atMs'>, atMs: number): void;
  /** The second scan of what that operation put in: it is sure now. Once for each. */
  addLook(unitOperationId: OperationId, deed: Pick<Deed, 'id' | 'atMs'>): void;
  /** Takes them out again by rows of the opposite sign, and the marks that were scanned off them with them. Answers the kinds of those marks. */
  undoUnits(units: readonly ParcelUnitRow[], deed: Pick<Deed, 'id' | 'station' | 'atMs'>): readonly MarkKind[];

  marksOf(orderId: OrderId): readonly OrderMarkRow[];
  /**
   * `identity`: what makes the code one of its kind (the code without its tails); the value itself when left out.
   * Throws `DuplicateMarkError` when the code already stands in a parcel.
   */
  addMark(
    mark: Omit<OrderMarkRow, 'state' | 'verdict' | 'unitOperationId'> & {
      readonly identity?: string;
      readonly unitOperationId?: OperationId;
    },
    operationId: OperationId,
    atMs: number,
  ): void;
  /** Codes scanned off a unit go with it into a line of another order. */
  moveMarks(from: Pick<ParcelUnitRow, 'lineId' | 'operationId'>, to: Pick<ParcelUnitRow, 'lineId' | 'operationId'>): void;
  setMarkState(orderId: OrderId, kind: MarkKind, state: MarkState, verdict: string): void;
  removeMark(markId: string): void;
  marksToRead(accountId: AccountId, limit: number): readonly { readonly id: OrderId; readonly externalId: ExternalId }[];

  /**
   * Orders of a product, or of a kit it is part of, that may be packed now, oldest `ship_by` first, then oldest order: `assembling`, not packed,
   * fully held.
   */
  packable(productId: ProductId, limit: number): readonly OrderId[];
  /** Orders of a product that wait to be packed, whatever still holds them up, in the same order. */
  waiting(productId: ProductId, limit: number): readonly OrderId[];
  /** The product's newest orders, whatever became of them. */
  latest(productId: ProductId, limit: number): readonly OrderId[];
  byNumber(number: string): readonly OrderRow[];
  /** Cards that carry the code and what stands behind each (null: nobody matched it). */
  listingsByBarcode(
    barcode: string,
  ): readonly { readonly listingId: ListingId; readonly productId: ProductId | null; readonly article: string; readonly name: string }[];
  /** Orders split off one, by its number at the marketplace. */
  childrenOf(
    accountId: AccountId,
    parentExternalId: ExternalId,
  ): readonly { readonly id: OrderId; readonly number: string; readonly status: OrderStatus }[];
  /** Every line as it was ordered: units taken out of it, and units that left with orders split off. */
  goneOf(id: OrderId): readonly {
    readonly lineId: OrderLineId;
    readonly article: string;
    readonly name: string;
    readonly removed: number;
    readonly moved: number;
  }[];
  /** Every order of the same basket, this one left out. */
  neighbours(id: OrderId): readonly { readonly id: OrderId; readonly number: string; readonly status: OrderStatus }[];
  /** What the closed parcel weighs; null: it was not weighed since it was packed, or is not packed. */
  weightOf(id: OrderId): ParcelWeight | null;
  /** False: the parcel is not closed, and nothing was written. */
  addWeight(id: OrderId, weight: Pick<ParcelWeight, 'grams' | 'source'>, deed: Deed): boolean;
  /** The operation that packed the order and what it moved; null when it is not packed. */
  packingOf(id: OrderId): { readonly operationId: OperationId; readonly movements: readonly NewMovement[] } | null;
  /** Where the held units of the order lie now, bins by route order. `packing` is the warehouse's bin of packed parcels. */
  shelves(productId: ProductId, warehouseId: LocationId): readonly Shelf[];
  /** What the order's live reservations hold, line by line. */
  heldOf(id: OrderId): readonly {
    readonly lineId: OrderLineId;
    readonly productId: ProductId;
    readonly warehouseId: LocationId;
    readonly quantity: number;
  }[];
  /** The orders as screens show them, in the order asked; unknown ids are left out. */
  views(ids: readonly OrderId[]): readonly OrderView[];
  counts(nowMs: number, dayStartMs: number): OrderCounts;
  /** Parcels packed last. */
  lastPacked(limit: number): readonly OrderId[];
  /** What to pack next: nothing holds these up; nearest deadline first. */
  nextToPack(limit: number): readonly OrderId[];
  /** Cancelled with things in their parcel, packed or half-filled, and still here: parcels to hunt down, the latest first. */
  hunted(limit: number): readonly OrderId[];
  /** New orders nobody has taken to assembly yet. */
  fresh(accountId: AccountId | null): readonly OrderRow[];
}

export interface Shelf {
  readonly locationId: LocationId;
  readonly code: string;
  readonly onHand: number;
}

/** One row of an order list, as the contract shows it. */
export type OrderView = Output<'order.list'>['rows'][number];

export interface OrderCounts extends Output<'order.counts'> {
  /** Nearest deadline among the orders that can be packed now. */
  readonly nextShipByMs: number | null;
}

export class DuplicateMarkError extends Error {
  readonly orderId: OrderId;
  constructor(orderId: OrderId) {
    super('duplicate-mark');
    this.name = 'DuplicateMarkError';
    this.orderId = orderId;
  }
}

export type { ChannelOrder, ChannelOrderStatus };
