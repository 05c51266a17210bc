/** An answer of the market: a JSON value, or the bytes of a document. */
export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
/** A request on its way to whoever serves it; `holes` are the braces of its path, filled. */
export interface Asked {
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly holes: Readonly<Record<string, string>>;
}

export const json = (status: number, body: unknown): Said => ({ status, body });
export const ok = (): Said => json(200, { status: 'OK' });
export const result = (value: unknown): Said => json(200, { status: 'OK', result: value });

const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  420: 'LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};
export const refuse = (status: number, message: string): Said =>
  json(status, { status: 'ERROR', errors: [{ code: CODES[status] ?? 'BAD_REQUEST', message }] });
export const bad = (message: string): Said => refuse(400, message);

export const pdf = (bytes: Uint8Array): Said => ({ status: 200, headers: { 'content-type': 'application/pdf' }, body: bytes });
export const xls = (bytes: Uint8Array): Said => ({ status: 200, headers: { 'content-type': 'application/vnd.ms-excel' }, body: bytes });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const records = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);
export const numbers = (value: unknown): readonly number[] | null =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one)) ? (value as number[]) : null;
export const words = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Times of the Market carry the offset of Moscow. */
export const moscow = (ms: number): string => new Date(ms + 10_800_000).toISOString().replace(/\.\d{3}Z$/u, '+03:00');
export const moscowDay = (ms: number): string => moscow(ms).slice(0, 10);

/** A page of a list by an opaque token; `limit` over the most is refused, as most methods do, or cut where `cuts`. */
export function paged<T>(
  all: readonly T[],
  query: URLSearchParams,
  most: number,
  cuts = false,
): { readonly page: readonly T[]; readonly paging: { readonly nextPageToken?: string } } | Said {
  const asked = query.get('limit') === null ? most : Number(query.get('limit'));
  if (!Number.isInteger(asked) || asked < 1 || (!cuts && asked > most))
    return bad(`Parameter limit must be less than or equal to ${String(most)}`);
  const limit = Math.min(asked, most);
  const token = query.get('pageToken');
  const from = token === null || token === '' ? 0 : offsetOf(token);
  if (from === null) return bad('Bad page token');
  const next = from + limit < all.length ? { nextPageToken: Buffer.from(`from:${String(from + limit)}`).toString('base64url') } : {};
  return { page: all.slice(from, from + limit), paging: next };
}
export const isSaid = (value: object): value is Said => 'status' in value;

function offsetOf(token: string): number | null {
  const parts = /^from:(\d{1,9})$/u.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return parts === null ? null : Number(parts[1]);
}
