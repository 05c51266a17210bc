import { z } from 'zod';

import type { Outcome } from '#electron/channels/channel.ts';

import type { Business, Campaign } from './business.ts';
import type { Caller } from './caller.ts';
import { done, mapped } from './outcome.ts';
import { id, list, maybe, paging, result, rows } from './schemas.ts';

/** A warehouse of the seller; several shops (FBS, Express) may sell from it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly campaigns: readonly Campaign[];
  readonly express: boolean;
  readonly group: { readonly id: string; readonly name: string } | null;
  /** The warehouse that speaks for the group; itself where there is none. */
  readonly leadId: string;
  readonly models: readonly { readonly placement: string; readonly availability: string }[];
  readonly status: string | null;
}

export interface Places {
  readonly all: readonly Place[];
  /** A cabinet with groups of warehouses takes stock by shop (v2); one without, by warehouse (v3). */
  readonly grouped: boolean;
  byId(id: string): Place | null;
  /** Where orders of this shop come to: the warehouse that stock is told for. */
  ofCampaign(campaignId: string): Place | null;
}

/** The most a page of either list holds. */
const PAGE = 30;
const MOST_PAGES = 100;

const placesPage = result(
  z.object({
    warehouses: rows(
      z.object({
        id,
        name: z.string(),
        campaignId: id,
        express: maybe(z.boolean()),
        groupInfo: maybe(z.object({ id, name: maybe(z.string()) })),
        status: maybe(z.object({ status: maybe(z.string()) })),
      }),
    ),
    paging,
  }),
);
const modelsPage = result(
  z.object({
    warehouses: rows(z.object({ id, models: list(z.object({ placementType: z.string(), apiAvailability: maybe(z.string()) })) })),
    paging,
  }),
);
type Row = z.infer<typeof placesPage>['warehouses'][number];
type Models = ReadonlyMap<string, Place['models']>;

/** Warehouses with their shops and groups (v2), and, where there are no groups, with their models (v3). */
export async function readPlaces(caller: Caller, business: Business): Promise<Outcome<Places>> {
  const params = { businessId: business.id };
  const found = await every(async (query) =>
    mapped(await caller.ask('warehouses.places', { params, query, body: { components: ['STATUS'] } }, placesPage), pageOf),
  );
  if (found.kind !== 'done') return found;
  const grouped = found.value.some((row) => row.groupInfo !== null);
  const models = grouped
    ? done([])
    : await every(async (query) => mapped(await caller.ask('warehouses.models', { params, query, body: {} }, modelsPage), pageOf));
  if (models.kind !== 'done') return models;
  const modelsOf: Models = new Map(
    models.value.map((row) => [
      row.id,
      row.models.map((one) => ({ placement: one.placementType, availability: one.apiAvailability ?? 'AVAILABLE' })),
    ]),
  );
  return done(placesOf(found.value, modelsOf, business, grouped));
}

const pageOf = <T>(read: { readonly warehouses: readonly T[]; readonly paging: string }) => ({
  items: read.warehouses,
  token: read.paging,
});

async function every<T>(
  ask: (query: Readonly<Record<string, string>>) => Promise<Outcome<{ readonly items: readonly T[]; readonly token: string }>>,
): Promise<Outcome<readonly T[]>> {
  const all: T[] = [];
  let token = '';
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const outcome = await ask({ limit: String(PAGE), ...(token === '' ? {} : { pageToken: token }) });
    if (outcome.kind !== 'done') return outcome;
    all.push(...outcome.value.items);
    if (outcome.value.token === '' || outcome.value.token === token) break;
    token = outcome.value.token;
  }
  return done(all);
}

function placesOf(found: readonly Row[], models: Models, business: Business, grouped: boolean): Places {
  const shops = new Map(business.campaigns.map((one) => [one.id, one]));
  const leads = new Map<string, string>();
  for (const row of found) {
    const lead = row.groupInfo === null ? undefined : leads.get(row.groupInfo.id);
    if (row.groupInfo !== null && (lead === undefined || earlier(row.id, lead))) leads.set(row.groupInfo.id, row.id);
  }
  const byId = new Map<string, Place>();
  for (const row of found) {
    const known = byId.get(row.id);
    const shop = shops.get(row.campaignId) ?? { id: row.campaignId, name: row.campaignId, placement: '', availability: 'AVAILABLE' };
    byId.set(row.id, {
      id: row.id,
      name: row.name,
      campaigns: [...(known?.campaigns ?? []), shop],
      express: known?.express === true || row.express === true,
      group: row.groupInfo === null ? null : { id: row.groupInfo.id, name: row.groupInfo.name ?? row.groupInfo.id },
      leadId: row.groupInfo === null ? row.id : (leads.get(row.groupInfo.id) ?? row.id),
      models: models.get(row.id) ?? [],
      status: row.status?.status ?? null,
    });
  }
  const all = [...byId.values()];
  const ofCampaign = new Map(all.flatMap((place) => place.campaigns.map((shop) => [shop.id, byId.get(place.leadId) ?? place] as const)));
  return { all, grouped, byId: (one) => byId.get(one) ?? null, ofCampaign: (one) => ofCampaign.get(one) ?? null };
}

/** The same warehouse leads its group whatever order the pages come in. */
const earlier = (one: string, other: string): boolean => one.length < other.length || (one.length === other.length && one < other);
