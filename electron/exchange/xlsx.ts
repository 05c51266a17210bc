import { readXlsx } from 'hucre/xlsx';

/** Rows read at most: no table we take is longer. */
const MOST_ROWS = 60_000;

/** A book is a zip archive. */
export const isXlsx = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/** The first sheet that is not hidden, as trimmed text; null when the book cannot be read or has nothing in it. */
export async function readSheet(bytes: Uint8Array): Promise<readonly (readonly string[])[] | null> {
  try {
    const book = await readXlsx(bytes, { sheets: (sheet) => sheet.hidden !== true && sheet.veryHidden !== true, maxRows: MOST_ROWS });
    const rows = (book.sheets[0]?.rows ?? []).map((row) => row.map(cellText));
    while (rows.length > 0 && rows.at(-1)!.every((cell) => cell === '')) rows.pop();
    return rows.length === 0 || rows[0]!.every((cell) => cell === '') ? null : rows;
  } catch {
    return null;
  }
}

/** A code kept as a number is written out digit by digit; a date as people write it. */
function cellText(cell: string | number | boolean | Date | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10).split('-').toReversed().join('.');
  return (typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell).toString() : String(cell)).trim();
}
