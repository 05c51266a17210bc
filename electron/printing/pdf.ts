import { PDFiumLibrary, type PDFiumDocument, type PDFiumPage } from '@hyzyla/pdfium';

import { dots, type Gray } from './bitmap.ts';
import { carriesItsFonts, type Owed, owedLetters, paid } from './pdf-fonts.ts';
import { installSubstitutes, type StandIns, type Substitutes } from './pdf-substitutes.ts';

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
const substitutes = new WeakMap<PDFiumLibrary, Substitutes>();

/** Fonts to stand in for those that a file names and does not carry. */
export interface Letters extends StandIns {
  /** Letters of the text that they do not have. */
  missing(text: string): readonly string[];
}

/** Opens a file of a marketplace; what is wrong with it has its own word, because a person has to act on it. */
export async function openPdf(file: Uint8Array, letters: Letters | null = null): Promise<PdfFile | { readonly problem: PdfProblem }> {
  if (file.length === 0) return { problem: 'file-empty' };
  library ??= PDFiumLibrary.init();
  const pdfium = await library;
  const opened = await pdfium.loadDocument(file).catch((error: unknown) => {
    if (isTrap(error)) forgetLibrary();
    return /password|security/iu.test(String(error)) ? 'file-locked' : 'file-broken';
  });
  if (typeof opened === 'string') return { problem: opened };
  const pages = opened.getPageCount();
  if (pages === 0 || pages > MAX_PAGES) {
    opened.destroy();
    return { problem: pages === 0 ? 'file-empty' : 'too-many-pages' };
  }
  // A file keeps the fonts it was first read with, so with stand-ins it is opened once more.
  let again: Promise<PDFiumDocument> | null = null;
  return {
    pages,
    async page(index, dpi) {
      const page = await drawn(() => opened.getPage(index), dpi, owedToItself);
      if (!('problem' in page) || page.problem !== 'fonts-missing' || letters === null) return page;
      const installed = substitutes.get(pdfium) ?? installSubstitutes(pdfium, letters);
      substitutes.set(pdfium, installed);
      const copy = await (again ??= pdfium.loadDocument(file));
      return drawn(
        () => installed.during(() => copy.getPage(index)),
        dpi,
        (one, size) => owedLetters(one, size, (text) => letters.missing(text)),
      );
    },
    close() {
      quietly(() => opened.destroy());
      void again?.then((other) => other.destroy()).catch(() => undefined);
    },
  };
}

/** Text in a font that the file does not carry is left out without a word: better no label than one with holes (facts: printing §4.1). */
const owedToItself = (page: PDFiumPage): readonly Owed[] | null => (carriesItsFonts(page) ? [] : null);

/** Refused when its letters cannot be trusted, or a single one of those owed is not on the paper in the end. */
async function drawn(
  load: () => PDFiumPage,
  dpi: number,
  owing: (page: PDFiumPage, size: Size) => readonly Owed[] | null,
): Promise<PdfPage | { readonly problem: PdfProblem }> {
  let page: PDFiumPage | null = null;
  try {
    page = load();
    const size = sizeOf(page, dpi);
    if ('problem' in size) return size;
    const owed = owing(page, size);
    if (owed === null) return { problem: 'fonts-missing' };
    const whole = page;
    page = null;
    const gray = await grayOf(whole, size);
    return paid(owed, gray) ? { widthMm: size.widthMm, heightMm: size.heightMm, gray } : { problem: 'fonts-missing' };
  } catch (error) {
    if (isTrap(error)) forgetLibrary();
    return { problem: 'file-broken' };
  } finally {
    // Drawing closes a page; one that is not drawn would stay in memory after its file.
    if (page !== null) quietly(() => closePage(page!));
  }
}

/** What a file did to PDFium itself would be the end of every file after it: they get a fresh one. */
function forgetLibrary(): void {
  library = null;
}

/** Memory ran out, or a file led PDFium astray: WebAssembly stopped in the middle of a call. */
const isTrap = (error: unknown): boolean => error instanceof Error && error.name === 'RuntimeError';

/** Tidying up after a PDFium that stopped in the middle fails too, and there is nothing left to tidy. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isTrap(error)) throw error;
    forgetLibrary();
  }
}

function closePage(page: PDFiumPage): void {
  const { module, pageIdx } = page as unknown as { readonly module: { _FPDF_ClosePage(page: number): void }; readonly pageIdx: number };
  module._FPDF_ClosePage(pageIdx);
}

type Size = Pick<PdfPage, 'widthMm' | 'heightMm'> & { readonly width: number; readonly height: number };

function sizeOf(page: PDFiumPage, dpi: number): Size | { readonly problem: PdfProblem } {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const [widthMm, heightMm] = [(originalWidth * 25.4) / 72, (originalHeight * 25.4) / 72];
  const [width, height] = [dots(widthMm, dpi), dots(heightMm, dpi)];
  if (width * height === 0) return { problem: 'file-broken' };
  return width * height > MAX_DOTS ? { problem: 'label-too-big' } : { widthMm, heightMm, width, height };
}

/** With `scale` the library rounds the page down to whole points; width and height are kept exactly. A page object draws once and is closed by it. */
async function grayOf(page: PDFiumPage, { width, height }: Size): Promise<Gray> {
  return { width, height, data: (await page.render({ width, height, colorSpace: 'Gray', render: 'bitmap' })).data };
}
