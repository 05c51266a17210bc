import type { CatalogueStore, ProductRow } from '#electron/ports/catalogue-store.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { shapeOf } from '#shared/domain/likeness.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { type SearchIndex, searchIndex } from './search-index.ts';

interface Row {
  readonly id: ProductId;
  readonly kind: 'product' | 'kit';
  readonly article: string;
  readonly name: string;
  readonly marked: 0 | 1;
  readonly weight_g: number | null;
  readonly safety_stock: number;
  readonly archived: 0 | 1;
  readonly category: string;
  readonly second_scan: 0 | 1 | null;
  readonly has_likes: 0 | 1;
  readonly barcodes: string;
  readonly components: string;
}

/** Somebody's name or article is dangerously like this one's. */
export const HAS_LIKES = `EXISTS (SELECT 1 FROM look_alike k WHERE k.product_id = p.id UNION ALL SELECT 1 FROM look_alike k WHERE k.other_id = p.id)`;

const SELECT = `SELECT p.id, p.kind, p.article, p.name, p.marked, p.weight_g, p.safety_stock, p.archived, p.category, p.second_scan, ${HAS_LIKES} AS has_likes,
    (SELECT json_group_array(b.barcode) FROM product_barcode b WHERE b.product_id = p.id) AS barcodes,
    (SELECT json_group_array(json_object('productId', k.component_id, 'quantity', k.quantity)) FROM kit_component k WHERE k.kit_id = p.id)
      AS components
  FROM product p`;

type Products = Pick<CatalogueStore, 'product' | 'productByArticle' | 'productsByBarcode' | 'saveProduct' | 'needsOf'>;

/** A product is found by its name, its article and its barcodes, as saving it wrote them down. */
export function productSearch(sql: Sql): SearchIndex {
  const text = sql.prepare<[string], { rowid: number; text: string }>('SELECT rowid, search_text AS text FROM product WHERE id = ?');
  return searchIndex(sql, 'product_search', (id) => text.get(id));
}

export function products(sql: Sql, index: SearchIndex): Products {
  const byId = sql.prepare<[string], Row>(`${SELECT} WHERE p.id = ?`);
  const byArticle = sql.prepare<[string], Row>(`${SELECT} WHERE p.article = ?`);
  const byBarcode = sql.prepare<[string], Row>(
    `${SELECT} WHERE p.archived = 0 AND p.id IN (SELECT product_id FROM product_barcode WHERE barcode = ?) ORDER BY p.article`,
  );
  const parts = sql.prepare<[string], { productId: ProductId; quantity: number }>(
    'SELECT component_id AS productId, quantity FROM kit_component WHERE kit_id = ?',
  );
  const one = (row: Row | undefined): ProductRow | null => (row === undefined ? null : shape(row));
  return {
    product: (id) => one(byId.get(id)),
    productByArticle: (article) => one(byArticle.get(article)),
    productsByBarcode: (barcode) => byBarcode.all(barcode).map(shape),
    saveProduct: productWriter(sql, index),
    needsOf: (productId, quantity) => {
      const kit = parts.all(productId);
      if (kit.length === 0) return [{ productId, quantity }];
      return kit.map((part) => ({ productId: part.productId, quantity: part.quantity * quantity }));
    },
  };
}

function productWriter(sql: Sql, index: SearchIndex): CatalogueStore['saveProduct'] {
  const save = sql.prepare(
    `INSERT INTO product (id, kind, article, name, marked, weight_g, safety_stock, archived, category, second_scan, article_shape,
         search_text, created_at_ms)
       VALUES (@id, @kind, @article, @name, @marked, @weightG, @safetyStock, @archived, ifnull(@category, ''), @secondScan, @shape, @text, @at)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, article = excluded.article, name = excluded.name, marked = excluded.marked,
         weight_g = excluded.weight_g, safety_stock = excluded.safety_stock, archived = excluded.archived,
         category = ifnull(@category, category), second_scan = CASE @secondScanSaid WHEN 1 THEN @secondScan ELSE second_scan END,
         compared = compared AND name = excluded.name AND article = excluded.article AND archived = excluded.archived,
         article_shape = excluded.article_shape, search_text = excluded.search_text`,
  );
  const isKnown = sql.prepare<[string], 1>('SELECT 1 FROM product WHERE id = ?').pluck();
  const dropBarcodes = sql.prepare('DELETE FROM product_barcode WHERE product_id = ? AND barcode NOT IN (SELECT value FROM json_each(?))');
  const addBarcodes = sql.prepare(
    'INSERT INTO product_barcode (barcode, product_id) SELECT value, ? FROM json_each(?) WHERE TRUE ON CONFLICT DO NOTHING',
  );
  const dropParts = sql.prepare('DELETE FROM kit_component WHERE kit_id = ?');
  const addPart = sql.prepare('INSERT INTO kit_component (kit_id, component_id, quantity) VALUES (?, ?, ?)');
  return (product, atMs) => {
    const text = searchable([product.name, product.article, ...product.barcodes].join('\n'));
    const known = isKnown.get(product.id) !== undefined;
    const said = product.secondScanSaid;
    save.run({
      id: product.id,
      kind: product.kind,
      article: product.article,
      name: product.name,
      marked: product.marked ? 1 : 0,
      weightG: product.weightG,
      safetyStock: product.safetyStock,
      archived: product.archived ? 1 : 0,
      category: product.category ?? null,
      secondScan: said == null ? null : said ? 1 : 0,
      secondScanSaid: said === undefined ? 0 : 1,
      shape: shapeOf(product.article),
      text,
      at: atMs,
    });
    const barcodes = JSON.stringify(product.barcodes);
    if (known) {
      dropBarcodes.run(product.id, barcodes);
      dropParts.run(product.id);
    }
    addBarcodes.run(product.id, barcodes);
    for (const part of product.components) addPart.run(product.id, part.productId, part.quantity);
    index.mark(product.id);
  };
}

const shape = (row: Row): ProductRow => ({
  id: row.id,
  kind: row.kind,
  article: row.article,
  name: row.name,
  marked: row.marked === 1,
  weightG: row.weight_g,
  safetyStock: row.safety_stock,
  archived: row.archived === 1,
  barcodes: JSON.parse(row.barcodes) as string[],
  components: JSON.parse(row.components) as { productId: ProductId; quantity: number }[],
  category: row.category,
  secondScan: row.second_scan === null ? row.has_likes === 1 : row.second_scan === 1,
  secondScanSaid: row.second_scan === null ? null : row.second_scan === 1,
});
