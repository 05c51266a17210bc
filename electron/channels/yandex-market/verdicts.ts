import { z } from 'zod';

import type { Outcome } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';

import type { Caller } from './caller.ts';
import type { MarketOrder } from './order-reading.ts';
import { mapped } from './outcome.ts';
import { id, list, maybe, result, rows } from './schemas.ts';

export interface CodeVerdict {
  readonly lineId: string;
  readonly kind: MarkKind;
  readonly value: string;
  readonly verdict: 'pending' | 'passed' | 'refused';
  /** `INVALID/ITEM_SOLD`. */
  readonly own: string;
}

const code = z.object({ value: z.string(), status: z.string(), substatus: maybe(z.string()) });
const answer = result(z.object({ items: rows(z.object({ id, cis: list(code), uin: list(code) })) }));

/** `POST …/identifiers/status`: only marking codes and numbers of jewellery are checked; the others are taken as they are. */
export async function readVerdicts(caller: Caller, order: MarketOrder): Promise<Outcome<readonly CodeVerdict[]>> {
  const params = { campaignId: order.campaignId, orderId: order.orderId };
  return mapped(await caller.ask('orders.identifiers', { params }, answer), ({ items }) =>
    items.flatMap((item) => [
      ...item.cis.map((one) => verdictOf(item.id, 'sgtin', one)),
      ...item.uin.map((one) => verdictOf(item.id, 'uin', one)),
    ]),
  );
}

function verdictOf(lineId: string, kind: MarkKind, seen: z.infer<typeof code>): CodeVerdict {
  return {
    lineId,
    kind,
    value: seen.value,
    verdict: wordOf(seen.status),
    own: `${seen.status}${seen.substatus === null ? '' : `/${seen.substatus}`}`,
  };
}

/**
 * FAILED is «could not be checked, try again later or take the code away», INVALID is «must not be sold»: both wait for a person.
 * NOT_ON_VALIDATION is not sent to the check yet. A word we do not know lets nothing pass.
 */
function wordOf(status: string): CodeVerdict['verdict'] {
  if (status === 'OK') return 'passed';
  return status === 'FAILED' || status === 'INVALID' ? 'refused' : 'pending';
}
