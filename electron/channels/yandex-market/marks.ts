import type { ChannelClient, ChannelMarkVerdict, MarkChange, Outcome, UnitMark } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';

import { fieldOf, headOf, marksIn, relabelled } from './boxes.ts';
import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { orderById, ordersById } from './order-lookup.ts';
import { requiredKinds, type MarketOrder } from './order-reading.ts';
import { bounded, done, rejected } from './outcome.ts';
import { tellBoxes } from './tell-boxes.ts';
import { readVerdicts, type CodeVerdict } from './verdicts.ts';

/** A call an order where codes are checked, a thousand an hour. */
const BATCH = 20;
const KINDS: readonly MarkKind[] = ['sgtin', 'uin', 'rnpt', 'customs', 'country'];

export const marksOf = (caller: Caller, cabinet: Cabinet): ChannelClient['marks'] => ({
  batch: BATCH,
  put: (change) => putMarks(caller, cabinet, change),
  remove: (orderId, kind) => removeMarks(caller, cabinet, orderId, kind),
  read: (ids) => readMarks(caller, cabinet, ids),
});

/**
 * Codes have no method of their own: the boxes are told again as they stand, with all codes of the order. Always told, because a code that was
 * scanned anew may differ in its tail alone, and the tail is what the check refused. Not after READY_TO_SHIP.
 */
async function putMarks(caller: Caller, cabinet: Cabinet, change: MarkChange): Promise<Outcome<void>> {
  if (fieldOf(change.kind) === null) return rejected({ code: 'mark-not-required', operation: 'orders.boxes', subjects: [change.orderId] });
  const order = await orderById(caller, cabinet, change.orderId);
  return order.kind === 'done' ? tell(caller, order.value, change.whole) : order;
}

async function removeMarks(caller: Caller, cabinet: Cabinet, orderId: string, kind: MarkKind): Promise<Outcome<void>> {
  const order = await orderById(caller, cabinet, orderId);
  if (order.kind !== 'done') return order;
  const whole = marksIn(order.value);
  const rest = whole.filter((mark) => mark.kind !== kind);
  return rest.length === whole.length ? done(undefined) : tell(caller, order.value, rest);
}

async function tell(caller: Caller, order: MarketOrder, whole: readonly UnitMark[]): Promise<Outcome<void>> {
  const layout = relabelled(order, whole);
  if (layout === null) return rejected({ code: 'lines-mismatch', operation: 'orders.boxes', subjects: [order.orderId] });
  return tellBoxes(caller, order, layout);
}

/** What stands in the orders, and the verdicts on what is checked. A kind is told when it is asked for or there. */
async function readMarks(caller: Caller, cabinet: Cabinet, ids: readonly string[]): Promise<Outcome<readonly ChannelMarkVerdict[]>> {
  if (ids.length === 0) return done([]);
  bounded(ids, BATCH, 'marks.read');
  const orders = await ordersById(caller, cabinet, ids);
  if (orders.kind !== 'done') return orders;
  const verdicts: ChannelMarkVerdict[] = [];
  for (const order of orders.value) {
    const checked = marksIn(order).some((mark) => mark.kind === 'sgtin' || mark.kind === 'uin')
      ? await readVerdicts(caller, order)
      : done([]);
    // What was read before the trouble stands; the other orders are asked for again.
    if (checked.kind !== 'done') return verdicts.length > 0 ? done(verdicts) : checked;
    verdicts.push(...verdictsOf(order, checked.value));
  }
  return done(verdicts);
}

function verdictsOf(order: MarketOrder, checked: readonly CodeVerdict[]): readonly ChannelMarkVerdict[] {
  const there = marksIn(order);
  return KINDS.flatMap((kind): ChannelMarkVerdict[] => {
    const lines = order.items.filter((line) => requiredKinds(order, line).includes(kind));
    const values = there.filter((mark) => mark.kind === kind).map((mark) => mark.value);
    if (lines.length === 0 && values.length === 0) return [];
    const wanted = lines.reduce((sum, line) => sum + line.count, 0);
    const mine = checked.filter((one) => one.kind === kind);
    const about = { orderId: order.orderId, kind, values: wholeCodes(values, mine) };
    const refused = mine.find((one) => one.verdict === 'refused');
    if (refused !== undefined) return [{ ...about, verdict: 'refused', own: refused.own }];
    if (values.length < wanted || values.length === 0) return [{ ...about, verdict: 'missing', own: 'missing' }];
    if (kind !== 'sgtin' && kind !== 'uin') return [{ ...about, verdict: 'passed', own: 'taken' }];
    const passed = mine.filter((one) => one.verdict === 'passed').length >= values.length;
    return [
      {
        ...about,
        verdict: passed ? 'passed' : 'pending',
        own: mine.find((one) => one.verdict === 'pending')?.own ?? (passed ? 'OK' : 'NOT_ON_VALIDATION'),
      },
    ];
  });
}

/** Orders tell a code without its tail, checks tell it whole: the longer of the two is the one we sent. */
function wholeCodes(values: readonly string[], checked: readonly CodeVerdict[]): readonly string[] {
  const longer = new Map<string, string>();
  for (const { value } of checked) if (value.length > (longer.get(headOf(value))?.length ?? 0)) longer.set(headOf(value), value);
  return values.map((value) => {
    const other = longer.get(headOf(value)) ?? '';
    return other.length > value.length ? other : value;
  });
}
