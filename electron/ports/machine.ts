/** What the engine may know of the program it runs in and the machine beneath it. */
export interface Machine {
  readonly version: string;
  readonly host: 'desktop' | 'web';
  readonly mode: 'live' | 'training' | 'demo';
  readonly runtime: string;
  memoryBytes(): number;
  freeBytes(): number | null;
  /** Last lines of the log, already without secrets. */
  logTail(lines: number): readonly string[];
  /** SHA-256 as lower-case hex. */
  sha256(text: string): string;
  /** Opens or leaves training mode; null where the host cannot. */
  training(open: boolean): Promise<{ readonly url: string | null } | null>;
}
