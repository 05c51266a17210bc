import { z } from 'zod';

import type { ChannelReturn, Outcome, Page } from '#electron/channels/channel.ts';
import { jsonInteger, parseJson, stringifyJson } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { decimal, sumOf } from './money.ts';
import { done } from './outcome.ts';
import { count, flag, id, idOrNone, instantOrNone, list, maybe, rows, textOrNone } from './schemas.ts';

const PAGE = 500;
const FIRST_BACK_MS = 90 * 86_400_000;
/** Lists lag behind by minutes to hours: each reading begins before the last one ended. */
const OVERLAP_MS = 6 * 3_600_000;

const place = z.object({ fromMs: z.int(), toMs: z.int().nullable(), lastId: z.string() });
const page = z.object({
  returns: rows(
    z.object({
      id,
      type: textOrNone,
      posting_number: textOrNone,
      return_reason_name: textOrNone,
      product: maybe(
        z.object({
          sku: idOrNone,
          offer_id: maybe(z.string()),
          name: textOrNone,
          quantity: maybe(count),
          price: maybe(z.object({ price: maybe(decimal), currency_code: textOrNone })),
        }),
      ),
      logistic: maybe(z.object({ barcode: textOrNone, return_date: instantOrNone })),
      visual: maybe(
        z.object({ status: maybe(z.object({ sys_name: textOrNone, display_name: textOrNone })), change_moment: instantOrNone }),
      ),
      place: maybe(z.object({ name: textOrNone, address: textOrNone })),
      storage: maybe(z.object({ utilization_forecast_date: instantOrNone })),
      exemplars: list(z.unknown()),
    }),
  ),
  has_next: flag,
});
type Row = z.infer<typeof page>['returns'][number];

/**
 * `/v1/returns/list` of the seller's own scheme by the moment the state changed: the only one of its filters that finds old returns anew.
 * Goods are back on a shelf only when a person received them: `ReceivedBySeller`.
 */
export async function listReturns(caller: Caller, kept: string | null): Promise<Outcome<Page<ChannelReturn>>> {
  const nowMs = caller.nowMs();
  const from = kept === null || kept === '' ? { fromMs: nowMs - FIRST_BACK_MS, toMs: null, lastId: '0' } : place.parse(parseJson(kept));
  const toMs = from.toMs ?? nowMs;
  const body = {
    filter: {
      visual_status_change_moment: { time_from: new Date(from.fromMs).toISOString(), time_to: new Date(toMs).toISOString() },
      return_schema: 'FBS',
    },
    limit: PAGE,
    last_id: jsonInteger(from.lastId),
  };
  const read = await caller.ask('returns.list', body, page);
  if (read.kind !== 'done') return read;
  const { returns, has_next: told } = read.value;
  const lastId = returns.at(-1)?.id ?? from.lastId;
  const more = told && returns.length > 0 && lastId !== from.lastId;
  const next = more ? { fromMs: from.fromMs, toMs, lastId } : { fromMs: Math.max(from.fromMs, toMs - OVERLAP_MS), toMs: null, lastId: '0' };
  const items = returns.map((row) => returnOf(row, toMs)).toSorted((left, right) => left.changedAtMs - right.changedAtMs);
  return done({ items, cursor: stringifyJson(next), more });
}

const STATES: Readonly<Record<string, ChannelReturn['state']>> = {
  WaitingShipment: 'announced',
  Approved: 'announced',
  ApprovedByOzon: 'announced',
  OnSellerApproval: 'announced',
  MovingToSeller: 'on-way',
  ReturningToSellerByCourier: 'on-way',
  MovingToOzon: 'on-way',
  ArrivedAtReturnPlace: 'ready-for-pickup',
  ReceivedBySeller: 'received',
  Utilizing: 'disposed',
  Utilized: 'disposed',
};

/** `Unknown` is a technical return by the page: what it was is not said. */
const KINDS: Readonly<Record<string, ChannelReturn['kind']>> = {
  Cancellation: 'cancelled',
  FullReturn: 'cancelled',
  PartialReturn: 'cancelled',
  ClientReturn: 'returned',
};

function returnOf(row: Row, readAtMs: number): ChannelReturn {
  const { product, visual, logistic } = row;
  const own = visual?.status?.sys_name ?? '';
  const quantity = product?.quantity ?? Math.max(1, row.exemplars.length);
  return {
    id: row.id,
    orderId: row.posting_number,
    kind: KINDS[row.type ?? ''] ?? 'unknown',
    state: STATES[own] ?? 'unknown',
    own,
    reason: row.return_reason_name,
    lines:
      product === null || product.sku === null
        ? []
        : [{ sku: product.sku, article: product.offer_id ?? '', name: product.name, barcodes: [], quantity }],
    barcodes: logistic?.barcode === null || logistic === null ? [] : [logistic.barcode],
    place: row.place === null ? null : [row.place.name, row.place.address].filter((part) => part !== null).join(', ') || null,
    price: sumOf([{ amount: product?.price?.price ?? null, currency: product?.price?.currency_code ?? null, quantity: 1 }]),
    changedAtMs: visual?.change_moment ?? logistic?.return_date ?? readAtMs,
    pickupBeforeMs: row.storage?.utilization_forecast_date ?? null,
  };
}
