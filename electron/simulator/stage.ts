import type { FaultKind, FaultPlan, Faults } from './faults.ts';
import type { Remembering } from './remembering.ts';
import type { makeToken } from './token.ts';
import type { Troubled } from './troubles.ts';
import type { SimRequest, SimResponse } from './wildberries/answers.ts';
import type { Order, OrderWish, Seller } from './wildberries/world.ts';

/** One request that reached the marketplace, and what became of it. `applied`: its effects happened, whether or not anyone was told. */
export interface JournalLine {
  readonly seq: number;
  readonly atMs: number;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly sid: string | null;
  readonly body: unknown;
  readonly status: number;
  readonly applied: boolean;
  readonly told: boolean;
  readonly fault: FaultKind | null;
}
/** `cut`: the connection dies without an answer. */
export type Handled = { readonly kind: 'answer'; readonly response: SimResponse } | { readonly kind: 'cut' };

export interface SimulatorOptions {
  readonly seed: number;
  /** The only clock there is; a test turns it by hand. */
  readonly nowMs: () => number;
  readonly faults?: FaultPlan;
  readonly things?: number;
  readonly sellers?: number;
  readonly stickerDelayMs?: number;
  readonly verdictDelayMs?: number;
  /** Where numbers of orders and boxes begin. */
  readonly firstOrderId?: number;
  /** Off where a test is about something else. */
  readonly limits?: boolean;
}

/**
 * Another marketplace in miniature behind the same loopback server: it answers the requests whose first part of the path is one of its
 * hosts, with limits, state machines, asynchronous work and faults of its own.
 */
export interface MarketWorld extends Troubled {
  /** As our side calls the marketplace. */
  readonly channel: string;
  readonly hosts: readonly string[];
  handle(request: WorldRequest): WorldHandled;
  /** Buyers of this marketplace per minute; 0 stops them. */
  setPace(perMinute: number): void;
  setNetwork(up: boolean): void;
  /** Moves its clock ahead of the given one. */
  advance(ms: number): void;
  /** A buyer's basket by the seller's articles, or whatever buyers take; the order's number, null where it is not in stock. */
  buy(lines: readonly { readonly article: string; readonly quantity: number }[] | null): string | null;
  /** False: too late. */
  cancelOrder(number: string): boolean;
}

/** As it came over the wire: header names in lower case, the body parsed where it is JSON. */
export interface WorldRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** A body of bytes goes out as it is (a PDF), anything else as JSON. `cut`: the connection dies without an answer. */
export type WorldHandled =
  | {
      readonly kind: 'answer';
      readonly response: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };
    }
  | { readonly kind: 'cut' };

/** Wildberries in miniature: `handle` is the whole of it; `listen` puts it on a loopback port. */
export interface Simulator extends Troubled, Remembering {
  handle(request: SimRequest): Handled;
  /** `worlds`: other marketplaces behind the same address. */
  listen(port?: number, worlds?: readonly MarketWorld[]): Promise<Listening>;
  readonly faults: Faults;
  readonly journal: readonly JournalLine[];
  readonly sellers: readonly Seller[];
  readonly online: boolean;
  nowMs(): number;
  /** Moves the simulator's clock ahead of the given one. */
  advance(ms: number): void;
  setNetwork(up: boolean): void;
  /** Buyers of the first seller per minute, at random moments; 0 stops them. */
  setPace(perMinute: number): void;
  placeOrder(wish?: OrderWish, sid?: string): Order | null;
  cancelByBuyer(orderId: number): boolean;
  /** The dock scans a supply; orders named were not found in it. */
  acceptSupply(supplyId: string, lost?: readonly number[]): boolean;
  token(options?: Parameters<typeof makeToken>[2] & { readonly sid?: string }): string;
  today(): string;
}

export interface Listening {
  /** `http://127.0.0.1:port`; the marketplace's host is the first part of the path: `/marketplace-api.wildberries.ru/api/v3/orders/new`. */
  readonly url: string;
  close(): Promise<void>;
}
