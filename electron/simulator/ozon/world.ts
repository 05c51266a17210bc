import { createCatalogue } from '../catalogue.ts';
import { type Chance, createChance } from '../chance.ts';
import type { Remembering } from '../remembering.ts';
import type { MarketWorld, WorldHandled, WorldRequest } from '../stage.ts';
import type { TroubleKind } from '../troubles.ts';
import { bodyOf, refuse, type Response } from './answers.ts';
import { assembly } from './assembly.ts';
import { cargo } from './cargo.ts';
import { createOzonFaults, type OzonFault, type OzonFaultPlan, type OzonFaults } from './faults.ts';
import { createWindows } from './limits.ts';
import { recall, remembered } from './memory.ts';
import { FILE_HOST, labelFileAt, papers } from './papers.ts';
import { drop, named, postings } from './postings.ts';
import { type Serve, shop } from './shop.ts';
import { type Cabinet, DAY_MS, move, type Pace, type Posting, type Product, settle, shelf } from './state.ts';
import { troubled } from './trouble.ts';

export const OZON_HOST = 'api-seller.ozon.ru';

export interface OzonOptions {
  readonly seed: number;
  /** The only clock there is; a test turns it by hand. */
  readonly nowMs: () => number;
  readonly things?: number;
  readonly faults?: OzonFaultPlan;
  readonly pace?: Partial<Pace>;
  /** Off where a test is about something else. */
  readonly limits?: boolean;
}

/** One request that reached the world. `applied`: its effects happened, whether or not anyone was told. */
export interface OzonJournalLine {
  readonly seq: number;
  readonly atMs: number;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly applied: boolean;
  readonly told: boolean;
  readonly fault: OzonFault | null;
  /** The seller's key came along. */
  readonly keyed: boolean;
}

export interface OzonWish {
  readonly lines?: readonly { readonly offerId: string; readonly quantity: number }[];
  readonly warehouseId?: number;
  readonly schema?: 'fbs' | 'rfbs';
  /** When it must leave; a day from now where nobody says. */
  readonly shipByMs?: number;
}

export interface OzonWorld extends MarketWorld, Remembering {
  readonly faults: OzonFaults;
  readonly journal: readonly OzonJournalLine[];
  readonly cabinet: Cabinet;
  nowMs(): number;
  credentials(): { readonly clientId: string; readonly token: string };
  /** Buyers only buy what is in stock; null where nothing is. */
  placeOrder(wish?: OzonWish): Posting | null;
  cancelByBuyer(number: string): boolean;
  /** The acceptance scans a formed carriage; postings named were not found in it. */
  acceptCarriage(id: number, lost?: readonly string[]): boolean;
  /** A buyer gives a delivered posting back, or a cancelled one travels home. */
  sendBack(number: string, state?: string): boolean;
}

const SERVE: Readonly<Record<string, Serve>> = { ...shop, ...postings, ...assembly, ...papers, ...cargo };
export const OZON_PATHS: ReadonlySet<string> = new Set(Object.keys(SERVE));

/** Ozon in miniature: one cabinet that sells the things of the demonstration catalogue. */
export function createOzonWorld(options: OzonOptions): OzonWorld {
  const chance = createChance(options.seed ^ 0x0203);
  let aheadMs = 0;
  const nowMs = () => options.nowMs() + aheadMs;
  const cabinet = createCabinet(options, chance, nowMs());
  const faults = createOzonFaults(createChance(options.seed ^ 0xfa17), options.faults ?? null, OZON_PATHS);
  const windows = createWindows();
  const journal: OzonJournalLine[] = [];
  const stale = new Map<string, Response>();
  let online = true;
  let trouble: TroubleKind | null = null;
  let meanMs = 0;
  let nextBuyerMs = Number.POSITIVE_INFINITY;

  const letTimePass = () => {
    settle(cabinet, nowMs());
    for (let guard = 0; nextBuyerMs <= nowMs() && guard < 10_000; guard += 1) {
      place(cabinet, nowMs(), {});
      nextBuyerMs += chance.wait(meanMs);
    }
  };
  const answer = (response: Response): WorldHandled => ({ kind: 'answer', response });

  function handle(request: WorldRequest): WorldHandled {
    if (!online) return { kind: 'cut' };
    letTimePass();
    const keyed = request.headers['api-key'] !== undefined || request.headers['client-id'] !== undefined;
    const note = (response: Response, fault: OzonFault | null, applied: boolean, told: boolean) =>
      journal.push({
        seq: journal.length + 1,
        atMs: nowMs(),
        path: request.path,
        body: request.body,
        status: response.status,
        applied: applied && response.status < 400,
        told,
        fault,
        keyed,
      });
    const plainly = (response: Response): WorldHandled => {
      note(response, null, response.status < 400, true);
      return answer(response);
    };
    if (request.host === FILE_HOST)
      return plainly(request.method === 'GET' ? labelFileAt(cabinet, request.path, nowMs()) : { status: 405 });
    const serve = request.method === 'POST' ? SERVE[request.path] : undefined;
    if (serve === undefined)
      return plainly({ status: 404, headers: { 'content-type': 'text/plain' }, body: new TextEncoder().encode('404 page not found') });
    const gate = troubled(trouble, cabinet, request) ?? admit(request);
    if (gate !== null) return plainly(gate);
    const fault = faults.draw(request.path);
    if (fault === 'lose-request') return { kind: 'cut' };
    if (fault === 'rate-limit' || fault === 'server-error') {
      const refused = fault === 'rate-limit' ? tooMany(2) : refuse(503, 'Circle is open');
      note(refused, fault, false, true);
      return answer(refused);
    }
    if (fault === 'cancel-in-flight') {
      const victim = named(cabinet, request.body);
      if (victim?.status === 'awaiting_packaging') drop(cabinet, victim, 'Покупатель передумал', nowMs());
    }
    const honest = serve(cabinet, { request, nowMs: nowMs(), fault });
    const key = `${request.path} ${JSON.stringify(bodyOf(request)['cursor'] ?? '')}`;
    const response = fault === 'stale-page' ? (stale.get(key) ?? honest) : honest;
    if (request.path.endsWith('/list') && honest.status === 200) stale.set(key, honest);
    const told = fault !== 'lose-answer' && fault !== 'server-error-after';
    note(response, fault, true, told);
    if (fault === 'lose-answer') return { kind: 'cut' };
    return answer(fault === 'server-error-after' ? refuse(500, 'Internal error') : response);
  }

  function admit(request: WorldRequest): Response | null {
    if (request.headers['client-id'] !== cabinet.clientId || request.headers['api-key'] !== cabinet.apiKey)
      return refuse(401, 'Invalid Api-Key, please check the key and try again');
    if (nowMs() >= cabinet.keyEndsAtMs) return refuse(403, 'Api-key is deactivated, use another one or generate a new one');
    if (options.limits === false) return null;
    const waitS = windows.take('all', nowMs()) ?? (request.path === '/v2/products/stocks' ? windows.take('stocks', nowMs()) : null);
    return waitS === null ? null : tooMany(waitS);
  }

  const tooMany = (waitS: number): Response =>
    refuse(429, 'You have reached request rate limit per second', { 'retry-after': String(waitS), 'ratelimit-remaining': '0' });

  return {
    channel: 'ozon',
    hosts: [OZON_HOST, FILE_HOST],
    handle,
    buy: (lines) =>
      place(cabinet, nowMs(), lines === null ? {} : { lines: lines.map(({ article, quantity }) => ({ offerId: article, quantity })) })
        ?.number ?? null,
    cancelOrder(number) {
      return this.cancelByBuyer(number);
    },
    faults,
    journal,
    cabinet,
    nowMs,
    advance(ms) {
      aheadMs += ms;
      letTimePass();
    },
    setNetwork(up) {
      online = up;
    },
    setTrouble(kind) {
      trouble = kind;
    },
    setPace(perMinute) {
      letTimePass();
      meanMs = perMinute > 0 ? 60_000 / perMinute : 0;
      nextBuyerMs = perMinute > 0 ? nowMs() + chance.wait(meanMs) : Number.POSITIVE_INFINITY;
    },
    memory: () => remembered(cabinet),
    recall: (text) => recall(cabinet, text),
    credentials: () => ({ clientId: cabinet.clientId, token: cabinet.apiKey }),
    placeOrder: (wish = {}) => place(cabinet, nowMs(), wish),
    cancelByBuyer(number) {
      const posting = cabinet.postings.get(number);
      if (posting?.status !== 'awaiting_packaging' && posting?.status !== 'awaiting_deliver') return false;
      drop(cabinet, posting, 'Покупатель передумал', nowMs());
      return true;
    },
    acceptCarriage(id, lost = []) {
      settle(cabinet, nowMs());
      const carriage = cabinet.carriages.get(id);
      if (carriage?.status !== 'formed') return false;
      carriage.status = 'closed';
      for (const number of carriage.numbers) {
        const posting = cabinet.postings.get(number);
        if (posting?.status !== 'awaiting_deliver') continue;
        if (lost.includes(number)) move(posting, 'not_accepted', 'posting_not_in_sort_center', nowMs());
        else {
          posting.acceptedAtMs = nowMs();
          move(posting, 'acceptance_in_progress', 'posting_acceptance_in_progress', nowMs());
        }
      }
      return true;
    },
    sendBack(number, state = 'ArrivedAtReturnPlace') {
      const posting = cabinet.postings.get(number);
      if (posting?.status !== 'delivered' && posting?.status !== 'cancelled') return false;
      const type = posting.status === 'delivered' ? 'ClientReturn' : 'Cancellation';
      cabinet.returns.push({ id: (cabinet.nextId += 1), posting, type, state, changedAtMs: nowMs() });
      return true;
    },
  };
}

function createCabinet(options: OzonOptions, chance: Chance, nowMs: number): Cabinet {
  const { cards, things } = createCatalogue(options.seed, nowMs, options.things ?? 300);
  const prices = new Map(cards.map((card) => [card.article, card]));
  const products = things.map((thing, seat): Product => {
    const card = prices.get(thing.article) ?? prices.get(thing.article.replace(/-[^-]+$/u, ''));
    return {
      productId: 118_000_000 + seat * 13,
      sku: 1_700_000_000 + seat * 29,
      offerId: thing.article,
      name: thing.name,
      barcodes: thing.barcodes,
      marked: thing.marked,
      priceMinor: card?.priceMinor ?? 49_900,
      weightG: Math.round((card?.weightKg ?? 0.3) * 1000),
      archived: seat % 97 === 96,
    };
  });
  return {
    clientId: String(chance.between(100_000, 999_999)),
    apiKey: `${chance.text('0123456789abcdef', 8)}-0000-4000-8000-${chance.text('0123456789abcdef', 12)}`,
    keyEndsAtMs: nowMs + 80 * DAY_MS,
    name: 'ИП Пример О. О.',
    inn: '500100732259',
    warehouses: [
      { id: 1_020_005_003_107_121, name: 'Домашний склад', label: 'SMALL' },
      { id: 1_020_005_003_107_122, name: 'Склад у метро', label: 'BIG' },
    ],
    products,
    free: new Map(),
    toldAtMs: new Map(),
    postings: new Map(),
    carriages: new Map(),
    units: new Map(),
    tasks: new Map(),
    returns: [],
    chance,
    pace: { shipMs: 2000, checkMs: 5000, labelMs: 45_000, actMs: 10_000, ...options.pace },
    nextId: 30_525_117_000,
  };
}

/** One thing mostly, now and then two or three of it, or a few different ones: what baskets are like. */
function place(cabinet: Cabinet, nowMs: number, wish: OzonWish): Posting | null {
  const { chance } = cabinet;
  const warehouseId = wish.warehouseId ?? cabinet.warehouses[0]!.id;
  const freeOf = (product: Product) => cabinet.free.get(shelf(warehouseId, product.productId)) ?? 0;
  const lines = wish.lines === undefined ? basket(cabinet, freeOf) : wished(cabinet, wish.lines, freeOf);
  if (lines === null || lines.length === 0) return null;
  const draw = () => `${String(chance.between(10_000_000, 99_999_999))}-${String(chance.between(1, 999)).padStart(4, '0')}`;
  // The same seed draws the same numbers again, and a world that remembers has some of them.
  let orderNumber = draw();
  while (cabinet.postings.has(`${orderNumber}-1`)) orderNumber = draw();
  const posting: Posting = {
    number: `${orderNumber}-1`,
    orderNumber,
    orderId: (cabinet.nextId += 1),
    parent: '',
    warehouseId,
    createdAtMs: nowMs,
    shipByMs: wish.shipByMs ?? nowMs + DAY_MS,
    scanit: `ii${String((cabinet.nextId += 1))}`,
    lines,
    related: [],
    exemplars: new Map(),
    schema: wish.schema ?? 'fbs',
    status: 'awaiting_packaging',
    substatus: 'posting_created',
    changedAtMs: nowMs,
    shipping: null,
    markedAtMs: null,
    labelReadyAtMs: Number.POSITIVE_INFINITY,
    carriageId: null,
    acceptedAtMs: null,
    cancelReason: '',
    tracking: '',
  };
  for (const { product, quantity } of lines) cabinet.free.set(shelf(warehouseId, product.productId), freeOf(product) - quantity);
  cabinet.postings.set(posting.number, posting);
  return posting;
}

function basket({ chance, products }: Cabinet, freeOf: (product: Product) => number): Posting['lines'] {
  const stocked = products.filter((product) => freeOf(product) > 0);
  if (stocked.length === 0) return [];
  const kinds = chance.next() < 0.75 ? 1 : chance.between(2, 3);
  const chosen = new Set(Array.from({ length: kinds }, () => chance.pick(stocked)));
  return [...chosen].map((product) => ({ product, quantity: chance.next() < 0.75 ? 1 : chance.between(1, Math.min(3, freeOf(product))) }));
}

function wished(
  { products }: Cabinet,
  lines: NonNullable<OzonWish['lines']>,
  freeOf: (product: Product) => number,
): Posting['lines'] | null {
  const found = lines.map(({ offerId, quantity }) => ({ product: products.find((one) => one.offerId === offerId), quantity }));
  return found.every(
    (line): line is { product: Product; quantity: number } => line.product !== undefined && freeOf(line.product) >= line.quantity,
  )
    ? found
    : null;
}
