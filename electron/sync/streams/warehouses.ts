import type { StepResult, StreamContext } from '../context.ts';

/** A warehouse that the marketplace is still processing takes no stock for minutes. */
const BUSY_MS = 30_000;

export async function warehousesStep(context: StreamContext): Promise<StepResult> {
  const answer = await context.client.warehouses();
  if (answer.kind !== 'done') return context.setback('warehouses', answer);
  context.ports.db.write((stores) => {
    stores.catalogue.upsertChannelWarehouses(context.accountId, answer.value, context.nowMs());
    stores.sync.ensureOffers(context.accountId, context.nowMs());
  });
  context.succeeded('warehouses');
  context.emit('accounts', [context.accountId]);
  context.nudge('stock');
  return answer.value.some((warehouse) => warehouse.busy) ? { waitMs: BUSY_MS } : 'idle';
}
