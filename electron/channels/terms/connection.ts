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
