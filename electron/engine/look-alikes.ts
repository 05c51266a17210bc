import type { Database } from '#electron/ports/database.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { LOOK_ALIKE_FROM, mistakability } from '#shared/domain/likeness.ts';

import type { EngineContext } from './context.ts';

/** Products compared in one transaction, some 6 ms of the main thread: a scan never waits for more than these. */
const BATCH = 16;
const MOST_KEPT = 10;
const NEXT_MS = 100;
const IDLE_MS = 30_000;
/** Screens hear of what was flagged once in so many batches: while a catalogue of a hundred thousand is compared they rest. */
const BATCHES_TOLD = 50;

/**
 * Compares every product whose name or article is new with those it may be taken for, a few at a time, so that a file of a hundred thousand
 * products holds up nobody. Answers the stop.
 */
export function keepLookAlikes({ db, timers, events, log }: Pick<EngineContext, 'db' | 'timers' | 'events' | 'log'>): () => void {
  let cancel = (): void => undefined;
  let flagged: readonly ProductId[] = [];
  let batches = 0;
  const turn = (): void => {
    let isMore = false;
    try {
      const done = compareSome(db);
      flagged = [...flagged, ...done.flagged];
      isMore = done.compared === BATCH;
    } catch (error) {
      log.write('error', 'look-alikes-failed', { error: String(error) });
    }
    batches += 1;
    if (flagged.length > 0 && (!isMore || batches % BATCHES_TOLD === 0)) {
      events.emit({ topic: 'products', ids: [...flagged] });
      flagged = [];
    }
    cancel = timers.after(isMore ? NEXT_MS : IDLE_MS, turn);
  };
  cancel = timers.after(NEXT_MS, turn);
  return () => cancel();
}

/** One batch: how many products were compared, and which of them may be taken for another. */
export function compareSome(db: Database): { readonly compared: number; readonly flagged: readonly ProductId[] } {
  if (db.read.catalogue.uncompared(1).length === 0) return { compared: 0, flagged: [] };
  return db.write(({ catalogue }) => {
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
    return { compared: products.length, flagged: flagged.map(({ id }) => id) };
  });
}
