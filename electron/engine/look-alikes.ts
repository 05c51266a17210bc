import { LOOK_ALIKE_FROM, mistakability } from '#shared/domain/likeness.ts';

import type { EngineContext } from './context.ts';

/** Products compared in one transaction: a scan never waits for more than these. */
const BATCH = 100;
const MOST_KEPT = 10;
const NEXT_MS = 200;
const IDLE_MS = 30_000;

/**
 * Compares every product whose name or article is new with those it may be taken for, a few at a time, so that a file of a hundred thousand
 * products holds up nobody. Answers the stop.
 */
export function keepLookAlikes(context: Pick<EngineContext, 'db' | 'timers' | 'events' | 'log'>): () => void {
  let cancel = (): void => undefined;
  const turn = (): void => {
    let compared = 0;
    try {
      compared = compareSome(context);
    } catch (error) {
      context.log.write('error', 'look-alikes-failed', { error: String(error) });
    }
    cancel = context.timers.after(compared === BATCH ? NEXT_MS : IDLE_MS, turn);
  };
  cancel = context.timers.after(NEXT_MS, turn);
  return () => cancel();
}

/** One batch. Answers how many products were compared. */
export function compareSome({ db, events }: Pick<EngineContext, 'db' | 'events'>): number {
  if (db.read.catalogue.uncompared(1).length === 0) return 0;
  const done = db.write(({ catalogue }) => {
    const products = catalogue.uncompared(BATCH);
    const flagged = products.filter((product) => {
      const alike = catalogue
        .easilyMistaken(product)
        .map((other) => ({ productId: other.id, likeness: mistakability(product, other) }))
        .filter((other) => other.likeness >= LOOK_ALIKE_FROM)
        .toSorted((left, right) => right.likeness - left.likeness)
        .slice(0, MOST_KEPT);
      catalogue.saveLookAlikes(product.id, alike);
      return alike.length > 0;
    });
    return { compared: products.length, flagged };
  });
  if (done.flagged.length > 0) events.emit({ topic: 'products', ids: done.flagged.map((product) => product.id) });
  return done.compared;
}
