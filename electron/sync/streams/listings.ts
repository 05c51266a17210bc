import type { ListingId, OrderId } from '#shared/domain/ids.ts';

import type { StepResult, StreamContext } from '../context.ts';
import { resolveLines } from '../resolve-lines.ts';

/** Reads cards since the last cursor; new ones are matched, offered, and order lines that waited for them get their stock. */
export async function listingsStep(context: StreamContext): Promise<StepResult> {
  const { accountId } = context;
  const answer = await context.client.listings(context.ports.db.read.sync.cursor(accountId, 'listings'));
  if (answer.kind !== 'done') return context.setback('listings', answer);
  const { items, cursor, more } = answer.value;
  const done = context.ports.db.write((stores) => {
    const deed = context.deed('match', { accountId, cards: items.length });
    const cards = items.map((item) => ({
      ...item,
      id: stores.catalogue.listingBySku(accountId, item.sku)?.id ?? (context.newId() as ListingId),
    }));
    const changed = stores.catalogue.upsertListings(accountId, cards, deed.atMs);
    const matched = changed.length === 0 ? [] : stores.catalogue.autoMatch(accountId);
    if (matched.length > 0) stores.sync.ensureOffers(accountId, deed.atMs);
    const orders: readonly OrderId[] = resolveLines(stores, deed, matched);
    if (matched.length > 0) stores.ledger.record(deed, { matched: matched.length });
    stores.sync.moveCursor(accountId, 'listings', cursor, deed.atMs);
    return { changed, matched, orders };
  });
  if (done.changed.length > 0) {
    context.emit('listings');
    context.emit('setup');
  }
  if (done.orders.length > 0) context.emit('orders', done.orders);
  if (done.matched.length > 0) context.nudge('stock');
  context.succeeded('listings');
  return more ? 'again' : 'idle';
}
