import { takeToAssembly } from '#electron/sync/take.ts';
import type { Answer, Parsed } from '#shared/contract/index.ts';
import type { AccountId, OrderId } from '#shared/domain/ids.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { Caller } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { capabilitiesOf } from './supply-work.ts';

const AT_ONCE = 1000;

/** New orders to assembly, chosen ones or all that wait: one key at the packing desk for every marketplace. */
export function takeOrders(context: EngineContext, input: Parsed<'order.take'>, caller: Caller): Answer<'order.take'> {
  const { db, clock, events, sync } = context;
  const newId = () => uuidv7(clock.nowMs(), context.random.bytes(10));
  const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'supply', caller, payload: input }, (stores, deed) => {
    const ids = (input.orderIds ?? fresh(stores.orders.fresh(input.accountId as AccountId | null))) as readonly OrderId[];
    const taken = takeToAssembly(stores, deed, ids, (accountId) => capabilitiesOf(context, stores, accountId), newId);
    if (taken.orders === 0) throw new Refusal('nothing-to-do', { code: taken.skipped[0]?.code ?? null });
    const accounts = new Set(ids.flatMap((id) => stores.orders.byId(id)?.accountId ?? []));
    for (const id of accounts) db.afterCommit(() => sync.nudge(id, 'outbox'));
    return { orders: taken.orders, supplyIds: [...taken.supplyIds] as string[], skipped: taken.skipped.map((one) => ({ ...one })) };
  });
  if (!answer.ok) return answer;
  events.emit({ topic: 'supplies', ids: answer.value.supplyIds });
  events.emit({ topic: 'orders', ids: [] });
  return answer;
}

const fresh = (orders: readonly { readonly id: OrderId }[]): readonly OrderId[] => orders.slice(0, AT_ONCE).map((order) => order.id);
