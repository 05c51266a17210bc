import type { ChannelCapabilities, ChannelId } from '#shared/domain/channel.ts';

import type { Connection, Credentials, CredentialsReading, LimitGroup } from './terms/connection.ts';
import type { ChannelListing, ChannelWarehouse, FulfilmentClient, StockClient } from './terms/goods.ts';
import type { HandoversClient } from './terms/handovers.ts';
import type { LabelsClient } from './terms/labels.ts';
import type { MarksClient } from './terms/marks.ts';
import type { OrdersClient } from './terms/orders.ts';
import type { Outcome, Page } from './terms/outcome.ts';
import type { DeliveryClient, ReturnsClient } from './terms/returns.ts';
import type { PassesClient, SuppliesClient } from './terms/supplies.ts';

// What a marketplace speaks of lies beside this file, by concept; everybody takes it from here.
export type * from './terms/connection.ts';
export type * from './terms/outcome.ts';
export type * from './terms/orders.ts';
export type * from './terms/marks.ts';
export type * from './terms/goods.ts';
export type * from './terms/labels.ts';
export type * from './terms/handovers.ts';
export type * from './terms/returns.ts';
export type * from './terms/supplies.ts';

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
  readonly orders: OrdersClient;
  readonly stock: StockClient;
  readonly labels: LabelsClient;
  readonly marks: MarksClient;
  readonly supplies?: SuppliesClient;
  readonly passes?: PassesClient;
  readonly handovers?: HandoversClient;
  readonly returns?: ReturnsClient;
  readonly fulfilment?: FulfilmentClient;
  readonly delivery?: DeliveryClient;
}
