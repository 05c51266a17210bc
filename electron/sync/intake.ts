import type { ChannelOrder, ChannelOrderStatus } from '#electron/channels/channel.ts';
import type { ListingRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderLineRow, OrderRow } from '#electron/ports/order-store.ts';
import type { ChannelCapabilities } from '#shared/domain/channel.ts';
import type { AccountId, ExternalId, LocationId, OrderId, OrderLineId } from '#shared/domain/ids.ts';
import { wantsMarks } from '#shared/domain/marking.ts';

import { fingerprint } from './fingerprint.ts';
import { takeLines } from './order-lines.ts';
import { applyStatus, moveStatus } from './order-status.ts';
import { holdsStock, reserveLine } from './reserve-line.ts';
import { awaitsParts, splitOff } from './split-off.ts';

export interface Intake {
  readonly inserted: readonly OrderId[];
  readonly changed: readonly OrderId[];
}

/**
 * `fresh`: the list of orders that wait for a confirmation, so no status means `new`.
 * `list`: a history without statuses, so no status means that it must be read before the order holds any stock.
 */
export type OrderPage = 'fresh' | 'list';

/**
 * Takes a page of orders in, inside the caller's transaction: rows, lines with the product behind each, stock held, story.
 * The same page again changes nothing; a late page revives nothing; `requiredMarks: null` keeps what is known.
 * @param newId makes a UUIDv7
 */
export function takeOrders(
  stores: Stores,
  accountId: AccountId,
  page: OrderPage,
  orders: readonly ChannelOrder[],
  deed: Deed,
  newId: () => string,
  marksDue: ChannelCapabilities['marksDue'] = 'before-handover',
): Intake {
  const inserted: OrderId[] = [];
  const changed: OrderId[] = [];
  const shelf = lookups(stores, accountId);
  // Orders split off others come last: what left an order we know is free before they want it.
  const children = orders.filter(isChild);
  for (const seen of children.length === 0 ? orders : [...orders.filter((one) => !isChild(one)), ...children]) {
    const externalId = seen.id as ExternalId;
    if (stores.sync.seen(accountId, `orders.${page}`, seen.id, fingerprint(seen), deed.atMs)) continue;
    const known = stores.orders.byExternalId(accountId, externalId);
    if (known === null) inserted.push(insert(stores, accountId, page, seen, deed, shelf, newId, marksDue));
    else if (relearn(stores, known, seen, deed, marksDue)) changed.push(known.id);
  }
  return { inserted, changed };
}

const isChild = (order: ChannelOrder): boolean => (order.parentId ?? null) !== null;

interface Shelf {
  readonly listing: (sku: string) => ListingRow | null;
  readonly warehouse: (externalId: string | null) => LocationId | null;
}

/** One page asks for the same cards and warehouses over and over. */
function lookups(stores: Stores, accountId: AccountId): Shelf {
  const listings = new Map<string, ListingRow | null>();
  const warehouses = new Map<string, LocationId | null>();
  return {
    listing: (sku) => remembered(listings, sku, () => stores.catalogue.listingBySku(accountId, sku)),
    warehouse: (externalId) =>
      externalId === null
        ? null
        : remembered(
            warehouses,
            externalId,
            () => stores.catalogue.channelWarehouse(accountId, externalId as ExternalId)?.warehouseId ?? null,
          ),
  };
}

function remembered<V>(known: Map<string, V>, key: string, find: () => V): V {
  const value = known.get(key);
  if (value !== undefined) return value;
  const found = find();
  known.set(key, found);
  return found;
}

function insert(
  stores: Stores,
  accountId: AccountId,
  page: OrderPage,
  seen: ChannelOrder,
  deed: Deed,
  shelf: Shelf,
  newId: () => string,
  marksDue: ChannelCapabilities['marksDue'],
): OrderId {
  const id = newId() as OrderId;
  const told: ChannelOrderStatus | null = seen.status;
  const status = told?.status ?? (page === 'fresh' ? 'new' : 'unknown');
  const lines = seen.lines.map((line, position): OrderLineRow => {
    const listing = shelf.listing(line.sku);
    return {
      id: newId() as OrderLineId,
      position,
      sku: line.sku,
      article: line.article,
      name: line.name ?? listing?.name ?? line.article,
      barcodes: line.barcodes,
      listingId: listing?.id ?? null,
      productId: listing?.productId ?? null,
      quantity: line.quantity,
      marks: line.requiredMarks ?? null,
    };
  });
  const order = {
    id,
    accountId,
    externalId: seen.id as ExternalId,
    number: seen.number,
    groupKey: seen.groupKey,
    status,
    channelStatus: status,
    channelOwn: told?.own ?? '',
    cancellable: told?.cancellable ?? null,
    externalWarehouseId: seen.warehouseId as ExternalId | null,
    warehouseId: shelf.warehouse(seen.warehouseId),
    handoverKey: seen.handoverKey,
    packFirst: packsFirst(seen, marksDue),
    parentExternalId: seen.parentId ?? null,
    createdAtMs: seen.createdAtMs,
    seenAtMs: deed.atMs,
    shipByMs: seen.shipByMs,
    priceMinor: seen.price?.minor ?? null,
    currency: seen.price?.currency ?? null,
    requiredMarks: seen.requiredMarks ?? [],
    optionalMarks: seen.optionalMarks ?? [],
    attributes: seen.attributes,
    labelState: status === 'assembling' && seen.ownDelivery === undefined ? ('wanted' as const) : ('none' as const),
    lines,
  };
  stores.orders.insert(order);
  if (seen.ownDelivery !== undefined) stores.orders.setDelivery(id, { ...seen.ownDelivery, asked: null });
  stores.orders.addLabelCodes(id, seen.labelCodes ?? []);
  stores.orders.tell(id, deed.atMs, 'seen', deed.actor, { own: order.channelOwn });
  if (holdsStock(status)) holdStock(stores, deed, order, seen.parentId ?? null, newId, shelf);
  joinSupply(stores, accountId, id, seen.supplyId, null);
  return id;
}

/** One split off an order of ours by our own word takes over what that order held of it. */
function holdStock(
  stores: Stores,
  deed: Deed,
  order: Pick<OrderRow, 'id' | 'accountId' | 'warehouseId' | 'lines'>,
  parentId: string | null,
  newId: () => string,
  shelf: Shelf,
): void {
  const parent = parentId === null ? null : stores.orders.byExternalId(order.accountId, parentId as ExternalId);
  const child = parent !== null && holdsStock(parent.status) && awaitsParts(stores, parent) ? stores.orders.byId(order.id) : null;
  if (parent !== null && child !== null) splitOff(stores, deed, parent, child, newId);
  else for (const line of order.lines) reserveLine(stores, deed, order, line, shelf.listing(line.sku));
}

/** No label before the marks: such an order is packed first. */
const packsFirst = (seen: ChannelOrder, marksDue: ChannelCapabilities['marksDue']): boolean =>
  marksDue === 'before-label' &&
  wantsMarks({
    requiredMarks: seen.requiredMarks ?? [],
    lines: seen.lines.map((line) => ({ quantity: line.quantity, marks: line.requiredMarks ?? null })),
  });

function relearn(stores: Stores, known: OrderRow, seen: ChannelOrder, deed: Deed, marksDue: ChannelCapabilities['marksDue']): boolean {
  stores.orders.learn(known.id, seen, packsFirst(seen, marksDue));
  stores.orders.addLabelCodes(known.id, seen.labelCodes ?? []);
  const delivery = stores.orders.deliveryOf(known.id);
  // A number told in the cabinet is news; one of ours that has not arrived there yet stays.
  if (delivery !== null && seen.ownDelivery?.trackingNumber != null)
    stores.orders.setDelivery(known.id, { ...delivery, trackingNumber: seen.ownDelivery.trackingNumber });
  joinSupply(stores, known.accountId, known.id, seen.supplyId, known);
  const lessened = !awaitsParts(stores, known) && takeLines(stores, deed, known, seen.lines);
  return restand(stores, deed, lessened ? (stores.orders.byId(known.id) ?? known) : known, seen) || lessened;
}

function restand(stores: Stores, deed: Deed, known: OrderRow, seen: ChannelOrder): boolean {
  if (seen.status !== null) return applyStatus(stores, deed, known, seen.status);
  // It waits for a confirmation at the marketplace only in the list of new ones, where no word of a status is given.
  return known.status === 'unknown' && seen.requiredMarks !== null ? moveStatus(stores, deed, known, 'new') : false;
}

/** Somebody put it into a supply in the cabinet. Our own wish for another supply stands until it is settled. */
function joinSupply(stores: Stores, accountId: AccountId, id: OrderId, externalSupplyId: string | null, known: OrderRow | null): void {
  if (externalSupplyId === null || known?.supplyState === 'wanted') return;
  const supply = stores.supplies.byExternalId(accountId, externalSupplyId as ExternalId);
  if (supply !== null && supply.id !== known?.supplyId) stores.supplies.place([id], supply.id, 'confirmed');
}
