import { z } from 'zod';

import type { ChannelProblem, ProblemCode } from '#electron/channels/channel.ts';
import { parseJson } from '#shared/kit/json.ts';

import { OPERATIONS, type OperationName } from './operations.ts';

const body = z.object({
  errors: z
    .array(z.object({ code: z.string().nullish(), message: z.string().nullish() }))
    .nullish()
    .transform((value) => value ?? []),
});

const METHOD_GONE = /method is deprecated|no handler found/iu;
/** Boxes and codes are frozen by then. */
const AFTER_READY = /after ready_to_ship/iu;

const WAREHOUSE_GONE = /warehouse.*not (?:available|found)/iu;

/** What the Market says in words; its codes only repeat the status. Patterns of the page «Ошибки» and of the methods' own pages. */
const OF_WORDS: readonly (readonly [words: RegExp, code: ProblemCode])[] = [
  [/should not be in the future|should not be older than/iu, 'clock-wrong'],
  [/cutoff time/iu, 'handover-too-early'],
  [/confirmed already|already (?:been )?confirmed/iu, 'handover-done'],
  [AFTER_READY, 'status-changed'],
  [/no transition found|transition .*not allowed|status not allowed|no permission to set status/iu, 'status-changed'],
  [/bad page token/iu, 'bad-request'],
  [/not found/iu, 'not-found'],
];

/** Words that mean something else in the mouth of these methods. */
const OF_OPERATION: Readonly<Partial<Record<OperationName, readonly (readonly [words: RegExp, code: ProblemCode])[]>>> = {
  'orders.boxes': [
    [AFTER_READY, 'status-changed'],
    [/instance|identifier|\bcis\b|\buin\b|\brnpt\b|\bgtd\b|marking/iu, 'mark-refused'],
  ],
  'orders.ready': [[/instance|identifier|\bcis\b|\buin\b|marking/iu, 'marks-not-passed']],
  'orders.cancel': [[/transition|status not allowed|no permission/iu, 'cancel-not-allowed']],
  'orders.remove': [[/remov|delet|only|last|promo|99/iu, 'cancel-not-allowed']],
  'shipments.confirm': [
    [/wrong status/iu, 'handover-orders-not-ready'],
    [/no orders|empty/iu, 'handover-empty'],
  ],
  'shipments.transfer': [[/wrong status/iu, 'handover-orders-not-ready']],
  'stocks.write': [
    [WAREHOUSE_GONE, 'stock-warehouse-gone'],
    [/not found|unknown/iu, 'stock-not-found'],
  ],
  'stocks.write-group': [
    [WAREHOUSE_GONE, 'stock-warehouse-gone'],
    [/not found|unknown/iu, 'stock-not-found'],
  ],
  'stocks.read': [[WAREHOUSE_GONE, 'stock-warehouse-gone']],
};

/** One refusal of the Market, `{"status":"ERROR","errors":[{code, message}]}`, or a page of something before it. */
export function problemOf(operation: OperationName, status: number, answer: string): ChannelProblem {
  const errors = errorsOf(answer);
  const words = errors.flatMap(({ message }) => message ?? []).join('; ');
  const channelCode = errors.find(({ code }) => typeof code === 'string')?.code ?? undefined;
  const code = codeOf(operation, status, words);
  const subjects = code === 'handover-orders-not-ready' ? (words.match(/\d{5,}/gu) ?? []) : [];
  return {
    code,
    operation,
    httpStatus: status,
    ...(channelCode === undefined ? {} : { channelCode }),
    ...(words === '' ? {} : { channelMessage: words.slice(0, 500) }),
    ...(subjects.length === 0 ? {} : { subjects: [...new Set(subjects)] }),
  };
}

/** «Hit rate limit of 4 parallel requests …»: two calls met, nothing is used up. */
export const isParallelLimit = (answer: string): boolean => /parallel/iu.test(answer);

function codeOf(operation: OperationName, status: number, words: string): ProblemCode {
  if (status === 401) return 'token-refused';
  if (status === 420 || status === 429) return 'too-many-requests';
  // Its status is not written down, and a narrow key would be looked for in vain.
  if (METHOD_GONE.test(words)) return 'method-gone';
  if (status === 403) return /disabled|inactive|blocked|not active/iu.test(words) ? 'seller-blocked' : 'token-too-narrow';
  if (status === 405 || status === 410) return 'method-gone';
  if (status === 404) return aboutSomething(operation) ? 'not-found' : 'method-gone';
  if (status >= 499) return 'server-error';
  const known = [...(OF_OPERATION[operation] ?? []), ...OF_WORDS].find(([pattern]) => pattern.test(words));
  if (known !== undefined) return known[1];
  return status === 400 || status === 413 || status === 415 || status === 422 ? 'bad-request' : 'other';
}

/** A wrong version answers 404 as well; a method that names nothing but the cabinet has nothing else to miss. */
const aboutSomething = (operation: OperationName): boolean =>
  /\{(?:orderId|shipmentId|reportId|campaignId)\}/u.test(OPERATIONS[operation].path);

function errorsOf(answer: string): z.infer<typeof body>['errors'] {
  try {
    const read = body.safeParse(parseJson(answer));
    return read.success ? read.data.errors : [];
  } catch {
    return [];
  }
}
