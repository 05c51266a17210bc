import type { ChannelOrder } from './orders.ts';
import type { ChannelProblem, Outcome, Page } from './outcome.ts';

/** What may be bought of our shelves. */
export interface StockClient {
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
}

export interface StockRow {
  readonly sku: string;
  readonly quantity: number;
  /** What else is known of the listing, for marketplaces that write stock by another key (Ozon: the product's number). */
  readonly cardId?: string;
  readonly article?: string;
}

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
