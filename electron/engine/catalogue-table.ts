import { checkDigitFits } from '#shared/domain/gs1.ts';
import { searchable } from '#shared/kit/text.ts';

/** What a column of somebody's table means to us. */
export type Meaning = 'article' | 'name' | 'barcodes' | 'quantity' | 'bin' | 'marked' | 'weight-g' | 'safety-stock';

/** Headers as sellers, 1C and the marketplaces write them, in the form they are compared in. */
export const COLUMN_NAMES: Readonly<Record<Meaning, readonly string[]>> = {
  article: [
    'артикул',
    'артикул продавца',
    'артикул поставщика',
    'ваш артикул',
    'код товара',
    'код',
    'article',
    'sku',
    'vendor code',
    'item code',
  ],
  name: [
    'наименование',
    'название',
    'наименование товара',
    'название товара',
    'номенклатура',
    'товар',
    'name',
    'title',
    'product',
    'product name',
  ],
  barcodes: [
    'штрихкод',
    'штрихкоды',
    'штрих-код',
    'штрих код',
    'баркод',
    'баркоды',
    'шк',
    'barcode',
    'barcodes',
    'ean',
    'ean13',
    'ean-13',
    'gtin',
  ],
  quantity: ['количество', 'кол-во', 'остаток', 'остатки', 'в наличии', 'quantity', 'qty', 'stock', 'on hand'],
  bin: ['ячейка', 'место', 'место хранения', 'адрес хранения', 'полка', 'bin', 'cell', 'shelf', 'location'],
  marked: ['маркировка', 'маркируемый', 'честный знак', 'чз', 'marked', 'marking'],
  'weight-g': ['вес', 'вес, г', 'вес г', 'вес (г)', 'weight', 'weight, g', 'weight g', 'weight (g)'],
  'safety-stock': ['страховой остаток', 'страховой запас', 'неснижаемый остаток', 'safety stock'],
};

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  Object.entries(COLUMN_NAMES).flatMap(([meaning, names]) => names.map((name) => [name, meaning as Meaning] as const)),
);

export interface TableProblem {
  /** Line of the file, the header being 1. */
  readonly line: number;
  readonly code:
    | 'no-article'
    | 'article-too-long'
    | 'name-cut'
    | 'quantity-wrong'
    | 'barcode-spoilt'
    | 'barcode-check-digit'
    | 'marked-unclear'
    | 'weight-wrong'
    | 'safety-stock-wrong'
    | 'no-warehouse'
    | 'has-stock-already'
    | 'kit-has-no-stock';
  /** The cell it is about, as it stands in the file. */
  readonly text: string;
}

export interface TableLine {
  readonly line: number;
  readonly article: string;
  readonly name: string | null;
  readonly barcodes: readonly string[];
  readonly quantity: number;
  readonly bin: string | null;
  readonly marked: boolean | null;
  readonly weightG: number | null;
  readonly safetyStock: number | null;
}

export interface ProductTable {
  readonly columns: readonly { readonly header: string; readonly meaning: Meaning | null }[];
  readonly lines: readonly TableLine[];
  readonly problems: readonly TableProblem[];
}

/** A table of products in our words. A cell that cannot be read is told and left out; the rest of its line is kept. */
export function readProductTable(rows: readonly (readonly string[])[]): ProductTable {
  const taken = new Set<Meaning>();
  const columns = (rows[0] ?? []).map((header) => {
    const meaning = MEANINGS.get(searchable(header)) ?? null;
    if (meaning === null || taken.has(meaning)) return { header, meaning: null };
    taken.add(meaning);
    return { header, meaning };
  });
  const problems: TableProblem[] = [];
  const lines = rows.slice(1).flatMap((row, index) => {
    if (row.every((cell) => cell === '')) return [];
    const cell = (meaning: Meaning): string => row[columns.findIndex((column) => column.meaning === meaning)] ?? '';
    return readLine(cell, index + 2, problems);
  });
  return { columns, lines, problems };
}

function readLine(cell: (meaning: Meaning) => string, line: number, problems: TableProblem[]): readonly TableLine[] {
  const tell = (code: TableProblem['code'], text: string): null => {
    problems.push({ line, code, text: text.slice(0, 200) });
    return null;
  };
  const article = cell('article');
  if (article === '' || article.length > 100) {
    tell(article === '' ? 'no-article' : 'article-too-long', article === '' ? cell('name') : article);
    return [];
  }
  const whole = (meaning: Meaning, code: TableProblem['code'], least: number): number | null => {
    const text = cell(meaning);
    if (text === '') return null;
    const value = readWhole(text);
    return value === null || value < least || value > 1_000_000 ? tell(code, text) : value;
  };
  const name = cell('name');
  if (name.length > 500) tell('name-cut', name);
  return [
    {
      line,
      article,
      name: name === '' ? null : name.slice(0, 500),
      barcodes: readBarcodes(cell('barcodes'), tell),
      quantity: whole('quantity', 'quantity-wrong', 0) ?? 0,
      bin: cell('bin').slice(0, 40) || null,
      marked: readYes(cell('marked'), tell),
      weightG: whole('weight-g', 'weight-wrong', 1),
      safetyStock: whole('safety-stock', 'safety-stock-wrong', 0),
    },
  ];
}

type Tell = (code: TableProblem['code'], text: string) => null;

/** «1 000» and «5,0» are whole numbers; «1,5» is not. */
export function readWhole(text: string): number | null {
  const match = /^(\d{1,9})(?:[.,]0+)?$/u.exec(text.replaceAll(/[\s\u00A0\u202F]/gu, ''));
  return match === null ? null : Number(match[1]);
}

function readBarcodes(text: string, tell: Tell): readonly string[] {
  const codes = text.split(/[\s,;|]+/u).filter(Boolean);
  // A spreadsheet that took the code for a number has thrown its last digits away.
  if (/\d[.,]\d+e\+\d/iu.test(text)) {
    tell('barcode-spoilt', text);
    return [];
  }
  for (const code of codes) if (/^(?:\d{8}|\d{12,14})$/u.test(code) && !checkDigitFits(code)) tell('barcode-check-digit', code);
  return [...new Set(codes.filter((code) => code.length <= 100))];
}

const YES: ReadonlySet<string> = new Set(['да', 'д', '1', 'true', 'yes', 'y', '+', 'есть', 'истина']);
const NO: ReadonlySet<string> = new Set(['нет', 'н', '0', 'false', 'no', 'n', '-', 'ложь']);

function readYes(text: string, tell: Tell): boolean | null {
  const word = searchable(text);
  if (word === '') return null;
  if (YES.has(word)) return true;
  return NO.has(word) ? false : tell('marked-unclear', text);
}
