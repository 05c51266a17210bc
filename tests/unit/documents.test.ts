import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inlineDocuments, threadDocuments } from '#electron/documents/documents.ts';
import type { PaperData, PaperLanguage, PickList, TransferAct } from '#electron/ports/documents.ts';
import type { Gray } from '#electron/printing/bitmap.ts';
import { readCodes } from '#electron/printing/codes.ts';
import { openPdf } from '#electron/printing/pdf.ts';
import { SCANNER_TEST } from '#shared/domain/scanner.ts';
import { readSgtin } from '#shared/domain/sgtin.ts';

const MADE_AT = Date.UTC(2026, 10, 27, 6, 30);
const documents = inlineDocuments('resources');
let pdfium: Awaited<ReturnType<typeof PDFiumLibrary.init>>;
beforeAll(async () => {
  pdfium = await PDFiumLibrary.init();
});
afterAll(() => pdfium.destroy());

/** Text of every page, white space made even. */
async function textsOf(paper: PaperData, language: PaperLanguage = 'ru'): Promise<readonly string[]> {
  const opened = await pdfium.loadDocument(await documents.draw(paper, language));
  const texts = Array.from({ length: opened.getPageCount() }, (_, page) => opened.getPage(page).getText().replaceAll(/\s+/gu, ' '));
  opened.destroy();
  return texts;
}

/** The first page as a printer of three hundred dots an inch would draw it. */
async function firstPage(paper: PaperData): Promise<Gray> {
  const opened = await openPdf(await documents.draw(paper, 'ru'));
  if ('problem' in opened) throw new Error(opened.problem);
  const page = await opened.page(0, 300);
  opened.close();
  if ('problem' in page) throw new Error(page.problem);
  return page.gray;
}

const pickList = (count: number, over: Partial<PickList['rows'][number]> = {}): PickList => ({
  kind: 'pick-list',
  madeAtMs: MADE_AT,
  supplyName: null,
  orders: count * 2,
  rows: Array.from({ length: count }, (_, index) => ({
    bin: `A-${index + 1}`,
    article: `ART-${index + 1}`,
    name: `Кружка «Әуезов қағаз» № ${index + 1}`,
    barcode: `46000000${String(10_000 + index)}`,
    quantity: 3,
    orders: [`N${index}-1`, `N${index}-2`],
    ...over,
  })),
});
const parcel = (index: number, packed = true) => ({
  number: `50${index}`,
  caption: `12 ${1000 + index}`,
  article: `ART-${index}`,
  name: 'Шарф, ҢӨҮҰІһ',
  quantity: 1,
  packed,
});
const act: TransferAct = {
  kind: 'transfer-act',
  madeAtMs: MADE_AT,
  seller: 'ООО «Пример»',
  taxId: '7700000016',
  channel: 'Wildberries',
  supplyName: 'Korob 17',
  supplyNumber: 'WB-GI-1234567',
  boxes: 2,
  rows: [parcel(1), parcel(2), parcel(3)],
  total: { minor: 123_456, currency: 'RUB' },
};

describe('a paper', () => {
  it('says its words in letters that can be searched and copied, Cyrillic and Kazakh', async () => {
    const [text] = await textsOf(pickList(3));
    for (const words of ['Лист подбора', 'Кружка «Әуезов қағаз» № 2', 'A-3', 'ART-1', '27.11.2026', 'Лист 1 из 1'])
      expect(text).toContain(words);
    expect((await textsOf(act)).join(' ')).toContain('ҢӨҮҰІһ');
  });

  it('of four hundred lines goes on for pages, loses none, and repeats its head on each', async () => {
    const texts = await textsOf(pickList(400));
    expect(texts.length).toBeGreaterThan(15);
    for (const [page, text] of texts.entries()) {
      expect(text).toContain(`Лист ${page + 1} из ${texts.length}`);
      if (/ART-\d/u.test(text)) expect(text).toContain('Ячейка');
    }
    const all = texts.join(' ');
    for (let line = 1; line <= 400; line += 1) expect(all).toMatch(new RegExp(`ART-${line}\\b`, 'u'));
    expect(texts.at(-1)).toContain('Строк: 400, штук: 1200, заказов: 800');
  });

  it('has bars that a scanner reads from the page', async () => {
    const paper = pickList(6);
    const page = await firstPage(paper);
    const read = await readCodes(page);
    expect(read.toSorted()).toEqual(paper.rows.map((row) => row.barcode));
  });

  it('writes a code that cannot be bars, and a name however long, without leaving the page', async () => {
    const [text] = await textsOf(pickList(1, { barcode: 'ШК-1', name: 'очень '.repeat(60) }));
    expect(text).toContain('ШК-1');
    expect(text).toContain('Подобрал');
  });

  it('counts what is handed over', async () => {
    const [text] = await textsOf(act);
    expect(text).toContain('Сдано отправлений: 3, вещей: 3, грузомест: 2');
    expect(text).toMatch(/На сумму: 1.234,56 ₽/u);
    for (const words of ['ООО «Пример»', 'ИНН 7700000016', 'WB-GI-1234567', 'Сдал', 'Принял']) expect(text).toContain(words);
  });

  it('of a supply says what is not packed, and carries the code of the supply', async () => {
    const paper: PaperData = {
      kind: 'supply-sheet',
      madeAtMs: MADE_AT,
      supplyName: 'Korob 17',
      supplyNumber: 'WB-GI-1234567',
      code: '$1:1:1234:5678',
      accountName: 'Кабинет',
      warehouseName: 'Склад',
      shippingDate: '2026-11-28',
      boxes: 1,
      rows: [parcel(1), parcel(2, false)],
    };
    const [text] = await textsOf(paper);
    expect(text).toContain('Заказов: 2, упаковано: 1');
    expect(text).toContain('НЕТ');
    expect(text).toContain('28.11.2026');
    const page = await firstPage(paper);
    expect(await readCodes(page)).toContain('$1:1:1234:5678');
  });

  it('slips and returns say what lies where', async () => {
    const [slip] = await textsOf({
      kind: 'packing-slip',
      madeAtMs: MADE_AT,
      seller: 'ИП Пример',
      accountName: 'Кабинет',
      orderNumber: '501',
      orderedAtMs: MADE_AT,
      rows: [{ article: 'CUP', name: 'Кружка', quantity: 2 }],
      price: null,
    });
    expect(slip).toContain('Упаковочный лист к заказу 501');
    expect(slip).toContain('Всего вещей: 2');
    const [returns] = await textsOf({
      kind: 'returns-sheet',
      madeAtMs: MADE_AT,
      rows: [{ ...parcel(1), barcode: '4600000000008', bin: 'B-2' }],
    });
    for (const words of ['Лист возврата на полки', 'B-2', 'Посылок: 1']) expect(returns).toContain(words);
  });

  it('to learn a scanner by holds the three codes, the separator of the marking code among them', async () => {
    const page = await firstPage({
      kind: 'scanner-sheet',
      madeAtMs: MADE_AT,
      marking: SCANNER_TEST.marking,
      rows: [SCANNER_TEST.plain, SCANNER_TEST.letters],
    });
    const read = await readCodes(page);
    const mark = readSgtin(read.find((text) => text.includes('01)')) ?? '');
    expect(mark.kind === 'code' && mark.code.full).toBe(SCANNER_TEST.marking);
    expect(read).toEqual(expect.arrayContaining([SCANNER_TEST.plain, SCANNER_TEST.letters]));
  });

  it('speaks English where the office does, whole: no Russian word is left on it, and what things are called stays', async () => {
    const plain = { ...parcel(1), name: 'Scarf' };
    const row = { ...plain, barcode: '4600000000008', bin: null };
    const papers: readonly PaperData[] = [
      pickList(2, { name: 'Mug', orders: ['1', '2', '3', '4', '5', '6'] }),
      { ...act, seller: 'Example LLC', rows: [plain] },
      {
        kind: 'packing-slip',
        madeAtMs: MADE_AT,
        seller: 'Example LLC',
        accountName: 'Cabinet',
        orderNumber: '501',
        orderedAtMs: MADE_AT,
        rows: [{ article: 'CUP', name: 'Mug', quantity: 2 }],
        price: { minor: 990_00, currency: 'KZT' },
      },
      {
        kind: 'supply-sheet',
        madeAtMs: MADE_AT,
        supplyName: 'Korob 17',
        supplyNumber: null,
        code: null,
        accountName: 'Cabinet',
        warehouseName: null,
        shippingDate: null,
        boxes: 1,
        rows: [{ ...plain, packed: false }],
      },
      { kind: 'returns-sheet', madeAtMs: MADE_AT, rows: [row] },
    ];
    const texts = (await Promise.all(papers.map((paper) => textsOf(paper, 'en')))).map((pages) => pages.join(' '));
    for (const text of texts) {
      expect(text).not.toMatch(/\p{Script=Cyrillic}/u);
      expect(text).toContain('Page 1 of 1');
    }
    const words = [
      'Pick list',
      'Parcels handed over: 1',
      'Packing slip, order 501',
      'The day it leaves is not said',
      'Back to the shelves',
    ];
    expect(words.map((title, at) => texts[at]!.includes(title))).toEqual(words.map(() => true));
    const kazakh = await textsOf({ ...act, seller: 'ЖК «Үлгі»', rows: [{ ...plain, name: 'Қасық, әдемі ыдыс' }] }, 'en');
    expect(kazakh.join(' ')).toContain('Қасық, әдемі ыдыс');
  });

  it('drawn on a thread is the same paper', async () => {
    const thread = threadDocuments(new URL('../../electron/documents/documents.worker.ts', import.meta.url), 'resources');
    const opened = await pdfium.loadDocument(await thread.draw(act, 'ru'));
    expect(opened.getPage(0).getText()).toContain('Сдано отправлений: 3');
    opened.destroy();
  });
});
