import { z } from 'zod';

import type { Outcome } from '#electron/channels/channel.ts';

import { bodyOf, type Layout } from './boxes.ts';
import type { Caller } from './caller.ts';
import type { MarketOrder } from './order-reading.ts';
import { mapped } from './outcome.ts';
import { id, maybe, result, rows } from './schemas.ts';

export const boxesAnswer = result(z.object({ boxes: rows(z.object({ boxId: maybe(id) })) }));

/** A full replacement, free to repeat until READY_TO_SHIP. */
export async function tellBoxes(caller: Caller, order: MarketOrder, layout: Layout): Promise<Outcome<void>> {
  const params = { campaignId: order.campaignId, orderId: order.orderId };
  return mapped(await caller.ask('orders.boxes', { params, body: bodyOf(layout) }, boxesAnswer), () => undefined);
}
