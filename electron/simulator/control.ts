import { FAULT_KINDS, type FaultKind } from './faults.ts';
import type { MarketWorld, Simulator } from './stage.ts';
import { TROUBLE_KINDS, type TroubleKind } from './troubles.ts';
import { isRecord } from './wildberries/answers.ts';
import { ROUTES } from './wildberries/routes.ts';

interface Told {
  readonly status: number;
  readonly body: unknown;
}

/**
 * What the stage hand may do over `/_control/<verb>`, for the demo's panel and browser tests. Bodies and answers are JSON. `market` in a body
 * names a marketplace beside Wildberries; the network, the clock and the pace are everybody's.
 */
export function control(simulator: Simulator, worlds: readonly MarketWorld[], verb: string, body: unknown): Told {
  const said = isRecord(body) ? body : {};
  if (typeof said['market'] === 'string') return beside(worlds, verb, said);
  const number = (field: string, otherwise: number) => (typeof said[field] === 'number' ? said[field] : otherwise);
  const word = (field: string, otherwise: string) => (typeof said[field] === 'string' ? said[field] : otherwise);
  const done = (value: unknown = {}) => ({ status: 200, body: value });
  switch (verb) {
    case 'state':
      return done({
        online: simulator.online,
        nowMs: simulator.nowMs(),
        requests: simulator.journal.length,
        pending: simulator.faults.pending,
      });
    case 'network':
      for (const one of [simulator, ...worlds]) one.setNetwork(said['up'] !== false);
      return done({ online: simulator.online });
    case 'trouble': {
      const kind = word('kind', '');
      const isKnown = (TROUBLE_KINDS as readonly string[]).includes(kind);
      if (kind !== '' && !isKnown) return { status: 400, body: { error: 'unknown trouble', known: TROUBLE_KINDS } };
      // `host`: another marketplace behind the same address, by the host it answers for.
      const market = worlds.find(({ hosts }) => hosts.includes(word('host', ''))) ?? simulator;
      market.setTrouble(isKnown ? (kind as TroubleKind) : null);
      return done();
    }
    case 'advance':
      for (const one of [simulator, ...worlds]) one.advance(number('ms', 0));
      return done({ nowMs: simulator.nowMs() });
    case 'pace':
      for (const one of [simulator, ...worlds]) one.setPace(number('perMinute', 0));
      return done();
    case 'order':
      return done({
        orders: Array.from({ length: Math.min(1000, number('count', 1)) }, () =>
          simulator.placeOrder(typeof said['chrtId'] === 'number' ? { chrtId: said['chrtId'] } : {}),
        ).flatMap((order) =>
          order ? [{ id: order.id, article: order.card.article, chrtId: order.size.chrtId, barcodes: order.size.barcodes }] : [],
        ),
      });
    case 'cancel':
      return done({ cancelled: simulator.cancelByBuyer(number('orderId', 0)) });
    case 'fault': {
      const operation = word('operation', '*');
      if (operation !== '*' && !ROUTES.some((route) => route.operation === operation))
        return { status: 400, body: { error: 'unknown operation' } };
      const kind = word('kind', '');
      if (!(FAULT_KINDS as readonly string[]).includes(kind)) return { status: 400, body: { error: 'unknown fault', known: FAULT_KINDS } };
      simulator.faults.next(operation, kind as FaultKind, number('times', 1));
      return done({ pending: simulator.faults.pending });
    }
    case 'orders':
      return done({
        orders: simulator.sellers
          .flatMap((seller) => [...seller.orders.values()])
          .map((order) => ({
            id: order.id,
            article: order.card.article,
            chrtId: order.size.chrtId,
            barcodes: order.size.barcodes,
            marked: order.card.marked,
            supplierStatus: order.supplierStatus,
            wbStatus: order.wbStatus,
            supplyId: order.supplyId,
            sticker: order.sticker,
          })),
      });
    case 'journal':
      return done({ lines: simulator.journal.slice(number('from', 0)) });
    case 'token':
      return done({ token: simulator.token() });
    default:
      return { status: 404, body: { error: 'unknown verb' } };
  }
}

/** The same of a marketplace beside Wildberries: `order` (with `lines` of article and quantity, or none) and `cancel` (of `number`). */
function beside(worlds: readonly MarketWorld[], verb: string, said: Readonly<Record<string, unknown>>): Told {
  const world = worlds.find(({ channel }) => channel === said['market']);
  if (world === undefined) return { status: 400, body: { error: 'unknown market', known: worlds.map(({ channel }) => channel) } };
  if (verb === 'cancel') return { status: 200, body: { cancelled: world.cancelOrder(String(said['number'])) } };
  if (verb !== 'order') return { status: 404, body: { error: 'unknown verb' } };
  const lines = Array.isArray(said['lines'])
    ? said['lines'].filter(isRecord).map((line) => ({ article: String(line['article']), quantity: Number(line['quantity']) }))
    : null;
  return { status: 200, body: { number: world.buy(lines) } };
}
