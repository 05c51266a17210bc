import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { PrinterCondition } from '#electron/ports/printing.ts';

import type { Bitmap1 } from '../bitmap.ts';

export interface Media {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Between labels; 0 on an endless roll. */
  readonly gapMm: number;
  /** Whether a person said what paper it is; else the printer's own setting stands where the language allows it. */
  readonly gapSaid: boolean;
  readonly dpi: PrinterRow['dpi'];
}

export interface EncodeOptions {
  readonly copies: number;
  /** 0–30, the scale of ZPL; other languages are given their own share of it. Left to the printer when absent. */
  readonly darkness?: number;
  /** Inches a second. */
  readonly speed?: number;
  readonly compression?: 'hex' | 'acs' | 'z64';
}

/** What the printer said of itself. */
export interface PrinterAnswer {
  readonly condition: PrinterCondition;
  /** Nothing in its buffer and nothing on the way out; null: its language has no word for that. */
  readonly idle: boolean | null;
}

/** A printer's language: pure functions, no input or output. Adding one is one file here and one line in each compose.ts. */
export interface Language {
  readonly id: PrinterRow['language'];
  encode(sheet: Bitmap1, media: Media, options: EncodeOptions): Uint8Array;
  /** Takes a marketplace's own ZPL untouched. */
  readonly takesZpl: boolean;
  /** Asks what it is; asked only when a person looks for printers. Null: there is no such question. */
  readonly identity: { readonly query: Uint8Array; parse(answer: Uint8Array): Identity | null } | null;
  /** Null: the language has no answer worth asking for. `parse` gives null while more bytes are needed. */
  readonly status: {
    readonly query: Uint8Array;
    parse(answer: Uint8Array): PrinterAnswer | null;
    /** Questions in a row that a healthy printer may leave unanswered; 1 when it answers in the midst of printing. */
    readonly patience: number;
  } | null;
}

/** What a printer says it is. */
export interface Identity {
  readonly model: string;
  readonly dpi: PrinterRow['dpi'] | null;
}

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** TSPL and EPL2 print zeros: the same rows with every bit turned over, the fill bits included. */
export const inverted = (sheet: Bitmap1): Uint8Array => {
  const data = new Uint8Array(sheet.data.length);
  for (let at = 0; at < data.length; at += 1) data[at] = ~sheet.data[at]! & 0xff;
  return data;
};
