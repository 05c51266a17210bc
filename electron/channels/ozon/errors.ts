import { z } from 'zod';

import type { ChannelProblem, ProblemCode } from '#electron/channels/channel.ts';
import { parseJson } from '#shared/kit/json.ts';

import type { OperationName } from './operations.ts';

/** Codes that stand in capitals in the words of a refusal, from the pages of the methods. */
const OF_CODE: Readonly<Record<string, ProblemCode>> = {
  POSTING_ALREADY_SHIPPED: 'status-changed',
  POSTING_ALREADY_CANCELLED: 'status-changed',
  POSTING_NOT_FOUND: 'not-found',
  HAS_INCORRECT_STATUS: 'status-changed',
  TRANSITION_IS_NOT_POSSIBLE: 'status-changed',
  HAS_INCORRECT_PRODUCT_QUANTITY: 'lines-mismatch',
  UNKNOW_PRODUCT: 'lines-mismatch',
  UNKNOWN_PRODUCT_DEFINED: 'lines-mismatch',
  EXEMPLAR_INFO_NOT_FILLED_COMPLETELY: 'marks-incomplete',
  EXEMPLAR_INFO_ALREADY_DEFINED: 'mark-refused',
  MANDATORY_MARK_REDUNDANT: 'mark-not-required',
  GTD_IS_REQUIRED_ONLY_FOR_LEGAL_CUSTOMER: 'mark-not-required',
  GTD_MUST_BE_SPECIFIED_FOR_PRODUCT_COUNTRY: 'customs-required',
  INCORRECT_OVH_FOR_POSTING: 'parcel-too-big',
  HAS_INCORRECT_TPL_INTEGRATION_TYPE: 'scheme-unsuitable',
  SHIP_FBP_POSTINGS_IS_FORBIDDEN: 'scheme-unsuitable',
  HAS_INCORRECT_CANCEL_REASON: 'cancel-reason-wrong',
  NO_POSTINGS_FOR_BATCH_DOWNLOAD: 'label-not-ready',
  POSTING_NUMBERS_IS_INCORRECT_FOR_COMPANY: 'not-found',
  PERIOD_IS_TOO_LONG: 'bad-request',
  TOO_MANY_REQUESTS: 'too-many-requests',
};

/** Codes of one row of stock, inside an answer of 200. */
const OF_STOCK: Readonly<Record<string, ProblemCode>> = {
  TOO_MANY_REQUESTS: 'too-many-requests',
  product_is_not_created: 'stock-not-found',
  offer_id_not_found: 'stock-not-found',
  NOT_FOUND_ERROR: 'stock-not-found',
  SOURCE_TYPE_NOT_FOUND: 'stock-not-found',
  WAREHOUSE_NOT_FOUND: 'stock-warehouse-gone',
  PRODUCT_HAS_NOT_BEEN_TAGGED_YET: 'stock-size-missing',
  SIZE_REQUIRED_FOR_NOT_UNIQUE_OFFER_ID: 'stock-property-conflict',
  NON_KGT_ON_KGT_WAREHOUSE: 'stock-cargo-restricted',
  OVER_MAX_OVH_NON_KGT: 'stock-cargo-restricted',
  OVER_MAX_OVH_KGT: 'stock-cargo-restricted',
  MP_DELIVERY_ONLY_3PL_ERROR: 'stock-delivery-type',
  FLAMMABLE_ONLY_ON_SELF_OR_PROVIDER_DELIVERY: 'stock-delivery-type',
  MULTIBOX_NOT_ALLOWED_FOR_FBS: 'stock-delivery-type',
  CB_DELIVERY_ONLY_FBP: 'stock-delivery-type',
  STOCK_TOO_BIG: 'stock-limit',
  PRODUCT_IS_ARCHIVED: 'product-archived',
};

/** «Only for products in status price_sent»: a product without a price has no code of its own. */
const PRICELESS = /price_sent|without (?:a )?price|price is not set/iu;

/** Whole sentences, common to all methods; they outweigh the status, which differs from one copy of the documentation to the next. */
const OF_WORDS: readonly (readonly [RegExp, ProblemCode])[] = [
  [/circle is open/iu, 'server-error'],
  [/api-key is missing a required role/iu, 'token-too-narrow'],
  [/restricted to specific ip/iu, 'address-refused'],
  [/invalid api-key|api-key is deactivated|client-id and api-key/iu, 'token-refused'],
  [/request rate limit|too frequently|acquire limit/iu, 'too-many-requests'],
  [/offer not signed/iu, 'offer-not-signed'],
  [/company is blocked/iu, 'seller-blocked'],
  [/obsolete method|method is not allowed|page not found/iu, 'method-gone'],
  [/postings aren.?t ready/iu, 'label-not-ready'],
  [/label not allowed|must have .?awaiting_packaging/iu, 'status-changed'],
  [/exemplar_?id does not belong/iu, 'mark-refused'],
];

/** Trouble that passes by itself: milliseconds to wait. «Circle is open» is a breaker of Ozon's own, open for minutes. */
export const PASSING_MS: Readonly<Partial<Record<ProblemCode, number>>> = {
  'too-many-requests': 2000,
  'server-error': 120_000,
  'label-not-ready': 15_000,
};

const text = z.union([z.string(), z.number()]).transform(String);
const inner = z.object({ code: text.optional(), message: z.string().optional() });
const body = inner.extend({ error: z.union([z.string(), inner]).nullish() });

/**
 * One refusal out of every shape Ozon uses: `{code, message, details}` of its gateway (code is gRPC's number and says little), the older
 * `{error: {code, message}}`, and words that are no JSON at all.
 */
export function problemOf(operation: OperationName, status: number, answer: string): ChannelProblem {
  const { code, message } = saidBy(answer);
  return {
    code: codeOf(operation, status, message),
    operation,
    httpStatus: status,
    ...(code === null ? {} : { channelCode: code }),
    ...(message === '' ? {} : { channelMessage: message.slice(0, 500) }),
  };
}

/** A refusal of one row, one posting or one carriage inside an answer of 200. */
export function problemOfWords(operation: OperationName, words: string, subjects: readonly string[], code?: string): ChannelProblem {
  return {
    code: known(words) ?? OF_CODE[code ?? ''] ?? 'other',
    operation,
    ...(code === undefined || code === '' ? {} : { channelCode: code }),
    ...(words === '' ? {} : { channelMessage: words.slice(0, 500) }),
    ...(subjects.length === 0 ? {} : { subjects }),
  };
}

export function stockProblem(sku: string, errors: readonly { readonly code: string; readonly message: string }[]): ChannelProblem {
  const [first] = errors;
  const words = first?.message ?? '';
  return {
    code:
      (PRICELESS.test(words) ? 'stock-price-missing' : null) ??
      OF_STOCK[first?.code ?? ''] ??
      known(`${first?.code ?? ''} ${words}`) ??
      'other',
    operation: 'stocks.write',
    ...(first === undefined ? {} : { channelCode: first.code, channelMessage: words.slice(0, 500) }),
    subjects: [sku],
  };
}

function codeOf(operation: OperationName, status: number, words: string): ProblemCode {
  const found = known(words);
  if (found === 'not-found' && operation === 'carriages.create') return 'handover-empty';
  if (found !== null) return found;
  if (status === 401) return 'token-refused';
  if (status === 403) return 'token-too-narrow';
  if (status === 404) return words === '' ? 'method-gone' : 'not-found';
  if (status === 405 || status === 410) return 'method-gone';
  if (status === 429) return 'too-many-requests';
  if (status >= 500) return 'server-error';
  return status === 400 || status === 409 || status === 422 ? 'bad-request' : 'other';
}

function known(words: string): ProblemCode | null {
  for (const [pattern, code] of OF_WORDS) if (pattern.test(words)) return code;
  for (const [word] of words.matchAll(/[A-Z][A-Z_]{4,}[A-Z]/gu)) {
    const code = OF_CODE[word];
    if (code !== undefined) return code;
  }
  return null;
}

function saidBy(answer: string): { readonly code: string | null; readonly message: string } {
  const read = body.safeParse(parsed(answer));
  if (!read.success) return { code: null, message: plainWords(answer) };
  const { error } = read.data;
  const older = typeof error === 'string' ? { message: error, code: undefined } : (error ?? undefined);
  return { code: read.data.code ?? older?.code ?? null, message: read.data.message ?? older?.message ?? '' };
}

function parsed(answer: string): unknown {
  try {
    return parseJson(answer);
  } catch {
    return null;
  }
}

/** Pages of a proxy are no words for a person. */
const plainWords = (answer: string): string => (/^\s*[<[{]/u.test(answer) ? '' : answer.trim());
