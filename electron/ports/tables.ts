/** Reads a table somebody else wrote: any delimiter, UTF-8 or windows-1251 already decoded to text. */
export interface Tables {
  /** Null: no table at all. Row 0 is the header. Cells are trimmed text. */
  readCsv(text: string): readonly (readonly string[])[] | null;
}
