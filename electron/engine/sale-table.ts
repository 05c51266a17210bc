import { searchable } from '#shared/kit/text.ts';

/** What a column of a file of sales means to us. */
export type SaleMeaning = 'article' | 'barcode' | 'quantity' | 'price' | 'line-id' | 'sold-at';

const HEADERS: Readonly<Record<SaleMeaning, readonly string[]>> = {
  article: ['артикул', 'артикул продавца', 'код товара', 'код', 'article', 'sku', 'vendor code'],
  barcode: ['штрихкод', 'штрих-код', 'штрих код', 'баркод', 'шк', 'barcode', 'ean', 'ean13', 'ean-13', 'gtin'],
  quantity: ['количество', 'кол-во', 'продано', 'quantity', 'qty', 'sold'],
  price: ['цена', 'цена, руб', 'цена, ₽', 'price'],
  'line-id': ['номер', 'номер строки', 'номер продажи', 'номер чека', 'чек', 'id', 'line id', 'receipt', 'order', 'номер заказа'],
  'sold-at': ['дата', 'дата продажи', 'время', 'date', 'sold at'],
};

const MEANINGS: ReadonlyMap<string, SaleMeaning> = new Map(
  Object.entries(HEADERS).flatMap(([meaning, names]) => names.map((name) => [name, meaning as SaleMeaning] as const)),
);

export interface SaleProblem {
  /** Line of the file, the header being 1. */
  readonly line: number;
  readonly code:
    | 'no-article'
    | 'quantity-wrong'
    | 'price-wrong'
    | 'date-wrong'
    | 'product-not-found'
    | 'barcode-of-several'
    | 'not-enough'
    | 'already-sold'
    | 'no-warehouse';
  readonly text: string;
}

export interface SaleTableLine {
  readonly line: number;
  readonly article: string;
  readonly barcode: string;
  readonly quantity: number;
  readonly priceMinor: number | null;
  readonly lineId: string;
  /** Null: the file does not say when, or not in a way that can be read. */
  readonly soldAtMs: number | null;
}

export interface SaleTable {
  readonly columns: readonly { readonly header: string; readonly meaning: SaleMeaning | null }[];
  readonly lines: readonly SaleTableLine[];
  readonly problems: readonly SaleProblem[];
}

/** A table of sales in our words. A line whose product or quantity cannot be read is told and left out, never guessed. */
export function readSaleTable(rows: readonly (readonly string[])[]): SaleTable {
  const taken = new Set<SaleMeaning>();
  const columns = (rows[0] ?? []).map((header) => {
    const meaning = MEANINGS.get(searchable(header)) ?? null;
    if (meaning === null || taken.has(meaning)) return { header, meaning: null };
    taken.add(meaning);
    return { header, meaning };
  });
  const problems: SaleProblem[] = [];
  const lines = rows.slice(1).flatMap((row, index): readonly SaleTableLine[] => {
    if (row.every((cell) => cell === '')) return [];
    const cell = (meaning: SaleMeaning): string => row[columns.findIndex((column) => column.meaning === meaning)] ?? '';
    const line = index + 2;
    const tell = (code: SaleProblem['code'], text: string): null => {
      problems.push({ line, code, text: text.slice(0, 200) });
      return null;
    };
    const [article, barcode] = [cell('article'), cell('barcode')];
    if (article === '' && barcode === '') {
      tell('no-article', row.join(' '));
      return [];
    }
    const quantity = wholeOf(cell('quantity')) ?? tell('quantity-wrong', cell('quantity'));
    if (quantity === null) return [];
    const priceMinor = cell('price') === '' ? null : (minorOf(cell('price')) ?? tell('price-wrong', cell('price')));
    const soldAtMs = cell('sold-at') === '' ? null : (timeOf(cell('sold-at')) ?? tell('date-wrong', cell('sold-at')));
    return [{ line, article, barcode, quantity, priceMinor, lineId: cell('line-id').slice(0, 200), soldAtMs }];
  });
  return { columns, lines, problems };
}

const withoutBlanks = (text: string): string => text.replaceAll(/[\s\u00A0\u202F]/gu, '');

function wholeOf(text: string): number | null {
  const match = /^(\d{1,7})(?:[.,]0+)?$/u.exec(withoutBlanks(text));
  const value = match === null ? 0 : Number(match[1]);
  return value > 0 && value <= 1_000_000 ? value : null;
}

/** «1 290,50 ₽» in hundredths. */
function minorOf(text: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,2})0*)?(?:₽|руб\.?|р\.?)?$/iu.exec(withoutBlanks(text));
  return match === null ? null : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0') || 0);
}

const MOSCOW_MS = 3 * 3_600_000;

/** «23.11.2026 14:05» or «2026-11-23 14:05», by the clock of Moscow, which files of Russian shops are kept by. */
function timeOf(text: string): number | null {
  const match =
    /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})(?:[ T,]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?)?$/u.exec(text) ??
    /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[ T]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?)?$/u.exec(text);
  if (match?.groups === undefined) return null;
  const { year, month, day, hour, minute } = match.groups;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0));
  return new Date(ms).getUTCDate() === Number(day) ? ms - MOSCOW_MS : null;
}
