import type {
  CargoKind,
  ChannelCargoUnit,
  ChannelDocument,
  ChannelHandover,
  ChannelProblem,
  HandoverDocument,
} from '#electron/channels/channel.ts';
import type { AccountId, CargoUnitId, ExternalId, HandoverId, OperationId, OrderId } from '#shared/domain/ids.ts';

/** Orders that leave together under one document of the marketplace, on one day and from one point. */
export interface HandoverRow {
  readonly id: HandoverId;
  readonly accountId: AccountId;
  /** Null: it may be made, nobody has. */
  readonly externalId: ExternalId | null;
  /** The same for the same day and point; where nobody made it yet, its orders carry it too. */
  readonly key: string;
  readonly name: string;
  readonly externalWarehouseId: ExternalId | null;
  readonly departAtMs: number;
  readonly cutoffMs: number | null;
  readonly state: ChannelHandover['state'];
  readonly own: string;
  /** How many orders the marketplace counts in it. */
  readonly toldOrders: number | null;
  /** What may be fetched now. */
  readonly documents: readonly HandoverDocument[];
  readonly attributes: ChannelHandover['attributes'];
  /** Asked of the marketplace and not answered yet. */
  readonly asked: 'create' | 'confirm' | 'cancel' | null;
  /** Packages that are carried in, as a person counted them. */
  readonly places: number | null;
  readonly problem: ChannelProblem | null;
  readonly seenAtMs: number;
}

/** A box or a pallet that parcels of a hand-over are laid into. */
export interface CargoUnitRow {
  readonly id: CargoUnitId;
  readonly handoverId: HandoverId;
  /** Null: asked for, the marketplace has not made it yet. */
  readonly externalId: ExternalId | null;
  /** The figure people read on it. */
  readonly number: string;
  readonly kind: CargoKind;
  readonly state: 'wanted' | ChannelCargoUnit['state'];
  readonly own: string;
  readonly hasLabel: boolean;
  readonly problem: ChannelProblem | null;
  readonly createdAtMs: number;
}

export interface HandoverTally {
  /** Cancelled ones left out. */
  readonly orders: number;
  readonly packed: number;
  /** Checked on the way out. */
  readonly scanned: number;
}

export interface StoredDocument extends ChannelDocument {
  readonly kind: HandoverDocument;
  readonly fetchedIn: ChannelHandover['state'];
}

export interface HandoverStore {
  byId(id: HandoverId): HandoverRow | null;
  byExternalId(accountId: AccountId, externalId: ExternalId): HandoverRow | null;
  /** The one of this day and point that nobody made yet. */
  toMake(accountId: AccountId, key: string): HandoverRow | null;
  /** Those that depart between the moments, of one cabinet or (null) of all, the earliest first. */
  between(accountId: AccountId | null, fromMs: number, toMs: number): readonly HandoverRow[];
  insert(handover: HandoverRow): void;
  update(id: HandoverId, change: Partial<Omit<HandoverRow, 'id' | 'accountId'>>): void;
  /** What the marketplace shows inside, and nothing else. */
  setOrders(id: HandoverId, orderIds: readonly OrderId[]): void;
  /** Orders inside; where it is not made yet, those that would go into it. */
  orderIds(id: HandoverId): readonly OrderId[];
  /** Orders of the same day and point that are in no hand-over which still stands. */
  outside(accountId: AccountId, key: string): readonly OrderId[];
  /** The hand-over that holds the order and is not over, the earliest. */
  holding(orderId: OrderId): HandoverRow | null;
  tally(id: HandoverId): HandoverTally;
  scans(id: HandoverId): ReadonlyMap<OrderId, number>;
  /** Labels of an order's places held to the scanner so far. */
  placeScans(id: HandoverId, orderId: OrderId): readonly string[];
  addPlaceScan(id: HandoverId, orderId: OrderId, code: string, atMs: number): void;
  addScan(id: HandoverId, orderId: OrderId, operationId: OperationId, atMs: number): void;
  units(id: HandoverId): readonly CargoUnitRow[];
  unit(id: CargoUnitId): CargoUnitRow | null;
  unitByExternalId(externalId: ExternalId): CargoUnitRow | null;
  insertUnit(unit: Omit<CargoUnitRow, 'hasLabel'>): void;
  updateUnit(id: CargoUnitId, change: Partial<Pick<CargoUnitRow, 'externalId' | 'number' | 'state' | 'own' | 'problem'>>): void;
  /** A parcel laid into a unit lies in no other. */
  layInto(id: CargoUnitId, orderId: OrderId): void;
  /** Empties it: what lay in it lies in none. */
  emptyUnit(id: CargoUnitId): void;
  inUnit(id: CargoUnitId): readonly OrderId[];
  storeUnitLabel(id: CargoUnitId, file: Uint8Array): void;
  unitLabel(id: CargoUnitId): Uint8Array | null;
  storeDocument(id: HandoverId, document: StoredDocument, atMs: number): void;
  /** What changes with it is fetched anew. */
  dropDocument(id: HandoverId, kind: HandoverDocument): void;
  documents(id: HandoverId): readonly Omit<StoredDocument, 'file'>[];
  document(id: HandoverId, kind: HandoverDocument): StoredDocument | null;
}
