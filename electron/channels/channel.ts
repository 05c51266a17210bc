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
  /** Hosts this marketplace answers on; any other base is accepted for loopback only. */
  readonly hosts: readonly string[];
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

/** `read` parts are polled; `write` parts are called from the outbox. Optional parts exist when the capability says so. */
export interface ChannelClient {
  seller(): Promise<Outcome<{ readonly sellerId: string; readonly name: string }>>;
  listings(cursor: string | null): Promise<Outcome<Page<ChannelListing>>>;
  warehouses(): Promise<Outcome<readonly ChannelWarehouse[]>>;
  readonly orders: {
    /** Orders that wait for a confirmation; complete, not paged. */
    fresh(): Promise<Outcome<readonly ChannelOrder[]>>;
    list(window: { readonly fromMs: number; readonly toMs: number }, cursor: string | null): Promise<Outcome<Page<ChannelOrder>>>;
    readonly statusBatch: number;
    statuses(ids: readonly string[]): Promise<Outcome<readonly ChannelOrderStatus[]>>;
    cancel(id: string): Promise<Outcome<void>>;
  };
  readonly stock: {
    readonly batch: number;
    /** Absolute values. Rows refused one by one are returned; the rest was accepted. */
    write(
      warehouseId: string,
      rows: readonly StockRow[],
    ): Promise<Outcome<{ readonly refused: readonly { readonly sku: string; readonly problem: ChannelProblem }[] }>>;
    read(warehouseId: string, skus: readonly string[]): Promise<Outcome<readonly StockRow[]>>;
  };
  readonly labels: {
    readonly batch: number;
    fetch(
      ids: readonly string[],
      format: LabelFormat,
    ): Promise<Outcome<{ readonly labels: readonly ChannelLabel[]; readonly missing: readonly string[] }>>;
  };
  readonly marks: {
    readonly batch: number;
    put(orderId: string, kind: MarkKind, values: readonly string[]): Promise<Outcome<void>>;
    remove(orderId: string, kind: MarkKind): Promise<Outcome<void>>;
    read(ids: readonly string[]): Promise<Outcome<readonly ChannelMarkVerdict[]>>;
  };
  readonly supplies?: SuppliesClient;
  readonly passes?: PassesClient;
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
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ChannelOrderLine {
  readonly sku: string;
  readonly article: string;
  readonly name: string | null;
  readonly barcodes: readonly string[];
  readonly quantity: number;
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
