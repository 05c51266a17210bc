import { z } from 'zod';

import type { DeliveryClient, Outcome } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { problemOfWords } from './errors.ts';
import type { OperationName } from './operations.ts';
import { done, rejected } from './outcome.ts';
import { maybe, rows } from './schemas.ts';

/** Words, or in the examples of three methods a list of them. */
const words = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((said) => (typeof said === 'string' ? said : (said ?? []).join('; ')));
const answers = z.object({ result: rows(z.object({ posting_number: z.string(), result: maybe(z.boolean()), error: words })) });

const STATE_OF = { 'on-way': 'delivery.on-way', 'last-mile': 'delivery.last-mile', delivered: 'delivery.delivered' } as const;

/** Postings that the seller or a third party delivers (rFBS). Changes are asynchronous: true means that the word was taken. */
export const deliveryOf = (caller: Caller): DeliveryClient => ({
  setTracking: (orderId, trackingNumber) =>
    tell(caller, 'delivery.tracking', orderId, { tracking_numbers: [{ posting_number: orderId, tracking_number: trackingNumber }] }),
  setState: (orderId, state) => tell(caller, STATE_OF[state], orderId, { posting_number: [orderId] }),
});

async function tell(caller: Caller, name: OperationName, orderId: string, body: unknown): Promise<Outcome<void>> {
  const answer = await caller.ask(name, body, answers);
  if (answer.kind !== 'done') return answer;
  const row = answer.value.result.find((one) => one.posting_number === orderId);
  return row?.result === true ? done(undefined) : rejected(problemOfWords(name, row?.error ?? '', [orderId]));
}
