import type { ChannelDocument } from './labels.ts';
import type { ChannelProblem, Outcome } from './outcome.ts';

/** Orders of one day and one point that leave together under one document (Ozon: carriage; Yandex Market: first-mile shipment). */
export interface HandoversClient {
  /** What leaves between these moments: made already, or waiting to be made. */
  list(window: { readonly fromMs: number; readonly toMs: number }): Promise<Outcome<readonly ChannelHandover[]>>;
  get(id: string): Promise<Outcome<ChannelHandover>>;
  orderIds(id: string): Promise<Outcome<readonly string[]>>;
  /** Exists where a person makes it (Ozon). Not idempotent: after `unknown` the list is read. */
  create?(request: { readonly key: string }): Promise<Outcome<{ readonly id: string }>>;
  /** Leaves exactly these orders in it. */
  setOrders?(
    id: string,
    orderIds: readonly string[],
  ): Promise<Outcome<{ readonly refused: readonly { readonly orderId: string; readonly problem: ChannelProblem }[] }>>;
  /** Moves orders to the next one (Yandex Market); it costs the seller's rating. */
  postpone?(id: string, orderIds: readonly string[]): Promise<Outcome<void>>;
  /** How many packages are carried in, where it is told before the confirmation. */
  setPlaces?(id: string, places: number): Promise<Outcome<void>>;
  /** Closes it: documents are made of what is in it. Not idempotent. */
  confirm(id: string, places?: number): Promise<Outcome<void>>;
  cancel?(id: string): Promise<Outcome<void>>;
  /** Null: not ready yet, ask again. */
  document(id: string, kind: HandoverDocument): Promise<Outcome<ChannelDocument | null>>;
  /** Exists when `capabilities.cargoUnits`. */
  readonly units?: CargoUnitsClient;
}

/** `act` the paper both sides sign · `barcode` what the acceptance scans · `places` labels of packages · `waybill` for the carrier. */
export type HandoverDocument = 'act' | 'barcode' | 'places' | 'waybill' | 'discrepancy';

export interface ChannelHandover {
  /** Null: it may be made, nobody has. */
  readonly id: string | null;
  /** What `create` is given; the same for the same day and point. */
  readonly key: string;
  readonly name: string;
  readonly warehouseId: string | null;
  readonly departAtMs: number;
  readonly cutoffMs: number | null;
  /** `open` may be made or changed · `confirmable` · `closing` the marketplace works on it · `closed` documents are there · `accepted` taken in by it. */
  readonly state: 'open' | 'confirmable' | 'closing' | 'closed' | 'accepted' | 'cancelled' | 'failed' | 'unknown';
  readonly own: string;
  readonly orders: number | null;
  readonly documents: readonly HandoverDocument[];
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

/** Boxes and pallets that parcels are laid into before they leave, each with a label of its own, so that the acceptance counts units and not parcels. */
export interface CargoUnitsClient {
  /** The most that one call makes, and the most parcels that one call lays into a unit. */
  readonly createBatch: number;
  readonly fillBatch: number;
  /** Units of one warehouse made between these moments. */
  list(warehouseId: string, window: { readonly fromMs: number; readonly toMs: number }): Promise<Outcome<readonly ChannelCargoUnit[]>>;
  /** `orderIds`: what lies inside. */
  get(id: string): Promise<Outcome<ChannelCargoUnit & { readonly orderIds: readonly string[] }>>;
  /** `large`: goods that sorting machines do not take. Not idempotent: after `unknown` the list is read. */
  create(request: {
    readonly warehouseId: string;
    readonly kind: CargoKind;
    readonly large: boolean;
    readonly amount: number;
  }): Promise<Outcome<{ readonly ids: readonly string[] }>>;
  /** `done` means taken for work: what lies inside is read. What lies inside already may be told again. */
  fill(
    id: string,
    orderIds: readonly string[],
  ): Promise<Outcome<{ readonly refused: readonly { readonly orderId: string; readonly problem: ChannelProblem }[] }>>;
  takeOut(id: string, orderIds: readonly string[]): Promise<Outcome<void>>;
  /** Nothing more goes in; from then on it has a label. */
  close(id: string): Promise<Outcome<void>>;
  cancel(id: string): Promise<Outcome<void>>;
  label(id: string): Promise<Outcome<ChannelDocument>>;
}

export type CargoKind = 'box' | 'pallet';

export interface ChannelCargoUnit {
  readonly id: string;
  /** The figure people read on it. */
  readonly number: string;
  readonly kind: CargoKind;
  /** `open` may be filled · `closing` the marketplace works on it · `closed` its label may be had · `gone` taken in by the marketplace. */
  readonly state: 'open' | 'closing' | 'closed' | 'gone' | 'cancelled' | 'failed' | 'unknown';
  readonly own: string;
  readonly orders: number;
  readonly createdAtMs: number;
}
