import { z } from 'zod';

import type { Credentials, CredentialsReading } from '#electron/channels/channel.ts';
import { decodeUtf8, fromBase64 } from '#shared/kit/decode.ts';
import { parseJson } from '#shared/kit/json.ts';

/** Bits of `s`, page «Авторизация» of the API: bit N is the N-th category, bit 30 marks a token that may only read. */
const CATEGORIES: Readonly<Record<number, string>> = {
  1: 'content',
  2: 'analytics',
  3: 'prices',
  4: 'marketplace',
  5: 'statistics',
  6: 'promotion',
  7: 'feedbacks',
  9: 'chat',
  10: 'supplies',
  11: 'returns',
  12: 'documents',
  13: 'finance',
  16: 'users',
};
const READ_ONLY_BIT = 30;
const NEEDED = ['marketplace', 'content'] as const;

/** `acc`: who the token was made for. */
const KINDS: Readonly<Record<number, string>> = { 1: 'basic', 2: 'test', 3: 'personal', 4: 'service' };

const SOON_MS = 30 * 86_400_000;

const payload = z.object({
  exp: z.int().positive(),
  s: z.int().nonnegative(),
  sid: z.string().min(1).optional(),
  acc: z.int().optional(),
  t: z.boolean().optional(),
});

/**
 * What a Wildberries token says of itself, read on this machine and shown to nobody. The signature is not checked: only Wildberries can.
 * Tokens live 180 days and cannot be renewed or widened, so faults are told before the first request spends anything.
 */
export function readToken(credentials: Credentials, nowMs: number): CredentialsReading {
  const claims = claimsOf(credentials.token);
  if (claims === null) return NOT_A_TOKEN;
  const has = (bit: number) => Math.floor(claims.s / 2 ** bit) % 2 === 1;
  const categories = Object.entries(CATEGORIES).flatMap(([bit, name]) => (has(Number(bit)) ? [name] : []));
  const readOnly = has(READ_ONLY_BIT);
  const expiresAtMs = claims.exp * 1000;
  const kind = KINDS[claims.acc ?? 0] ?? null;
  const sandbox = claims.t === true || kind === 'test';
  const lacking = NEEDED.filter((name) => !categories.includes(name));
  const faults: CredentialsReading['faults'][number][] = [];
  if (expiresAtMs <= nowMs) faults.push({ fault: 'expired', detail: new Date(expiresAtMs).toISOString() });
  if (sandbox) faults.push({ fault: 'sandbox-token' });
  for (const name of lacking) faults.push({ fault: 'missing-category', detail: name });
  if (readOnly) faults.push({ fault: 'read-only' });
  const warnings: CredentialsReading['warnings'][number][] = [];
  if (kind === 'basic') warnings.push({ warning: 'limits-reduced', detail: kind });
  if (expiresAtMs > nowMs && expiresAtMs - nowMs <= SOON_MS)
    warnings.push({ warning: 'expires-soon', detail: String(Math.floor((expiresAtMs - nowMs) / 86_400_000)) });
  return { faults, warnings, sellerId: claims.sid ?? null, kind, categories, readOnly, expiresAtMs };
}

const NOT_A_TOKEN: CredentialsReading = {
  faults: [{ fault: 'not-a-token' }],
  warnings: [],
  sellerId: null,
  kind: null,
  categories: [],
  readOnly: false,
  expiresAtMs: null,
};

function claimsOf(token: string): z.infer<typeof payload> | null {
  const parts = bareToken(token).split('.');
  const bytes = parts.length === 3 ? fromBase64(parts[1] ?? '') : null;
  if (bytes === null || bytes.length > 16_384) return null;
  try {
    const parsed = payload.safeParse(parseJson(decodeUtf8(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** People paste a token with blanks around it, or with the word Bearer before it. */
export const bareToken = (token: string): string => token.trim().replace(/^bearer\s+/iu, '');
