import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import type { Sql } from '#electron/db/sql.ts';
import type { ProductId } from '#shared/domain/ids.ts';

import { type BenchRow, ms, percentile, sorted, timed } from './rows.ts';
import { orderSeen, take } from './warehouse.ts';

const TABLES = ['operation', 'orders', 'order_line', 'reservation', 'order_event', 'inbox'] as const;

/** The same tables with their keys and indexes, but nothing that thinks: no trigger, no foreign key checked. */
function bareTables(): Sql {
  const opened = openDatabase({ file: ':memory:', nowMs: () => 0 });
  if (!opened.ok) throw new Error(opened.error.code);
  const { sql } = opened.value;
  sql.pragma('foreign_keys = OFF');
  for (const { name } of sql.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
    sql.exec(`DROP TRIGGER ${name}`);
  return sql;
}

/** The rows that taking orders made, written once more into bare tables. */
function bareCopies({ sql }: OpenDatabase, bare: Sql, before: ReadonlyMap<string, number>): () => void {
  const inserts = TABLES.flatMap((table) => {
    const rows = sql.prepare<[number], Record<string, unknown>>(`SELECT * FROM ${table} LIMIT -1 OFFSET ?`).all(before.get(table) ?? 0);
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) return [];
    const insert = bare.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`);
    return [() => rows.forEach((row) => insert.run(...columns.map((column) => row[column])))];
  });
  return () => inserts.forEach((insert) => insert());
}

const counts = ({ sql }: OpenDatabase): ReadonlyMap<string, number> =>
  new Map(TABLES.map((table) => [table, sql.prepare<[], { n: number }>(`SELECT count(*) AS n FROM main.${table}`).get()?.n ?? 0]));

/** One order of two lines, taken and reserved in a transaction of its own, against its rows inserted bare in one of theirs. */
export function orderRow(warehouse: OpenDatabase, products: number): BenchRow {
  const ours: number[] = [];
  const bare: number[] = [];
  const tables = bareTables();
  for (let serial = 0; serial < 400; serial += 1) {
    const before = counts(warehouse);
    ours.push(timed(() => take(warehouse, [orderSeen(products, 2, 50_000_000 + serial)])));
    const copy = bareCopies(warehouse, tables, before);
    bare.push(timed(() => tables.transaction(copy)()));
  }
  const [mine, theirs] = [percentile(sorted(ours), 0.5), percentile(sorted(bare), 0.5)];
  return {
    what: 'order of two lines taken and reserved, in memory',
    ours: ms(mine),
    baseline: `bare rows ${ms(theirs)}, × ${(mine / theirs).toFixed(1)}`,
    budget: '≤ 3 ×',
    within: mine / theirs <= 3,
  };
}

export function intakeRow(warehouse: OpenDatabase, products: number): BenchRow {
  const orders = Array.from({ length: 10_000 }, (_, serial) => orderSeen(products, 1, 60_000_000 + serial));
  const before = counts(warehouse);
  const mine = timed(() => {
    for (let from = 0; from < orders.length; from += 500) take(warehouse, orders.slice(from, from + 500));
  });
  const tables = bareTables();
  const copy = bareCopies(warehouse, tables, before);
  const theirs = timed(() => tables.transaction(copy)());
  return {
    what: '10 000 orders taken in, in memory',
    ours: ms(mine),
    baseline: `bare rows ${ms(theirs)}, × ${(mine / theirs).toFixed(1)}`,
    budget: '≤ 6 ×',
    within: mine / theirs <= 6,
  };
}

export function readRow({ database, sql }: OpenDatabase): BenchRow {
  const ids = Array.from({ length: 10_000 }, (_, index) => `product-${index}` as ProductId);
  const bare = sql.prepare('SELECT product_id, on_hand, reserved, on_hand - reserved AS available FROM stock LIMIT 10000');
  const ours = sorted(Array.from({ length: 15 }, () => timed(() => database.read.ledger.stock(ids))));
  const theirs = sorted(Array.from({ length: 15 }, () => timed(() => bare.all())));
  const ratio = percentile(ours, 0.5) / percentile(theirs, 0.5);
  return {
    what: 'on hand, reserved, available of 10 000 products',
    ours: ms(percentile(ours, 0.5)),
    baseline: `bare query ${ms(percentile(theirs, 0.5))}, × ${ratio.toFixed(1)}`,
    budget: '≤ 2 ×',
    within: ratio <= 2,
  };
}
