import type { ChannelLabel, ChannelProblem, LabelPaper } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { ExternalId, OrderId, PrinterId } from '#shared/domain/ids.ts';
import { firstUp, printersFor } from '#shared/domain/label-route.ts';

import type { StepResult, StreamContext } from '../context.ts';

/** A label appears moments after its order entered a supply; asked too early it is silently absent. */
const BACKOFF_MS = [2000, 4000, 8000, 15_000] as const;
const PATIENT_MS = 60_000;
const PATIENT_AFTER = 10;
/** A refusal is looked at by a person; asking again sooner would only spend the limit. */
const REFUSED_MS = 10 * 60_000;
const LOOK_MS = 10_000;
const LOOK_AHEAD = 2000;

type Wanted = { readonly id: OrderId; readonly externalId: ExternalId };

/** Fetches labels ahead of need, in batches, and stores them before they are used (DESIGN §6). */
export async function labelsStep(context: StreamContext): Promise<StepResult> {
  const { client, memory } = context;
  const wanted = context.ports.db.read.orders.labelsWanted(context.accountId, LOOK_AHEAD);
  const nowMs = context.nowMs();
  const isDue = (order: Wanted) => (memory.labelTries.get(order.id)?.notBeforeMs ?? 0) <= nowMs;
  const due = wanted.filter(isDue);
  if (due.length === 0) return picturesStep(context, isDue, () => untilNext(context, wanted));
  const batch = due.slice(0, Math.min(memory.labelBatch, client.labels.batch));
  const format = context.ports.printDesk.labelFormat(['zpl', 'png']);
  const answer = await client.labels.fetch(
    batch.map((order) => order.externalId),
    format,
    paperAt(context.ports.db.read),
  );
  if (answer.kind === 'rejected') return narrow(context, batch, answer.problem.subjects ?? [], answer);
  if (answer.kind !== 'done') return context.setback('labels', answer);
  keep(context, batch, answer.value.labels);
  const got = new Set(answer.value.labels.map((label) => label.orderId));
  for (const order of batch) if (!got.has(order.externalId)) askAgain(context, order.id);
  memory.labelBatch = Math.min(client.labels.batch, memory.labelBatch * 2);
  context.succeeded('labels');
  return due.length > batch.length ? 'again' : untilNext(context, context.ports.db.read.orders.labelsWanted(context.accountId, LOOK_AHEAD));
}

/** Where every table prints on the large paper, the large label is asked for: on it the small one would only be harder to read. */
function paperAt({ desk, print }: Stores): LabelPaper | undefined {
  const tables = desk.stations().flatMap((station) => station.printerId ?? []);
  const papers = tables.flatMap((id) => print.printer(id) ?? []);
  const large =
    papers.length > 0 && papers.every(({ widthMm, heightMm }) => Math.min(widthMm, heightMm) >= 74 && Math.max(widthMm, heightMm) >= 119);
  return large ? '75x120' : undefined;
}

/** Labels that are here as ZPL for printers that take none (since a printer was added, or one steps in): the same as pictures. */
async function picturesStep(context: StreamContext, isDue: (order: Wanted) => boolean, rest: () => StepResult): Promise<StepResult> {
  const { client, memory } = context;
  const { db, printDesk } = context.ports;
  if (printDesk.labelFormat(['zpl', 'png']) === 'zpl') memory.picturesAsked = false;
  else if (!memory.picturesAsked)
    memory.picturesAsked = db.write(({ orders }) => orders.wantDrawnAhead(context.accountId, LOOK_AHEAD)) < LOOK_AHEAD;
  const wanted = db.read.orders.drawnWanted(context.accountId, LOOK_AHEAD);
  const batch = wanted.filter(isDue).slice(0, Math.min(memory.labelBatch, client.labels.batch));
  if (batch.length === 0) return rest();
  const answer = await client.labels.fetch(
    batch.map((order) => order.externalId),
    'png',
  );
  if (answer.kind === 'rejected') return narrow(context, batch, answer.problem.subjects ?? [], answer);
  if (answer.kind !== 'done') return context.setback('labels', answer);
  keepPictures(context, batch, answer.value.labels);
  const got = new Set(answer.value.labels.map((label) => label.orderId));
  for (const order of batch) if (!got.has(order.externalId)) askAgain(context, order.id);
  context.succeeded('labels');
  return wanted.length > batch.length ? 'again' : rest();
}

function keepPictures(context: StreamContext, batch: readonly Wanted[], labels: readonly ChannelLabel[]): void {
  const ids = new Map<string, OrderId>(batch.map((order) => [order.externalId, order.id]));
  const stored: OrderId[] = [];
  const waking = new Set<PrinterId>();
  context.ports.db.write((stores) => {
    for (const label of labels) {
      const id = ids.get(label.orderId);
      const { format, file } = label;
      if (id === undefined || file.length === 0 || (format !== 'png' && format !== 'pdf')) continue;
      stores.orders.storeDrawnLabel(id, { format, file });
      stored.push(id);
      const printer = release(context, stores, id, label);
      if (printer !== null) waking.add(printer);
    }
  });
  for (const id of stored) context.memory.labelTries.delete(id);
  context.ports.printDesk.warm(stored);
  for (const printer of waking) context.ports.printDesk.wake(printer);
  if (waking.size > 0) context.emit('print');
  if (stored.length > 0) context.emit('orders', stored);
}

function keep(context: StreamContext, batch: readonly Wanted[], labels: readonly ChannelLabel[]): void {
  const ids = new Map<string, OrderId>(batch.map((order) => [order.externalId, order.id]));
  const stored: OrderId[] = [];
  const waking = new Set<PrinterId>();
  context.ports.db.write((stores) => {
    for (const label of labels) {
      const id = ids.get(label.orderId);
      if (id === undefined || label.file.length === 0) continue;
      const { format, file, widthMm, heightMm, barcode, caption } = label;
      stores.orders.storeLabel(id, { format, file, widthMm, heightMm, barcode, caption }, context.nowMs());
      stores.orders.addLabelCodes(id, label.codes ?? []);
      stored.push(id);
      const printer = release(context, stores, id, label);
      if (printer !== null) waking.add(printer);
    }
  });
  if (stored.length === 0) return;
  for (const id of stored) context.memory.labelTries.delete(id);
  context.ports.printDesk.warm(stored);
  for (const printer of waking) context.ports.printDesk.wake(printer);
  if (waking.size > 0) context.emit('print');
  context.emit('orders', stored);
  context.emit('packing');
}

/** The parcel was packed before its label: now it prints by itself, once, where the parcel stands. A cancelled order's never does. */
function release(context: StreamContext, stores: Stores, id: OrderId, { widthMm, heightMm }: ChannelLabel): PrinterId | null {
  const job = stores.print.jobsOfOrder(id).find((one) => one.state === 'waiting');
  const status = stores.orders.byId(id)?.status;
  // A reprint, and a label before its parcel is packed, is asked for by a person, whatever has become of the parcel meanwhile.
  const isAsked = job !== undefined && (job.reprintOf !== null || job.source['ahead'] === '1');
  if (job === undefined || !(status === 'packed' || (isAsked && status !== 'cancelled' && status !== 'returned'))) return null;
  const printers = printersFor(stores.print.routesOf(job.station), { kind: 'order-label', widthMm, heightMm });
  const down = (printer: PrinterRow) => printer.paused || context.ports.printDesk.trouble(printer.id) !== null;
  const printerId = firstUp(printers, down)?.id ?? job.printerId;
  return stores.print.release(job.id, printerId, context.nowMs()) ? printerId : null;
}

function askAgain(context: StreamContext, id: OrderId): void {
  const tries = (context.memory.labelTries.get(id)?.tries ?? 0) + 1;
  const pauseMs = tries > PATIENT_AFTER ? PATIENT_MS : BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1]!;
  context.memory.labelTries.set(id, { tries, notBeforeMs: context.nowMs() + pauseMs });
}

/** One order without its customs declaration fails the whole batch: put the named aside, or halve until it stands alone. */
function narrow(
  context: StreamContext,
  batch: readonly Wanted[],
  named: readonly string[],
  answer: { readonly problem: ChannelProblem },
): StepResult {
  const culprits = batch.length === 1 ? batch : batch.filter((order) => named.includes(order.externalId));
  if (culprits.length === 0) {
    context.memory.labelBatch = Math.max(1, Math.floor(batch.length / 2));
    return 'again';
  }
  for (const { id } of culprits) {
    const tries = (context.memory.labelTries.get(id)?.tries ?? 0) + 1;
    context.memory.labelTries.set(id, { tries, notBeforeMs: context.nowMs() + REFUSED_MS });
  }
  // Trouble of these alone: no pause for the others.
  context.fault('labels', answer.problem);
  return 'again';
}

function untilNext(context: StreamContext, wanted: readonly Wanted[]): StepResult {
  let next = Number.POSITIVE_INFINITY;
  for (const order of wanted) next = Math.min(next, context.memory.labelTries.get(order.id)?.notBeforeMs ?? context.nowMs());
  // No longer than where none is wanted at all: an order may come wanting one without a word to this stream.
  return Number.isFinite(next) ? { waitMs: Math.min(LOOK_MS, Math.max(0, next - context.nowMs())) } : 'idle';
}
