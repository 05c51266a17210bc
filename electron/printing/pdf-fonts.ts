import type { PDFiumPage } from '@hyzyla/pdfium';

import type { Gray } from './bitmap.ts';

/** What the wrapper does not wrap: functions of PDFium itself, by their exported names. Objects, fonts and pages are handles. */
interface FontCalls {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(bytes: number): number; free(at: number): void };
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPageObj_GetType(object: number): number;
  _FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number;
  _FPDFFormObj_CountObjects(form: number): number;
  _FPDFFormObj_GetObject(form: number, index: number): number;
  _FPDFTextObj_GetFont(object: number): number;
  _FPDFTextObj_GetTextRenderMode(object: number): number;
  _FPDFFont_GetIsEmbedded(font: number): number;
  _FPDFFont_GetBaseFontName(font: number, buffer: number, bytes: number): number;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFTextObj_GetText(object: number, text: number, buffer: number, bytes: number): number;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_IsGenerated(text: number, index: number): number;
  _FPDFText_HasUnicodeMapError(text: number, index: number): number;
  _FPDFText_GetTextObject(text: number, index: number): number;
  _FPDFText_GetFillColor(text: number, index: number, red: number, green: number, blue: number, alpha: number): number;
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number;
  _FPDF_PageToDevice(page: number, ...rest: readonly number[]): number;
}
const TEXT_OBJECT = 1;
const FORM_OBJECT = 5;
/** Forms within forms: deeper ones are a trap, not a label. */
const MAX_DEPTH = 8;
/** Fonts every PDF reader brings itself; PDFium draws their Latin letters and figures and nothing else. */
const STANDARD = /^(?:Helvetica|Arial(?:MT)?|Times(?:-Roman|NewRoman(?:PS)?(?:MT)?)?|Courier(?:New(?:PS)?(?:MT)?)?)(?:[-,].*)?$/u;
/** Fonts whose letters are letters: one of ours may stand in for them. A font of bars, signs or pictures is none of them. */
const OF_WORDS =
  /^(?:Helvetica|Arial|Times|Courier|Verdana|Tahoma|Calibri|Cambria|Segoe ?UI|Georgia|Trebuchet|Roboto|Open ?Sans|PT ?(?:Sans|Serif|Mono|Root)|Noto ?(?:Sans|Serif|Mono)|DejaVu|Liberation|Lato|Inter|Ubuntu|Montserrat|Consolas|Lucida|Microsoft ?Sans ?Serif|MS ?Sans ?Serif|Franklin|Century|Bookman|Garamond)/iu;
const LATIN = /^[\u0020-\u007e\s]*$/u;
/** What PDFium takes for no width at all, in points. */
const NO_WIDTH = 0.01;
/** Text that is not painted: invisible, and only a frame for what follows. */
const UNPAINTED: ReadonlySet<number> = new Set([3, 7]);

/**
 * Whether every letter of the page would be drawn: its font is inside the file, or it is a Latin one of a standard font.
 * PDFium leaves out the rest without a word (facts: printing §4.1), and a bar code set in a font that is not here would be gone.
 */
export function carriesItsFonts(page: PDFiumPage): boolean {
  const { module } = inside(page);
  return withText(page, (text) =>
    everyText(page, (object) => {
      const name = strange(module, object);
      if (name === null) return true;
      const letters = lettersOf(module, object, text());
      // Without its font a text on its side has no width, and PDFium passes over it as if it said nothing.
      return STANDARD.test(name) && LATIN.test(letters) && (letters !== '' || isWide(module, object));
    }),
  );
}

/** A letter that a stand-in draws, where on the page in dots it must leave ink; a light one must leave paper. */
export interface Owed {
  readonly light: boolean;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * What a page whose fonts are stood in for owes: a place for every letter of theirs. Null: some letters are not known, or belong to a font
 * that only draws signs, so no stand-in is to be trusted. `missing` names letters that the stand-in does not have; sizes are in dots.
 */
export function owedLetters(
  page: PDFiumPage,
  { width, height }: { readonly width: number; readonly height: number },
  missing: (text: string) => readonly string[],
): readonly Owed[] | null {
  const { module } = inside(page);
  return withText(page, (text) => {
    const known = everyText(page, (object) => {
      const name = strange(module, object);
      if (name === null) return true;
      // Nothing is known of what a text without letters would have said.
      return OF_WORDS.test(name) && lettersOf(module, object, text()) !== '';
    });
    if (!known) return null;
    const owed: Owed[] = [];
    for (let index = 0; index < module._FPDFText_CountChars(text()); index += 1) {
      if (module._FPDFText_IsGenerated(text(), index) === 1) continue;
      const object = module._FPDFText_GetTextObject(text(), index);
      if (object === 0 || strange(module, object) === null) continue;
      const code = module._FPDFText_GetUnicode(text(), index);
      if (code === 0 || code > 0x10_ff_ff || module._FPDFText_HasUnicodeMapError(text(), index) === 1) return null;
      const letter = String.fromCodePoint(code);
      if (/^[\s\u00ad]$/u.test(letter)) continue;
      if (missing(letter).length > 0) return null;
      const place = placeOf(page, text(), index, width, height);
      // Nobody sees what stands beside the page.
      if (place.right <= 0 || place.bottom <= 0 || place.left >= width || place.top >= height) continue;
      owed.push({ ...place, light: !isDark(module, text(), index) });
    }
    return owed;
  });
}

/** Whether every letter owed has left ink on the page that was drawn: white ones on white are there for nobody, and on black they leave paper. */
export const paid = (owed: readonly Owed[], page: Gray): boolean =>
  owed.every(({ left, top, right, bottom, light }) => {
    for (let y = Math.max(0, top); y < Math.min(page.height, bottom); y += 1)
      for (let x = Math.max(0, left); x < Math.min(page.width, right); x += 1)
        if (page.data[y * page.width + x]! < 160 !== light) return true;
    return false;
  });

const inside = (page: PDFiumPage) => page as unknown as { readonly module: FontCalls; readonly pageIdx: number };

/** The name of the object's font when the file does not carry it; null when nothing of it is to be stood in for. */
function strange(module: FontCalls, object: number): string | null {
  const font = module._FPDFTextObj_GetFont(object);
  if (font === 0 || module._FPDFFont_GetIsEmbedded(font) !== 0) return null;
  if (UNPAINTED.has(module._FPDFTextObj_GetTextRenderMode(object))) return null;
  return read(module, 1, (at, bytes) => module._FPDFFont_GetBaseFontName(font, at, bytes)).replace(/^[A-Z]{6}\+/u, '');
}

const lettersOf = (module: FontCalls, object: number, text: number): string =>
  read(module, 2, (at, bytes) => module._FPDFTextObj_GetText(object, text, at, bytes));

/** Text of the page is read when it is first asked for, and given back. */
function withText<T>(page: PDFiumPage, work: (text: () => number) => T): T {
  const { module, pageIdx } = inside(page);
  let text = 0;
  try {
    return work(() => (text = text === 0 ? module._FPDFText_LoadPage(pageIdx) : text));
  } finally {
    if (text !== 0) module._FPDFText_ClosePage(text);
  }
}

/** Whether all texts of the page are good, those in its forms too. */
function everyText(page: PDFiumPage, good: (object: number) => boolean): boolean {
  const { module, pageIdx } = inside(page);
  const whole = (object: number, depth: number): boolean => {
    const type = module._FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) return good(object);
    if (type !== FORM_OBJECT) return true;
    if (depth > MAX_DEPTH) return false;
    return every(module._FPDFFormObj_CountObjects(object), (index) => whole(module._FPDFFormObj_GetObject(object, index), depth + 1));
  };
  return every(module._FPDFPage_CountObjects(pageIdx), (index) => whole(module._FPDFPage_GetObject(pageIdx, index), 0));
}

function every(count: number, good: (index: number) => boolean): boolean {
  for (let index = 0; index < count; index += 1) if (!good(index)) return false;
  return true;
}

/** Whether the text has any width on the page, in points. */
function isWide(module: FontCalls, object: number): boolean {
  return inMemory(module, 16, (at, view) => {
    if (module._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return false;
    return view().getFloat32(8, true) - view().getFloat32(0, true) >= NO_WIDTH;
  });
}

function isDark(module: FontCalls, text: number, index: number): boolean {
  return inMemory(module, 16, (at, view) => {
    if (module._FPDFText_GetFillColor(text, index, at, at + 4, at + 8, at + 12) === 0) return true;
    const [red, green, blue] = [0, 4, 8].map((offset) => view().getUint32(offset, true)) as [number, number, number];
    return (red * 3 + green * 6 + blue) / 10 < 128;
  });
}

function placeOf(page: PDFiumPage, text: number, index: number, width: number, height: number): Omit<Owed, 'light'> {
  const { module, pageIdx } = inside(page);
  return inMemory(module, 24, (at, view) => {
    module._FPDFText_GetLooseCharBox(text, index, at);
    const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => view().getFloat32(offset, true)) as [number, number, number, number];
    const dotOf = (x: number, y: number): readonly [number, number] => {
      module._FPDF_PageToDevice(pageIdx, 0, 0, width, height, 0, x, y, at + 16, at + 20);
      return [view().getInt32(16, true), view().getInt32(20, true)];
    };
    const [one, other] = [dotOf(left, top), dotOf(right, bottom)];
    const [across, down] = [0, 1].map((axis) => [one[axis]!, other[axis]!].toSorted((a, b) => a - b)) as [number[], number[]];
    return { left: across[0]!, right: Math.max(across[0]! + 1, across[1]!), top: down[0]!, bottom: Math.max(down[0]! + 1, down[1]!) };
  });
}

/** Some of PDFium's memory for answers that it writes; the view is made anew because memory may grow. */
function inMemory<T>(module: FontCalls, bytes: number, work: (at: number, view: () => DataView) => T): T {
  const at = module.wasmExports.malloc(bytes);
  try {
    return work(at, () => new DataView(module.HEAPU8.buffer, module.HEAPU8.byteOffset + at, bytes));
  } finally {
    module.wasmExports.free(at);
  }
}

/** A text that PDFium writes into memory of its own: asked once for its length in bytes, and once for itself. */
function read(module: FontCalls, letterBytes: 1 | 2, write: (at: number, bytes: number) => number): string {
  const bytes = write(0, 0);
  if (bytes <= letterBytes) return '';
  return inMemory(module, bytes, (at) => {
    write(at, bytes);
    return Buffer.from(module.HEAPU8.slice(at, at + bytes - letterBytes)).toString(letterBytes === 1 ? 'utf8' : 'utf16le');
  });
}
