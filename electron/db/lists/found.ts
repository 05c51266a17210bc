import type { Sql } from '../sql.ts';

/** A text that fits more rows than this narrows nothing: so many are shown, the list says that there are more, and stays quick. */
export const SEARCH_LIMIT = 2000;

/** Part of a statement that chooses rows of a table by a word of the search. */
export interface Chosen {
  readonly from: string;
  readonly where: string;
  readonly values: readonly (string | number)[];
  /** Which of them come first when there are too many. */
  readonly order?: string;
}

/** What a list shows of its table whether or not it is searched. */
export interface Shown {
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/** The rows that a search finds, chosen once for the window and the count of it. */
export interface Found {
  readonly rowids: readonly number[];
  readonly capped: boolean;
}

/**
 * Rows among those that the list shows, at most SEARCH_LIMIT: what does not belong to the list is left out before the limit, so a rare row is
 * not hidden by the many that a word fits.
 */
export function findRows(sql: Sql, alias: string, chosen: Chosen, shown: Shown): Found {
  const order = chosen.order === undefined ? '' : `ORDER BY ${chosen.order}`;
  const rowids = sql
    .prepare<(string | number)[], number>(
      `SELECT ${alias}.rowid FROM ${chosen.from} WHERE ${chosen.where} AND ${shown.where} ${order} LIMIT ${SEARCH_LIMIT + 1}`,
    )
    .pluck()
    .all(...chosen.values, ...shown.values);
  return { rowids: rowids.slice(0, SEARCH_LIMIT), capped: rowids.length > SEARCH_LIMIT };
}

/** A window of what was found, in the order asked. */
export function windowOfFound(
  sql: Sql,
  table: string,
  alias: string,
  found: Found,
  order: string,
  limit: number,
  offset: number,
): readonly string[] {
  return sql
    .prepare<[string, number, number], string>(
      `SELECT ${alias}.id FROM json_each(?) found CROSS JOIN ${table} ${alias} ON ${alias}.rowid = found.value ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(JSON.stringify(found.rowids), limit, offset);
}

export const beginning = (text: string): readonly [string, string] => [text, `${text}\u{10ffff}`];

/**
 * Words of three letters or more are looked up in a trigram index, shorter ones in the text of what these found; null where all are shorter,
 * because fewer letters would read every row of the index.
 */
export function byWords(index: 'product_search' | 'listing_search', table: string, alias: string, text: string): Chosen | null {
  const words = text.split(' ').filter(Boolean);
  const long = words.filter((word) => Array.from(word).length >= 3);
  const short = words.filter((word) => Array.from(word).length < 3);
  if (long.length === 0) return null;
  return {
    from: `${index} f CROSS JOIN ${table} ${alias} ON ${alias}.rowid = f.rowid`,
    where: [`f.${index} MATCH ?`, ...short.map(() => `instr(${alias}.search_text, ?) > 0`)].join(' AND '),
    values: [long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND '), ...short],
  };
}
