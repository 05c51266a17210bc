import type { TroubleKind } from '../troubles.ts';
import { gateway, isRecord, json, notFound, refuse, type SimRequest, type SimResponse } from './answers.ts';

const ABOUT_STOCK: ReadonlySet<string> = new Set(['stocks.write', 'stocks.read']);

/** Null: this request is not touched by it. Wildberries asks for no price before stock, so `price-missing` touches nothing. */
export function troubled(kind: TroubleKind | null, operation: string, request: SimRequest, nowMs: number): SimResponse | null {
  if (kind === null || kind === 'price-missing') return null;
  if (kind === 'key-revoked') return gateway(401, 'unauthorized', 'token withdrawn', nowMs);
  if (!ABOUT_STOCK.has(operation)) return null;
  if (kind === 'warehouse-gone') return notFound();
  if (operation !== 'stocks.write') return null;
  if (kind === 'cabinet-closed') return refuse(406, 'StatusNotAcceptable');
  if (kind === 'method-gone') return gateway(404, 'path not found', 'see the documentation', nowMs);
  const rows = isRecord(request.body) && Array.isArray(request.body['stocks']) ? request.body['stocks'].filter(isRecord) : [];
  if (kind === 'product-archived') return rows.length === 0 ? null : clash('NotFound', rows);
  const bad = rows.filter((row) => Number(row['chrtId']) % 2 === 1);
  return bad.length === 0 ? null : clash('ProductPropertyConflict', bad);
}

const clash = (code: string, bad: readonly Record<string, unknown>[]): SimResponse =>
  json(409, [{ code, message: code, data: bad.map((row) => ({ sku: '', chrtId: row['chrtId'], amount: row['amount'] })) }]);
