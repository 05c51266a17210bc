import type { Outcome, PackedLine } from '#electron/channels/channel.ts';

import { bodyOf, layoutOf, marksIn, oneBox } from './boxes.ts';
import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { orderById } from './order-lookup.ts';
import type { MarketOrder } from './order-reading.ts';
import { mapped, rejected } from './outcome.ts';
import { boxesAnswer } from './tell-boxes.ts';

/**
 * Takes units of one good out of the order: boxes with fewer of it and `allowRemove`. The buyer is told at once and nothing brings them back,
 * so a lost answer is never followed by a second try. The only good of an order is not taken out: that is a cancel.
 */
export async function cancelLine(caller: Caller, cabinet: Cabinet, orderId: string, line: PackedLine): Promise<Outcome<void>> {
  const read = await orderById(caller, cabinet, orderId);
  if (read.kind !== 'done') return read;
  const order = read.value;
  const fewer = without(order, line);
  if (fewer === null) return rejected({ code: 'lines-mismatch', operation: 'orders.remove', subjects: [orderId, line.sku] });
  const layout = layoutOf(fewer, oneBox(fewer), marksIn(fewer));
  if (layout === null) return rejected({ code: 'cancel-not-allowed', operation: 'orders.remove', subjects: [orderId, line.sku] });
  const params = { campaignId: order.campaignId, orderId };
  return mapped(await caller.ask('orders.remove', { params, body: bodyOf(layout, true) }, boxesAnswer), () => undefined);
}

/** The order as it shall be, units taken from the last line of the good first; null when it does not hold so many. */
function without(order: MarketOrder, { sku, quantity }: PackedLine): MarketOrder | null {
  let left = quantity;
  const items = order.items
    .toReversed()
    .map((item) => {
      const taken = item.offerId === sku ? Math.min(left, item.count) : 0;
      left -= taken;
      const count = item.count - taken;
      return { ...item, count, instances: item.instances.slice(0, count) };
    })
    .toReversed()
    .filter((item) => item.count > 0);
  return left > 0 || quantity < 1 ? null : { ...order, items };
}
