import type { Stores } from '#electron/ports/database.ts';
import type { HandoverRow } from '#electron/ports/handover-store.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderView } from '#electron/ports/order-store.ts';
import type { OutboxCommand } from '#electron/ports/sync-store.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { Caller, Handlers } from './handlers.ts';
import { canOf, changeableOf, isLive, isReady, missingOf, tellHandover } from './handover-work.ts';
import { perform, Refusal } from './perform.ts';

type Actions = 'handover.create' | 'handover.close' | 'handover.cancel' | 'handover.postpone' | 'handover.setPlaces';

/** What a person asks of the marketplace about a hand-over. */
export const handoverActions = (context: EngineContext): Handlers<Actions> => {
  const doing = <T>(
    input: { readonly operationId: string; readonly id: string },
    caller: Caller,
    work: (stores: Stores, deed: Deed, row: HandoverRow) => T,
  ): Result<T, CallError> => {
    const { db, clock, events } = context;
    const call = { operationId: input.operationId, kind: 'handover', caller, payload: input } as const;
    const answer = perform(db, clock.nowMs(), call, (stores, deed) => work(stores, deed, changeableOf(context, stores, input.id)));
    if (answer.ok) events.emit({ topic: 'handovers', ids: [input.id] });
    return answer;
  };

  return {
    'handover.create': (input, caller) =>
      doing(input, caller, (stores, deed, row) => {
        if (row.externalId !== null) throw new Refusal('handover-made');
        if (!canOf(context, row).create) throw new Refusal('not-supported');
        if (!stores.orders.views(stores.handovers.orderIds(row.id)).some(isLive)) notReady('no-orders', 0);
        tellHandover(context, stores, deed, row, [{ kind: 'handover.create', handoverId: row.id }], 'create');
        return {};
      }),
    'handover.close': (input, caller) =>
      doing(input, caller, (stores, deed, row) => ({ leftOut: close(context, stores, deed, row, input.leaveUnready) })),
    'handover.cancel': (input, caller) =>
      doing(input, caller, (stores, deed, row) => {
        if (!canOf(context, row).cancel) throw new Refusal('not-supported');
        tellHandover(context, stores, deed, row, [{ kind: 'handover.cancel', handoverId: row.id }], 'cancel');
        return {};
      }),
    'handover.postpone': (input, caller) =>
      doing(input, caller, (stores, deed, row) => {
        if (!canOf(context, row).postpone) throw new Refusal('not-supported');
        const inside = new Set<string>(stores.handovers.orderIds(row.id));
        if (!input.orderIds.every((id) => inside.has(id))) throw new Refusal('order-not-in-handover');
        tellHandover(context, stores, deed, row, [{ kind: 'handover.postpone', handoverId: row.id, orderIds: input.orderIds }]);
        for (const id of input.orderIds) stores.orders.tell(id as OrderId, deed.atMs, 'postponed', deed.actor, { handover: row.name });
        return {};
      }),
    'handover.setPlaces': (input, caller) =>
      doing(input, caller, (stores, deed, row) => {
        if (!canOf(context, row).places) throw new Refusal('not-supported');
        // Not made yet, it has nobody to be told to: the number goes with the confirmation, or is told when it stands.
        if (row.externalId !== null)
          tellHandover(context, stores, deed, row, [{ kind: 'handover.places', handoverId: row.id, places: input.places }]);
        stores.handovers.update(row.id, { places: input.places });
        return {};
      }),
  };
};

/** Asked once more inside the transaction: what the screen showed may be a minute old. Answers how many orders are left out. */
function close(context: EngineContext, stores: Stores, deed: Deed, row: HandoverRow, leaveUnready: boolean): number {
  const can = canOf(context, row);
  if (!can.close) throw new Refusal('not-supported');
  const live = stores.orders.views(stores.handovers.orderIds(row.id)).filter(isLive);
  const ready = live.filter(isReady);
  const unready = live.filter((view) => !isReady(view));
  const missing = missingOf(stores, row);
  const wall = missing.find((one) => one.blocks);
  if (wall !== undefined) notReady(wall.what, wall.orders.length);
  if (unready.length > 0 && !leaveUnready) notReady('orders-not-packed', unready.length);
  if (unready.length > 0 && !can.leaveOut) throw new Refusal('not-supported');
  if (ready.length === 0) notReady('no-orders', 0);
  const commands: OutboxCommand[] = [];
  if (row.externalId === null) commands.push({ kind: 'handover.create', handoverId: row.id });
  if (unready.length > 0) commands.push(leavingOut(context, row, ready, unready));
  commands.push({ kind: 'handover.confirm', handoverId: row.id });
  tellHandover(context, stores, deed, row, commands, 'confirm');
  return unready.length;
}

/** Where the content can be told, the rest stays behind free; otherwise it is moved to the next one. */
function leavingOut(context: EngineContext, row: HandoverRow, ready: readonly OrderView[], unready: readonly OrderView[]): OutboxCommand {
  const idsOf = (views: readonly OrderView[]) => views.map((view) => view.id);
  return context.sync.client(row.accountId)?.handovers?.setOrders === undefined
    ? { kind: 'handover.postpone', handoverId: row.id, orderIds: idsOf(unready) }
    : { kind: 'handover.setOrders', handoverId: row.id, orderIds: idsOf(ready) };
}

function notReady(what: string, orders: number): never {
  throw new Refusal('handover-not-ready', { what, orders });
}
