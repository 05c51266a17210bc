import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { moscowDayStartMs } from '#shared/domain/calendar.ts';
import type { OperationId, OrderId, PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import { marksNeeded, wantsMarks } from '#shared/domain/marking.ts';
import { isTerminal } from '#shared/domain/order.ts';
import { fail, ok } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { Caller, CallsOf, Handlers } from './handlers.ts';
import { openParcel, parcelName } from './packing-goods.ts';
import { huntRows, takeBack } from './packing-hunt.ts';
import { lineFor, putMarks, takeMark } from './packing-marks.ts';
import type { Outcome } from './packing-outcome.ts';
import { owedMark, parcelOf } from './packing-parcel.ts';
import { leavePlace, newPlace, takesPlaces } from './packing-places.ts';
import { progressOf } from './packing-progress.ts';
import { scan } from './packing-scan.ts';
import { lastPackedHere, weigh, weighingOf } from './packing-weigh.ts';
import { perform, Refusal } from './perform.ts';
import { type Down, isDown, labelOfOrder, printerFor } from './route.ts';
import { capabilitiesOf } from './supply-work.ts';

/** What the packer's hand touches: every scan is one transaction that decides and does. */
export const packingHandlers = (context: EngineContext): Handlers<CallsOf<'packing'>> => {
  const { db, clock, events } = context;
  const newId = () => uuidv7(clock.nowMs(), context.random.bytes(10));
  const changed = (orderId: string | null) => {
    events.emit({ topic: 'packing', ids: [] });
    if (orderId !== null) events.emit({ topic: 'orders', ids: [orderId] });
  };

  return {
    'packing.state': ({ stationId }) => ok(state(context, stationId as StationId)),
    'packing.scan': (input, caller) => scanOnce(context, input, caller, newId),
    'packing.leave': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'scan', caller, payload: input },
        ({ desk, orders }, deed) => {
          const station = desk.station(input.stationId as StationId);
          if (station === null) throw new Refusal('station-unknown');
          if (station.openOrderId !== null) {
            // What was not proved by a second scan is not in the parcel: it is in the hand, and the hand lets go.
            orders.undoUnits(
              orders.unitsOf(station.openOrderId).filter((unit) => unit.lookAt !== null),
              deed,
            );
            orders.tell(station.openOrderId, deed.atMs, 'put-back', deed.actor, { station: station.id });
          }
          desk.openOrder(station.id, null, deed.atMs);
          return {};
        },
      );
      if (answer.ok) changed(null);
      return answer;
    },
    'packing.takeOut': (input, caller) => {
      const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'scan', caller, payload: input }, (stores, deed) =>
        takeOut(stores, deed, input.stationId as StationId),
      );
      if (answer.ok) changed(answer.value.orderId);
      return answer;
    },
    'packing.newPlace': (input, caller) => {
      const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'scan', caller, payload: input }, (stores, deed) =>
        newPlace(
          stores,
          deed,
          input.stationId as StationId,
          (order) => capabilitiesOf(context, stores, order.accountId)?.packages ?? 'none',
        ),
      );
      if (answer.ok) changed(answer.value.orderId);
      return answer;
    },
    'packing.undo': (input, caller) => {
      const orderId = (input.orderId ?? lastPackedHere(db.read, input.stationId)) as OrderId | null;
      // Read before the transaction opens: one thread, one writer, nothing can come between.
      const packing = orderId === null ? null : db.read.orders.packingOf(orderId);
      // What was split off an order was packed with the page that told of it: that page may stand behind several parcels and is not undone.
      const packed = packing !== null && db.read.ledger.operation(packing.operationId)?.kind === 'pack' ? packing.operationId : null;
      const call = { operationId: input.operationId, kind: 'unpack' as const, caller, payload: input };
      const answer = perform(db, clock.nowMs(), packed === null ? call : { ...call, reversesId: packed }, (stores, deed) =>
        undo(stores, deed, orderId),
      );
      if (answer.ok) {
        changed(answer.value.orderId);
        events.emit({ topic: 'stock', ids: [] });
      }
      return answer;
    },
    'packing.reprint': (input, caller) => {
      const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'print', caller, payload: input }, (stores, deed) =>
        reprint(
          stores,
          deed,
          input,
          newId() as PrintJobId,
          (printerId) => db.afterCommit(() => context.printDesk.wake(printerId)),
          isDown(context.printDesk),
        ),
      );
      if (answer.ok) {
        changed(input.orderId);
        events.emit({ topic: 'print', ids: [answer.value.jobId] });
      }
      return answer;
    },
    'packing.removeMark': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'mark', caller, payload: input },
        (stores, deed) => {
          const order = liveOrder(stores, input.orderId);
          const marks = stores.orders.marksOf(order.id);
          const mark = marks.find((one) => one.id === input.markId);
          if (mark === undefined) throw new Refusal('mark-unknown');
          stores.orders.removeMark(mark.id);
          stores.orders.tell(order.id, deed.atMs, 'mark-removed', deed.actor, { kind: mark.kind, value: mark.value });
          const left = marks.filter((one) => one.kind === mark.kind && one.id !== mark.id).map((one) => one.value);
          putMarks(stores, deed, order, mark.kind, left, newId);
          nudgeOutbox(context, order);
          return {};
        },
      );
      if (answer.ok) changed(input.orderId);
      return answer;
    },
    'packing.setMark': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'mark', caller, payload: input },
        (stores, deed) => {
          const order = liveOrder(stores, input.orderId);
          if (marksNeeded(order, input.kind) === 0 && !order.optionalMarks.includes(input.kind)) throw new Refusal('mark-not-needed');
          // A date or a declaration is corrected by writing it again; codes of units are taken off one by one.
          if (input.kind === 'expiration' || input.kind === 'customs' || input.kind === 'gtin')
            for (const mark of stores.orders.marksOf(order.id)) if (mark.kind === input.kind) stores.orders.removeMark(mark.id);
          const mark = { line: lineFor(stores, order, input.kind, input.value), kind: input.kind, raw: input.value, unit: null };
          const taking = takeMark(stores, deed, order, mark, newId);
          if (!taking.ok) throw new Refusal(taking.code === 'mark-duplicate' ? taking.code : 'mark-bad', taking.params);
          nudgeOutbox(context, order);
          return {};
        },
      );
      if (answer.ok) changed(input.orderId);
      return answer;
    },
    'packing.hunt': () => ok({ rows: huntRows(db.read, 500) }),
    'packing.takeBack': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'unpack' as const, caller, payload: input };
      const answer = perform(db, clock.nowMs(), call, (stores, deed) => takeBack(stores, deed, input));
      if (answer.ok && answer.value.back.length > 0) {
        changed(answer.value.order?.id ?? null);
        events.emit({ topic: 'stock', ids: [] });
        events.emit({ topic: 'waves', ids: [] });
      }
      return answer;
    },
    'packing.weigh': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'weigh' as const, caller, payload: input };
      const answer = perform(db, clock.nowMs(), call, (stores, deed) => weigh(stores, deed, input));
      if (answer.ok) changed(input.orderId);
      return answer;
    },
  };
};

function scanOnce(context: EngineContext, input: Parsed<'packing.scan'>, caller: Caller, newId: () => string) {
  const { db, clock, printDesk } = context;
  const stationId = input.stationId as StationId;
  return db.write((stores) => {
    const first = stores.ledger.result(input.operationId as OperationId);
    if (first !== undefined) return ok(first as Outcome);
    if (stores.desk.station(stationId) === null) {
      if (stationId !== caller.station) return fail({ code: 'station-unknown' });
      stores.desk.saveStation({ id: stationId, name: stationId, printerId: null });
    }
    const payload = { stationId, code: input.code, productId: input.productId };
    const deed: Deed = {
      id: input.operationId as OperationId,
      kind: 'pack',
      actor: caller.actor,
      station: stationId,
      atMs: clock.nowMs(),
      payload,
    };
    const before = stores.desk.station(stationId)?.openOrderId ?? null;
    const came = scan({
      stores,
      deed,
      stationId,
      code: input.code,
      chosen: input.productId,
      newId,
      afterCommit: (run) => db.afterCommit(run),
      wake: (printerId) => printDesk.wake(printerId as PrinterId),
      down: isDown(printDesk),
    });
    const orderId = (came.order?.id ?? null) as OrderId | null;
    stores.desk.scanned({ atMs: deed.atMs, station: stationId, actor: deed.actor, code: input.code, outcome: came.code, orderId });
    stores.ledger.record({ ...deed, kind: isPacked(came) ? 'pack' : 'scan' }, came);
    tellScreens(context, came, before !== (stores.desk.station(stationId)?.openOrderId ?? null));
    const order = orderId === null ? null : stores.orders.byId(orderId);
    if (order !== null && wantsMarks(order)) db.afterCommit(() => context.sync.nudge(order.accountId, 'outbox'));
    return ok(came);
  });
}

const isPacked = (came: Outcome): boolean =>
  came.code === 'printed' || came.code === 'packed-waiting' || came.code === 'packed-labelled' || came.code === 'packed-for-carrier';

function tellScreens({ events }: EngineContext, came: Outcome, handChanged: boolean): void {
  if (isPacked(came)) {
    events.emit({ topic: 'orders', ids: [came.order!.id] });
    events.emit({ topic: 'stock', ids: [] });
    if (came.jobId !== null) events.emit({ topic: 'print', ids: [came.jobId] });
  }
  if (isPacked(came) || came.parcel !== null || handChanged) events.emit({ topic: 'packing', ids: [] });
}

const nudgeOutbox = (context: EngineContext, order: OrderRow) =>
  context.db.afterCommit(() => context.sync.nudge(order.accountId, 'outbox'));

function liveOrder(stores: Stores, orderId: string): OrderRow {
  const order = stores.orders.byId(orderId as OrderId);
  if (order === null) throw new Refusal('order-unknown');
  if (isTerminal(order.status) || order.status === 'handed-over') throw new Refusal('order-over');
  return order;
}

/** The last thing leaves the parcel in hand, its marks with it. Marks that had been told whole are told again once they are whole again. */
function takeOut(stores: Stores, deed: Deed, stationId: StationId): Output<'packing.takeOut'> {
  const station = stores.desk.station(stationId);
  if (station === null) throw new Refusal('station-unknown');
  const order = station.openOrderId === null ? null : stores.orders.byId(station.openOrderId);
  const units = order === null ? [] : stores.orders.unitsOf(order.id);
  const last = units.at(-1);
  if (order !== null && leavePlace(stores, order))
    return { orderId: order.id, parcel: progressOf(stores, parcelOf(stores, stores.orders.byId(order.id) ?? order)) };
  if (order === null || last === undefined) throw new Refusal('nothing-to-undo');
  stores.orders.undoUnits(
    units.filter((unit) => unit.operationId === last.operationId),
    deed,
  );
  stores.orders.tell(order.id, deed.atMs, 'taken-out', deed.actor, { station: stationId, productId: last.productId });
  return { orderId: order.id, parcel: progressOf(stores, parcelOf(stores, order)) };
}

function undo(stores: Stores, deed: Deed, orderId: OrderId | null): Output<'packing.undo'> {
  if (orderId === null) throw new Refusal('nothing-to-undo');
  const order = stores.orders.byId(orderId);
  if (order === null) throw new Refusal('order-unknown');
  const begun = stores.orders.unitsOf(order.id).length > 0;
  if (order.packedAtMs === null && !begun) throw new Refusal('nothing-to-undo');
  // What left the building cannot be taken apart; a parcel cancelled before it left must be.
  if (order.status === 'handed-over' || (isTerminal(order.status) && order.status !== 'cancelled')) throw new Refusal('order-over');
  // With the seller's own carrier it left when we said so, whatever the marketplace has answered yet.
  if (order.status === 'packed' && (stores.orders.deliveryOf(orderId)?.asked ?? null) !== null) throw new Refusal('order-over');
  if (order.status === 'cancelled') {
    takeBack(stores, deed, { orderId, code: null });
    return { orderId };
  }
  openParcel(stores, deed, order);
  for (const job of stores.print.jobsOfOrder(order.id))
    if (job.state === 'queued' || job.state === 'waiting')
      stores.print.advance(job.id, ['queued', 'waiting'], 'cancelled', deed.atMs, 'undone');
  return { orderId };
}

function reprint(
  stores: Stores,
  deed: Deed,
  input: Parsed<'packing.reprint'>,
  jobId: PrintJobId,
  wake: (printerId: PrinterId) => void,
  down: Down,
): Output<'packing.reprint'> {
  const order = stores.orders.byId(input.orderId as OrderId);
  if (order === null) throw new Refusal('order-unknown');
  if (order.status === 'cancelled' || order.status === 'returned') throw new Refusal('order-cancelled');
  if (order.labelState !== 'stored') throw new Refusal('no-label-yet');
  const last = stores.print.jobsOfOrder(order.id).findLast((job) => job.kind === 'order-label');
  if (last === undefined) throw new Refusal('never-printed');
  const printer = printerFor(stores, input.stationId as StationId, labelOfOrder(stores, order.id), down);
  if (printer === null) throw new Refusal('no-printer');
  // One that waits for its picture would come out besides: this one takes its place.
  stores.print.advance(last.id, ['waiting'], 'cancelled', deed.atMs, last.problem);
  stores.print.enqueue({
    id: jobId,
    printerId: printer.id,
    orderId: order.id,
    kind: 'order-label',
    // Before its parcel is packed it joins the pile of those printed ahead: the packing prints no other.
    source: order.packedAtMs === null ? { ...last.source, ahead: '1' } : last.source,
    reprintOf: last.id,
    reason: input.reason,
    station: input.stationId as StationId,
    createdAtMs: deed.atMs,
  });
  stores.orders.tell(order.id, deed.atMs, 'reprinted', deed.actor, { jobId, reason: input.reason });
  wake(printer.id);
  return { jobId };
}

function state(context: EngineContext, stationId: StationId): Output<'packing.state'> {
  const { db, clock } = context;
  const { desk, orders, print, catalogue, sync } = db.read;
  const station = desk.station(stationId);
  const printer = station?.printerId == null ? null : print.printer(station.printerId);
  const open = station?.openOrderId == null ? null : orders.byId(station.openOrderId);
  const parcel = open === null ? null : parcelOf(db.read, open);
  const counts = orders.counts(clock.nowMs(), moscowDayStartMs(clock.nowMs()));
  const accounts = catalogue.accounts().filter((account) => account.state === 'active');
  const reads = accounts.map((account) => sync.health(account.id).filter((one) => one.stream === 'orders' || one.stream === 'statuses'));
  // The oldest of the cabinets' last good readings: figures are never fresher than that.
  const fresh = reads.map((streams) => streams.find((one) => one.stream === 'orders')?.lastSuccessMs ?? null);
  return {
    stationId,
    stationName: station?.name ?? stationId,
    printerId: printer?.id ?? null,
    printerName: printer?.name ?? null,
    openOrder: open === null ? null : (orders.views([open.id])[0] ?? null),
    wants: open === null || parcel === null ? null : (owedMark(db.read, open, parcel)?.kind ?? null),
    parcel: parcel === null ? null : progressOf(db.read, parcel),
    takesPlaces: open !== null && takesPlaces(capabilitiesOf(context, db.read, open.accountId)?.packages ?? 'none', open),
    toPack: counts.toPack,
    held: counts.held,
    packedToday: counts.packedToday,
    overdue: counts.overdue,
    nextShipByMs: counts.nextShipByMs,
    dataAtMs: fresh.length === 0 || fresh.includes(null) ? null : Math.min(...(fresh as number[])),
    offline: reads.some((streams) => streams.some((one) => one.problem !== null && OFFLINE.has(one.problem.code))),
    queuedCommands: accounts.reduce((sum, account) => sum + sync.queueFigures(account.id).waiting, 0),
    weighing: weighingOf(db.read, stationId, clock.nowMs()),
    recent: recent(db.read),
    following: following(db.read, clock.nowMs()),
    unknownJobs: print.jobs({ state: ['unknown'], limit: 100 }).length,
    next: [...orders.views(orders.nextToPack(12))],
  };
}

/** How long a label that came by itself is shown to the one who has to stick it on. */
const CAME_MS = 10 * 60_000;

/** Parcels packed before their label, and those whose label has just come out. */
const following = ({ orders, print }: Stores, nowMs: number): Output<'packing.state'>['following'] =>
  print.labelsFollowing(nowMs - CAME_MS, 50).flatMap((job) => {
    const order = job.orderId === null ? undefined : orders.views([job.orderId])[0];
    return order === undefined || job.orderId === null
      ? []
      : [
          {
            order,
            parcel: job.source['parcel'] ?? parcelName(orders, job.orderId, job.seq),
            stationId: job.station,
            packedAtMs: job.createdAtMs,
            cameAtMs: job.releasedAtMs,
          },
        ];
  });

const OFFLINE: ReadonlySet<string> = new Set(['no-network', 'timeout']);

const recent = ({ orders, print }: Stores): Output<'packing.state'>['recent'] =>
  orders.views(orders.lastPacked(8)).map((order) => {
    const job = print.jobsOfOrder(order.id as OrderId).at(-1);
    return { order, packedAtMs: order.packedAtMs ?? 0, jobId: job?.id ?? null, jobState: job?.state ?? null };
  });
