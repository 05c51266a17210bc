/** A paper as a table with a head and a foot: all that our documents are made of. Widths in millimetres of an A4 sheet. */
export interface Sheet {
  readonly title: string;
  /** Under the title, a line each. */
  readonly facts: readonly string[];
  /** A code at the upper right corner. */
  readonly code: { readonly symbology: 'code128' | 'qr' | 'gs1-datamatrix'; readonly text: string } | null;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Under the table, in bold. */
  readonly totals: readonly string[];
  /** At the foot of each page. */
  readonly page: (page: number, of: number) => string;
  /** Places to sign: who. */
  readonly signatures: readonly string[];
}

export interface Column {
  readonly title: string;
  /** 0: takes what the others leave; exactly one column does. */
  readonly widthMm: number;
  readonly align?: 'left' | 'center' | 'right';
}

export type Cell =
  | string
  | { readonly kind: 'check' }
  /** Bars that a scanner reads back when the row is done; what cannot be bars is only written. */
  | { readonly kind: 'bars'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string; readonly small?: string };
