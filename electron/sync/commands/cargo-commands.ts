import type { CargoUnitsClient, ChannelCargoUnit, ChannelProblem } from '#electron/channels/channel.ts';
import type { CargoUnitRow } from '#electron/ports/handover-store.ts';
import type { CargoUnitId, ExternalId, HandoverId, OrderId } from '#shared/domain/ids.ts';

import type { StreamContext } from '../context.ts';
import { type CommandWork, done, ending, later, problemOf } from './command.ts';

/** Laying in is work of seconds at the marketplace; what lies inside is read again after this. */
const LAYING_MS = 3000;
const MOST_READINGS = 10;
/** Clocks differ: a unit that was asked for may be dated a little before that. */
const SLACK_MS = 5 * 60_000;

/** Not idempotent: after a lost answer the units of the warehouse are read, and those nobody knows are ours. */
export const cargoCreate: CommandWork<'cargo.create'> = {
  async send(context, command, row) {
    const { units, warehouseId } = makerOf(context, command.handoverId);
    const wanted = wantedOf(context, command.unitIds);
    if (wanted.length === 0) return done;
    if (units === undefined || warehouseId === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    const answer = await units.create({ warehouseId, kind: wanted[0]!.kind, large: isLarge(context, warehouseId), amount: wanted.length });
    if (answer.kind !== 'done') return ending(context, answer, row);
    made(context, wanted, answer.value.ids);
    return done;
  },
  async settle(context, command, row) {
    const { units, warehouseId } = makerOf(context, command.handoverId);
    const wanted = wantedOf(context, command.unitIds);
    if (units === undefined || warehouseId === null || wanted.length === 0) return 'done';
    const answer = await units.list(warehouseId, { fromMs: row.createdAtMs - SLACK_MS, toMs: context.nowMs() + SLACK_MS });
    if (answer.kind !== 'done') return later(context, answer);
    const { handovers } = context.ports.db.read;
    const strangers = answer.value.filter(
      (one) =>
        one.state === 'open' &&
        one.orders === 0 &&
        one.kind === wanted[0]!.kind &&
        handovers.unitByExternalId(one.id as ExternalId) === null,
    );
    if (strangers.length < wanted.length) return 'missing';
    made(
      context,
      wanted,
      strangers.toSorted((one, other) => other.createdAtMs - one.createdAtMs).map((one) => one.id),
    );
    return 'done';
  },
  refused(context, command, problem) {
    for (const id of command.unitIds) trouble(context, id, problem, 'failed');
  },
};

/** Reads before every word: what lies inside already is not laid in again, and a unit that is closed stays so. */
export const cargoClose: CommandWork<'cargo.close'> = {
  async send(context, command, row) {
    const unit = unitOf(context, command.unitId);
    const units = context.client.handovers?.units;
    if (unit === null || unit.externalId === null || units === undefined)
      return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    const seen = await units.get(unit.externalId);
    if (seen.kind !== 'done') return ending(context, seen, row);
    if (isBehind(seen.value.state)) return showUnit(context, unit, seen.value);
    if (row.attempts > MOST_READINGS) return { kind: 'rejected', problem: problemOf('confirm-failed', row.command.kind) };
    const laying = { kind: 'again', afterMs: LAYING_MS, problem: problemOf('confirm-pending', row.command.kind) } as const;
    const wanted = externalIdsIn(context, unit);
    const lacking = wanted.filter((id) => !seen.value.orderIds.includes(id));
    const surplus = seen.value.orderIds.filter((id) => !wanted.includes(id));
    if (surplus.length > 0) {
      const out = await units.takeOut(unit.externalId, surplus.slice(0, units.fillBatch));
      return out.kind === 'done' ? laying : ending(context, out, row);
    }
    if (lacking.length === 0) {
      const closed = await units.close(unit.externalId);
      if (closed.kind !== 'done') return ending(context, closed, row);
      return showUnit(context, unit, { ...seen.value, state: 'closing' });
    }
    const laid = await units.fill(unit.externalId, lacking.slice(0, units.fillBatch));
    if (laid.kind !== 'done') return ending(context, laid, row);
    const [wrong] = laid.value.refused;
    if (wrong !== undefined)
      return { kind: 'rejected', problem: { ...wrong.problem, subjects: laid.value.refused.map((one) => one.orderId) } };
    return laying;
  },
  async settle(context, command) {
    const unit = unitOf(context, command.unitId);
    const units = context.client.handovers?.units;
    if (unit?.externalId == null || units === undefined) return 'done';
    const seen = await units.get(unit.externalId);
    if (seen.kind !== 'done') return later(context, seen);
    if (!isBehind(seen.value.state)) return 'missing';
    showUnit(context, unit, seen.value);
    return 'done';
  },
  refused: (context, command, problem) => trouble(context, command.unitId, problem, 'open'),
};

export const cargoCancel: CommandWork<'cargo.cancel'> = {
  async send(context, command, row) {
    const unit = unitOf(context, command.unitId);
    const units = context.client.handovers?.units;
    if (unit === null || units === undefined) return done;
    if (unit.externalId !== null) {
      const answer = await units.cancel(unit.externalId);
      if (answer.kind !== 'done') return ending(context, answer, row);
    }
    context.ports.db.write(({ handovers }) => {
      handovers.updateUnit(unit.id, { state: 'cancelled', problem: null });
      handovers.emptyUnit(unit.id);
    });
    context.emit('handovers', [unit.handoverId]);
    return done;
  },
  // Cancelled twice is cancelled.
  settle: () => Promise.resolve('missing'),
  refused: (context, command, problem) => trouble(context, command.unitId, problem, 'open'),
};

const unitOf = (context: StreamContext, id: string): CargoUnitRow | null => context.ports.db.read.handovers.unit(id as CargoUnitId);
const isBehind = (state: ChannelCargoUnit['state']): boolean => state === 'closing' || state === 'closed' || state === 'gone';

const wantedOf = (context: StreamContext, ids: readonly string[]): readonly CargoUnitRow[] =>
  ids.flatMap((id) => unitOf(context, id) ?? []).filter((unit) => unit.externalId === null && unit.state === 'wanted');

function makerOf(
  context: StreamContext,
  handoverId: string,
): { readonly units: CargoUnitsClient | undefined; readonly warehouseId: string | null } {
  const handover = context.ports.db.read.handovers.byId(handoverId as HandoverId);
  return { units: context.client.handovers?.units, warehouseId: handover?.externalWarehouseId ?? null };
}

const isLarge = (context: StreamContext, warehouseId: string): boolean =>
  context.ports.db.read.catalogue.channelWarehouse(context.accountId, warehouseId as ExternalId)?.attributes['isKgt'] === true;

const externalIdsIn = (context: StreamContext, unit: CargoUnitRow): readonly string[] =>
  context.ports.db.read.handovers.inUnit(unit.id).flatMap((id: OrderId) => {
    const order = context.ports.db.read.orders.byId(id);
    return order === null || order.status === 'cancelled' ? [] : [order.externalId];
  });

function made(context: StreamContext, wanted: readonly CargoUnitRow[], ids: readonly string[]): void {
  context.ports.db.write(({ handovers }) => {
    for (const [index, unit] of wanted.entries()) {
      const externalId = ids[index];
      if (externalId === undefined) continue;
      handovers.updateUnit(unit.id, { externalId: externalId as ExternalId, number: externalId, state: 'open', problem: null });
    }
  });
  context.emit('handovers', [wanted[0]!.handoverId]);
  context.nudge('handovers');
}

/** Its label is there a moment after it is closed: the stream fetches it. */
function showUnit(context: StreamContext, unit: CargoUnitRow, seen: ChannelCargoUnit): typeof done {
  context.ports.db.write(({ handovers }) =>
    handovers.updateUnit(unit.id, { number: seen.number, state: seen.state, own: seen.own, problem: null }),
  );
  context.emit('handovers', [unit.handoverId]);
  context.nudge('handovers');
  return done;
}

function trouble(context: StreamContext, id: string, problem: ChannelProblem, state: 'open' | 'failed'): void {
  const unit = unitOf(context, id);
  if (unit === null) return;
  context.ports.db.write(({ handovers }) => handovers.updateUnit(unit.id, { state: unit.externalId === null ? 'failed' : state, problem }));
  context.emit('handovers', [unit.handoverId]);
}
