import type { Stores } from '#electron/ports/database.ts';
import type { HandoverRow } from '#electron/ports/handover-store.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderView } from '#electron/ports/order-store.ts';
import type { OutboxCommand } from '#electron/ports/sync-store.ts';
import type { Output } from '#shared/contract/index.ts';
import type { HandoverId, OrderId, OutboxId } from '#shared/domain/ids.ts';

import type { EngineContext } from './context.ts';
import { Refusal } from './perform.ts';
import { capabilitiesOf, newIdOf } from './supply-work.ts';

type Story = Output<'handover.get'>;
type Missing = Story['missing'][number];

export function handoverOf(stores: Stores, id: string): HandoverRow {
  const row = stores.handovers.byId(id as HandoverId);
  if (row === null) throw new Refusal('handover-unknown');
  return row;
}

/** May still be changed, and nothing asked of the marketplace is on its way. */
export function changeableOf(context: EngineContext, stores: Stores, id: string): HandoverRow {
  const row = handoverOf(stores, id);
  if (capabilitiesOf(context, stores, row.accountId)?.handovers !== true) throw new Refusal('not-supported');
  if (!isChangeable(row)) throw new Refusal('handover-over');
  if (row.asked !== null) throw new Refusal('handover-asked');
  return row;
}

/** A failed one may be tried again; in a state we do not know the marketplace has the last word. */
export const isChangeable = ({ state }: HandoverRow): boolean =>
  state === 'open' || state === 'confirmable' || state === 'failed' || state === 'unknown';

/** What this marketplace lets be done with it, asked of its client: the parts that do not exist are not offered. */
export function canOf(context: EngineContext, row: HandoverRow): Story['can'] {
  const client = context.sync.client(row.accountId)?.handovers;
  const may = client !== undefined && isChangeable(row);
  const made = row.externalId !== null;
  return {
    create: may && !made && client.create !== undefined,
    close: may && (made || client.create !== undefined),
    cancel: may && made && client.cancel !== undefined,
    postpone: may && made && client.postpone !== undefined,
    // Some take the number apart, some with the confirmation where the packages are not counted one by one.
    places: may && (client.setPlaces !== undefined || row.attributes['entrustedAcceptance'] === true),
    units: may && client.units !== undefined && row.externalWarehouseId !== null,
    leaveOut: may && (client.setOrders !== undefined || (made && client.postpone !== undefined)),
  };
}

export const isLive = (view: OrderView): boolean => view.status !== 'cancelled' && view.status !== 'returned';
const isPacked = (view: OrderView): boolean => view.status !== 'new' && view.status !== 'assembling' && view.status !== 'unknown';

/** A parcel that stands there with its label on. */
export const isReady = (view: OrderView): boolean => isPacked(view) && (view.labelState === 'stored' || view.status !== 'packed');

/** Everything between this hand-over and the gate; `blocks`: the marketplace would refuse it, whatever is left out. */
export function missingOf(stores: Stores, row: HandoverRow): readonly Missing[] {
  if (!isChangeable(row)) return [];
  const { orders, handovers } = stores;
  const all = orders.views(handovers.orderIds(row.id));
  const live = all.filter(isLive);
  const missing: Missing[] = [];
  const say = (what: Missing['what'], blocks: boolean, found: readonly OrderView[] = []) =>
    missing.push({ what, orders: found.map(({ id, number }) => ({ id, number })), blocks });
  const add = (what: Missing['what'], blocks: boolean, found: readonly OrderView[]) => {
    if (found.length > 0) say(what, blocks, found);
  };
  if (live.length === 0) say('no-orders', true);
  if (row.externalId !== null && row.state === 'open') say('not-yet', true);
  add(
    'orders-not-packed',
    false,
    live.filter((view) => !isPacked(view)),
  );
  add(
    'labels-missing',
    false,
    live.filter((view) => isPacked(view) && !isReady(view)),
  );
  for (const [what, found] of marksOf(stores, live)) add(what, true, found);
  add(
    'orders-cancelled',
    false,
    all.filter((view) => !isLive(view)),
  );
  const [refused, waiting] = commandsOf(stores, row, live);
  if (refused.own || refused.orders.length > 0) say('commands-refused', false, refused.orders);
  if (waiting.own || waiting.orders.length > 0) say('commands-waiting', waiting.orders.length > 0, waiting.orders);
  if (row.externalId !== null) add('orders-outside', false, orders.views(handovers.outside(row.accountId, row.key)));
  const scans = handovers.scans(row.id);
  const unscanned = live.filter((view) => !scans.has(view.id as OrderId));
  if (scans.size > 0) add('parcels-not-scanned', false, unscanned);
  const units = handovers.units(row.id).filter((unit) => unit.state !== 'cancelled');
  if (units.some((unit) => unit.state !== 'closed' && unit.state !== 'gone')) say('units-open', false);
  const laid = new Set(units.flatMap((unit) => handovers.inUnit(unit.id)));
  if (units.length > 0)
    add(
      'orders-outside-units',
      false,
      live.filter((view) => !laid.has(view.id as OrderId)),
    );
  return missing;
}

function marksOf({ orders }: Stores, live: readonly OrderView[]): readonly (readonly [Missing['what'], readonly OrderView[]])[] {
  const owing = live.filter((view) => view.requiredMarks.length > 0 && !view.marksPassed && isPacked(view));
  const lacks = new Set(
    owing.filter((view) => {
      const taken = new Set(orders.marksOf(view.id as OrderId).map((mark) => mark.kind));
      return view.requiredMarks.some((kind) => !taken.has(kind));
    }),
  );
  return [
    ['marks-refused', owing.filter((view) => view.marksRefused)],
    ['marks-missing', owing.filter((view) => !view.marksRefused && lacks.has(view))],
    ['marks-pending', owing.filter((view) => !view.marksRefused && !lacks.has(view))],
  ];
}

interface Commands {
  /** Of the hand-over itself. */
  readonly own: boolean;
  readonly orders: readonly OrderView[];
}

/** What was refused and what is still on its way, of the hand-over and of the orders in it. */
function commandsOf(stores: Stores, row: HandoverRow, live: readonly OrderView[]): readonly [refused: Commands, waiting: Commands] {
  const found = stores.sync.outboxList({
    accountId: row.accountId,
    states: ['queued', 'sending', 'unknown', 'rejected'],
    limit: MOST_COMMANDS,
  });
  const of = (rejected: boolean): Commands => {
    const subjects = new Set(found.filter((one) => (one.state === 'rejected') === rejected).map((one) => one.subject));
    return { own: subjects.has(subjectOf(row)), orders: live.filter((view) => subjects.has(`order:${view.id}`)) };
  };
  return [of(true), of(false)];
}

const MOST_COMMANDS = 5000;
const subjectOf = (row: Pick<HandoverRow, 'id'>): string => `handover:${row.id}`;

/**
 * Commands of one hand-over go out in order. A person asks anew after a refusal: what was refused, and what waited behind it, is given up, or
 * an old confirmation would go out ahead of the new content.
 */
export function tellHandover(
  context: EngineContext,
  stores: Stores,
  deed: Deed,
  row: HandoverRow,
  commands: readonly OutboxCommand[],
  asked: HandoverRow['asked'] = null,
): void {
  const subject = subjectOf(row);
  const old = stores.sync
    .outboxList({ accountId: row.accountId, states: ['queued', 'rejected'], limit: MOST_COMMANDS })
    .filter((one) => one.subject === subject);
  if (old.some((one) => one.state === 'rejected'))
    for (const one of old) stores.sync.setOutbox(one.id, { state: 'dropped', dropReason: 'asked-again', endedAtMs: deed.atMs });
  for (const command of commands)
    stores.sync.enqueue(
      { id: newIdOf(context)() as OutboxId, accountId: row.accountId, subject, command, operationId: deed.id },
      deed.atMs,
    );
  stores.handovers.update(row.id, { asked, problem: null });
  context.db.afterCommit(() => context.sync.nudge(row.accountId, 'outbox'));
}
