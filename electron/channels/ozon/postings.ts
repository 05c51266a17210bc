import type { ChannelClient, ChannelOrder, ChannelOrderStatus, Outcome, Page } from '#electron/channels/channel.ts';

import { confirm } from './assembly.ts';
import type { Caller } from './caller.ts';
import { cancelLine, cancelOrder, cancelReasons } from './cancelling.ts';
import { getPosting } from './one-posting.ts';
import { bounded, done, mapped } from './outcome.ts';
import { orderOf, postingPage, statusOf } from './posting-reading.ts';

const PAGE = 100;
const DAY_MS = 86_400_000;
/** Postings in one answer are read one by one, so a batch is as many as a moment of the limit holds. */
const STATUS_BATCH = 20;
/** The list of the unfulfilled needs a window of cut-offs and drops what lies beyond it: as wide as a year allows. */
const CUTOFF_BACK_MS = 90 * DAY_MS;
const CUTOFF_AHEAD_MS = 180 * DAY_MS;
/** Periods beyond a year are refused: `PERIOD_IS_TOO_LONG`. */
const LONGEST_MS = 364 * DAY_MS;
const MOST_PAGES = 300;
const WAITING = ['awaiting_registration', 'awaiting_approve', 'awaiting_verification', 'awaiting_packaging'] as const;
const WITH = { analytics_data: false, barcodes: true, financial_data: false, legal_info: true } as const;

export const ordersOf = (caller: Caller): ChannelClient['orders'] => ({
  statusBatch: STATUS_BATCH,
  fresh: () => freshOrders(caller),
  list: (window, cursor) => listOrders(caller, window, cursor),
  statuses: (ids) => orderStatuses(caller, ids),
  get: (id) => getOrder(caller, id),
  cancel: (orderId, reason) => cancelOrder(caller, orderId, reason),
  cancelReasons: (orderId) => cancelReasons(caller, orderId),
  cancelLine: (orderId, line, reason) => cancelLine(caller, orderId, line, reason),
  confirm: (request) => confirm(caller, request),
});

/** `/v4/posting/fbs/unfulfilled/list`, every page: postings that wait to be assembled. A page may be empty and a cursor may stand still. */
async function freshOrders(caller: Caller): Promise<Outcome<readonly ChannelOrder[]>> {
  const found = new Map<string, ChannelOrder>();
  const nowMs = caller.nowMs();
  const filter = { cutoff_from: iso(nowMs - CUTOFF_BACK_MS), cutoff_to: iso(nowMs + CUTOFF_AHEAD_MS), statuses: WAITING };
  let cursor = '';
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const body = { filter, limit: PAGE, cursor, sort_dir: 'ASC', with: WITH };
    const read = await caller.ask('postings.unfulfilled', body, postingPage);
    if (read.kind !== 'done') return read;
    const { postings, cursor: next, has_next: more } = read.value;
    for (const posting of postings) {
      const order = orderOf(posting);
      if (order.status?.status === 'new') found.set(order.id, order);
    }
    if (!more || postings.length === 0 || next === null || next === '' || next === cursor) break;
    cursor = next;
  }
  return done([...found.values()]);
}

/** `/v4/posting/fbs/list` by the moment the status changed; the period of creation it also wants is a year. */
async function listOrders(
  caller: Caller,
  window: { readonly fromMs: number; readonly toMs: number },
  kept: string | null,
): Promise<Outcome<Page<ChannelOrder>>> {
  const cursor = kept ?? '';
  const filter = {
    since: iso(window.toMs - LONGEST_MS),
    to: iso(window.toMs),
    last_changed_status_date: { from: iso(window.fromMs), to: iso(window.toMs) },
  };
  const read = await caller.ask('postings.list', { filter, limit: PAGE, cursor, sort_dir: 'ASC', with: WITH }, postingPage);
  if (read.kind !== 'done') return read;
  const { postings, cursor: next, has_next: more } = read.value;
  const seen = new Map(postings.map((posting) => [posting.posting_number, orderOf(posting)]));
  return done({
    items: [...seen.values()],
    cursor: next === null || next === '' ? cursor : next,
    more: more && postings.length > 0 && next !== null && next !== '' && next !== cursor,
  });
}

/** `/v3/posting/fbs/get`, one by one: there is no method for many. A number nobody knows is left out. */
async function orderStatuses(caller: Caller, ids: readonly string[]): Promise<Outcome<readonly ChannelOrderStatus[]>> {
  const found: ChannelOrderStatus[] = [];
  for (const id of bounded(ids, STATUS_BATCH, 'orders.statuses')) {
    const read = await getPosting(caller, id);
    if (read.kind === 'done') found.push(statusOf(read.value));
    else if (read.kind !== 'rejected' || read.problem.code !== 'not-found') return read;
  }
  return done(found);
}

/** One posting with what was split off it. Prices stand in it as text, marks by the line as in the lists. */
async function getOrder(caller: Caller, id: string): Promise<Outcome<ChannelOrder>> {
  return mapped(await getPosting(caller, id), (posting) => ({
    ...orderOf(posting),
    childIds: (posting.related_postings?.related_posting_numbers ?? []).filter((number) => number !== posting.parent_posting_number),
  }));
}

const iso = (ms: number): string => new Date(ms).toISOString();
