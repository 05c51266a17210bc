import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { DeliveryStep, OrderRow, OwnDelivery } from '#electron/ports/order-store.ts';
import type { OutboxCommand } from '#electron/ports/sync-store.ts';
import type { Output } from '#shared/contract/index.ts';
import type { OrderId, OutboxId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { newIdOf } from './supply-work.ts';

const STEPS: readonly DeliveryStep[] = ['on-way', 'last-mile', 'delivered'];

/** Orders that the seller or a carrier of theirs delivers: the number and the steps are told to the marketplace, each step after the one before. */
export const orderDelivery = (context: EngineContext): Handlers<'order.setTracking' | 'order.setDelivery'> => {
  const { db, clock, events } = context;
  const doing = (
    input: { readonly operationId: string; readonly orderId: string },
    caller: Parameters<typeof perform>[2]['caller'],
    work: (stores: Stores, deed: Deed, order: OrderRow, delivery: OwnDelivery) => void,
  ) => {
    const call = { operationId: input.operationId, kind: 'deliver', caller, payload: input } as const;
    const answer = perform(db, clock.nowMs(), call, (stores, deed) => {
      const order = stores.orders.byId(input.orderId as OrderId);
      if (order === null) throw new Refusal('order-unknown');
      const delivery = stores.orders.deliveryOf(order.id);
      if (delivery === null) throw new Refusal('not-supported');
      if (isTerminal(order.status)) throw new Refusal('order-over');
      work(stores, deed, order, delivery);
      return {};
    });
    if (answer.ok) events.emit({ topic: 'orders', ids: [input.orderId] });
    return answer;
  };
  const send = (stores: Stores, deed: Deed, order: OrderRow, command: OutboxCommand) => {
    const id = newIdOf(context)() as OutboxId;
    const entry = { id, accountId: order.accountId, subject: `order:${order.id}`, command, operationId: deed.id };
    stores.sync.enqueue(entry, deed.atMs);
    context.db.afterCommit(() => context.sync.nudge(order.accountId, 'outbox'));
  };
  return {
    'order.setTracking': (input, caller) =>
      doing(input, caller, (stores, deed, order, delivery) => {
        const { trackingNumber } = input;
        stores.orders.setDelivery(order.id, { ...delivery, trackingNumber });
        stores.orders.tell(order.id, deed.atMs, 'tracking-set', deed.actor, { trackingNumber });
        send(stores, deed, order, { kind: 'order.track', orderId: order.id, trackingNumber });
      }),
    'order.setDelivery': (input, caller) =>
      doing(input, caller, (stores, deed, order, delivery) => {
        if (order.packedAtMs === null && order.status !== 'handed-over') throw new Refusal('parcel-open');
        if (input.step !== nextStep(delivery)) throw new Refusal('delivery-out-of-turn');
        stores.orders.setDelivery(order.id, { ...delivery, asked: input.step });
        stores.orders.tell(order.id, deed.atMs, `delivery-${input.step}`, deed.actor);
        send(stores, deed, order, { kind: 'order.deliver', orderId: order.id, step: input.step });
      }),
  };
};

/** What `order.get` says of it; null where the marketplace delivers. */
export function deliveryView(stores: Stores, order: OrderRow): Output<'order.get'>['delivery'] {
  const delivery = stores.orders.deliveryOf(order.id);
  return delivery === null ? null : { ...delivery, next: isTerminal(order.status) ? null : nextStep(delivery) };
}

const nextStep = ({ asked }: OwnDelivery): DeliveryStep | null => STEPS[asked === null ? 0 : STEPS.indexOf(asked) + 1] ?? null;
