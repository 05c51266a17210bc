import type { OfferRow } from '#electron/ports/sync-store.ts';

import type { StepResult, StreamContext } from '../context.ts';

/** Figures a round asks the cards about; the others come with the next one. */
const MOST_ASKED = 100;

/** Where figures are dropped in silence the card says why, and the figure is laid aside with its reason like any other refusal. */
async function askWhy(context: StreamContext, silent: readonly OfferRow[]): Promise<StepResult | null> {
  const { stock } = context.client;
  if (stock.whySilent === undefined || silent.length === 0) return null;
  const answer = await stock.whySilent(silent.map((offer) => offer.sku));
  if (answer.kind !== 'done') return context.setback('read-back', answer);
  const found = new Map(answer.value.map((row) => [row.sku, row.problem]));
  const refused = silent.flatMap((offer) => {
    const problem = found.get(offer.sku);
    return problem === undefined || offer.problem?.code === problem.code ? [] : [{ offer, problem }];
  });
  if (refused.length > 0)
    context.ports.db.write(({ sync }) => {
      for (const { offer, problem } of refused) sync.parkOffer(offer, problem, context.nowMs());
    });
  return null;
}

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
    const silent = offers.filter((offer) => (live.get(offer.sku) ?? 0) < (offer.toldQuantity ?? 0));
    const trouble = await askWhy(context, silent.slice(0, MOST_ASKED));
    if (trouble !== null) return trouble;
  }
  context.succeeded('read-back');
  context.emit('listings');
  return 'idle';
}
