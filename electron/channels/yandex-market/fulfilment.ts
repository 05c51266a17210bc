import { z } from 'zod';

import type { FulfilmentClient, FulfilmentStock, Outcome, Page } from '#electron/channels/channel.ts';
import { parseJson, stringifyJson } from '#shared/kit/json.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { listOrders } from './orders.ts';
import { done } from './outcome.ts';
import { id, list, paging, result, rows } from './schemas.ts';
import { availableOf, reservedOf } from './stocks.ts';

/** A page holds a hundred since 2026-08-04; more is cut in silence. */
const PAGE = 100;
const place = z.object({ shop: z.string(), token: z.string() });

const page = result(
  z.object({
    warehouses: rows(
      z.object({
        warehouseId: id,
        offers: rows(z.object({ offerId: z.string(), stocks: list(z.object({ type: z.string(), count: z.int() })) })),
      }),
    ),
    paging,
  }),
);

/** Goods at the Market's own warehouses (FBY): read, never written. */
export const fulfilmentOf = (caller: Caller, cabinet: Cabinet): FulfilmentClient => ({
  stock: (cursor) => readStock(caller, cabinet, cursor),
  orders: (window, cursor) => listOrders(caller, cabinet, ['FBY'], window, cursor),
});

async function readStock(caller: Caller, cabinet: Cabinet, kept: string | null): Promise<Outcome<Page<FulfilmentStock>>> {
  const business = await cabinet.business();
  if (business.kind !== 'done') return business;
  const shops = business.value.campaigns.filter((one) => one.placement === 'FBY' && one.availability === 'AVAILABLE').map((one) => one.id);
  const at = kept === null || kept === '' ? { shop: '', token: '' } : place.parse(parseJson(kept));
  const shop = shops.includes(at.shop) ? at.shop : shops[0];
  if (shop === undefined) return done({ items: [], cursor: '', more: false });
  const token = at.shop === shop ? at.token : '';
  const query = { limit: String(PAGE), ...(token === '' ? {} : { pageToken: token }) };
  const outcome = await caller.ask('stocks.read-campaign', { params: { campaignId: shop }, query, body: {} }, page);
  if (outcome.kind !== 'done') return outcome;
  const items = outcome.value.warehouses.flatMap((warehouse) =>
    warehouse.offers.flatMap((offer): FulfilmentStock[] => {
      const available = availableOf(offer.stocks);
      if (available === null) return [];
      return [{ sku: offer.offerId, place: warehouse.warehouseId, available, reserved: reservedOf(offer.stocks) }];
    }),
  );
  const following = shops[shops.indexOf(shop) + 1];
  if (outcome.value.paging !== '' && outcome.value.paging !== token)
    return done({ items, cursor: stringifyJson({ shop, token: outcome.value.paging }), more: true });
  if (following === undefined) return done({ items, cursor: '', more: false });
  return done({ items, cursor: stringifyJson({ shop: following, token: '' }), more: true });
}
