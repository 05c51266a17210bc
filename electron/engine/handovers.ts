import type { Stores } from '#electron/ports/database.ts';
import type { HandoverRow } from '#electron/ports/handover-store.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { Output } from '#shared/contract/index.ts';
import { moscowDate, moscowDayStartMs } from '#shared/domain/calendar.ts';
import type { HandoverId } from '#shared/domain/ids.ts';
import { readScan } from '#shared/domain/scan.ts';
import { base64 } from '#shared/kit/base64.ts';
import { fail, ok } from '#shared/kit/result.ts';

import { cargoUnitHandlers, layInto, unitViews } from './cargo-units.ts';
import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { handoverActions } from './handover-actions.ts';
import { canOf, handoverOf, isChangeable, missingOf } from './handover-work.ts';
import { perform } from './perform.ts';

const DAY_MS = 24 * 60 * 60_000;
const BACK_DAYS = 14;
const AHEAD_DAYS = 4;

/** Hand-overs of a day and a point, from the first parcel to the paper both sides sign. */
export const handoverHandlers = (context: EngineContext): Handlers<CallsOf<'handover'>> => {
  const { db, clock, events } = context;
  return {
    ...handoverActions(context),
    ...cargoUnitHandlers(context),
    'handover.list': ({ show }) => {
      const { catalogue } = db.read;
      const able = new Set(context.channels.filter((channel) => channel.capabilities.handovers).map((channel) => channel.id as string));
      const rows = shown(context, show).map((row) => viewOf(db.read, row));
      return ok({ rows, any: catalogue.accounts().some((account) => able.has(account.channel)) });
    },
    'handover.get': ({ id }) => {
      const row = db.read.handovers.byId(id as HandoverId);
      return row === null ? fail({ code: 'handover-unknown' }) : ok(whole(context, row));
    },
    'handover.document': ({ id, kind }) => {
      const row = db.read.handovers.byId(id as HandoverId);
      if (row === null) return fail({ code: 'handover-unknown' });
      const stored = db.read.handovers.document(row.id, kind);
      if (stored === null) return fail({ code: 'document-not-here' });
      const { format, file, barcode } = stored;
      const fileName = `${kind}-${row.externalId ?? ''}-${moscowDate(row.departAtMs)}.${format}`;
      return ok({ format, content: base64(file), barcode, fileName });
    },
    'handover.scanOut': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'scan', caller, payload: input } as const;
      const answer = perform(db, clock.nowMs(), call, (stores, deed) =>
        scanOut(stores, deed, handoverOf(stores, input.id), input.code, input.unitId),
      );
      if (answer.ok && answer.value.code === 'right') events.emit({ topic: 'handovers', ids: [input.id] });
      return answer;
    },
  };
};

/** Moscow's day, as the marketplaces count it. What should have left earlier and did not is today's trouble. */
function shown({ db, clock }: EngineContext, show: 'today' | 'ahead' | 'past'): readonly HandoverRow[] {
  const startMs = moscowDayStartMs(clock.nowMs());
  const endMs = startMs + DAY_MS;
  const { handovers } = db.read;
  if (show === 'ahead') return handovers.between(null, endMs, endMs + AHEAD_DAYS * DAY_MS).filter((row) => row.state !== 'cancelled');
  if (show === 'past') return handovers.between(null, startMs - BACK_DAYS * DAY_MS, startMs - 1).toReversed();
  return handovers
    .between(null, startMs - BACK_DAYS * DAY_MS, endMs - 1)
    .filter((row) => (row.departAtMs >= startMs ? row.state !== 'cancelled' : isLeftOver(db.read, row)));
}

const isLeftOver = (stores: Stores, row: HandoverRow): boolean =>
  row.state === 'closing' || (isChangeable(row) && stores.handovers.orderIds(row.id).length > 0);

function viewOf(stores: Stores, row: HandoverRow): Output<'handover.list'>['rows'][number] {
  const { catalogue, handovers } = stores;
  const warehouse = row.externalWarehouseId === null ? null : catalogue.channelWarehouse(row.accountId, row.externalWarehouseId);
  return {
    ...handovers.tally(row.id),
    id: row.id,
    accountId: row.accountId,
    name: row.name,
    externalId: row.externalId,
    state: row.state,
    own: row.own,
    asked: row.asked,
    departAtMs: row.departAtMs,
    cutoffMs: row.cutoffMs,
    toldOrders: row.toldOrders,
    places: row.places,
    accountName: catalogue.account(row.accountId)?.name ?? '',
    warehouseName: warehouse?.name ?? null,
    attributes: { ...row.attributes },
    problemCode: row.problem?.code ?? null,
    problemMessage: row.problem?.channelMessage ?? null,
  };
}

function whole(context: EngineContext, row: HandoverRow): Output<'handover.get'> {
  const { handovers, orders } = context.db.read;
  const scans = handovers.scans(row.id);
  const stored = new Map(handovers.documents(row.id).map((document) => [document.kind, document.barcode]));
  const ids = handovers.orderIds(row.id);
  const scannedAtMs = new Map<string, number>(scans);
  return {
    handover: viewOf(context.db.read, row),
    can: canOf(context, row),
    orders: orders.views(ids).map((order) => ({ order, scannedAtMs: scannedAtMs.get(order.id) ?? null })),
    missing: [...missingOf(context.db.read, row)],
    units: unitViews(context.db.read, row),
    documents: [...new Set([...row.documents, ...stored.keys()])].map((kind) => ({
      kind,
      stored: stored.has(kind),
      barcode: stored.get(kind) ?? null,
    })),
  };
}

/** The parcel in the hand against the list: the first thing that is wrong with it, or one more that is right. */
function scanOut(stores: Stores, deed: Deed, row: HandoverRow, code: string, unitId: string | null): Output<'handover.scanOut'> {
  const { handovers } = stores;
  const order = parcelOf(stores, code);
  const judged = judge(stores, row, order);
  const seen = order !== null && judged === 'right' ? placeOf(stores, row, order, code, deed.atMs) : { place: 1, places: 1, fresh: true };
  const verdict = judged !== 'right' ? judged : !seen.fresh ? 'already' : seen.place < seen.places ? 'more-places' : 'right';
  if (verdict === 'right' && order !== null) {
    handovers.addScan(row.id, order.id, deed.id, deed.atMs);
    stores.orders.tell(order.id, deed.atMs, 'scanned-out', deed.actor, { handover: row.name });
  }
  // Scanned again it may be moved to another unit.
  if (unitId !== null && order !== null && (judged === 'right' || judged === 'already')) layInto(stores, row.id, unitId, order.id);
  const { scanned, orders } = handovers.tally(row.id);
  const other = verdict === 'other' && order !== null ? (handovers.holding(order.id)?.name ?? null) : null;
  return {
    code: verdict,
    number: order?.number ?? null,
    orderId: order?.id ?? null,
    place: seen.place,
    places: seen.places,
    other,
    scanned,
    orders,
  };
}

/** An order in several places has left when every one of them has: each label counts once. */
function placeOf(
  { handovers, orders }: Stores,
  row: HandoverRow,
  order: OrderRow,
  code: string,
  atMs: number,
): { readonly place: number; readonly places: number; readonly fresh: boolean } {
  const places = Math.max(1, new Set(orders.unitsOf(order.id).map((unit) => unit.place)).size);
  const label = readScan(code).barcodes[0] ?? code;
  const before = handovers.placeScans(row.id, order.id);
  if (places === 1 || before.includes(label)) return { place: Math.max(1, before.length), places, fresh: places === 1 };
  handovers.addPlaceScan(row.id, order.id, label, atMs);
  return { place: before.length + 1, places, fresh: true };
}

function judge({ handovers }: Stores, row: HandoverRow, order: OrderRow | null): Output<'handover.scanOut'>['code'] {
  if (order === null) return 'unknown-code';
  if (order.status === 'cancelled' || order.status === 'returned') return 'cancelled';
  if (!handovers.orderIds(row.id).includes(order.id)) return 'other';
  if (handovers.scans(row.id).has(order.id)) return 'already';
  if (order.status === 'new' || order.status === 'assembling' || order.status === 'unknown') return 'not-packed';
  return 'right';
}

/** Labels first, then numbers; a number that several cabinets use names nobody. */
function parcelOf({ orders }: Stores, code: string): OrderRow | null {
  for (const barcode of readScan(code).barcodes) {
    const labelled = orders.byLabelBarcode(barcode);
    if (labelled !== null) return labelled;
    const numbered = orders.byNumber(barcode);
    if (numbered.length === 1) return numbered[0]!;
  }
  return null;
}
