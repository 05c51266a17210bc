export type Cell = string | number | null;

/** Tables that somebody else wrote, and ours for somebody else's spreadsheet. */
export interface Tables {
  /** Any delimiter, UTF-8 or windows-1251 already decoded to text. Null: no table at all. Row 0 is the header. Cells are trimmed text. */
  readCsv(text: string): readonly (readonly string[])[] | null;
  /** The first sheet of an XLSX book, or a CSV in UTF-8 or windows-1251; which of them the bytes say themselves. */
  readFile(bytes: Uint8Array): Promise<readonly (readonly string[])[] | null>;
  /** Row 0 is the header. UTF-8 with its mark and semicolons, as Excel of these parts opens; text never becomes a formula. */
  writeCsv(rows: readonly (readonly Cell[])[]): string;
  /** The same as a workbook of one sheet. */
  writeXlsx(sheet: string, rows: readonly (readonly Cell[])[]): Promise<Uint8Array>;
}
