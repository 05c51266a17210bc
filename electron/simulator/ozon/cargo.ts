import { bodyOf, json, part, refuse, type Response, text, texts, whole } from './answers.ts';
import { paperFile } from './label-file.ts';
import type { Asked, Serve } from './shop.ts';
import { type Cabinet, type CargoUnit, dayOf, iso } from './state.ts';

/** Cargo units: what is asked is work that is done a moment later; the unit shows it. */
export const cargo: Readonly<Record<string, Serve>> = {
  '/v1/carriage/container/create': create,
  '/v1/carriage/container/list': list,
  '/v1/carriage/container/get': (cabinet, { request }) =>
    withUnit(cabinet, bodyOf(request)['container_id'], (unit) =>
      json({
        ...wire(cabinet, unit),
        postings: [...unit.numbers].map((number) => ({ posting_number: number, products: [], available_actions: [] })),
      }),
    ),
  '/v1/carriage/container/fill': fill,
  '/v1/carriage/container/remove-postings': (cabinet, { request }) =>
    withUnit(cabinet, bodyOf(request)['container_id'], (unit) => {
      for (const number of texts(bodyOf(request)['posting_numbers'])) unit.numbers.delete(number);
      return json({ task_id: (cabinet.nextId += 1), error_postings: [] });
    }),
  '/v1/carriage/container/approve': (cabinet, { request, nowMs }) =>
    each(cabinet, request.body, (unit) => {
      if (unit.status !== 'new' && unit.status !== 'approve_failed') return 'container has incorrect status';
      unit.status = 'approve_in_process';
      unit.approvedAtMs = nowMs + cabinet.pace.actMs;
      return null;
    }),
  '/v1/carriage/container/cancel': (cabinet, { request }) =>
    each(cabinet, request.body, (unit) => {
      if (unit.status === 'acceptance_in_progress') return 'container has incorrect status';
      unit.status = 'cancelled';
      unit.numbers.clear();
      return null;
    }),
  '/v1/carriage/container/task/info': () => json({ status: 'completed', error_message: '' }),
  '/v1/carriage/container/label/get': (cabinet, { request }) =>
    withUnit(cabinet, texts(bodyOf(request)['container_ids'])[0] ?? (bodyOf(request)['container_ids'] as unknown[])[0], (unit) =>
      unit.status === 'approved'
        ? json({
            content: {
              content_type: 'application/pdf',
              file_name: `container-${String(unit.id)}.pdf`,
              file_content: Buffer.from(paperFile(`OZC${String(unit.id)}`, String(unit.number))).toString('base64'),
            },
            error_containers: [],
          })
        : json({ content: null, error_containers: [{ container_id: unit.id, error_message: 'container is not approved' }] }),
    ),
};

function create(cabinet: Cabinet, { request, nowMs }: Asked): Response {
  const body = bodyOf(request);
  const amount = whole(body['containers_count']);
  const warehouseId = whole(body['warehouse_id']);
  const kind = text(body['cargo_type']);
  const sort = text(body['sort_type']);
  if (!(amount >= 1 && amount <= 100)) return refuse(400, 'Request validation error: containers_count');
  if (!cabinet.warehouses.some(({ id }) => id === warehouseId)) return refuse(404, 'WAREHOUSE_NOT_FOUND');
  if ((kind !== 'box' && kind !== 'pallet') || (sort !== 'sort' && sort !== 'non-sort'))
    return refuse(400, 'Request validation error: cargo_type');
  const ids = Array.from({ length: amount }, () => {
    const unit: CargoUnit = {
      id: (cabinet.nextId += 1),
      number: cabinet.units.size + 1,
      kind,
      sort,
      warehouseId,
      createdAtMs: nowMs,
      status: 'new',
      approvedAtMs: Number.POSITIVE_INFINITY,
      numbers: new Set(),
    };
    cabinet.units.set(unit.id, unit);
    return unit.id;
  });
  return json({ container_ids: ids.map(String) });
}

function list(cabinet: Cabinet, { request }: Asked): Response {
  const filter = part(bodyOf(request), 'filter');
  const fromMs = Date.parse(text(filter['created_from']));
  const toMs = Date.parse(text(filter['created_to']));
  const sort = text(filter['sort_type']);
  if (!(toMs >= fromMs) || sort === '') return refuse(400, 'Request validation error: filter');
  const found = [...cabinet.units.values()].filter(
    (unit) =>
      unit.createdAtMs >= fromMs && unit.createdAtMs <= toMs && unit.sort === sort && unit.warehouseId === whole(filter['warehouse_id']),
  );
  return json({ containers: found.map((unit) => wire(cabinet, unit)), cursor: '' });
}

function fill(cabinet: Cabinet, { request }: Asked): Response {
  return withUnit(cabinet, bodyOf(request)['container_id'], (unit) => {
    const numbers = texts(bodyOf(request)['posting_numbers']);
    if (unit.status !== 'new') return refuse(400, 'container has incorrect status');
    if (numbers.length > 300) return refuse(400, 'Request validation error: posting_numbers');
    const wrong = numbers.filter((number) => {
      const posting = cabinet.postings.get(number);
      const elsewhere = [...cabinet.units.values()].some((one) => one !== unit && one.status !== 'cancelled' && one.numbers.has(number));
      return posting?.status !== 'awaiting_deliver' || posting.warehouseId !== unit.warehouseId || elsewhere;
    });
    for (const number of numbers) if (!wrong.includes(number)) unit.numbers.add(number);
    return json({
      task_id: (cabinet.nextId += 1),
      error_postings: wrong.map((number) => ({ posting_number: number, error_message: 'posting cannot be placed into container' })),
    });
  });
}

const wire = (cabinet: Cabinet, unit: CargoUnit) => ({
  container_id: unit.id,
  container_number: unit.number,
  cargo_type: unit.kind,
  sort_type: unit.sort,
  status: unit.status,
  count_of_postings: unit.numbers.size,
  created_at: iso(unit.createdAtMs),
  warehouse_date: dayOf(unit.createdAtMs),
  warehouse_id: unit.warehouseId,
  warehouse_name: cabinet.warehouses.find(({ id }) => id === unit.warehouseId)?.name ?? '',
  weight: 0,
  available_actions: [],
});

function each(cabinet: Cabinet, body: unknown, act: (unit: CargoUnit) => string | null): Response {
  const ids = (body as { container_ids?: unknown } | undefined)?.container_ids;
  const wrong = (Array.isArray(ids) ? ids : []).flatMap((id) => {
    const unit = cabinet.units.get(whole(id));
    const fault = unit === undefined ? 'container not found' : act(unit);
    return fault === null ? [] : [{ container_id: whole(id), error_message: fault }];
  });
  return json({ task_id: (cabinet.nextId += 1), error_containers: wrong });
}

function withUnit(cabinet: Cabinet, id: unknown, act: (unit: CargoUnit) => Response): Response {
  const unit = cabinet.units.get(whole(id));
  return unit === undefined ? refuse(404, 'container not found') : act(unit);
}
