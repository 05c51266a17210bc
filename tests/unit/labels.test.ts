import { writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { EngineContext } from '#electron/engine/context.ts';
import type { CallsOf } from '#electron/engine/handlers.ts';
import { labelHandlers } from '#electron/engine/labels.ts';
import { printHandlers } from '#electron/engine/print.ts';
import { createTables } from '#electron/exchange/csv.ts';
import type { NewMovement } from '#electron/ports/ledger-store.ts';
import { contract, type Input, type Output } from '#shared/contract/index.ts';
import type { LabelBatchId, LocationId, OperationId, PrinterId, PrintJobId, ProductId, StationId } from '#shared/domain/ids.ts';
import { base64 } from '#shared/kit/base64.ts';
import { openTestDatabase, TEST_NOW_MS, testId } from '#tests/support/database.ts';
import { seededRandom } from '#tests/support/fake-time.ts';
import { builtInTemplates, SAMPLE_MARK } from '#tests/support/label-samples.ts';

const KEEPER = { actor: 'keeper', station: 'station-1', permissions: ['read', 'pack', 'stock'] as const };
let opened: ReturnType<typeof openTestDatabase>;
let context: EngineContext;
let printerId: PrinterId;
let cup: ProductId;

beforeEach(() => {
  opened = openTestDatabase();
  context = {
    db: opened.database,
    clock: { nowMs: () => TEST_NOW_MS },
    random: seededRandom(11),
    tables: createTables(),
    events: { emit: () => undefined },
    printDesk: { builtInLabels: builtInTemplates, wake: () => undefined, trouble: () => null },
    // These families touch nothing else of the world.
  } as unknown as EngineContext;
  printerId = testId() as PrinterId;
  opened.database.write(({ print, desk }) => {
    const shape = { transport: 'virtual', address: '', language: 'zpl', dpi: 203, widthMm: 58, heightMm: 40, settings: {} } as const;
    print.savePrinter({ id: printerId, name: 'Стол 1', ...shape }, TEST_NOW_MS);
    desk.saveStation({ id: 'station-1' as StationId, name: '1', printerId });
  });
  cup = opened.make.product({ article: 'CUP', name: 'Кружка', barcodes: ['OWN-1', '4600000000008'] });
});
afterEach(() => opened.close());

/** The answer's value, or the code of what was expected to fail. */
async function ask<N extends CallsOf<'label'>>(
  name: N,
  input: Omit<Input<N>, 'operationId'>,
  operationId = testId(),
): Promise<Output<N> | string> {
  const whole = contract[name].kind === 'command' ? { operationId, ...input } : input;
  const handler = labelHandlers(context)[name] as (input: unknown, caller: unknown) => unknown;
  const answer = (await handler(contract[name].input.parse(whole), KEEPER)) as
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly error: { readonly code: string } };
  if (answer.ok) return contract[name].output.parse(answer.value) as Output<N>;
  expect(contract[name].errors as readonly string[]).toContain(answer.error.code);
  return answer.error.code;
}
const good = <T>(answer: T | string): T => {
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
};

type Subject = Input<'label.print'>['subject'];
const print = (subject: Subject, over: Partial<Input<'label.print'>> = {}, operationId = testId()) =>
  ask('label.print', { templateId: 'product-58x40', stationId: 'station-1', subject, ...over }, operationId);
const cups = (copies: number, fields: Readonly<Record<string, string>> = {}): Subject => ({
  kind: 'products',
  rows: [{ id: cup, copies, fields }],
});
const jobs = () => opened.database.read.print.jobs({ limit: 500 }).toReversed();
const next = () => opened.database.read.print.next(printerId);

describe('templates', () => {
  const builtIn = async () => good(await ask('label.template', { id: 'product-58x40' })).template;

  it('the built-in ones are listed; a change makes an owner’s version, and removing it brings the first one back', async () => {
    const list = async () => good(await ask('label.templates', {})).rows.find((row) => row.id === 'product-58x40');
    expect(await list()).toMatchObject({ builtIn: true, changed: false });
    await ask('label.saveTemplate', { template: { ...(await builtIn()), name: 'Наш товар' } });
    expect(await list()).toMatchObject({ builtIn: true, changed: true, name: 'Наш товар' });
    expect(await ask('label.removeTemplate', { id: 'product-58x40' })).toEqual({});
    expect(await list()).toMatchObject({ changed: false, name: 'Товар 58×40' });
    expect(await ask('label.removeTemplate', { id: 'product-58x40' })).toBe('template-built-in');
  });

  it('an owner’s own one has its own name, and goes for good', async () => {
    const copy = { ...(await builtIn()), id: testId() };
    expect(await ask('label.saveTemplate', { template: copy })).toBe('template-name-taken');
    expect(await ask('label.saveTemplate', { template: { ...copy, name: 'Копия' } })).toEqual({});
    expect(await ask('label.removeTemplate', { id: copy.id })).toEqual({});
    expect(await ask('label.template', { id: copy.id })).toBe('template-unknown');
  });
});

describe('a batch', () => {
  it('goes into the queue in small jobs, once however often it is sent', async () => {
    const operationId = testId();
    const first = good(await print(cups(12), {}, operationId));
    expect(first).toMatchObject({ labels: 12, problems: [] });
    expect(await print(cups(12), {}, operationId)).toEqual(first);
    expect(jobs().map((job) => job.source['copies'])).toEqual(['5', '5', '2']);
    expect(jobs().every((job) => job.kind === 'own-label' && job.printerId === printerId)).toBe(true);
  });

  it('takes the code that every shop reads, what the owner said, and what the table said over both', async () => {
    await ask('label.saveFacts', { productId: cup, price: '990 ₽', size: 'M', composition: '', maker: 'ООО «Пример»', note: '' });
    const { batchId } = good(await print(cups(1, { price: '790 ₽' })));
    const label = opened.database.read.labels.label(batchId as LabelBatchId, 0);
    expect(label?.fields).toMatchObject({ barcode: '4600000000008', price: '790 ₽', size: 'M', maker: 'ООО «Пример»', date: '23.11.2026' });
  });

  it('is printed as it was asked for, whatever is changed afterwards', async () => {
    const { batchId } = good(await print(cups(1)));
    const template = good(await ask('label.template', { id: 'product-58x40' })).template;
    await ask('label.saveTemplate', { template: { ...template, elements: [] } });
    expect(opened.database.read.labels.label(batchId as LabelBatchId, 0)?.template).toEqual(template);
  });

  it('tells what it cannot print and prints the rest', async () => {
    const bare = opened.make.product({ article: 'BARE', name: 'Без кода' });
    const rows = [
      { id: bare, copies: 1 },
      { id: testId(), copies: 1 },
      { id: cup, copies: 2 },
    ];
    const answer = good(await print({ kind: 'products', rows }));
    expect(answer.labels).toBe(2);
    expect(answer.problems).toEqual([
      { row: 0, name: 'Без кода', code: 'code-empty', text: '{barcode}' },
      { row: 1, name: '', code: 'row-unknown', text: '' },
    ]);
    expect(good(await print({ kind: 'products', rows: rows.slice(0, 2) }))).toMatchObject({ batchId: null, labels: 0 });
  });

  it('never puts one marking code on two labels', async () => {
    const marked = { templateId: 'product-mark-58x40' };
    expect(good(await print(cups(2, { mark: SAMPLE_MARK }), marked)).problems).toMatchObject([{ code: 'mark-once' }]);
    expect(good(await print(cups(1, { mark: SAMPLE_MARK }), marked)).labels).toBe(1);
  });

  it('is refused where it cannot go at all', async () => {
    expect(await print(cups(1), { templateId: 'none' })).toBe('template-unknown');
    expect(await print(cups(1), { templateId: 'bin-58x40' })).toBe('template-other-kind');
    expect(await print(cups(1), { templateId: 'product-58x60' })).toBe('label-too-big');
    expect(await print(cups(1), { stationId: 'elsewhere' })).toBe('no-printer');
    expect(await print(cups(1), { printerId: testId() })).toBe('printer-unknown');
    expect(await print({ kind: 'products', rows: Array.from({ length: 3 }, () => ({ id: cup, copies: 4000 })) })).toBe('too-many-labels');
    expect(jobs()).toEqual([]);
  });

  it('prints bins by their codes', async () => {
    const warehouse = opened.make.warehouse('СК');
    const bin = opened.make.bin(warehouse, 'A-12-03');
    const russian = opened.make.bin(warehouse, 'Б-1');
    const rows = [bin, russian].map((id) => ({ id, copies: 1 }));
    const answer = good(await print({ kind: 'bins', rows }, { templateId: 'bin-58x40' }));
    expect(answer).toMatchObject({ labels: 2, problems: [] });
    expect(opened.database.read.labels.label(answer.batchId as LabelBatchId, 1)?.fields).toMatchObject({ code: 'Б-1', scan: '<-1' });
    expect(opened.database.read.labels.label(answer.batchId as LabelBatchId, 0)?.fields).toMatchObject({
      code: 'A-12-03',
      warehouse: 'Склад СК',
    });
  });
});

describe('the queue', () => {
  it('lets a packer’s label go before the whole batch', async () => {
    await print(cups(20));
    const { orderId } = opened.make.order(opened.make.account());
    const job = { printerId, orderId, kind: 'order-label', source: {}, reprintOf: null, reason: null } as const;
    const id = testId() as PrintJobId;
    opened.database.write((stores) => stores.print.enqueue({ ...job, id, station: 'station-1' as StationId, createdAtMs: TEST_NOW_MS }));
    expect(next()?.id).toBe(id);
    opened.database.write((stores) => stores.print.advance(id, ['queued'], 'confirmed', TEST_NOW_MS));
    expect(next()?.kind).toBe('own-label');
  });

  it('counts a batch in labels, also when one is printed again, and stops it', async () => {
    const { batchId } = good(await print(cups(17)));
    const [first, second] = jobs();
    opened.database.write(({ print: store }) => {
      store.advance(first!.id, ['queued'], 'confirmed', TEST_NOW_MS);
      store.advance(second!.id, ['queued'], 'unknown', TEST_NOW_MS);
    });
    const view = async () => good(await ask('label.batches', {})).rows[0];
    const whole = { id: batchId, templateName: 'Товар 58×40', printerName: 'Стол 1', createdAtMs: TEST_NOW_MS, labels: 17, failed: 0 };
    expect(await view()).toEqual({ ...whole, waiting: 7, printed: 5, unknown: 5, cancelled: 0 });
    await printHandlers(context)['print.decide'](
      { operationId: testId(), jobId: second!.id, decision: 'print-again', stationId: 'station-1' },
      KEEPER,
    );
    expect(await view()).toEqual({ ...whole, waiting: 12, printed: 5, unknown: 0, cancelled: 0 });
    expect(await ask('label.cancelBatch', { batchId: batchId! })).toEqual({ cancelled: 12 });
    expect(await view()).toEqual({ ...whole, waiting: 0, printed: 5, unknown: 0, cancelled: 12 });
    expect(next()).toBeNull();
    expect(await ask('label.cancelBatch', { batchId: testId() })).toBe('batch-unknown');
  });
});

describe('what came in by a receipt', () => {
  it('is a label a thing, a product once, whatever bins it went to; what was undone or moved only brings none', async () => {
    const { warehouse, bin, product, receive, deed } = opened.make;
    const place = warehouse();
    const [shelf, other] = [bin(place), bin(place)];
    const plate = product({ article: 'PLATE', name: 'Тарелка' });
    const from = 'supplier' as LocationId;
    const moved = (
      kind: 'receive' | 'move' | 'reverse',
      reversesId: OperationId | null,
      movements: readonly NewMovement[],
    ): OperationId => {
      const done = { ...deed(kind), ...(reversesId === null ? {} : { reversesId }) };
      opened.database.write(({ ledger }) => {
        ledger.move(done, movements);
        ledger.record(done, {});
      });
      return done.id;
    };
    const received = receive(cup, shelf, 3);
    expect(good(await ask('label.ofReceipt', { receiptId: received })).rows).toEqual([
      { productId: cup, article: 'CUP', name: 'Кружка', copies: 3 },
    ]);
    const both = moved('receive', null, [
      { productId: cup, fromLocationId: from, toLocationId: shelf, quantity: 2 },
      { productId: plate, fromLocationId: from, toLocationId: shelf, quantity: 1 },
      { productId: cup, fromLocationId: from, toLocationId: other, quantity: 5 },
    ]);
    expect(good(await ask('label.ofReceipt', { receiptId: both })).rows.map((row) => [row.article, row.copies])).toEqual([
      ['CUP', 7],
      ['PLATE', 1],
    ]);
    const carried = moved('move', null, [{ productId: cup, fromLocationId: shelf, toLocationId: other, quantity: 1 }]);
    expect(good(await ask('label.ofReceipt', { receiptId: carried })).rows).toEqual([]);
    moved('reverse', received, [{ productId: cup, fromLocationId: other, toLocationId: from, quantity: 3 }]);
    expect(await ask('label.ofReceipt', { receiptId: received })).toBe('already-reversed');
    expect(await ask('label.ofReceipt', { receiptId: testId() })).toBe('operation-unknown');
  });
});

describe('a table', () => {
  const HEADER = 'Штрихкод;Артикул;Кол-во;Цена;КИЗ;Лишнее';
  const read = (bytes: Uint8Array) => ask('label.readTable', { fileBase64: base64(bytes), fileName: 'этикетки' });
  const csv = (...lines: readonly string[]) => read(new TextEncoder().encode(lines.join('\r\n')));

  it('becomes rows to print, and every other line is told with its reason', async () => {
    opened.make.product({ article: 'TWIN-1', name: 'Близнец', barcodes: ['4600000000114'] });
    opened.make.product({ article: 'TWIN-2', name: 'Близнец', barcodes: ['4600000000114'] });
    const table = good(
      await csv(
        HEADER,
        '4600000000008;;3;990 ₽;;x',
        ';CUP;1 000;;;',
        '',
        ';;5;;;',
        '4600000000999;;5;;;',
        '4600000000114;;1;;;',
        '4600000000114;TWIN-2;1;;;',
        '4600000000008;TWIN-1;1;;;',
        '4,6E+12;;1;;;',
        ';CUP;много;;;',
        ';CUP;0;;;',
        `;CUP;2;;01046000000000082100001;`,
      ),
    );
    expect(table.columns.map((column) => column.meaning)).toEqual(['barcode', 'article', 'copies', 'price', 'mark', null]);
    expect(table.rows.map(({ line, article, copies, fields }) => [line, article, copies, fields])).toEqual([
      [2, 'CUP', 3, { price: '990 ₽', barcode: '4600000000008' }],
      [3, 'CUP', 1000, {}],
      [8, 'TWIN-2', 1, { barcode: '4600000000114' }],
    ]);
    expect(table.problems.map(({ line, code }) => [line, code])).toEqual([
      [5, 'no-product-code'],
      [6, 'product-not-found'],
      [7, 'two-products'],
      [9, 'codes-disagree'],
      [10, 'barcode-spoilt'],
      [11, 'quantity-wrong'],
      [12, 'quantity-zero'],
      [13, 'mark-once'],
    ]);
  });

  it('may be a book of Excel with codes kept as numbers, or a CSV in the Windows code page', async () => {
    const rows = [
      ['Штрихкод', 'Количество'],
      [4_600_000_000_008, 4],
    ];
    const book = await writeXlsx({ sheets: [{ name: 'Лист1', rows }] });
    expect(good(await read(book)).rows).toMatchObject([{ line: 2, productId: cup, copies: 4, fields: { barcode: '4600000000008' } }]);
    const windows = Uint8Array.from('Артикул;Кол-во\r\nCUP;2', (letter) => {
      const code = letter.codePointAt(0)!;
      return code < 0x80 ? code : code - 0x350;
    });
    expect(good(await read(windows)).rows).toMatchObject([{ article: 'CUP', copies: 2 }]);
  });

  it('that is none, or says nothing of products, is refused', async () => {
    expect(await read(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toBe('table-unreadable');
    expect(await csv('Цвет;Кол-во', 'красный;1')).toBe('table-no-product');
    expect(await csv('Артикул', ...Array.from({ length: 5001 }, () => 'CUP'))).toBe('table-too-many-rows');
  });
});
