import type { ChannelOrder } from '#electron/channels/channel.ts';
import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import type { Sql } from '#electron/db/sql.ts';
import type { ProductId } from '#shared/domain/ids.ts';

import { type BenchRow, ms, percentile, sorted, timed } from './rows.ts';
import { orderSeen, take } from './warehouse.ts';

/**
 * Every row that taking an order inserts, by table. The baseline writes the same rows into the same tables with all their keys, indexes and
 * CHECKs, and nothing else: no trigger, no foreign key checked, no search text, no figure of stock, no offer touched, nothing read.
 */
const MADE = ['operation', 'orders', 'order_line', 'reservation', 'order_event'] as const;

function bareTables(): Sql {
  const opened = openDatabase({ file: ':memory:', nowMs: () => 0 });
  if (!opened.ok) throw new Error(opened.error.code);
  const { sql } = opened.value;
  sql.pragma('foreign_keys = OFF');
  for (const { name } of sql.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
    sql.exec(`DROP TRIGGER ${name}`);
  return sql;
}

/** Takes orders in on one side and writes their rows bare on the other, a transaction each, turn by turn; answers what each side took. */
function sideBySide({ sql }: OpenDatabase) {
  const bare = bareTables();
  const last = new Map(MADE.map((table) => [table, sql.prepare<[], number>(`SELECT max(rowid) FROM ${table}`).pluck()]));
  const after = MADE.map((table) => ({
    table,
    rows: sql.prepare<[number], unknown[]>(`SELECT * FROM ${table} WHERE rowid > ?`).raw(),
    insert: bareInsert(bare, table),
  }));
  const inbox = {
    rows: sql.prepare<[string, string], unknown[]>('SELECT * FROM inbox WHERE external_id BETWEEN ? AND ?').raw(),
    insert: bareInsert(bare, 'inbox'),
  };
  return (warehouse: OpenDatabase, orders: readonly ChannelOrder[]): { readonly ours: number; readonly bare: number } => {
    const before = new Map(MADE.map((table) => [table, last.get(table)!.get() ?? 0]));
    const ours = timed(() => take(warehouse, orders));
    const made = [
      ...after.map(({ table, rows, insert }) => ({ insert, rows: rows.all(before.get(table)!) })),
      { insert: inbox.insert, rows: inbox.rows.all(orders[0]!.id, orders.at(-1)!.id) },
    ];
    const write = bare.transaction(() => {
      for (const { insert, rows } of made) for (const row of rows) insert.run(row);
    });
    return { ours, bare: timed(() => write()) };
  };
}

function bareInsert(bare: Sql, table: string) {
  const columns = bare.prepare<[string], number>('SELECT count(*) FROM pragma_table_info(?)').pluck().get(table)!;
  return bare.prepare(`INSERT INTO ${table} VALUES (${Array.from({ length: columns }, () => '?').join(', ')})`);
}

/** One order of two lines, taken and reserved in a transaction of its own, against its rows inserted bare in one of theirs. */
export function orderRow(warehouse: OpenDatabase, products: number): BenchRow {
  const run = sideBySide(warehouse);
  const rounds = Array.from({ length: 1000 }, (_, serial) => run(warehouse, [orderSeen(products, 2, 50_000_000 + serial)])).slice(100);
  const half = (values: readonly number[]) => percentile(sorted(values), 0.5);
  return against({
    what: 'order of two lines taken and reserved, in memory',
    ours: half(rounds.map((round) => round.ours)),
    bare: half(rounds.map((round) => round.bare)),
    budget: 3,
  });
}

/** Twenty pages of 500 orders, as the loop takes them in. */
export function intakeRow(warehouse: OpenDatabase, products: number): BenchRow {
  const run = sideBySide(warehouse);
  const pages = Array.from({ length: 20 }, (_, page) =>
    Array.from({ length: 500 }, (__, serial) => orderSeen(products, 1, 60_000_000 + page * 500 + serial)),
  ).map((page) => run(warehouse, page));
  return against({
    what: '10 000 orders taken in, in memory',
    ours: pages.reduce((sum, page) => sum + page.ours, 0),
    bare: pages.reduce((sum, page) => sum + page.bare, 0),
    budget: 6,
  });
}

export function readRow({ database, sql }: OpenDatabase): BenchRow {
  const ids = Array.from({ length: 10_000 }, (_, index) => `product-${index}` as ProductId);
  const bare = sql.prepare('SELECT product_id, on_hand, reserved, on_hand - reserved AS available FROM stock LIMIT 10000');
  const rounds = Array.from({ length: 40 }, () => ({ ours: timed(() => database.read.ledger.stock(ids)), bare: timed(() => bare.all()) }));
  const half = (values: readonly number[]) => percentile(sorted(values), 0.5);
  return against({
    what: 'on hand, reserved, available of 10 000 products',
    ours: half(rounds.map((round) => round.ours)),
    bare: half(rounds.map((round) => round.bare)),
    budget: 2,
  });
}

function against(row: { readonly what: string; readonly ours: number; readonly bare: number; readonly budget: number }): BenchRow {
  const ratio = row.ours / row.bare;
  return {
    what: row.what,
    ours: ms(row.ours),
    baseline: `bare ${ms(row.bare)}, × ${ratio.toFixed(1)}`,
    budget: `≤ ${row.budget} ×`,
    within: ratio <= row.budget,
  };
}
