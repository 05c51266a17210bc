import type { Connection, Outcome } from '#electron/channels/channel.ts';

import { readBusiness, type Business, type Campaign } from './business.ts';
import type { Caller } from './caller.ts';
import { mapped } from './outcome.ts';
import { readPlaces, type Places } from './places.ts';
import { cabinetNumber } from './token.ts';

/** What nearly every call needs first: the cabinet's number, its shops, its warehouses. Read once and kept for minutes. */
export interface Cabinet {
  business(): Promise<Outcome<Business>>;
  /** `anew` reads past what is kept. */
  places(anew?: boolean): Promise<Outcome<Places>>;
  /** Shops whose orders leave our shelves; those of Express are FBS to the Market as well. */
  ownShops(): Promise<Outcome<readonly Campaign[]>>;
}

/** Warehouses may be asked for a hundred times an hour. */
const KEPT_MS = 15 * 60_000;

export function createCabinet(caller: Caller, credentials: Connection['credentials']): Cabinet {
  const keep = keeper(() => caller.nowMs());
  const business = keep(() => readBusiness(caller, cabinetNumber(credentials)));
  const places = keep(async (): Promise<Outcome<Places>> => {
    const found = await business();
    return found.kind === 'done' ? readPlaces(caller, found.value) : found;
  });
  return {
    business: () => business(),
    places,
    ownShops: async () => mapped(await business(), ({ campaigns }) => campaigns.filter((one) => one.placement === 'FBS')),
  };
}

/** Keeps what was won; two who ask at once share one call, and what failed is asked again. Something old is better than nothing where a limit is used up. */
const keeper =
  (nowMs: () => number) =>
  <T>(read: () => Promise<Outcome<T>>): ((anew?: boolean) => Promise<Outcome<T>>) => {
    let kept: { readonly outcome: Outcome<T>; readonly atMs: number } | null = null;
    let asked: Promise<Outcome<T>> | null = null;
    return async (anew = false) => {
      const ageMs = kept === null ? Number.POSITIVE_INFINITY : Math.abs(nowMs() - kept.atMs);
      if (kept !== null && !anew && ageMs < KEPT_MS) return kept.outcome;
      asked ??= read();
      try {
        const outcome = await asked;
        if (outcome.kind === 'done') kept = { outcome, atMs: nowMs() };
        return outcome.kind === 'limited' && kept !== null && !anew ? kept.outcome : outcome;
      } finally {
        asked = null;
      }
    };
  };
