import { randomUUID } from 'node:crypto';

import type { ChannelOrder } from '#electron/channels/channel.ts';
import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import { takeOrders } from '#electron/sync/intake.ts';
import type { AccountId, ExternalId, LegalEntityId, ListingId, LocationId, OperationId, OrderId, ProductId } from '#shared/domain/ids.ts';

export const ACCOUNT = 'account-1' as AccountId;
export const WAREHOUSE = 'warehouse-1' as LocationId;
const WORDS = ['шарф', 'кружка', 'свеча', 'плед', 'лампа', 'набор', 'коврик', 'блокнот', 'фартук', 'поднос', 'вазочка', 'корзина'];

export const barcodeOf = (index: number): string => `46${String(index).padStart(11, '0')}`;
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
    catalogue.saveEntity({ id: 'entity-1' as LegalEntityId, name: 'ООО «Замер»', taxId: '' }, atMs);
    catalogue.saveAccount({
      id: ACCOUNT,
      channel: 'wildberries',
      legalEntityId: 'entity-1' as LegalEntityId,
      name: 'Замер',
      sellerId: 'seller-1',
      baseUrl: null,
      state: 'paused',
      live: false,
      autoConfirmAfterMs: null,
      tokenExpiresAtMs: null,
      tokenKind: null,
      missingRights: [],
      createdAtMs: atMs,
    });
    catalogue.saveLocation({
      id: WAREHOUSE,
      kind: 'warehouse',
      warehouseId: WAREHOUSE,
      code: 'СКЛАД',
      name: 'Склад',
      routeOrder: 0,
      archived: false,
    });
    catalogue.upsertChannelWarehouses(ACCOUNT, [{ id: '700', name: 'Площадка', takesStock: true, busy: false, attributes: {} }], atMs);
    catalogue.linkChannelWarehouse(ACCOUNT, '700' as ExternalId, WAREHOUSE);
  });
  for (let from = 0; from < products; from += 1000)
    database.write((stores) => stockUp(stores, from, Math.min(products, from + 1000), atMs));
  database.write(({ sync }) => sync.ensureOffers(ACCOUNT, atMs));
  return opened.value;
}

function stockUp(
  { catalogue, ledger }: Parameters<Parameters<OpenDatabase['database']['write']>[0]>[0],
  from: number,
  to: number,
  atMs: number,
): void {
  const receive = deed('receive');
  for (let index = from; index < to; index += 1) {
    const id = `product-${index}` as ProductId;
    const article = `A-${index}`;
    const name = `${WORDS[index % WORDS.length]!} ${WORDS[(index * 7) % WORDS.length]!} ${index}`;
    const barcodes = [barcodeOf(index)];
    catalogue.saveProduct(
      { id, kind: 'product', article, name, marked: false, weightG: null, safetyStock: 0, archived: false, barcodes, components: [] },
      atMs,
    );
    const listingId = `listing-${index}` as ListingId;
    catalogue.upsertListings(
      ACCOUNT,
      [
        {
          id: listingId,
          sku: `sku-${index}`,
          cardId: `${index}`,
          article,
          name,
          size: null,
          barcodes,
          marked: false,
          photoUrl: null,
          archived: false,
        },
      ],
      atMs,
    );
    catalogue.match(listingId, id, 1, 'barcode');
    ledger.move(receive, [{ productId: id, fromLocationId: 'supplier' as LocationId, toLocationId: WAREHOUSE, quantity: 1000 }]);
  }
  ledger.record(receive, {});
}

/** An order as a marketplace gives it, with so many lines. */
export function orderSeen(products: number, lines: number, serial: number): ChannelOrder {
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
      const index = (serial * 13 + line * 7) % products;
      return { sku: `sku-${index}`, article: `A-${index}`, name: `товар ${index}`, barcodes: [barcodeOf(index)], quantity: 1 };
    }),
    requiredMarks: [],
    optionalMarks: [],
    handoverKey: 'kind-1',
    attributes: {},
  };
}

/** Takes orders in, one transaction for all of them; answers our ids. */
export function take({ database }: OpenDatabase, orders: readonly ChannelOrder[]): readonly OrderId[] {
  return database.write((stores) => {
    const intake = deed('intake');
    const { inserted } = takeOrders(stores, ACCOUNT, 'fresh', orders, intake, randomUUID);
    stores.ledger.record(intake, {});
    return inserted;
  });
}

/** History: orders that were handed over long ago, written plainly, because making a million of them the true way is another bench. */
export function addHistory({ sql }: OpenDatabase, orders: number, products: number): void {
  const order = sql.prepare(`
    INSERT INTO orders (id, account_id, external_id, number, status, channel_status, external_warehouse_id, warehouse_id, handover_key, created_at_ms, seen_at_ms, packed_at_ms)
    VALUES (?, ?, ?, ?, 'delivered', 'delivered', '700', ?, 'kind-1', ?, ?, ?)`);
  const line = sql.prepare(
    "INSERT INTO order_line (id, order_id, position, sku, article, name, listing_id, product_id, quantity, waiting) VALUES (?, ?, 0, ?, ?, 'товар', ?, ?, 1, 0)",
  );
  const startMs = Date.now() - 90 * 86_400_000;
  for (let from = 0; from < orders; from += 20_000)
    sql.transaction(() => {
      for (let index = from; index < Math.min(orders, from + 20_000); index += 1) {
        const product = index % products;
        const atMs = startMs + index;
        order.run(`old-${index}`, ACCOUNT, `o${index}`, `${2_000_000_000 + index}`, WAREHOUSE, atMs, atMs, atMs);
        line.run(`old-line-${index}`, `old-${index}`, `sku-${product}`, `A-${product}`, `listing-${product}`, `product-${product}`);
      }
    })();
}
