import type { Channel } from '#electron/channels/channel.ts';
import { ozon } from '#electron/channels/ozon/index.ts';
import { wildberries } from '#electron/channels/wildberries/index.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import type { OpenDatabase } from '#electron/db/open.ts';
import { systemRandom } from '#electron/node/random.ts';
import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { HttpReply, HttpRequest } from '#electron/ports/http.ts';
import { createBuckets } from '#electron/simulator/limits.ts';
import { createWindows } from '#electron/simulator/ozon/limits.ts';
import { findRoute } from '#electron/simulator/yandex-market/routes.ts';
import { createSync, type Sync, type SyncPorts } from '#electron/sync/sync.ts';
import type { ChannelId } from '#shared/domain/channel.ts';

import { ScriptedMarket, scriptedChannel } from '../support/scripted-channel.ts';

export const CHANNELS: readonly Channel[] = [wildberries, ozon, yandexMarket];

/** A writing of stock that a marketplace took. */
export interface Told {
  readonly atMs: number;
  readonly channel: ChannelId;
  readonly body: string;
}

/** What became of all that was asked. */
export interface Heard {
  readonly told: Told[];
  /** Requests the marketplace's own limits refused (429, 420). */
  tooMany: number;
}

/**
 * The loop with the marketplaces' own clients and limits for stock, and marketplaces without news for everything else. The limits on the other
 * side are those of the simulators.
 */
export function openStockLoop(warehouse: OpenDatabase, time: Clock & Timers, hear: (told: Told) => void = () => undefined): Sync & Heard {
  const heard: Heard = { told: [], tooMany: 0 };
  const admit = gates(() => time.nowMs());
  const decode = new TextDecoder();
  const http: SyncPorts['http'] = {
    send: (request) => {
      const channel = CHANNELS.find(({ hosts }) => hosts.includes(new URL(request.url).hostname))!.id;
      const refused = admit(channel, request);
      if (refused !== null) {
        heard.tooMany += 1;
        return Promise.resolve(answer(refused, {}));
      }
      if (isTelling(request)) {
        const told = { atMs: time.nowMs(), channel, body: decode.decode(request.body) };
        heard.told.push(told);
        hear(told);
      }
      return Promise.resolve(served(request, decode));
    },
  };
  const market = new ScriptedMarket();
  const ports: SyncPorts = {
    db: warehouse.database,
    clock: time,
    timers: time,
    random: systemRandom,
    log: { write: (level, event, details) => void (level === 'error' && console.error(event, details)) },
    http,
    vault: { get: (accountId) => JSON.stringify({ token: accountId, clientId: '1' }), put: () => undefined, remove: () => undefined },
    channels: CHANNELS.map((channel) => ({
      ...scriptedChannel(market, {}, channel.id),
      limits: channel.limits,
      hosts: channel.hosts,
      connect: (connection) => ({ ...market.client(), stock: channel.connect(connection).stock }),
    })),
    events: { emit: () => undefined },
    printDesk: { labelFormat: () => 'zpl', warm: () => undefined } as unknown as SyncPorts['printDesk'],
  };
  return Object.assign(createSync(ports), heard);
}

/** Null: let through; otherwise the status it is refused with. */
function gates(nowMs: () => number): (channel: ChannelId, request: HttpRequest) => number | null {
  const buckets = createBuckets();
  const windows = createWindows();
  const resources = new Map<string, { used: number; untilMs: number }>();
  return (channel, request) => {
    const url = new URL(request.url);
    if (channel === 'wildberries') return 'refused' in buckets.take('seller', 'stocks', nowMs()) ? 429 : null;
    if (channel === 'ozon') {
      const full = windows.take('all', nowMs()) !== null || (isTelling(request) && windows.take('stocks', nowMs()) !== null);
      return full ? 429 : null;
    }
    const { route } = findRoute(request.method, url.hostname, url.pathname)!;
    const known = resources.get(route.operation);
    const resource = known !== undefined && known.untilMs > nowMs() ? known : { used: 0, untilMs: nowMs() + route.periodMs };
    resources.set(route.operation, resource);
    resource.used += 1;
    return resource.used > route.amount ? 420 : null;
  };
}

const isTelling = ({ method, url }: HttpRequest): boolean =>
  method === 'PUT' || url.endsWith('/v2/products/stocks') || url.endsWith('/offers/stocks/update');

function answer(status: number, body: unknown): HttpReply {
  const headers: Record<string, string> = { date: new Date().toUTCString() };
  return { kind: 'answer', status, headers, body: new TextEncoder().encode(body === null ? '' : JSON.stringify(body)) };
}

/** As little as the clients need: every figure is taken, one shop with one warehouse stands behind every cabinet. */
function served(request: HttpRequest, decode: TextDecoder): HttpReply {
  const { pathname } = new URL(request.url);
  if (request.method === 'PUT') return answer(204, null);
  if (pathname === '/v2/products/stocks') {
    const { stocks } = JSON.parse(decode.decode(request.body)) as { stocks: { product_id: number; warehouse_id: number }[] };
    return answer(200, { result: stocks.map((row) => ({ ...row, offer_id: '', updated: true, errors: [] })) });
  }
  if (pathname === '/v2/campaigns') {
    const business = { id: 1, name: 'Замер' };
    const campaigns = [{ id: 7, domain: 'Замер', business, placementType: 'FBS', apiAvailability: 'AVAILABLE' }];
    return answer(200, { campaigns, paging: {} });
  }
  if (pathname.endsWith('/warehouses')) {
    const place = { id: 700, name: 'Площадка', campaignId: 7, express: false, models: [{ placementType: 'FBS' }] };
    return answer(200, { status: 'OK', result: { warehouses: [place], paging: {} } });
  }
  return answer(200, { status: 'OK', stocks: [], products: [], cursor: '', has_next: false, result: { offers: [], paging: {} } });
}
