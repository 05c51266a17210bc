import type { Stores } from '#electron/ports/database.ts';
import type { CargoUnitRow, HandoverRow } from '#electron/ports/handover-store.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OutboxCommand } from '#electron/ports/sync-store.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Output } from '#shared/contract/index.ts';
import type { CargoUnitId, OrderId, OutboxId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { Caller, Handlers } from './handlers.ts';
import { canOf, changeableOf, handoverOf } from './handover-work.ts';
import { perform, Refusal } from './perform.ts';
import { isDown, printerFor } from './route.ts';
import { newIdOf } from './supply-work.ts';

type Calls = 'handover.addUnits' | 'handover.closeUnit' | 'handover.cancelUnit' | 'handover.printUnit';

/** Boxes and pallets of a hand-over: made, filled by the scans at the gate, closed, labelled. */
export const cargoUnitHandlers = (context: EngineContext): Handlers<Calls> => {
  const { db, clock, events } = context;
  const doing = <T>(
    input: { readonly operationId: string; readonly id: string },
    caller: Caller,
    kind: 'handover' | 'print',
    work: (stores: Stores, deed: Deed) => T,
  ): Result<T, CallError> => {
    const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind, caller, payload: input }, work);
    if (answer.ok) events.emit({ topic: 'handovers', ids: [input.id] });
    return answer;
  };
  return {
    'handover.addUnits': (input, caller) =>
      doing(input, caller, 'handover', (stores, deed) => {
        const row = changeableOf(context, stores, input.id);
        if (!canOf(context, row).units) throw new Refusal('not-supported');
        const newId = newIdOf(context);
        const unitIds = Array.from({ length: input.amount }, () => newId() as CargoUnitId);
        const blank = { externalId: null, number: '', kind: input.kind, state: 'wanted', own: '', problem: null } as const;
        for (const id of unitIds) stores.handovers.insertUnit({ id, handoverId: row.id, ...blank, createdAtMs: deed.atMs });
        tell(context, stores, deed, row, { kind: 'cargo.create', handoverId: row.id, unitIds });
        return { unitIds };
      }),
    'handover.closeUnit': (input, caller) =>
      doing(input, caller, 'handover', (stores, deed) => {
        const unit = openUnit(stores, input);
        if (stores.handovers.inUnit(unit.id).length === 0) throw new Refusal('unit-empty');
        stores.handovers.updateUnit(unit.id, { state: 'closing', problem: null });
        tell(context, stores, deed, handoverOf(stores, input.id), { kind: 'cargo.close', unitId: unit.id });
        return {};
      }),
    'handover.cancelUnit': (input, caller) =>
      doing(input, caller, 'handover', (stores, deed) => {
        const unit = unitIn(stores, input);
        if (unit.state === 'gone' || unit.state === 'cancelled' || unit.state === 'closing') throw new Refusal('unit-closed');
        tell(context, stores, deed, handoverOf(stores, input.id), { kind: 'cargo.cancel', unitId: unit.id });
        return {};
      }),
    'handover.printUnit': (input, caller) => {
      const answer = doing(input, caller, 'print', (stores, deed) => {
        const unit = unitIn(stores, input);
        if (!unit.hasLabel) throw new Refusal('document-not-here');
        const label = { kind: 'box-label', widthMm: null, heightMm: null } as const;
        const printer = printerFor(stores, input.stationId as StationId, label, isDown(context.printDesk));
        if (printer === null) throw new Refusal('no-printer');
        const jobId = newIdOf(context)() as PrintJobId;
        stores.print.enqueue({
          id: jobId,
          printerId: printer.id,
          orderId: null,
          kind: 'box-label',
          source: { cargoUnitId: unit.id },
          reprintOf: null,
          reason: null,
          station: input.stationId as StationId,
          createdAtMs: deed.atMs,
        });
        db.afterCommit(() => context.printDesk.wake(printer.id));
        return { jobId };
      });
      if (answer.ok) events.emit({ topic: 'print', ids: [answer.value.jobId] });
      return answer;
    },
  };
};

/** One unit's commands go out in order; units do not wait for one another, and none for the hand-over. */
function tell(context: EngineContext, stores: Stores, deed: Deed, row: HandoverRow, command: OutboxCommand): void {
  const subject = 'unitId' in command ? `cargo:${command.unitId}` : `cargo:${row.id}`;
  for (const old of stores.sync.openOf(row.accountId, subject))
    if (old.state === 'rejected') stores.sync.setOutbox(old.id, { state: 'dropped', dropReason: 'asked-again', endedAtMs: deed.atMs });
  stores.sync.enqueue({ id: newIdOf(context)() as OutboxId, accountId: row.accountId, subject, command, operationId: deed.id }, deed.atMs);
  context.db.afterCommit(() => context.sync.nudge(row.accountId, 'outbox'));
}

function unitIn(stores: Stores, input: { readonly id: string; readonly unitId: string }): CargoUnitRow {
  const unit = stores.handovers.unit(input.unitId as CargoUnitId);
  if (unit === null || unit.handoverId !== handoverOf(stores, input.id).id) throw new Refusal('unit-unknown');
  return unit;
}

function openUnit(stores: Stores, input: { readonly id: string; readonly unitId: string }): CargoUnitRow {
  const unit = unitIn(stores, input);
  if (unit.state !== 'open') throw new Refusal('unit-closed');
  return unit;
}

/** A parcel that is right at the gate is laid into the unit that is being filled. */
export function layInto(stores: Stores, handoverId: string, unitId: string, orderId: OrderId): void {
  stores.handovers.layInto(openUnit(stores, { id: handoverId, unitId }).id, orderId);
}

export const unitViews = (stores: Stores, row: HandoverRow): Output<'handover.get'>['units'] =>
  stores.handovers
    .units(row.id)
    .filter((unit) => unit.state !== 'cancelled')
    .map((unit) => ({
      id: unit.id,
      number: unit.number,
      kind: unit.kind,
      state: unit.state,
      orders: stores.handovers.inUnit(unit.id).length,
      hasLabel: unit.hasLabel,
      problemCode: unit.problem?.code ?? null,
      problemMessage: unit.problem?.channelMessage ?? null,
    }));
