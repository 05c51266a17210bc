import type {
  PackingSlip,
  PaperData,
  ParcelRow,
  PickList,
  ReturnsSheet,
  ScannerSheet,
  SupplySheet,
  TransferAct,
} from '#electron/ports/documents.ts';

import type { Cell, Column, Sheet } from './sheet.ts';

/** What each paper says and in which columns. Papers are for Russian warehouses and marketplaces, so they speak Russian. */
export function sheetOf(paper: PaperData): Sheet {
  switch (paper.kind) {
    case 'pick-list':
      return pickList(paper);
    case 'packing-slip':
      return packingSlip(paper);
    case 'supply-sheet':
      return supplySheet(paper);
    case 'transfer-act':
      return transferAct(paper);
    case 'returns-sheet':
      return returnsSheet(paper);
    case 'scanner-sheet':
      return scannerSheet(paper);
  }
}

const CHECK: Column = { title: '', widthMm: 9, align: 'center' };
const check: Cell = { kind: 'check' };
const units = (rows: readonly { readonly quantity: number }[]): number => rows.reduce((sum, row) => sum + row.quantity, 0);

function pickList(paper: PickList): Sheet {
  return {
    title: paper.wave === undefined ? 'Лист подбора' : `Лист подбора волны ${paper.wave.number}`,
    facts: [
      ...(paper.wave === undefined
        ? [paper.supplyName === null ? 'Всё, что можно собрать сейчас' : `Поставка ${paper.supplyName}`]
        : ['Код справа сканируют, когда взято всё; код строки — когда взята она одна. Сканировать на экране волны.']),
      `Составлен ${timeOf(paper.madeAtMs)}`,
    ],
    code: paper.wave === undefined ? null : { symbology: 'code128', text: paper.wave.code },
    columns: [
      CHECK,
      { title: 'Ячейка', widthMm: 26 },
      { title: 'Товар', widthMm: 0 },
      { title: paper.wave === undefined ? 'Штрихкод' : 'Взято', widthMm: 46, align: 'center' },
      { title: 'Взять', widthMm: 14, align: 'right' },
      { title: 'Заказы', widthMm: 34 },
    ],
    rows: paper.rows.map((row) => [
      check,
      { kind: 'strong', text: row.bin ?? '—' },
      { kind: 'strong', text: row.article, small: row.name },
      { kind: 'bars', text: row.barcode },
      { kind: 'strong', text: String(row.quantity) },
      shortList(row.orders, 4),
    ]),
    totals: [`Строк: ${paper.rows.length}, штук: ${units(paper.rows)}, заказов: ${paper.orders}`],
    signatures: ['Подобрал'],
  };
}

function packingSlip(paper: PackingSlip): Sheet {
  return {
    title: `Упаковочный лист к заказу ${paper.orderNumber}`,
    facts: [paper.seller, `${paper.accountName}, заказ от ${timeOf(paper.orderedAtMs)}`],
    code: { symbology: 'code128', text: paper.orderNumber },
    columns: [
      { title: '№', widthMm: 10 },
      { title: 'Артикул', widthMm: 40 },
      { title: 'Название', widthMm: 0 },
      { title: 'Кол-во', widthMm: 20, align: 'right' },
    ],
    rows: paper.rows.map((row, index) => [String(index + 1), row.article, row.name, String(row.quantity)]),
    totals: [`Всего вещей: ${units(paper.rows)}`, ...(paper.price === null ? [] : [`Стоимость: ${moneyOf(paper.price)}`])],
    signatures: ['Упаковал'],
  };
}

const PARCELS: readonly Column[] = [
  { title: '№', widthMm: 10 },
  { title: 'Заказ', widthMm: 30 },
  { title: 'Стикер', widthMm: 26 },
  { title: 'Товар', widthMm: 0 },
  { title: 'Кол-во', widthMm: 16, align: 'right' },
];
const parcel = (row: ParcelRow, index: number): readonly Cell[] => [
  String(index + 1),
  row.number,
  { kind: 'strong', text: row.caption },
  { kind: 'strong', text: row.article, small: row.name },
  String(row.quantity),
];

function supplySheet(paper: SupplySheet): Sheet {
  return {
    title: `Лист поставки ${paper.supplyName}`,
    facts: [
      `${paper.accountName}${paper.warehouseName === null ? '' : `, ${paper.warehouseName}`}`,
      paper.supplyNumber === null ? 'Номер маркетплейса ещё не получен' : `Номер ${paper.supplyNumber}`,
      `${paper.shippingDate === null ? 'День отгрузки не указан' : `Отгрузка ${dayOf(paper.shippingDate)}`}, составлен ${timeOf(paper.madeAtMs)}`,
    ],
    code: paper.code === null ? null : { symbology: 'qr', text: paper.code },
    columns: [CHECK, ...PARCELS, { title: 'Упакован', widthMm: 20, align: 'center' }],
    rows: paper.rows.map((row, index) => [check, ...parcel(row, index), row.packed ? 'да' : 'НЕТ']),
    totals: [
      `Заказов: ${paper.rows.length}, упаковано: ${paper.rows.filter((row) => row.packed).length}`,
      `Вещей: ${units(paper.rows)}, грузомест: ${paper.boxes}`,
    ],
    signatures: ['Собрал', 'Погрузил'],
  };
}

function transferAct(paper: TransferAct): Sheet {
  return {
    title: 'Акт приёма-передачи',
    facts: [
      `Сдаёт: ${paper.seller}${paper.taxId === '' ? '' : `, ИНН ${paper.taxId}`}`,
      `Принимает: ${paper.channel}`,
      `Поставка ${paper.supplyName}${paper.supplyNumber === null ? '' : `, номер ${paper.supplyNumber}`}, ${timeOf(paper.madeAtMs)}`,
    ],
    code: paper.supplyNumber === null ? null : { symbology: 'code128', text: paper.supplyNumber },
    columns: PARCELS,
    rows: paper.rows.map(parcel),
    totals: [
      `Сдано отправлений: ${paper.rows.length}, вещей: ${units(paper.rows)}, грузомест: ${paper.boxes}`,
      ...(paper.total === null ? [] : [`На сумму: ${moneyOf(paper.total)}`]),
    ],
    signatures: ['Сдал', 'Принял'],
  };
}

function returnsSheet(paper: ReturnsSheet): Sheet {
  return {
    title: 'Лист возврата на полки',
    facts: ['Заказы отменены после упаковки: найти посылки, вскрыть, вернуть товар в ячейки', `Составлен ${timeOf(paper.madeAtMs)}`],
    code: null,
    columns: [
      CHECK,
      { title: 'Заказ', widthMm: 28 },
      { title: 'Стикер', widthMm: 24 },
      { title: 'Товар', widthMm: 0 },
      { title: 'Штрихкод', widthMm: 46, align: 'center' },
      { title: 'Кол-во', widthMm: 14, align: 'right' },
      { title: 'В ячейку', widthMm: 24 },
    ],
    rows: paper.rows.map((row) => [
      check,
      row.number,
      { kind: 'strong', text: row.caption },
      { kind: 'strong', text: row.article, small: row.name },
      { kind: 'bars', text: row.barcode },
      String(row.quantity),
      { kind: 'strong', text: row.bin ?? '—' },
    ]),
    totals: [`Посылок: ${paper.rows.length}, вещей: ${units(paper.rows)}`],
    signatures: ['Вернул'],
  };
}

function scannerSheet(paper: ScannerSheet): Sheet {
  return {
    title: 'Лист настройки сканера',
    facts: [
      'Откройте «Место» (Alt+M), нажмите «Научить сканер» и сканируйте три кода в том порядке, в каком их просит экран.',
      'Квадратный код справа — как на маркированном товаре.',
    ],
    code: { symbology: 'gs1-datamatrix', text: paper.marking },
    columns: [
      { title: '№', widthMm: 10 },
      { title: 'Код', widthMm: 0, align: 'center' },
    ],
    // The square one is the second that the screen asks for.
    rows: paper.rows.map((text, index) => [index === 0 ? '1' : '3', { kind: 'bars', text }]),
    totals: [],
    signatures: [],
  };
}

const shortList = (names: readonly string[], most: number): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} и ещё ${names.length - most}`;

/** Moscow's time, which every marketplace's deadlines are told in. */
const TIME = new Intl.DateTimeFormat('ru-RU', {
  timeZone: 'Europe/Moscow',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const timeOf = (ms: number): string => TIME.format(ms);
const dayOf = (date: string): string => date.split('-').toReversed().join('.');
const SIGNS: Readonly<Record<string, string>> = { RUB: '₽', KZT: '₸', BYN: 'Br', UZS: 'soʻm' };
const moneyOf = ({ minor, currency }: { readonly minor: number; readonly currency: string }): string =>
  `${(minor / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2 })} ${SIGNS[currency] ?? currency}`;
