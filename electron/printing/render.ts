import type { StoredLabel } from '#electron/ports/order-store.ts';
import type { LabelFields, LabelTemplate } from '#shared/domain/label-template.ts';

import { type Bitmap1, dots, type Gray, inkOf, scaled, threshold, toGray } from './bitmap.ts';
import { type Area, readCodeAt, readCodes, readSymbols, type SymbolKind } from './codes.ts';
import { drawOwnLabel, isFatal, type LabelWarning, readsAll, unreadable } from './own-label.ts';
import { openPdf, type PdfFile, type PdfProblem } from './pdf.ts';
import { cropped, type Paper, placed, shifted, type SizeMm } from './placing.ts';
import { readPng } from './png.ts';
import { redrawn } from './redraw.ts';
import { testLabel } from './test-label.ts';
import type { Words } from './words.ts';

export type { Paper } from './placing.ts';

/** What is to be printed. Sizes are null where a marketplace does not say them: a picture then fills the paper, a page is as large as it is. */
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

/** `label-other-code`: the file reads well and is not the label of this order. */
export type RenderProblem = PdfProblem | 'label-unreadable' | 'label-other-code' | 'label-format-wrong';

export type Rendered =
  | { readonly sheets: readonly Bitmap1[]; readonly warnings?: readonly LabelWarning[] }
  | { readonly problem: RenderProblem };

/** Bitmaps of the whole paper at exact printer dots, their codes read back (DESIGN §6). */
export async function render(source: Source, paper: Paper, words: Words): Promise<Rendered> {
  if (source.kind === 'test') return { sheets: [shifted(await testLabel(source, paper, words), paper)] };
  if (source.kind === 'own') return ownLabel(source, paper, words);
  const opened = await openPages(source, paper, words);
  if ('problem' in opened) return opened;
  try {
    return await sheetsOf(opened, source, paper, words);
  } finally {
    opened.close();
  }
}

async function ownLabel(source: Extract<Source, { kind: 'own' }>, paper: Paper, words: Words): Promise<Rendered> {
  const drawn = drawOwnLabel(source.template, source.fields, paper.dpi, words.type);
  const warnings = [...drawn.warnings, ...(await unreadable(drawn))];
  if (!source.proof && warnings.some((warning) => isFatal(warning.code))) return { problem: 'label-unreadable' };
  const sheet = placed(drawn.sheet, paper);
  if (sheet === null) return { problem: 'label-too-big' };
  // The printer's own offset may push a code off the paper, a label over by a hair may lose its edge.
  const whole = source.proof || inkOf(sheet) === inkOf(drawn.sheet) || (await readsAll(sheet, drawn.codes));
  return whole ? { sheets: [sheet], warnings } : { problem: 'label-unreadable' };
}

interface Page {
  /** At printer dots, without margins. */
  readonly gray: Gray;
  /** As it was meant: the picture as it came, the page drawn finer. Asked for only when codes have to be compared. */
  original(): Promise<Gray>;
}
interface Pages {
  readonly count: number;
  page(index: number): Promise<Page | { readonly problem: RenderProblem }>;
  close(): void;
}
type FileSource = Extract<Source, { kind: 'file' }>;

async function sheetsOf(pages: Pages, source: FileSource, paper: Paper, words: Words): Promise<Rendered> {
  const sheets: Bitmap1[] = [];
  const readings: Reading['as'][] = [];
  for (let index = 0; index < pages.count; index += 1) {
    const page = await pages.page(index);
    if ('problem' in page) return page;
    const label = threshold(page.gray);
    const sheet = placed(label, paper);
    if (sheet === null) return { problem: 'label-too-big' };
    const reading = await readingOf(sheet, page, source.barcode, isWhole(label, sheet, paper));
    const doubtful = reading.as === 'lost' || (reading.as === 'no-code' && source.barcode !== '' && pages.count === 1);
    const again =
      doubtful && source.redraw && source.barcode !== '' ? await redrawn({ ...source, kind: reading.kind }, paper, words) : null;
    if (doubtful && again === null) return { problem: 'label-unreadable' };
    sheets.push(again ?? sheet);
    readings.push(again === null ? reading.as : 'expected');
  }
  if (source.barcode === '' || readings.includes('expected')) return { sheets };
  return { problem: readings.includes('others') ? 'label-other-code' : 'label-unreadable' };
}

/** Whether all of the label's ink is on the sheet; counted only where the printer's offset or a label over by a hair may have cut some. */
function isWhole(label: Bitmap1, sheet: Bitmap1, { settings }: Paper): boolean {
  const fits = (width: number, height: number) => width <= sheet.width && height <= sheet.height;
  const isMoved = (settings.offsetXMm ?? 0) !== 0 || (settings.offsetYMm ?? 0) !== 0;
  if (!isMoved && (fits(label.width, label.height) || fits(label.height, label.width))) return true;
  return inkOf(sheet) === inkOf(label);
}

interface Reading {
  /** The order's code · every code of the file, none of them the order's · no code in the file · some code of the file no longer reads. */
  readonly as: 'expected' | 'others' | 'no-code' | 'lost';
  /** What the order's code is drawn as in the file; a square one where even the file does not read. */
  readonly kind: SymbolKind;
}

/** What will be printed reads as the marketplace's file reads: the order's code, and all of its codes when not the whole label is on the paper. */
async function readingOf(sheet: Bitmap1, page: Page, barcode: string, whole: boolean): Promise<Reading> {
  if (whole && barcode !== '' && (await isWhereItWas(sheet, barcode))) return { as: 'expected', kind: 'other' };
  const dotsOfSheet = toGray(sheet);
  const quick = await readCodes(dotsOfSheet, 'quick');
  if (whole && barcode !== '' && quick.includes(barcode)) return { as: 'expected', kind: 'other' };
  const meant = await readSymbols(await page.original());
  const kind = meant.find((symbol) => symbol.text === barcode)?.kind ?? 'qrcode';
  const printed = new Set(meant.every((symbol) => quick.includes(symbol.text)) && meant.length > 0 ? quick : await readCodes(dotsOfSheet));
  if (!whole && meant.some((symbol) => !printed.has(symbol.text))) return { as: 'lost', kind };
  if (barcode !== '' && printed.has(barcode)) return { as: 'expected', kind };
  if (meant.length === 0) return { as: printed.size === 0 ? 'no-code' : 'others', kind };
  return { as: meant.every((symbol) => printed.has(symbol.text)) ? 'others' : 'lost', kind };
}

/** Where the code stood on the last label of this size: a marketplace's labels are all alike. Size in dots → place. */
const places = new Map<string, Area>();
const KEPT_PLACES = 20;

/** The order's code, read where such labels have it, else anywhere on the sheet at a glance. */
async function isWhereItWas(sheet: Bitmap1, barcode: string): Promise<boolean> {
  const size = `${sheet.width} ${sheet.height}`;
  const place = places.get(size);
  if (place !== undefined && (await readCodeAt(sheet, place, false)) === barcode) return true;
  const found = (await readSymbols(toGray(sheet), 'glance')).find(({ text }) => text === barcode);
  if (found === undefined) return false;
  places.delete(size);
  places.set(size, found.area);
  if (places.size > KEPT_PLACES) places.delete(places.keys().next().value!);
  return true;
}

async function openPages(source: FileSource, paper: Paper, words: Words): Promise<Pages | { readonly problem: RenderProblem }> {
  if (source.file.length === 0) return { problem: 'file-empty' };
  if (source.format === 'png') return picture(source, paper);
  if (source.format !== 'pdf') return { problem: 'label-format-wrong' };
  const opened = await openPdf(source.file, words.type);
  if ('problem' in opened) return opened;
  return { count: opened.pages, page: (index) => pdfPage(opened, index, source, paper), close: () => opened.close() };
}

/** Codes of a page are looked for on a drawing so fine that the thinnest module in use still reads. */
const FINE_DPI = 400;

async function pdfPage(
  file: PdfFile,
  index: number,
  source: FileSource,
  paper: Paper,
): Promise<Page | { readonly problem: RenderProblem }> {
  const page = await file.page(index, paper.dpi);
  if ('problem' in page) return page;
  return {
    gray: cropped(page.gray, sizeSaid(source), paper),
    async original() {
      const fine = await file.page(index, Math.max(FINE_DPI, paper.dpi));
      return 'problem' in fine ? page.gray : fine.gray;
    },
  };
}

function picture(source: FileSource, paper: Paper): Pages | { readonly problem: RenderProblem } {
  const original = readPng(source.file);
  if (original === null) return { problem: 'file-broken' };
  const size = sizeSaid(source) ?? largest(original, paper);
  const gray = scaled(original, dots(size.widthMm, paper.dpi), dots(size.heightMm, paper.dpi));
  return { count: 1, page: () => Promise.resolve({ gray, original: () => Promise.resolve(original) }), close: () => undefined };
}

const sizeSaid = ({ widthMm, heightMm }: FileSource): SizeMm | null =>
  widthMm === null || heightMm === null ? null : { widthMm, heightMm };

/** A marketplace that says no size means «a sticker»: the largest that the paper holds, in its own proportions. */
function largest(drawn: Gray, paper: Paper): SizeMm {
  const ratio = Math.min(paper.widthMm / drawn.width, paper.heightMm / drawn.height);
  return { widthMm: drawn.width * ratio, heightMm: drawn.height * ratio };
}
