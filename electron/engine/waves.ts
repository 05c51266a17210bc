import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { WaveOrderRow, WaveRow } from '#electron/ports/wave-store.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { LocationId, OperationId, OrderId, ProductId, StationId, WaveId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';
import { readWaveCode, withRoom } from '#shared/domain/wave.ts';
import { ok, type Result } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { Caller, CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { paperStops, printPaper } from './wave-paper.ts';
import { cartOf, planOf } from './wave-plan.ts';
import { waveRow, waveView } from './wave-views.ts';

const DOCK_AFTER_MS = 500;
const MOST_LOOKED_AT = 5000;
const MOST_CANDIDATES = 100_000;

/** Waves: orders picked in one walk, late ones docking, the cart, the wall. */
export const waveHandlers = (context: EngineContext): Handlers<CallsOf<'wave'>> => {
  const { db, clock, events } = context;
  const newId = () => uuidv7(clock.nowMs(), context.random.bytes(10));
  const changed = (stock: boolean) => {
    events.emit({ topic: 'waves', ids: [] });
    events.emit({ topic: 'packing', ids: [] });
    if (stock) events.emit({ topic: 'stock', ids: [] });
  };
  const doing = <T>(
    call: { readonly operationId: string; readonly kind: Deed['kind']; readonly input: unknown; readonly caller: Caller },
    work: (stores: Stores, deed: Deed) => T,
  ): Result<T, CallError> => {
    const { operationId, kind, caller, input } = call;
    const answer = perform(db, clock.nowMs(), { operationId, kind, caller, payload: input }, work);
    if (answer.ok) changed(kind === 'pick' || kind === 'move');
    return answer;
  };

  return {
    'wave.plan': ({ cells, ...choice }) => {
      const found = withRoom(db.read.waves.candidates(choice, MOST_LOOKED_AT), roomOf(choice.limit, cells));
      return ok({ orders: found.length, units: found.reduce((sum, { units }) => sum + units, 0) });
    },
    'wave.make': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'wave', input, caller }, (stores, deed) => {
        const { warehouseId, accountIds, cutOffBeforeMs, lane, limit } = input;
        if (stores.catalogue.location(warehouseId as LocationId)?.kind !== 'warehouse') throw new Refusal('warehouse-unknown');
        const choice = { warehouseId, accountIds, cutOffBeforeMs, lane, limit };
        const wanted = input.orderIds === null ? null : new Set<string>(input.orderIds);
        const found = stores.waves.candidates(choice, wanted === null ? MOST_LOOKED_AT : MOST_CANDIDATES);
        const fitting = wanted === null ? found : found.filter((one) => wanted.has(one.id));
        const ids = withRoom(fitting, roomOf(limit, input.cells)).map((one) => one.id);
        if (ids.length === 0) throw new Refusal('nothing-to-do');
        const number = stores.waves.nextNumber();
        const id = input.id as WaveId;
        stores.waves.insert({ id, number, choice, cells: input.cells, createdAtMs: deed.atMs });
        stores.waves.join(id, ids, false, deed.atMs);
        for (const orderId of ids) stores.orders.tell(orderId, deed.atMs, 'wave-joined', deed.actor, { number });
        const taken = new Set<string>(ids);
        const fits = new Set<string>(fitting.map((one) => one.id));
        const skipped = (input.orderIds ?? []).filter((orderId) => !taken.has(orderId));
        const why = (orderId: string) => (fits.has(orderId) ? 'no-room' : whyNot(stores, orderId, warehouseId));
        return { number, orders: ids.length, skipped: skipped.map((orderId) => ({ orderId, code: why(orderId) })) };
      }),
    'wave.list': ({ show }) => ok({ rows: db.read.waves.list(show, 100).map((row) => waveRow(row)) }),
    'wave.get': ({ id }) => waveView(db.read, id as WaveId),
    'wave.byCode': ({ code }) => {
      const read = readWaveCode(code);
      return ok({ id: read === null ? null : (db.read.waves.byNumber(read.number)?.id ?? null) });
    },
    'wave.pick': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'pick', input, caller }, (stores, deed) => {
        const wave = openWave(stores, input.id);
        const { productId, locationId, quantity } = input;
        const listed = planOf(stores, wave).stops.find((stop) => stop.productId === productId && stop.locationId === locationId);
        if (listed === undefined || listed.quantity < quantity) throw new Refusal('not-on-list');
        toCart(stores, deed, wave, [{ productId, locationId, quantity }], newId);
        return {};
      }),
    'wave.pickAll': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'pick', input, caller }, (stores, deed) => {
        const wave = openWave(stores, input.id);
        const { stops } = planOf(stores, wave);
        if (stops.length === 0) throw new Refusal('nothing-to-do');
        toCart(stores, deed, wave, stops, newId);
        return { units: stops.reduce((sum, stop) => sum + stop.quantity, 0) };
      }),
    'wave.short': (input, caller) =>
      doing({ operationId: input.operationId, kind: input.picked ? 'move' : 'wave', input, caller }, (stores, deed) => {
        const wave = openWave(stores, input.id);
        const { quantity, reason } = input;
        if (input.picked) outOfCart(stores, deed, wave, input);
        const short = {
          waveId: wave.id,
          productId: input.productId as ProductId,
          locationId: input.locationId as LocationId,
          quantity,
          reason,
        };
        stores.waves.addShort(short, deed.actor, deed.atMs);
        return {};
      }),
    'wave.print': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'wave', input, caller }, (stores, deed) =>
        printPaper(stores, deed, openWave(stores, input.id)),
      ),
    'wave.takePaper': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'pick', input, caller }, (stores, deed) => {
        const read = readWaveCode(input.code);
        const known = read === null ? null : stores.waves.byNumber(read.number);
        if (read === null || known === null) throw new Refusal('wave-unknown');
        const wave = openWave(stores, known.id);
        const stops = paperStops(stores, deed, wave, read);
        if (stops.length > 0) toCart(stores, deed, wave, stops, newId);
        return { id: wave.id, units: stops.reduce((sum, stop) => sum + stop.quantity, 0), lines: stops.length };
      }),
    'wave.putBack': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'move', input, caller }, (stores, deed) => {
        const wave = knownWave(stores, input.id);
        const to = stores.catalogue.location(input.locationId as LocationId);
        if (to === null || to.warehouseId !== wave.choice.warehouseId) throw new Refusal('location-unknown');
        const cart = cartOf(stores, wave, newId);
        if (cart === to.id) throw new Refusal('location-unknown');
        stores.ledger.move(deed, [
          { productId: input.productId as ProductId, fromLocationId: cart, toLocationId: to.id, quantity: input.quantity },
        ]);
        return {};
      }),
    'wave.close': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'wave', input, caller }, (stores, deed) => {
        const wave = openWave(stores, input.id);
        const { inCart } = planOf(stores, wave);
        if (inCart > 0) throw new Refusal('cart-not-empty', { units: inCart });
        stores.waves.leave(stores.waves.orders(wave.id).flatMap(({ orderId }) => (isDone(stores, orderId) ? [] : [orderId])));
        stores.waves.close(wave.id, deed.atMs);
        return {};
      }),
    'wave.stand': (input, caller) =>
      doing({ operationId: input.operationId, kind: 'wave', input, caller }, (stores) => {
        const stationId = input.stationId as StationId;
        if (stores.desk.station(stationId) === null) throw new Refusal('station-unknown');
        stores.waves.standAt(stationId, input.waveId === null ? null : openWave(stores, input.waveId).id);
        return {};
      }),
  };
};

/** Why a chosen order did not join the wave. */
function whyNot(stores: Stores, orderId: string, warehouseId: string): string {
  const order = stores.orders.byId(orderId as OrderId);
  if (order === null) return 'order-unknown';
  if (stores.waves.waveOf(order.id) !== null) return 'in-wave';
  return order.status === 'assembling' && order.warehouseId !== warehouseId ? 'other-warehouse' : 'not-pickable';
}

const roomOf = (orders: number, cells: number) => ({ orders, cells: cells === 0 ? null : cells });

/** Places that are free now: a packed order has left its own, one that was cancelled keeps its cell until its things are taken back. */
function roomIn(stores: Stores, wave: WaveRow): ReturnType<typeof roomOf> {
  const waiting = stores.waves.orders(wave.id).filter(({ orderId }) => !isDone(stores, orderId));
  const many = waiting.filter(({ orderId }) => stores.orders.byId(orderId)!.lines.reduce((sum, line) => sum + line.quantity, 0) > 1);
  const room = roomOf(wave.choice.limit - waiting.length, wave.cells);
  return { ...room, cells: room.cells === null ? null : room.cells - many.length };
}

const isDone = (stores: Stores, orderId: Parameters<Stores['orders']['byId']>[0]): boolean =>
  stores.orders.byId(orderId)?.packedAtMs !== null;

/** No work of the wave any more. One whose things stand in a cell keeps it until they are taken back: given away too soon it mixes two parcels. */
function isGone(stores: Stores, { orderId, cell }: WaveOrderRow): boolean {
  const order = stores.orders.byId(orderId);
  if (order === null) return true;
  if (order.status === 'cancelled') return cell === null || stores.orders.unitsOf(orderId).length === 0;
  return order.packedAtMs === null && (isTerminal(order.status) || order.status === 'handed-over');
}

function knownWave(stores: Stores, id: string): WaveRow {
  const wave = stores.waves.byId(id as WaveId);
  if (wave === null) throw new Refusal('wave-unknown');
  return wave;
}

function openWave(stores: Stores, id: string): WaveRow {
  const wave = knownWave(stores, id);
  if (wave.state === 'closed') throw new Refusal('wave-closed', { number: wave.number });
  return wave;
}

function toCart(
  stores: Stores,
  deed: Deed,
  wave: WaveRow,
  stops: readonly { readonly productId: string; readonly locationId: string; readonly quantity: number }[],
  newId: () => string,
): void {
  const cart = cartOf(stores, wave, newId);
  stores.ledger.move(
    deed,
    stops.map(({ productId, locationId, quantity }) => ({
      productId: productId as ProductId,
      fromLocationId: locationId as LocationId,
      toLocationId: cart,
      quantity,
    })),
  );
}

/** Written down as taken and yet not there: by the books it goes back to its shelf, where it is then found missing. */
function outOfCart(
  stores: Stores,
  deed: Deed,
  wave: WaveRow,
  { productId, locationId, quantity }: { readonly productId: string; readonly locationId: string; readonly quantity: number },
): void {
  const { cart } = planOf(stores, wave);
  if (cart === null) throw new Refusal('not-on-list');
  stores.ledger.move(deed, [{ productId: productId as ProductId, fromLocationId: cart, toLocationId: locationId as LocationId, quantity }]);
}

/** Late orders join the wave that gathers their kind while it is open; those that were cancelled leave it, their things become «take back». */
export function keepDocking(
  context: EngineContext,
  subscribe: (listener: (event: { readonly topic: string }) => void) => () => void,
): () => void {
  const { db, clock, timers, events } = context;
  let cancel: (() => void) | null = null;

  const dock = (): void => {
    cancel = null;
    const open = db.read.waves.list('open', 100);
    if (open.length === 0) return;
    const docked = db.write((stores) => {
      const deed: Deed = {
        id: uuidv7(clock.nowMs(), context.random.bytes(10)) as OperationId,
        kind: 'wave',
        actor: 'korob',
        station: 'korob',
        atMs: clock.nowMs(),
        payload: {},
      };
      // The oldest wave first: its cut-off is the nearest.
      const joined = open.toReversed().flatMap((wave) => {
        const gone = stores.waves.orders(wave.id).filter((member) => isGone(stores, member));
        stores.waves.leave(gone.map(({ orderId }) => orderId));
        const room = roomIn(stores, wave);
        const late = room.orders > 0 ? stores.waves.candidates(wave.choice, MOST_LOOKED_AT) : [];
        const ids = withRoom(late, room).map(({ id }) => id);
        stores.waves.join(wave.id, ids, true, deed.atMs);
        for (const orderId of ids) stores.orders.tell(orderId, deed.atMs, 'wave-docked', deed.actor, { number: wave.number });
        return [...ids, ...gone.map(({ orderId }) => orderId)];
      });
      if (joined.length > 0) stores.ledger.record(deed, { joined: joined.length });
      return joined.length;
    });
    if (docked > 0) events.emit({ topic: 'waves', ids: [] });
  };
  const stop = subscribe(({ topic }) => {
    if (topic === 'orders') cancel ??= timers.after(DOCK_AFTER_MS, dock);
  });
  return () => {
    stop();
    cancel?.();
  };
}
