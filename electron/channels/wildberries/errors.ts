import { z } from 'zod';

import type { ChannelProblem, ProblemCode } from '#electron/channels/channel.ts';
import { parseJson } from '#shared/kit/json.ts';

import { OPERATIONS, type OperationName } from './operations.ts';
import { id } from './schemas.ts';

/** Codes of the marketplace host, from the examples of the specification and the release notes up to 2026-10. */
const OF_CODE: Readonly<Record<string, ProblemCode>> = {
  AccessDenied: 'token-too-narrow',
  IncorrectParameter: 'bad-request',
  IncorrectRequest: 'bad-request',
  IncorrectRequestBody: 'bad-request',
  BadRequest: 'bad-request',
  NotFound: 'not-found',
  FailedToAddSupplyOrder: 'supply-wrong-order',
  SupplyHasZeroOrders: 'supply-empty',
  SupplyHasOrders: 'supply-not-empty',
  SupplyNotClosed: 'supply-not-closed',
  SupplyAlreadyScanned: 'supply-already-scanned',
  SupplyShippingRequired: 'shipping-required',
  UnsuitableShippingType: 'shipping-unsuitable',
  MetaValidationFail: 'marks-not-passed',
  MetaKeyNotRequired: 'mark-not-required',
  FailedToUpdateMeta: 'mark-refused',
  LowExpirationDate: 'expiration-too-near',
  CustomsDeclarationIsRequired: 'customs-required',
  StatusMismatch: 'status-changed',
  StatusChangeNotAllowed: 'cancel-not-allowed',
  SKUUploadDisabled: 'stock-by-barcode-refused',
  StatusNotAcceptable: 'seller-blocked',
  WarehouseStocksUpdateBlock: 'stock-blocked',
  StoreIsProcessing: 'stock-warehouse-busy',
  UploadDataLimit: 'stock-limit',
  CargoWarehouseRestrictionMGT: 'stock-cargo-restricted',
  CargoWarehouseRestrictionSGT: 'stock-cargo-restricted',
  CargoWarehouseRestrictionSGTKGTPlus: 'stock-cargo-restricted',
  CargoWarehouseRestrictionKGTPlus: 'stock-cargo-restricted',
  ProductPropertyConflict: 'stock-property-conflict',
  DeliveryTypeRestriction: 'stock-delivery-type',
};

/** Trouble that passes by itself although its status says otherwise (409 and 406 of stocks): milliseconds to wait. */
export const PASSING_MS: Readonly<Partial<Record<ProblemCode, number>>> = { 'stock-warehouse-busy': 5000, 'stock-blocked': 60_000 };

const text = z.union([z.string(), z.number()]).transform(String);
const body = z.object({
  code: text.optional(),
  message: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  errorText: z.string().optional(),
  errors: z.unknown().optional(),
  error: z.union([z.boolean(), z.object({ code: text.optional(), detail: z.string().optional() })]).optional(),
  data: z.unknown().optional(),
});
const offenders = z.object({ data: z.array(z.object({ chrtId: id.optional() })).nullish() });
const heldOrders = z.object({ orders: z.array(z.object({ id })) });
const located = z.array(z.union([z.string(), z.object({ location: z.string().optional(), message: z.string().optional() })]));

/**
 * One refusal out of every shape Wildberries uses: the marketplace's `{code, message, data}`, stocks' array of those, the gateway's and
 * the new methods' `{title, detail}`, content's `{error, errorText}`, statistics' `{errors}`. The status decides, never the content type.
 */
export function problemOf(operation: OperationName, status: number, answer: string): ChannelProblem {
  return problemsOf(operation, status, answer)[0]!;
}

/** Stocks answer 409 with several refusals at once; everything else gives one. Never empty. */
export function problemsOf(operation: OperationName, status: number, answer: string): readonly ChannelProblem[] {
  const parsed = parsedBody(answer);
  const entries = Array.isArray(parsed) && parsed.length > 0 ? parsed : [parsed];
  return entries.map((entry) => problemOfEntry(operation, status, entry, answer));
}

function problemOfEntry(operation: OperationName, status: number, entry: unknown, answer: string): ChannelProblem {
  const read = body.safeParse(entry);
  const found = read.success ? read.data : {};
  const inner = typeof found.error === 'object' ? found.error : {};
  // Only the marketplace's codes are words; the gateway's `code` is a trace, and the batch methods' a number.
  const code = found.title === undefined && found.code !== undefined ? found.code : undefined;
  const words =
    found.message ?? found.errorText ?? found.detail ?? inner.detail ?? errorsText(found.errors) ?? found.title ?? plainWords(answer);
  const subjects = subjectsOf(entry, found.data);
  return {
    code: codeOf(operation, status, code, found.detail ?? words),
    operation,
    httpStatus: status,
    ...(code === undefined ? {} : { channelCode: code }),
    ...(words === undefined || words === '' ? {} : { channelMessage: words.slice(0, 500) }),
    ...(subjects.length === 0 ? {} : { subjects }),
  };
}

function codeOf(operation: OperationName, status: number, code: string | undefined, words: string | undefined): ProblemCode {
  if (status === 401) return 'token-refused';
  if (status === 429) return 'too-many-requests';
  if (status >= 500) return 'server-error';
  if (status === 403) return 'token-too-narrow';
  // Cards that are not there are named by a 409; what is missing here is the warehouse in the path.
  if (status === 404 && code === 'NotFound' && operation.startsWith('stocks.')) return 'stock-warehouse-gone';
  if (status === 404) return notFound(operation, code);
  if (status === 405 || status === 410) return 'method-gone';
  const known = OF_CODE[code ?? ''] ?? OF_CODE[/^[A-Z]\w+(?=$|[\s:;.,])/u.exec(words ?? '')?.[0] ?? ''];
  if (known === 'not-found' && operation === 'stocks.write') return 'stock-not-found';
  if (known !== undefined) return known;
  return status === 400 || status === 413 || status === 422 ? 'bad-request' : 'other';
}

/** A method that was switched off answers without the marketplace's own `NotFound`, and one without an id in its path has nothing to miss. */
function notFound(operation: OperationName, code: string | undefined): ProblemCode {
  const aboutSomething = OPERATIONS[operation].path.includes('{') || OPERATIONS[operation].method !== 'GET';
  return code === 'NotFound' && aboutSomething ? 'not-found' : 'method-gone';
}

function subjectsOf(entry: unknown, data: unknown): readonly string[] {
  const rows = offenders.safeParse(entry);
  if (rows.success) return (rows.data.data ?? []).flatMap((row) => (row.chrtId === undefined || row.chrtId === '0' ? [] : [row.chrtId]));
  const orders = heldOrders.safeParse(data);
  return orders.success ? orders.data.orders.map((order) => order.id) : [];
}

function errorsText(errors: unknown): string | undefined {
  if (typeof errors === 'string') return errors;
  const read = located.safeParse(errors);
  if (!read.success) return undefined;
  return read.data.map((one) => (typeof one === 'string' ? one : `${one.location ?? ''} ${one.message ?? ''}`.trim())).join('; ');
}

function parsedBody(answer: string): unknown {
  try {
    return parseJson(answer);
  } catch {
    return null;
  }
}

/** Pages of a proxy are no words for a person. */
const plainWords = (answer: string): string | undefined => (/^\s*[<[{]/u.test(answer) ? undefined : answer.trim());
