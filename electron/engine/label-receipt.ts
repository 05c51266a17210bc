import type { Answer, Parsed } from '#shared/contract/index.ts';
import type { OperationId, ProductId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';

/** Labels of one product in one print at most: what the contract of printing takes. */
const MOST_COPIES = 5_000;

/** What came from the supplier by this operation, as rows to print labels for: one a thing. One that was undone brought nothing. */
export function labelsOfReceipt({ db }: EngineContext, { receiptId }: Parsed<'label.ofReceipt'>): Awaited<Answer<'label.ofReceipt'>> {
  const operation = db.read.ledger.operation(receiptId as OperationId);
  if (operation === null) return fail({ code: 'operation-unknown', params: { id: receiptId } });
  if (operation.reversedById !== null) return fail({ code: 'already-reversed' });
  const counts = new Map<ProductId, number>();
  for (const { productId, fromLocationId, quantity } of operation.movements)
    if (fromLocationId === 'supplier') counts.set(productId, (counts.get(productId) ?? 0) + quantity);
  const rows = [...counts].flatMap(([productId, quantity]) => {
    const product = db.read.catalogue.product(productId);
    return product === null ? [] : [{ productId, article: product.article, name: product.name, copies: Math.min(quantity, MOST_COPIES) }];
  });
  return ok({ rows });
}
