import { createHttpClient } from '#electron/node/http-client.ts';
import type { Http, HttpReply, HttpRequest } from '#electron/ports/http.ts';
import type { createOzonWorld } from '#electron/simulator/ozon/world.ts';
import type { createSimulator } from '#electron/simulator/simulator.ts';
import type { WorldHandled, WorldRequest } from '#electron/simulator/stage.ts';
import type { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';
import { parseJson } from '#shared/kit/json.ts';

import type { FakeTime } from './fake-time.ts';

export interface Worlds {
  readonly wildberries: ReturnType<typeof createSimulator>;
  readonly ozon: ReturnType<typeof createOzonWorld>;
  readonly yandex: ReturnType<typeof createYandexWorld>;
}

/** The way from the program to the marketplaces and back, which takes its time; what a dead program waited for never comes. */
export interface Wire {
  /** Of one life of the program. */
  http(alive: () => boolean): Http;
  readonly baseUrl: string;
  /** Requests that are on a real socket just now. */
  onSockets(): number;
  close(): Promise<void>;
}

/**
 * Requests are served at once and their answers travel: a moment mostly, now and then many seconds.
 * `sockets`: over a real loopback server and the program's own HTTP client; otherwise straight into the marketplaces, with the port's own
 * manners: a cut line was sent and never answered.
 */
export async function simulatedWire(options: {
  readonly worlds: Worlds;
  readonly time: () => FakeTime;
  readonly chance: () => number;
  readonly sockets: boolean;
  /** Hears of every writing of stock a marketplace has just served. */
  readonly stockTold: () => void;
}): Promise<Wire> {
  const { worlds, chance } = options;
  const server = options.sockets ? await worlds.wildberries.listen(0, [worlds.ozon, worlds.yandex]) : null;
  const client = options.sockets ? createHttpClient() : null;
  let onSockets = 0;
  const exchange = async (request: HttpRequest): Promise<HttpReply> => {
    if (client === null) return straightInto(worlds, request);
    onSockets += 1;
    try {
      return await client.send(request);
    } finally {
      onSockets -= 1;
    }
  };
  const travelMs = (): number => Math.floor(chance() < 0.01 ? 2000 + chance() * 20_000 : 30 + chance() * 270);
  const never = new Promise<never>(() => undefined);
  return {
    baseUrl: server?.url ?? 'http://127.0.0.1',
    http: (alive) => ({
      async send(request) {
        if (!alive()) return never;
        const reply = await exchange(request);
        if (STOCK_WRITE.test(`${request.method} ${request.url}`)) options.stockTold();
        await new Promise<void>((resolve) => void options.time().after(travelMs(), resolve));
        return alive() ? reply : never;
      },
    }),
    onSockets: () => onSockets,
    async close() {
      client?.close();
      await server?.close();
    },
  };
}

const STOCK_WRITE = /^PUT .*\/stocks\/\d+$|\/v2\/products\/stocks$|\/offers\/stocks\/update$/u;
const DECODER = new TextDecoder();
const ENCODER = new TextEncoder();
const lowered = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function straightInto(worlds: Worlds, request: HttpRequest): HttpReply {
  const url = new URL(request.url);
  const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(url.pathname) ?? [];
  const headers = lowered(request.headers);
  const asked: WorldRequest = {
    method: request.method,
    host,
    path,
    query: url.searchParams,
    headers,
    body: request.body === undefined || request.body.length === 0 ? undefined : parseJson(DECODER.decode(request.body)),
  };
  const world = [worlds.ozon, worlds.yandex].find(({ hosts }) => hosts.includes(host));
  const handled: WorldHandled =
    world === undefined
      ? worlds.wildberries.handle({ ...asked, headers: { authorization: headers['authorization'] } })
      : world.handle(asked);
  if (handled.kind === 'cut') return { kind: 'no-answer', sent: true, cause: 'reset', detail: 'cut' };
  const { status, headers: said, body } = handled.response;
  return {
    kind: 'answer',
    status,
    headers: lowered(said ?? {}),
    body: body instanceof Uint8Array ? body : ENCODER.encode(body === undefined ? '' : JSON.stringify(body)),
  };
}
