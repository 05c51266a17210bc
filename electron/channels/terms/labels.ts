import type { Outcome } from './outcome.ts';

/** Labels as the marketplace draws them. */
export interface LabelsClient {
  readonly batch: number;
  fetch(
    ids: readonly string[],
    format: LabelFormat,
    /** Where the marketplace draws more than one size; it takes the first by itself. */
    paper?: LabelPaper,
  ): Promise<Outcome<{ readonly labels: readonly ChannelLabel[]; readonly missing: readonly string[] }>>;
  /**
   * Exists when `capabilities.labelSheet`: one file is drawn for many orders in the order given. It is drawn while we wait, and which page belongs to which order is
   * not told: for a pile of paper, never for the packer's hand.
   */
  readonly sheet?: {
    readonly batch: number;
    start(ids: readonly string[], paper?: LabelPaper): Promise<Outcome<{ readonly key: string }>>;
    /** Null: not ready yet, ask again. */
    get(key: string): Promise<Outcome<ChannelDocument | null>>;
  };
}

export type LabelFormat = 'zpl' | 'png' | 'svg' | 'pdf';

/** Millimetres, width by height. */
export type LabelPaper = '58x40' | '75x120';

export interface ChannelLabel {
  readonly orderId: string;
  readonly format: LabelFormat;
  readonly file: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
  /** What the marketplace scans; the packer can scan a label back to its order by it. */
  readonly barcode: string;
  /** Those of further pages, where a label of every place lies in one file. */
  readonly codes?: readonly string[];
  /** The large figures a person reads on the label. */
  readonly caption: string;
}

export interface ChannelDocument {
  readonly format: 'pdf' | 'png' | 'xls';
  readonly file: Uint8Array;
  /** What the scanner at the acceptance reads, where the marketplace tells it. */
  readonly barcode: string | null;
}
