import type { Cell } from '#electron/ports/tables.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import { base64 } from '#shared/kit/base64.ts';

import type { EngineContext } from './context.ts';

type Order = Output<'order.list'>['rows'][number];

const MOST_ORDERS = 20_000;
const PAGE = 500;

/** Orders as a table, a row per line of an order, read page by page off the main thread; chosen ones are read by their ids. */
export async function exportOrders(
  { lists, clock, tables, db }: Pick<EngineContext, 'lists' | 'clock' | 'tables' | 'db'>,
  { format, headers, orderIds, ...filter }: Parsed<'order.export'>,
): Promise<Output<'order.export'>> {
  const rows: Cell[][] = [[...headers]];
  const written = async (cut: boolean): Promise<Output<'order.export'>> => {
    const content = format === 'csv' ? tables.writeCsv(rows) : base64(await tables.writeXlsx('Korob', rows));
    return { rows: rows.length - 1, cut, content };
  };
  if (orderIds !== null) {
    rows.push(...db.read.orders.views(orderIds as unknown as readonly OrderId[]).flatMap(rowsOf));
    return written(false);
  }
  let orders = 0;
  let total = 0;
  do {
    const page = await lists.orders(
      { ...filter, supplyId: null, sort: 'ship-by', descending: false, offset: orders, limit: PAGE },
      clock.nowMs(),
    );
    total = page.total;
    if (page.rows.length === 0) break;
    orders += page.rows.length;
    rows.push(...page.rows.flatMap(rowsOf));
  } while (orders < Math.min(total, MOST_ORDERS));
  return written(total > orders);
}

const rowsOf = (order: Order): Cell[][] =>
  order.lines.map((line) => [
    order.number,
    order.channel,
    order.accountName,
    order.status,
    order.channelOwn,
    line.article,
    line.productName ?? line.name,
    line.quantity,
    line.bin ?? '',
    order.labelCaption ?? '',
    timeOf(order.createdAtMs),
    order.shipByMs === null ? '' : timeOf(order.shipByMs),
    order.priceMinor === null ? null : order.priceMinor / 100,
    order.currency ?? '',
  ]);

const MOSCOW_MS = 3 * 3_600_000;

/** By the clock of Moscow, which the marketplaces keep their deadlines by. */
const timeOf = (ms: number): string => new Date(ms + MOSCOW_MS).toISOString().slice(0, 16).replace('T', ' ');
