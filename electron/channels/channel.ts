import type { ChannelCapabilities, ChannelId } from '#shared/domain/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import type { Money } from '#shared/domain/money.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

/**
 * A marketplace as the sync loop sees it. A marketplace's folder knows this file, `shared/domain` and `shared/kit`, and nothing else;
 * adding one is a folder, a line in each composition root, and passing `tests/contract/channels`.
 */
export interface Channel {
  readonly id: ChannelId;
  readonly title: string;
  readonly capabilities: ChannelCapabilities;
  /** Every limit group of this marketplace; a request names the one it spends. */
  readonly limits: readonly LimitGroup[];
  /** Requests of one cabinet that may be on the way at once; absent: as many as the limits let through. */
  readonly parallel?: number;
  /** Hosts this marketplace answers on; any other base is accepted for loopback only. */
  readonly hosts: readonly string[];
  /** Hosts of the files it links to, which are asked without a header of the seller's; a leading dot means any host under it. */
  readonly fileHosts?: readonly string[];
  /** Reads the credentials locally; calls nobody. */
  readCredentials(credentials: Credentials, nowMs: number): CredentialsReading;
  connect(connection: Connection): ChannelClient;
}

export interface Credentials {
  readonly token: string;
  /** A second part where the marketplace has one (Ozon's Client-Id). */
  readonly clientId?: string;
}

export type CredentialsFault =
  | 'not-a-token'
  | 'expired'
  | 'read-only'
  | 'missing-category'
  | 'sandbox-token'
  | 'other-seller'
  | 'seller-number-missing'
  | 'not-accepted';

export interface CredentialsReading {
  /** Faults in the order a person should mend them; empty when the token will do. */
  readonly faults: readonly { readonly fault: CredentialsFault; readonly detail?: string }[];
  readonly warnings: readonly { readonly warning: 'limits-reduced' | 'expires-soon'; readonly detail?: string }[];
  /** The marketplace's id of the seller: the account key. */
  readonly sellerId: string | null;
  readonly kind: string | null;
  readonly categories: readonly string[];
  readonly readOnly: boolean;
  readonly expiresAtMs: number | null;
}

/**
 * A token bucket: `burst` tokens at most, one more every `intervalMs`.
 * `clientErrorCost` is what an answer of 400–499 costs in tokens (Wildberries: ten).
 */
export interface LimitGroup {
  readonly id: string;
  readonly burst: number;
  readonly intervalMs: number;
  readonly clientErrorCost: number;
  /**
   * Counted in windows of this length instead: all at once, then nothing until the window ends, which answers tell
   * (`X-RateLimit-Resource-Until`). Until one has told it the bucket drips as any other.
   */
  readonly windowMs?: number;
  /** Orders that wait for a confirmation are read out of it: its last part is kept for that. */
  readonly readsOrders?: boolean;
}

/** What the sync loop hands a client: credentials and one way out, already behind the account's limiter and breaker. */
export interface Connection {
  readonly credentials: Credentials;
  /** Null: the marketplace's own hosts. Otherwise one loopback origin that stands for all of them: `<origin>/<host>/<path>`. */
  readonly baseUrl: string | null;
  readonly nowMs: () => number;
  readonly send: (request: ChannelRequest) => Promise<Reply>;
}

export interface ChannelRequest {
  /** Name of the operation in the channel's table of paths; shown in logs and health. */
  readonly operation: string;
  readonly limit: string;
  /** May wait: the last part of a nearly used up limit is left to requests that may not. */
  readonly patient?: boolean;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON by `stringifyJson` of shared/kit/json.ts: integers beyond 2^53 stand in it as `JsonInteger` and leave as bare digits. */
  readonly body?: unknown;
}

export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }
  /** `sent` false: nothing left this machine, so trying again is safe. */
  | { readonly kind: 'no-answer'; readonly sent: boolean; readonly cause: string }
  /** Held back here: no tokens left, or a breaker is open. Nothing was sent. */
  | { readonly kind: 'held'; readonly untilMs: number; readonly by: 'limit' | 'breaker' };

/** Every call ends as one of these (DESIGN §4). */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'retry'; readonly problem: ChannelProblem; readonly afterMs?: number }
  | { readonly kind: 'limited'; readonly untilMs: number }
  | { readonly kind: 'rejected'; readonly problem: ChannelProblem }
  /** Sent, no answer: settle it by reading, never by sending again. */
  | { readonly kind: 'unknown'; readonly problem: ChannelProblem };

export interface ChannelProblem {
  /** Our name of the problem, translated by the screens as `problem.<code>`; `other` keeps the marketplace's words. */
  readonly code: ProblemCode;
  readonly operation: string;
  readonly httpStatus?: number;
  /** The marketplace's own code and words, shown beneath ours. */
  readonly channelCode?: string;
  readonly channelMessage?: string;
  /** What it is about: order ids, chrtIds, a box. */
  readonly subjects?: readonly string[];
}

export type ProblemCode =
  | 'no-network'
  | 'timeout'
  | 'server-error'
  | 'unreadable-answer'
  | 'too-many-requests'
  | 'token-refused'
  | 'token-too-narrow'
  | 'seller-blocked'
  | 'method-gone'
  | 'not-found'
  | 'bad-request'
  | 'supply-wrong-order'
  | 'supply-empty'
  | 'supply-not-empty'
  | 'supply-not-closed'
  | 'supply-closed'
  | 'supply-already-scanned'
  | 'shipping-required'
  | 'shipping-unsuitable'
  | 'marks-not-passed'
  | 'mark-not-required'
  | 'mark-refused'
  | 'expiration-too-near'
  | 'customs-required'
  | 'status-changed'
  | 'cancel-not-allowed'
  | 'cancel-reason-wrong'
  | 'seller-ambiguous'
  | 'offer-not-signed'
  | 'address-refused'
  | 'lines-mismatch'
  | 'scheme-unsuitable'
  | 'confirm-pending'
  | 'confirm-failed'
  | 'file-elsewhere'
  | 'marks-incomplete'
  | 'parcel-too-big'
  | 'label-not-ready'
  | 'handover-empty'
  | 'handover-too-early'
  | 'handover-orders-not-ready'
  | 'handover-done'
  | 'stock-price-missing'
  | 'stock-size-missing'
  | 'stock-too-often'
  | 'stock-warehouse-gone'
  | 'product-archived'
  | 'clock-wrong'
  | 'stock-by-barcode-refused'
  | 'stock-warehouse-busy'
  | 'stock-cargo-restricted'
  | 'stock-blocked'
  | 'stock-limit'
  | 'stock-not-found'
  | 'stock-property-conflict'
  | 'stock-delivery-type'
  | 'other';

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass back to get the next page; opaque, kept in the database. */
  readonly cursor: string;
  readonly more: boolean;
}

/** Whose cabinet a key opens, and what only the marketplace knows of the key. */
export interface ChannelSeller {
  readonly sellerId: string;
  readonly name: string;
  /** ИНН, where the marketplace tells it. */
  readonly taxId?: string | null;
  /** When the key ends, where the credentials themselves do not say it (Ozon: `/v1/roles`). */
  readonly expiresAtMs?: number | null;
  /** Rights the key lacks for what Korob does, in the marketplace's own words; empty or absent: none lacking. */
  readonly missingRights?: readonly string[];
}

/** `read` parts are polled; `write` parts are called from the outbox. Optional parts exist when the capability says so. */
export interface ChannelClient {
  /** One key may open several sellers: without a number in the credentials that is `seller-ambiguous`, with «number name» of each as subjects. */
  seller(): Promise<Outcome<ChannelSeller>>;
  listings(cursor: string | null): Promise<Outcome<Page<ChannelListing>>>;
  warehouses(): Promise<Outcome<readonly ChannelWarehouse[]>>;
  readonly orders: {
    /** Orders that wait for a confirmation; complete, not paged. */
    fresh(): Promise<Outcome<readonly ChannelOrder[]>>;
    list(window: { readonly fromMs: number; readonly toMs: number }, cursor: string | null): Promise<Outcome<Page<ChannelOrder>>>;
    readonly statusBatch: number;
    statuses(ids: readonly string[]): Promise<Outcome<readonly ChannelOrderStatus[]>>;
    /** `reason` is wanted where `capabilities.cancelReasons`. */
    cancel(id: string, reason?: CancelReason): Promise<Outcome<void>>;
    /** Exists when `capabilities.cancelReasons`: what may be said when this order is cancelled. */
    cancelReasons?(id: string): Promise<Outcome<readonly CancelReason[]>>;
    /** Exists when `capabilities.cancelLines`: takes units of one line out of the order. Cannot be taken back. */
    cancelLine?(id: string, line: PackedLine, reason?: CancelReason): Promise<Outcome<void>>;
    /**
     * Exists when `capabilities.confirm` is `order`: says that the order is being packed, and how (Ozon: ship; Yandex Market: boxes and
     * READY_TO_SHIP). Packages together hold every unit of the order, or, with `partial`, the units that go now. Where packages become orders of
     * their own (`capabilities.packages` is `orders`) the answer names them all; otherwise it names the order itself.
     * Not idempotent: after `unknown` the order is read.
     */
    confirm?(request: ConfirmRequest): Promise<Outcome<{ readonly orderIds: readonly string[] }>>;
    /** The same for up to `statusBatch` orders, where that spares requests; each ends by itself. */
    confirmMany?(
      requests: readonly ConfirmRequest[],
    ): Promise<readonly { readonly orderId: string; readonly outcome: Outcome<{ readonly orderIds: readonly string[] }> }[]>;
  };
  readonly stock: {
    readonly batch: number;
    /** One sku in one warehouse may be written once in this time (Ozon: 30 s); 0 where nothing forbids it. */
    readonly pairIntervalMs: number;
    /** Absolute values. Rows refused one by one are returned; the rest was accepted. A row's `too-many-requests` means «later», not «no». */
    write(
      warehouseId: string,
      rows: readonly StockRow[],
    ): Promise<Outcome<{ readonly refused: readonly { readonly sku: string; readonly problem: ChannelProblem }[] }>>;
    read(warehouseId: string, skus: readonly string[]): Promise<Outcome<readonly StockRow[]>>;
    /** Exists where a figure may be dropped in silence: why these show less than was told. One that has nothing wrong is left out. */
    whySilent?(skus: readonly string[]): Promise<Outcome<readonly { readonly sku: string; readonly problem: ChannelProblem }[]>>;
  };
  readonly labels: {
    readonly batch: number;
    fetch(
      ids: readonly string[],
      format: LabelFormat,
      /** Where the marketplace draws more than one size; it takes the first by itself. */
      paper?: LabelPaper,
    ): Promise<Outcome<{ readonly labels: readonly ChannelLabel[]; readonly missing: readonly string[] }>>;
    /**
     * Exists where one file can be drawn for many orders in the order given. It is drawn while we wait, and which page belongs to which order is
     * not told: for a pile of paper, never for the packer's hand.
     */
    readonly sheet?: {
      readonly batch: number;
      start(ids: readonly string[], paper?: LabelPaper): Promise<Outcome<{ readonly key: string }>>;
      /** Null: not ready yet, ask again. */
      get(key: string): Promise<Outcome<ChannelDocument | null>>;
    };
  };
  readonly marks: {
    readonly batch: number;
    /** Idempotent: what is told replaces what was there. `done` means accepted for checking; the verdict is read. */
    put(change: MarkChange): Promise<Outcome<void>>;
    remove(orderId: string, kind: MarkKind): Promise<Outcome<void>>;
    read(ids: readonly string[]): Promise<Outcome<readonly ChannelMarkVerdict[]>>;
  };
  readonly supplies?: SuppliesClient;
  readonly passes?: PassesClient;
  readonly handovers?: HandoversClient;
  readonly returns?: ReturnsClient;
  readonly fulfilment?: FulfilmentClient;
  readonly delivery?: DeliveryClient;
}

export interface CancelReason {
  readonly id: string;
  readonly title: string;
  /** Words of the seller's own, where the reason asks for them. */
  readonly message?: string;
}

/** Units of one line of an order. */
export interface PackedLine {
  readonly sku: string;
  readonly quantity: number;
}

/** One mark on one unit. `unit` counts from 0 within the order's line of that sku. */
export interface UnitMark {
  readonly sku: string;
  readonly unit: number;
  readonly kind: MarkKind;
  readonly value: string;
}

/** Some marketplaces take one kind at a time, some only the order as a whole: both are told. */
export interface MarkChange {
  readonly orderId: string;
  /** The kind that changed, with all its values in the order of units. */
  readonly kind: MarkKind;
  readonly values: readonly string[];
  /** Every mark of the order as it stands after the change. */
  readonly whole: readonly UnitMark[];
}

export interface ConfirmRequest {
  readonly orderId: string;
  /** One entry a parcel. */
  readonly packages: readonly { readonly lines: readonly PackedLine[] }[];
  readonly partial?: boolean;
  readonly whole: readonly UnitMark[];
}

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

export interface ChannelDocument {
  readonly format: 'pdf' | 'png' | 'xls';
  readonly file: Uint8Array;
  /** What the scanner at the acceptance reads, where the marketplace tells it. */
  readonly barcode: string | null;
}

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

/** Goods that lie at the marketplace (FBO, FBY): read only. */
export interface FulfilmentClient {
  stock(cursor: string | null): Promise<Outcome<Page<FulfilmentStock>>>;
  /** Orders the marketplace itself sends; they never touch our shelves. */
  orders(window: { readonly fromMs: number; readonly toMs: number }, cursor: string | null): Promise<Outcome<Page<ChannelOrder>>>;
}

export interface FulfilmentStock {
  readonly sku: string;
  readonly place: string;
  readonly available: number;
  readonly reserved: number;
}

/** Orders that a third party or the seller delivers (rFBS, DBS). */
export interface DeliveryClient {
  setTracking(orderId: string, trackingNumber: string): Promise<Outcome<void>>;
  /** Asynchronous at the marketplace: the status is read afterwards. */
  setState(orderId: string, state: 'on-way' | 'last-mile' | 'delivered'): Promise<Outcome<void>>;
}

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

export type LabelFormat = 'zpl' | 'png' | 'svg' | 'pdf';

/** Millimetres, width by height. */
export type LabelPaper = '58x40' | '75x120';

export interface ChannelListing {
  /** The key stock is written by (Wildberries: chrtId). */
  readonly sku: string;
  /** The card (Wildberries: nmID); several sizes share one. */
  readonly cardId: string;
  readonly article: string;
  readonly name: string;
  readonly size: string | null;
  readonly barcodes: readonly string[];
  readonly marked: boolean;
  readonly photoUrl: string | null;
  readonly archived: boolean;
}

export interface ChannelWarehouse {
  readonly id: string;
  readonly name: string;
  /** False: this warehouse takes no FBS stock, or is being processed. */
  readonly takesStock: boolean;
  readonly busy: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ChannelOrder {
  readonly id: string;
  /** What a person reads out: the number on the marketplace's screens. */
  readonly number: string;
  /** Orders of one basket share it. */
  readonly groupKey: string | null;
  readonly warehouseId: string | null;
  readonly createdAtMs: number;
  /** When it must leave, where the marketplace says so. */
  readonly shipByMs: number | null;
  readonly status: ChannelOrderStatus | null;
  readonly supplyId: string | null;
  readonly price: Money | null;
  readonly lines: readonly ChannelOrderLine[];
  /** `null`: this page does not tell (Wildberries tells only in the list of new orders): keep what is known. */
  readonly requiredMarks: readonly MarkKind[] | null;
  readonly optionalMarks: readonly MarkKind[] | null;
  /** What decides which orders fit in one supply. Equal strings fit together. */
  readonly handoverKey: string;
  /** Codes on the parcel's label that are known before the label is (Ozon: `scanit`), so that a scanned label finds its order. */
  readonly labelCodes?: readonly string[];
  /** The order this one was split from. */
  readonly parentId?: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ChannelOrderLine {
  readonly sku: string;
  readonly article: string;
  readonly name: string | null;
  readonly barcodes: readonly string[];
  readonly quantity: number;
  /** What must be told of this line's units, where the marketplace says it line by line; absent: what the order wants. */
  readonly requiredMarks?: readonly MarkKind[];
}

export interface ChannelOrderStatus {
  readonly id: string;
  readonly status: OrderStatus;
  /** The marketplace's own words, kept as they came. */
  readonly own: string;
  readonly cancellable: boolean | null;
}

export interface StockRow {
  readonly sku: string;
  readonly quantity: number;
  /** What else is known of the listing, for marketplaces that write stock by another key (Ozon: the product's number). */
  readonly cardId?: string;
  readonly article?: string;
}

export interface ChannelLabel {
  readonly orderId: string;
  readonly format: LabelFormat;
  readonly file: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
  /** What the marketplace scans; the packer can scan a label back to its order by it. */
  readonly barcode: string;
  /** The large figures a person reads on the label. */
  readonly caption: string;
}

export interface ChannelMarkVerdict {
  readonly orderId: string;
  readonly kind: MarkKind;
  readonly values: readonly string[];
  readonly verdict: 'missing' | 'pending' | 'passed' | 'refused';
  /** The marketplace's own word for it (Wildberries: `decision`). */
  readonly own: string;
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
