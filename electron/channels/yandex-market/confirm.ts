import { z } from 'zod';

import type { ConfirmRequest, Outcome } from '#electron/channels/channel.ts';

import { layoutOf, standsAlready } from './boxes.ts';
import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { orderById } from './order-lookup.ts';
import { requiredKinds, statusOf, type MarketOrder } from './order-reading.ts';
import { done, rejected } from './outcome.ts';
import { tellBoxes } from './tell-boxes.ts';
import { readVerdicts } from './verdicts.ts';

type Confirmed = Outcome<{ readonly orderIds: readonly string[] }>;

/** Codes are checked in seconds to minutes. */
const CHECK_MS = 5000;
const READY = { status: 'PROCESSING', substatus: 'READY_TO_SHIP' } as const;

const changed = z.object({ order: z.object({ status: z.string(), substatus: z.string().nullish() }) });
/**
 * Tells the boxes with the codes of every unit, then READY_TO_SHIP, but only once each code that must pass has passed: until then `retry`, and
 * the next try tells nothing twice, for it begins by reading the order. A word that was lost on the way is `unknown`: the order says what it did.
 */
export async function confirm(caller: Caller, cabinet: Cabinet, request: ConfirmRequest): Promise<Confirmed> {
  const order = await orderById(caller, cabinet, request.orderId);
  if (order.kind !== 'done') return order;
  const packed = await pack(caller, order.value, request);
  if (packed.kind !== 'done') return packed;
  const confirmed: Confirmed = done({ orderIds: [request.orderId] });
  if (packed.value === 'ready-already') return confirmed;
  const params = { campaignId: order.value.campaignId, orderId: request.orderId };
  const outcome = await caller.ask('orders.ready', { params, body: { order: READY } }, changed);
  if (outcome.kind === 'done') return confirmed;
  if (outcome.kind !== 'rejected') return outcome;
  // «No transition found» is also what a second word about the same order meets.
  const now = await orderById(caller, cabinet, request.orderId);
  return now.kind === 'done' && isReady(now.value) ? confirmed : outcome;
}

/** Everything before the word: is it still ours to pack, does every unit lie in a box, have the codes passed. */
async function pack(caller: Caller, order: MarketOrder, request: ConfirmRequest): Promise<Outcome<'packed' | 'ready-already'>> {
  if (isReady(order)) return done('ready-already');
  const about = { operation: 'orders.boxes', subjects: [order.orderId] } as const;
  if (order.status !== 'PROCESSING' || order.substatus !== 'STARTED')
    return rejected({ ...about, code: 'status-changed', channelMessage: statusOf(order).own });
  const layout = request.partial === true ? null : layoutOf(order, request.packages, request.whole);
  if (layout === null) return rejected({ ...about, code: 'lines-mismatch' });
  const unmarked = order.items.filter((line) => !isMarked(order, line, request)).map((line) => line.offerId);
  if (unmarked.length > 0) return rejected({ ...about, code: 'marks-incomplete', subjects: [order.orderId, ...unmarked] });
  const told = standsAlready(order, layout) ? done(undefined) : await tellBoxes(caller, order, layout);
  if (told.kind !== 'done') return told;
  return checked(caller, order);
}

function isMarked(order: MarketOrder, line: MarketOrder['items'][number], request: ConfirmRequest): boolean {
  const units = order.items.filter((one) => one.offerId === line.offerId).reduce((sum, one) => sum + one.count, 0);
  return requiredKinds(order, line).every((kind) => {
    const marked = request.whole.filter((mark) => mark.sku === line.offerId && mark.kind === kind && mark.value !== '');
    return new Set(marked.map((mark) => mark.unit)).size >= units;
  });
}

/** Lines whose codes must pass decide; what is optional warns on its own screen and holds nothing back. */
async function checked(caller: Caller, order: MarketOrder): Promise<Outcome<'packed'>> {
  const must = new Map(
    order.items.flatMap((line) =>
      requiredKinds(order, line)
        .filter((kind) => kind === 'sgtin' || kind === 'uin')
        .map((kind): readonly [string, number] => [`${line.id} ${kind}`, line.count]),
    ),
  );
  if (must.size === 0) return done('packed');
  const verdicts = await readVerdicts(caller, order);
  if (verdicts.kind !== 'done') return verdicts;
  const bad = verdicts.value.filter((one) => must.has(`${one.lineId} ${one.kind}`) && one.verdict === 'refused');
  const about = { code: 'marks-not-passed', operation: 'orders.identifiers', subjects: [order.orderId] } as const;
  if (bad.length > 0)
    return rejected({ ...about, channelCode: bad[0]!.own, channelMessage: bad.map((one) => `${one.own} ${one.value}`).join('; ') });
  const passed = (key: string) => verdicts.value.filter((one) => `${one.lineId} ${one.kind}` === key && one.verdict === 'passed').length;
  if ([...must].every(([key, units]) => passed(key) >= units)) return done('packed');
  return { kind: 'retry', problem: { ...about, channelCode: 'IN_PROGRESS' }, afterMs: CHECK_MS };
}

/** READY_TO_SHIP, or further on. */
function isReady(order: MarketOrder): boolean {
  const { status } = statusOf(order);
  return status === 'assembling' || status === 'handed-over' || status === 'delivered';
}
