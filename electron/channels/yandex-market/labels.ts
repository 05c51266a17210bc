import { z } from 'zod';

import type { ChannelClient, ChannelDocument, ChannelLabel, ChannelProblem, LabelPaper, Outcome } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { ordersById } from './order-lookup.ts';
import { codesOf, statusOf, type MarketOrder } from './order-reading.ts';
import { bounded, chunked, done, mapped, rejected } from './outcome.ts';
import { maybe, result } from './schemas.ts';

/** Every order is a request of its own; two go at once. */
const BATCH = 20;
const LANES = 2;
const SHEET_BATCH = 1000;

/** Names of the Market for its formats, and the paper without the margins the file has around it (A7 comes as 80.4 × 125.6 mm). */
const PAPERS: Readonly<Record<LabelPaper, { readonly format: string; readonly widthMm: number; readonly heightMm: number }>> = {
  '58x40': { format: 'A9_HORIZONTALLY', widthMm: 58, heightMm: 40 },
  '75x120': { format: 'A7', widthMm: 75, heightMm: 120 },
};

export const labelsOf = (caller: Caller, cabinet: Cabinet): ChannelClient['labels'] => ({
  batch: BATCH,
  fetch: (ids, _format, paper = '58x40') => fetchLabels(caller, cabinet, ids, paper),
  sheet: {
    batch: SHEET_BATCH,
    start: (ids, paper = '58x40') => startSheet(caller, cabinet, ids, paper),
    get: (key) => readSheet(caller, key),
  },
});

/**
 * `GET …/delivery/labels`: the Market draws PDF and nothing else, whatever was asked for; a page is a box. The file of one order holds that order
 * alone, so no page can go to another's parcel. An order whose boxes do not stand yet is `missing`; when nobody got a label, the refusal speaks.
 */
async function fetchLabels(
  caller: Caller,
  cabinet: Cabinet,
  ids: readonly string[],
  paper: LabelPaper,
): ReturnType<ChannelClient['labels']['fetch']> {
  bounded(ids, BATCH, 'labels.fetch');
  if (ids.length === 0) return done({ labels: [], missing: [] });
  const orders = await ordersById(caller, cabinet, ids);
  if (orders.kind !== 'done') return orders;
  const labels: ChannelLabel[] = [];
  const refused: ChannelProblem[] = [];
  const troubles: Exclude<Outcome<never>, { kind: 'done' }>[] = [];
  for (const some of chunked(orders.value.filter(hasLabel), LANES)) {
    const outcomes = await Promise.all(some.map((order) => fetchLabel(caller, order, paper)));
    for (const [seat, outcome] of outcomes.entries()) {
      if (outcome.kind === 'done') labels.push(outcome.value);
      else if (outcome.kind === 'rejected' && outcome.problem.code !== 'token-refused')
        refused.push({ ...outcome.problem, subjects: [some[seat]!.orderId] });
      else troubles.push(outcome);
    }
    // What was won before the trouble is kept; the rest is merely missing and asked for again.
    if (troubles.length > 0) break;
  }
  const [trouble] = troubles;
  if (labels.length === 0 && trouble !== undefined) return trouble;
  if (labels.length === 0 && refused.length > 0)
    return rejected({ ...refused[0]!, subjects: refused.flatMap((one) => one.subjects ?? []) });
  const got = new Set(labels.map((label) => label.orderId));
  return done({ labels, missing: ids.filter((one) => !got.has(one)) });
}

/** Boxes may still change until READY_TO_SHIP, and a label printed before is a label of a box that is gone. */
const hasLabel = (order: MarketOrder): boolean => statusOf(order).status === 'assembling';

async function fetchLabel(caller: Caller, order: MarketOrder, paper: LabelPaper): Promise<Outcome<ChannelLabel>> {
  const { format, widthMm, heightMm } = PAPERS[paper];
  const params = { campaignId: order.campaignId, orderId: order.orderId };
  return mapped(await caller.file('labels.order', { params, query: { format } }), (file) => ({
    orderId: order.orderId,
    format: 'pdf' as const,
    file,
    widthMm,
    heightMm,
    barcode: codesOf(order)[0] ?? order.orderId,
    codes: codesOf(order),
    caption: order.orderId,
  }));
}

const started = result(z.object({ reportId: z.string().min(1) }));
const info = result(z.object({ status: z.string(), subStatus: maybe(z.string()), file: maybe(z.string()) }));

/** One file for many orders, in the order given, so that the pile matches the walk along the shelves. */
async function startSheet(
  caller: Caller,
  cabinet: Cabinet,
  ids: readonly string[],
  paper: LabelPaper,
): Promise<Outcome<{ readonly key: string }>> {
  bounded(ids, SHEET_BATCH, 'labels.sheet');
  const business = await cabinet.business();
  if (business.kind !== 'done') return business;
  const body = { businessId: jsonInteger(business.value.id), orderIds: ids.map(jsonInteger), sortingType: 'SORT_BY_GIVEN_ORDER' };
  const outcome = await caller.ask('labels.report', { query: { format: PAPERS[paper].format }, body }, started);
  return mapped(outcome, ({ reportId }) => ({ key: reportId }));
}

/** The link lives an hour and is a new one at every question: it is followed at once and never kept. */
async function readSheet(caller: Caller, key: string): Promise<Outcome<ChannelDocument | null>> {
  const outcome = await caller.ask('reports.info', { params: { reportId: key } }, info);
  if (outcome.kind !== 'done') return outcome;
  const { status, subStatus, file } = outcome.value;
  if (status === 'FAILED' || (status === 'DONE' && file === null))
    return rejected({ code: 'label-not-ready', operation: 'reports.info', channelCode: subStatus ?? status, subjects: [key] });
  if (status !== 'DONE' || file === null) return done(null);
  return mapped(await caller.linked(file), (bytes) => ({ format: 'pdf' as const, file: bytes, barcode: null }));
}
