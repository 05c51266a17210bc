import type { z } from 'zod';

import type { ChannelProblem, Connection, Outcome, Reply } from '#electron/channels/channel.ts';
import { createAnswerMemory } from '#shared/kit/answer-memory.ts';
import { assertNever } from '#shared/kit/assert-never.ts';
import { decodeUtf8 } from '#shared/kit/decode.ts';
import { parseJson } from '#shared/kit/json.ts';

import { PASSING_MS, problemOf } from './errors.ts';
import { bareClientId, bareKey } from './keys.ts';
import { addressOf, fileAddressOf, OPERATIONS, type OperationName } from './operations.ts';
import { done } from './outcome.ts';

/** One cabinet's calls to Ozon: each spends one token of its group and ends as an `Outcome`, never as a throw. */
export interface Caller {
  /** For answers of JSON. One that does not fit `schema` is `unreadable-answer`. */
  ask<T>(name: OperationName, body: unknown, schema: z.ZodType<T>): Promise<Outcome<T>>;
  /** For answers whose 200 says it all. */
  tell(name: OperationName, body: unknown): Promise<Outcome<void>>;
  /** For answers that are a file, or JSON that holds one. */
  bytes(name: OperationName, body: unknown): Promise<Outcome<Uint8Array>>;
  /** A file that an answer pointed to: only from Ozon's own hosts, and without the seller's key. Null: it is not there (any more). */
  file(name: OperationName, url: string): Promise<Outcome<Uint8Array | null>>;
  nowMs(): number;
}

type Heard =
  | { readonly kind: 'ok'; readonly body: Uint8Array }
  | { readonly kind: 'refused'; readonly status: number; readonly text: string }
  | Exclude<Outcome<never>, { readonly kind: 'done' | 'rejected' }>;

export function createCaller(connection: Connection): Caller {
  const memory = createAnswerMemory();
  const { token, clientId = '' } = connection.credentials;
  const headers = { 'client-id': bareClientId(clientId), 'api-key': bareKey(token) };
  const hear = async (name: OperationName, body: unknown): Promise<Heard> => {
    const reply = await connection.send({
      operation: name,
      limit: OPERATIONS[name].limit,
      method: 'POST',
      url: addressOf(name, connection.baseUrl),
      headers,
      body: body ?? {},
    });
    return heard(name, reply, connection.nowMs());
  };
  const bytes = async (name: OperationName, body: unknown): Promise<Outcome<Uint8Array>> => {
    const answer = await hear(name, body);
    if (answer.kind === 'ok') return done(answer.body);
    return answer.kind === 'refused' ? refusal(name, answer.status, answer.text) : answer;
  };
  return {
    bytes,
    nowMs: connection.nowMs,
    async ask(name, body, schema) {
      const answer = await bytes(name, body);
      if (answer.kind !== 'done') return answer;
      return memory.recall(schema, name, answer.value, () => readAs(name, decodeUtf8(answer.value), schema));
    },
    async tell(name, body) {
      const answer = await bytes(name, body);
      return answer.kind === 'done' ? done(undefined) : answer;
    },
    async file(name, url) {
      const address = fileAddressOf(url, connection.baseUrl);
      if (address === null)
        return { kind: 'rejected', problem: { code: 'file-elsewhere', operation: name, channelMessage: url.slice(0, 200) } };
      const request = { operation: name, limit: 'files', method: 'GET', url: address, headers: { accept: 'application/pdf' } } as const;
      const answer = heard(name, await connection.send(request), connection.nowMs());
      if (answer.kind === 'refused') return done(null);
      return answer.kind === 'ok' ? done(answer.body) : answer;
    },
  };
}

function heard(name: OperationName, reply: Reply, nowMs: number): Heard {
  switch (reply.kind) {
    case 'held':
      return { kind: 'limited', untilMs: reply.untilMs };
    case 'no-answer': {
      const code = reply.cause === 'timeout' ? 'timeout' : 'no-network';
      const problem: ChannelProblem = { code, operation: name, channelMessage: reply.cause };
      return reply.sent ? doubtful(name, problem) : { kind: 'retry', problem };
    }
    case 'answer': {
      const { status } = reply;
      if (status >= 200 && status < 300) return { kind: 'ok', body: reply.body };
      if (status === 429) return { kind: 'limited', untilMs: nowMs + waitMs(reply.headers) };
      const text = decodeUtf8(reply.body);
      return status >= 500 ? doubtful(name, problemOf(name, status, text)) : { kind: 'refused', status, text };
    }
    default:
      return assertNever(reply);
  }
}

/** Nobody knows whether it happened. What may be sent twice is tried again; the rest is settled by reading. */
function doubtful(name: OperationName, problem: ChannelProblem): Exclude<Heard, { readonly kind: 'ok' | 'refused' }> {
  return OPERATIONS[name].repeatable ? { kind: 'retry', problem } : { kind: 'unknown', problem };
}

/** What a refusal means for whoever asked: trouble that passes is tried again, everything else waits for a person. */
function refusal(name: OperationName, status: number, text: string): Outcome<never> {
  const problem = problemOf(name, status, text);
  const afterMs = PASSING_MS[problem.code];
  return afterMs === undefined ? { kind: 'rejected', problem } : { kind: 'retry', problem, afterMs };
}

export function unreadable(name: OperationName, words: string): Exclude<Outcome<never>, { readonly kind: 'done' | 'rejected' }> {
  return doubtful(name, { code: 'unreadable-answer', operation: name, channelMessage: words.slice(0, 500) });
}

export function readAs<T>(name: OperationName, text: string, schema: z.ZodType<T>): Outcome<T> {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    return unreadable(name, 'not JSON');
  }
  const read = schema.safeParse(json);
  if (read.success) return done(read.data);
  return unreadable(name, read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}

const DEFAULT_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** `Retry-After`, in seconds, comes with every 429 since 2026-09-25. */
function waitMs(headers: Readonly<Record<string, string>>): number {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  const seconds = Number(found ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds < 0) return DEFAULT_WAIT_MS;
  return Math.min(LONGEST_WAIT_MS, Math.max(200, Math.ceil(seconds * 1000)));
}
