import { z } from 'zod';

import type { ChannelSupply, Outcome, Page, SuppliesClient } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import { boxesOf } from './boxes.ts';
import type { Caller } from './caller.ts';
import { handoverKey } from './order-reading.ts';
import { isEnd } from './orders.ts';
import { bounded, done, mapped } from './outcome.ts';
import { id, instant, maybe, rows } from './schemas.ts';
import { shippingOf, shippingPart } from './shipping.ts';
import { supplyCode } from './stickers.ts';

const ADD_BATCH = 100;
const PAGE = 1000;

const supply = z.object({
  id: z.string().min(1),
  name: maybe(z.string()),
  done: maybe(z.boolean()),
  createdAt: instant,
  closedAt: maybe(instant),
  scanDt: maybe(instant),
  cargoType: maybe(z.int()),
  crossBorderType: maybe(z.int()),
  isB2b: maybe(z.boolean()),
  destinationOfficeId: maybe(id),
  recommendedWhId: maybe(id),
  isPickupPointShipmentAllowed: maybe(z.boolean()),
  spotAvailable: maybe(z.boolean()),
  ...shippingPart,
});
const page = z.object({ next: maybe(id), supplies: rows(supply) });
const created = z.object({ id: z.string().min(1) });
const orderIds = z.object({ orderIds: rows(id) });
const again = z.object({ orders: rows(z.object({ supplyID: z.string(), orderID: id })) });

export function suppliesOf(caller: Caller): SuppliesClient {
  const get = (supplyId: string) => getSupply(caller, supplyId);
  return {
    addBatch: ADD_BATCH,
    list: (cursor) => listSupplies(caller, cursor),
    get,
    // The name is how a supply is found again when the answer is lost; Wildberries takes 1–128 characters.
    create: (name) => caller.ask('supplies.create', { body: { name: name.slice(0, 128) } }, created),
    add: (supplyId, ids) => addOrders(caller, supplyId, ids),
    orderIds: async (supplyId) =>
      mapped(await caller.ask('supplies.order-ids', { params: { supplyId } }, orderIds), (read) => read.orderIds),
    remove: async (supplyId) => goneIsDone(await caller.tell('supplies.remove', { params: { supplyId } })),
    deliver: (supplyId) => deliver(caller, supplyId),
    code: (supplyId, format) => supplyCode(caller, supplyId, format),
    reshipment: async () =>
      mapped(await caller.ask('orders.reshipment', {}, again), ({ orders }) =>
        orders.map((order) => ({ supplyId: order.supplyID, orderId: order.orderID })),
      ),
    ...shippingOf(caller, get),
    ...boxesOf(caller),
  };
}

/** What is not there any more needs no removing; a repeated removal meets 404. */
export const goneIsDone = (outcome: Outcome<void>): Outcome<void> =>
  outcome.kind === 'rejected' && outcome.problem.code === 'not-found' ? done(undefined) : outcome;

/** Oldest first, no filter by date: the cursor is kept, so that the next run reads new supplies only; open ones are read one by one. */
async function listSupplies(caller: Caller, cursor: string | null): Promise<Outcome<Page<ChannelSupply>>> {
  const next = cursor ?? '0';
  return mapped(await caller.ask('supplies.list', { query: { limit: String(PAGE), next } }, page), (read) => ({
    items: read.supplies.map(supplyOf),
    cursor: isEnd(read.next) ? next : read.next!,
    more: read.supplies.length > 0 && !isEnd(read.next) && read.next !== next,
  }));
}

async function getSupply(caller: Caller, supplyId: string): Promise<Outcome<ChannelSupply>> {
  return mapped(await caller.ask('supplies.get', { params: { supplyId } }, supply), supplyOf);
}

/**
 * `PATCH …/supplies/{id}/orders` is what confirms an order. A 409 says only that something did not fit, and part of a mixed batch may have
 * been taken all the same: read `orderIds` afterwards, whatever the outcome.
 */
async function addOrders(caller: Caller, supplyId: string, ids: readonly string[]): Promise<Outcome<void>> {
  if (ids.length === 0) return done(undefined);
  const body = { orders: bounded(ids, ADD_BATCH, 'supplies.add').map(jsonInteger) };
  return caller.tell('supplies.add', { params: { supplyId }, body });
}

/**
 * `PATCH …/deliver` closes the supply. Refused for empty supplies, marks not passed (the orders are the subjects), no shipping point.
 * A refusal none of these explains may mean that it is closed already, by a lost answer or by a hand in the cabinet: that is success.
 */
async function deliver(caller: Caller, supplyId: string): Promise<Outcome<void>> {
  const outcome = await caller.tell('supplies.deliver', { params: { supplyId } });
  if (outcome.kind !== 'rejected' || outcome.problem.httpStatus !== 409) return outcome;
  if (outcome.problem.code !== 'other' && outcome.problem.code !== 'status-changed') return outcome;
  const now = await getSupply(caller, supplyId);
  return now.kind === 'done' && now.value.closed ? done(undefined) : outcome;
}

function supplyOf(seen: z.infer<typeof supply>): ChannelSupply {
  const empty = seen.cargoType === null || seen.cargoType === 0;
  const { shippingPointId, shippingType, shippingDt } = seen;
  const known = shippingPointId !== null && shippingDt !== null && (shippingType === 'selfShipping' || shippingType === 'transportCompany');
  return {
    id: seen.id,
    name: seen.name ?? '',
    closed: seen.done === true || seen.closedAt !== null,
    createdAtMs: seen.createdAt,
    closedAtMs: seen.closedAt,
    scannedAtMs: seen.scanDt,
    handoverKey: empty ? null : handoverKey({ warehouseId: null, ...seen, isB2B: seen.isB2b }),
    shipping: known
      ? { pointId: shippingPointId, kind: shippingType === 'selfShipping' ? 'self' : 'carrier', date: shippingDt.slice(0, 10) }
      : null,
    attributes: {
      cargoType: seen.cargoType,
      crossBorderType: seen.crossBorderType,
      isB2B: seen.isB2b,
      destinationOfficeId: seen.destinationOfficeId,
      recommendedWarehouseId: seen.recommendedWhId,
      pickupPointAllowed: seen.isPickupPointShipmentAllowed,
      spotAvailable: seen.spotAvailable,
      waybillId: seen.waybillUuid,
    },
  };
}
