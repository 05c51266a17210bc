import type { HandoverDocument, HandoversClient } from '#electron/channels/channel.ts';
import type { HandoverRow } from '#electron/ports/handover-store.ts';

import { readUnits } from '../cargo-facts.ts';
import type { StepResult, StreamContext } from '../context.ts';
import { readHandover, takeHandovers } from '../handover-facts.ts';

const DAY_MS = 24 * 60 * 60_000;
const BACK_MS = DAY_MS;
const AHEAD_MS = 3 * DAY_MS;
/** A nudge this soon after a reading looks for documents only. */
const REREAD_MS = 60_000;
/** What leaves within this time is read by its number every turn; the rest only when the list tells a change. */
const NEAR_MS = 26 * 60 * 60_000;
/** A document is drawn in seconds or minutes; after these tries it is asked for with the list only. */
/** A unit is closed in seconds. */
const UNITS_MS = 5000;
const DOCUMENT_MS = [5000, 10_000, 20_000, 30_000, 60_000, 60_000, 120_000] as const;

/** What leaves from yesterday to three days ahead, what is inside, and its documents as soon as they are there. */
export async function handoversStep(context: StreamContext): Promise<StepResult> {
  const { handovers } = context.client;
  if (handovers === undefined) return 'idle';
  const nowMs = context.nowMs();
  const ageMs = nowMs - context.memory.handoversReadAtMs;
  if (ageMs < 0 || ageMs >= REREAD_MS) {
    const trouble = await readAll(context, handovers);
    if (trouble !== null) return trouble;
    context.memory.handoversReadAtMs = nowMs;
  } else {
    const trouble = await readClosing(context, handovers);
    if (trouble !== null) return trouble;
  }
  const trouble = await fetchDocuments(context, handovers);
  if (trouble !== null) return trouble;
  const window = windowOf(context);
  const cargo = await readUnits(context, handovers, context.ports.db.read.handovers.between(context.accountId, window.fromMs, window.toMs));
  if (cargo.trouble !== null) return context.setback('handovers', cargo.trouble);
  context.succeeded('handovers');
  if (cargo.left) return sooner(untilDocument(context), UNITS_MS);
  // What it was nudged for may be news of the list itself: that is read as soon as it may be again.
  return sooner(untilDocument(context), ageMs >= 0 && ageMs < REREAD_MS ? REREAD_MS - ageMs : Number.POSITIVE_INFINITY);
}

const sooner = (step: StepResult, waitMs: number): StepResult => {
  if (step === 'again' || waitMs === Number.POSITIVE_INFINITY) return step;
  return step === 'idle' || step.waitMs > waitMs ? { waitMs } : step;
};

async function readAll(context: StreamContext, client: HandoversClient): Promise<StepResult | null> {
  const window = windowOf(context);
  const known = new Map(context.memory.handoverStamps);
  const answer = await client.list(window);
  if (answer.kind !== 'done') return context.setback('handovers', answer);
  takeHandovers(context, answer.value, window);
  const rows = context.ports.db.read.handovers.between(context.accountId, window.fromMs, window.toMs);
  for (const [index, row] of rows.entries()) {
    const stamp = stampKey(row);
    const news = known.get(stamp) !== context.memory.handoverStamps.get(stamp);
    if (!news && !nearAndLive(context, row)) continue;
    const outcome = await readHandover(context, client, row);
    // One that is refused keeps what the list told of it; the others are read all the same.
    if (outcome !== null && outcome.kind !== 'rejected') {
      // What was not read must be news again, this one and all behind it.
      for (const unread of rows.slice(index)) {
        const before = known.get(stampKey(unread));
        if (before === undefined || unread === row) context.memory.handoverStamps.delete(stampKey(unread));
        else context.memory.handoverStamps.set(stampKey(unread), before);
      }
      return context.setback('handovers', outcome);
    }
  }
  return null;
}

const stampKey = (row: HandoverRow): string => row.externalId ?? row.key;

/** Somebody stands at the van and waits for the act: what is being closed is looked at soon, and ever more rarely. */
async function readClosing(context: StreamContext, client: HandoversClient): Promise<StepResult | null> {
  const rows = closingRows(context);
  // One that came out of it and is closed again is waited for anew.
  const keys = new Set(rows.map(closingKey));
  for (const key of context.memory.documentWaits.keys())
    if (key.endsWith(CLOSING) && !keys.has(key)) context.memory.documentWaits.delete(key);
  for (const row of rows) {
    const wait = context.memory.documentWaits.get(closingKey(row));
    if (wait !== undefined && wait.notBeforeMs > context.nowMs()) continue;
    const tries = (wait?.tries ?? 0) + 1;
    context.memory.documentWaits.set(closingKey(row), { tries, notBeforeMs: context.nowMs() + waitAfter(tries) });
    const outcome = await readHandover(context, client, row);
    if (outcome !== null && outcome.kind !== 'rejected') return context.setback('handovers', outcome);
  }
  return null;
}

const CLOSING = ' closing';
const closingKey = (row: HandoverRow): string => `${row.id}${CLOSING}`;
const closingRows = (context: StreamContext): readonly HandoverRow[] => {
  const { fromMs, toMs } = windowOf(context);
  return context.ports.db.read.handovers.between(context.accountId, fromMs, toMs).filter((row) => row.state === 'closing');
};
const waitAfter = (tries: number): number => DOCUMENT_MS[tries - 1] ?? 10 * 60_000;

const windowOf = (context: StreamContext) => ({ fromMs: context.nowMs() - BACK_MS, toMs: context.nowMs() + AHEAD_MS });

const nearAndLive = (context: StreamContext, row: HandoverRow): boolean =>
  (row.state === 'open' || row.state === 'confirmable' || row.state === 'closing') && row.departAtMs - context.nowMs() < NEAR_MS;

type Wanted = { readonly row: HandoverRow; readonly kind: HandoverDocument };

/** Papers of what is closed, each again when the state it was drawn in has changed; labels of packages as soon as their number is told. */
function wantedDocuments(context: StreamContext): readonly Wanted[] {
  const { fromMs, toMs } = windowOf(context);
  const { handovers } = context.ports.db.read;
  return handovers.between(context.accountId, fromMs, toMs).flatMap((row) => {
    const over = row.state === 'closed' || row.state === 'accepted';
    const kinds = row.documents.filter((kind) => over || (kind === 'places' && row.places !== null));
    if (row.externalId === null || kinds.length === 0) return [];
    const stored = new Map(handovers.documents(row.id).map((document) => [document.kind, document.fetchedIn]));
    return kinds.flatMap((kind) => (stored.get(kind) === row.state || (kind === 'places' && stored.has(kind)) ? [] : [{ row, kind }]));
  });
}

const waitKey = ({ row, kind }: Wanted): string => `${row.id} ${kind} ${row.state}`;

async function fetchDocuments(context: StreamContext, client: HandoversClient): Promise<StepResult | null> {
  for (const wanted of wantedDocuments(context)) {
    const { row, kind } = wanted;
    const wait = context.memory.documentWaits.get(waitKey(wanted));
    if (row.externalId === null || (wait !== undefined && wait.notBeforeMs > context.nowMs())) continue;
    const answer = await client.document(row.externalId, kind);
    if (answer.kind === 'done' && answer.value !== null && answer.value.file.length > 0) {
      const document = { ...answer.value, kind, fetchedIn: row.state };
      context.ports.db.write((stores) => stores.handovers.storeDocument(row.id, document, context.nowMs()));
      context.memory.documentWaits.delete(waitKey(wanted));
      context.emit('handovers', [row.id]);
      continue;
    }
    if (answer.kind !== 'done' && answer.kind !== 'rejected') return context.setback('handovers', answer);
    const tries = (wait?.tries ?? 0) + 1;
    context.memory.documentWaits.set(waitKey(wanted), { tries, notBeforeMs: context.nowMs() + waitAfter(tries) });
  }
  return null;
}

function untilDocument(context: StreamContext): StepResult {
  const soonestMs = Math.min(
    ...wantedDocuments(context).map((wanted) => context.memory.documentWaits.get(waitKey(wanted))?.notBeforeMs ?? Number.POSITIVE_INFINITY),
    ...closingRows(context).map(
      (row) => context.memory.documentWaits.get(closingKey(row))?.notBeforeMs ?? context.nowMs() + DOCUMENT_MS[0],
    ),
  );
  const waitMs = soonestMs - context.nowMs();
  return waitMs < 5 * 60_000 ? { waitMs: Math.max(1000, waitMs) } : 'idle';
}
