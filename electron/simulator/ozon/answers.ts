import type { WorldHandled, WorldRequest } from '../stage.ts';

export type Response = Extract<WorldHandled, { readonly kind: 'answer' }>['response'];
export type Body = Readonly<Record<string, unknown>>;

export const json = (body: unknown): Response => ({ status: 200, body });
export const empty = (): Response => ({ status: 200 });
export const bytes = (type: string, body: Uint8Array): Response => ({ status: 200, headers: { 'content-type': type }, body });

const GRPC: Readonly<Record<number, number>> = { 400: 3, 401: 16, 403: 7, 404: 5, 409: 6, 429: 8, 500: 13, 503: 14 };
/** The gateway's own shape: gRPC's number, words, details. */
export const refuse = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response => ({
  status,
  headers,
  body: { code: GRPC[status] ?? 2, message, details: [] },
});

export const isRecord = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);
export const bodyOf = (request: WorldRequest): Body => (isRecord(request.body) ? request.body : {});
export const part = (body: Body, field: string): Body => (isRecord(body[field]) ? body[field] : {});
export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
export const records = (value: unknown): readonly Body[] => (Array.isArray(value) ? value.filter(isRecord) : []);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const whole = (value: unknown): number => {
  const number = typeof value === 'number' || (typeof value === 'string' && /^\d{1,16}$/u.test(value)) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
};
