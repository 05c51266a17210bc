import type { StepResult, StreamContext } from '../context.ts';

const DAY_MS = 86_400_000;
/** Orders change for as long as they travel; so far back they are read anew once a day, and two days back every time. */
const FAR_MS = 30 * DAY_MS;
const NEAR_MS = 2 * DAY_MS;
const STOCK = 'fulfilment-stock';
const ORDERS = 'fulfilment-orders';
const FAR_READ = 'fulfilment-far';

/**
 * Goods and orders at the marketplace's own warehouses: a whole round of stock, then a window of orders, a page and its cursor in one
 * transaction. Read only, minutes old at best, and never a part of what we hold (facts: ozon.md §6, yandex-market.md §5).
 */
export async function fulfilmentStep(context: StreamContext): Promise<StepResult> {
  const { fulfilment } = context.client;
  if (fulfilment === undefined) return 'idle';
  const { accountId, ports } = context;
  const orders = placeOf(ports.db.read.sync.cursor(accountId, ORDERS));
  return orders === null ? stockPage(context) : ordersPage(context, orders);
}

/** A cursor carries when its round or window began, so that a restart goes on where it was. */
interface Place {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cursor: string;
}

function placeOf(kept: string | null): Place | null {
  const parts = /^(\d+):(\d+):(.*)$/su.exec(kept ?? '');
  return parts === null ? null : { fromMs: Number(parts[1]), toMs: Number(parts[2]), cursor: parts[3]! };
}
/** Begun so long ago that its cursor may be gone at the marketplace, or by a clock that was set back since: it begins anew. */
const STALE_MS = 6 * 3_600_000;
const isStale = (place: Place, nowMs: number): boolean => nowMs < place.toMs || nowMs - place.toMs > STALE_MS;
const textOf = ({ fromMs, toMs, cursor }: Place): string => `${fromMs}:${toMs}:${cursor}`;

async function stockPage(context: StreamContext): Promise<StepResult> {
  const { accountId, ports } = context;
  const nowMs = context.nowMs();
  const kept = placeOf(ports.db.read.sync.cursor(accountId, STOCK));
  const at = kept === null || isStale(kept, nowMs) ? { fromMs: nowMs, toMs: nowMs, cursor: '' } : kept;
  const answer = await context.client.fulfilment!.stock(at.cursor === '' ? null : at.cursor);
  if (answer.kind !== 'done') return context.setback('fulfilment', answer);
  const { items, cursor, more } = answer.value;
  ports.db.write((stores) => {
    stores.fulfilment.putStock(accountId, items, at.fromMs);
    if (!more) {
      stores.fulfilment.endRound(accountId, at.fromMs);
      stores.sync.moveCursor(accountId, ORDERS, textOf(windowFor(stores.sync.cursor(accountId, FAR_READ), nowMs)), nowMs);
    }
    stores.sync.moveCursor(accountId, STOCK, more ? textOf({ ...at, cursor }) : '', nowMs);
  });
  if (!more) context.emit('fulfilment');
  context.succeeded('fulfilment');
  return 'again';
}

function windowFor(farReadAt: string | null, nowMs: number): Place {
  const farReadMs = Number(farReadAt ?? 0);
  const isFar = nowMs - farReadMs >= DAY_MS || nowMs < farReadMs;
  return { fromMs: nowMs - (isFar ? FAR_MS : NEAR_MS), toMs: nowMs, cursor: '' };
}

async function ordersPage(context: StreamContext, kept: Place): Promise<StepResult> {
  const { accountId, ports } = context;
  const startMs = context.nowMs();
  const at = isStale(kept, startMs) ? windowFor(ports.db.read.sync.cursor(accountId, FAR_READ), startMs) : kept;
  const answer = await context.client.fulfilment!.orders(at, at.cursor === '' ? null : at.cursor);
  if (answer.kind !== 'done') return context.setback('fulfilment', answer);
  const { items, cursor, more } = answer.value;
  const nowMs = context.nowMs();
  ports.db.write((stores) => {
    stores.fulfilment.putOrders(accountId, items);
    stores.sync.moveCursor(accountId, ORDERS, more ? textOf({ ...at, cursor }) : '', nowMs);
    if (!more && at.toMs - at.fromMs >= FAR_MS) stores.sync.moveCursor(accountId, FAR_READ, String(at.toMs), nowMs);
  });
  if (items.length > 0) context.emit('fulfilment');
  context.succeeded('fulfilment');
  return more ? 'again' : 'idle';
}
