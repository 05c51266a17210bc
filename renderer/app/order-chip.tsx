import type { Output } from '#shared/contract/index.ts';

import { StatusChip, type Tone } from '../ui/index.ts';
import { Name } from './words/name.tsx';
import { holdNames, orderStatusNames } from './words/names.ts';

type Order = Pick<Output<'order.list'>['rows'][number], 'status' | 'hold'>;

/** Where an order stands; while it waits to be packed, what holds it up is the word that helps. */
export function OrderChip({ order }: { readonly order: Order }) {
  const waits = (order.status === 'new' || order.status === 'assembling') && order.hold !== null;
  return (
    <StatusChip tone={toneOf(order, waits)}>
      {waits && order.hold !== null ? <Name of={order.hold} names={holdNames} /> : <Name of={order.status} names={orderStatusNames} />}
    </StatusChip>
  );
}

function toneOf({ status, hold }: Order, waits: boolean): Tone {
  if (status === 'cancelled' || status === 'returned') return 'stop';
  if (status === 'packed' || status === 'handed-over' || status === 'delivered') return 'right';
  if (!waits) return 'ask';
  return hold === 'short' || hold === 'not-matched' ? 'wrong' : 'plain';
}
