import { parseCsv } from 'hucre/csv';
import { writeXlsx } from 'hucre/xlsx';

import type { Cell, Tables } from '#electron/ports/tables.ts';

import { isXlsx, readSheet } from './xlsx.ts';

const DELIMITERS = [';', ',', '\t', '|'] as const;

/** Spreadsheets in and out, as text or as books. */
export const createTables = (): Tables => ({
  readCsv,
  writeCsv: (rows) => `\uFEFF${rows.map((row) => row.map(written).join(';')).join('\r\n')}\r\n`,
  writeXlsx: (name, rows) => writeXlsx({ sheets: [{ name, rows: rows.map((row) => [...row]) }] }),
  readFile: (bytes) => (isXlsx(bytes) ? readSheet(bytes) : Promise.resolve(readCsv(textOf(bytes)))),
});

/** The delimiter is the one that stands most often in the header, outside quotes. */
function readCsv(text: string): readonly (readonly string[])[] | null {
  const clean = text.replace(/^\uFEFF/u, '');
  if (clean.includes('\u0000')) return null;
  // Excel may say which delimiter it used in a line of its own.
  const said = /^sep=(.)\r?\n/u.exec(clean);
  const body = said === null ? clean : clean.slice(said[0].length);
  const delimiter = said?.[1] ?? delimiterOf(body);
  const rows = readRows(body, delimiter);
  if (rows === null) return null;
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell === '')) rows.pop();
  return rows.length === 0 || rows[0]!.every((cell) => cell === '') ? null : rows;
}

/** UTF-8 where it is valid, else the Windows code page that Excel saves in. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** A text that a spreadsheet would take for a formula is told to be a text. */
function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[";\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Null when quotes do not add up. */
function readRows(text: string, delimiter: string): string[][] | null {
  try {
    return parseCsv(text, { delimiter }).map((row) => row.map((cell) => (cell === null || cell === undefined ? '' : String(cell).trim())));
  } catch {
    return null;
  }
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/u)).replaceAll(/"[^"]*"/gu, '');
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}
