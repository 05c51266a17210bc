import { z } from 'zod';

import type { Outcome } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { done, rejected } from './outcome.ts';
import { id, maybe, paging, rows } from './schemas.ts';

/** A shop of the cabinet: one model of placement, named in the path of most methods. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly placement: string;
  /** `AVAILABLE`, or the Market's word for why not. */
  readonly availability: string;
}

export interface Business {
  readonly id: string;
  readonly name: string;
  readonly campaigns: readonly Campaign[];
}

const PAGE = 100;
const MOST_PAGES = 50;

const page = z.object({
  campaigns: rows(
    z.object({
      id,
      domain: maybe(z.string()),
      business: maybe(z.object({ id: maybe(id), name: maybe(z.string()) })),
      placementType: maybe(z.string()),
      apiAvailability: maybe(z.string()),
    }),
  ),
  paging,
});
type Row = z.infer<typeof page>['campaigns'][number];

/** Whose cabinet the key opens, with its shops. @param number of the cabinet, wanted only by a key that opens several */
export async function readBusiness(caller: Caller, number: string | null): Promise<Outcome<Business>> {
  return chosen(await allShops(caller), number);
}

/** `GET v2/campaigns`, every page: a limit is always named, because there is none by default. */
async function allShops(caller: Caller): Promise<Outcome<readonly Row[]>> {
  const shops: Row[] = [];
  let token = '';
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const query = { limit: String(PAGE), ...(token === '' ? {} : { pageToken: token }) };
    const outcome = await caller.ask('campaigns.list', { query }, page);
    if (outcome.kind !== 'done') return outcome;
    shops.push(...outcome.value.campaigns);
    if (outcome.value.paging === '' || outcome.value.paging === token) break;
    token = outcome.value.paging;
  }
  return done(shops);
}

/** One key, one cabinet, as a rule; a key that opens several must be told which. */
function chosen(outcome: Outcome<readonly Row[]>, wanted: string | null): Outcome<Business> {
  if (outcome.kind !== 'done') return outcome;
  const found = new Map<string, { readonly name: string; readonly campaigns: Campaign[] }>();
  for (const row of outcome.value) {
    const businessId = row.business?.id ?? null;
    if (businessId === null) continue;
    const one = found.get(businessId) ?? { name: row.business?.name ?? businessId, campaigns: [] };
    one.campaigns.push({
      id: row.id,
      name: row.domain ?? row.id,
      placement: row.placementType ?? '',
      availability: row.apiAvailability ?? 'AVAILABLE',
    });
    found.set(businessId, one);
  }
  const names = [...found].map(([businessId, { name }]) => `${businessId} ${name}`);
  if (names.length === 0) return rejected({ code: 'seller-blocked', operation: 'campaigns.list', channelMessage: 'no shops' });
  const number = wanted ?? (found.size === 1 ? [...found.keys()][0]! : null);
  const one = number === null ? undefined : found.get(number);
  if (number === null || one === undefined) return rejected({ code: 'seller-ambiguous', operation: 'campaigns.list', subjects: names });
  return done({ id: number, ...one });
}
