import { PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';

import { dots, type Gray } from './bitmap.ts';

export interface PdfPage {
  readonly gray: Gray;
  readonly widthMm: number;
  readonly heightMm: number;
}

export type PdfProblem = 'file-broken' | 'fonts-missing';

let library: ReturnType<typeof PDFiumLibrary.init> | null = null;

/** Pages of one file that are drawn at most: a label file beyond it is not a label. */
const MAX_PAGES = 500;

/**
 * Every page at exact dots. PDFium leaves out text in fonts the file does not carry, without a word: such a file is refused
 * rather than printed with holes (facts: printing §4.1).
 */
export async function pdfPages(
  file: Uint8Array,
  dpi: number,
): Promise<{ readonly pages: readonly PdfPage[] } | { readonly problem: PdfProblem }> {
  library ??= PDFiumLibrary.init();
  const pdfium = await library;
  const opened = await pdfium.loadDocument(file).catch(() => null);
  if (opened === null) return { problem: 'file-broken' };
  try {
    const count = opened.getPageCount();
    if (count === 0 || count > MAX_PAGES) return { problem: 'file-broken' };
    const pages: PdfPage[] = [];
    for (let index = 0; index < count; index += 1) {
      const page = opened.getPage(index);
      if (!carriesItsFonts(page)) return { problem: 'fonts-missing' };
      // A page object draws once only: the next drawing takes a fresh one.
      pages.push(await drawn(opened.getPage(index), dpi));
    }
    return { pages };
  } catch {
    return { problem: 'file-broken' };
  } finally {
    opened.destroy();
  }
}

async function drawn(page: PDFiumPage, dpi: number): Promise<PdfPage> {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const widthMm = (originalWidth * 25.4) / 72;
  const heightMm = (originalHeight * 25.4) / 72;
  const width = dots(widthMm, dpi);
  const height = dots(heightMm, dpi);
  // With `scale` the library rounds the page down to whole points; width and height are kept exactly.
  const { data } = await page.render({ width, height, colorSpace: 'Gray', render: 'bitmap' });
  return { gray: { width, height, data }, widthMm, heightMm };
}

interface FontCalls {
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPageObj_GetType(object: number): number;
  _FPDFTextObj_GetFont(object: number): number;
  _FPDFFont_GetIsEmbedded(font: number): number;
}
const TEXT_OBJECT = 1;

function carriesItsFonts(page: PDFiumPage): boolean {
  const { module, pageIdx } = page as unknown as { readonly module: FontCalls; readonly pageIdx: number };
  const count = module._FPDFPage_CountObjects(pageIdx);
  for (let index = 0; index < count; index += 1) {
    const object = module._FPDFPage_GetObject(pageIdx, index);
    if (module._FPDFPageObj_GetType(object) !== TEXT_OBJECT) continue;
    const font = module._FPDFTextObj_GetFont(object);
    if (font !== 0 && module._FPDFFont_GetIsEmbedded(font) === 0) return false;
  }
  return true;
}
