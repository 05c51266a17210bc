import type { ProductRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Answer, Output, Parsed } from '#shared/contract/index.ts';
import { fromBase64 } from '#shared/kit/decode.ts';
import { fail, ok } from '#shared/kit/result.ts';
import { searchable } from '#shared/kit/text.ts';

import { COLUMN_NAMES, readWhole } from './catalogue-table.ts';
import type { EngineContext } from './context.ts';

type Table = Output<'label.readTable'>;
type Row = Table['rows'][number];
type Problem = Table['problems'][number];
type Meaning = 'article' | 'barcode' | 'copies' | 'name' | 'price' | 'size' | 'composition' | 'maker' | 'note' | 'mark';

const MOST_ROWS = 5000;

/** Headers as sellers and 1C write them, in the form they are compared in. */
const HEADERS: Readonly<Record<Meaning, readonly string[]>> = {
  article: COLUMN_NAMES.article,
  barcode: COLUMN_NAMES.barcodes,
  copies: [...COLUMN_NAMES.quantity, 'этикеток', 'количество этикеток', 'копий', 'copies', 'labels'],
  name: COLUMN_NAMES.name,
  price: ['цена', 'цена, руб', 'цена, руб.', 'розничная цена', 'price'],
  size: ['размер', 'size'],
  composition: ['состав', 'composition'],
  maker: ['изготовитель', 'производитель', 'maker', 'manufacturer', 'made by'],
  note: ['примечание', 'комментарий', 'note'],
  mark: ['код маркировки', 'киз', 'км', 'datamatrix', 'mark', 'marking code'],
};

/** Fields that a column of the table puts in place of what is known of the product. */
const FIELDS = ['name', 'price', 'size', 'composition', 'maker', 'note', 'mark'] as const;

/** A table as rows to print. Every line is either a row or a problem: nothing is lost without a word. */
export async function readLabelTable({ db, tables }: EngineContext, input: Parsed<'label.readTable'>): Promise<Answer<'label.readTable'>> {
  const bytes = fromBase64(input.fileBase64);
  const rows = bytes === null ? null : await tables.readFile(bytes);
  if (rows === null) return fail({ code: 'table-unreadable', params: { name: input.fileName } });
  if (rows.length - 1 > MOST_ROWS) return fail({ code: 'table-too-many-rows', params: { most: MOST_ROWS } });
  const columns = meaningsOf(rows[0] ?? []);
  if (!columns.some(({ meaning }) => meaning === 'article' || meaning === 'barcode')) return fail({ code: 'table-no-product' });
  const table: Table = { columns, rows: [], problems: [] };
  for (const [index, cells] of rows.slice(1).entries()) {
    if (cells.every((cell) => cell === '')) continue;
    const cell = (meaning: Meaning): string | null => {
      const at = columns.findIndex((column) => column.meaning === meaning);
      return at === -1 ? null : (cells[at] ?? '');
    };
    const read = readLine(db.read, cell, index + 2);
    if ('code' in read) table.problems.push(read);
    else table.rows.push(read);
  }
  return ok(table);
}

function meaningsOf(headers: readonly string[]): { header: string; meaning: Meaning | null }[] {
  const taken = new Set<Meaning>();
  return headers.map((header) => {
    const name = searchable(header);
    const meaning = (Object.keys(HEADERS) as Meaning[]).find((one) => HEADERS[one].includes(name)) ?? null;
    if (meaning === null || taken.has(meaning)) return { header, meaning: null };
    taken.add(meaning);
    return { header, meaning };
  });
}

type Cell = (meaning: Meaning) => string | null;

function readLine(stores: Stores, cell: Cell, line: number): Row | Problem {
  const problem = (code: string, text: string): Problem => ({ line, code, text: text.slice(0, 200) });
  const product = productOf(stores, cell);
  if (typeof product === 'string') return problem(product, cell('barcode') || cell('article') || cell('name') || '');
  const copies = copiesOf(cell);
  if (typeof copies === 'string') return problem(copies, cell('copies') ?? '');
  const fields: Record<string, string> = {};
  for (const name of FIELDS) {
    const text = cell(name) ?? '';
    if (text.length > 1000) return problem('text-too-long', text);
    if (text !== '') fields[name] = text;
  }
  const barcode = cell('barcode') ?? '';
  if (barcode !== '') fields['barcode'] = barcode;
  if (copies > 1 && fields['mark'] !== undefined) return problem('mark-once', fields['mark']);
  return { line, productId: product.id, article: product.article, name: fields['name'] ?? product.name, copies, fields };
}

/** No column of quantities: one label a line. */
function copiesOf(cell: Cell): number | 'quantity-wrong' | 'quantity-zero' {
  const text = cell('copies');
  if (text === null) return 1;
  const copies = text === '' ? null : readWhole(text);
  if (copies === null || copies > 5000) return 'quantity-wrong';
  return copies === 0 ? 'quantity-zero' : copies;
}

type Lost = 'no-product-code' | 'barcode-spoilt' | 'product-not-found' | 'two-products' | 'codes-disagree';

function productOf({ catalogue }: Stores, cell: Cell): ProductRow | Lost {
  const barcode = cell('barcode') ?? '';
  const article = cell('article') ?? '';
  if (barcode === '' && article === '') return 'no-product-code';
  // A spreadsheet that took the code for a number has thrown its last digits away.
  if (/\d[.,]\d+e\+\d/iu.test(barcode)) return 'barcode-spoilt';
  const named = article === '' ? null : catalogue.productByArticle(article);
  if (barcode === '') return named ?? 'product-not-found';
  const carriers = catalogue.productsByBarcode(barcode);
  if (article !== '')
    return carriers.find((product) => product.id === named?.id) ?? (carriers.length === 0 ? 'product-not-found' : 'codes-disagree');
  if (carriers.length > 1) return 'two-products';
  return carriers[0] ?? 'product-not-found';
}
