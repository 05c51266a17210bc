import { type Bars, barsOf, type Matrix, matrixOf } from '#electron/documents/symbols.ts';
import { GS } from '#shared/domain/gs1.ts';
import {
  type CodeElement,
  type EacElement,
  filled,
  isOutside,
  type LabelElement,
  type LabelFields,
  type LabelTemplate,
  symbolOf,
  type TextElement,
} from '#shared/domain/label-template.ts';
import { FIRST_BASE, layText, LINE_PITCH } from '#shared/domain/label-text.ts';

import { type Bitmap1, blank, dots, fill, stamp, toGray } from './bitmap.ts';
import { type Area, readCodeAt, readCodesAt, readEvery } from './codes.ts';
import type { TypeCase } from './type/type-case.ts';

/** What an owner should know of a label before it is printed by the hundred. The screens name the code. */
export interface LabelWarning {
  readonly elementId: string;
  readonly code:
    | 'outside'
    | 'text-cut'
    | 'letters-missing'
    | 'code-empty'
    | 'code-wrong'
    | 'code-too-wide'
    | 'module-thin'
    | 'code-unreadable'
    | 'eac-small';
  /** Width of a module in dots, letters that are missing, or the content. */
  readonly detail: string;
}

export interface DrawnLabel {
  readonly sheet: Bitmap1;
  readonly warnings: readonly LabelWarning[];
  /** What a scanner must read from the sheet, and where it stands. */
  readonly codes: readonly DrawnCode[];
}

export interface DrawnCode {
  readonly elementId: string;
  readonly text: string;
  readonly place: Area;
}

/** With this the label would be of no use. */
export const isFatal = (code: LabelWarning['code']): boolean =>
  code === 'code-empty' || code === 'code-wrong' || code === 'code-too-wide' || code === 'code-unreadable';

/** Codes of the drawn label that do not read back as they were meant. A glance at each settles nearly all of them. */
export async function unreadable(drawn: DrawnLabel): Promise<readonly LabelWarning[]> {
  const unread: DrawnCode[] = [];
  for (const code of drawn.codes) {
    const seen = await readCodeAt(drawn.sheet, code.place);
    if (seen !== null && bare(seen) === bare(code.text)) continue;
    // Where it stands: another code of the same text does not answer for it.
    const known = (await readCodesAt(drawn.sheet, code.place)).map(bare);
    if (!known.includes(bare(code.text))) unread.push(code);
  }
  return unread.map(({ elementId, text }) => ({ elementId, code: 'code-unreadable', detail: text.replaceAll(GS, ' ') }));
}

/** Whether every code reads somewhere on the sheet, however hard one has to look: those of one text as often as they were drawn. */
export async function readsAll(sheet: Bitmap1, codes: readonly DrawnCode[]): Promise<boolean> {
  const known = (await readEvery(toGray(sheet))).map(bare);
  const times = (texts: readonly string[], text: string) => texts.filter((one) => one === text).length;
  const meant = codes.map(({ text }) => bare(text));
  return meant.every((text) => times(known, text) >= times(meant, text));
}

/** Element strings of GS1 are read back with brackets in place of separators. */
const bare = (text: string): string => text.replaceAll(GS, '').replaceAll(/[()]/gu, '');

/** Below it a scanner reads by luck (facts: printing §4.2). */
const THIN_MODULE = 2;
/** Capitals of nine dots are the smallest that Noto Sans still draws apart. */
const LEAST_CAP_DOTS = 9;
/** Commission of the Eurasian Economic Union, decision 711 of 2011: the mark is at least five millimetres high. */
const LEAST_EAC_MM = 5;

/** The label at exact dots: bars and modules are whole dots, words are set in our own type. */
export function drawOwnLabel(template: LabelTemplate, fields: LabelFields, dpi: number, type: TypeCase): DrawnLabel {
  const sheet = blank(dots(template.widthMm, dpi), dots(template.heightMm, dpi));
  const warnings: LabelWarning[] = [];
  const codes: DrawnCode[] = [];
  for (const element of template.elements) {
    const warn = (code: LabelWarning['code'], detail = '') => void warnings.push({ elementId: element.id, code, detail });
    if (isOutside(element, template)) warn('outside');
    const place = placeOf(element, dpi);
    const text = drawElement({ sheet, element, place, dpi, fields, type, warn });
    if (text !== null) codes.push({ elementId: element.id, text, place });
  }
  return { sheet, warnings, codes };
}

interface Work<E extends LabelElement = LabelElement> {
  readonly sheet: Bitmap1;
  readonly element: E;
  readonly place: Area;
  readonly dpi: number;
  readonly fields: LabelFields;
  readonly type: TypeCase;
  readonly warn: (code: LabelWarning['code'], detail?: string) => void;
}

/** Edges are rounded, not sizes, so that elements which touch in millimetres touch in dots. */
function placeOf(element: LabelElement, dpi: number): Area {
  const [left, top] = [dots(element.xMm, dpi), dots(element.yMm, dpi)];
  return { left, top, width: dots(element.xMm + element.widthMm, dpi) - left, height: dots(element.yMm + element.heightMm, dpi) - top };
}

/** Draws one element; the text of its code, when it has drawn one. */
function drawElement(work: Work): string | null {
  const { element, place, sheet, dpi } = work;
  switch (element.kind) {
    case 'text':
      drawText({ ...work, element });
      return null;
    case 'code':
      return drawCode({ ...work, element });
    case 'line':
      fill(sheet, place.left, place.top, Math.max(1, place.width), Math.max(1, place.height));
      return null;
    case 'box':
      outline(sheet, place, Math.max(1, dots(element.thickMm, dpi)));
      return null;
    case 'eac':
      drawEac({ ...work, element });
      return null;
  }
}

function drawText({ sheet, element, place, dpi, fields, type, warn }: Work<TextElement>): void {
  const text = filled(element.content, fields);
  if (text === '') return;
  const missing = type.missing(text);
  if (missing.length > 0) warn('letters-missing', missing.join(''));
  const laid = layText(
    text,
    {
      widthDots: place.width,
      heightDots: place.height,
      capDots: Math.max(4, dots(element.capMm, dpi)),
      fit: element.fit,
      leastCapDots: LEAST_CAP_DOTS,
    },
    (line, capDots) => type.width(line, capDots, element.weight),
  );
  if (laid.cut) warn('text-cut', text);
  for (const [index, line] of laid.lines.entries()) {
    const slack = place.width - type.width(line, laid.capDots, element.weight);
    const left = element.align === 'left' ? 0 : element.align === 'right' ? slack : slack / 2;
    const base = place.top + Math.round(laid.capDots * (FIRST_BASE + index * LINE_PITCH));
    type.set(sheet, line, place.left + Math.max(0, left), base, laid.capDots, element.weight);
  }
}

function drawCode(work: Work<CodeElement>): string | null {
  const { element, fields, warn } = work;
  const text = filled(element.content, fields);
  const symbol = text === '' ? null : symbolOf(element.symbology, text);
  if (symbol === null) {
    warn(text === '' ? 'code-empty' : 'code-wrong', text.replaceAll(GS, ' '));
    return null;
  }
  const drawn =
    symbol.symbology === 'ean13' || symbol.symbology === 'code128'
      ? drawBars(work, barsOf(symbol.symbology, symbol.text), symbol.text)
      : drawMatrix(work, matrixOf(symbol.symbology, symbol.text));
  return drawn ? symbol.text : null;
}

/** Bars in the middle of the frame with their quiet zones, as many whole dots a module as there is room for. */
function drawBars({ sheet, element, place, dpi, type, warn }: Work<CodeElement>, bars: Bars, text: string): boolean {
  const module = Math.floor(place.width / (bars.modules + bars.quiet[0] + bars.quiet[1]));
  if (module < 1) {
    warn('code-too-wide', text);
    return false;
  }
  if (module < THIN_MODULE) warn('module-thin', String(module));
  const capDots = element.digits ? Math.max(LEAST_CAP_DOTS, Math.min(dots(2.2, dpi), Math.floor(place.height * 0.16))) : 0;
  const height = Math.max(1, place.height - Math.ceil(capDots * 1.5));
  const left =
    place.left + Math.round((place.width - module * (bars.modules + bars.quiet[0] + bars.quiet[1])) / 2) + bars.quiet[0] * module;
  let x = left;
  for (const [index, run] of bars.runs.entries()) {
    if (index % 2 === 0) fill(sheet, x, place.top, run * module, height);
    x += run * module;
  }
  if (capDots > 0) {
    const width = type.width(text, capDots, 'regular');
    type.set(sheet, text, place.left + (place.width - width) / 2, place.top + height + Math.round(capDots * 1.35), capDots, 'regular');
  }
  return true;
}

function drawMatrix({ sheet, place, warn }: Work<CodeElement>, matrix: Matrix): boolean {
  const whole = Math.max(matrix.columns, matrix.rows) + 2 * matrix.quiet;
  const module = Math.floor(Math.min(place.width, place.height) / whole);
  if (module < 1) {
    warn('code-too-wide');
    return false;
  }
  if (module < THIN_MODULE) warn('module-thin', String(module));
  const picture = blank(matrix.columns * module, matrix.rows * module);
  for (const [at, dark] of matrix.dark.entries())
    if (dark) fill(picture, (at % matrix.columns) * module, Math.floor(at / matrix.columns) * module, module, module);
  const left = place.left + Math.floor((place.width - picture.width) / 2);
  stamp(sheet, picture, left, place.top + Math.floor((place.height - picture.height) / 2));
  return true;
}

function outline(sheet: Bitmap1, { left, top, width, height }: Area, thick: number): void {
  fill(sheet, left, top, width, thick);
  fill(sheet, left, top + height - thick, width, thick);
  fill(sheet, left, top, thick, height);
  fill(sheet, left + width - thick, top, thick, height);
}

/** Three letters of right angles that make up a square together; a stroke is an eleventh of it. */
function drawEac({ sheet, element, place, warn }: Work<EacElement>): void {
  if (element.heightMm < LEAST_EAC_MM) warn('eac-small');
  const side = Math.min(place.width, place.height);
  const stroke = Math.max(1, Math.round(side / 11));
  const gap = Math.max(1, Math.round(side / 11));
  const letter = Math.floor((side - 2 * gap) / 3);
  const top = place.top + Math.floor((place.height - side) / 2);
  const middle = top + Math.round((side - stroke) / 2);
  const bottom = top + side - stroke;
  const [e, a, c] = [0, 1, 2].map((index) => place.left + Math.floor((place.width - side) / 2) + index * (letter + gap)) as [
    number,
    number,
    number,
  ];
  const rows: readonly (readonly [number, readonly number[]])[] = [
    [e, [top, middle, bottom]],
    [a, [top, middle]],
    [c, [top, bottom]],
  ];
  for (const [left, bars] of rows) {
    fill(sheet, left, top, stroke, side);
    for (const y of bars) fill(sheet, left, y, letter, stroke);
  }
  fill(sheet, a + letter - stroke, top, stroke, side);
}
