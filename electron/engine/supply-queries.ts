import type { OrderView } from '#electron/ports/order-store.ts';
import type { Output } from '#shared/contract/index.ts';
import type { AccountId, ExternalId, SupplyId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { question } from './question.ts';
import { capabilitiesOf, clientOf } from './supply-work.ts';

type Missing = Output<'supply.get'>['missing'][number];

export const supplyQueries = (context: EngineContext): Handlers<'supply.list' | 'supply.get' | 'supply.plan' | 'supply.reshipment'> => ({
  'supply.list': async (query) => ok(await context.lists.supplies(query)),
  'supply.get': ({ id }) => {
    const found = whole(context, id as SupplyId);
    return found === null ? fail({ code: 'supply-unknown' }) : ok(found);
  },
  'supply.plan': ({ accountId }) => ok({ groups: groups(context, accountId as AccountId | null) }),
  'supply.reshipment': async ({ accountId }) => {
    const client = clientOf(context, accountId);
    if (!client.ok) return client;
    const capable = capabilitiesOf(context, context.db.read, accountId as AccountId)?.reshipment === true;
    const { supplies } = client.value;
    if (!capable || supplies === undefined) return fail({ code: 'not-supported' });
    const answer = await question(context, accountId as AccountId, () => supplies.reshipment());
    if (!answer.ok) return answer;
    const rows = answer.value.map((row) => {
      const order = context.db.read.orders.byExternalId(accountId as AccountId, row.orderId as ExternalId);
      return { orderId: order?.id ?? null, externalOrderId: row.orderId, externalSupplyId: row.supplyId, number: order?.number ?? null };
    });
    return ok({ rows });
  },
});

function whole(context: EngineContext, id: SupplyId): Output<'supply.get'> | null {
  const { supplies, orders } = context.db.read;
  const supply = supplies.views([id])[0];
  if (supply === undefined || supply.state === 'removed') return null;
  const views = [...orders.views(supplies.orderIds(id))];
  const able = capabilitiesOf(context, context.db.read, supply.accountId as AccountId);
  return {
    supply,
    orders: views,
    boxes: supplies.boxes(id).map((box) => ({ externalId: box.externalId, hasLabel: box.file !== null })),
    maxBoxes: able?.boxes === true ? maxBoxes(live(views).length) : 0,
    wantsShipping: able?.shippingPoint === true,
    missing: [...missingOf(context, id)],
  };
}

const live = (views: readonly OrderView[]) => views.filter((view) => view.status !== 'cancelled' && view.status !== 'returned');

/** At most one box for two orders (Wildberries, since 2026-09-04). */
export const maxBoxes = (orders: number): number => Math.floor(orders / 2);

/** What stands between this supply and its hand-over; `blocks` means that the marketplace would refuse it. */
export function missingOf(context: EngineContext, id: SupplyId): readonly Missing[] {
  const { supplies, orders, sync } = context.db.read;
  const supply = supplies.byId(id);
  if (supply === null) return [];
  const all = orders.views(supplies.orderIds(id));
  const views = live(all);
  const missing: Missing[] = [];
  const add = (what: Missing['what'], found: readonly OrderView[], blocks: boolean) => {
    if (found.length > 0) missing.push({ what, orderIds: found.map((view) => view.id), blocks });
  };
  const say = (what: Missing['what'], blocks: boolean) => missing.push({ what, orderIds: [], blocks });
  if (supply.externalId === null) say('not-created', true);
  if (views.length === 0) say('no-orders', true);
  add(
    'orders-not-confirmed',
    views.filter((view) => view.supplyState !== 'confirmed'),
    true,
  );
  add(
    'orders-cancelled',
    all.filter((view) => view.status === 'cancelled'),
    false,
  );
  add(
    'orders-not-packed',
    views.filter((view) => view.packedAtMs === null),
    false,
  );
  const marks = new Map(
    views.filter((view) => view.requiredMarks.length > 0 && !view.marksPassed).map((view) => [view, orders.marksOf(view.id as never)]),
  );
  const marked = [...marks];
  const lacking = ([view, taken]: (typeof marked)[number]) => view.requiredMarks.some((kind) => !taken.some((mark) => mark.kind === kind));
  add(
    'marks-refused',
    marked.filter(([view]) => view.marksRefused).map(([view]) => view),
    true,
  );
  add(
    'marks-missing',
    marked.filter((entry) => lacking(entry)).map(([view]) => view),
    true,
  );
  add(
    'marks-pending',
    marked.filter((entry) => !lacking(entry) && !entry[0].marksRefused).map(([view]) => view),
    true,
  );
  const able = capabilitiesOf(context, context.db.read, supply.accountId);
  if (able?.shippingPoint === true && supply.shipping === null) say('shipping', true);
  const queued = sync
    .outboxList({ accountId: supply.accountId, states: ['queued', 'sending', 'unknown', 'rejected'], limit: 500 })
    .some((row) => row.subject === `supply:${id}`);
  if (queued) say('queued-commands', false);
  return missing;
}

/** New orders by what fits into one supply, nearest deadline first. */
function groups(context: EngineContext, accountId: AccountId | null): Output<'supply.plan'>['groups'] {
  const { orders, supplies, catalogue } = context.db.read;
  const found = new Map<string, Output<'supply.plan'>['groups'][number]>();
  for (const order of orders.fresh(accountId)) {
    if (capabilitiesOf(context, context.db.read, order.accountId)?.confirm !== 'supply') continue;
    const able = capabilitiesOf(context, context.db.read, order.accountId);
    if (able?.supplies !== true) continue;
    const key = `${order.accountId}\n${order.handoverKey}`;
    const group = found.get(key);
    if (group !== undefined) {
      group.orderIds.push(order.id);
      if (order.shipByMs !== null) group.earliestShipByMs = Math.min(group.earliestShipByMs ?? order.shipByMs, order.shipByMs);
      continue;
    }
    const fitting = supplies
      .open(order.accountId)
      .filter((supply) => supply.handoverKey === null || supply.handoverKey === order.handoverKey);
    const warehouse = order.externalWarehouseId === null ? null : catalogue.channelWarehouse(order.accountId, order.externalWarehouseId);
    found.set(key, {
      accountId: order.accountId,
      accountName: catalogue.account(order.accountId)?.name ?? '',
      handoverKey: order.handoverKey,
      warehouseName: warehouse?.name ?? null,
      attributes: { ...order.attributes },
      orderIds: [order.id],
      earliestShipByMs: order.shipByMs,
      fitting: [...supplies.views(fitting.map((supply) => supply.id))],
    });
  }
  return [...found.values()];
}
