import type { StepResult, StreamContext } from '../context.ts';
import { takeOrders } from '../intake.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The marketplace's list reaches back 30 days by creation; a minute is left for its clock. */
const FULL_MS = 30 * DAY_MS - 60_000;
const OVERLAP_MS = 6 * HOUR_MS;

/** Where the sweep stands: a window being read page by page, or the ends of the last ones. */
interface Sweep {
  readonly window: { readonly fromMs: number; readonly toMs: number } | null;
  readonly cursor: string | null;
  readonly full: boolean;
  readonly doneMs: number;
  readonly fullMs: number;
}

const NEVER: Sweep = { window: null, cursor: null, full: false, doneMs: 0, fullMs: 0 };

/**
 * Reads the history of orders: a window that overlaps the last one, and once a day all of it, because filters of marketplaces miss.
 * A page, its effects and the cursor are one transaction, so a crash between pages repeats nothing and skips nothing.
 */
export async function sweepStep(context: StreamContext): Promise<StepResult> {
  const sweep = begun(saved(context), context.nowMs());
  const window = sweep.window ?? { fromMs: 0, toMs: 0 };
  const answer = await context.client.orders.list(window, sweep.cursor);
  if (answer.kind !== 'done') return context.setback('sweep', answer);
  const { items, cursor, more } = answer.value;
  const taken = context.ports.db.write((stores) => {
    const deed = context.deed('intake', { accountId: context.accountId, orders: items.length, sweep: true });
    const result = takeOrders(stores, context.accountId, 'list', items, deed, context.newId, context.channel.capabilities.marksDue);
    if (result.inserted.length + result.changed.length > 0) stores.ledger.record(deed, { taken: result.inserted.length });
    const next: Sweep = more
      ? { ...sweep, window, cursor }
      : { window: null, cursor: null, full: false, doneMs: window.toMs, fullMs: sweep.full ? window.toMs : sweep.fullMs };
    stores.sync.moveCursor(context.accountId, 'sweep', JSON.stringify(next), deed.atMs);
    return result;
  });
  if (taken.inserted.length + taken.changed.length > 0) {
    context.emit('orders', [...taken.inserted, ...taken.changed]);
    context.nudge('statuses');
  }
  context.succeeded('sweep');
  return more ? 'again' : 'idle';
}

function saved(context: StreamContext): Sweep {
  const text = context.ports.db.read.sync.cursor(context.accountId, 'sweep');
  return text === null ? NEVER : { ...NEVER, ...(JSON.parse(text) as Partial<Sweep>) };
}

function begun(sweep: Sweep, nowMs: number): Sweep {
  // A window begun long ago is stale: its cursor may be gone at the marketplace.
  if (sweep.window !== null && nowMs - sweep.window.toMs < HOUR_MS && nowMs >= sweep.window.toMs) return sweep;
  const full = nowMs - sweep.fullMs >= DAY_MS || nowMs < sweep.fullMs;
  const fromMs = full ? nowMs - FULL_MS : Math.max(nowMs - FULL_MS, sweep.doneMs - OVERLAP_MS);
  return { ...sweep, window: { fromMs, toMs: nowMs }, cursor: null, full };
}
