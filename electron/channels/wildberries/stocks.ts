import { z } from 'zod';

import type { ChannelClient, ChannelProblem, Outcome, StockRow } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import { refusal, type Caller } from './caller.ts';
import { problemsOf } from './errors.ts';
import { bounded, done, mapped } from './outcome.ts';
import { id, rows as rowsOf } from './schemas.ts';

export const STOCK_BATCH = 1000;
/** The largest amount Wildberries takes for one size in one warehouse. */
const MOST = 100_000;
/** A refusal costs ten tokens of a bucket of twenty: a hunt for the guilty rows is cut short after this many requests. */
const MOST_REQUESTS = 24;

const stocks = z.object({ stocks: rowsOf(z.object({ chrtId: id, amount: z.int() })) });

type Refused = { readonly sku: string; readonly problem: ChannelProblem };

/** `POST /api/v3/stocks/{warehouseId}` reads although it is a POST. Sizes without a row have no stock there. */
export async function readStock(caller: Caller, warehouseId: string, skus: readonly string[]): Promise<Outcome<readonly StockRow[]>> {
  if (skus.length === 0) return done([]);
  const body = { chrtIds: bounded(skus, STOCK_BATCH, 'stock.read').map(jsonInteger) };
  return mapped(await caller.ask('stocks.read', { params: { warehouseId }, body }, stocks), (read) =>
    read.stocks.map((row) => ({ sku: row.chrtId, quantity: row.amount })),
  );
}

/**
 * `PUT /api/v3/stocks/{warehouseId}`: absolute amounts, so it may be sent again. A 409 lists offenders by chrtId; they are put aside and
 * the rest is sent again, since nobody documents whether the rest was taken. Where it names nobody the batch is halved.
 */
export async function writeStock(
  caller: Caller,
  warehouseId: string,
  rows: readonly StockRow[],
): ReturnType<ChannelClient['stock']['write']> {
  bounded(rows, STOCK_BATCH, 'stock.write');
  const refused: Refused[] = rows.filter((row) => row.quantity > MOST).map((row) => ({ sku: row.sku, problem: TOO_MANY }));
  const queue: (readonly StockRow[])[] = [rows.filter((row) => row.quantity <= MOST)];
  for (let request = 0; queue.length > 0;) {
    const batch = queue.shift()!;
    if (batch.length === 0) continue;
    request += 1;
    const outcome = await put(caller, warehouseId, batch);
    if (outcome.kind !== 'done') return outcome;
    if (outcome.value === null) continue;
    const { named, problem } = outcome.value;
    refused.push(...named);
    queue.push(...rest(batch, named, problem, refused));
    if (request < MOST_REQUESTS) continue;
    // What was found out is kept; the rest was neither taken nor refused, and comes again.
    refused.push(...queue.flat().map(({ sku }) => ({ sku, problem: { ...problem, code: 'too-many-requests', subjects: [sku] } as const })));
    break;
  }
  return done({ refused });
}

const TOO_MANY: ChannelProblem = { code: 'stock-limit', operation: 'stocks.write', channelCode: 'UploadDataLimit' };

interface Refusal {
  readonly named: readonly Refused[];
  readonly problem: ChannelProblem;
}

/** Null: all taken. */
async function put(caller: Caller, warehouseId: string, batch: readonly StockRow[]): Promise<Outcome<Refusal | null>> {
  const body = { stocks: batch.map((row) => ({ chrtId: jsonInteger(row.sku), amount: row.quantity })) };
  const answer = await caller.hear('stocks.write', { params: { warehouseId }, body });
  if (answer.kind === 'ok') return done(null);
  if (answer.kind !== 'refused') return answer;
  const whole = refusal('stocks.write', answer.status, answer.text);
  if (answer.status !== 409) return whole;
  const problems = problemsOf('stocks.write', answer.status, answer.text);
  const busy = problems.find((problem) => problem.code === 'stock-warehouse-busy');
  if (busy !== undefined) return { kind: 'retry', problem: busy, afterMs: 5000 };
  const sent = new Set(batch.map((row) => row.sku));
  const named = new Map<string, Refused>();
  for (const problem of problems)
    for (const sku of problem.subjects ?? [])
      if (sent.has(sku) && !named.has(sku)) named.set(sku, { sku, problem: { ...problem, subjects: [sku] } });
  return done({ named: [...named.values()], problem: problems[0]! });
}

function rest(
  batch: readonly StockRow[],
  named: readonly Refused[],
  problem: ChannelProblem,
  refused: Refused[],
): readonly (readonly StockRow[])[] {
  if (named.length > 0) {
    const out = new Set(named.map((one) => one.sku));
    return [batch.filter((row) => !out.has(row.sku))];
  }
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) {
    refused.push({ sku: only.sku, problem: { ...problem, subjects: [only.sku] } });
    return [];
  }
  const half = Math.ceil(batch.length / 2);
  return [batch.slice(0, half), batch.slice(half)];
}
