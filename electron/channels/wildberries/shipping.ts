import { z } from 'zod';

import type { ChannelProblem, ChannelSupply, Outcome, Shipping, ShippingPoint, SuppliesClient } from '#electron/channels/channel.ts';
import { jsonInteger, stringifyJson } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { problemOf } from './errors.ts';
import { done, mapped, rejected } from './outcome.ts';
import { id, maybe, rows } from './schemas.ts';

/** What a supply tells of its own shipping since 2026-09-01. */
export const shippingPart = {
  shippingDt: maybe(z.string()),
  shippingPointId: maybe(id),
  shippingType: maybe(z.string()),
  waybillUuid: maybe(z.string()),
};

const points = z.object({
  shippingPoints: rows(
    z.object({ id, name: maybe(z.string()), address: maybe(z.string()), city: maybe(z.string()), officeType: maybe(z.string()) }),
  ),
});
const results = z.object({
  results: rows(
    z.object({
      supplyId: z.string(),
      success: maybe(z.boolean()),
      error: maybe(z.object({ code: maybe(z.int()), detail: maybe(z.string()) })),
    }),
  ),
});

const TYPES = { self: 'selfShipping', carrier: 'transportCompany' } as const satisfies Record<Shipping['kind'], string>;

export const shippingOf = (
  caller: Caller,
  get: (supplyId: string) => Promise<Outcome<ChannelSupply>>,
): Pick<SuppliesClient, 'shippingPoints' | 'setShipping'> => ({
  shippingPoints: (query) => findPoints(caller, query),
  setShipping: (supplyId, shipping) => setShipping(caller, get, supplyId, shipping),
});

/** `GET /api/marketplace/v3/fbs/shipping-points`; `city` in Cyrillic. Their ids are not those of `/api/v3/offices`. */
async function findPoints(
  caller: Caller,
  query: { readonly city: string; readonly cargoType: number },
): Promise<Outcome<readonly ShippingPoint[]>> {
  const asked = { city: query.city, cargoType: String(query.cargoType) };
  return mapped(await caller.ask('supplies.shipping-points', { query: asked }, points), ({ shippingPoints }) =>
    shippingPoints.map((point) => ({
      id: point.id,
      name: point.name ?? '',
      address: point.address ?? '',
      city: point.city ?? '',
      kind: point.officeType ?? '',
    })),
  );
}

/**
 * `PATCH /api/marketplace/v3/fbs/supplies/shipping-method`. It answers 200 also when it refused the supply, with the reason inside, and
 * has been seen to say «success» without taking the point: so the supply is read again, and only what stands there counts.
 */
async function setShipping(
  caller: Caller,
  get: (supplyId: string) => Promise<Outcome<ChannelSupply>>,
  supplyId: string,
  shipping: Shipping,
): Promise<Outcome<void>> {
  const row = { supplyId, shippingType: TYPES[shipping.kind], shippingDt: shipping.date, shippingPointId: jsonInteger(shipping.pointId) };
  const outcome = await caller.ask('supplies.shipping-method', { body: { data: [row] } }, results);
  if (outcome.kind !== 'done') return outcome;
  const error = outcome.value.results.find((result) => result.supplyId === supplyId)?.error ?? null;
  if (error !== null) return rejected(itemProblem(supplyId, error.code ?? 409, error.detail ?? ''));
  const seen = await get(supplyId);
  if (seen.kind !== 'done') return seen;
  const now = seen.value.shipping;
  const taken = now !== null && now.pointId === shipping.pointId && now.kind === shipping.kind && now.date === shipping.date;
  return taken ? done(undefined) : rejected({ code: 'shipping-required', operation: 'supplies.shipping-method', subjects: [supplyId] });
}

function itemProblem(supplyId: string, status: number, detail: string): ChannelProblem {
  const problem = problemOf('supplies.shipping-method', status, stringifyJson({ title: 'error', detail }));
  return { ...problem, ...(status === 404 ? { code: 'not-found' as const } : {}), subjects: [supplyId] };
}
