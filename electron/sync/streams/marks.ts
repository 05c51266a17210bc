import type { ChannelMarkVerdict } from '#electron/channels/channel.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import type { MarkState } from '#shared/domain/marking.ts';

import type { StepResult, StreamContext } from '../context.ts';

/** Checks take minutes at the marketplace; marks of what is already sent are read until each passed or was refused. */
const PENDING_MS = 15_000;

/** Reads verdicts on what was put; the outbox puts, this reads. */
export async function marksStep(context: StreamContext): Promise<StepResult> {
  const waiting = context.ports.db.read.orders.marksToRead(context.accountId, context.client.marks.batch);
  if (waiting.length === 0) return 'idle';
  const answer = await context.client.marks.read(waiting.map((order) => order.externalId));
  if (answer.kind !== 'done') return context.setback('marks', answer);
  takeVerdicts(context, new Map(waiting.map((order) => [order.externalId, order.id])), answer.value);
  context.succeeded('marks');
  return { waitMs: PENDING_MS };
}

export function takeVerdicts(context: StreamContext, ids: ReadonlyMap<string, OrderId>, verdicts: readonly ChannelMarkVerdict[]): void {
  const changed = context.ports.db.write((stores) => {
    const touched = new Set<OrderId>();
    for (const seen of verdicts) {
      const id = ids.get(seen.orderId);
      const mark = id === undefined ? undefined : stores.orders.marksOf(id).find((one) => one.kind === seen.kind);
      // Not put yet: what the marketplace thinks of an empty field is no verdict on the scanned code.
      if (id === undefined || mark === undefined || mark.state === 'recorded') continue;
      const state = stateOf(seen.verdict, mark.state);
      if (state === mark.state && seen.own === mark.verdict) continue;
      stores.orders.setMarkState(id, seen.kind, state, seen.own);
      if (state !== mark.state) stores.orders.tell(id, context.nowMs(), `mark-${state}`, 'sync', { kind: seen.kind, own: seen.own });
      touched.add(id);
    }
    return [...touched];
  });
  if (changed.length === 0) return;
  context.emit('orders', changed);
  context.emit('packing', changed);
  context.nudge('outbox');
}

function stateOf(verdict: ChannelMarkVerdict['verdict'], before: MarkState): MarkState {
  if (verdict === 'passed') return 'passed';
  if (verdict === 'refused') return 'refused';
  return before === 'passed' ? 'passed' : 'sent';
}
