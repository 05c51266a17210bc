import type { PrinterId, PrintJobId } from '#shared/domain/ids.ts';

/** What the engine asks of the printing room. It reads and advances jobs through `PrintStore`; it never blocks the caller. */
export interface PrintDesk {
  /** A job was committed for this printer: send it when the lane is free. */
  wake(printerId: PrinterId): void;
  /** Asks the printer itself, where it can answer; resolves within two seconds. */
  status(printerId: PrinterId): Promise<PrinterCondition>;
  /** The very bitmap that would print, as PNG. */
  preview(jobId: PrintJobId): Promise<Uint8Array>;
  previewOrder(orderId: string, printerId: PrinterId): Promise<Uint8Array>;
  /** Renders a label ahead of its scan, so that printing is only sending. */
  warm(orderIds: readonly string[], printerId: PrinterId): void;
  /** Sheets of a virtual printer, newest first. */
  paper(printerId: PrinterId, limit: number): readonly { readonly jobId: PrintJobId; readonly png: Uint8Array; readonly atMs: number }[];
  start(): void;
  stop(): Promise<void>;
}

/** `unanswered`: the printer says nothing, which on some models is how they say «out of paper». */
export interface PrinterCondition {
  readonly state: 'ready' | 'printing' | 'paper-out' | 'head-open' | 'ribbon-out' | 'paused' | 'error' | 'unanswered' | 'unreachable';
  readonly detail: string;
}
