/** What is done to the database file as a whole. */
export interface Upkeep {
  facts(): {
    readonly sqlite: string;
    readonly schemaVersion: number;
    readonly databaseBytes: number;
    readonly lastBackupMs: number | null;
    readonly counts: { readonly products: number; readonly orders: number; readonly movements: number; readonly operations: number };
  };
  /** Copies the live file while it is in use, and checks the copy. */
  backup(): Promise<{ readonly file: string; readonly bytes: number }>;
}

/** What a broken file, a full disk or a lock becomes before it reaches the engine; anything else is a bug and stays as it was thrown. */
export class DatabaseFault extends Error {
  readonly code: 'read-only' | 'disk-full' | 'busy' | 'database-broken';
  constructor(code: DatabaseFault['code'], options?: ErrorOptions) {
    super(code, options);
    this.name = 'DatabaseFault';
    this.code = code;
  }
}
