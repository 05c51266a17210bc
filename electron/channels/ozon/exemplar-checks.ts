import { z } from 'zod';

import type { ChannelMarkVerdict, Outcome } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';

import type { Caller } from './caller.ts';
import { done, mapped } from './outcome.ts';
import { id, list, maybe, rows, textOrNone } from './schemas.ts';

const status = z.object({
  status: z.string(),
  products: rows(
    z.object({
      product_id: id,
      exemplars: list(
        z.object({
          marks: list(z.object({ mark: z.string(), mark_type: z.string(), check_status: textOrNone, error_codes: list(z.string()) })),
          gtd: textOrNone,
          is_gtd_absent: maybe(z.boolean()),
          gtd_check_status: textOrNone,
          gtd_error_codes: list(z.string()),
          rnpt: textOrNone,
          is_rnpt_absent: maybe(z.boolean()),
          rnpt_check_status: textOrNone,
          rnpt_error_codes: list(z.string()),
          weight: maybe(z.number()),
          weight_check_status: textOrNone,
          weight_error_codes: list(z.string()),
        }),
      ),
    }),
  ),
});
type Status = z.infer<typeof status>;

const KIND_OF: Readonly<Record<string, MarkKind>> = { mandatory_mark: 'sgtin', jw_uin: 'uin', imei: 'imei' };

/** The word for the posting as a whole: `ship_available`, `validation_in_process`, `update_available` and others. */
export const readWhole = async (caller: Caller, orderId: string): Promise<Outcome<string>> =>
  mapped(await read(caller, orderId), (seen) => seen.status);

/** Verdicts of each kind over all units of each posting; one posting a request. A posting nobody knows is left out. */
export async function readVerdicts(caller: Caller, orderIds: readonly string[]): Promise<Outcome<readonly ChannelMarkVerdict[]>> {
  const verdicts: ChannelMarkVerdict[] = [];
  for (const orderId of orderIds) {
    const seen = await read(caller, orderId);
    if (seen.kind === 'done') verdicts.push(...verdictsOf(orderId, seen.value));
    else if (seen.kind !== 'rejected' || seen.problem.code !== 'not-found') return seen;
  }
  return done(verdicts);
}

const read = (caller: Caller, orderId: string): Promise<Outcome<Status>> =>
  caller.ask('exemplars.status', { posting_number: orderId }, status);

interface Check {
  readonly kind: MarkKind;
  readonly value: string;
  readonly word: string | null;
  readonly errors: readonly string[];
}

function verdictsOf(orderId: string, seen: Status): readonly ChannelMarkVerdict[] {
  const checks = seen.products.flatMap((product) => product.exemplars.flatMap(checksOf));
  const kinds = [...new Set(checks.map((check) => check.kind))];
  return [
    ...kinds.map((kind) =>
      verdictOf(
        orderId,
        kind,
        checks.filter((check) => check.kind === kind),
        seen.status,
      ),
    ),
    // A country is accepted or refused at once, by the answer to it: nothing of it is checked afterwards.
    { orderId, kind: 'country', values: [], verdict: 'passed', own: seen.status },
  ];
}

function checksOf(one: Status['products'][number]['exemplars'][number]): readonly Check[] {
  const codes = one.marks.flatMap((mark): Check[] => {
    const kind = KIND_OF[mark.mark_type];
    return kind === undefined ? [] : [{ kind, value: mark.mark, word: mark.check_status, errors: mark.error_codes }];
  });
  const field = (kind: MarkKind, value: string | null, word: string | null, errors: readonly string[]): Check[] =>
    value === null ? [] : [{ kind, value, word, errors }];
  return [
    ...codes,
    ...field('customs', one.gtd ?? (one.is_gtd_absent === true ? '' : null), one.gtd_check_status, one.gtd_error_codes),
    ...field('rnpt', one.rnpt ?? (one.is_rnpt_absent === true ? '' : null), one.rnpt_check_status, one.rnpt_error_codes),
    ...field(
      'weight',
      one.weight === null || one.weight === 0 ? null : String(one.weight),
      one.weight_check_status,
      one.weight_error_codes,
    ),
  ];
}

/**
 * The worst unit decides. `failed` means that Ozon did not manage to check and wants it told again, which a person starts; a word nobody
 * knows is waited on, since it blocks nothing by itself.
 */
function verdictOf(orderId: string, kind: MarkKind, checks: readonly Check[], whole: string): ChannelMarkVerdict {
  const values = checks.map((check) => check.value);
  const errors = [...new Set(checks.flatMap((check) => check.errors))];
  if (errors.length > 0) return { orderId, kind, values, verdict: 'refused', own: errors.join(', ') };
  if (checks.some((check) => check.word === 'failed')) return { orderId, kind, values, verdict: 'refused', own: 'failed' };
  const passed = checks.every((check) => check.word === 'passed');
  return { orderId, kind, values, verdict: passed ? 'passed' : 'pending', own: whole };
}
