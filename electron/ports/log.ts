/** Structured lines for the log file and the support bundle. Never hand it a token, a header or a buyer's data. */
export interface Log {
  write(level: 'info' | 'warn' | 'error', event: string, details?: Readonly<Record<string, unknown>>): void;
}
