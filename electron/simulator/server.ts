import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { control } from './control.ts';
import type { Listening, MarketWorld, Simulator, WorldHandled } from './stage.ts';

const MOST_BYTES = 8_000_000;

/** The simulator, and other marketplaces beside it, on one loopback port; nothing outside this machine reaches it. */
export async function listen(simulator: Simulator, port: number, worlds: readonly MarketWorld[] = []): Promise<Listening> {
  // Longer than any client keeps an idle connection: one closed under a request would look like a lost answer nobody planned.
  const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, outgoing) => {
    void answer(simulator, worlds, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  simulator: Simulator,
  worlds: readonly MarketWorld[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const bytes = await read(incoming);
  const body = parse(bytes);
  const [, first = '', rest = '/'] = /^\/([^/]+)(\/.*)?$/u.exec(url.pathname) ?? [];
  if (first === '_control') {
    // A page of another origin must not reach it through a browser on this machine.
    const own = incoming.headers.origin === undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/u.test(incoming.headers.host ?? '');
    const told = own ? control(simulator, worlds, rest.slice(1), body) : { status: 403, body: { error: 'loopback only' } };
    send(outgoing, told.status, { 'content-type': 'application/json' }, JSON.stringify(told.body));
    return;
  }
  const request = { method: incoming.method ?? 'GET', host: first, path: rest, query: url.searchParams, body };
  const world = worlds.find(({ hosts }) => hosts.includes(first));
  const handled: WorldHandled =
    world === undefined
      ? simulator.handle({ ...request, headers: { authorization: incoming.headers.authorization } })
      : world.handle({ ...request, headers: plain(incoming.headers) });
  if (handled.kind === 'cut') {
    incoming.socket.destroy();
    return;
  }
  const { status, headers, body: said } = handled.response;
  if (said instanceof Uint8Array) return send(outgoing, status, { ...headers }, said);
  send(
    outgoing,
    status,
    { ...(said === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    said === undefined ? '' : JSON.stringify(said),
  );
}

function send(outgoing: ServerResponse, status: number, headers: Record<string, string>, content: string | Uint8Array): void {
  outgoing.writeHead(status, headers);
  outgoing.end(content);
}

const plain = (headers: IncomingMessage['headers']): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('request too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
