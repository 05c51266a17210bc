import { createChance } from '../chance.ts';
import type { Remembering } from '../remembering.ts';
import type { MarketWorld, WorldHandled, WorldRequest } from '../stage.ts';
import { isRecord, json, refuse, result, type Said } from './answers.ts';
import { documents, FILE_HOST } from './documents.ts';
import { createFaults, type FaultKind, type FaultPlan, type Faults } from './faults.ts';
import { recall, remembered } from './memory.ts';
import { orders, type Serve } from './orders.ts';
import { API_HOST, findRoute, ROUTES, type Route } from './routes.ts';
import { shipments, turn } from './shipments.ts';
import { shop } from './shop.ts';
import { troubled } from './trouble.ts';
import {
  cancel,
  changeStatus,
  createWorld,
  type Order,
  ordersOf,
  type OrderWish,
  placeOrder,
  release,
  settle,
  type World,
} from './world.ts';

export interface YandexOptions {
  readonly seed: number;
  readonly nowMs: () => number;
  readonly faults?: FaultPlan;
  readonly things?: number;
  /** The cabinet joined its warehouses into a group: stock is then told by shop, not by warehouse. */
  readonly grouped?: boolean;
  readonly firstOrderId?: number;
  readonly checkDelayMs?: number;
  readonly labelDelayMs?: number;
  readonly cutoffDelayMs?: number;
  /** Off where a test is about something else. */
  readonly limits?: boolean;
}

export interface YandexLine {
  readonly seq: number;
  readonly atMs: number;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly applied: boolean;
  readonly told: boolean;
  readonly fault: FaultKind | null;
  /** Whether the request carried a key: a linked file must be asked without one. */
  readonly keyed: boolean;
}

/** Yandex Market in miniature: one cabinet with a shop FBS, one of Express and goods at the Market's own warehouse. */
export interface YandexWorld extends MarketWorld, Remembering {
  readonly world: World;
  readonly faults: Faults;
  readonly journal: readonly YandexLine[];
  nowMs(): number;
  /** Another program of the seller's spends of a resource; answers what is left. */
  useUp(operation: string, requests: number): number;
  placeOrder(wish?: OrderWish): Order | null;
  cancelByBuyer(orderId: number): boolean;
  /** The sorting centre takes a confirmed shipment in; orders named were not found in it. */
  acceptShipment(shipmentId: number, lost?: readonly number[]): boolean;
  /** A parcel comes back: not taken by the buyer, or given back. */
  returnOrder(orderId: number, kind: 'UNREDEEMED' | 'RETURN'): number | null;
  pickReturn(returnId: number): boolean;
  credentials(scopes?: readonly string[]): { readonly token: string; readonly clientId: string };
}

const SERVE: Readonly<Record<string, Serve>> = { ...shop, ...orders, ...documents, ...shipments };

export function createYandexWorld(options: YandexOptions): YandexWorld {
  const chance = createChance(options.seed ^ 0x9a2d);
  let aheadMs = 0;
  const nowMs = () => options.nowMs() + aheadMs;
  const world = createWorld({
    seed: options.seed,
    chance,
    nowMs,
    things: options.things ?? 300,
    grouped: options.grouped ?? false,
    firstOrderId: options.firstOrderId ?? 41_000_000,
    checkDelayMs: options.checkDelayMs ?? 5000,
    labelDelayMs: options.labelDelayMs ?? 2000,
    cutoffDelayMs: options.cutoffDelayMs ?? 10 * 60_000,
  });
  const faults = createFaults(createChance(options.seed ^ 0xfa17), options.faults ?? null);
  const journal: YandexLine[] = [];
  const keys = new Map<string, readonly string[]>();
  const windows = new Map<string, { used: number; untilMs: number }>();
  let stale: Said | null = null;
  let online = true;
  let meanMs = 0;
  let nextBuyerMs = Number.POSITIVE_INFINITY;

  const letBuyersCome = () => {
    settle(world);
    for (let guard = 0; nextBuyerMs <= nowMs() && guard < 10_000; guard += 1) {
      placeOrder(world, { express: chance.next() < 0.15 });
      nextBuyerMs += chance.wait(meanMs);
    }
  };

  function handle(request: WorldRequest): WorldHandled {
    if (!online) return { kind: 'cut' };
    letBuyersCome();
    const found = findRoute(request.method, request.host, request.path);
    if (found === null) return answer(refuse(404, `No handler found for ${request.method} ${request.path}`));
    const { route, holes } = found;
    const barred = admit(route, request) ?? troubled(world.trouble, route.operation, request.body);
    if (barred !== null) return noted(request, route, barred, null, false, true);
    const paged = request.query.get('pageToken') !== null;
    const fault = faults.draw(route.operation, paged);
    if (fault === 'lose-request') return { kind: 'cut' };
    const early = refusedBy(fault, route);
    if (early !== null) return noted(request, route, early, fault, false, true);
    if (fault === 'cancel-in-flight') cancelByBuyer(Number(holes['orderId']));
    const honest = spend(route) ?? serve(route, request, holes);
    const response = distorted(fault, route, honest);
    const told = fault !== 'lose-answer' && fault !== 'server-error-after';
    return noted(request, route, response, fault, honest.status < 400, told);
  }

  /** Who asks, and whether they may. A linked file asks for no key. */
  function admit(route: Route, request: WorldRequest): Said | null {
    if (route.host !== API_HOST) return null;
    const key = request.headers['api-key'] ?? '';
    if (/^bearer\s/iu.test(key)) return refuse(401, 'Api-Key token prefix invalid');
    const scopes = keys.get(key);
    if (scopes === undefined) return refuse(401, 'Api-Key token is not valid');
    const named = /\/businesses\/(\d+)\//u.exec(request.path)?.[1];
    if (named !== undefined && named !== String(world.businessId)) return refuse(403, 'Access denied');
    const { right } = route;
    if (right === null || scopes.includes('ALL_METHODS') || scopes.includes(right)) return null;
    if (!route.writes && (scopes.includes('ALL_METHODS_READ_ONLY') || scopes.includes(`${right}_READ_ONLY`))) return null;
    return refuse(403, `Token does not have any of the scopes: ${right}`);
  }

  function serve(route: Route, request: WorldRequest, holes: Readonly<Record<string, string>>): Said {
    if (route.operation === 'token.read')
      return result({ apiKey: { name: 'Короб', authScopes: keys.get(request.headers['api-key'] ?? '') ?? [] } });
    const handler = SERVE[route.operation];
    if (handler === undefined) throw new Error(`nobody serves ${route.operation}`);
    return handler(world, { query: request.query, body: request.body, holes });
  }

  /** One more of the resource; null while there is some left. */
  function spend(route: Route): Said | null {
    const used = windowOf(route);
    if (options.limits === false) return null;
    if (used.used >= route.amount) return refuse(420, `Hit rate limit of ${String(route.amount)} requests for ${route.operation}`);
    used.used += 1;
    return null;
  }
  function windowOf(route: Route) {
    const known = windows.get(route.operation);
    if (known !== undefined && known.untilMs > nowMs()) return known;
    const fresh = { used: 0, untilMs: nowMs() + route.periodMs };
    windows.set(route.operation, fresh);
    return fresh;
  }

  function refusedBy(fault: FaultKind | null, route: Route): Said | null {
    if (fault === 'parallel-limit') return refuse(420, `Hit rate limit of 2 parallel requests for businessId ${String(world.businessId)}`);
    if (fault === 'server-error') return refuse(503, 'Service unavailable');
    if (fault === 'bad-page-token') return refuse(400, 'Bad page token');
    if (fault !== 'rate-limit') return null;
    windowOf(route).used = route.amount;
    return refuse(420, `Hit rate limit of ${String(route.amount)} requests for ${route.operation}`);
  }

  /** Lists lie in ways of their own: old, doubled, with a word nobody knows. */
  function distorted(fault: FaultKind | null, route: Route, honest: Said): Said {
    if (route.operation !== 'orders.list' || honest.status !== 200) return honest;
    const before = stale;
    stale = honest;
    if (fault === 'stale-page') return before ?? honest;
    const list = isRecord(honest.body) && Array.isArray(honest.body['orders']) ? (honest.body['orders'] as Record<string, unknown>[]) : [];
    if (fault === 'duplicate') return json(200, { ...(honest.body as object), orders: [...list, ...list.slice(0, 3)].slice(0, 50) });
    if (fault === 'unknown-status')
      return json(200, {
        ...(honest.body as object),
        orders: list.map((one, seat) => (seat === 0 ? { ...one, status: 'TELEPORTED' } : one)),
      });
    return honest;
  }

  function noted(request: WorldRequest, route: Route, said: Said, fault: FaultKind | null, applied: boolean, told: boolean): WorldHandled {
    const { method, path, body } = request;
    const keyed = request.headers['api-key'] !== undefined;
    const line = { seq: journal.length + 1, atMs: nowMs(), operation: route.operation, method, path, body, status: said.status };
    journal.push({ ...line, applied, told, fault, keyed });
    if (fault === 'lose-answer') return { kind: 'cut' };
    return answer(fault === 'server-error-after' ? refuse(500, 'Internal server error') : said, route);
  }

  function answer(said: Said, route?: Route): WorldHandled {
    const used = route === undefined || options.limits === false ? null : { route, ...windowOf(route) };
    const headers = {
      date: new Date(nowMs()).toUTCString(),
      ...(used === null
        ? {}
        : {
            'x-ratelimit-resource-limit': String(used.route.amount),
            'x-ratelimit-resource-remaining': String(Math.max(0, used.route.amount - used.used)),
            'x-ratelimit-resource-until': new Date(used.untilMs).toUTCString(),
          }),
      ...said.headers,
    };
    return { kind: 'answer', response: { ...said, headers } };
  }

  function cancelByBuyer(orderId: number): boolean {
    const order = world.orders.get(orderId);
    return order !== undefined && cancel(world, order, 'USER_CHANGED_MIND');
  }

  return {
    channel: 'yandex-market',
    hosts: [API_HOST, FILE_HOST],
    world,
    buy(lines) {
      if (lines?.some(({ article }) => !world.offers.has(article)) === true) return null;
      const order = placeOrder(
        world,
        lines === null ? {} : { lines: lines.map(({ article, quantity }) => ({ offerId: article, count: quantity })) },
      );
      return order === null ? null : String(order.id);
    },
    cancelOrder: (number) => cancelByBuyer(Number(number)),
    faults,
    journal,
    handle,
    nowMs,
    advance(ms) {
      aheadMs += ms;
      letBuyersCome();
    },
    setNetwork(up) {
      online = up;
    },
    setTrouble(kind) {
      world.trouble = kind;
    },
    setPace(perMinute) {
      letBuyersCome();
      meanMs = perMinute > 0 ? 60_000 / perMinute : 0;
      nextBuyerMs = perMinute > 0 ? nowMs() + chance.wait(meanMs) : Number.POSITIVE_INFINITY;
    },
    useUp(operation, requests) {
      const route = ROUTES.find((one) => one.operation === operation);
      if (route === undefined) throw new RangeError(`the simulated Market serves no operation «${operation}»`);
      const window = windowOf(route);
      window.used = Math.min(route.amount, window.used + requests);
      return route.amount - window.used;
    },
    placeOrder: (wish = {}) => placeOrder(world, wish),
    memory: () => remembered(world),
    recall: (text) => recall(world, text),
    cancelByBuyer,
    acceptShipment: (shipmentId, lost = []) => acceptShipment(world, shipmentId, lost),
    returnOrder: (orderId, kind) => returnOrder(world, orderId, kind),
    pickReturn(returnId) {
      const found = world.returns.get(returnId);
      if (found === undefined) return false;
      found.pickedAtMs = nowMs();
      return true;
    },
    credentials(scopes = ['ALL_METHODS']) {
      // The same seed, the same key: a cabinet connected yesterday opens today.
      const token = `ACMA:${createChance(options.seed ^ scopes.join().length).text('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789', 40)}:training`;
      keys.set(token, scopes);
      return { token, clientId: String(world.businessId) };
    },
  };
}

function acceptShipment(world: World, shipmentId: number, lost: readonly number[]): boolean {
  const shipment = world.shipments.get(shipmentId);
  if (shipment === undefined || shipment.status !== 'OUTBOUND_CONFIRMED') return false;
  shipment.lost = new Set(lost);
  turn(world, shipment, lost.length === 0 ? 'ACCEPTED' : 'ACCEPTED_WITH_DISCREPANCIES');
  for (const order of ordersOf(world, shipment)) {
    if (shipment.lost.has(order.id)) continue;
    release(world, order, false);
    order.shippedAtMs = world.nowMs();
    changeStatus(world, order, 'PROCESSING', 'SHIPPED');
  }
  return true;
}

function returnOrder(world: World, orderId: number, kind: 'UNREDEEMED' | 'RETURN'): number | null {
  const order = world.orders.get(orderId);
  if (order === undefined || order.shippedAtMs === null) return null;
  const id = world.nextId();
  world.returns.set(id, { id, order, kind, createdAtMs: world.nowMs(), pickedAtMs: null });
  if (kind === 'UNREDEEMED') changeStatus(world, order, 'CANCELLED', 'USER_REFUSED_PRODUCT');
  else changeStatus(world, order, 'RETURNED', 'FULL_NOT_RANSOM');
  return id;
}
