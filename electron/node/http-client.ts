import http from 'node:http';
import https from 'node:https';

import type { Http, HttpReply, HttpRequest } from '#electron/ports/http.ts';

type NoAnswer = Extract<HttpReply, { kind: 'no-answer' }>;

/**
 * The one way out to the network. Follows no redirect, keeps connections alive, ends at `timeoutMs` in all, reads at most `maxBytes`.
 * `sent` is true from the moment a connection stands: from there on the other end may have acted.
 */
export function createHttpClient(): Http & { close(): void } {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 8, timeout: 60_000 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 8, timeout: 60_000 }),
  };
  return {
    send: (request) => new Promise((resolve) => exchange(request, agents, resolve)),
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

function exchange(
  request: HttpRequest,
  agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent },
  resolve: (reply: HttpReply) => void,
): void {
  let sent = false;
  let settled = false;
  const settle = (reply: HttpReply): void => {
    if (settled) return;
    settled = true;
    clearTimeout(deadline);
    resolve(reply);
  };
  const give = (cause: NoAnswer['cause'], detail: string): void => {
    settle({ kind: 'no-answer', sent, cause, detail });
    outgoing?.destroy();
  };
  const deadline = setTimeout(() => give('timeout', `no answer within ${request.timeoutMs} ms`), request.timeoutMs);
  let outgoing: http.ClientRequest | undefined;
  try {
    outgoing = open(request, agents);
  } catch (error) {
    give('other', message(error));
    return;
  }
  outgoing.on('socket', (socket) => {
    // A socket taken from the pool stands already; a new one stands once TCP, and TLS over it, are agreed.
    if (outgoing?.reusedSocket) sent = true;
    else socket.once(request.url.startsWith('https:') ? 'secureConnect' : 'connect', () => (sent = true));
  });
  outgoing.on('error', (error) => give(causeOf(error), message(error)));
  outgoing.on('response', (response) => read(response, request.maxBytes, settle, give));
  outgoing.end(request.body);
}

function open(request: HttpRequest, agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent }): http.ClientRequest {
  const url = new URL(request.url);
  const headers = { ...request.headers, ...(request.body === undefined ? {} : { 'content-length': String(request.body.byteLength) }) };
  const options = { method: request.method, headers };
  if (url.protocol === 'https:') return https.request(url, { ...options, agent: agents['https:'] });
  if (url.protocol === 'http:') return http.request(url, { ...options, agent: agents['http:'] });
  throw new Error(`no way to speak ${url.protocol}`);
}

function read(
  response: http.IncomingMessage,
  maxBytes: number,
  settle: (reply: HttpReply) => void,
  give: (cause: NoAnswer['cause'], detail: string) => void,
): void {
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (part: Buffer) => {
    size += part.length;
    if (size > maxBytes) give('too-large', `more than ${maxBytes} bytes`);
    else parts.push(part);
  });
  response.on('error', (error) => give(causeOf(error), message(error)));
  response.on('aborted', () => give('reset', 'the answer broke off'));
  response.on('end', () => {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(response.headers))
      if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    settle({ kind: 'answer', status: response.statusCode ?? 0, headers, body: new Uint8Array(Buffer.concat(parts)) });
  });
}

const CAUSES: Readonly<Record<string, NoAnswer['cause']>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
};

function causeOf(error: Error): NoAnswer['cause'] {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (/CERT|SSL|TLS|SIGNATURE/u.test(code)) return 'tls';
  return CAUSES[code] ?? 'other';
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));
