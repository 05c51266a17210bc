import type { ChannelClient, ChannelDocument, Outcome } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { OrderId, PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import { isTerminal } from '#shared/domain/order.ts';
import { base64 } from '#shared/kit/base64.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { question } from './question.ts';
import { isDown, labelOfOrder, printerFor } from './route.ts';
import { clientOf, newIdOf } from './supply-work.ts';

/** Labels of many orders at once, before they are packed: on the label printer, or as one file for a pile of paper. */
export const orderLabelHandlers = (context: EngineContext): Handlers<'order.printLabels' | 'order.labelSheet'> => {
  const { db, clock, events, timers } = context;
  const rest = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve));
  return {
    'order.printLabels': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'print', caller, payload: input } as const;
      const answer = perform(db, clock.nowMs(), call, (stores, deed) => printAhead(context, stores, deed, input));
      if (answer.ok) {
        events.emit({ topic: 'print', ids: answer.value.jobIds });
        events.emit({ topic: 'orders', ids: input.orderIds });
      }
      return answer;
    },
    'order.labelSheet': async ({ accountId, orderIds }) => {
      const client = clientOf(context, accountId);
      if (!client.ok) return client;
      const { sheet } = client.value.labels;
      if (sheet === undefined) return fail({ code: 'not-supported' });
      const orders = orderIds.flatMap((id) => db.read.orders.byId(id as OrderId) ?? []);
      const there = orders.filter((one) => one.accountId === accountId && one.labelState === 'stored' && !isTerminal(one.status));
      if (there.length === 0) return fail({ code: 'nothing-to-do' });
      const ids = there.slice(0, sheet.batch).map((one) => one.externalId);
      const drawn = await question(context, there[0]!.accountId, () => drawSheet(sheet, ids, rest));
      return drawn.ok ? ok({ fileBase64: base64(drawn.value.file), orders: ids.length }) : drawn;
    },
  };
};

/** The marketplace draws it in seconds; `question` keeps the patience. */
const LOOK_MS = 1500;
const MOST_LOOKS = 40;

async function drawSheet(
  sheet: NonNullable<ChannelClient['labels']['sheet']>,
  ids: readonly string[],
  rest: (ms: number) => Promise<void>,
): Promise<Outcome<ChannelDocument>> {
  const started = await sheet.start(ids);
  if (started.kind !== 'done') return started;
  for (let turn = 0; turn < MOST_LOOKS; turn += 1) {
    const seen = await sheet.get(started.value.key);
    if (seen.kind === 'done' && seen.value !== null) return { kind: 'done', value: seen.value };
    if (seen.kind !== 'done' && seen.kind !== 'limited') return seen;
    await rest(LOOK_MS);
  }
  return { kind: 'retry', problem: { code: 'label-not-ready', operation: 'labels.sheet' } };
}

function printAhead(context: EngineContext, stores: Stores, deed: Deed, input: Parsed<'order.printLabels'>): Output<'order.printLabels'> {
  const newId = newIdOf(context);
  const down = isDown(context.printDesk);
  const waking = new Set<PrinterId>();
  const jobIds: string[] = [];
  const skipped: { orderId: string; code: string }[] = [];
  for (const orderId of new Set(input.orderIds)) {
    const code = whyNot(stores, orderId as OrderId);
    if (code !== null) {
      skipped.push({ orderId, code });
      continue;
    }
    const printer = printerFor(stores, input.stationId as StationId, labelOfOrder(stores, orderId as OrderId), down);
    if (printer === null) throw new Refusal('no-printer');
    const id = newId() as PrintJobId;
    stores.print.enqueue({
      id,
      printerId: printer.id,
      orderId: orderId as OrderId,
      kind: 'order-label',
      source: { ahead: '1' },
      reprintOf: null,
      reason: null,
      station: input.stationId as StationId,
      createdAtMs: deed.atMs,
    });
    stores.orders.tell(orderId as OrderId, deed.atMs, 'printed-ahead', deed.actor, { jobId: id });
    jobIds.push(id);
    waking.add(printer.id);
  }
  for (const printer of waking) context.db.afterCommit(() => context.printDesk.wake(printer));
  return { jobIds, skipped };
}

/** Why this label is not printed ahead; null when it is. */
function whyNot(stores: Stores, orderId: OrderId): string | null {
  const order = stores.orders.byId(orderId);
  if (order === null) return 'order-unknown';
  if (isTerminal(order.status) || order.status === 'handed-over') return 'order-over';
  if (order.labelState !== 'stored') return 'no-label-yet';
  // An extra label is a lost parcel: a second one is asked for by itself, with a reason.
  return labelPrinted(stores, orderId) === null ? null : 'printed-already';
}

/** The order's label that left for a printer, or may have; null when none did. */
export const labelPrinted = (stores: Stores, orderId: OrderId) =>
  stores.print
    .jobsOfOrder(orderId)
    .findLast((job) => job.kind === 'order-label' && job.state !== 'cancelled' && job.state !== 'failed-not-sent') ?? null;
