import { z } from 'zod';

import type { ChannelReturn, Outcome, Page, ReturnsClient } from '#electron/channels/channel.ts';
import { parseJson, stringifyJson } from '#shared/kit/json.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { amount, moneyOf } from './money.ts';
import { moscowDay } from './moscow.ts';
import { isBadToken } from './offers.ts';
import { done } from './outcome.ts';
import { id, instant, list, maybe, paging, result, rows } from './schemas.ts';

const PAGE = 100;
const DAY_MS = 86_400_000;
/** How far back the first reading looks: what went out earlier has come back or is lost. */
const FIRST_MS = 90 * DAY_MS;
/** Days are whole and of Moscow, so the last two are always read again. */
const OVERLAP_MS = 2 * DAY_MS;

/** `YYYY-MM-DD` from which changes are read, the shop that is being read, its page. */
const place = z.object({ from: z.string(), shop: z.string(), token: z.string() });
type Place = z.infer<typeof place>;

const page = result(
  z.object({
    returns: rows(
      z.object({
        id,
        orderId: maybe(id),
        creationDate: maybe(instant),
        updateDate: maybe(instant),
        returnType: maybe(z.string()),
        refundStatus: maybe(z.string()),
        shipmentStatus: maybe(z.string()),
        pickupTillDate: maybe(instant),
        logisticPickupPoint: maybe(
          z.object({
            name: maybe(z.string()),
            address: maybe(z.object({ city: maybe(z.string()), street: maybe(z.string()), house: maybe(z.string()) })),
          }),
        ),
        amount,
        fastReturn: maybe(z.boolean()),
        items: list(
          z.object({
            shopSku: z.string(),
            count: z.int(),
            decisions: list(z.object({ reasonType: maybe(z.string()), subreasonType: maybe(z.string()), comment: maybe(z.string()) })),
            tracks: list(z.object({ trackCode: maybe(z.string()) })),
          }),
        ),
      }),
    ),
    paging,
  }),
);
type Seen = z.infer<typeof page>['returns'][number];

export const returnsOf = (caller: Caller, cabinet: Cabinet): ReturnsClient => ({ list: (cursor) => listReturns(caller, cabinet, cursor) });

/** Shop by shop, by the day of change; the cursor remembers the shop and the page, and at the end the day to begin with next time. */
async function listReturns(caller: Caller, cabinet: Cabinet, kept: string | null): Promise<Outcome<Page<ChannelReturn>>> {
  const shops = await cabinet.ownShops();
  if (shops.kind !== 'done') return shops;
  const open = shops.value.filter((shop) => shop.availability === 'AVAILABLE').map((shop) => shop.id);
  const at = placeOf(kept) ?? { from: moscowDay(caller.nowMs() - FIRST_MS), shop: '', token: '' };
  const shop = open.includes(at.shop) ? at.shop : open[0];
  const rest = stringifyJson({ from: moscowDay(caller.nowMs() - OVERLAP_MS), shop: '', token: '' } satisfies Place);
  if (shop === undefined) return done({ items: [], cursor: rest, more: false });
  const ask = (token: string) => {
    const query = { limit: String(PAGE), fromDate: at.from, ...(token === '' ? {} : { pageToken: token }) };
    return caller.ask('returns.list', { params: { campaignId: shop }, query }, page);
  };
  const token = at.shop === shop ? at.token : '';
  let outcome = await ask(token);
  if (token !== '' && isBadToken(outcome)) outcome = await ask('');
  if (outcome.kind !== 'done') return outcome;
  const next = nextPlace(at.from, open, shop, token, outcome.value.paging);
  const items = outcome.value.returns.map(returnOf).toSorted((left, right) => left.changedAtMs - right.changedAtMs);
  return done({ items, cursor: next === null ? rest : stringifyJson(next), more: next !== null });
}

function nextPlace(from: string, open: readonly string[], shop: string, token: string, next: string): Place | null {
  if (next !== '' && next !== token) return { from, shop, token: next };
  const following = open[open.indexOf(shop) + 1];
  return following === undefined ? null : { from, shop: following, token: '' };
}

function placeOf(kept: string | null): Place | null {
  if (kept === null || kept === '') return null;
  return place.parse(parseJson(kept));
}

const KINDS: Readonly<Record<string, ChannelReturn['kind']>> = { UNREDEEMED: 'cancelled', RETURN: 'returned' };

/** Where the parcel is. What will never come here (EXPIRED, CANCELLED, NOT_IN_DEMAND) has no state of ours: its own word is shown. */
const STATES: Readonly<Record<string, ChannelReturn['state']>> = {
  CREATED: 'announced',
  RECEIVED: 'on-way',
  IN_TRANSIT: 'on-way',
  FULFILMENT_RECEIVED: 'on-way',
  READY_FOR_PICKUP: 'ready-for-pickup',
  PICKED: 'received',
  LOST: 'lost',
  PREPARED_FOR_UTILIZATION: 'disposed',
  UTILIZED: 'disposed',
  READY_FOR_EXPROPRIATION: 'disposed',
  RECEIVED_FOR_EXPROPRIATION: 'disposed',
};

function returnOf(seen: Seen): ChannelReturn {
  const own = seen.shipmentStatus ?? '';
  const point = seen.logisticPickupPoint;
  const address = [point?.address?.city, point?.address?.street, point?.address?.house].filter((part) => part != null && part !== '');
  const decision = seen.items.flatMap((item) => item.decisions)[0];
  const reason = [decision?.reasonType, decision?.subreasonType, decision?.comment].filter((part) => part != null && part !== '');
  return {
    id: seen.id,
    orderId: seen.orderId,
    kind: KINDS[seen.returnType ?? ''] ?? 'unknown',
    state: STATES[own] ?? 'unknown',
    own: [own, seen.refundStatus ?? ''].filter((part) => part !== '').join('/'),
    reason: reason.length === 0 ? null : reason.join(' / '),
    lines: seen.items.map((item) => ({ sku: item.shopSku, article: item.shopSku, name: null, barcodes: [], quantity: item.count })),
    barcodes: [...new Set(seen.items.flatMap((item) => item.tracks.flatMap((track) => track.trackCode ?? [])))],
    place: [point?.name, address.join(', ')].filter((part) => part != null && part !== '').join(', ') || null,
    price: moneyOf(seen.amount),
    changedAtMs: seen.updateDate ?? seen.creationDate ?? 0,
    pickupBeforeMs: seen.pickupTillDate,
  };
}
