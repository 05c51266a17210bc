import type { z } from 'zod';

import type { ChannelProblem, Connection, Outcome, Reply } from '#electron/channels/channel.ts';
import { createAnswerMemory } from '#shared/kit/answer-memory.ts';
import { assertNever } from '#shared/kit/assert-never.ts';
import { decodeUtf8 } from '#shared/kit/decode.ts';
import { parseJson } from '#shared/kit/json.ts';

import { isParallelLimit, problemOf } from './errors.ts';
import { addressOf, fileAddress, OPERATIONS, type OperationName, type Parts } from './operations.ts';
import { done, rejected } from './outcome.ts';
import { bareKey } from './token.ts';

export interface Ask extends Parts {
  readonly body?: unknown;
  /** As of `ChannelRequest`. */
  readonly patient?: boolean;
}

/** One cabinet's calls to Yandex Market: each spends one token of its group and ends as an `Outcome`, never as a throw. */
export interface Caller {
  /** An answer that does not fit `schema` is `unreadable-answer`. */
  ask<T>(name: OperationName, ask: Ask, schema: z.ZodType<T>): Promise<Outcome<T>>;
  /** A document of the API itself. */
  file(name: OperationName, ask: Ask): Promise<Outcome<Uint8Array>>;
  /** A finished report behind a link: fetched from an expected host only, without the key. */
  linked(link: string): Promise<Outcome<Uint8Array>>;
  nowMs(): number;
  /** The Market's own clock by the `Date` of its last answer; null until there was one. */
  marketNowMs(): number | null;
}

type Heard = { readonly kind: 'ok'; readonly body: Uint8Array } | Exclude<Outcome<never>, { readonly kind: 'done' }>;

export function createCaller(connection: Connection): Caller {
  let aheadMs: number | null = null;
  const memory = createAnswerMemory();
  const hear = async (name: OperationName, ask: Ask, accept: string): Promise<Heard> => {
    const { limit, method } = OPERATIONS[name];
    const reply = await connection.send({
      operation: name,
      limit,
      method,
      url: addressOf(name, ask, connection.baseUrl),
      headers: { 'api-key': bareKey(connection.credentials.token), accept },
      ...(ask.body === undefined ? {} : { body: ask.body }),
      ...(ask.patient === true ? { patient: true } : {}),
    });
    if (reply.kind === 'answer') aheadMs = dateOf(reply.headers, connection.nowMs()) ?? aheadMs;
    return heard(name, reply, connection.nowMs());
  };
  return {
    async ask(name, ask, schema) {
      const answer = await hear(name, ask, 'application/json');
      if (answer.kind !== 'ok') return answer;
      return memory.recall(schema, name, answer.body, () => readAs(name, decodeUtf8(answer.body), schema));
    },
    async file(name, ask) {
      const answer = await hear(name, ask, '*/*');
      return answer.kind === 'ok' ? fileOf(name, answer.body) : answer;
    },
    async linked(link) {
      const url = fileAddress(link, connection.baseUrl);
      if (url === null) return rejected({ code: 'other', operation: 'reports.info', channelMessage: link.slice(0, 200) });
      const reply = await connection.send({ operation: 'reports.file', limit: 'files', method: 'GET', url, headers: { accept: '*/*' } });
      const answer = heard('reports.info', reply, connection.nowMs());
      return answer.kind === 'ok' ? fileOf('reports.info', answer.body) : answer;
    },
    nowMs: () => connection.nowMs(),
    marketNowMs: () => (aheadMs === null ? null : connection.nowMs() + aheadMs),
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
      const text = decodeUtf8(reply.body);
      if (status === 420 || status === 429) return { kind: 'limited', untilMs: nowMs + waitMs(reply.headers, text, nowMs) };
      const problem = problemOf(name, status, text);
      return status >= 499 ? doubtful(name, problem) : { kind: 'rejected', problem };
    }
    default:
      return assertNever(reply);
  }
}

/** Nobody knows whether it happened. What may be sent twice is tried again; the rest is settled by reading. */
function doubtful(name: OperationName, problem: ChannelProblem): Exclude<Outcome<never>, { readonly kind: 'done' }> {
  return OPERATIONS[name].repeatable ? { kind: 'retry', problem } : { kind: 'unknown', problem };
}

function readAs<T>(name: OperationName, text: string, schema: z.ZodType<T>): Outcome<T> {
  const unreadable = (words: string) => doubtful(name, { code: 'unreadable-answer', operation: name, channelMessage: words.slice(0, 500) });
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    return unreadable('not JSON');
  }
  if (saysError(json)) return rejected(problemOf(name, 400, text));
  const read = schema.safeParse(json);
  if (read.success) return done(read.data);
  return unreadable(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}

const saysError = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && (json as { readonly status?: unknown }).status === 'ERROR';

/** A page of words where a document belongs is no document, whatever its status said. */
function fileOf(name: OperationName, body: Uint8Array): Outcome<Uint8Array> {
  const first = body[0];
  if (first !== undefined && first !== 0x7b && first !== 0x3c) return done(body);
  return doubtful(name, { code: 'unreadable-answer', operation: name, channelMessage: decodeUtf8(body.slice(0, 200)) });
}

const PARALLEL_MS = 1000;
const DEFAULT_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 2 * 3_600_000;

/** Two calls that met wait a second; a resource that is used up comes back at `X-RateLimit-Resource-Until`, by the Market's clock. */
function waitMs(headers: Readonly<Record<string, string>>, text: string, nowMs: number): number {
  if (isParallelLimit(text)) return PARALLEL_MS;
  const untilMs = Date.parse(header(headers, 'x-ratelimit-resource-until') ?? '');
  if (!Number.isFinite(untilMs)) return DEFAULT_WAIT_MS;
  const market = nowMs + (dateOf(headers, nowMs) ?? 0);
  return Math.min(LONGEST_WAIT_MS, Math.max(PARALLEL_MS, untilMs - market));
}

/** How far the Market's clock is ahead of ours. */
function dateOf(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const ms = Date.parse(header(headers, 'date') ?? '');
  return Number.isFinite(ms) ? ms - nowMs : null;
}

const header = (headers: Readonly<Record<string, string>>, wanted: string): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
