import type { ChannelRequest, Connection, Credentials, Reply } from '#electron/channels/channel.ts';
import { parseJson, stringifyJson } from '#shared/kit/json.ts';

/** What the marketplace says to one request; `undefined` body is an empty one. */
export type Line =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | Exclude<Reply, { readonly kind: 'answer' }>;

export interface Sent {
  readonly operation: string;
  readonly method: ChannelRequest['method'];
  readonly url: string;
  readonly limit: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it would stand on the wire, read back. */
  readonly body: unknown;
}

/** A connection that answers from a script and remembers what it was asked. */
export function scriptedConnection(
  credentials: Credentials,
  answer: (request: Sent, index: number) => Line,
  nowMs = Date.UTC(2026, 10, 24, 9),
): { readonly connection: Connection; readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    connection: {
      credentials,
      baseUrl: null,
      nowMs: () => nowMs,
      send: async (request) => {
        const { operation, method, url, limit, headers = {} } = request;
        const body = request.body === undefined ? undefined : parseJson(stringifyJson(request.body));
        const seen = { operation, method, url, limit, headers, body };
        sent.push(seen);
        return replyOf(answer(seen, sent.length - 1));
      },
    },
  };
}

function replyOf(line: Line): Reply {
  if (!('status' in line)) return line;
  const text = line.body === undefined ? '' : typeof line.body === 'string' ? line.body : stringifyJson(line.body);
  return { kind: 'answer', status: line.status, headers: line.headers ?? {}, body: new TextEncoder().encode(text) };
}
