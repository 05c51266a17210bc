import { z } from 'zod';

import type { ChannelDocument, ChannelHandover, HandoverDocument, HandoversClient, Outcome } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { dayFirst, moscowDay } from './moscow.ts';
import type { OperationName } from './operations.ts';
import { bounded, done, mapped, rejected } from './outcome.ts';
import { id, instant, list, maybe, ok, paging, result, rows } from './schemas.ts';

const PAGE = 30;
const MOST_PAGES = 20;
const TRANSFER_BATCH = 500;
/** Shipments of one shop are told by their day; the shop stands before the number, because every path names it. */
const ID = /^(\d+)-(\d+)$/u;

const point = maybe(z.object({ id: maybe(id), name: maybe(z.string()), address: maybe(z.string()) }));
const facts = z.object({
  id,
  planIntervalFrom: maybe(instant),
  planIntervalTo: instant,
  shipmentType: maybe(z.string()),
  warehouse: point,
  warehouseTo: point,
  deliveryService: maybe(z.object({ name: maybe(z.string()) })),
  palletsCount: maybe(z.object({ planned: maybe(z.int()), fact: maybe(z.int()) })),
  orderIds: list(id),
  draftCount: maybe(z.int()),
  plannedCount: maybe(z.int()),
  factCount: maybe(z.int()),
  signature: maybe(z.object({ signed: maybe(z.boolean()) })),
});
const found = result(
  z.object({ shipments: rows(facts.extend({ status: maybe(z.string()), statusDescription: maybe(z.string()) })), paging }),
);
const one = result(
  facts.extend({
    currentStatus: maybe(z.object({ status: maybe(z.string()), description: maybe(z.string()) })),
    availableActions: list(z.string()),
  }),
);
type Facts = z.infer<typeof facts>;

/**
 * First-mile shipments: the Market draws them up by the schedule of a warehouse, a person confirms. There is a GET that confirms the nearest
 * one and returns its act in one go; it is not used, because nothing that reads may close a shipment.
 */
export const handoversOf = (caller: Caller, cabinet: Cabinet): HandoversClient => {
  const search = searcher(caller);
  return {
    list: (window) => listShipments(search, cabinet, window),
    get: async (shipmentId) => mapped(await read(caller, shipmentId), (seen) => seen.handover),
    orderIds: async (shipmentId) => mapped(await read(caller, shipmentId), (seen) => seen.orderIds),
    postpone: (shipmentId, orderIds) => {
      const body = { orderIds: bounded(orderIds, TRANSFER_BATCH, 'handovers.postpone').map(jsonInteger) };
      return tell(caller, 'shipments.transfer', shipmentId, body);
    },
    setPlaces: (shipmentId, places) => tell(caller, 'shipments.pallets', shipmentId, { placesCount: places }),
    confirm: (shipmentId, places) => confirm(caller, shipmentId, places),
    document: (shipmentId, kind) => readDocument(caller, shipmentId, kind),
  };
};

type Search = (campaignId: string, from: string, to: string) => Promise<Outcome<readonly ChannelHandover[]>>;

/** Days are written as the schema says; the words beside it say days first, so that is tried where the first is refused, and then kept. */
function searcher(caller: Caller): Search {
  let daysFirst = false;
  const pages = async (campaignId: string, from: string, to: string): Promise<Outcome<readonly ChannelHandover[]>> => {
    const day = (iso: string) => (daysFirst ? dayFirst(iso) : iso);
    const all: ChannelHandover[] = [];
    let token = '';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { limit: String(PAGE), ...(token === '' ? {} : { pageToken: token }) };
      const body = { dateFrom: day(from), dateTo: day(to), cancelledOrders: false };
      const outcome = await caller.ask('shipments.search', { params: { campaignId }, query, body }, found);
      if (outcome.kind !== 'done') return outcome;
      all.push(...outcome.value.shipments.map((seen) => handoverOf(campaignId, seen, seen.status ?? '', seen.statusDescription, null)));
      if (outcome.value.paging === '' || outcome.value.paging === token) break;
      token = outcome.value.paging;
    }
    return done(all);
  };
  return async (campaignId, from, to) => {
    const outcome = await pages(campaignId, from, to);
    if (outcome.kind !== 'rejected' || outcome.problem.code !== 'bad-request' || daysFirst) return outcome;
    daysFirst = true;
    const other = await pages(campaignId, from, to);
    daysFirst = other.kind === 'done';
    return other.kind === 'rejected' ? outcome : other;
  };
}

async function listShipments(
  search: Search,
  cabinet: Cabinet,
  window: { readonly fromMs: number; readonly toMs: number },
): Promise<Outcome<readonly ChannelHandover[]>> {
  const shops = await cabinet.ownShops();
  if (shops.kind !== 'done') return shops;
  const all: ChannelHandover[] = [];
  for (const shop of shops.value) {
    if (shop.availability !== 'AVAILABLE') continue;
    const outcome = await search(shop.id, moscowDay(window.fromMs), moscowDay(window.toMs));
    if (outcome.kind !== 'done') return outcome;
    all.push(...outcome.value);
  }
  return done(all.toSorted((left, right) => left.departAtMs - right.departAtMs));
}

interface Seen {
  readonly handover: ChannelHandover;
  readonly orderIds: readonly string[];
  readonly actions: readonly string[];
}

async function read(caller: Caller, shipmentId: string): Promise<Outcome<Seen>> {
  const params = paramsOf(shipmentId);
  if (params === null) return unknownShipment(shipmentId);
  return mapped(await caller.ask('shipments.get', { params }, one), (seen) => ({
    handover: handoverOf(
      params.campaignId,
      seen,
      seen.currentStatus?.status ?? '',
      seen.currentStatus?.description ?? null,
      seen.availableActions,
    ),
    orderIds: seen.orderIds,
    actions: seen.availableActions,
  }));
}

async function tell(caller: Caller, operation: OperationName, shipmentId: string, body: unknown): Promise<Outcome<void>> {
  const params = paramsOf(shipmentId);
  if (params === null) return unknownShipment(shipmentId);
  return mapped(await caller.ask(operation, { params, body }, ok), () => undefined);
}

/** How many packages come first, where it is said; «confirmed already» is what was wanted. */
async function confirm(caller: Caller, shipmentId: string, places?: number): Promise<Outcome<void>> {
  if (places !== undefined) {
    const outcome = await tell(caller, 'shipments.pallets', shipmentId, { placesCount: places });
    if (outcome.kind !== 'done') return outcome;
  }
  const outcome = await tell(caller, 'shipments.confirm', shipmentId, {});
  return outcome.kind === 'rejected' && outcome.problem.code === 'handover-done' ? done(undefined) : outcome;
}

/** What the Market lets be downloaded, and what is then asked for: the act of what was really taken in wins over the one drawn up before. */
const DOCUMENTS: Readonly<Partial<Record<HandoverDocument, readonly (readonly [action: string | null, operation: OperationName])[]>>> = {
  act: [
    ['DOWNLOAD_INBOUND_ACT', 'shipments.inbound-act'],
    ['DOWNLOAD_ACT', 'shipments.act'],
  ],
  waybill: [['DOWNLOAD_TRANSPORTATION_WAYBILL', 'shipments.waybill']],
  discrepancy: [['DOWNLOAD_DISCREPANCY_ACT', 'shipments.discrepancy-act']],
  places: [[null, 'shipments.pallet-labels']],
};

async function readDocument(caller: Caller, shipmentId: string, kind: HandoverDocument): Promise<Outcome<ChannelDocument | null>> {
  const seen = await read(caller, shipmentId);
  if (seen.kind !== 'done') return seen;
  const offered = DOCUMENTS[kind]?.find(([action]) => action === null || seen.value.actions.includes(action));
  const params = paramsOf(shipmentId);
  if (offered === undefined || params === null) return done(null);
  const [, operation] = offered;
  const query = kind === 'places' ? { query: { format: 'A8' } } : {};
  return mapped(await caller.file(operation, { params, ...query }), (file) => ({
    format: kind === 'waybill' || kind === 'discrepancy' ? ('xls' as const) : ('pdf' as const),
    file,
    barcode: null,
  }));
}

function paramsOf(shipmentId: string): { readonly campaignId: string; readonly shipmentId: string } | null {
  const parts = ID.exec(shipmentId);
  return parts === null ? null : { campaignId: parts[1]!, shipmentId: parts[2]! };
}

const unknownShipment = (shipmentId: string): Outcome<never> =>
  rejected({ code: 'not-found', operation: 'shipments.get', subjects: [shipmentId] });

const STATES: Readonly<Record<string, ChannelHandover['state']>> = {
  OUTBOUND_CREATED: 'open',
  OUTBOUND_READY_FOR_CONFIRMATION: 'confirmable',
  OUTBOUND_CONFIRMED: 'closed',
  OUTBOUND_SIGNED: 'closed',
  ACCEPTED: 'accepted',
  ACCEPTED_WITH_DISCREPANCIES: 'accepted',
  FINISHED: 'accepted',
  ERROR: 'failed',
};

/** @param actions what the Market offers now, and null in a list, which does not tell: then the state speaks */
function handoverOf(
  campaignId: string,
  seen: Facts,
  own: string,
  description: string | null,
  actions: readonly string[] | null,
): ChannelHandover {
  const key = `${campaignId}-${seen.id}`;
  const byStatus = STATES[own] ?? 'unknown';
  const held = byStatus === 'confirmable' && actions !== null && !actions.includes('CONFIRM');
  return {
    id: key,
    key,
    name: seen.warehouseTo?.name ?? seen.deliveryService?.name ?? seen.id,
    warehouseId: seen.warehouse?.id ?? null,
    departAtMs: seen.planIntervalTo,
    cutoffMs: null,
    state: held ? 'open' : byStatus,
    own,
    orders: seen.orderIds.length > 0 ? seen.orderIds.length : seen.plannedCount,
    documents: documentsOf(byStatus, own, actions),
    attributes: {
      campaignId,
      number: seen.id,
      status: description,
      kind: seen.shipmentType,
      planFromMs: seen.planIntervalFrom,
      address: seen.warehouseTo?.address ?? null,
      draft: seen.draftCount,
      planned: seen.plannedCount,
      fact: seen.factCount,
      places: seen.palletsCount?.planned ?? null,
      signed: seen.signature?.signed ?? null,
      placesMayChange: actions === null ? null : actions.includes('CHANGE_PALLETS_COUNT'),
    },
  };
}

function documentsOf(state: ChannelHandover['state'], own: string, actions: readonly string[] | null): readonly HandoverDocument[] {
  const closed = state === 'closed' || state === 'accepted';
  const may = (kind: HandoverDocument, otherwise: boolean): readonly HandoverDocument[] => {
    const names = (DOCUMENTS[kind] ?? []).flatMap(([action]) => action ?? []);
    const offered = actions === null || names.length === 0 ? otherwise : names.some((name) => actions.includes(name));
    return offered ? [kind] : [];
  };
  return [
    ...may('act', closed),
    ...may('places', state !== 'failed' && state !== 'unknown'),
    ...may('waybill', false),
    ...may('discrepancy', own === 'ACCEPTED_WITH_DISCREPANCIES'),
  ];
}
