import bwipjs from 'bwip-js/node';
import { PNG } from 'pngjs';

import { bodyOf, bytes, json, part, refuse, type Response, text, texts, whole } from './answers.ts';
import { labelFile, paperFile } from './label-file.ts';
import type { Asked, Serve } from './shop.ts';
import { type Cabinet, type Carriage, dayOf, HOUR_MS, iso, type LabelTask } from './state.ts';

export const FILE_HOST = 'ir.ozone.ru';
const NOT_READY = "The next postings aren't ready";

/** Labels, carriages and their acts. */
export const papers: Readonly<Record<string, Serve>> = {
  '/v3/posting/fbs/package-label/create': createLabels,
  '/v2/posting/fbs/package-label/get': getLabels,
  '/v2/carriage/delivery/list': deliveryList,
  '/v1/carriage/create': createCarriage,
  '/v1/carriage/get': (cabinet, asked) =>
    withCarriage(cabinet, bodyOf(asked.request)['carriage_id'], (carriage) =>
      json({
        carriage_id: carriage.id,
        status: carriage.status,
        delivery_method_id: carriage.methodId,
        warehouse_id: carriage.methodId,
        departure_date: carriage.date,
        containers_count: carriage.places,
        created_at: iso(carriage.createdAtMs),
        available_actions: carriage.status === 'formed' ? ['get_act_of_acceptance'] : [],
        is_partial: false,
        has_postings_for_next_carriage: false,
      }),
    ),
  '/v1/carriage/set-postings': setPostings,
  '/v1/carriage/approve': (cabinet, { request, nowMs }) =>
    withCarriage(cabinet, bodyOf(request)['carriage_id'], (carriage) => {
      if (carriage.status !== 'new') return refuse(400, 'HAS_INCORRECT_STATUS');
      if (carriage.numbers.size === 0) return refuse(400, 'POSTING_NOT_FOUND');
      carriage.status = 'in_process';
      carriage.places = whole(bodyOf(request)['containers_count']) || 0;
      carriage.readyAtMs = nowMs + cabinet.pace.actMs;
      return json({});
    }),
  '/v1/carriage/cancel': (cabinet, { request }) =>
    withCarriage(cabinet, bodyOf(request)['carriage_id'], (carriage) => {
      if (carriage.status !== 'new') return json({ error: 'CARRIAGE_CANNOT_BE_CANCELLED', carriage_status: carriage.status });
      carriage.status = 'cancelled';
      for (const number of carriage.numbers) leave(cabinet, number);
      carriage.numbers.clear();
      return json({ error: '', carriage_status: carriage.status });
    }),
  '/v2/posting/fbs/act/get-postings': (cabinet, { request }) =>
    withCarriage(cabinet, bodyOf(request)['id'], (carriage) =>
      json({
        result: [...carriage.numbers].map((number, index) => ({
          id: index + 1,
          posting_number: number,
          status: cabinet.postings.get(number)?.status ?? '',
          seller_error: '',
          multi_box_qty: 1,
          products: [],
        })),
      }),
    ),
  '/v2/posting/fbs/act/check-status': (cabinet, { request }) =>
    withCarriage(cabinet, bodyOf(request)['id'], (carriage) =>
      json({
        result: {
          status: isFormed(carriage) ? 'ready' : carriage.status === 'cancelled' ? 'cancelled' : 'in_process',
          act_type: 'carriage',
          added_to_act: [...carriage.numbers],
          removed_from_act: [],
          is_partial: false,
          has_postings_for_next_carriage: false,
        },
      }),
    ),
  '/v2/posting/fbs/act/get-pdf': (cabinet, { request }) =>
    paper(cabinet, request.body, (carriage) => paperFile(codeOf(carriage), String(carriage.id))),
  '/v2/posting/fbs/act/get-container-labels': (cabinet, { request }) =>
    paper(cabinet, request.body, (carriage) => paperFile(codeOf(carriage), `${String(carriage.id)}-1`)),
  '/v2/posting/fbs/act/get-barcode': (cabinet, { request }) =>
    paper(cabinet, request.body, (carriage) => picture(codeOf(carriage)), 'image/png'),
  '/v2/posting/fbs/act/get-barcode/text': (cabinet, { request }) =>
    withCarriage(cabinet, bodyOf(request)['id'], (carriage) =>
      isFormed(carriage) ? json({ result: codeOf(carriage) }) : refuse(404, 'not found'),
    ),
  '/v1/carriage/act-discrepancy/pdf': (cabinet, { request }) =>
    withCarriage(cabinet, bodyOf(request)['carriage_id'], (carriage) => {
      if (carriage.status !== 'closed') return refuse(404, 'not found');
      const content = Buffer.from(paperFile(codeOf(carriage), String(carriage.id))).toString('base64');
      return json({ content, name: 'act.pdf', type: 'application/pdf' });
    }),
};

/** One task a size; a posting that cannot be labelled is left out of the file and named. */
function createLabels(cabinet: Cabinet, { request, nowMs, fault }: Asked): Response {
  const numbers = texts(bodyOf(request)['posting_numbers']);
  const found = numbers.flatMap((number) => cabinet.postings.get(number) ?? []);
  if (found.length === 0) return refuse(404, 'POSTING_NUMBERS_IS_INCORRECT_FOR_COMPANY');
  if (fault === 'label-not-ready') return refuse(400, NOT_READY);
  if (found.every((one) => one.status !== 'awaiting_deliver')) return refuse(400, 'NO_POSTINGS_FOR_BATCH_DOWNLOAD');
  const late = found.filter((one) => one.status !== 'awaiting_deliver' || nowMs < one.labelReadyAtMs);
  const bad = [...late, ...(fault === 'bad-label' ? found.slice(0, 1) : [])].map((one) => one.number);
  const tasks = (['big_label', 'small_label'] as const).map((size): LabelTask => {
    const task = { id: (cabinet.nextId += 1), size, numbers: found.map((one) => one.number), doneAtMs: nowMs + 1000, bad };
    cabinet.tasks.set(task.id, task);
    return task;
  });
  return json({ tasks: tasks.map(({ id, size }) => ({ task_id: id, task_type: size })) });
}

function getLabels(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const task = cabinet.tasks.get(whole(bodyOf(request)['task_id']));
  if (task === undefined) return refuse(404, 'task not found');
  const printed = task.numbers.length - task.bad.length;
  const status = {
    code: nowMs < task.doneAtMs ? 'in_progress' : printed === 0 ? 'error' : 'completed',
    postings_count: task.numbers.length,
    printed_postings_count: nowMs < task.doneAtMs ? 0 : printed,
    unprinted_postings: nowMs < task.doneAtMs ? [] : task.bad.map((number) => ({ posting_number: number, message: NOT_READY })),
  };
  const url = `https://${FILE_HOST}/s3/ord-tmp-12/${task.size}/ticket-${String(task.id)}.pdf`;
  return json({ file_url: status.code === 'completed' ? url : '', status, error: { code: '', message: '' } });
}

/** The bucket of files: no key is wanted there, and one that comes along is a leak. */
export function labelFileAt(cabinet: Cabinet, path: string, nowMs: number): Response {
  const task = cabinet.tasks.get(whole(/^\/s3\/ord-tmp-12\/[a-z_]+\/ticket-(\d+)\.pdf$/u.exec(path)?.[1]));
  if (task === undefined || nowMs < task.doneAtMs || nowMs > task.doneAtMs + HOUR_MS) return { status: 404 };
  const faces = task.numbers.flatMap((number) => (task.bad.includes(number) ? [] : (cabinet.postings.get(number) ?? [])));
  return bytes('application/pdf', labelFile(task.size, faces));
}

function deliveryList(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const filter = part(bodyOf(request), 'filter');
  const date = text(filter['departure_date']) || dayOf(nowMs);
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(date)) return refuse(400, 'Request validation error: departure_date');
  const methods = cabinet.warehouses.flatMap(({ id, name }) => {
    const due = [...cabinet.postings.values()].filter(
      (one) => one.warehouseId === id && dayOf(one.shipByMs) === date && one.status !== 'cancelled',
    );
    const made = [...cabinet.carriages.values()].filter((one) => one.methodId === id && one.date === date && one.status !== 'cancelled');
    if (due.length === 0 && made.length === 0) return [];
    const ready = due.filter((one) => one.status === 'awaiting_deliver' && one.carriageId === null);
    const open = { id: 0, status: '', postings_count: ready.length, available_actions: [], all_blr_traceable: false };
    return [
      {
        delivery_method_id: id,
        delivery_method_name: `Доставка Ozon, ${name}`,
        warehouse_id: id,
        warehouse_name: name,
        departure_date: date,
        cutoff_at: `${date}T12:00:00Z`,
        recommended_time_local: '14:30',
        recommended_time_utc_offset_in_minutes: 180,
        has_entrusted_acceptance: false,
        is_rfbs: false,
        mandatory_postings_count: due.length,
        mandatory_packaged_count: due.filter((one) => one.status === 'awaiting_deliver').length,
        carriage_postings_count: made.reduce((sum, one) => sum + one.numbers.size, 0),
        carriages: [
          ...made.map((one) => ({
            id: one.id,
            status: one.status,
            postings_count: one.numbers.size,
            available_actions: [],
            all_blr_traceable: false,
          })),
          ...(ready.length > 0 || made.length === 0 ? [open] : []),
        ],
        errors: [],
      },
    ];
  });
  return json({ methods, cursor: '', has_next: false });
}

function createCarriage(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const body = bodyOf(request);
  const methodId = whole(body['delivery_method_id']);
  const date = text(body['departure_date']).slice(0, 10) || dayOf(nowMs);
  const ready = [...cabinet.postings.values()].filter(
    (one) => one.warehouseId === methodId && one.status === 'awaiting_deliver' && one.carriageId === null && dayOf(one.shipByMs) <= date,
  );
  if (ready.length === 0) return refuse(404, 'POSTING_NOT_FOUND');
  const id = (cabinet.nextId += 1);
  const numbers = new Set(ready.map((one) => one.number));
  cabinet.carriages.set(id, {
    id,
    methodId,
    date,
    createdAtMs: nowMs,
    status: 'new',
    readyAtMs: Number.POSITIVE_INFINITY,
    places: 0,
    numbers,
  });
  for (const posting of ready) {
    posting.carriageId = id;
    posting.substatus = 'posting_in_carriage';
  }
  return json({ carriage_id: id });
}

/** A full replacement, while the carriage is new; what cannot be in it is named. */
function setPostings(cabinet: Cabinet, { request }: Asked): Response {
  return withCarriage(cabinet, bodyOf(request)['carriage_id'], (carriage) => {
    if (carriage.status !== 'new') return refuse(400, 'HAS_INCORRECT_STATUS');
    const wanted = texts(bodyOf(request)['posting_numbers']);
    for (const number of carriage.numbers) if (!wanted.includes(number)) leave(cabinet, number);
    carriage.numbers.clear();
    return json({
      result: wanted.map((number) => {
        const posting = cabinet.postings.get(number);
        const fits = posting?.status === 'awaiting_deliver' && (posting.carriageId === null || posting.carriageId === carriage.id);
        if (!fits || posting === undefined) return { posting_number: number, result: false, error: 'HAS_INCORRECT_STATUS' };
        posting.carriageId = carriage.id;
        carriage.numbers.add(number);
        return { posting_number: number, result: true, error: '' };
      }),
    });
  });
}

function leave(cabinet: Cabinet, number: string): void {
  const posting = cabinet.postings.get(number);
  if (posting === undefined) return;
  posting.carriageId = null;
  if (posting.status === 'awaiting_deliver') posting.substatus = 'posting_not_in_carriage';
}

const isFormed = (carriage: Carriage): boolean => ['formed', 'received', 'closed'].includes(carriage.status);
const codeOf = (carriage: Carriage): string => `%303%24${String(carriage.id)}`;

function withCarriage(cabinet: Cabinet, id: unknown, act: (carriage: Carriage) => Response): Response {
  const carriage = cabinet.carriages.get(whole(id));
  return carriage === undefined ? refuse(404, 'carriage not found') : act(carriage);
}

const paper = (cabinet: Cabinet, body: unknown, draw: (carriage: Carriage) => Uint8Array, type = 'application/pdf'): Response =>
  withCarriage(cabinet, (body as { id?: unknown } | undefined)?.id, (carriage) =>
    isFormed(carriage) ? bytes(type, draw(carriage)) : refuse(404, 'not found'),
  );

function picture(code: string): Uint8Array {
  // oxlint-disable-next-line import/no-named-as-default-member -- the named export «raw» draws a symbology of that name
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: code }) as unknown as { sbs: readonly number[] }[];
  const runs = symbol?.sbs ?? [];
  const width = (runs.reduce((sum, one) => sum + one, 0) + 20) * 2;
  const image = new PNG({ width, height: 80, colorType: 0 });
  image.data.fill(255);
  let x = 20;
  runs.forEach((run, index) => {
    if (index % 2 === 0)
      for (let row = 8; row < 72; row += 1)
        for (let column = x; column < x + run * 2; column += 1)
          image.data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
    x += run * 2;
  });
  return new Uint8Array(PNG.sync.write(image, { colorType: 0 }));
}
