import type { ChannelProblem } from '#electron/channels/channel.ts';
import type { OfferRow, SyncStore } from '#electron/ports/sync-store.ts';
import type { AccountId, ExternalId, ListingId, LocationId, ProductId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

type Offers = Pick<
  SyncStore,
  | 'ensureOffers'
  | 'touchOffers'
  | 'waitingOffers'
  | 'nextOfferMs'
  | 'holdOffer'
  | 'ackOffer'
  | 'parkOffer'
  | 'unparkOffers'
  | 'offersToReadBack'
  | 'setLive'
  | 'offersOf'
  | 'pushes'
  | 'offerFigures'
  | 'driftingOffers'
  | 'offersOfAccount'
  | 'orderedSince'
>;

interface Row {
  readonly account_id: AccountId;
  readonly listing_id: ListingId;
  readonly external_warehouse_id: ExternalId;
  readonly sku: string;
  readonly card_id: string;
  readonly article: string;
  readonly product_id: ProductId | null;
  readonly multiplicity: number;
  readonly warehouse_id: LocationId | null;
  readonly wanted_version: number;
  readonly acked_version: number;
  readonly wanted_at_ms: number;
  readonly urgent: 0 | 1;
  readonly told_quantity: number | null;
  readonly told_at_ms: number | null;
  readonly live_quantity: number | null;
  readonly live_read_at_ms: number | null;
  readonly problem_json: string | null;
  readonly parked: 0 | 1;
}

const SELECT = `SELECT o.account_id, o.listing_id, o.external_warehouse_id, l.sku, l.card_id, l.article, l.product_id, l.multiplicity, w.warehouse_id,
    o.wanted_version, o.acked_version, o.wanted_at_ms, o.urgent, o.told_quantity, o.told_at_ms, o.live_quantity, o.live_read_at_ms,
    o.problem_json, o.parked
  FROM offer o JOIN listing l ON l.id = o.listing_id
  JOIN channel_warehouse w ON w.account_id = o.account_id AND w.external_id = o.external_warehouse_id`;
/** Held longer than any marketplace asks: the clock was set back since, and a figure must not wait for it. */
const LONGEST_HOLD_MS = 10 * 60_000;
/** Wanted later than now: the clock was set back since. */
const CLOCKS_DIFFER_MS = 10_000;
const DRIFTS = 'o.live_read_at_ms > o.told_at_ms AND o.live_quantity <> o.told_quantity';

/** What each marketplace is told of each listing: wanted against acknowledged (DESIGN §4). */
export function offers(sql: Sql, wanted: () => void): Offers {
  return { ...wishes(sql, wanted), ...answers(sql), ...figures(sql) };
}

type Wishes = Pick<Offers, 'ensureOffers' | 'touchOffers' | 'waitingOffers' | 'nextOfferMs' | 'holdOffer' | 'unparkOffers'>;

/** `wanted` hears of every row that is to be told anew. */
function wishes(sql: Sql, wanted: () => void): Wishes {
  const ensure = sql.prepare(
    `INSERT INTO offer (listing_id, external_warehouse_id, account_id, wanted_at_ms)
     SELECT l.id, w.external_id, l.account_id, @at FROM listing l JOIN channel_warehouse w ON w.account_id = l.account_id
     WHERE l.account_id = @account AND l.product_id IS NOT NULL AND l.archived = 0 AND w.warehouse_id IS NOT NULL AND w.takes_stock = 1
     ON CONFLICT DO NOTHING`,
  );
  const touch = (where: string) =>
    sql.prepare(
      `UPDATE offer SET wanted_at_ms = CASE WHEN wanted_version > acked_version THEN wanted_at_ms ELSE ? END,
         urgent = CASE WHEN wanted_version > acked_version THEN max(urgent, ?) ELSE ? END,
         wanted_version = wanted_version + 1, parked = 0
       WHERE ${where}`,
    );
  const all = touch('TRUE');
  const byAccount = touch('account_id = ?');
  const byListing = touch('listing_id = ?');
  const byBoth = touch('listing_id = ? AND account_id = ?');
  const exact = touch('listing_id = ? AND external_warehouse_id = ?');
  // Reading which cards there are costs a tenth of an UPDATE over a subquery, and most products stand behind one card or none.
  const cardsOf = sql
    .prepare<[string, string], ListingId>(
      `SELECT id FROM listing WHERE product_id = ?
       UNION ALL SELECT l.id FROM kit_component k JOIN listing l ON l.product_id = k.kit_id WHERE k.component_id = ?`,
    )
    .pluck();
  const waiting = sql.prepare<{ account: string; warehouse: string; urgent: 0 | 1; before: number; now: number; limit: number }, Row>(
    `${SELECT} WHERE o.account_id = @account AND o.external_warehouse_id = @warehouse AND o.wanted_version > o.acked_version AND o.parked = 0
       AND (o.urgent = 1 OR (@urgent = 0 AND (o.wanted_at_ms <= @before OR o.wanted_at_ms > @now + ${CLOCKS_DIFFER_MS})))
       AND (o.not_before_ms <= @now OR o.not_before_ms > @now + ${LONGEST_HOLD_MS}) ORDER BY o.urgent DESC, o.wanted_at_ms LIMIT @limit`,
  );
  const next = sql
    .prepare<{ account: string; warehouse: string; debounce: number }, number | null>(
      `SELECT min(max(CASE urgent WHEN 1 THEN 0 ELSE wanted_at_ms + @debounce END, not_before_ms)) FROM offer
       WHERE account_id = @account AND external_warehouse_id = @warehouse AND wanted_version > acked_version AND parked = 0`,
    )
    .pluck();
  const hold = sql.prepare('UPDATE offer SET not_before_ms = ? WHERE listing_id = ? AND external_warehouse_id = ?');
  const unpark = sql.prepare('UPDATE offer SET parked = 0, wanted_version = wanted_version + 1 WHERE account_id = ? AND parked = 1');
  const heard = (rows: number): number => {
    if (rows > 0) wanted();
    return rows;
  };
  return {
    ensureOffers: (accountId, atMs) => void heard(ensure.run({ account: accountId, at: atMs }).changes),
    touchOffers: (filter, urgent, atMs) => {
      const how = urgent ? 1 : 0;
      const { accountId } = filter;
      const touchCard = (id: ListingId): number =>
        (accountId === undefined ? byListing.run(atMs, how, how, id) : byBoth.run(atMs, how, how, id, accountId)).changes;
      let touched = 0;
      for (const { listingId, externalWarehouseId } of filter.offers ?? [])
        touched += exact.run(atMs, how, how, listingId, externalWarehouseId).changes;
      for (const id of filter.listingIds ?? []) touched += touchCard(id);
      for (const productId of filter.productIds ?? []) for (const id of cardsOf.all(productId, productId)) touched += touchCard(id);
      if (filter.listingIds !== undefined || filter.productIds !== undefined || filter.offers !== undefined) return heard(touched);
      if (accountId !== undefined) return heard(byAccount.run(atMs, how, how, accountId).changes);
      return filter.all === true ? heard(all.run(atMs, how, how).changes) : 0;
    },
    waitingOffers: (account, warehouse, { urgentOnly, dueBeforeMs, nowMs, limit }) =>
      waiting.all({ account, warehouse, urgent: urgentOnly ? 1 : 0, before: dueBeforeMs, now: nowMs, limit }).map(shape),
    nextOfferMs: (account, warehouse, debounceMs) => next.get({ account, warehouse, debounce: debounceMs }) ?? null,
    holdOffer: ({ listingId, externalWarehouseId }, notBeforeMs) => void hold.run(notBeforeMs, listingId, externalWarehouseId),
    unparkOffers: (accountId) => void heard(unpark.run(accountId).changes),
  };
}

function answers(sql: Sql): Pick<Offers, 'ackOffer' | 'parkOffer' | 'setLive'> {
  const ack = sql.prepare(
    `UPDATE offer SET acked_version = max(acked_version, @version), told_quantity = @quantity, told_at_ms = @at, problem_json = NULL,
       urgent = CASE WHEN wanted_version > @version THEN urgent ELSE 0 END
     WHERE listing_id = @listing AND external_warehouse_id = @warehouse`,
  );
  const park = sql.prepare(
    'UPDATE offer SET parked = 1, problem_json = @problem WHERE listing_id = @listing AND external_warehouse_id = @warehouse',
  );
  const log = sql.prepare(
    'INSERT INTO push (listing_id, external_warehouse_id, at_ms, quantity, cause, outcome, problem_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const live = sql.prepare('UPDATE offer SET live_quantity = ?, live_read_at_ms = ? WHERE listing_id = ? AND external_warehouse_id = ?');
  return {
    ackOffer: ({ listingId, externalWarehouseId }, version, told) => {
      ack.run({ version, quantity: told.quantity, at: told.atMs, listing: listingId, warehouse: externalWarehouseId });
      log.run(
        listingId,
        externalWarehouseId,
        told.atMs,
        told.quantity,
        told.cause,
        told.outcome,
        told.problem === undefined ? null : JSON.stringify(told.problem),
      );
    },
    parkOffer: ({ listingId, externalWarehouseId }, problem, atMs) => {
      const words = JSON.stringify(problem);
      park.run({ problem: words, listing: listingId, warehouse: externalWarehouseId });
      log.run(listingId, externalWarehouseId, atMs, 0, 'refused', 'parked', words);
    },
    setLive: ({ listingId, externalWarehouseId }, quantity, atMs) => void live.run(quantity, atMs, listingId, externalWarehouseId),
  };
}

function figures(
  sql: Sql,
): Pick<Offers, 'offersToReadBack' | 'offersOf' | 'pushes' | 'offerFigures' | 'driftingOffers' | 'offersOfAccount' | 'orderedSince'> {
  type Push = {
    seq: number;
    at_ms: number;
    external_warehouse_id: string;
    quantity: number;
    cause: string;
    outcome: string;
    problem_json: string | null;
  };
  const readBack = sql.prepare<[string, string, number], Row>(
    `${SELECT} WHERE o.account_id = ? AND o.external_warehouse_id = ? AND o.told_at_ms IS NOT NULL
       ORDER BY o.told_at_ms > ifnull(o.live_read_at_ms, 0) DESC, o.live_read_at_ms LIMIT ?`,
  );
  const ofListing = sql.prepare<[string], Row>(`${SELECT} WHERE o.listing_id = ? ORDER BY o.external_warehouse_id`);
  const ofAccount = sql.prepare<[string, number], Row>(
    `${SELECT} WHERE o.account_id = ? ORDER BY l.article, o.external_warehouse_id LIMIT ?`,
  );
  const drifting = sql.prepare<[number], Row>(`${SELECT} WHERE ${DRIFTS} ORDER BY o.told_at_ms DESC LIMIT ?`);
  const count = sql.prepare<[string], { waiting: number; parked: number; oldest: number | null; drift: number }>(
    `SELECT count(*) FILTER (WHERE wanted_version > acked_version AND parked = 0) AS waiting,
       count(*) FILTER (WHERE parked = 1) AS parked,
       min(wanted_at_ms) FILTER (WHERE wanted_version > acked_version AND parked = 0) AS oldest,
       count(*) FILTER (WHERE ${DRIFTS}) AS drift
     FROM offer o WHERE account_id = ?`,
  );
  const pushes = sql.prepare<[string, number], Push>(
    'SELECT seq, at_ms, external_warehouse_id, quantity, cause, outcome, problem_json FROM push WHERE listing_id = ? ORDER BY seq DESC LIMIT ?',
  );
  const ordered = sql.prepare<[string, number], { found: 1 }>(
    `SELECT 1 AS found FROM order_line i JOIN orders o ON o.id = i.order_id
     WHERE i.listing_id = ? AND o.created_at_ms >= ? AND o.status NOT IN ('cancelled', 'returned') LIMIT 1`,
  );
  return {
    offersToReadBack: (accountId, warehouse, limit) => readBack.all(accountId, warehouse, limit).map(shape),
    offersOf: (listingId) => ofListing.all(listingId).map(shape),
    offersOfAccount: (accountId, limit) => ofAccount.all(accountId, limit).map(shape),
    driftingOffers: (limit) => drifting.all(limit).map((row) => ({ ...shape(row), accountId: row.account_id })),
    offerFigures: (accountId) => {
      const row = count.get(accountId)!;
      return { waiting: row.waiting, parked: row.parked, oldestMs: row.oldest, drift: row.drift };
    },
    pushes: (listingId, limit) =>
      pushes.all(listingId, limit).map((row) => ({
        seq: row.seq,
        atMs: row.at_ms,
        externalWarehouseId: row.external_warehouse_id,
        quantity: row.quantity,
        cause: row.cause,
        outcome: row.outcome,
        problem: parseProblem(row.problem_json),
      })),
    orderedSince: (listingId, sinceMs) => ordered.get(listingId, sinceMs) !== undefined,
  };
}

const parseProblem = (text: string | null): ChannelProblem | null => (text === null ? null : (JSON.parse(text) as ChannelProblem));

const shape = (row: Row): OfferRow => ({
  listingId: row.listing_id,
  externalWarehouseId: row.external_warehouse_id,
  sku: row.sku,
  cardId: row.card_id,
  article: row.article,
  productId: row.product_id,
  multiplicity: row.multiplicity,
  warehouseId: row.warehouse_id,
  wantedVersion: row.wanted_version,
  ackedVersion: row.acked_version,
  wantedAtMs: row.wanted_at_ms,
  urgent: row.urgent === 1,
  toldQuantity: row.told_quantity,
  toldAtMs: row.told_at_ms,
  liveQuantity: row.live_quantity,
  liveReadAtMs: row.live_read_at_ms,
  problem: parseProblem(row.problem_json),
  parked: row.parked === 1,
});
