import type { OutboxCommand, OutboxRow } from '#electron/ports/sync-store.ts';

import { cargoCancel, cargoClose, cargoCreate } from '../commands/cargo-commands.ts';
import type { CommandWork, Ending } from '../commands/command.ts';
import {
  handoverCancel,
  handoverConfirm,
  handoverCreate,
  handoverPlaces,
  handoverPostpone,
  handoverSetOrders,
} from '../commands/handover-commands.ts';
import { orderCancelLine } from '../commands/order-cancel-line.ts';
import { markPut, markRemove, orderCancel } from '../commands/order-commands.ts';
import { orderConfirm } from '../commands/order-confirm.ts';
import { orderDeliver, orderTrack } from '../commands/order-delivery.ts';
import { passRemove, passSave } from '../commands/pass-commands.ts';
import { supplyAdd } from '../commands/supply-add.ts';
import { boxesAdd, boxesRemove, supplyRemove } from '../commands/supply-boxes.ts';
import { supplyCreate } from '../commands/supply-create.ts';
import { supplyDeliver } from '../commands/supply-deliver.ts';
import { supplyShipping } from '../commands/supply-shipping.ts';
import type { StepResult, StreamContext } from '../context.ts';

const WORK: { readonly [K in OutboxCommand['kind']]: CommandWork<K> } = {
  'supply.create': supplyCreate,
  'supply.add': supplyAdd,
  'supply.shipping': supplyShipping,
  'supply.deliver': supplyDeliver,
  'supply.remove': supplyRemove,
  'supply.boxes.add': boxesAdd,
  'supply.boxes.remove': boxesRemove,
  'handover.create': handoverCreate,
  'handover.setOrders': handoverSetOrders,
  'handover.places': handoverPlaces,
  'handover.postpone': handoverPostpone,
  'handover.confirm': handoverConfirm,
  'handover.cancel': handoverCancel,
  'cargo.create': cargoCreate,
  'cargo.close': cargoClose,
  'cargo.cancel': cargoCancel,
  'mark.put': markPut,
  'mark.remove': markRemove,
  'order.cancel': orderCancel,
  'order.cancelLine': orderCancelLine,
  'order.confirm': orderConfirm,
  'order.track': orderTrack,
  'order.deliver': orderDeliver,
  'pass.save': passSave,
  'pass.remove': passRemove,
};

/** A command whose answer was lost may still be on its way at the other end: not finding it once is not yet proof. */
const MISSES_TO_BELIEVE = 2;
const FIRST_LOOK_MS = 2000;
const SECOND_LOOK_MS = 10_000;
const BATCH = 20;

/** Sends the commands whose turn it is, one after another per subject; settles unanswered ones by reading before anything else. */
export async function outboxStep(context: StreamContext): Promise<StepResult> {
  const { sync } = context.ports.db.read;
  settleThrown(context);
  let moved = false;
  for (const row of sync.unsettled(context.accountId)) {
    if (row.notBeforeMs > context.nowMs()) continue;
    await settleOne(context, row);
    moved = true;
  }
  for (const row of sync.due(context.accountId, context.nowMs(), BATCH)) {
    await sendOne(context, row);
    moved = true;
  }
  if (moved) return 'again';
  const nextMs = sync.nextDueMs(context.accountId);
  return nextMs === null ? 'idle' : { waitMs: Math.max(1, nextMs - context.nowMs()) };
}

const stateOf = (context: StreamContext, { id }: OutboxRow) => context.ports.db.read.sync.outbox(id)?.state;
const workOf = (row: OutboxRow): CommandWork<never> => WORK[row.command.kind] as unknown as CommandWork<never>;

async function sendOne(context: StreamContext, row: OutboxRow): Promise<void> {
  // The turns before it took their time: a person may have dropped it, and a cabinet opened anew meanwhile sends by itself.
  if (stateOf(context, row) !== 'queued') return;
  const attempts = row.attempts + 1;
  // Written before the first byte leaves: a crash from here on leaves «sending», which the next start takes for unknown.
  context.memory.sending.add(row.id);
  context.ports.db.write(({ sync }) => sync.setOutbox(row.id, { state: 'sending', attempts }));
  const ending = await workOf(row).send(context, row.command as never, { ...row, attempts });
  conclude(context, { ...row, attempts }, ending);
  context.memory.sending.delete(row.id);
}

/** A step that threw left its command in the middle: what became of it is found out by reading, as after a crash. */
function settleThrown({ memory, ports }: StreamContext): void {
  for (const id of memory.sending) {
    ports.db.write(({ sync }) => {
      if (sync.outbox(id)?.state === 'sending') sync.setOutbox(id, { state: 'unknown' });
    });
    memory.sending.delete(id);
  }
}

function conclude(context: StreamContext, row: OutboxRow, ending: Ending): void {
  const nowMs = context.nowMs();
  const set = (change: Parameters<StreamContext['ports']['db']['read']['sync']['setOutbox']>[1]) =>
    context.ports.db.write(({ sync }) => sync.setOutbox(row.id, change));
  if (ending.kind !== 'unknown') context.memory.misses.delete(row.id);
  switch (ending.kind) {
    case 'done':
      set({ state: 'done', problem: null, endedAtMs: nowMs });
      context.succeeded('outbox');
      break;
    case 'again':
      // Held back here without a word from the marketplace: that was no attempt.
      set({
        state: 'queued',
        notBeforeMs: nowMs + ending.afterMs,
        problem: ending.problem,
        ...(ending.problem === null ? { attempts: row.attempts - 1 } : {}),
      });
      if (ending.problem !== null) context.fault('outbox', ending.problem);
      break;
    case 'rejected':
      set({ state: 'rejected', problem: ending.problem });
      workOf(row).refused?.(context, row.command as never, ending.problem);
      context.fault('outbox', ending.problem);
      break;
    case 'unknown':
      set({ state: 'unknown', notBeforeMs: nowMs + FIRST_LOOK_MS, problem: ending.problem });
      context.fault('outbox', ending.problem);
      break;
  }
  context.emit('sync', [context.accountId]);
}

async function settleOne(context: StreamContext, row: OutboxRow): Promise<void> {
  if (stateOf(context, row) !== 'unknown') return;
  const settled = await workOf(row).settle(context, row.command as never, row);
  // Dropped while the marketplace was asked: it stays dropped, and is never sent again.
  if (stateOf(context, row) !== 'unknown') return;
  const nowMs = context.nowMs();
  const { misses } = context.memory;
  if (settled === 'done') {
    conclude(context, row, { kind: 'done' });
    return;
  }
  if (settled === 'missing') {
    const count = (misses.get(row.id) ?? 0) + 1;
    misses.set(row.id, count);
    if (count >= MISSES_TO_BELIEVE) {
      misses.delete(row.id);
      context.ports.db.write(({ sync }) => sync.setOutbox(row.id, { state: 'queued', notBeforeMs: nowMs }));
      context.emit('sync', [context.accountId]);
      return;
    }
  }
  const afterMs = settled === 'missing' ? SECOND_LOOK_MS : Math.max(1000, settled.afterMs);
  context.ports.db.write(({ sync }) => sync.setOutbox(row.id, { state: 'unknown', notBeforeMs: nowMs + afterMs }));
}
