import type { z } from 'zod';

import type { ChannelProblem, Connection, Outcome, Reply } from '#electron/channels/channel.ts';
import { createAnswerMemory } from '#shared/kit/answer-memory.ts';
import { assertNever } from '#shared/kit/assert-never.ts';
import { decodeUtf8 } from '#shared/kit/decode.ts';
import { parseJson } from '#shared/kit/json.ts';

import { PASSING_MS, problemOf } from './errors.ts';
import { addressOf, OPERATIONS, type OperationName, type Parts } from './operations.ts';
import { bareToken } from './token.ts';

export interface Ask extends Parts {
  readonly body?: unknown;
}

/** An answer of Wildberries before its refusals are sorted; what gave none is an outcome already. */
export type Heard =
  | { readonly kind: 'ok'; readonly body: Uint8Array }
  | { readonly kind: 'refused'; readonly status: number; readonly text: string }
  | Exclude<Outcome<never>, { readonly kind: 'done' | 'rejected' }>;

/** One cabinet's calls to Wildberries: each spends one token of its group and ends as an `Outcome`, never as a throw. */
export interface Caller {
  /** For answers with a body. One that does not fit `schema` is `unreadable-answer`. */
  ask<T>(name: OperationName, ask: Ask, schema: z.ZodType<T>): Promise<Outcome<T>>;
  /** For answers of 204. */
  tell(name: OperationName, ask: Ask): Promise<Outcome<void>>;
  /** The raw answer, for methods whose refusals need more than one problem to say. */
  hear(name: OperationName, ask: Ask): Promise<Heard>;
}

export function createCaller(connection: Connection): Caller {
  const memory = createAnswerMemory();
  const hear = async (name: OperationName, ask: Ask): Promise<Heard> => {
    const operation = OPERATIONS[name];
    const reply = await connection.send({
      operation: name,
      limit: operation.limit,
      method: operation.method,
      url: addressOf(name, ask, connection.baseUrl),
      headers: { authorization: bareToken(connection.credentials.token) },
      ...(ask.body === undefined ? {} : { body: ask.body }),
    });
    return heard(name, reply, connection.nowMs());
  };
  return {
    hear,
    async ask(name, ask, schema) {
      const answer = await hear(name, ask);
      if (answer.kind === 'ok') return memory.recall(schema, name, answer.body, () => readAs(name, decodeUtf8(answer.body), schema));
      return answer.kind === 'refused' ? refusal(name, answer.status, answer.text) : answer;
    },
    async tell(name, ask) {
      const answer = await hear(name, ask);
      if (answer.kind === 'ok') return { kind: 'done', value: undefined };
      return answer.kind === 'refused' ? refusal(name, answer.status, answer.text) : answer;
    },
  };
}

function heard(name: OperationName, reply: Reply, nowMs: number): Heard {
  switch (reply.kind) {
    case 'held':
      return { kind: 'limited', untilMs: reply.untilMs };
    case 'no-answer': {
      const problem: ChannelProblem = {
        code: reply.cause === 'timeout' ? 'timeout' : 'no-network',
        operation: name,
        channelMessage: reply.cause,
      };
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
function doubtful(name: OperationName, problem: ChannelProblem): Heard {
  return OPERATIONS[name].repeatable ? { kind: 'retry', problem } : { kind: 'unknown', problem };
}

/** What a refusal means for whoever asked: trouble that passes is tried again, everything else waits for a person. */
export function refusal(name: OperationName, status: number, text: string): Outcome<never> {
  const problem = problemOf(name, status, text);
  const afterMs = PASSING_MS[problem.code];
  return afterMs === undefined ? { kind: 'rejected', problem } : { kind: 'retry', problem, afterMs };
}

function readAs<T>(name: OperationName, text: string, schema: z.ZodType<T>): Outcome<T> {
  const unreadable = (words: string): Outcome<T> => {
    const problem: ChannelProblem = { code: 'unreadable-answer', operation: name, channelMessage: words.slice(0, 500) };
    return OPERATIONS[name].repeatable ? { kind: 'retry', problem } : { kind: 'unknown', problem };
  };
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    return unreadable('not JSON');
  }
  const read = schema.safeParse(json);
  if (read.success) return { kind: 'done', value: read.data };
  return unreadable(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}

const DEFAULT_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** `X-Ratelimit-Retry` is Wildberries' own word, in seconds; `Retry-After` does not come from it but may from a proxy. */
function waitMs(headers: Readonly<Record<string, string>>): number {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of ['x-ratelimit-retry', 'x-ratelimit-reset', 'retry-after']) {
    const seconds = Number(lower.get(name) ?? Number.NaN);
    if (Number.isFinite(seconds) && seconds >= 0) return Math.min(LONGEST_WAIT_MS, Math.max(200, Math.ceil(seconds * 1000)));
  }
  return DEFAULT_WAIT_MS;
}
