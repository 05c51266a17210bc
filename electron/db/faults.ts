import { DatabaseFault } from '#electron/ports/upkeep.ts';

/** SQLite's result codes by the words a person can act on; null for what is nobody's fault but ours. */
export function faultOf(error: unknown): DatabaseFault['code'] | null {
  const code = sqliteCode(error);
  if (code === null) return null;
  if (code === 'SQLITE_FULL') return 'disk-full';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') return 'read-only';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_IOERR')) return 'database-broken';
  return null;
}

export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return null;
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : null;
}

/** Rethrows a fault of the file under its own name, anything else as it came. */
export function rethrow(error: unknown): never {
  const code = faultOf(error);
  if (code === null) throw error;
  throw new DatabaseFault(code, { cause: error });
}
