import { z } from 'zod';

import type { Permission } from '#shared/domain/person.ts';

export { PERMISSIONS, type Permission } from '#shared/domain/person.ts';

/**
 * One call of the contract: it drives IPC, HTTP, types, permissions and the OpenAPI document (DESIGN §1, wall 5).
 * A `command` changes facts and carries `operationId`; sent again with the same id it answers the first result.
 * An `action` changes nothing that the ledger keeps (refresh now, test a printer).
 */
export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, E extends string = string> {
  readonly kind: 'query' | 'command' | 'action';
  readonly summary: string;
  readonly permission: Permission;
  readonly input: I;
  readonly output: O;
  /** Expected failures; `bad-input`, `forbidden`, `read-only`, `disk-full`, `busy`, `internal` may come from any call. */
  readonly errors: readonly E[];
}

type Body<I extends z.ZodType, O extends z.ZodType, E extends string> = Omit<CallSpec<I, O, E>, 'kind'>;

export const query = <I extends z.ZodType, O extends z.ZodType, const E extends string = never>(spec: Body<I, O, E>) =>
  ({ kind: 'query', ...spec }) as const;
export const command = <I extends z.ZodType, O extends z.ZodType, const E extends string = never>(spec: Body<I, O, E>) =>
  ({ kind: 'command', ...spec }) as const;
export const action = <I extends z.ZodType, O extends z.ZodType, const E extends string = never>(spec: Body<I, O, E>) =>
  ({ kind: 'action', ...spec }) as const;

/** A failure that was expected: a code the screens translate, and the figures its sentence needs. */
export const callErrorSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type CallError = z.infer<typeof callErrorSchema>;

export const COMMON_ERRORS = [
  'bad-input',
  'forbidden',
  'unknown-call',
  'read-only',
  'disk-full',
  'busy',
  'database-broken',
  'internal',
] as const;

/** Bounds that every input shares. */
export const id = z.string().min(1).max(64);
export const operationId = z
  .uuid()
  .describe('UUID made by the caller before its first attempt; the same id again answers the first result');
export const text = (max: number) => z.string().trim().max(max);
export const line = (max: number) => z.string().trim().min(1).max(max);
export const quantity = z.int().min(1).max(1_000_000);
export const timeMs = z.int().min(0);
export const windowInput = { offset: z.int().min(0).max(10_000_000).default(0), limit: z.int().min(1).max(500).default(100) };
export const empty = z.object({});
/** `capped`: a search found more than are counted in `total`; a narrower one shows the rest. */
export const windowOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), total: z.int(), capped: z.boolean().optional() });
export const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A marketplace's refusal or failure as the screens show it: our words by `code`, the marketplace's own beneath. */
export const problem = z.object({
  code: z.string(),
  operation: z.string(),
  httpStatus: z.int().optional(),
  channelCode: z.string().optional(),
  channelMessage: z.string().optional(),
  subjects: z.array(z.string()).optional(),
});
