import { z } from 'zod';

import type { ChannelClient, ChannelMarkVerdict, Outcome } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import { assertNever } from '#shared/kit/assert-never.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { MARK_KEYS, markKindOf } from './mark-keys.ts';
import { bounded, done, mapped, rejected } from './outcome.ts';
import { id, list, maybe, rows } from './schemas.ts';

const BATCH = 100;

/** Decisions with which a supply may leave, page of `POST /api/marketplace/v3/orders/meta`. Any word not here blocks. */
const PASSING: ReadonlySet<string> = new Set([
  'filled',
  'optional',
  'deadlineExceeded',
  'imeiMaySell',
  'imeiSoldB2B',
  'uinMaySell',
  'sgtinIntroduced',
  'sgtinSoldB2B',
]);

const value = z.union([z.string(), z.array(z.string())]);
const detail = z.object({ key: z.string(), value: maybe(value), decision: maybe(z.string()) });
const meta = z.object({ orders: rows(z.object({ id, metaDetails: list(detail) })) });

export const marksOf = (caller: Caller): ChannelClient['marks'] => ({
  batch: BATCH,
  put: ({ orderId, kind, values }) => putMark(caller, orderId, kind, values),
  remove: (orderId, kind) => removeMark(caller, orderId, kind),
  read: (ids) => readMarks(caller, ids),
});

/** Marks of one kind replace what was there. Several values only for `sgtin` (a set under several codes); GS stays U+001D in them. */
async function putMark(caller: Caller, orderId: string, kind: MarkKind, values: readonly string[]): Promise<Outcome<void>> {
  const [first] = values;
  if (first === undefined || (kind !== 'sgtin' && values.length > 1)) throw new RangeError(`marks.put: ${values.length} values of ${kind}`);
  const params = { orderId };
  switch (kind) {
    case 'sgtin':
      return caller.tell('meta.sgtin', { params, body: { sgtins: values } });
    case 'uin':
      return caller.tell('meta.uin', { params, body: { uin: first } });
    case 'imei':
      return caller.tell('meta.imei', { params, body: { imei: first } });
    case 'gtin':
      return caller.tell('meta.gtin', { params, body: { gtin: first } });
    case 'expiration':
      return caller.tell('meta.expiration', { params, body: { expiration: dotted(first) } });
    case 'customs':
      return caller.tell('meta.customs', { params, body: { customsDeclaration: first } });
    case 'rnpt':
    case 'country':
    case 'weight':
      return rejected({ code: 'mark-not-required', operation: 'meta.read', subjects: [orderId] });
    default:
      return assertNever(kind);
  }
}

/** Wildberries writes days as dd.mm.yyyy; an ISO day is turned into that. */
function dotted(date: string): string {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date);
  return iso === null ? date : `${iso[3]}.${iso[2]}.${iso[1]}`;
}

/** One key at a time. A day of expiry can be replaced but never removed, so that is refused here and costs nothing. */
async function removeMark(caller: Caller, orderId: string, kind: MarkKind): Promise<Outcome<void>> {
  const key = MARK_KEYS[kind];
  if (kind === 'expiration' || key === undefined) return rejected({ code: 'mark-refused', operation: 'meta.remove', subjects: [orderId] });
  return caller.tell('meta.remove', { params: { orderId }, query: { key } });
}

/** Checks run for minutes after a mark was put (`pending`). Kinds this version does not know are left out. */
async function readMarks(caller: Caller, ids: readonly string[]): Promise<Outcome<readonly ChannelMarkVerdict[]>> {
  if (ids.length === 0) return done([]);
  const body = { orders: bounded(ids, BATCH, 'marks.read').map(jsonInteger) };
  return mapped(await caller.ask('meta.read', { body }, meta), ({ orders }) =>
    orders.flatMap((order) =>
      order.metaDetails.flatMap((one): ChannelMarkVerdict[] => {
        const kind = markKindOf(one.key);
        if (kind === null) return [];
        const own = one.decision ?? '';
        return [{ orderId: order.id, kind, values: valuesOf(one.value), verdict: verdictOf(own), own }];
      }),
    ),
  );
}

/** An absent value comes as null, or as the word. */
const valuesOf = (seen: string | readonly string[] | null): readonly string[] =>
  (typeof seen === 'string' ? [seen] : (seen ?? [])).filter((one) => one !== '' && one !== 'null');

function verdictOf(decision: string): ChannelMarkVerdict['verdict'] {
  if (PASSING.has(decision)) return 'passed';
  if (decision === 'pending') return 'pending';
  return decision === 'required' ? 'missing' : 'refused';
}
