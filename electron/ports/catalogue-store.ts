import type { ChannelListing, ChannelWarehouse } from '#electron/channels/channel.ts';
import type { Output } from '#shared/contract/index.ts';
import type { ChannelId } from '#shared/domain/channel.ts';
import type {
  AccountId,
  ExternalId,
  LegalEntityId,
  ListingId,
  LocationId,
  OperationId,
  OrderId,
  OrderLineId,
  ProductId,
} from '#shared/domain/ids.ts';

export interface AccountRow {
  readonly id: AccountId;
  readonly channel: ChannelId;
  readonly legalEntityId: LegalEntityId;
  readonly name: string;
  readonly sellerId: string;
  readonly baseUrl: string | null;
  readonly state: 'active' | 'paused';
  readonly live: boolean;
  readonly autoConfirmAfterMs: number | null;
  readonly tokenExpiresAtMs: number | null;
  readonly tokenKind: string | null;
  /** Rights the key lacks for what Korob does, in the marketplace's own words. */
  readonly missingRights: readonly string[];
  readonly createdAtMs: number;
}

export interface ProductRow {
  readonly id: ProductId;
  readonly kind: 'product' | 'kit';
  readonly article: string;
  readonly name: string;
  readonly marked: boolean;
  readonly weightG: number | null;
  readonly safetyStock: number;
  readonly archived: boolean;
  readonly barcodes: readonly string[];
  readonly components: readonly { readonly productId: ProductId; readonly quantity: number }[];
  readonly category: string;
  /** Packing asks for the bin or the thing once more: the owner said so, or a dangerously similar product was found. */
  readonly secondScan: boolean;
  /** The owner's word on that; null leaves it to the likeness found. */
  readonly secondScanSaid: boolean | null;
}

/** A product as it is saved; what is left out stays as it was. */
export type ProductDraft = Omit<ProductRow, 'category' | 'secondScan' | 'secondScanSaid'> &
  Partial<Pick<ProductRow, 'category' | 'secondScanSaid'>>;

export interface LocationRow {
  readonly id: LocationId;
  readonly kind: 'warehouse' | 'bin';
  readonly warehouseId: LocationId;
  readonly code: string;
  readonly name: string;
  readonly routeOrder: number;
  readonly archived: boolean;
}

export interface ListingRow {
  readonly id: ListingId;
  readonly accountId: AccountId;
  readonly sku: string;
  readonly cardId: string;
  readonly article: string;
  readonly name: string;
  readonly size: string | null;
  readonly marked: boolean;
  readonly photoUrl: string | null;
  readonly archived: boolean;
  readonly barcodes: readonly string[];
  readonly productId: ProductId | null;
  readonly multiplicity: number;
  readonly matchedBy: 'barcode' | 'article' | 'person' | null;
}

export interface ChannelWarehouseRow {
  readonly accountId: AccountId;
  readonly externalId: ExternalId;
  readonly name: string;
  readonly takesStock: boolean;
  readonly busy: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly warehouseId: LocationId | null;
  readonly shipping: { readonly pointId: string; readonly pointName: string; readonly kind: 'self' | 'carrier' } | null;
}

/** A product as far as its likeness to others goes. */
export interface NamedProduct {
  readonly id: ProductId;
  readonly article: string;
  readonly name: string;
}

/** What stood behind a card, and what stands behind it since. */
export interface MatchChange {
  readonly listingId: ListingId;
  readonly from: Pick<ListingRow, 'productId' | 'multiplicity' | 'matchedBy'>;
  readonly to: Pick<ListingRow, 'productId' | 'multiplicity'>;
}

/** Legal entities, cabinets, products, bins, listings and what stands behind each. */
export interface CatalogueStore {
  entities(): readonly { readonly id: LegalEntityId; readonly name: string; readonly taxId: string }[];
  saveEntity(entity: { readonly id: LegalEntityId; readonly name: string; readonly taxId: string }, atMs: number): void;
  accounts(): readonly AccountRow[];
  account(id: AccountId): AccountRow | null;
  saveAccount(account: AccountRow): void;

  /** How far the first-run guide has come. */
  progress(): {
    readonly products: number;
    readonly listings: number;
    readonly unmatchedListings: number;
    readonly stocked: boolean;
    readonly packedOne: boolean;
  };

  product(id: ProductId): ProductRow | null;
  productByArticle(article: string): ProductRow | null;
  /** Every product that carries the code; two are a question for the packer. */
  productsByBarcode(barcode: string): readonly ProductRow[];
  /** Writes the product, its barcodes and its parts as a whole, and its search text. */
  saveProduct(product: ProductDraft, atMs: number): void;
  /** What one unit of the product takes from shelves: itself, or a kit's parts. */
  needsOf(productId: ProductId, quantity: number): readonly { readonly productId: ProductId; readonly quantity: number }[];

  /** Products and cards as the contract shows them, in the order asked; an unknown id is passed over. */
  productViews(ids: readonly ProductId[]): readonly Output<'product.get'>['product'][];
  listingViews(ids: readonly ListingId[]): readonly Output<'listing.list'>['rows'][number][];

  /** Products that may be taken for this one, most alike first. */
  lookAlikesOf(
    id: ProductId,
  ): readonly { readonly productId: ProductId; readonly article: string; readonly name: string; readonly likeness: number }[];
  /** Products whose name or article is new and was not compared with the others yet. */
  uncompared(limit: number): readonly NamedProduct[];
  /** Those that stand beside it in the order of names, and those whose articles look the same. */
  easilyMistaken(product: NamedProduct): readonly NamedProduct[];
  /** What the comparison found; replaces what was found before. */
  saveLookAlikes(id: ProductId, others: readonly { readonly productId: ProductId; readonly likeness: number }[]): void;

  location(id: LocationId): LocationRow | null;
  locations(): readonly LocationRow[];
  locationByCode(warehouseId: LocationId, code: string): LocationRow | null;
  saveLocation(location: LocationRow): void;
  /** Anything lies there; for a warehouse, in any of its bins. */
  locationHolds(id: LocationId): boolean;

  listing(id: ListingId): ListingRow | null;
  listingBySku(accountId: AccountId, sku: string): ListingRow | null;
  /** A page of the marketplace's cards; keeps matches, never deletes. Returns the listings it inserted or changed. */
  upsertListings(
    accountId: AccountId,
    listings: readonly (ChannelListing & { readonly id: ListingId })[],
    atMs: number,
  ): readonly ListingId[];
  /** Matches every unmatched listing of the account whose barcode, else article, belongs to exactly one product. Returns what it matched. */
  autoMatch(accountId: AccountId): readonly ListingId[];
  /** Cards behind which this product stands. */
  listingsOf(productId: ProductId): readonly ListingId[];
  /** Live cards that nothing stands behind yet; of these alone when `ids` are given. */
  unmatched(accountId: AccountId, ids: readonly ListingId[] | null): readonly ListingRow[];
  match(id: ListingId, productId: ProductId | null, multiplicity: number, by: 'barcode' | 'article' | 'person' | null): void;

  /** Keeps what an operation changed behind a card; once per operation and card. */
  noteMatch(operationId: OperationId, change: MatchChange): void;
  matchesOf(operationId: OperationId): readonly MatchChange[];
  /** Order lines of this card that hold or await stock and are not packed. */
  waitingLines(listingId: ListingId): readonly { readonly orderId: OrderId; readonly lineId: OrderLineId }[];

  channelWarehouses(accountId: AccountId): readonly ChannelWarehouseRow[];
  channelWarehouse(accountId: AccountId, externalId: ExternalId): ChannelWarehouseRow | null;
  upsertChannelWarehouses(accountId: AccountId, warehouses: readonly ChannelWarehouse[], atMs: number): void;
  linkChannelWarehouse(accountId: AccountId, externalId: ExternalId, warehouseId: LocationId | null): void;
  setChannelWarehouseShipping(accountId: AccountId, externalId: ExternalId, shipping: ChannelWarehouseRow['shipping']): void;
}
