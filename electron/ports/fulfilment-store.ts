import type { ChannelOrder, FulfilmentStock } from '#electron/channels/channel.ts';
import type { AccountId, ProductId } from '#shared/domain/ids.ts';

/** Goods and orders at the marketplaces' own warehouses (FBO, FBY), as last read: nothing here ever moves our stock. */
export interface FulfilmentStore {
  /** @param roundMs when this round of reading began; every page of it says the same */
  putStock(accountId: AccountId, rows: readonly FulfilmentStock[], roundMs: number): void;
  /** The round is whole: what it did not name lies there no more. */
  endRound(accountId: AccountId, roundMs: number): void;
  putOrders(accountId: AccountId, orders: readonly ChannelOrder[]): void;
  ofProduct(productId: ProductId): readonly {
    readonly accountName: string;
    readonly place: string;
    readonly available: number;
    readonly reserved: number;
    readonly readAtMs: number;
  }[];
}
