import type { StoredLabel } from '#electron/ports/order-store.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { LabelFields, LabelTemplate } from '#shared/domain/label-template.ts';

import { type Bitmap1, blank, dots, fill, type Gray, scaled, stamp, threshold, toGray, turned, windowOf } from './bitmap.ts';
import { barCode, matrixCode, readCodes } from './codes.ts';
import { drawOwnLabel, isFatal, type LabelWarning, unreadable } from './own-label.ts';
import { pdfPages } from './pdf.ts';
import { readPng } from './png.ts';
import type { Words } from './words.ts';

/** What is to be printed. Sizes are null where a marketplace does not say them: then the picture fills the paper. */
export type Source =
  | {
      readonly kind: 'file';
      readonly format: StoredLabel['format'];
      readonly file: Uint8Array;
      readonly widthMm: number | null;
      readonly heightMm: number | null;
      /** Text of the code a scanner must read, '' when unknown. */
      readonly barcode: string;
      readonly caption: string;
      /** The code may be drawn anew from its text when the picture no longer reads. */
      readonly redraw: boolean;
    }
  | { readonly kind: 'test'; readonly code: string; readonly printerName: string }
  | {
      readonly kind: 'own';
      readonly template: LabelTemplate;
      readonly fields: LabelFields;
      /** Shown whatever is wrong with it; a label to be printed is refused when its codes do not read. */
      readonly proof: boolean;
    };

export type RenderProblem = 'label-unreadable' | 'label-too-big' | 'label-format-wrong' | 'file-broken' | 'fonts-missing';

export type Rendered =
  | { readonly sheets: readonly Bitmap1[]; readonly warnings?: readonly LabelWarning[] }
  | { readonly problem: RenderProblem };

export type Paper = Pick<PrinterRow, 'dpi' | 'widthMm' | 'heightMm' | 'settings' | 'name'>;

/** Bitmaps of the whole paper at exact printer dots, their codes read back (DESIGN §6). */
export async function render(source: Source, paper: Paper, words: Words): Promise<Rendered> {
  if (source.kind === 'test') return { sheets: [shifted(await testLabel(source, paper, words), paper)] };
  if (source.kind === 'own') return ownLabel(source, paper, words);
  const pages = await grayPages(source, paper);
  if ('problem' in pages) return pages;
  const sheets: Bitmap1[] = [];
  for (const page of pages.pages) {
    const sheet = laid(threshold(page.gray), paper);
    if (sheet === null) return { problem: 'label-too-big' };
    const checked = (await reads(sheet, page, source)) ? sheet : await redrawn(source, paper, words);
    if (checked === null) return { problem: 'label-unreadable' };
    sheets.push(shifted(checked, paper));
  }
  return { sheets };
}

async function ownLabel(source: Extract<Source, { kind: 'own' }>, paper: Paper, words: Words): Promise<Rendered> {
  const drawn = drawOwnLabel(source.template, source.fields, paper.dpi, words.type);
  const warnings = [...drawn.warnings, ...(await unreadable(drawn))];
  if (!source.proof && warnings.some((warning) => isFatal(warning.code))) return { problem: 'label-unreadable' };
  const sheet = laid(drawn.sheet, paper);
  return sheet === null ? { problem: 'label-too-big' } : { sheets: [shifted(sheet, paper)], warnings };
}

interface Page {
  /** At printer dots. */
  readonly gray: Gray;
  /** As it came, for comparing codes. */
  readonly original: Gray;
}
type FileSource = Extract<Source, { kind: 'file' }>;

async function grayPages(
  source: FileSource,
  paper: Paper,
): Promise<{ readonly pages: readonly Page[] } | { readonly problem: RenderProblem }> {
  if (source.format === 'png') {
    const original = readPng(source.file);
    if (original === null) return { problem: 'file-broken' };
    const size = sizeOf(source, original, paper);
    return { pages: [{ original, gray: scaled(original, dots(size.widthMm, paper.dpi), dots(size.heightMm, paper.dpi)) }] };
  }
  if (source.format === 'pdf') {
    const drawn = await pdfPages(source.file, paper.dpi);
    if ('problem' in drawn) return drawn;
    return { pages: drawn.pages.map((page) => ({ gray: cropped(page.gray, source, paper), original: page.gray })) };
  }
  // ZPL is for printers that speak it, and SVG is not drawn here: the marketplace is asked for PNG instead.
  return { problem: 'label-format-wrong' };
}

/** A marketplace that says no size means «a sticker»: the largest that the paper holds, in its own proportions. */
function sizeOf(source: FileSource, picture: Gray, paper: Paper): { readonly widthMm: number; readonly heightMm: number } {
  if (source.widthMm !== null && source.heightMm !== null) return { widthMm: source.widthMm, heightMm: source.heightMm };
  const ratio = Math.min(paper.widthMm / picture.width, paper.heightMm / picture.height);
  return { widthMm: picture.width * ratio, heightMm: picture.height * ratio };
}

/** A page with margins around the label loses the margins and is never scaled: 80.4 × 125.6 mm hold a label of 75 × 120. */
function cropped(page: Gray, source: FileSource, paper: Paper): Gray {
  if (source.widthMm === null || source.heightMm === null) return page;
  const width = dots(source.widthMm, paper.dpi);
  const height = dots(source.heightMm, paper.dpi);
  const lies = page.width > page.height !== width > height;
  const [w, h] = lies ? [height, width] : [width, height];
  const slack = dots(12, paper.dpi);
  if (page.width < w || page.height < h || page.width - w > slack || page.height - h > slack) return page;
  return windowOf(page, Math.round((page.width - w) / 2), Math.round((page.height - h) / 2), w, h);
}

/** The label on the paper: turned when it lies the other way, in the middle of the width, at the top; null when it is too big. */
function laid(label: Bitmap1, paper: Paper): Bitmap1 | null {
  const sheet = blank(dots(paper.widthMm, paper.dpi), dots(paper.heightMm, paper.dpi));
  // A millimetre over is only margin: no printer places paper better than that.
  const over = dots(1, paper.dpi);
  const fits = (piece: Bitmap1) => piece.width <= sheet.width + over && piece.height <= sheet.height + over;
  const placed = fits(label) ? label : turned(label);
  if (!fits(placed)) return null;
  const top = placed.height > sheet.height ? Math.round((sheet.height - placed.height) / 2) : 0;
  stamp(sheet, placed, Math.round((sheet.width - placed.width) / 2), top);
  return sheet;
}

function shifted(sheet: Bitmap1, paper: Paper): Bitmap1 {
  const x = dots(paper.settings.offsetXMm ?? 0, paper.dpi);
  const y = dots(paper.settings.offsetYMm ?? 0, paper.dpi);
  if (x === 0 && y === 0) return sheet;
  const moved = blank(sheet.width, sheet.height);
  stamp(moved, sheet, x, y);
  return moved;
}

/** What will be printed reads as the marketplace's picture reads: the expected code, or every code that was in it. */
async function reads(sheet: Bitmap1, page: Page, source: FileSource): Promise<boolean> {
  const printed = await readCodes(toGray(sheet));
  if (source.barcode !== '' && printed.includes(source.barcode)) return true;
  const meant = await readCodes(page.original);
  return meant.length > 0 ? meant.every((code) => printed.includes(code)) : source.barcode === '';
}

/** The sticker again from what is known of it: the code at whole dots and the large figures. */
async function redrawn(source: FileSource, paper: Paper, words: Words): Promise<Bitmap1 | null> {
  if (!source.redraw || source.barcode === '') return null;
  const sheet = blank(dots(paper.widthMm, paper.dpi), dots(paper.heightMm, paper.dpi));
  const quiet = dots(2, paper.dpi);
  const smallest = matrixCode('qrcode', source.barcode, 1);
  const module = Math.floor(Math.min(sheet.height - 2 * quiet, sheet.width * 0.6) / smallest.width);
  if (module < 2) return null;
  const code = matrixCode('qrcode', source.barcode, module);
  stamp(sheet, code, quiet, Math.round((sheet.height - code.height) / 2));
  const left = code.width + 2 * quiet;
  const room = sheet.width - left - quiet;
  const lines = await Promise.all(
    source.caption
      .split(' ')
      .filter(Boolean)
      .map((part) => fitting(part, room, words)),
  );
  let top = Math.round((sheet.height - lines.reduce((sum, line) => sum + line.height + quiet, -quiet)) / 2);
  for (const line of lines) {
    stamp(sheet, line, left, top);
    top += line.height + quiet;
  }
  return (await readCodes(toGray(sheet))).includes(source.barcode) ? sheet : null;
}

async function fitting(text: string, room: number, words: Words): Promise<Bitmap1> {
  let height = 60;
  let line = await words.line(text, height, 'bold');
  while (line.width > room && height > 10) {
    height = Math.max(10, Math.min(height - 2, Math.floor((height * room) / line.width)));
    line = await words.line(text, height, 'bold');
  }
  return line;
}

/** Shows what goes wrong with printers: edges, scale in millimetres, thin modules, Cyrillic, and a code to scan back. */
async function testLabel(source: Extract<Source, { kind: 'test' }>, paper: Paper, words: Words): Promise<Bitmap1> {
  const mm = (value: number) => dots(value, paper.dpi);
  const sheet = blank(mm(paper.widthMm), mm(paper.heightMm));
  frame(sheet, 2);
  for (let at = 5; at < paper.widthMm; at += 5) fill(sheet, mm(at), 0, 2, mm(at % 10 === 0 ? 2.5 : 1.5));
  for (let at = 5; at < paper.heightMm; at += 5) fill(sheet, 0, mm(at), mm(at % 10 === 0 ? 2.5 : 1.5), 2);
  const left = mm(4);
  const room = sheet.width - 2 * left;
  let top = mm(3.5);
  const write = async (text: string, heightMm: number, weight: 'regular' | 'bold') => {
    let line = await words.line(text, mm(heightMm), weight);
    if (line.width > room) line = await words.line(text, Math.max(8, Math.floor((mm(heightMm) * room) / line.width)), weight);
    stamp(sheet, line, left, top);
    top += line.height + mm(1.2);
  };
  await write(source.printerName, 2.6, 'bold');
  await write('Щука, ёж, Әуезов — № 58×40', 2, 'regular');
  await write(`${paper.dpi} dpi · ${paper.widthMm}×${paper.heightMm} мм`, 2, 'regular');
  const thin = [2, 3].map((module) => matrixCode('datamatrix', `${module}`, module));
  thin.forEach((code, at) => stamp(sheet, code, sheet.width - left - (at + 1) * mm(6), sheet.height - mm(3) - code.height));
  const module = [4, 3, 2].find((dotsWide) => barCode('code128', source.code, dotsWide, 1).width <= room - mm(2)) ?? 2;
  const bars = barCode('code128', source.code, module, Math.max(mm(5), Math.min(mm(12), sheet.height - top - mm(10))));
  stamp(sheet, bars, Math.round((sheet.width - bars.width) / 2), top);
  top += bars.height + mm(1);
  await write(source.code, 2, 'regular');
  return sheet;
}

function frame(sheet: Bitmap1, thick: number): void {
  fill(sheet, 0, 0, sheet.width, thick);
  fill(sheet, 0, sheet.height - thick, sheet.width, thick);
  fill(sheet, 0, 0, thick, sheet.height);
  fill(sheet, sheet.width - thick, 0, thick, sheet.height);
}
