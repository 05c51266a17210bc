import type {
  PackingSlip,
  PaperData,
  PaperLanguage,
  ParcelRow,
  PickList,
  ReturnsSheet,
  ScannerSheet,
  SupplySheet,
  TransferAct,
} from '#electron/ports/documents.ts';

import type { Cell, Column, Sheet } from './sheet.ts';
import { PAPER_WORDS, type PaperWords } from './words.ts';

/** What each paper says and in which columns. */
export function sheetOf(paper: PaperData, language: PaperLanguage): Sheet {
  const words = PAPER_WORDS[language];
  switch (paper.kind) {
    case 'pick-list':
      return pickList(paper, words);
    case 'packing-slip':
      return packingSlip(paper, words);
    case 'supply-sheet':
      return supplySheet(paper, words);
    case 'transfer-act':
      return transferAct(paper, words);
    case 'returns-sheet':
      return returnsSheet(paper, words);
    case 'scanner-sheet':
      return scannerSheet(paper, words);
  }
}

const CHECK: Column = { title: '', widthMm: 9, align: 'center' };
const check: Cell = { kind: 'check' };
const units = (rows: readonly { readonly quantity: number }[]): number => rows.reduce((sum, row) => sum + row.quantity, 0);

function pickList(paper: PickList, words: PaperWords): Sheet {
  const say = words.pickList;
  return {
    title: paper.wave === undefined ? say.title : say.wave(paper.wave.number),
    facts: [
      ...(paper.wave === undefined ? [paper.supplyName === null ? say.everything : say.supply(paper.supplyName)] : [say.howToScan]),
      words.made(timeOf(paper.madeAtMs, words)),
    ],
    page: words.page,
    code: paper.wave === undefined ? null : { symbology: 'code128', text: paper.wave.code },
    columns: [
      CHECK,
      { title: say.bin, widthMm: 26 },
      { title: words.product, widthMm: 0 },
      { title: paper.wave === undefined ? words.barcode : say.taken, widthMm: 46, align: 'center' },
      { title: say.take, widthMm: 14, align: 'right' },
      { title: say.orders, widthMm: 34 },
    ],
    rows: paper.rows.map((row) => [
      check,
      { kind: 'strong', text: row.bin ?? '—' },
      { kind: 'strong', text: row.article, small: row.name },
      { kind: 'bars', text: row.barcode },
      { kind: 'strong', text: String(row.quantity) },
      shortList(row.orders, 4, words),
    ]),
    totals: [say.total(paper.rows.length, units(paper.rows), paper.orders)],
    signatures: [say.signed],
  };
}

function packingSlip(paper: PackingSlip, words: PaperWords): Sheet {
  const say = words.packingSlip;
  return {
    title: say.title(paper.orderNumber),
    facts: [paper.seller, say.ordered(paper.accountName, timeOf(paper.orderedAtMs, words))],
    page: words.page,
    code: { symbology: 'code128', text: paper.orderNumber },
    columns: [
      { title: '№', widthMm: 10 },
      { title: say.article, widthMm: 40 },
      { title: say.name, widthMm: 0 },
      { title: words.quantity, widthMm: 20, align: 'right' },
    ],
    rows: paper.rows.map((row, index) => [String(index + 1), row.article, row.name, String(row.quantity)]),
    totals: [say.total(units(paper.rows)), ...(paper.price === null ? [] : [say.price(moneyOf(paper.price, words))])],
    signatures: [say.signed],
  };
}

const parcels = (words: PaperWords): readonly Column[] => [
  { title: '№', widthMm: 10 },
  { title: words.order, widthMm: 30 },
  { title: words.label, widthMm: 26 },
  { title: words.product, widthMm: 0 },
  { title: words.quantity, widthMm: 16, align: 'right' },
];
const parcel = (row: ParcelRow, index: number): readonly Cell[] => [
  String(index + 1),
  row.number,
  { kind: 'strong', text: row.caption },
  { kind: 'strong', text: row.article, small: row.name },
  String(row.quantity),
];

function supplySheet(paper: SupplySheet, words: PaperWords): Sheet {
  const say = words.supplySheet;
  return {
    title: say.title(paper.supplyName),
    facts: [
      `${paper.accountName}${paper.warehouseName === null ? '' : `, ${paper.warehouseName}`}`,
      paper.supplyNumber === null ? say.noNumber : say.number(paper.supplyNumber),
      paper.shippingDate === null ? say.noDay : say.leaves(dayOf(paper.shippingDate)),
      words.made(timeOf(paper.madeAtMs, words)),
    ],
    page: words.page,
    code: paper.code === null ? null : { symbology: 'qr', text: paper.code },
    columns: [CHECK, ...parcels(words), { title: say.packed, widthMm: 20, align: 'center' }],
    rows: paper.rows.map((row, index) => [check, ...parcel(row, index), row.packed ? say.yes : say.no]),
    totals: [say.orders(paper.rows.length, paper.rows.filter((row) => row.packed).length), say.units(units(paper.rows), paper.boxes)],
    signatures: say.signed,
  };
}

function transferAct(paper: TransferAct, words: PaperWords): Sheet {
  const say = words.transferAct;
  return {
    title: say.title,
    facts: [
      say.gives(paper.seller, paper.taxId),
      say.takes(paper.channel),
      say.supply(paper.supplyName, paper.supplyNumber, timeOf(paper.madeAtMs, words)),
    ],
    page: words.page,
    code: paper.supplyNumber === null ? null : { symbology: 'code128', text: paper.supplyNumber },
    columns: parcels(words),
    rows: paper.rows.map(parcel),
    totals: [
      say.total(paper.rows.length, units(paper.rows), paper.boxes),
      ...(paper.total === null ? [] : [say.sum(moneyOf(paper.total, words))]),
    ],
    signatures: say.signed,
  };
}

function returnsSheet(paper: ReturnsSheet, words: PaperWords): Sheet {
  const say = words.returnsSheet;
  return {
    title: say.title,
    facts: [say.why, words.made(timeOf(paper.madeAtMs, words))],
    page: words.page,
    code: null,
    columns: [
      CHECK,
      { title: words.order, widthMm: 28 },
      { title: words.label, widthMm: 24 },
      { title: words.product, widthMm: 0 },
      { title: words.barcode, widthMm: 46, align: 'center' },
      { title: words.quantity, widthMm: 14, align: 'right' },
      { title: say.toBin, widthMm: 24 },
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
    totals: [say.total(paper.rows.length, units(paper.rows))],
    signatures: [say.signed],
  };
}

function scannerSheet(paper: ScannerSheet, words: PaperWords): Sheet {
  const say = words.scannerSheet;
  return {
    title: say.title,
    facts: [say.how, say.square],
    page: words.page,
    code: { symbology: 'gs1-datamatrix', text: paper.marking },
    columns: [
      { title: '№', widthMm: 10 },
      { title: say.code, widthMm: 0, align: 'center' },
    ],
    // The square one is the second that the screen asks for.
    rows: paper.rows.map((text, index) => [index === 0 ? '1' : '3', { kind: 'bars', text }]),
    totals: [],
    signatures: [],
  };
}

const shortList = (names: readonly string[], most: number, words: PaperWords): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} ${words.more(names.length - most)}`;

/** Moscow's time, which every marketplace's deadlines are told in. */
const timeOf = (ms: number, { locale }: PaperWords): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Moscow',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);
const dayOf = (date: string): string => date.split('-').toReversed().join('.');
const SIGNS: Readonly<Record<string, string>> = { RUB: '₽', KZT: '₸', BYN: 'Br', UZS: 'soʻm' };
const moneyOf = ({ minor, currency }: { readonly minor: number; readonly currency: string }, { locale }: PaperWords): string =>
  `${(minor / 100).toLocaleString(locale, { minimumFractionDigits: 2 })} ${SIGNS[currency] ?? currency}`;
