import type { LocationRow, ProductRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import { fingerprint } from '#electron/sync/fingerprint.ts';
import type { Output } from '#shared/contract/index.ts';
import type { LocationId } from '#shared/domain/ids.ts';

import { Refusal } from './perform.ts';
import { readSaleTable, type SaleProblem, type SaleTable, type SaleTableLine } from './sale-table.ts';

const MOST_ROWS = 50_000;
const MOST_PROBLEMS = 1000;

export interface SalePlan {
  readonly warehouseId: LocationId | null;
  readonly lines: readonly {
    readonly sourceKey: string;
    readonly product: ProductRow;
    readonly quantity: number;
    readonly priceMinor: number | null;
    readonly soldAtMs: number | null;
  }[];
  readonly result: Output<'sale.importCsv'>;
}

/**
 * What a file of sales comes to. A line is told apart by the number it bears, else by its place in this very file; one that was sold already
 * is passed over. A line the shelves cannot serve is left out whole and not remembered, so the same file sells it once the goods are there.
 */
export function planSales(stores: Stores, csv: string, rows: readonly (readonly string[])[] | null, warehouseId: string | null): SalePlan {
  if (rows === null) throw new Refusal('csv-unreadable');
  if (rows.length - 1 > MOST_ROWS) throw new Refusal('csv-too-many-rows', { most: MOST_ROWS });
  const table = readSaleTable(rows);
  if (!table.columns.some((column) => column.meaning === 'article' || column.meaning === 'barcode')) throw new Refusal('csv-no-article');
  const warehouse = warehouseOf(stores, warehouseId);
  const problems: SaleProblem[] = [...table.problems];
  const keys = keysOf(table, csv);
  const known = stores.sales.sold([...keys.values()]);
  const shelf = shelfOf(stores, warehouse);
  let already = 0;
  const lines = table.lines.flatMap((line) => {
    const tell = (code: SaleProblem['code'], text: string) => {
      problems.push({ line: line.line, code, text });
      return [];
    };
    const sourceKey = keys.get(line)!;
    if (known.has(sourceKey)) {
      already += 1;
      return [];
    }
    const found = productOf(stores, line);
    if (typeof found === 'string') return tell(found, line.article || line.barcode);
    if (warehouse === null) return tell('no-warehouse', line.article || line.barcode);
    if (!shelf.take(found, line.quantity)) return tell('not-enough', `${found.article} × ${line.quantity}`);
    return [{ sourceKey, product: found, quantity: line.quantity, priceMinor: line.priceMinor, soldAtMs: line.soldAtMs }];
  });
  return {
    warehouseId: warehouse?.id ?? null,
    lines,
    result: {
      columns: table.columns.map((column) => ({ ...column })),
      hasLineIds: table.columns.some((column) => column.meaning === 'line-id'),
      lines: table.lines.length,
      sold: lines.length,
      units: lines.reduce((sum, line) => sum + line.quantity, 0),
      already,
      problems: problems.toSorted((left, right) => left.line - right.line).slice(0, MOST_PROBLEMS),
    },
  };
}

/** A receipt may hold several lines: its number counts with the product, and with how many such lines came before. */
function keysOf(table: SaleTable, csv: string): ReadonlyMap<SaleTableLine, string> {
  const file = `${csv.length}-${fingerprint(csv)}`;
  const times = new Map<string, number>();
  return new Map(
    table.lines.map((line) => {
      if (line.lineId === '') return [line, `file ${file} ${line.line}`];
      const key = `id ${line.lineId} ${line.article || line.barcode}`;
      const nth = (times.get(key) ?? 0) + 1;
      times.set(key, nth);
      return [line, nth === 1 ? key : `${key} #${nth}`];
    }),
  );
}

function productOf(stores: Stores, line: SaleTableLine): ProductRow | 'product-not-found' | 'barcode-of-several' {
  const byArticle = line.article === '' ? null : stores.catalogue.productByArticle(line.article);
  if (byArticle !== null) return byArticle;
  const [product, other] = line.barcode === '' ? [] : stores.catalogue.productsByBarcode(line.barcode);
  if (other !== undefined) return 'barcode-of-several';
  return product ?? 'product-not-found';
}

/** What is free on the shelves while the file is walked through. */
function shelfOf(stores: Stores, warehouse: LocationRow | null) {
  const free = new Map<string, number>();
  const freeOf = (productId: string): number => {
    const known = free.get(productId);
    if (known !== undefined) return known;
    const row = stores.ledger.stock([productId as never]).find((one) => one.warehouseId === warehouse?.id);
    const units = row === undefined ? 0 : row.onHand - row.reserved;
    free.set(productId, units);
    return units;
  };
  return {
    /** False: not all of it is there, and nothing was taken. */
    take(product: ProductRow, quantity: number): boolean {
      const needs = stores.catalogue.needsOf(product.id, quantity);
      if (needs.some((need) => freeOf(need.productId) < need.quantity)) return false;
      for (const need of needs) free.set(need.productId, freeOf(need.productId) - need.quantity);
      return true;
    },
  };
}

/** The warehouse named, or the only one there is. */
function warehouseOf(stores: Stores, id: string | null): LocationRow | null {
  const warehouses = stores.catalogue.locations().filter((location) => location.kind === 'warehouse' && !location.archived);
  if (id === null) return warehouses.length === 1 ? warehouses[0]! : null;
  const found = warehouses.find((warehouse) => warehouse.id === id);
  if (found === undefined) throw new Refusal('warehouse-unknown', { id });
  return found;
}
