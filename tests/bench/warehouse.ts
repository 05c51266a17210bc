import { randomUUID } from 'node:crypto';

import type { ChannelOrder } from '#electron/channels/channel.ts';
import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import { orderSearch } from '#electron/db/stores/order-search.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import { takeOrders } from '#electron/sync/intake.ts';
import type { ChannelId } from '#shared/domain/channel.ts';
import type { AccountId, ExternalId, LegalEntityId, ListingId, LocationId, OperationId, OrderId, ProductId } from '#shared/domain/ids.ts';

export const ACCOUNT = 'account-1' as AccountId;
export const WAREHOUSE = 'warehouse-1' as LocationId;
const ENTITY = 'entity-1' as LegalEntityId;
const CHANNELS: readonly ChannelId[] = ['wildberries', 'ozon', 'yandex-market'];
const WORDS = ['шарф', 'кружка', 'свеча', 'плед', 'лампа', 'набор', 'коврик', 'блокнот', 'фартук', 'поднос', 'вазочка', 'корзина'];

export const skuOf = (index: number): string => `${500_000_000 + index}`;
export const barcodeOf = (index: number): string => `46${String(index).padStart(11, '0')}`;
const nameOf = (index: number): string => `${WORDS[index % WORDS.length]!} ${WORDS[(index * 7) % WORDS.length]!} ${index}`;
export const deed = (kind: Deed['kind']): Deed => ({
  id: randomUUID() as OperationId,
  kind,
  actor: 'bench',
  station: 'bench',
  atMs: Date.now(),
  payload: {},
});

/** A cabinet, a warehouse and so many products with cards and stock. */
export function openWarehouse(file: string, products: number): OpenDatabase {
  const opened = openDatabase({ file, nowMs: () => Date.now() });
  if (!opened.ok) throw new Error(opened.error.code);
  const { database } = opened.value;
  const atMs = Date.now();
  database.write(({ catalogue }) => {
    catalogue.saveEntity({ id: ENTITY, name: 'ООО «Замер»', taxId: '' }, atMs);
    catalogue.saveLocation({
      id: WAREHOUSE,
      kind: 'warehouse',
      warehouseId: WAREHOUSE,
      code: 'СКЛАД',
      name: 'Склад',
      routeOrder: 0,
      archived: false,
    });
  });
  saveCabinet(opened.value, ACCOUNT, false);
  for (let from = 0; from < products; from += 1000)
    database.write((stores) => stockUp(stores, from, Math.min(products, from + 1000), atMs));
  database.write(({ sync }) => sync.ensureOffers(ACCOUNT, atMs));
  return opened.value;
}

/** A cabinet fed by the warehouse; `live`: its loop runs and tells stock. */
export function saveCabinet(
  { database }: OpenDatabase,
  id: AccountId,
  live: boolean,
  { channel = 'wildberries', entity = ENTITY }: { readonly channel?: ChannelId; readonly entity?: LegalEntityId } = {},
): void {
  const atMs = Date.now();
  database.write(({ catalogue }) => {
    catalogue.saveAccount({
      id,
      channel,
      legalEntityId: entity,
      name: 'Замер',
      sellerId: `seller of ${id}`,
      baseUrl: null,
      state: live ? 'active' : 'paused',
      live,
      autoConfirmAfterMs: null,
      tokenExpiresAtMs: null,
      tokenKind: null,
      missingRights: [],
      createdAtMs: atMs,
    });
    catalogue.upsertChannelWarehouses(id, [{ id: '700', name: 'Площадка', takesStock: true, busy: false, attributes: {} }], atMs);
    catalogue.linkChannelWarehouse(id, '700' as ExternalId, WAREHOUSE);
  });
}

/** Cards of the same products in another cabinet. */
export function addCards({ database }: OpenDatabase, accountId: AccountId, products: number): void {
  const atMs = Date.now();
  database.write(({ catalogue, sync }) => {
    for (let index = 0; index < products; index += 1) saveCard(catalogue, accountId, index, atMs);
    sync.ensureOffers(accountId, atMs);
  });
}

const listingOf = (accountId: AccountId, index: number): ListingId =>
  (accountId === ACCOUNT ? `listing-${index}` : `listing-${accountId}-${index}`) as ListingId;

function saveCard(catalogue: Stores['catalogue'], accountId: AccountId, index: number, atMs: number): void {
  const id = listingOf(accountId, index);
  const card = { cardId: `${index}`, article: `A-${index}`, name: nameOf(index), size: null, barcodes: [barcodeOf(index)] };
  catalogue.upsertListings(accountId, [{ id, sku: skuOf(index), ...card, marked: false, photoUrl: null, archived: false }], atMs);
  catalogue.match(id, `product-${index}` as ProductId, 1, 'barcode');
}

function stockUp({ catalogue, ledger }: Stores, from: number, to: number, atMs: number): void {
  const receive = deed('receive');
  for (let index = from; index < to; index += 1) {
    const id = `product-${index}` as ProductId;
    const product = { id, kind: 'product', article: `A-${index}`, name: nameOf(index), barcodes: [barcodeOf(index)] } as const;
    catalogue.saveProduct({ ...product, marked: false, weightG: null, safetyStock: 0, archived: false, components: [] }, atMs);
    saveCard(catalogue, ACCOUNT, index, atMs);
    ledger.move(receive, [{ productId: id, fromLocationId: 'supplier' as LocationId, toLocationId: WAREHOUSE, quantity: 1000 }]);
  }
  ledger.record(receive, {});
}

/** An order as a marketplace gives it, with so many lines. */
export function orderSeen(
  products: number,
  lines: number,
  serial: number,
  product = (order: number, line: number): number => (order * 13 + line * 7) % products,
): ChannelOrder {
  const id = `${3_000_000_000 + serial}`;
  return {
    id,
    number: id,
    groupKey: null,
    warehouseId: '700',
    createdAtMs: Date.now() - serial,
    shipByMs: null,
    status: { id, status: 'assembling', own: 'confirm', cancellable: true },
    supplyId: null,
    price: { minor: 99_000, currency: 'RUB' },
    lines: Array.from({ length: lines }, (_, line) => {
      const index = product(serial, line);
      return { sku: skuOf(index), article: `A-${index}`, name: `товар ${index}`, barcodes: [barcodeOf(index)], quantity: 1 };
    }),
    requiredMarks: [],
    optionalMarks: [],
    handoverKey: 'kind-1',
    attributes: {},
  };
}

/** Takes orders in, one transaction for all of them; answers our ids. */
export function take({ database }: OpenDatabase, orders: readonly ChannelOrder[], accountId = ACCOUNT): readonly OrderId[] {
  return database.write((stores) => {
    const intake = deed('intake');
    const { inserted } = takeOrders(stores, accountId, 'fresh', orders, intake, randomUUID);
    stores.ledger.record(intake, {});
    return inserted;
  });
}

/** Each cabinet of a large seller and its legal entity: ten of three marketplaces, four entities. The first sells every product, the others a fifth each. */
export const CABINETS = Array.from({ length: 10 }, (_, nth) => ({
  nth,
  id: nth === 0 ? ACCOUNT : (`account-${nth + 1}` as AccountId),
  channel: CHANNELS[nth % CHANNELS.length]!,
  entity: nth % 4 === 0 ? ENTITY : (`entity-${(nth % 4) + 1}` as LegalEntityId),
}));

/** A product that the cabinet sells: the n-th of its own. */
const goods = (cabinet: number, n: number, products: number): number => (cabinet === 0 ? n : n * 5 + (cabinet % 5)) % products;

/** The other nine cabinets of a large seller, with their cards. */
export function addCabinets(opened: OpenDatabase, products: number): void {
  const { database } = opened;
  const atMs = Date.now();
  for (const { nth, id, channel, entity } of CABINETS.slice(1)) {
    database.write(({ catalogue }) => catalogue.saveEntity({ id: entity, name: `ООО «Замер ${entity}»`, taxId: '' }, atMs));
    saveCabinet(opened, id, false, { channel, entity });
    database.write(({ catalogue, sync }) => {
      for (let n = 0; n < products / 5; n += 1) saveCard(catalogue, id, goods(nth, n, products), atMs);
      sync.ensureOffers(id, atMs);
    });
  }
}

/** Orders at hand in all ten cabinets, taken in the true way. */
export function addToday(opened: OpenDatabase, products: number, orders: number): void {
  for (const { nth, id } of CABINETS)
    for (let from = 0; from < orders / CABINETS.length; from += 500) {
      const page = Array.from({ length: 500 }, (_, n) =>
        orderSeen(products, 1 + (n % 3), 20_000_000 + nth * 1_000_000 + from + n, (serial, line) =>
          goods(nth, serial * 13 + line * 7, products),
        ),
      );
      take(opened, page, id);
    }
}

/** History: orders that were handed over long ago, written plainly, because making a million of them the true way is another bench. */
export function addHistory({ sql }: OpenDatabase, orders: number, products: number): void {
  const order = sql.prepare(`
    INSERT INTO orders (id, account_id, external_id, number, status, channel_status, external_warehouse_id, warehouse_id, handover_key, created_at_ms, seen_at_ms, packed_at_ms)
    VALUES (?, ?, ?, ?, 'delivered', 'delivered', '700', ?, 'kind-1', ?, ?, ?)`);
  const line = sql.prepare(
    "INSERT INTO order_line (id, order_id, position, sku, article, name, listing_id, product_id, quantity, ordered, waiting) VALUES (?, ?, 0, ?, ?, 'товар', ?, ?, 1, 1, 0)",
  );
  const words = orderSearch(sql);
  const startMs = Date.now() - 90 * 86_400_000;
  for (let from = 0; from < orders; from += 20_000)
    sql.transaction(() => {
      for (let index = from; index < Math.min(orders, from + 20_000); index += 1) {
        const cabinet = CABINETS[index % CABINETS.length]!;
        const product = goods(cabinet.nth, Math.floor(index / CABINETS.length), products);
        const atMs = startMs + index;
        order.run(`old-${index}`, cabinet.id, `o${index}`, `${2_000_000_000 + index}`, WAREHOUSE, atMs, atMs, atMs);
        line.run(`old-line-${index}`, `old-${index}`, skuOf(product), `A-${product}`, listingOf(cabinet.id, product), `product-${product}`);
        words.mark(`old-${index}`);
      }
      words.settle();
    })();
}
