import http, { type IncomingMessage, type ServerResponse } from 'node:http';

import type { Engine } from '#electron/engine/engine.ts';
import { plainPage, screenFile, SECURITY_HEADERS } from '#electron/node/screen-files.ts';
import { faultPage, StartFault } from '#electron/node/start-fault.ts';
import type { CallError } from '#shared/contract/call.ts';
import { isCallName } from '#shared/contract/index.ts';

import type { Access } from './access.ts';
import { createEventStream } from './event-stream.ts';
import { openApi } from './openapi.ts';
import type { PaperShelf } from './papers.ts';

/** What the server serves: the program, or the page that says why there is none. */
export type Served =
  | { readonly kind: 'korob'; readonly engine: Engine; readonly access: Access; readonly papers: PaperShelf; readonly version: string }
  | { readonly kind: 'fault'; readonly fault: StartFault };

/** Serves pages during development in place of the built ones. */
export type PageMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface WebServer {
  readonly http: http.Server;
  /** Listens on this address of the machine as well; false where it cannot be had. */
  listenAlso(port: number, address: string): Promise<boolean>;
  /** Back to the first address alone; whoever came by another is cut off. */
  closeOthers(): Promise<void>;
  /** Resolves with the port it got. Rejects with a `StartFault` of `port-taken`. */
  listen(port: number, address: string): Promise<number>;
  serve(served: Served): void;
  usePages(pages: PageMiddleware): void;
  close(): Promise<void>;
}

export function createWebServer(screens: string): WebServer {
  const events = createEventStream();
  let served: Served | null = null;
  let pages: PageMiddleware | null = null;
  let unsubscribe = (): void => undefined;

  const made = (): http.Server =>
    http.createServer(
      { requestTimeout: 60_000, headersTimeout: 10_000, maxHeaderSize: 16_384, keepAliveTimeout: IDLE_MS },
      (request, response) => {
        answer(request, response).catch(() => {
          if (response.headersSent) response.destroy();
          else refuse(response, 500, { code: 'internal' });
        });
      },
    );
  const server = made();
  const others = new Set<http.Server>();
  const closeOthers = async (): Promise<void> => {
    await Promise.all([...others].map(closed));
    others.clear();
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://korob');
    if (served === null) return refuse(response, 503, { code: 'busy' });
    if (served.kind === 'fault') return serveFault(served.fault, pathname, response);
    const { engine, access, papers, version } = served;
    if (!access.trusts(request)) return refuse(response, 403, { code: 'forbidden', params: { why: 'host' } });
    if (pathname === '/healthz') return json(response, 200, { ok: true, version });
    if (pathname === '/pair') return pairing(request, response, access);
    if (pathname.startsWith('/rpc/')) return rpc(request, response, engine, access, pathname.slice('/rpc/'.length));
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, { code: 'method' }, { allow: 'GET, HEAD' });
    if (pathname.startsWith('/papers/')) return paper(request, response, access, papers.at(pathname));
    if (pathname === '/events' || pathname.startsWith('/api/')) {
      const caller = access.caller(request);
      if (caller === null) return refuse(response, 401, { code: 'unauthorized' });
      if (pathname === '/api/openapi.json') return json(response, 200, openApi(version));
      if (pathname === '/api/pairing-code')
        return caller.permissions.includes('manage')
          ? json(response, 200, access.pairingCode())
          : refuse(response, 403, { code: 'forbidden' });
      if (pathname === '/events' && request.method === 'GET')
        return events.add(response) ? undefined : refuse(response, 503, { code: 'busy' });
      return refuse(response, 404, { code: 'not-found' });
    }
    return page(request, response, access, pathname);
  }

  async function page(request: IncomingMessage, response: ServerResponse, access: Access, pathname: string): Promise<void> {
    const cookie = access.openSession(request);
    if (cookie === null && access.caller(request) === null) return redirect(response, '/pair');
    if (cookie !== null) response.setHeader('set-cookie', cookie);
    if (pages !== null) return pages(request, response, () => refuse(response, 404, { code: 'not-found' }));
    const file = await screenFile(screens, pathname);
    if (file.kind !== 'file') return refuse(response, file.status, { code: file.kind === 'outside' ? 'forbidden' : 'not-found' });
    response.writeHead(200, { ...file.headers, 'content-length': file.body.byteLength });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  function paper(request: IncomingMessage, response: ServerResponse, access: Access, found: ReturnType<PaperShelf['at']>): void {
    if (access.caller(request) === null) return refuse(response, 401, { code: 'unauthorized' });
    if (found === null) return refuse(response, 404, { code: 'not-found' });
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${found.name}"`,
      'cache-control': 'no-store',
    };
    response.writeHead(200, { ...SECURITY_HEADERS, ...headers, 'content-length': found.pdf.byteLength });
    response.end(request.method === 'HEAD' ? undefined : found.pdf);
  }

  return {
    http: server,
    listen: (port, address) =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
          reject(taken ? new StartFault('port-taken', String(port), { cause: error }) : error);
        });
        server.listen(port, address, () => {
          const bound = server.address();
          resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
        });
      }),
    listenAlso: (also, address) =>
      new Promise((resolve) => {
        const other = made();
        other.once('error', () => resolve(false));
        other.listen(also, address, () => {
          others.add(other);
          resolve(true);
        });
      }),
    closeOthers,
    serve(next) {
      unsubscribe();
      served = next;
      if (next.kind === 'korob') unsubscribe = next.engine.subscribe((event) => events.send(event));
    },
    usePages(next) {
      pages = next;
    },
    async close() {
      unsubscribe();
      events.close();
      await Promise.all([closed(server), closeOthers()]);
    },
  };
}

const closed = (server: http.Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // An open stream of events would hold the door for ever; an answer on its way gets half a second.
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });

/** A client that was busy for a few seconds must not find its connection closed under the question it sends; the client closes first. */
const IDLE_MS = 75_000;
const USUAL_BODY = 1_000_000;
/** A product list of twenty million characters, two bytes a letter. */
const TABLE_BODY = 45_000_000;
const BRING_TABLES: ReadonlySet<string> = new Set(['product.importCsv', 'label.readTable', 'label.print']);

async function rpc(request: IncomingMessage, response: ServerResponse, engine: Engine, access: Access, name: string): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 405, { code: 'method' }, { allow: 'POST' });
  const caller = access.caller(request);
  if (caller === null) return refuse(response, 401, { code: 'unauthorized' });
  if (!isCallName(name)) return refuse(response, 404, { code: 'unknown-call' });
  // A form of a foreign page cannot say this type, so it cannot reach a call even where cookies travel.
  if (!/^application\/json\b/iu.test(request.headers['content-type'] ?? ''))
    return refuse(response, 415, { code: 'bad-input', params: { where: 'content-type', why: 'application/json' } });
  const body = await readBody(request, BRING_TABLES.has(name) ? TABLE_BODY : USUAL_BODY);
  if (body === null) return refuse(response, 413, { code: 'bad-input', params: { where: 'body', why: 'too large' } });
  let input: unknown;
  try {
    input = body === '' ? {} : JSON.parse(body);
  } catch {
    return refuse(response, 400, { code: 'bad-input', params: { where: 'body', why: 'not JSON' } });
  }
  const answer = await engine.call(name, input, caller);
  return json(response, answer.ok ? 200 : statusOf(answer.error), answer);
}

/** The HTTP status of a refusal; what a person did wrong is 4XX, what broke is 5XX. */
export function statusOf({ code }: CallError): number {
  if (code === 'bad-input') return 400;
  if (code === 'forbidden') return 403;
  if (code === 'busy') return 503;
  if (code === 'unknown-call' || code.endsWith('-unknown')) return 404;
  if (['internal', 'read-only', 'disk-full', 'database-broken'].includes(code)) return 500;
  return 409;
}

async function pairing(request: IncomingMessage, response: ServerResponse, access: Access): Promise<void> {
  const form = (note: string): void => {
    const { html, headers } = plainPage(
      `<h1>Подключить это устройство</h1><p>${note}</p><form method="post" action="/pair"><p><label>Код со станции · Code shown at the station<br><input name="code" inputmode="numeric" autocomplete="off" required></label></p><p><label>Название устройства · Name of this device<br><input name="name" maxlength="60" required></label></p><button>Подключить · Connect</button></form>`,
      { form: true },
    );
    response.writeHead(200, headers).end(html);
  };
  if (request.method === 'GET') return form('Откройте на станции «Подключить устройство» и введите код.');
  if (request.method !== 'POST') return refuse(response, 405, { code: 'method' }, { allow: 'GET, POST' });
  const fields = new URLSearchParams((await readBody(request, 10_000)) ?? '');
  const name = (fields.get('name') ?? '').trim().slice(0, 60);
  const cookie = access.pair(fields.get('code') ?? '', name === '' ? 'LAN' : name);
  if (cookie === null) return form('Код не подошёл или устарел. Возьмите на станции новый. · The code is wrong or old.');
  response.setHeader('set-cookie', cookie);
  return redirect(response, '/');
}

function serveFault(fault: StartFault, pathname: string, response: ServerResponse): void {
  if (pathname.startsWith('/rpc/') || pathname.startsWith('/api/') || pathname === '/healthz' || pathname === '/events')
    return refuse(response, 503, { code: fault.code });
  const { html, headers } = faultPage(fault);
  response.writeHead(503, headers).end(html);
}

/** Null: larger than `limit`. */
async function readBody(request: IncomingMessage, limit: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, error: CallError, headers: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status === 413) response.setHeader('connection', 'close');
  json(response, status, { ok: false, error });
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { location: to, 'cache-control': 'no-store' }).end();
}
