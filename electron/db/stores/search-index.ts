import type { Sql } from '../sql.ts';

/** Rows of one table that are found by their words. */
export interface SearchIndex {
  /** The words of this row are new; they are read again and written at the end of the transaction. */
  readonly mark: (id: string) => void;
  /** Writes what was marked; the last thing a transaction does. */
  readonly settle: () => void;
  /** The transaction came to nothing. */
  readonly forget: () => void;
}

/**
 * FTS5 writes its pending words to disk whenever a statement with triggers begins, a segment for every row; so the words of a transaction are
 * written together, when no such statement follows (build/decisions/0004).
 * @param textOf the row's own number and its text, or undefined when there is no such row
 */
export function searchIndex(
  sql: Sql,
  table: 'order_search' | 'product_search' | 'listing_search',
  textOf: (id: string) => { readonly rowid: number; readonly text: string } | undefined,
): SearchIndex {
  const put = sql.prepare(`INSERT OR REPLACE INTO ${table} (rowid, text) VALUES (?, ?)`);
  const marked = new Set<string>();
  return {
    mark: (id) => void marked.add(id),
    settle() {
      for (const id of marked) {
        const row = textOf(id);
        if (row !== undefined) put.run(row.rowid, row.text);
      }
      marked.clear();
    },
    forget: () => marked.clear(),
  };
}
