import type { OfferRow } from '#electron/ports/sync-store.ts';
import { offerValues } from '#electron/sync/offer-value.ts';
import type { ChannelId } from '#shared/domain/channel.ts';
import type { AccountId, ExternalId, ListingId, ProductId } from '#shared/domain/ids.ts';

import type { Converging } from './converging.ts';

/** How long one channel could sell what another had sold, in ms. */
export interface WindowFigures {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface PairFigures {
  readonly sold: ChannelId;
  readonly shown: ChannelId;
  /** Outages, kills, sleeps, faults and limits are in it. */
  readonly all: WindowFigures;
  /**
   * Those during which the program lived, the network stood, nobody touched the clock and no other program ate Yandex Market's limit of
   * orders to the end of the hour; faults of single requests are in it.
   */
  readonly calm: WindowFigures;
}

interface Sold {
  readonly orderId: string;
  readonly units: ReadonlyMap<ProductId, number>;
}

interface Open {
  readonly sold: ChannelId;
  readonly shown: ChannelId;
  readonly productId: ProductId;
  readonly units: number;
  readonly orderId: string;
  readonly sinceMs: number;
}

interface Shelf {
  readonly offer: Pick<OfferRow, 'listingId' | 'externalWarehouseId'>;
  readonly live: () => number;
}

/**
 * Watches the marketplaces from outside: a window opens when a buyer takes a thing on one channel and another shows more of it than is left,
 * and closes when it shows no more than that. What is left is what the ledger allows there, less the order itself while nobody has read it.
 */
export function watchOversell(rig: Converging) {
  const accounts = new Map(rig.db.read.catalogue.accounts().map((account) => [account.channel, account.id]));
  const shelves = new Map([...accounts].map(([channel, id]) => [channel, shelvesOf(rig, channel, id)]));
  let aheadMs = 0;
  let disturbedMs = Number.NEGATIVE_INFINITY;
  const lived = () => rig.time.nowMs() + aheadMs;
  const { journal } = rig.worlds.yandex;
  let heard = journal.length;
  let eatenUntilMs = Number.NEGATIVE_INFINITY;
  const open = new Set<Open>();
  const closed: { readonly sold: ChannelId; readonly shown: ChannelId; readonly ms: number; readonly calm: boolean }[] = [];

  const isRead = (channel: ChannelId, orderId: string): boolean =>
    rig.db.read.orders.byExternalId(accounts.get(channel)!, orderId as ExternalId) !== null;
  const showsTooMany = ({ sold, shown, productId, units, orderId }: Omit<Open, 'sinceMs'>): boolean => {
    const own = shelves.get(shown)?.get(productId) ?? [];
    const values = offerValues(
      rig.db.read,
      own.map(({ offer }) => offer),
    );
    const hidden = isRead(sold, orderId) ? 0 : units;
    return own.some(({ live }, index) => live() > Math.max(0, (values[index] ?? 0) - hidden));
  };
  const look = () => {
    if (!rig.alive()) return;
    for (; heard < journal.length; heard += 1)
      if (journal[heard]!.operation === 'orders.list' && journal[heard]!.fault === 'rate-limit') eatenUntilMs = lived() + HOUR_MS;
    for (const one of open) {
      if (showsTooMany(one)) continue;
      open.delete(one);
      closed.push({ sold: one.sold, shown: one.shown, ms: lived() - one.sinceMs, calm: Math.max(disturbedMs, eatenUntilMs) < one.sinceMs });
    }
  };
  rig.whenStockTold(look);

  return {
    /** A buyer ordered just now. */
    sold(channel: ChannelId, order: Sold | null): void {
      if (order === null || !rig.alive()) return;
      for (const shown of accounts.keys())
        for (const [productId, units] of order.units) {
          const one = { sold: channel, shown, productId, units, orderId: order.orderId, sinceMs: lived() };
          if (shown !== channel && showsTooMany(one)) open.add(one);
        }
    },
    /** Something happened that no program can be quick under. */
    disturbed(): void {
      disturbedMs = lived();
    },
    /** The machine slept, or its clock was set back. */
    jumped(byMs: number): void {
      if (byMs < 0) aheadMs -= byMs;
      disturbedMs = lived();
    },
    look,
    /** Windows that never closed. */
    stillOpen: (): readonly Open[] => (look(), [...open]),
    figures(): readonly PairFigures[] {
      const channels = [...accounts.keys()];
      return channels.flatMap((sold) =>
        channels.flatMap((shown): PairFigures[] => {
          const own = closed.filter((one) => one.sold === sold && one.shown === shown);
          return sold === shown ? [] : [{ sold, shown, all: figuresOf(own), calm: figuresOf(own.filter((one) => one.calm)) }];
        }),
      );
    },
  };
}

/** Which figures of a channel show a product; cards are matched once and for all. */
function shelvesOf(rig: Converging, channel: ChannelId, accountId: AccountId): ReadonlyMap<ProductId, readonly Shelf[]> {
  const shelves = new Map<ProductId, Shelf[]>();
  for (const { productId, listingId, externalWarehouseId, sku } of rig.db.read.sync.offersOfAccount(accountId, 10_000)) {
    if (productId === null) continue;
    const live = liveOf(rig, channel, externalWarehouseId, sku, listingId);
    shelves.set(productId, [...(shelves.get(productId) ?? []), { offer: { listingId, externalWarehouseId }, live }]);
  }
  return shelves;
}

const HOUR_MS = 3_600_000;

const figuresOf = (windows: readonly { readonly ms: number }[]): WindowFigures => {
  const sorted = windows.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
};

/** What a buyer could buy there, whenever it is asked. */
export function liveOf({ worlds, db }: Converging, channel: string, warehouse: string, sku: string, listingId: ListingId): () => number {
  if (channel === 'wildberries') return () => worlds.wildberries.sellers[0]!.stocks.get(Number(warehouse))?.get(Number(sku)) ?? 0;
  if (channel === 'ozon') {
    const article = db.read.catalogue.listing(listingId)?.article;
    const product = worlds.ozon.cabinet.products.find((one) => String(one.sku) === sku || one.offerId === article);
    return () => worlds.ozon.cabinet.free.get(`${warehouse} ${String(product?.productId)}`) ?? 0;
  }
  const place = Number(/(\d+)$/u.exec(warehouse)?.[1] ?? 0);
  return () => worlds.yandex.world.stock.get(place)?.get(sku)?.available ?? 0;
}
