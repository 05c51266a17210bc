import type { Output } from '#shared/contract/index.ts';
import type { OperationId, ProductId } from '#shared/domain/ids.ts';

/** What was sold outside the marketplaces. */
export interface SaleLine {
  readonly id: string;
  /** Tells a line of a file from every other, so that it is sold once; null over the counter. */
  readonly sourceKey: string | null;
  readonly operationId: OperationId;
  /** The product or kit sold; its parts stand in the operation's movements. */
  readonly productId: ProductId;
  readonly quantity: number;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly soldAtMs: number;
}

export interface SaleStore {
  /** A line whose sale was undone may be sold again under the same key. */
  insert(line: SaleLine): void;
  /** Keys of these whose sale stands. */
  sold(sourceKeys: readonly string[]): ReadonlySet<string>;
  list(offset: number, limit: number): Output<'sale.list'>;
}
