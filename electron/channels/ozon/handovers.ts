import { z } from 'zod';

import type { ChannelHandover, HandoversClient, Outcome } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { cargoUnitsOf } from './cargo-units.ts';
import { documentOf } from './documents.ts';
import { problemOfWords } from './errors.ts';
import { done, mapped, rejected } from './outcome.ts';
import { dayOf, handoverKey } from './posting-reading.ts';
import { count, flag, id, idOrNone, instantOrNone, list, maybe, rows, textOrNone } from './schemas.ts';

const PAGE = 1000;
const MOST_PAGES = 20;
const DAY_MS = 86_400_000;
/** A question a day: longer windows are cut. */
const MOST_DAYS = 14;

const method = z.object({
  delivery_method_id: id,
  delivery_method_name: textOrNone,
  warehouse_id: idOrNone,
  warehouse_name: textOrNone,
  departure_date: textOrNone,
  cutoff_at: instantOrNone,
  recommended_time_local: textOrNone,
  recommended_time_utc_offset_in_minutes: maybe(count),
  has_entrusted_acceptance: maybe(z.boolean()),
  is_rfbs: maybe(z.boolean()),
  mandatory_postings_count: maybe(count),
  mandatory_packaged_count: maybe(count),
  carriages: list(z.object({ id: idOrNone, status: textOrNone, postings_count: maybe(count) })),
  errors: list(z.object({ code: textOrNone, description: textOrNone })),
});
const methods = z.object({ methods: rows(method), cursor: maybe(z.string()), has_next: flag });
const carriage = z.object({
  carriage_id: id,
  status: z.string(),
  delivery_method_id: idOrNone,
  warehouse_id: idOrNone,
  departure_date: textOrNone,
  containers_count: maybe(count),
  has_postings_for_next_carriage: maybe(z.boolean()),
  is_partial: maybe(z.boolean()),
});
const made = z.object({ carriage_id: id });
const setRows = z.object({ result: rows(z.object({ posting_number: z.string(), result: maybe(z.boolean()), error: textOrNone })) });
const cancelled = z.object({ error: textOrNone, carriage_status: textOrNone });
const postings = z.object({ result: rows(z.object({ posting_number: z.string() })) });

/** Carriages: postings of one delivery method and one day that leave together under one act. */
export const handoversOf = (caller: Caller): HandoversClient => ({
  list: (window) => listHandovers(caller, window),
  get: async (handoverId) => mapped(await caller.ask('carriages.get', named(handoverId), carriage), ofCarriage),
  orderIds: async (handoverId) =>
    mapped(await caller.ask('acts.postings', { id: jsonInteger(handoverId) }, postings), ({ result }) =>
      result.map((one) => one.posting_number),
    ),
  create: ({ key }) => create(caller, key),
  setOrders: (handoverId, orderIds) => setOrders(caller, handoverId, orderIds),
  confirm: (handoverId, places) =>
    caller.tell('carriages.approve', { ...named(handoverId), ...(places === undefined ? {} : { containers_count: places }) }),
  cancel: (handoverId) => cancel(caller, handoverId),
  document: (handoverId, kind) => documentOf(caller, handoverId, kind),
  units: cargoUnitsOf(caller),
});

const named = (handoverId: string) => ({ carriage_id: jsonInteger(handoverId) });

/** `/v2/carriage/delivery/list` answers for one day; delivery methods without postings are left out of it. */
async function listHandovers(
  caller: Caller,
  window: { readonly fromMs: number; readonly toMs: number },
): Promise<Outcome<readonly ChannelHandover[]>> {
  const found = new Map<string, ChannelHandover>();
  const lastDay = dayOf(window.toMs);
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const date = dayOf(window.fromMs + day * DAY_MS);
    if (date > lastDay) break;
    const read = await listDay(caller, date);
    if (read.kind !== 'done') return read;
    for (const one of read.value) for (const handover of ofMethod(one, date)) found.set(`${handover.key} ${handover.id ?? ''}`, handover);
  }
  return done([...found.values()]);
}

async function listDay(caller: Caller, date: string): Promise<Outcome<readonly z.infer<typeof method>[]>> {
  const found: z.infer<typeof method>[] = [];
  let cursor = '';
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const body = { filter: { departure_date: date }, limit: PAGE, ...(cursor === '' ? {} : { cursor }) };
    const read = await caller.ask('carriages.list', body, methods);
    if (read.kind !== 'done') return read;
    found.push(...read.value.methods);
    const next = read.value.cursor ?? '';
    if (!read.value.has_next || read.value.methods.length === 0 || next === '' || next === cursor) break;
    cursor = next;
  }
  return done(found);
}

function ofMethod(one: z.infer<typeof method>, date: string): readonly ChannelHandover[] {
  const day = (one.departure_date ?? date).slice(0, 10);
  const shared = {
    key: `${one.delivery_method_id}/${day}`,
    name: one.delivery_method_name ?? one.warehouse_name ?? one.delivery_method_id,
    warehouseId: one.warehouse_id,
    departAtMs: departAtMs(day, one.recommended_time_local, one.recommended_time_utc_offset_in_minutes),
    cutoffMs: one.cutoff_at,
    attributes: {
      deliveryMethodId: one.delivery_method_id,
      entrustedAcceptance: one.has_entrusted_acceptance === true,
      isRfbs: one.is_rfbs === true,
      mandatory: one.mandatory_postings_count,
      mandatoryPackaged: one.mandatory_packaged_count,
      errors: one.errors.length === 0 ? null : one.errors.map((each) => each.description ?? each.code ?? '').join('; '),
    },
  };
  const carriages = one.carriages.length > 0 ? one.carriages : [{ id: null, status: null, postings_count: one.mandatory_packaged_count }];
  return carriages.map((each) => {
    const own = each.status ?? '';
    const state = each.id === null ? 'open' : stateOf(own);
    return { ...shared, id: each.id, state, own, orders: each.postings_count, documents: documentsIn(state, own) };
  });
}

function ofCarriage(one: z.infer<typeof carriage>): ChannelHandover {
  const state = stateOf(one.status);
  const day = (one.departure_date ?? '').slice(0, 10);
  const departMs = Date.parse(`${day}T00:00:00+03:00`);
  return {
    id: one.carriage_id,
    key: Number.isFinite(departMs) ? `${one.delivery_method_id ?? '?'}/${day}` : handoverKey(one.delivery_method_id, null),
    name: one.carriage_id,
    warehouseId: one.warehouse_id,
    departAtMs: Number.isFinite(departMs) ? departMs : 0,
    cutoffMs: null,
    state,
    own: one.status,
    orders: null,
    documents: documentsIn(state, one.status),
    attributes: {
      deliveryMethodId: one.delivery_method_id,
      places: one.containers_count,
      isPartial: one.is_partial === true,
      moreForNext: one.has_postings_for_next_carriage === true,
    },
  };
}

/** The recommended time is told in local hours beside their offset; without it the day begins in Moscow. */
function departAtMs(day: string, local: string | null, offsetMinutes: number | null): number {
  const time = /^(?:\d{4}-\d{2}-\d{2}T)?(\d{2}):(\d{2})/u.exec(local ?? '');
  const startMs = Date.parse(`${day}T00:00:00Z`);
  if (!Number.isFinite(startMs)) return 0;
  const minutes = time === null ? 0 : Number(time[1]) * 60 + Number(time[2]);
  return startMs + (minutes - (offsetMinutes ?? 180)) * 60_000;
}

const STATES: Readonly<Record<string, ChannelHandover['state']>> = {
  new: 'confirmable',
  awaiting_retry: 'closing',
  in_process: 'closing',
  pending: 'closing',
  success: 'closed',
  formed: 'closed',
  sended: 'closed',
  received: 'accepted',
  completed: 'accepted',
  closed: 'accepted',
  cancelled: 'cancelled',
  error: 'failed',
};

function stateOf(status: string): ChannelHandover['state'] {
  if (/^(?:completion|cancelation)_/u.test(status)) return 'closing';
  return STATES[status] ?? 'unknown';
}

/** Papers exist once a carriage is formed; what the acceptance did not find, once it is closed. */
function documentsIn(state: ChannelHandover['state'], own: string): ChannelHandover['documents'] {
  if (state !== 'closed' && state !== 'accepted') return [];
  return own === 'closed' ? ['act', 'barcode', 'places', 'discrepancy'] : ['act', 'barcode', 'places'];
}

/** Takes every posting that is ready. Asked twice it would make a second one for what came between: `unknown` is settled by the list. */
async function create(caller: Caller, key: string): Promise<Outcome<{ readonly id: string }>> {
  const parts = /^(\d+)\/(\d{4}-\d{2}-\d{2})$/u.exec(key);
  if (parts === null) return rejected({ code: 'bad-request', operation: 'carriages.create', subjects: [key] });
  const body = { delivery_method_id: jsonInteger(parts[1]!), departure_date: `${parts[2]!}T00:00:00Z` };
  return mapped(await caller.ask('carriages.create', body, made), ({ carriage_id: handoverId }) => ({ id: handoverId }));
}

/** `/v1/carriage/set-postings` replaces the whole, and only while the carriage is `new`. */
async function setOrders(
  caller: Caller,
  handoverId: string,
  orderIds: readonly string[],
): ReturnType<NonNullable<HandoversClient['setOrders']>> {
  const answer = await caller.ask('carriages.set-postings', { ...named(handoverId), posting_numbers: orderIds }, setRows);
  return mapped(answer, ({ result }) => ({
    refused: result
      .filter((row) => row.result !== true)
      .map((row) => ({
        orderId: row.posting_number,
        problem: problemOfWords('carriages.set-postings', row.error ?? '', [row.posting_number]),
      })),
  }));
}

/** A refusal comes as words inside 200. */
async function cancel(caller: Caller, handoverId: string): Promise<Outcome<void>> {
  const answer = await caller.ask('carriages.cancel', named(handoverId), cancelled);
  if (answer.kind === 'done' && answer.value.error !== null)
    return rejected({ ...problemOfWords('carriages.cancel', answer.value.error, [handoverId]), code: 'handover-done' });
  return mapped(answer, () => undefined);
}
