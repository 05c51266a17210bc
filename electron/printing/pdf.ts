import { PDFiumLibrary, type PDFiumDocument, type PDFiumPage } from '@hyzyla/pdfium';

import { dots, type Gray } from './bitmap.ts';
import { carriesItsFonts } from './pdf-fonts.ts';

export interface PdfPage {
  readonly gray: Gray;
  /** As the page lies when it is read, its own rotation included. */
  readonly widthMm: number;
  readonly heightMm: number;
}

export type PdfProblem = 'file-broken' | 'file-empty' | 'file-locked' | 'fonts-missing' | 'too-many-pages' | 'label-too-big';

/** One file, open: its pages are drawn one at a time, for two hundred of them together are more than a station's memory. */
export interface PdfFile {
  readonly pages: number;
  /** The page at exact dots; a problem when it cannot be drawn whole. */
  page(index: number, dpi: number): Promise<PdfPage | { readonly problem: PdfProblem }>;
  close(): void;
}

/** Pages of one label file at most: an order in so many boxes does not exist, a wrong file does. */
export const MAX_PAGES = 200;
/** Dots of one page at most: A4 at 600 dpi has 35 million. */
const MAX_DOTS = 36_000_000;

let library: ReturnType<typeof PDFiumLibrary.init> | null = null;

/** Opens a file of a marketplace; what is wrong with it has its own word, because a person has to act on it. */
export async function openPdf(file: Uint8Array): Promise<PdfFile | { readonly problem: PdfProblem }> {
  if (file.length === 0) return { problem: 'file-empty' };
  library ??= PDFiumLibrary.init();
  const pdfium = await library;
  const opened = await pdfium
    .loadDocument(file)
    .catch((error: unknown) => (/password|security/iu.test(String(error)) ? 'file-locked' : 'file-broken'));
  if (typeof opened === 'string') return { problem: opened };
  const pages = opened.getPageCount();
  if (pages > 0 && pages <= MAX_PAGES) return { pages, page: (index, dpi) => drawn(opened, index, dpi), close: () => opened.destroy() };
  opened.destroy();
  return { problem: pages === 0 ? 'file-empty' : 'too-many-pages' };
}

async function drawn(file: PDFiumDocument, index: number, dpi: number): Promise<PdfPage | { readonly problem: PdfProblem }> {
  try {
    const page = file.getPage(index);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const widthMm = (originalWidth * 25.4) / 72;
    const heightMm = (originalHeight * 25.4) / 72;
    const width = dots(widthMm, dpi);
    const height = dots(heightMm, dpi);
    if (width * height === 0) return { problem: 'file-broken' };
    if (width * height > MAX_DOTS) return { problem: 'label-too-big' };
    // Text in a font that the file does not carry is left out without a word: better no label than one with holes (facts: printing §4.1).
    if (!carriesItsFonts(page)) return { problem: 'fonts-missing' };
    return { gray: { width, height, data: await grayOf(page, width, height) }, widthMm, heightMm };
  } catch {
    return { problem: 'file-broken' };
  }
}

/** With `scale` the library rounds the page down to whole points; width and height are kept exactly. A page object draws once and is closed by it. */
const grayOf = async (page: PDFiumPage, width: number, height: number): Promise<Uint8Array> =>
  (await page.render({ width, height, colorSpace: 'Gray', render: 'bitmap' })).data;
