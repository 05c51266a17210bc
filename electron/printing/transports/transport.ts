import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { PrinterCondition, PrinterFound } from '#electron/ports/printing.ts';

import type { Bitmap1 } from '../bitmap.ts';

/** What leaves for the printer: the bytes, and the sheets they were made from, for printers that are a screen. Sheets are empty for ZPL passed on untouched. */
export interface Parcel {
  readonly jobId: string;
  readonly bytes: Uint8Array;
  readonly sheets: readonly Bitmap1[];
}

/**
 * At most once: `not-sent` means that not a byte left and trying again is safe; `maybe` means that nobody can know.
 * `ticket`: the number that a queue of the system gave the label.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly ticket?: string }
  | { readonly kind: 'not-sent'; readonly problem: string }
  | { readonly kind: 'maybe'; readonly problem: string };

export type QueryResult = { readonly kind: 'answer'; readonly bytes: Uint8Array } | { readonly kind: 'unanswered' | 'unreachable' };

/** What a queue says of one of its labels: not through yet · gave all bytes to the printer · stopped or removed, perhaps halfway. */
export type TicketState = 'waiting' | 'handed' | 'broken';
export interface QueueAnswer {
  readonly condition: PrinterCondition;
  readonly tickets: ReadonlyMap<string, TicketState>;
}

/** One printer's connection. One `send` at a time. */
export interface Link {
  send(parcel: Parcel): Promise<SendResult>;
  /** Asks the printer; `whole` says when the answer is complete. Null: this transport is one-way. */
  readonly query: ((question: Uint8Array, whole: (answer: Uint8Array) => boolean, timeoutMs: number) => Promise<QueryResult>) | null;
  /** Asks the system's queue for the printer and for labels given to it. Null: there is no queue between us and the printer. */
  readonly queue: ((tickets: readonly string[]) => Promise<QueueAnswer | 'unreachable'>) | null;
  /** Sheets that came out, newest first; null for printers with real paper. */
  readonly paper: ((limit: number) => readonly { readonly jobId: string; readonly png: Uint8Array; readonly atMs: number }[]) | null;
  close(): void;
}

/** A way to printers. Adding one is one file here and one line in each compose.ts. */
export interface Transport {
  readonly id: PrinterRow['transport'];
  /** Whether the address can be meant for this transport. */
  accepts(address: string): boolean;
  /** `onBroken`: the connection broke off while nothing was being sent; bytes already sent may be lost. */
  open(printer: PrinterRow, onBroken: () => void): Link;
  /** Printers this machine knows of. Null: they cannot be listed, an address is needed. */
  readonly list: (() => Promise<readonly PrinterFound[]>) | null;
}
