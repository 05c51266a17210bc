import { checkDigitFits, GS } from './gs1.ts';
import { readSgtin } from './sgtin.ts';

/** What a label of our own is stuck on; each kind has fields of its own. */
export const LABEL_KINDS = ['product', 'bin', 'box', 'pallet', 'slip'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/** Names that may stand in braces in a content, by kind; the order is that of the list in the editor. */
export const LABEL_FIELDS = {
  product: ['name', 'article', 'barcode', 'price', 'size', 'composition', 'maker', 'note', 'mark', 'date'],
  bin: ['code', 'scan', 'name', 'warehouse', 'date'],
  box: ['number', 'count', 'code', 'supply', 'seller', 'content', 'date'],
  pallet: ['number', 'count', 'code', 'boxes', 'weight', 'seller', 'content', 'date'],
  slip: ['number', 'name', 'article', 'result', 'inspector', 'date'],
} as const satisfies Readonly<Record<LabelKind, readonly string[]>>;

/** Values of the fields of one label; a field that is absent is empty. */
export type LabelFields = Readonly<Record<string, string>>;

/** Place and size in millimetres from the upper left corner of the label. */
interface Placed {
  readonly id: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface TextElement extends Placed {
  readonly kind: 'text';
  /** Words with fields in braces: «Арт. {article}». */
  readonly content: string;
  /** Height of a capital letter. */
  readonly capMm: number;
  readonly weight: 'regular' | 'bold';
  readonly align: 'left' | 'center' | 'right';
  /** `shrink`: one line, smaller until it fits. `wrap`: as many lines as the height holds, smaller if that is not enough. */
  readonly fit: 'shrink' | 'wrap';
}

export interface CodeElement extends Placed {
  readonly kind: 'code';
  /** `auto`: EAN-13 where the content is one, Code 128 otherwise. */
  /** `auto`: EAN-13 where it is one, else Code 128. `code128-or-qr`: a square one for letters that bars cannot hold. */
  readonly symbology: 'auto' | 'ean13' | 'code128' | 'code128-or-qr' | 'gs1-datamatrix' | 'qr';
  readonly content: string;
  /** Writes the content beneath the bars. */
  readonly digits: boolean;
}

/** Filled with black: a line is a thin one of these. */
export interface LineElement extends Placed {
  readonly kind: 'line';
}

export interface BoxElement extends Placed {
  readonly kind: 'box';
  readonly thickMm: number;
}

/** The single mark of circulation of the Eurasian Economic Union. */
export interface EacElement extends Placed {
  readonly kind: 'eac';
}

export type LabelElement = TextElement | CodeElement | LineElement | BoxElement | EacElement;

export interface LabelTemplate {
  readonly id: string;
  readonly name: string;
  readonly kind: LabelKind;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly elements: readonly LabelElement[];
}

/** Why this label must not be printed with these fields; the screens name the code. */
export interface LabelProblem {
  readonly elementId: string;
  readonly code: 'code-empty' | 'code-wrong' | 'field-unknown';
  /** The content, or the name of the field. */
  readonly text: string;
}

/** The content with its fields filled in. Empty when it has fields and not one of them has a value: «Размер: » says nothing. */
export function filled(content: string, fields: LabelFields): string {
  const names = fieldsIn(content);
  if (names.length > 0 && names.every((name) => (fields[name] ?? '') === '')) return '';
  return content.replaceAll(FIELD, (_, name: string) => fields[name] ?? '').trim();
}

const FIELD = /\{([a-z]+)\}/gu;

/** Names of the fields that a content asks for, as they stand. */
export const fieldsIn = (content: string): readonly string[] => [...content.matchAll(FIELD)].map((match) => match[1]!);

/** Fields that the template asks for, each once. */
export function fieldsOf(template: Pick<LabelTemplate, 'elements'>): readonly string[] {
  return [...new Set(template.elements.flatMap((element) => ('content' in element ? fieldsIn(element.content) : [])))];
}

export type Symbol =
  | { readonly symbology: 'ean13' | 'code128' | 'qr'; readonly text: string }
  /** Begins with FNC1; fields of variable length end with GS. */
  | { readonly symbology: 'gs1-datamatrix'; readonly text: string };

/** What an element's code holds, null when the content cannot stand in such a code. */
export function symbolOf(symbology: CodeElement['symbology'], text: string): Symbol | null {
  const ean = /^\d{13}$/u.test(text) && checkDigitFits(text);
  switch (symbology) {
    case 'auto':
      return ean ? { symbology: 'ean13', text } : symbolOf('code128', text);
    case 'code128-or-qr':
      return symbolOf('code128', text) ?? symbolOf('qr', text);
    case 'ean13':
      return ean ? { symbology, text } : null;
    case 'code128':
      // Code 128 holds ASCII; letters beyond it would be read back differently by every scanner.
      return /^[\u0020-\u007E]{1,80}$/u.test(text) ? { symbology, text } : null;
    case 'qr':
      return text.length <= 500 ? { symbology, text } : null;
    case 'gs1-datamatrix': {
      const reading = readSgtin(text);
      if (reading.kind === 'code') return { symbology, text: reading.code.full };
      if (ean) return { symbology, text: `010${text}` };
      return /^\d{14}$/u.test(text) && checkDigitFits(text) ? { symbology, text: `01${text}` } : null;
    }
  }
}

/** Everything that keeps a label of these fields from being printed; nothing is drawn to know it. */
export function problemsOf(template: LabelTemplate, fields: LabelFields): readonly LabelProblem[] {
  const known: readonly string[] = LABEL_FIELDS[template.kind];
  return template.elements.flatMap((element): readonly LabelProblem[] => {
    if (element.kind !== 'text' && element.kind !== 'code') return [];
    const strange = fieldsIn(element.content).find((name) => !known.includes(name));
    if (strange !== undefined) return [{ elementId: element.id, code: 'field-unknown', text: strange }];
    if (element.kind === 'text') return [];
    const text = filled(element.content, fields);
    if (text === '') return [{ elementId: element.id, code: 'code-empty', text: element.content }];
    return symbolOf(element.symbology, text) === null
      ? [{ elementId: element.id, code: 'code-wrong', text: text.replaceAll(GS, ' ') }]
      : [];
  });
}

/** Sums of tenths are not exact in binary: so little over the edge is none. */
const SLACK_MM = 0.05;

/** A part of the element lies beyond the paper. */
export const isOutside = (element: Placed, label: Pick<LabelTemplate, 'widthMm' | 'heightMm'>): boolean =>
  element.xMm < -SLACK_MM ||
  element.yMm < -SLACK_MM ||
  element.xMm + element.widthMm > label.widthMm + SLACK_MM ||
  element.yMm + element.heightMm > label.heightMm + SLACK_MM;

/** The label lies on the paper as it is or turned, with a millimetre to spare: no printer places paper better than that. */
export function fitsPaper(label: Pick<LabelTemplate, 'widthMm' | 'heightMm'>, paper: Pick<LabelTemplate, 'widthMm' | 'heightMm'>): boolean {
  const within = (width: number, height: number) => width <= paper.widthMm + 1 && height <= paper.heightMm + 1;
  return within(label.widthMm, label.heightMm) || within(label.heightMm, label.widthMm);
}
