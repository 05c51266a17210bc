import type { OrderLineRow, OrderRow } from '#electron/ports/order-store.ts';

/** An `orders` row as SQLite gives it. */
export interface OrderRecord {
  readonly rowid: number;
  readonly id: string;
  readonly account_id: string;
  readonly external_id: string;
  readonly number: string;
  readonly group_key: string | null;
  readonly status: string;
  readonly channel_status: string;
  readonly channel_own: string;
  readonly cancellable: number | null;
  readonly external_warehouse_id: string | null;
  readonly warehouse_id: string | null;
  readonly handover_key: string;
  readonly supply_id: string | null;
  readonly supply_state: string | null;
  readonly confirm_state: string | null;
  readonly pack_first: number;
  readonly by_places: number;
  readonly places: number;
  readonly parent_external_id: string | null;
  readonly created_at_ms: number;
  readonly seen_at_ms: number;
  readonly ship_by_ms: number | null;
  readonly price_minor: number | null;
  readonly currency: string | null;
  readonly required_marks_json: string;
  readonly optional_marks_json: string;
  readonly attributes_json: string;
  readonly label_state: string;
  readonly packed_at_ms: number | null;
  readonly cancelled_at_ms: number | null;
}

export interface LineRecord {
  readonly id: string;
  readonly position: number;
  readonly sku: string;
  readonly article: string;
  readonly name: string;
  readonly barcodes_json: string;
  readonly listing_id: string | null;
  readonly product_id: string | null;
  readonly quantity: number;
  readonly ordered: number;
  readonly moved: number;
  readonly marks_json: string | null;
}

export const ORDER_COLUMNS = `o.rowid, o.id, o.account_id, o.external_id, o.number, o.group_key, o.status, o.channel_status, o.channel_own,
  o.cancellable, o.external_warehouse_id, o.warehouse_id, o.handover_key, o.supply_id, o.supply_state, o.confirm_state, o.pack_first, o.by_places, o.places,
  o.parent_external_id, o.created_at_ms, o.seen_at_ms,
  o.ship_by_ms, o.price_minor, o.currency, o.required_marks_json, o.optional_marks_json, o.attributes_json, o.label_state,
  o.packed_at_ms, o.cancelled_at_ms`;

export const LINE_COLUMNS = 'id, position, sku, article, name, barcodes_json, listing_id, product_id, quantity, ordered, moved, marks_json';

/** No deadline comes last; the same expression stands in the indexes. */
export const DUE = 'ifnull(o.ship_by_ms, 9007199254740991)';

export const toOrder = (row: OrderRecord, lines: readonly LineRecord[]): OrderRow =>
  ({
    id: row.id,
    accountId: row.account_id,
    externalId: row.external_id,
    number: row.number,
    groupKey: row.group_key,
    status: row.status,
    channelStatus: row.channel_status,
    channelOwn: row.channel_own,
    cancellable: row.cancellable === null ? null : row.cancellable === 1,
    externalWarehouseId: row.external_warehouse_id,
    warehouseId: row.warehouse_id,
    handoverKey: row.handover_key,
    supplyId: row.supply_id,
    supplyState: row.supply_state,
    confirmState: row.confirm_state,
    packFirst: row.pack_first === 1,
    byPlaces: row.by_places === 1,
    places: row.places,
    parentExternalId: row.parent_external_id,
    createdAtMs: row.created_at_ms,
    seenAtMs: row.seen_at_ms,
    shipByMs: row.ship_by_ms,
    priceMinor: row.price_minor,
    currency: row.currency,
    requiredMarks: JSON.parse(row.required_marks_json),
    optionalMarks: JSON.parse(row.optional_marks_json),
    attributes: JSON.parse(row.attributes_json),
    labelState: row.label_state,
    packedAtMs: row.packed_at_ms,
    cancelledAtMs: row.cancelled_at_ms,
    lines: lines.map(toLine),
    // Text comes out of STRICT, checked columns: branding it is all that is left to do.
  }) as unknown as OrderRow;

const toLine = (row: LineRecord): OrderLineRow =>
  ({
    id: row.id,
    position: row.position,
    sku: row.sku,
    article: row.article,
    name: row.name,
    barcodes: JSON.parse(row.barcodes_json),
    listingId: row.listing_id,
    productId: row.product_id,
    quantity: row.quantity,
    ordered: row.ordered,
    moved: row.moved,
    marks: row.marks_json === null ? null : JSON.parse(row.marks_json),
  }) as unknown as OrderLineRow;

export const bit = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0);
