import type BetterSqlite3 from 'better-sqlite3';

/** The one handle that writes. */
export type Sql = BetterSqlite3.Database;
