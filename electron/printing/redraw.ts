import { type Bitmap1, blank, dots, stamp, toGray } from './bitmap.ts';
import { barCode, matrixCode, readCodes, type SymbolKind } from './codes.ts';
import { type Paper, shifted } from './placing.ts';
import type { Words } from './words.ts';

/** The sticker again from what is known of it: its code at whole dots and the large figures. Null when even so it would not read. */
export async function redrawn(
  known: { readonly barcode: string; readonly caption: string; readonly kind: SymbolKind },
  paper: Paper,
  words: Words,
): Promise<Bitmap1 | null> {
  const sheet = blank(dots(paper.widthMm, paper.dpi), dots(paper.heightMm, paper.dpi));
  const drawn =
    known.kind === 'code128' || known.kind === 'ean13' ? await bars(sheet, known, paper, words) : await square(sheet, known, paper, words);
  if (!drawn) return null;
  const moved = shifted(sheet, paper);
  return (await readCodes(toGray(moved))).includes(known.barcode) ? moved : null;
}

type Known = Parameters<typeof redrawn>[0];
/** Below two dots a module is a lottery on paper (facts: printing §4.2). */
const THINNEST_DOTS = 2;

async function square(sheet: Bitmap1, known: Known, paper: Paper, words: Words): Promise<boolean> {
  const quiet = dots(2, paper.dpi);
  const kind = known.kind === 'datamatrix' ? 'datamatrix' : 'qrcode';
  const smallest = matrixCode(kind, known.barcode, 1);
  const module = Math.floor(Math.min(sheet.height - 2 * quiet, sheet.width * 0.6) / smallest.width);
  if (module < THINNEST_DOTS) return false;
  const code = matrixCode(kind, known.barcode, module);
  stamp(sheet, code, quiet, Math.round((sheet.height - code.height) / 2));
  const left = code.width + 2 * quiet;
  const lines = await linesOf(known.caption, sheet.width - left - quiet, words);
  let top = Math.round((sheet.height - lines.reduce((sum, line) => sum + line.height + quiet, -quiet)) / 2);
  for (const line of lines) {
    stamp(sheet, line, left, top);
    top += line.height + quiet;
  }
  return true;
}

async function bars(sheet: Bitmap1, known: Known, paper: Paper, words: Words): Promise<boolean> {
  const quiet = dots(3, paper.dpi);
  const kind = known.kind === 'ean13' ? 'ean13' : 'code128';
  const module = Math.floor((sheet.width - 2 * quiet) / barCode(kind, known.barcode, 1, 1).width);
  if (module < THINNEST_DOTS) return false;
  const code = barCode(kind, known.barcode, Math.min(module, 4), Math.floor(sheet.height / 2));
  stamp(sheet, code, Math.round((sheet.width - code.width) / 2), quiet);
  let top = code.height + 2 * quiet;
  for (const line of await linesOf(known.caption, sheet.width - 2 * quiet, words)) {
    stamp(sheet, line, Math.round((sheet.width - line.width) / 2), top);
    top += line.height + quiet;
  }
  return true;
}

const linesOf = (caption: string, room: number, words: Words): Promise<readonly Bitmap1[]> =>
  Promise.all(
    caption
      .split(' ')
      .filter(Boolean)
      .map((part) => fitting(part, room, words)),
  );

async function fitting(text: string, room: number, words: Words): Promise<Bitmap1> {
  let height = 60;
  let line = await words.line(text, height, 'bold');
  while (line.width > room && height > 10) {
    height = Math.max(10, Math.min(height - 2, Math.floor((height * room) / line.width)));
    line = await words.line(text, height, 'bold');
  }
  return line;
}
