import { z } from 'zod';

import type { ChannelSeller, Outcome } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { OPERATIONS } from './operations.ts';
import { done, mapped } from './outcome.ts';
import { instantOrNone, list, maybe, rows, textOrNone } from './schemas.ts';

const roles = z.object({ expires_at: instantOrNone, roles: rows(z.object({ name: maybe(z.string()), methods: list(z.string()) })) });
const info = z.object({ company: z.object({ name: textOrNone, legal_name: textOrNone, inn: textOrNone }) });

/**
 * Whose cabinet it is (`/v1/seller/info`), when the key ends and what it may not do (`/v1/roles`). Keys live three months, and a key made
 * for one role lacks methods: both are told before the first refusal. A key too narrow to tell the name still opens the cabinet.
 */
export async function seller(caller: Caller, sellerId: string): Promise<Outcome<ChannelSeller>> {
  const rights = await caller.ask('key.roles', {}, roles);
  if (rights.kind !== 'done') return rights;
  const of = { sellerId, expiresAtMs: rights.value.expires_at, missingRights: missing(rights.value.roles) };
  const told = await caller.ask('seller.info', {}, info);
  if (told.kind === 'rejected' && told.problem.code === 'token-too-narrow') return done({ ...of, name: sellerId });
  return mapped(told, ({ company }) => ({ ...of, name: company.name ?? company.legal_name ?? sellerId, taxId: company.inn }));
}

/** A role that lists no methods at all says nothing of them; methods in trial are not in everybody's. */
function missing(seen: readonly { readonly methods: readonly string[] }[]): readonly string[] {
  const allowed = new Set(seen.flatMap((role) => role.methods));
  if (allowed.size === 0) return [];
  return Object.entries(OPERATIONS).flatMap(([name, { path }]) => (allowed.has(path) || name.startsWith('units.') ? [] : [path]));
}
