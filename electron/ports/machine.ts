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
  /** Null where the host serves only its own window. */
  readonly lan: Lan | null;
}

/** The door to other devices of the local network. */
export interface Lan {
  isOn(): boolean;
  /** False: no address of this machine could be opened. */
  turn(on: boolean): Promise<boolean>;
  /** `qr`: rows of `0` and `1`, a module each. */
  addresses(): readonly { readonly url: string; readonly qr: readonly string[] }[];
  /** Good once and for a short time; the same until then. */
  pairing(): { readonly code: string; readonly validUntilMs: number };
}
