/** What a seller's key says inside. Bits of `s`: the category's number; bit 30: read-only. */
export interface KeyClaims {
  readonly sid: string;
  readonly oid: number;
  readonly exp: number;
  readonly s: number;
  readonly acc: number;
  readonly for?: string;
  readonly t: boolean;
}
export const CATEGORY = {
  content: 1,
  analytics: 2,
  prices: 3,
  marketplace: 4,
  statistics: 5,
  returns: 11,
  documents: 12,
  finance: 13,
} as const;
const READ_ONLY = 30;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A well-formed key of a simulated seller: personal, with the categories Korob asks for, for 180 days; its signature is invented. */
export function makeToken(
  seller: { readonly sid: string; readonly oid: number },
  nowMs: number,
  say: {
    readonly days?: number;
    readonly categories?: readonly number[];
    readonly readOnly?: boolean;
    readonly acc?: number;
    readonly sandbox?: boolean;
  } = {},
): string {
  const bits = (say.categories ?? Object.values(CATEGORY)).reduce((sum, bit) => sum + 2 ** bit, 0) + (say.readOnly ? 2 ** READ_ONLY : 0);
  const claims: KeyClaims = {
    acc: say.acc ?? 3,
    exp: Math.floor(nowMs / 1000) + (say.days ?? 180) * 86_400,
    for: 'self',
    oid: seller.oid,
    s: bits,
    sid: seller.sid,
    t: say.sandbox ?? false,
  };
  return `${part({ alg: 'ES256', kid: '20260101v1', typ: 'JWT' })}.${part({ ent: 1, id: seller.sid, ...claims })}.${part('simulated')}`;
}

export function readToken(header: string | undefined): KeyClaims | null {
  const token = (header ?? '').replace(/^Bearer\s+/iu, '');
  const middle = token.split('.')[1];
  if (middle === undefined || token.split('.').length !== 3) return null;
  try {
    const claims = JSON.parse(Buffer.from(middle, 'base64url').toString('utf8')) as Partial<KeyClaims>;
    return typeof claims.sid === 'string' && typeof claims.exp === 'number' && typeof claims.s === 'number' ? (claims as KeyClaims) : null;
  } catch {
    return null;
  }
}

export const has = (claims: KeyClaims, bit: number): boolean => Math.floor(claims.s / 2 ** bit) % 2 === 1;
export const isReadOnly = (claims: KeyClaims): boolean => has(claims, READ_ONLY);
