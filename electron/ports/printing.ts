import type { LabelFormat } from '#electron/channels/channel.ts';
import type { Output } from '#shared/contract/index.ts';
import type { PrinterId, PrintJobId } from '#shared/domain/ids.ts';
import type { LabelFields, LabelTemplate } from '#shared/domain/label-template.ts';

import type { PrinterRow } from './print-store.ts';

/** What the engine asks of the printing room. It reads and advances jobs through `PrintStore`; it never blocks the caller. */
export interface PrintDesk {
  /** A job was committed for this printer: send it when the lane is free. */
  wake(printerId: PrinterId): void;
  /** Asks the printer itself, where it can answer; resolves within two seconds. */
  status(printerId: PrinterId): Promise<PrinterCondition>;
  /** What the lane knows without asking; null while nothing ails the printer. */
  trouble(printerId: PrinterId): PrinterCondition | null;
  /** Printers this machine knows of, and the one at an address of the network when it answers: with what their names and answers say of them. */
  find(address: string | null): Promise<readonly PrinterGuess[]>;
  /** The very bitmap that would print, as PNG. Both previews throw `PreviewProblem`. */
  preview(jobId: PrintJobId): Promise<Uint8Array>;
  previewOrder(orderId: string, printerId: PrinterId): Promise<Uint8Array>;
  /** Templates that the program brings with it. */
  readonly builtInLabels: readonly LabelTemplate[];
  /** An own label as it would print at this density, whatever is wrong with it. */
  proof(template: LabelTemplate, fields: LabelFields, dpi: PrinterRow['dpi']): Promise<LabelProof>;
  /** Renders labels ahead of their scans, for every printer of every station they would go to, so that printing is only sending. */
  warm(orderIds: readonly string[]): void;
  /** Sheets of a virtual printer, newest first. */
  paper(printerId: PrinterId, limit: number): readonly { readonly jobId: PrintJobId; readonly png: Uint8Array; readonly atMs: number }[];
  /** Why this printer cannot be set up, null when it can: the transport is not built, or its address makes no sense. */
  refuses(printer: PrinterRow): 'address-wrong' | 'not-supported' | null;
  readonly transports: readonly PrinterRow['transport'][];
  readonly languages: readonly PrinterRow['language'][];
  /** The format to ask a marketplace for, of those it offers: what every printer in use can print. */
  labelFormat(offered: readonly LabelFormat[]): LabelFormat;
  start(): void;
  stop(): Promise<void>;
}

export interface LabelProof {
  readonly png: Uint8Array;
  readonly warnings: Output<'label.proof'>['warnings'];
}

/** `unanswered`: the printer says nothing, which on some models is how they say «out of paper». */
export interface PrinterCondition {
  readonly state: 'ready' | 'printing' | 'paper-out' | 'head-open' | 'ribbon-out' | 'paused' | 'error' | 'unanswered' | 'unreachable';
  readonly detail: string;
  /** How the system's queue is set up against us: after a failure it sends the label again by itself, or stops and sends it again later. */
  readonly advice?: 'queue-repeats' | 'queue-stops';
}

/** A printer that the system or the network showed us. What it says of itself is a guess until a test label is scanned back. */
export interface PrinterFound {
  readonly transport: PrinterRow['transport'];
  readonly address: string;
  readonly name: string;
  /** Maker, model and driver as they call themselves, in one line: what the profiles are looked up by. */
  readonly model: string;
}

/** A printer found, and how it would be set up; null where neither its name nor its answers say. */
export interface PrinterGuess extends PrinterFound {
  /** The profile it was known by. */
  readonly profile: string | null;
  readonly language: PrinterRow['language'] | null;
  readonly dpi: PrinterRow['dpi'] | null;
}

/** Expected: there is nothing to show. Caught by the engine and told in words. */
export class PreviewProblem extends Error {
  readonly code:
    | 'no-printer'
    | 'no-label-yet'
    | 'label-unreadable'
    | 'label-other-code'
    | 'label-too-big'
    | 'label-format-wrong'
    | 'label-format-coming'
    | 'file-broken'
    | 'file-empty'
    | 'file-locked'
    | 'too-many-pages'
    | 'fonts-missing';
  constructor(code: PreviewProblem['code']) {
    super(code);
    this.name = 'PreviewProblem';
    this.code = code;
  }
}
