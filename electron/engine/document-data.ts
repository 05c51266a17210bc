import type { Stores } from '#electron/ports/database.ts';
import type { PackingSlip, PaperData, ParcelRow, PickList, ReturnsSheet, SupplySheet, TransferAct } from '#electron/ports/documents.ts';
import type { OrderRow, OrderView } from '#electron/ports/order-store.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { PaperWish } from '#shared/contract/documents.ts';
import type { LocationId, OrderId, ProductId, SupplyId, WaveId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';
import { SCANNER_TEST } from '#shared/domain/scanner.ts';
import { fail, ok, type Result } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import { huntRows } from './packing-hunt.ts';
import { waveList } from './wave-paper.ts';

/** Orders on one paper at most. */
const MOST = 2000;

/** Everything the paper says, read in one go. A paper without a line is refused: it would only be thrown away. */
export function paperData({ db, clock, channels }: EngineContext, wish: PaperWish): Result<PaperData, CallError> {
  const madeAtMs = clock.nowMs();
  const stores = db.read;
  const data = gather(stores, wish, madeAtMs, (channel) => channels.find((one) => one.id === channel)?.title ?? channel);
  if (typeof data === 'string') return fail({ code: data });
  return data.rows.length === 0 ? fail({ code: 'document-empty' }) : ok(data);
}

function gather(stores: Stores, wish: PaperWish, madeAtMs: number, channelName: (channel: string) => string): PaperData | string {
  if (wish.kind === 'packing-slip') {
    const order = stores.orders.byId(wish.orderId as OrderId);
    return order === null ? 'order-unknown' : packingSlip(stores, order, madeAtMs);
  }
  if (wish.kind === 'returns-sheet') return returnsSheet(stores, madeAtMs);
  if (wish.kind === 'scanner-sheet')
    return { kind: 'scanner-sheet', madeAtMs, marking: SCANNER_TEST.marking, rows: [SCANNER_TEST.plain, SCANNER_TEST.letters] };
  if (wish.kind === 'wave-list') return waveList(stores, wish.waveId as WaveId, wish.paper, madeAtMs) ?? 'wave-unknown';
  const supply = wish.supplyId === null ? null : stores.supplies.byId(wish.supplyId as SupplyId);
  if (wish.supplyId !== null && (supply === null || supply.state === 'removed')) return 'supply-unknown';
  if (wish.kind === 'pick-list') return pickList(stores, supply, madeAtMs);
  if (supply === null) return 'supply-unknown';
  return wish.kind === 'supply-sheet' ? supplySheet(stores, supply, madeAtMs) : transferAct(stores, supply, madeAtMs, channelName);
}

interface Need {
  readonly productId: ProductId;
  readonly warehouseId: LocationId;
  quantity: number;
  readonly orders: string[];
}

/** What orders hold and have not taken yet, split over the bins it lies in, in the order of the route. */
function pickList(stores: Stores, supply: SupplyRow | null, madeAtMs: number): PickList {
  const ids = supply === null ? stores.orders.nextToPack(MOST) : stores.supplies.orderIds(supply.id);
  const waiting = stores.orders
    .views(ids)
    .filter((view) => view.packedAtMs === null && (view.status === 'new' || view.status === 'assembling'));
  const needs = new Map<string, Need>();
  for (const view of waiting)
    for (const held of stores.orders.heldOf(view.id as OrderId)) {
      const key = `${held.productId} ${held.warehouseId}`;
      const need = needs.get(key) ?? { productId: held.productId, warehouseId: held.warehouseId, quantity: 0, orders: [] };
      need.quantity += held.quantity;
      if (need.orders.at(-1) !== view.number) need.orders.push(view.number);
      needs.set(key, need);
    }
  const stops = [...needs.values()].flatMap((need) => stopsOf(stores, need)).toSorted((one, other) => compare(one.place, other.place));
  return { kind: 'pick-list', madeAtMs, supplyName: supply?.name ?? null, orders: waiting.length, rows: stops.map((stop) => stop.row) };
}

/** Warehouse, place on the route, code. */
type Place = readonly [string, number, string];
const compare = (one: Place, other: Place): number =>
  one[0].localeCompare(other[0]) || one[1] - other[1] || one[2].localeCompare(other[2], 'ru', { numeric: true });

interface Stop {
  readonly place: Place;
  readonly row: PickList['rows'][number];
}

/** One line a bin; what no bin holds is a line without one, so that the sum is what the orders ask. */
function stopsOf(stores: Stores, need: Need): readonly Stop[] {
  const product = stores.catalogue.product(need.productId);
  const goods = { article: product?.article ?? '', name: product?.name ?? '', barcode: product?.barcodes[0] ?? '', orders: need.orders };
  let left = need.quantity;
  const stops: Stop[] = [];
  for (const shelf of stores.orders.shelves(need.productId, need.warehouseId)) {
    if (left === 0) break;
    if (shelf.code === PACKING_BIN) continue;
    const quantity = Math.min(left, shelf.onHand);
    left -= quantity;
    const routeOrder = stores.catalogue.location(shelf.locationId)?.routeOrder ?? 0;
    stops.push({ row: { ...goods, quantity, bin: shelf.code }, place: [need.warehouseId, routeOrder, shelf.code] });
  }
  if (left > 0)
    stops.push({ row: { ...goods, quantity: left, bin: null }, place: [need.warehouseId, Number.MAX_SAFE_INTEGER, goods.article] });
  return stops;
}

function packingSlip(stores: Stores, order: OrderRow, madeAtMs: number): PackingSlip {
  const account = stores.catalogue.account(order.accountId);
  return {
    kind: 'packing-slip',
    madeAtMs,
    seller: sellerOf(stores, order.accountId).name,
    accountName: account?.name ?? '',
    orderNumber: order.number,
    orderedAtMs: order.createdAtMs,
    rows: order.lines.map(({ article, name, quantity }) => ({ article, name, quantity })),
    price: order.priceMinor === null || order.currency === null ? null : { minor: order.priceMinor, currency: order.currency },
  };
}

function supplySheet(stores: Stores, supply: SupplyRow, madeAtMs: number): SupplySheet {
  const view = stores.supplies.views([supply.id])[0];
  return {
    kind: 'supply-sheet',
    madeAtMs,
    supplyName: supply.name,
    supplyNumber: supply.externalId,
    code: supply.codeBarcode,
    accountName: view?.accountName ?? '',
    warehouseName: view?.warehouseName ?? null,
    shippingDate: supply.shipping?.date ?? null,
    boxes: stores.supplies.boxes(supply.id).length,
    rows: live(stores, supply).flatMap(parcels),
  };
}

/** Only what is packed is handed over; what is not stays off the act. */
function transferAct(stores: Stores, supply: SupplyRow, madeAtMs: number, channelName: (channel: string) => string): TransferAct {
  const { name, taxId } = sellerOf(stores, supply.accountId);
  const packed = live(stores, supply).filter((view) => view.packedAtMs !== null);
  return {
    kind: 'transfer-act',
    madeAtMs,
    seller: name,
    taxId,
    channel: channelName(stores.catalogue.account(supply.accountId)?.channel ?? ''),
    supplyName: supply.name,
    supplyNumber: supply.externalId,
    boxes: stores.supplies.boxes(supply.id).length,
    rows: packed.flatMap(parcels),
    total: sumOf(packed),
  };
}

const live = (stores: Stores, supply: SupplyRow): readonly OrderView[] =>
  stores.orders.views(stores.supplies.orderIds(supply.id)).filter((view) => view.status !== 'cancelled' && view.status !== 'returned');

const parcels = (view: OrderView): readonly ParcelRow[] =>
  view.lines.map((line) => ({
    number: view.number,
    caption: view.labelCaption ?? '',
    article: line.article,
    name: line.name,
    quantity: line.quantity,
    packed: view.packedAtMs !== null,
  }));

/** A sum that leaves one price out would be a wrong sum. */
function sumOf(views: readonly OrderView[]): TransferAct['total'] {
  const currency = views[0]?.currency ?? null;
  if (currency === null || views.some((view) => view.priceMinor === null || view.currency !== currency)) return null;
  return { minor: views.reduce((sum, view) => sum + (view.priceMinor ?? 0), 0), currency };
}

function sellerOf({ catalogue }: Stores, accountId: OrderRow['accountId']): { readonly name: string; readonly taxId: string } {
  const entityId = catalogue.account(accountId)?.legalEntityId;
  return catalogue.entities().find((entity) => entity.id === entityId) ?? { name: '', taxId: '' };
}

function returnsSheet(stores: Stores, madeAtMs: number): ReturnsSheet {
  const rows = huntRows(stores, MOST).flatMap(({ order, back }) =>
    back.map(({ productId, article, name, quantity, bin }) => ({
      number: order.number,
      caption: order.labelCaption ?? '',
      article,
      name,
      barcode: stores.catalogue.product(productId as ProductId)?.barcodes[0] ?? '',
      quantity,
      bin,
    })),
  );
  return { kind: 'returns-sheet', madeAtMs, rows };
}
