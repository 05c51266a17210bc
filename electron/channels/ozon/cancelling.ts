import { z } from 'zod';

import type { CancelReason, Outcome, PackedLine } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { done, mapped, rejected } from './outcome.ts';
import { id, list, maybe, rows } from './schemas.ts';

const reasons = z.object({
  result: rows(
    z.object({
      posting_number: z.string(),
      reasons: list(z.object({ id, title: maybe(z.string()), type_id: maybe(z.string()) })),
    }),
  ),
});
const cancelled = z.object({ result: z.unknown() });

/** What the seller may say when this posting is cancelled, `/v1/posting/fbs/cancel-reason`; reasons of the buyer are not ours to give. */
export async function cancelReasons(caller: Caller, orderId: string): Promise<Outcome<readonly CancelReason[]>> {
  const read = await caller.ask('postings.cancel-reasons', { related_posting_numbers: [orderId] }, reasons);
  return mapped(read, ({ result }) =>
    result
      .filter((one) => one.posting_number === orderId)
      .flatMap((one) =>
        one.reasons.filter((reason) => reason.type_id !== 'buyer').map(({ id: key, title }) => ({ id: key, title: title ?? key })),
      ),
  );
}

/** A posting that is cancelled already is what was wanted. */
export async function cancelOrder(caller: Caller, orderId: string, reason: CancelReason | undefined): Promise<Outcome<void>> {
  if (reason === undefined) return rejected({ code: 'cancel-reason-wrong', operation: 'postings.cancel', subjects: [orderId] });
  const body = { posting_number: orderId, ...saying(reason) };
  const answer = await caller.ask('postings.cancel', body, cancelled);
  if (answer.kind === 'rejected' && /POSTING_ALREADY_CANCELLED/u.test(answer.problem.channelMessage ?? '')) return done(undefined);
  return mapped(answer, () => undefined);
}

/** `/v2/posting/fbs/product/cancel`: takes units out of a posting. Twice would take twice. */
export async function cancelLine(
  caller: Caller,
  orderId: string,
  line: PackedLine,
  reason: CancelReason | undefined,
): Promise<Outcome<void>> {
  if (reason === undefined) return rejected({ code: 'cancel-reason-wrong', operation: 'postings.cancel-line', subjects: [orderId] });
  const body = { posting_number: orderId, ...saying(reason), items: [{ sku: jsonInteger(line.sku), quantity: line.quantity }] };
  return mapped(await caller.ask('postings.cancel-line', body, cancelled), () => undefined);
}

/** Reason 402 («other») wants words; the others take them. */
const saying = (reason: CancelReason) => ({
  cancel_reason_id: jsonInteger(reason.id),
  cancel_reason_message: reason.message ?? reason.title,
});
