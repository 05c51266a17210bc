import type { WorldRequest } from '../stage.ts';
import type { TroubleKind } from '../troubles.ts';
import { bodyOf, json, records, refuse, type Response, whole } from './answers.ts';
import { type Cabinet, shelf } from './state.ts';

/** Null: this request is not touched by it. */
export function troubled(kind: TroubleKind | null, cabinet: Cabinet, request: WorldRequest): Response | null {
  if (kind === null) return null;
  if (kind === 'key-revoked') return refuse(401, 'Invalid Api-Key, please check the key and try again');
  if (kind === 'cabinet-closed') return refuse(403, 'Company is blocked, please contact support');
  if (request.path !== '/v2/products/stocks') return null;
  if (kind === 'method-gone') return refuse(400, 'obsolete method cannot be used');
  const rows = records(bodyOf(request)['stocks']);
  const refusal = kind === 'half-refused' ? null : ROWS[kind];
  return json({
    result: rows.map((row) => {
      const told = { warehouse_id: whole(row['warehouse_id']), product_id: Number(row['product_id']) || 0, offer_id: '' };
      const error = refusal ?? (told.product_id % 2 === 1 ? { code: 'OVER_MAX_OVH_NON_KGT', message: 'Product is too big' } : null);
      if (error === null) cabinet.free.set(shelf(told.warehouse_id, told.product_id), whole(row['stock']));
      return { ...told, updated: error === null, errors: error === null ? [] : [error] };
    }),
  });
}

/** The page of the method: «only for products in status price_sent», and no code of its own for those that are not. */
const ROWS = {
  'warehouse-gone': { code: 'WAREHOUSE_NOT_FOUND', message: 'Warehouse not found' },
  'product-archived': { code: 'PRODUCT_IS_ARCHIVED', message: 'Product is archived' },
  'price-missing': { code: 'product_is_not_created', message: 'Product is not in status price_sent' },
} as const;
