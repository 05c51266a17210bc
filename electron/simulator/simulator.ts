import { createChance } from './chance.ts';
import { createFaults, type FaultKind } from './faults.ts';
import { createBuckets } from './limits.ts';
import { listen } from './server.ts';
import type { Handled, JournalLine, Simulator, SimulatorOptions } from './stage.ts';
import { CATEGORY, has, isReadOnly, makeToken, readToken } from './token.ts';
import type { TroubleKind } from './troubles.ts';
import { gateway, json, moscowDay, refuse, type SimRequest, type SimResponse } from './wildberries/answers.ts';
import { recall, remembered } from './wildberries/memory.ts';
import { isFresh, orders } from './wildberries/orders.ts';
import { findRoute, type Route } from './wildberries/routes.ts';
import { type Serve, shop } from './wildberries/shop.ts';
import { addOrders, supplies } from './wildberries/supplies.ts';
import { troubled } from './wildberries/trouble.ts';
import { createWorld, type Seller } from './wildberries/world.ts';

export type { Handled, JournalLine, Simulator, SimulatorOptions } from './stage.ts';

const SERVE: Readonly<Record<string, Serve>> = { ...shop, ...orders, ...supplies };

export function createSimulator(options: SimulatorOptions): Simulator {
  const chance = createChance(options.seed);
  let aheadMs = 0;
  const nowMs = () => options.nowMs() + aheadMs;
  const world = createWorld({
    seed: options.seed,
    chance,
    nowMs,
    things: options.things ?? 300,
    sellers: options.sellers ?? 1,
    stickerDelayMs: options.stickerDelayMs ?? 2000,
    verdictDelayMs: options.verdictDelayMs ?? 5000,
    firstId: options.firstOrderId ?? 3_140_000_000,
  });
  const faults = createFaults(createChance(options.seed ^ 0xfa17), options.faults ?? null);
  const buckets = createBuckets();
  const journal: JournalLine[] = [];
  const stale = new Map<string, SimResponse>();
  const sellers = [...world.sellers.values()];
  let online = true;
  let trouble: TroubleKind | null = null;
  let meanMs = 0;
  let nextBuyerMs = Number.POSITIVE_INFINITY;

  const letBuyersCome = () => {
    world.settle();
    for (let guard = 0; nextBuyerMs <= nowMs() && guard < 10_000; guard += 1) {
      world.placeOrder(sellers[0]!.sid);
      nextBuyerMs += chance.wait(meanMs);
    }
  };
  const answer = (response: SimResponse): Handled => ({ kind: 'answer', response });
  const note = (
    request: SimRequest,
    route: Route,
    sid: string | null,
    response: SimResponse,
    fault: FaultKind | null,
    applied: boolean,
    told: boolean,
  ) =>
    journal.push({
      seq: journal.length + 1,
      atMs: nowMs(),
      operation: route.operation,
      method: request.method,
      path: request.path,
      sid,
      body: request.body,
      status: response.status,
      applied: applied && response.status < 400,
      told,
      fault,
    });

  function handle(request: SimRequest): Handled {
    if (!online) return { kind: 'cut' };
    letBuyersCome();
    const found = findRoute(request.method, request.host, request.path);
    if (!found) return answer(gateway(404, 'path not found', 'see the documentation', nowMs()));
    const { route, hole } = found;
    const gate = admit(route, request);
    if ('refused' in gate) {
      note(request, route, gate.sid, gate.refused, null, false, true);
      return answer(gate.refused);
    }
    const { seller, key } = gate;
    const barred = troubled(trouble, route.operation, request, nowMs());
    if (barred !== null) {
      note(request, route, seller.sid, barred, null, false, true);
      return answer(barred);
    }
    const fault = faults.draw(route.operation);
    if (fault === 'lose-request') return { kind: 'cut' };
    if (fault === 'rate-limit') {
      const refused = tooMany(buckets.empty(key, route.limit, nowMs()));
      note(request, route, seller.sid, refused, fault, false, true);
      return answer(refused);
    }
    if (fault === 'server-error') {
      const broken = gateway(503, 'service unavailable', 'try later', nowMs());
      note(request, route, seller.sid, broken, fault, false, true);
      return answer(broken);
    }
    const honest = serve(route, seller, request, hole, fault);
    const response = distort(fault, route, honest, key);
    const told = fault !== 'lose-answer' && fault !== 'server-error-after';
    note(request, route, seller.sid, response, fault, fault !== 'errors-inside', told);
    if (options.limits !== false && response.status >= 400 && response.status < 500) buckets.charge(key, route.limit);
    if (fault === 'lose-answer') return { kind: 'cut' };
    if (fault === 'server-error-after') return answer(gateway(500, 'internal server error', 'try later', nowMs()));
    return answer({ ...response, headers: { ...response.headers, 'X-Ratelimit-Remaining': String(gate.left) } });
  }

  function admit(
    route: Route,
    request: SimRequest,
  ): { seller: Seller; key: string; left: number } | { refused: SimResponse; sid: string | null } {
    const claims = readToken(request.headers['authorization']);
    const refused = (response: SimResponse) => ({ refused: response, sid: claims?.sid ?? null });
    if (!claims) return refused(gateway(401, 'unauthorized', 'token is malformed', nowMs()));
    const seller = world.sellers.get(claims.sid);
    if (!seller) return refused(gateway(401, 'unauthorized', 'token withdrawn', nowMs()));
    if (claims.exp * 1000 <= nowMs()) return refused(gateway(401, 'unauthorized', 'access token expired', nowMs()));
    if (claims.t) return refused(gateway(401, 'unauthorized', 'test token is not allowed here', nowMs()));
    const narrow = route.category !== null && !has(claims, route.category);
    if (narrow && route.category === CATEGORY.content)
      return refused(json(403, { data: null, error: true, errorText: 'Доступ запрещён', additionalErrors: 'Доступ запрещён' }));
    if (narrow || (route.writes && isReadOnly(claims))) return refused(refuse(403, 'AccessDenied'));
    const key = `${claims.sid}:${String(claims.acc)}`;
    if (options.limits === false) return { seller, key, left: 99 };
    const taken = buckets.take(key, route.limit, nowMs());
    return 'refused' in taken ? refused(tooMany(taken.refused)) : { seller, key, left: taken.left };
  }

  const tooMany = (wait: { retryS: number; resetS: number; limit: number }): SimResponse =>
    gateway(429, 'too many requests', 'Limited by s2s-api', nowMs(), {
      'X-Ratelimit-Retry': String(wait.retryS),
      'X-Ratelimit-Reset': String(wait.resetS),
      'X-Ratelimit-Limit': String(wait.limit),
    });

  function serve(route: Route, seller: Seller, request: SimRequest, hole: string, fault: FaultKind | null): SimResponse {
    const handler = SERVE[route.operation];
    if (!handler) throw new Error(`nobody serves ${route.operation}`);
    if (fault === 'cancel-in-flight') {
      const named = (request.body as { orders?: number[] } | undefined)?.orders ?? [...(seller.supplies.get(hole)?.orderIds ?? [])];
      const victim = seller.orders.get(named[0] ?? 0);
      if (victim) world.cancelByBuyer(victim);
    }
    if (fault === 'half-batch') {
      const supply = seller.supplies.get(hole);
      const wanted = (request.body as { orders?: number[] } | undefined)?.orders ?? [];
      if (supply) addOrders(world, seller, supply, wanted.slice(0, Math.floor(wanted.length / 2)));
      return refuse(409, 'FailedToAddSupplyOrder');
    }
    if (fault === 'deliver-409') return refuse(409, 'SupplyShippingRequired');
    if (fault === 'errors-inside') return errorsInside(route, request);
    return handler(world, seller, request, hole);
  }

  /** Lists lie in ways of their own: old, doubled, out of order, with stickers missing, with a word nobody knows. */
  function distort(fault: FaultKind | null, route: Route, honest: SimResponse, key: string): SimResponse {
    const name = `${key}:${route.operation}`;
    const old = stale.get(name);
    if (honest.status === 200 && ['orders.new', 'orders.list', 'orders.status', 'supplies.list', 'cards.list'].includes(route.operation))
      stale.set(name, honest);
    if (fault === 'stale-page') return old ?? honest;
    const body = honest.body as { orders?: Record<string, unknown>[]; stickers?: unknown[] } | undefined;
    if (fault === 'empty-stickers' && body?.stickers) return json(200, { stickers: [] });
    if (!body?.orders) return honest;
    if (fault === 'duplicate') return json(200, { ...body, orders: [...body.orders, ...body.orders.slice(0, 3)] });
    if (fault === 'reorder') return json(200, { ...body, orders: body.orders.toReversed() });
    if (fault === 'unknown-status')
      return json(200, { orders: body.orders.map((one, seat) => (seat === 0 ? { ...one, wbStatus: 'teleported' } : one)) });
    if (fault === 'clock-skew')
      return json(200, {
        ...body,
        orders: body.orders.map((one) => ({ ...one, createdAt: new Date(Date.parse(String(one['createdAt'])) + 7_200_000).toISOString() })),
      });
    return honest;
  }

  const simulator: Simulator = {
    handle,
    listen: (port = 0, worlds = []) => listen(simulator, port, worlds),
    faults,
    journal,
    sellers,
    get online() {
      return online;
    },
    nowMs,
    advance(ms) {
      aheadMs += ms;
      letBuyersCome();
    },
    setNetwork(up) {
      online = up;
    },
    setTrouble(kind) {
      trouble = kind;
    },
    setPace(perMinute) {
      letBuyersCome();
      meanMs = perMinute > 0 ? 60_000 / perMinute : 0;
      nextBuyerMs = perMinute > 0 ? nowMs() + chance.wait(meanMs) : Number.POSITIVE_INFINITY;
    },
    placeOrder: (wish, sid = sellers[0]!.sid) => world.placeOrder(sid, wish),
    cancelByBuyer(orderId) {
      const order = sellers.map((seller) => seller.orders.get(orderId)).find((one) => one !== undefined);
      if (!order || (!isFresh(order) && order.supplierStatus !== 'confirm')) return false;
      world.cancelByBuyer(order);
      return true;
    },
    acceptSupply(supplyId, lost = []) {
      const supply = sellers.map((seller) => seller.supplies.get(supplyId)).find((one) => one !== undefined);
      if (!supply || supply.closedAtMs === null) return false;
      supply.scannedAtMs = nowMs();
      for (const id of lost) if (supply.orderIds.has(id)) supply.lost.add(id);
      return true;
    },
    token(say = {}) {
      const seller = world.sellers.get(say.sid ?? sellers[0]!.sid) ?? { sid: say.sid ?? '', oid: 1 };
      return makeToken(seller, nowMs(), say);
    },
    memory: () => remembered(world),
    recall: (text) => recall(world, text),
    today: () => moscowDay(nowMs()),
  };
  return simulator;
}

function errorsInside(route: Route, request: SimRequest): SimResponse {
  if (route.operation === 'cards.list')
    return json(200, { data: null, error: true, errorText: 'Внутренняя ошибка', additionalErrors: null });
  const rows = (request.body as { data?: { supplyId?: unknown }[] } | undefined)?.data ?? [];
  return json(200, {
    results: rows.map((row) => ({ supplyId: String(row.supplyId), error: { code: 409, detail: 'UnsuitableShippingType' } })),
  });
}
