import { createCatalogue, type Thing } from '#electron/simulator/catalogue.ts';

export type Channel = 'wildberries' | 'ozon' | 'yandex-market';

/** What a buyer on that marketplace puts into the basket. */
export interface Wish {
  readonly channel: Channel;
  readonly lines: readonly { readonly article: string; readonly quantity: number }[];
}

/** Buyers as the simulated marketplaces understand them; false: it was not there to be bought. */
export interface Buyers {
  buy(wish: Wish): Promise<boolean>;
  /** Changes his mind; false: too late. */
  cancel(channel: Channel, externalId: string): Promise<boolean>;
}

/** Of a shop's day: most orders are of one thing, every fourth of several, some are marked, a few are kits. */
const ONE = 0.56;
const MARKED = 0.76;
const MANY = 0.95;

/** `count` orders of three marketplaces in a row, the same for the same seed. */
export async function buyMixed(buyers: Buyers, seed: number, count: number, chance: () => number): Promise<number> {
  const { things } = createCatalogue(seed, 0, 300);
  const stocked = things.filter((thing) => thing.quantity > 0 || thing.parts.length > 0);
  const pick = (which: (thing: Thing) => boolean): Thing => {
    const found = stocked.filter(which);
    return found[Math.floor(chance() * found.length)]!;
  };
  const plain = (thing: Thing) => !thing.marked && thing.parts.length === 0;
  let bought = 0;
  for (let tries = 0; bought < count && tries < count * 4; tries += 1) {
    const what = chance();
    const where = chance();
    const several = what > MARKED && what <= MANY;
    // A Wildberries order is always one piece.
    const channel: Channel = where < 0.4 && !several ? 'wildberries' : where < 0.7 ? 'ozon' : 'yandex-market';
    const one = (thing: Thing, quantity = 1) => ({ article: thing.article, quantity });
    const lines =
      what <= ONE
        ? [one(pick(plain))]
        : what <= MARKED
          ? [one(pick((thing) => thing.marked))]
          : what > MANY
            ? [one(pick((thing) => thing.parts.length > 0))]
            : chance() < 0.5
              ? [one(pick(plain), 2)]
              : [...new Set([pick(plain), pick(plain), pick((thing) => thing.marked || plain(thing))])].map((thing) => one(thing));
    if (await buyers.buy({ channel, lines })) bought += 1;
  }
  return bought;
}

/** A Wildberries card is bought by the number of its size. */
export function chrtIds(seed: number): ReadonlyMap<string, number> {
  const { cards } = createCatalogue(seed, 0, 300);
  return new Map(
    cards.flatMap((card) =>
      card.sizes.map((size) => [card.sizes.length > 1 ? `${card.article}-${size.techSize}` : card.article, size.chrtId] as const),
    ),
  );
}
