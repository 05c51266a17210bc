import type { LocationRow, ProductDraft } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed, NewMovement } from '#electron/ports/ledger-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { LocationId, OrderId, ProductId } from '#shared/domain/ids.ts';

import { type ProductTable, readProductTable, type TableLine, type TableProblem } from './catalogue-table.ts';
import { Refusal } from './perform.ts';
import { filledOrders } from './stock.ts';

const MOST_ROWS = 50_000;
const MOST_PROBLEMS = 1000;

export type ImportResult = Output<'product.importCsv'>;

/** What the table comes to, before anything is written: a dry run answers the result alone. */
export interface ImportPlan {
  readonly products: readonly ProductDraft[];
  readonly bins: readonly LocationRow[];
  readonly movements: readonly NewMovement[];
  readonly result: ImportResult;
}

/** Reads the table against what is there. Throws `Refusal` when it is no table of products at all. */
export function planImport(
  stores: Stores,
  rows: readonly (readonly string[])[] | null,
  input: Pick<Parsed<'product.importCsv'>, 'warehouseId'>,
  newId: () => string,
): ImportPlan {
  if (rows === null) throw new Refusal('csv-unreadable');
  if (rows.length - 1 > MOST_ROWS) throw new Refusal('csv-too-many-rows', { most: MOST_ROWS });
  const table = readProductTable(rows);
  if (!table.columns.some((column) => column.meaning === 'article')) throw new Refusal('csv-no-article');
  const problems: TableProblem[] = [...table.problems];
  const changes = planProducts(stores, table, newId);
  const warehouse = warehouseOf(stores, input.warehouseId);
  const stock = planStock({ stores, warehouse, newId, problems, products: changes.byArticle }, table.lines);
  return {
    products: [...changes.created, ...changes.changed],
    ...stock,
    result: {
      columns: table.columns.map((column) => ({ ...column })),
      created: changes.created.length,
      changed: changes.changed.length,
      unchanged: changes.byArticle.size - changes.created.length - changes.changed.length,
      received: stock.movements.reduce((sum, movement) => sum + movement.quantity, 0),
      problems: problems.toSorted((left, right) => left.line - right.line).slice(0, MOST_PROBLEMS),
    },
  };
}

/** Writes the plan. Answers the orders that what came has filled. */
export function applyImport(stores: Stores, deed: Deed, plan: ImportPlan): readonly OrderId[] {
  for (const product of plan.products) stores.catalogue.saveProduct(product, deed.atMs);
  for (const bin of plan.bins) stores.catalogue.saveLocation(bin);
  return filledOrders(stores, deed, stores.ledger.move(deed, plan.movements));
}

function planProducts(stores: Stores, table: ProductTable, newId: () => string) {
  const byArticle = new Map<string, ProductDraft>();
  const known = new Map<string, ProductDraft>();
  for (const line of table.lines) {
    const before = byArticle.get(line.article) ?? stores.catalogue.productByArticle(line.article);
    if (before !== null && !byArticle.has(line.article)) known.set(line.article, before);
    byArticle.set(line.article, merge(before ?? blank(line.article, newId() as ProductId), line));
  }
  const all = [...byArticle.values()];
  return {
    byArticle,
    created: all.filter((product) => !known.has(product.article)),
    changed: all.filter((product) => known.has(product.article) && JSON.stringify(known.get(product.article)) !== JSON.stringify(product)),
  };
}

const blank = (article: string, id: ProductId): ProductDraft => ({
  id,
  kind: 'product',
  article,
  // The article stands for the name until a line brings one.
  name: article,
  marked: false,
  weightG: null,
  safetyStock: 0,
  archived: false,
  barcodes: [],
  components: [],
});

/** A cell that is empty changes nothing; barcodes are added, never taken away. */
const merge = (before: ProductDraft, line: TableLine): ProductDraft => ({
  ...before,
  name: line.name ?? before.name,
  marked: line.marked ?? before.marked,
  weightG: line.weightG ?? before.weightG,
  safetyStock: line.safetyStock ?? before.safetyStock,
  barcodes: [...new Set([...before.barcodes, ...line.barcodes])],
});

interface StockWork {
  readonly stores: Stores;
  readonly warehouse: LocationRow | null;
  readonly newId: () => string;
  readonly problems: TableProblem[];
  readonly products: ReadonlyMap<string, ProductDraft>;
}

/**
 * Quantities are what lies there at the beginning. A product that was ever received in this warehouse is not received again, though all
 * of it may be sold since: the same file twice does no harm; its line is told, and a count is the way to correct it.
 */
function planStock(work: StockWork, lines: readonly TableLine[]): { readonly bins: LocationRow[]; readonly movements: NewMovement[] } {
  const bins = new Map<string, LocationRow>();
  const movements: NewMovement[] = [];
  const ids = [...work.products.values()].map((product) => product.id);
  const counted = work.warehouse === null ? new Set<ProductId>() : work.stores.ledger.everReceived(work.warehouse.id, ids);
  for (const line of lines) {
    if (line.quantity === 0) continue;
    const product = work.products.get(line.article)!;
    const problem = stockProblem(work.warehouse, product, counted);
    if (problem !== null || work.warehouse === null) {
      work.problems.push({ line: line.line, code: problem ?? 'no-warehouse', text: String(line.quantity) });
      continue;
    }
    const place = line.bin === null ? work.warehouse : binOf(work, work.warehouse, line.bin, bins);
    movements.push({
      productId: product.id,
      fromLocationId: 'supplier' as LocationId,
      toLocationId: place.id,
      quantity: line.quantity,
    });
  }
  return { bins: [...bins.values()], movements };
}

function stockProblem(warehouse: LocationRow | null, product: ProductDraft, counted: ReadonlySet<ProductId>): TableProblem['code'] | null {
  if (warehouse === null) return 'no-warehouse';
  if (product.kind === 'kit') return 'kit-has-no-stock';
  return counted.has(product.id) ? 'has-stock-already' : null;
}

function binOf(work: StockWork, warehouse: LocationRow, code: string, made: Map<string, LocationRow>): LocationRow {
  const found = made.get(code) ?? work.stores.catalogue.locationByCode(warehouse.id, code);
  if (found !== null) return found;
  const id = work.newId() as LocationId;
  const bin: LocationRow = { id, kind: 'bin', warehouseId: warehouse.id, code, name: '', routeOrder: 0, archived: false };
  made.set(code, bin);
  return bin;
}

/** The warehouse named, or the only one there is. */
function warehouseOf(stores: Stores, id: string | null): LocationRow | null {
  const warehouses = stores.catalogue.locations().filter((location) => location.kind === 'warehouse' && !location.archived);
  if (id === null) return warehouses.length === 1 ? warehouses[0]! : null;
  const found = warehouses.find((warehouse) => warehouse.id === id);
  if (found === undefined) throw new Refusal('warehouse-unknown', { id });
  return found;
}
