import { z } from 'zod';

import type { ChannelClient, ChannelProblem, Outcome, StockRow } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { bounded, chunked, done, mapped, rejected } from './outcome.ts';
import type { Place } from './places.ts';
import { id, list, ok, result, rows as rowsOf } from './schemas.ts';
import { whySilent } from './silent-stock.ts';

export const STOCK_BATCH = 2000;
const READ_BATCH = 500;
/** A refusal is of the whole call and names one row: the hunt ends after so many, the rest is told later. */
const MOST_REQUESTS = 12;
/** `Date` has whole seconds, and a moment of the future is refused. */
const BEHIND_MS = 2000;

const offer = z.object({ offerId: z.string(), stocks: list(z.object({ type: z.string(), count: z.int() })) });
const ofWarehouse = result(z.object({ offers: rowsOf(offer) }));
const ofCampaign = result(z.object({ warehouses: rowsOf(z.object({ warehouseId: id, offers: rowsOf(offer) })) }));

export const stockOf = (caller: Caller, cabinet: Cabinet): ChannelClient['stock'] => ({
  batch: STOCK_BATCH,
  pairIntervalMs: 0,
  write: (warehouseId, rows) => writeStock(caller, cabinet, warehouseId, rows),
  read: (warehouseId, skus) => readStock(caller, cabinet, warehouseId, skus),
  whySilent: (skus) => whySilent(caller, cabinet, skus),
});

/**
 * Absolute figures, so they may be sent again. The answer says nothing of single rows: an unknown sku passes in silence and is found by
 * reading back. A 400 is of the whole call; the sku it names is put aside and the rest sent again. Where the Market finds our clock wrong the
 * rows go without their moment, which then is the moment they arrive.
 */
async function writeStock(
  caller: Caller,
  cabinet: Cabinet,
  warehouseId: string,
  rows: readonly StockRow[],
): ReturnType<ChannelClient['stock']['write']> {
  bounded(rows, STOCK_BATCH, 'stock.write');
  const refused: { readonly sku: string; readonly problem: ChannelProblem }[] = [];
  if (rows.length === 0) return done({ refused });
  const target = await targetOf(cabinet, warehouseId);
  if (target.kind !== 'done') return target;
  let batch = rows;
  let stamped = true;
  for (let request = 1; batch.length > 0; request += 1) {
    const outcome = await send(caller, target.value, batch, stamped ? stampOf(caller) : null);
    if (outcome.kind === 'done') break;
    if (outcome.kind !== 'rejected') return outcome;
    const { problem } = outcome;
    if (problem.code === 'clock-wrong' && stamped) {
      stamped = false;
      continue;
    }
    const named = namedIn(problem, batch);
    if (named === null) return outcome;
    refused.push({ sku: named, problem: { ...problem, subjects: [named] } });
    batch = batch.filter((row) => row.sku !== named);
    if (request < MOST_REQUESTS) continue;
    // What was found out is kept; the rest was neither taken nor refused, and comes again.
    refused.push(...batch.map(({ sku }) => ({ sku, problem: { ...problem, code: 'too-many-requests', subjects: [sku] } as const })));
    break;
  }
  return done({ refused });
}

interface Target {
  readonly businessId: string;
  readonly place: Place;
  /** The shop that speaks for a warehouse of a cabinet with groups; null where there are none. */
  readonly campaignId: string | null;
}

async function targetOf(cabinet: Cabinet, warehouseId: string): Promise<Outcome<Target>> {
  const business = await cabinet.business();
  if (business.kind !== 'done') return business;
  const places = await cabinet.places();
  if (places.kind !== 'done') return places;
  const place = places.value.byId(warehouseId);
  const shop = place?.campaigns.find((one) => one.placement === 'FBS') ?? place?.campaigns[0];
  if (place === null || shop === undefined)
    return rejected({ code: 'stock-warehouse-gone', operation: 'warehouses.places', subjects: [warehouseId] });
  return done({ businessId: business.value.id, place, campaignId: places.value.grouped ? shop.id : null });
}

/** The moment the figures are true as of, by the Market's own clock; null while that is not known. */
function stampOf(caller: Caller): string | null {
  const nowMs = caller.marketNowMs();
  return nowMs === null ? null : new Date(nowMs - BEHIND_MS).toISOString();
}

function send(caller: Caller, target: Target, batch: readonly StockRow[], updatedAt: string | null): Promise<Outcome<unknown>> {
  const moment = updatedAt === null ? {} : { updatedAt };
  if (target.campaignId !== null) {
    const skus = batch.map((row) => ({ sku: row.sku, items: [{ count: row.quantity, ...moment }] }));
    return caller.ask('stocks.write-group', { params: { campaignId: target.campaignId }, body: { skus } }, ok);
  }
  const partnerWarehouseId = jsonInteger(target.place.id);
  const skuItems = batch.map((row) => ({ sku: row.sku, partnerWarehouseId, count: row.quantity, ...moment }));
  return caller.ask('stocks.write', { params: { businessId: target.businessId }, body: { skuItems } }, ok);
}

/** The sku a refusal speaks of, in quotes or bare, longest first: `A-1` must not be taken for `A-10`. */
function namedIn(problem: ChannelProblem, batch: readonly StockRow[]): string | null {
  const words = problem.channelMessage ?? '';
  const quoted = new Set([...words.matchAll(/['"«`]([^'"»`]+)['"»`]/gu)].map((hit) => hit[1]));
  const byQuote = batch.find((row) => quoted.has(row.sku));
  if (byQuote !== undefined) return byQuote.sku;
  const bare = batch.filter((row) => ` ${words} `.split(/[\s,;:()]+/u).includes(row.sku));
  return bare.toSorted((one, other) => other.sku.length - one.sku.length)[0]?.sku ?? null;
}

async function readStock(
  caller: Caller,
  cabinet: Cabinet,
  warehouseId: string,
  skus: readonly string[],
): Promise<Outcome<readonly StockRow[]>> {
  bounded(skus, STOCK_BATCH, 'stock.read');
  if (skus.length === 0) return done([]);
  const target = await targetOf(cabinet, warehouseId);
  if (target.kind !== 'done') return target;
  const found: StockRow[] = [];
  for (const offerIds of chunked(skus, READ_BATCH)) {
    const outcome = await readSome(caller, target.value, offerIds);
    if (outcome.kind !== 'done') return outcome;
    found.push(...outcome.value.flatMap(rowOf));
  }
  return done(found);
}

async function readSome(caller: Caller, target: Target, offerIds: readonly string[]): Promise<Outcome<readonly z.infer<typeof offer>[]>> {
  if (target.campaignId === null) {
    const body = { partnerWarehouseId: jsonInteger(target.place.id), offerIds };
    const outcome = await caller.ask('stocks.read', { params: { businessId: target.businessId }, body }, ofWarehouse);
    return mapped(outcome, (read) => read.offers);
  }
  const outcome = await caller.ask('stocks.read-campaign', { params: { campaignId: target.campaignId }, body: { offerIds } }, ofCampaign);
  // The Market's own warehouse of returned goods may stand beside ours.
  return mapped(outcome, (read) => read.warehouses.filter((one) => one.warehouseId === target.place.id).flatMap((one) => one.offers));
}

/** FIT counts units that buyers already reserved; without AVAILABLE the figure is FIT less FREEZE, and without those unknown. */
function rowOf(seen: z.infer<typeof offer>): StockRow[] {
  const quantity = availableOf(seen.stocks);
  return quantity === null ? [] : [{ sku: seen.offerId, quantity }];
}

export function availableOf(stocks: readonly { readonly type: string; readonly count: number }[]): number | null {
  const of = (type: string) => stocks.find((one) => one.type === type)?.count ?? null;
  const [available, fit, freeze] = [of('AVAILABLE'), of('FIT'), of('FREEZE')];
  if (available !== null) return available;
  if (fit !== null) return freeze === null ? null : fit - freeze;
  return stocks.length === 0 ? 0 : null;
}

export const reservedOf = (stocks: readonly { readonly type: string; readonly count: number }[]): number =>
  stocks.find((one) => one.type === 'FREEZE')?.count ?? 0;
