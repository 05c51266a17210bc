import type { TroubleKind } from '../troubles.ts';
import { bad, isRecord, ok, records, refuse, type Said } from './answers.ts';

const WRITES: ReadonlySet<string> = new Set(['stocks.write', 'stocks.write-group']);

/** Null: this request is not touched by it. The Market says nothing of single rows: what no card may have passes in silence and nothing happens. */
export function troubled(kind: TroubleKind | null, operation: string, body: unknown): Said | null {
  if (kind === null) return null;
  if (kind === 'key-revoked') return refuse(401, 'Api-Key token is not valid');
  if (kind === 'cabinet-closed') return refuse(403, 'Campaign is disabled: MANUALLY_DISABLED');
  if (!WRITES.has(operation)) return null;
  if (kind === 'method-gone') return refuse(403, 'The method is deprecated and is occasionally forbidden');
  const rows = records(isRecord(body) ? (body['skuItems'] ?? body['skus']) : null);
  if (kind === 'warehouse-gone') return bad(`Warehouse ${String(Number(rows[0]?.['partnerWarehouseId']))} is not available`);
  if (kind !== 'half-refused') return ok();
  const odd = rows.find((row) => isOdd(String(row['sku'])));
  return odd === undefined ? null : bad(`Stock for '${String(odd['sku'])}' has wrong count`);
}

/** Half of all skus, always the same. */
const isOdd = (sku: string): boolean => Buffer.from(sku).reduce((sum, byte) => sum + byte, 0) % 2 === 1;
