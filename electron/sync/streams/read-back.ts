import type { StepResult, StreamContext } from '../context.ts';

/** Reads back what was told: the newest tellings first, then the rest in rotation. A typo in a field name would otherwise stay unseen. */
export async function readBackStep(context: StreamContext): Promise<StepResult> {
  context.memory.readBackSoonAtMs = null;
  const { catalogue, sync } = context.ports.db.read;
  for (const warehouse of catalogue.channelWarehouses(context.accountId)) {
    if (!warehouse.takesStock || warehouse.warehouseId === null || warehouse.busy) continue;
    const offers = sync.offersToReadBack(context.accountId, warehouse.externalId, context.client.stock.batch);
    if (offers.length === 0) continue;
    const answer = await context.client.stock.read(
      warehouse.externalId,
      offers.map((offer) => offer.sku),
    );
    if (answer.kind !== 'done') return context.setback('read-back', answer);
    const live = new Map(answer.value.map((row) => [row.sku, row.quantity]));
    const nowMs = context.nowMs();
    context.ports.db.write((stores) => {
      // What the marketplace leaves out of its answer it does not have.
      for (const offer of offers) stores.sync.setLive(offer, live.get(offer.sku) ?? 0, nowMs);
    });
  }
  context.succeeded('read-back');
  context.emit('listings');
  return 'idle';
}
