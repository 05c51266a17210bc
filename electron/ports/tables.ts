/** Reads a table somebody else wrote: any delimiter, UTF-8 or windows-1251 already decoded to text. */
export interface Tables {
  /** Null: no table at all. Row 0 is the header. Cells are trimmed text. */
  readCsv(text: string): readonly (readonly string[])[] | null;
  /** The first sheet of an XLSX book, or a CSV in UTF-8 or windows-1251; which of them the bytes say themselves. */
  readFile(bytes: Uint8Array): Promise<readonly (readonly string[])[] | null>;
}
