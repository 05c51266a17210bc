import type { Output, Parsed } from '#shared/contract/index.ts';

/**
 * Long lists, read on a handle of their own off the main thread (DESIGN §3): a window and a total, never all rows.
 * Rows come out as the contract shows them, so nothing is mapped twice.
 */
export interface Lists {
  products(query: Parsed<'product.list'>): Promise<Output<'product.list'>>;
  productHistory(query: Parsed<'product.history'>): Promise<Output<'product.history'>>;
  operations(query: Parsed<'stock.operations'>): Promise<Output<'stock.operations'>>;
  listings(query: Parsed<'listing.list'>): Promise<Output<'listing.list'>>;
  suggestions(query: Parsed<'listing.suggestions'>): Promise<Output<'listing.suggestions'>>;
  orders(query: Parsed<'order.list'>, nowMs: number): Promise<Output<'order.list'>>;
  fulfilmentStock(query: Parsed<'fulfilment.stock'>): Promise<Output<'fulfilment.stock'>>;
  fulfilmentOrders(query: Parsed<'fulfilment.orders'>): Promise<Output<'fulfilment.orders'>>;
  orderIds(query: Parsed<'order.ids'>): Promise<Output<'order.ids'>>;
  supplies(query: Parsed<'supply.list'>): Promise<Output<'supply.list'>>;
}
