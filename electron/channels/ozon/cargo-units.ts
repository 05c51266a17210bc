import { z } from 'zod';

import type { CargoUnitsClient, ChannelCargoUnit, ChannelDocument, Outcome } from '#electron/channels/channel.ts';
import { fromBase64 } from '#shared/kit/decode.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import { type Caller, unreadable } from './caller.ts';
import { problemOfWords } from './errors.ts';
import type { OperationName } from './operations.ts';
import { bounded, done, mapped, rejected } from './outcome.ts';
import { count, id, idOrNone, instantOrNone, list, maybe, rows, textOrNone } from './schemas.ts';

const PAGE = 100;
const MOST_PAGES = 20;
const CREATE_BATCH = 100;
const FILL_BATCH = 300;
/** The list wants one of the two; units of both kinds of sorting are ours. */
const SORTS = ['sort', 'non-sort'] as const;

const container = z.object({
  container_id: id,
  container_number: maybe(count),
  cargo_type: textOrNone,
  status: textOrNone,
  count_of_postings: maybe(count),
  created_at: instantOrNone,
});
const page = z.object({ containers: rows(container), cursor: maybe(z.string()) });
const whole = container.extend({ postings: list(z.object({ posting_number: z.string() })) });
const made = z.object({ container_ids: list(id) });
const filled = z.object({
  task_id: idOrNone,
  error_postings: list(z.object({ posting_number: z.string(), error_message: textOrNone })),
});
const told = z.object({ task_id: idOrNone, error_containers: list(z.object({ container_id: id, error_message: textOrNone })) });
const task = z.object({ status: textOrNone, error_message: textOrNone });
const label = z.object({
  content: maybe(z.object({ file_content: textOrNone })),
  error_containers: list(z.object({ container_id: id, error_message: textOrNone })),
});

/** Cargo units of FBS («грузоместа»), in trial at Ozon since 2026-05-05: made for a warehouse, filled, approved; most of it is work that is only begun by the call. */
export const cargoUnitsOf = (caller: Caller): CargoUnitsClient => ({
  createBatch: CREATE_BATCH,
  fillBatch: FILL_BATCH,
  list: (warehouseId, window) => listUnits(caller, warehouseId, window),
  get: async (unitId) =>
    mapped(await caller.ask('units.get', { container_id: jsonInteger(unitId) }, whole), (seen) => ({
      ...unitOf(seen),
      orderIds: seen.postings.map((one) => one.posting_number),
    })),
  create: async ({ warehouseId, kind, large, amount }) => {
    const body = {
      warehouse_id: jsonInteger(warehouseId),
      cargo_type: kind,
      sort_type: large ? 'non-sort' : 'sort',
      containers_count: amount,
    };
    return mapped(await caller.ask('units.create', body, made), (answer) => ({ ids: answer.container_ids }));
  },
  fill: (unitId, orderIds) => fill(caller, unitId, orderIds),
  takeOut: async (unitId, orderIds) => {
    const body = { container_id: jsonInteger(unitId), posting_numbers: bounded(orderIds, FILL_BATCH, 'units.take-out') };
    const answer = await caller.ask('units.take-out', body, filled);
    return answer.kind === 'done' ? ended(caller, 'units.take-out', answer.value.task_id) : answer;
  },
  close: (unitId) => tell(caller, 'units.approve', unitId),
  cancel: (unitId) => tell(caller, 'units.cancel', unitId),
  label: (unitId) => labelOf(caller, unitId),
});

async function listUnits(
  caller: Caller,
  warehouseId: string,
  window: { readonly fromMs: number; readonly toMs: number },
): Promise<Outcome<readonly ChannelCargoUnit[]>> {
  const found = new Map<string, ChannelCargoUnit>();
  for (const sort of SORTS) {
    let cursor = '';
    for (let turn = 0; turn < MOST_PAGES; turn += 1) {
      const filter = {
        warehouse_id: jsonInteger(warehouseId),
        sort_type: sort,
        created_from: new Date(window.fromMs).toISOString(),
        created_to: new Date(window.toMs).toISOString(),
      };
      const read = await caller.ask('units.list', { filter, limit: PAGE, sort_dir: 'ASC', ...(cursor === '' ? {} : { cursor }) }, page);
      if (read.kind !== 'done') return read;
      for (const one of read.value.containers) found.set(one.container_id, unitOf(one));
      const next = read.value.cursor ?? '';
      if (next === '' || next === cursor || read.value.containers.length === 0) break;
      cursor = next;
    }
  }
  return done([...found.values()]);
}

const STATES: Readonly<Record<string, ChannelCargoUnit['state']>> = {
  new: 'open',
  approve_enqueued: 'closing',
  approve_in_process: 'closing',
  approved: 'closed',
  formed: 'closed',
  added: 'closed',
  acceptance_in_progress: 'gone',
  finished: 'gone',
  cancellation_enqueded: 'cancelled',
  cancelled: 'cancelled',
  approve_failed: 'failed',
};

const unitOf = (one: z.infer<typeof container>): ChannelCargoUnit => ({
  id: one.container_id,
  number: String(one.container_number ?? one.container_id),
  kind: one.cargo_type?.toLowerCase() === 'pallet' ? 'pallet' : 'box',
  state: STATES[one.status ?? ''] ?? 'unknown',
  own: one.status ?? '',
  orders: one.count_of_postings ?? 0,
  createdAtMs: one.created_at ?? 0,
});

async function fill(caller: Caller, unitId: string, orderIds: readonly string[]): ReturnType<CargoUnitsClient['fill']> {
  const body = { container_id: jsonInteger(unitId), posting_numbers: bounded(orderIds, FILL_BATCH, 'units.fill') };
  const answer = await caller.ask('units.fill', body, filled);
  if (answer.kind !== 'done') return answer;
  const end = await ended(caller, 'units.fill', answer.value.task_id);
  if (end.kind !== 'done') return end;
  return done({
    refused: answer.value.error_postings.map((one) => ({
      orderId: one.posting_number,
      problem: problemOfWords('units.fill', one.error_message ?? '', [one.posting_number]),
    })),
  });
}

async function tell(caller: Caller, name: 'units.approve' | 'units.cancel', unitId: string): Promise<Outcome<void>> {
  const answer = await caller.ask(name, { container_ids: [unitId] }, told);
  if (answer.kind !== 'done') return answer;
  const [wrong] = answer.value.error_containers;
  return wrong === undefined
    ? ended(caller, name, answer.value.task_id)
    : rejected(problemOfWords(name, wrong.error_message ?? '', [unitId]));
}

/** The work is looked at once: only a failure is news, anything else shows in the unit itself. */
async function ended(caller: Caller, name: OperationName, taskId: string | null): Promise<Outcome<void>> {
  if (taskId === null || taskId === '0') return done(undefined);
  const seen = await caller.ask('units.task', { task_id: jsonInteger(taskId) }, task);
  if (seen.kind !== 'done') return seen;
  if (seen.value.status === 'failed') return rejected(problemOfWords(name, seen.value.error_message ?? '', []));
  return done(undefined);
}

async function labelOf(caller: Caller, unitId: string): Promise<Outcome<ChannelDocument>> {
  const answer = await caller.ask('units.label', { container_ids: [unitId] }, label);
  if (answer.kind !== 'done') return answer;
  const [wrong] = answer.value.error_containers;
  if (wrong !== undefined)
    return rejected({ ...problemOfWords('units.label', wrong.error_message ?? '', [unitId]), code: 'label-not-ready' });
  const file = fromBase64(answer.value.content?.file_content ?? '');
  return file === null || file.length === 0 ? unreadable('units.label', 'no file inside') : done({ format: 'pdf', file, barcode: null });
}
