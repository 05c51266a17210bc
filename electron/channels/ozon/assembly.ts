import { z } from 'zod';

import type { ConfirmRequest, Outcome, PackedLine } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { exemplarIdsFor } from './exemplars.ts';
import { getPosting } from './one-posting.ts';
import { done, mapped, rejected } from './outcome.ts';
import { type GotPosting, statusOf } from './posting-reading.ts';
import { rows } from './schemas.ts';

const shipped = z.object({ result: rows(z.string()) });
/** Declared as text, written in the plural on the same page: one number, or several. */
const part = z.object({ result: z.union([z.string().transform((one) => [one]), z.array(z.string())]) });

/** Assembly is work of seconds at Ozon; the posting is read again after this. */
const SETTLES_MS = 3000;

type Confirmed = Outcome<{ readonly orderIds: readonly string[] }>;

/**
 * Assembly («ship»): an answer of 200 only means that the work was taken, and a second word of it would be a second assembly. So the posting
 * is read first and after: one that is assembled already is done, one that is being assembled is waited for, and only one that waits for us
 * (or failed, `ship_failed`) is told. After an `unknown` the same call settles it.
 */
export async function confirm(caller: Caller, request: ConfirmRequest): Promise<Confirmed> {
  const before = await getPosting(caller, request.orderId);
  if (before.kind !== 'done') return before;
  const state = stateOf(before.value);
  if (state === 'pending') return pending(request.orderId);
  if (state === 'assembled') return done({ orderIds: namesAfter(before.value, request) });
  if (state === 'gone') return gone(before.value);
  const fault = faultOf(before.value, request);
  if (fault !== null) return fault;
  // Parts begin their own life waiting for assembly: reading them proves nothing, and a second word would part the posting again.
  if (request.partial === true) return mapped(await shipParts(caller, request), (orderIds) => ({ orderIds }));
  const told = await shipWhole(caller, request);
  return told.kind === 'done' ? verified(caller, told.value) : told;
}

type State = 'waiting' | 'pending' | 'failed' | 'assembled' | 'gone';

function stateOf(seen: GotPosting): State {
  const { status } = statusOf(seen);
  if (status === 'cancelled' || status === 'returned') return 'gone';
  if (status !== 'new' && status !== 'unknown') return 'assembled';
  if (seen.substatus === 'ship_failed' || seen.available_actions.includes('ship_async_retry')) return 'failed';
  return seen.available_actions.includes('ship_async_in_process') ? 'pending' : 'waiting';
}

/** Its parts stand with it once it was split: they are told nowhere else after the answer is lost. */
const namesAfter = (seen: GotPosting, request: ConfirmRequest): readonly string[] =>
  request.packages.length > 1
    ? [...new Set([seen.posting_number, ...(seen.related_postings?.related_posting_numbers ?? [])])]
    : [seen.posting_number];

const pending = (orderId: string): Confirmed => ({
  kind: 'retry',
  problem: { code: 'confirm-pending', operation: 'postings.get', subjects: [orderId] },
  afterMs: SETTLES_MS,
});

const gone = (seen: GotPosting): Confirmed =>
  rejected({ code: 'status-changed', operation: 'postings.get', channelMessage: statusOf(seen).own, subjects: [seen.posting_number] });

/** Packages hold exactly the posting, or, told as a part, no more than it: anything else Ozon refuses after a round trip. */
function faultOf(seen: GotPosting, request: ConfirmRequest): Confirmed | null {
  const left = new Map<string, number>();
  for (const one of seen.products) left.set(one.sku, (left.get(one.sku) ?? 0) + one.quantity);
  for (const line of request.packages.flatMap((one) => one.lines)) left.set(line.sku, (left.get(line.sku) ?? 0) - line.quantity);
  const wrong = [...left].filter(([, quantity]) => quantity < 0 || (quantity > 0 && request.partial !== true)).map(([sku]) => sku);
  if (wrong.length === 0) return null;
  return rejected({ code: 'lines-mismatch', operation: 'postings.ship', subjects: [seen.posting_number, ...wrong] });
}

async function shipWhole(caller: Caller, request: ConfirmRequest): Promise<Outcome<readonly string[]>> {
  const packages = request.packages.map(({ lines }) => ({ products: lines.map(productOf) }));
  const answer = await caller.ask('postings.ship', { posting_number: request.orderId, packages }, shipped);
  return alreadyShipped(answer) ? done([request.orderId]) : mapped(answer, ({ result }) => result);
}

/** Each parcel leaves into a posting of its own; what is left stays in the first. Which units leave is told by their exemplars. */
async function shipParts(caller: Caller, request: ConfirmRequest): Promise<Outcome<readonly string[]>> {
  const made: string[] = [];
  const chosen = await exemplarIdsFor(caller, request);
  if (chosen.kind !== 'done') return chosen;
  for (const [index, { lines }] of request.packages.entries()) {
    const products = lines.map((line) => ({ ...productOf(line), exemplarsIds: chosen.value[index]?.get(line.sku) ?? [] }));
    const answer = await caller.ask('postings.ship-part', { posting_number: request.orderId, products }, part);
    // Names of parts made so far stand in this answer alone.
    if (answer.kind !== 'done') return made.length > 0 ? done(made) : answer;
    made.push(...answer.value.result);
  }
  return done(made);
}

/** In these methods `product_id` means SKU: the number of the product itself is refused as `UNKNOWN_PRODUCT_DEFINED`. */
const productOf = (line: PackedLine) => ({ product_id: jsonInteger(line.sku), quantity: line.quantity });

const alreadyShipped = (answer: Outcome<unknown>): boolean =>
  answer.kind === 'rejected' && /POSTING_ALREADY_SHIPPED/u.test(answer.problem.channelMessage ?? '');

async function verified(caller: Caller, orderIds: readonly string[]): Promise<Confirmed> {
  for (const orderId of orderIds) {
    const after = await getPosting(caller, orderId);
    // Assembly was taken: what cannot be read now is read by the next statuses.
    if (after.kind !== 'done') break;
    const state = stateOf(after.value);
    if (state === 'gone') return gone(after.value);
    if (state === 'failed')
      return {
        kind: 'retry',
        problem: { code: 'confirm-failed', operation: 'postings.ship', channelMessage: statusOf(after.value).own, subjects: [orderId] },
        afterMs: SETTLES_MS,
      };
    if (state !== 'assembled' && orderIds.length === 1) return pending(orderId);
  }
  return done({ orderIds });
}
