import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import type { CatalogueStore } from '#electron/ports/catalogue-store.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Deed, OperationKind } from '#electron/ports/ledger-store.ts';
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
import { uuidv7 } from '#shared/kit/uuid.ts';

export const TEST_NOW_MS = Date.UTC(2026, 10, 23, 9, 0, 0);

/** A migrated database with real SQLite beneath; in memory unless a file is named. Close it at the end of the test. */
export function openTestDatabase(file = ':memory:'): OpenDatabase & { readonly make: Builders } {
  const opened = openDatabase({ file, nowMs: () => TEST_NOW_MS });
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);
  return { ...opened.value, make: builders(opened.value.database) };
}

let made = 0;

/** Ids that differ and sort by the order of making, the same in every run. */
export function testId(nowMs = TEST_NOW_MS): string {
  made += 1;
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, made);
  return uuidv7(nowMs, random);
}

export type Builders = ReturnType<typeof builders>;

/** Short ways to put things on the shelf; every one returns the id it made. */
function builders(db: Database) {
  const inCatalogue = <T>(work: (catalogue: CatalogueStore) => T): T => db.write((stores) => work(stores.catalogue));
  const deed = (kind: OperationKind, atMs = TEST_NOW_MS): Deed => ({
    id: testId() as OperationId,
    kind,
    actor: 'test',
    station: 'station-1',
    atMs,
    payload: {},
  });

  const product = (options: ProductOptions = {}): ProductId => {
    const id = (options.id ?? testId()) as ProductId;
    const row = {
      id,
      kind: options.components === undefined ? ('product' as const) : ('kit' as const),
      article: options.article ?? `ART-${made}`,
      name: options.name ?? `Товар ${made}`,
      marked: options.marked ?? false,
      weightG: null,
      safetyStock: options.safetyStock ?? 0,
      archived: false,
      barcodes: options.barcodes ?? [],
      components: options.components ?? [],
    };
    inCatalogue((catalogue) => catalogue.saveProduct(row, TEST_NOW_MS));
    return id;
  };

  return {
    deed,
    product,
    kit: (components: readonly { readonly productId: ProductId; readonly quantity: number }[], options: ProductOptions = {}): ProductId =>
      product({ ...options, components }),
    warehouse: (code = `W${made + 1}`): LocationId => {
      const id = testId() as LocationId;
      inCatalogue((catalogue) =>
        catalogue.saveLocation({ id, kind: 'warehouse', warehouseId: id, code, name: `Склад ${code}`, routeOrder: 0, archived: false }),
      );
      return id;
    },
    bin: (warehouseId: LocationId, code = `B${made + 1}`, routeOrder = 0): LocationId => {
      const id = testId() as LocationId;
      inCatalogue((catalogue) => catalogue.saveLocation({ id, kind: 'bin', warehouseId, code, name: '', routeOrder, archived: false }));
      return id;
    },
    /** Puts units on a shelf by an operation of its own. */
    receive: (productId: ProductId, locationId: LocationId, quantity: number): OperationId => {
      const received = deed('receive');
      db.write(({ ledger }) => {
        ledger.move(received, [{ productId, fromLocationId: 'supplier' as LocationId, toLocationId: locationId, quantity }]);
        ledger.record(received, {});
      });
      return received.id;
    },
    account: (
      options: { readonly live?: boolean; readonly baseUrl?: string | null; readonly name?: string; readonly channel?: ChannelId } = {},
    ): AccountId => {
      const id = testId() as AccountId;
      const legalEntityId = testId() as LegalEntityId;
      inCatalogue((catalogue) => {
        catalogue.saveEntity({ id: legalEntityId, name: 'ИП Пример', taxId: '' }, TEST_NOW_MS);
        catalogue.saveAccount({
          id,
          channel: options.channel ?? 'wildberries',
          legalEntityId,
          name: options.name ?? 'Пример WB',
          sellerId: `seller-${made}`,
          baseUrl: options.baseUrl ?? null,
          state: 'active',
          live: options.live ?? false,
          autoConfirmAfterMs: null,
          tokenExpiresAtMs: null,
          tokenKind: null,
          missingRights: [],
          createdAtMs: TEST_NOW_MS,
        });
      });
      return id;
    },
    listing: (accountId: AccountId, options: ListingOptions = {}): ListingId => {
      const id = testId() as ListingId;
      inCatalogue((catalogue) => {
        catalogue.upsertListings(
          accountId,
          [
            {
              id,
              sku: options.sku ?? `sku-${made}`,
              cardId: options.cardId ?? `card-${made}`,
              article: options.article ?? `ART-${made}`,
              name: options.name ?? `Карточка ${made}`,
              size: options.size ?? null,
              barcodes: options.barcodes ?? [],
              marked: options.marked ?? false,
              photoUrl: null,
              archived: false,
            },
          ],
          TEST_NOW_MS,
        );
        if (options.productId !== undefined) catalogue.match(id, options.productId, options.multiplicity ?? 1, 'person');
      });
      return id;
    },
    /** An order of one line, holding nothing yet. */
    order: (accountId: AccountId, options: OrderOptions = {}): { readonly orderId: OrderId; readonly lineId: OrderLineId } => {
      const orderId = testId() as OrderId;
      const lineId = testId() as OrderLineId;
      const line = {
        sku: options.sku ?? `sku-${made}`,
        article: `ART-${made}`,
        name: `Товар ${made}`,
        barcodes: [],
        quantity: options.quantity ?? 1,
        marks: null,
      };
      const order = {
        id: orderId,
        accountId,
        externalId: `${made}` as ExternalId,
        number: `${made}`,
        groupKey: null,
        status: 'new' as const,
        channelStatus: 'new' as const,
        channelOwn: 'new',
        cancellable: null,
        externalWarehouseId: null,
        warehouseId: options.warehouseId ?? null,
        handoverKey: '',
        packFirst: false,
        createdAtMs: options.createdAtMs ?? TEST_NOW_MS,
        seenAtMs: TEST_NOW_MS,
        shipByMs: options.shipByMs ?? null,
        priceMinor: null,
        currency: null,
        requiredMarks: [],
        optionalMarks: [],
        attributes: {},
        lines: [{ ...line, id: lineId, position: 0, listingId: options.listingId ?? null, productId: options.productId ?? null }],
      };
      db.write((stores) => stores.orders.insert(order));
      return { orderId, lineId };
    },
    /** Offers for every matched card and fed warehouse, as though all of them had been told. */
    tellAll: (...accountIds: readonly AccountId[]): void =>
      db.write((stores) => {
        for (const accountId of accountIds) {
          stores.sync.ensureOffers(accountId, TEST_NOW_MS);
          for (const offer of stores.sync.offersOfAccount(accountId, 1000))
            stores.sync.ackOffer(offer, offer.wantedVersion, { quantity: 0, atMs: TEST_NOW_MS, cause: 'first', outcome: 'told' });
        }
      }),
    /** A warehouse of the marketplace fed by ours. */
    channelWarehouse: (accountId: AccountId, warehouseId: LocationId | null, externalId = `${700000 + made}`): ExternalId => {
      inCatalogue((catalogue) => {
        catalogue.upsertChannelWarehouses(
          accountId,
          [{ id: externalId, name: 'Склад маркетплейса', takesStock: true, busy: false, attributes: {} }],
          TEST_NOW_MS,
        );
        catalogue.linkChannelWarehouse(accountId, externalId as ExternalId, warehouseId);
      });
      return externalId as ExternalId;
    },
  };
}

interface ProductOptions {
  readonly id?: string;
  readonly article?: string;
  readonly name?: string;
  readonly barcodes?: readonly string[];
  readonly marked?: boolean;
  readonly safetyStock?: number;
  readonly components?: readonly { readonly productId: ProductId; readonly quantity: number }[];
}

interface OrderOptions {
  readonly sku?: string;
  readonly quantity?: number;
  readonly warehouseId?: LocationId;
  readonly listingId?: ListingId;
  readonly productId?: ProductId;
  readonly createdAtMs?: number;
  readonly shipByMs?: number;
}

interface ListingOptions {
  readonly sku?: string;
  readonly cardId?: string;
  readonly article?: string;
  readonly name?: string;
  readonly size?: string;
  readonly barcodes?: readonly string[];
  readonly marked?: boolean;
  readonly productId?: ProductId;
  readonly multiplicity?: number;
}
