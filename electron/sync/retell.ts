import type { Stores } from '#electron/ports/database.ts';
import type { ListingId } from '#shared/domain/ids.ts';

/**
 * Runs a change of what offers depend on besides stock (a rule, a silence, a cabinet that begins to be told), and asks for exactly those
 * offers to be told again whose figure it changed: decreases at once, the rest after the usual wait. Runs inside the caller's transaction.
 */
export function retell<T>(
  stores: Stores,
  cards: readonly ListingId[],
  atMs: number,
  change: () => T,
): { readonly value: T; readonly offers: number } {
  const sharing = stores.allocation.sharing(cards);
  const before = stores.allocation.figures(sharing);
  const value = change();
  const after = stores.allocation.figures(sharing);
  const changed = after.filter((figure, index) => figure.quantity !== before[index]?.quantity);
  const isLess = new Set(after.filter((figure, index) => figure.quantity < (before[index]?.quantity ?? 0)));
  stores.sync.touchOffers({ offers: changed.filter((figure) => isLess.has(figure)) }, true, atMs);
  stores.sync.touchOffers({ offers: changed.filter((figure) => !isLess.has(figure)) }, false, atMs);
  return { value, offers: changed.length };
}
