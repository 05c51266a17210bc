import type { CatalogueStore, NamedProduct } from '#electron/ports/catalogue-store.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { shapeOf } from '#shared/domain/likeness.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';

type Likeness = Pick<CatalogueStore, 'lookAlikesOf' | 'uncompared' | 'easilyMistaken' | 'saveLookAlikes'>;

/** Neighbours in the order of names that are looked at on each side. */
const NEIGHBOURS = 20;
const MOST_FOUND = 200;

/** Products that may be taken for one another. */
export function likenesses(sql: Sql): Likeness {
  const of = sql.prepare<[string, string], ReturnType<Likeness['lookAlikesOf']>[number]>(
    `SELECT p.id AS productId, p.article, p.name, k.likeness
     FROM (SELECT other_id AS id, likeness FROM look_alike WHERE product_id = ? UNION ALL SELECT product_id, likeness FROM look_alike WHERE other_id = ?) k
     JOIN product p ON p.id = k.id WHERE p.archived = 0 ORDER BY k.likeness DESC, p.name`,
  );
  const uncompared = sql.prepare<[number], NamedProduct>('SELECT id, article, name FROM product WHERE compared = 0 ORDER BY id LIMIT ?');
  const beside = (way: '>' | '<') =>
    sql.prepare<[string, string], NamedProduct>(
      `SELECT id, article, name FROM product WHERE archived = 0 AND search_text ${way} (SELECT search_text FROM product WHERE id = ?) AND id <> ?
       ORDER BY search_text ${way === '>' ? 'ASC' : 'DESC'} LIMIT ${NEIGHBOURS}`,
    );
  const after = beside('>');
  const before = beside('<');
  const sameShape = sql.prepare<[string, string], NamedProduct>(
    `SELECT id, article, name FROM product WHERE article_shape = ? AND id <> ? AND archived = 0 LIMIT ${NEIGHBOURS}`,
  );
  const forget = sql.prepare('DELETE FROM look_alike WHERE product_id = ? OR other_id = ?');
  const add = sql.prepare('INSERT INTO look_alike (product_id, other_id, likeness) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const compared = sql.prepare('UPDATE product SET compared = 1 WHERE id = ?');
  return {
    lookAlikesOf: (id) => of.all(id, id),
    uncompared: (limit) => uncompared.all(limit),
    easilyMistaken: ({ id, article }) => [...after.all(id, id), ...before.all(id, id), ...sameShape.all(shapeOf(article), id)],
    saveLookAlikes: (id, others) => {
      forget.run(id, id);
      for (const { productId, likeness } of others) {
        const [lesser, greater] = id < productId ? [id, productId] : [productId, id];
        add.run(lesser, greater, likeness);
      }
      compared.run(id);
    },
  };
}

/**
 * Products that share words with a card, to be scored: those with its two longest words, with the longest alone, and with its article.
 * Words are cut to their stems, because a card says «кружки» where the shelf says «кружка».
 */
export function nearProducts(sql: Sql): (card: { readonly name: string; readonly article: string }) => readonly NamedProduct[] {
  const find = sql.prepare<[string], NamedProduct>(
    `SELECT p.id, p.article, p.name FROM (SELECT rowid FROM product_search WHERE product_search MATCH ? LIMIT ${MOST_FOUND}) found
     CROSS JOIN product p ON p.rowid = found.rowid WHERE p.archived = 0`,
  );
  return ({ name, article }) => {
    const words = [...new Set(searchable(name).split(/[^\p{L}\p{N}]+/u))]
      .filter((word) => Array.from(word).length >= 3)
      .toSorted((left, right) => right.length - left.length);
    const stems = words.map((word) =>
      phrase(
        Array.from(word)
          .slice(0, Math.max(3, Math.min(6, Array.from(word).length - 2)))
          .join(''),
      ),
    );
    const queries = new Set([stems.slice(0, 2).join(' AND '), stems[0] ?? '', stems[1] ?? '']);
    const ownArticle = searchable(article);
    if (ownArticle.length >= 3) queries.add(phrase(ownArticle));
    const found = new Map<ProductId, NamedProduct>();
    for (const query of queries) if (query !== '') for (const product of find.all(query)) found.set(product.id, product);
    return [...found.values()];
  };
}

const phrase = (text: string): string => `"${text.replaceAll('"', '""')}"`;
