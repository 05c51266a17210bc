import type { PDFiumPage } from '@hyzyla/pdfium';

/** What the wrapper does not wrap: functions of PDFium itself, by their exported names. Objects, fonts and pages are handles. */
interface FontCalls {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(bytes: number): number; free(at: number): void };
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPageObj_GetType(object: number): number;
  _FPDFFormObj_CountObjects(form: number): number;
  _FPDFFormObj_GetObject(form: number, index: number): number;
  _FPDFTextObj_GetFont(object: number): number;
  _FPDFFont_GetIsEmbedded(font: number): number;
  _FPDFFont_GetBaseFontName(font: number, buffer: number, bytes: number): number;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFTextObj_GetText(object: number, text: number, buffer: number, bytes: number): number;
}
const TEXT_OBJECT = 1;
const FORM_OBJECT = 5;
/** Forms within forms: deeper ones are a trap, not a label. */
const MAX_DEPTH = 8;
/** Fonts every PDF reader brings itself; PDFium draws their Latin letters and figures and nothing else. */
const STANDARD = /^(?:Helvetica|Arial(?:MT)?|Times(?:-Roman|NewRoman(?:PS)?(?:MT)?)?|Courier(?:New(?:PS)?(?:MT)?)?)(?:[-,].*)?$/u;
const LATIN = /^[\u0020-\u007e\s]*$/u;

/**
 * Whether every letter of the page would be drawn: its font is inside the file, or it is a Latin one of a standard font.
 * PDFium leaves out the rest without a word (facts: printing §4.1), and a bar code set in a font that is not here would be gone.
 */
export function carriesItsFonts(page: PDFiumPage): boolean {
  const { module, pageIdx } = page as unknown as { readonly module: FontCalls; readonly pageIdx: number };
  let text = 0;
  const drawable = (object: number): boolean => {
    const font = module._FPDFTextObj_GetFont(object);
    if (font === 0 || module._FPDFFont_GetIsEmbedded(font) !== 0) return true;
    const name = read(module, 1, (at, bytes) => module._FPDFFont_GetBaseFontName(font, at, bytes)).replace(/^[A-Z]{6}\+/u, '');
    if (!STANDARD.test(name)) return false;
    if (text === 0) text = module._FPDFText_LoadPage(pageIdx);
    return LATIN.test(read(module, 2, (at, bytes) => module._FPDFTextObj_GetText(object, text, at, bytes)));
  };
  const whole = (object: number, depth: number): boolean => {
    const type = module._FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) return drawable(object);
    if (type !== FORM_OBJECT) return true;
    if (depth > MAX_DEPTH) return false;
    return every(module._FPDFFormObj_CountObjects(object), (index) => whole(module._FPDFFormObj_GetObject(object, index), depth + 1));
  };
  try {
    return every(module._FPDFPage_CountObjects(pageIdx), (index) => whole(module._FPDFPage_GetObject(pageIdx, index), 0));
  } finally {
    if (text !== 0) module._FPDFText_ClosePage(text);
  }
}

function every(count: number, good: (index: number) => boolean): boolean {
  for (let index = 0; index < count; index += 1) if (!good(index)) return false;
  return true;
}

/** A text that PDFium writes into memory of its own: asked once for its length in bytes, and once for itself. */
function read(module: FontCalls, letterBytes: 1 | 2, write: (at: number, bytes: number) => number): string {
  const bytes = write(0, 0);
  if (bytes <= letterBytes) return '';
  const at = module.wasmExports.malloc(bytes);
  try {
    write(at, bytes);
    return Buffer.from(module.HEAPU8.slice(at, at + bytes - letterBytes)).toString(letterBytes === 1 ? 'utf8' : 'utf16le');
  } finally {
    module.wasmExports.free(at);
  }
}
