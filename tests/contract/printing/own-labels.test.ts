import { afterEach, beforeEach, expect, it } from 'vitest';

import type { PrintDesk } from '#electron/ports/printing.ts';
import { toGray } from '#electron/printing/bitmap.ts';
import { readCodes } from '#electron/printing/codes.ts';
import { createPrintDesk } from '#electron/printing/desk.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { readPng } from '#electron/printing/png.ts';
import { virtualTransport } from '#electron/printing/transports/virtual.ts';
import type { LabelBatchId, PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import { openTestDatabase, TEST_NOW_MS, testId } from '#tests/support/database.ts';
import { sampleFields } from '#tests/support/label-samples.ts';

const clock = { nowMs: () => TEST_NOW_MS };
const printerId = 'printer-1' as PrinterId;
let opened: ReturnType<typeof openTestDatabase>;
let desk: PrintDesk;
let told: () => void;

beforeEach(() => {
  opened = openTestDatabase();
  told = () => undefined;
  const shape = { transport: 'virtual', address: '', language: 'zpl', dpi: 203, widthMm: 58, heightMm: 40, settings: {} } as const;
  opened.database.write(({ print }) => print.savePrinter({ id: printerId, name: 'Экран', ...shape }, TEST_NOW_MS));
  desk = createPrintDesk({
    db: opened.database,
    events: { emit: () => told() },
    clock,
    timers: {
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    log: { write: () => undefined },
    transports: [virtualTransport(clock)],
    languages: [zpl],
    resourcesDir: 'resources',
    redrawable: [],
  });
});
afterEach(async () => {
  await desk.stop();
  opened.close();
});

/** A batch of one label with its job, put in the queue as the engine does it. */
function enqueue(fields: Readonly<Record<string, string>>, copies: number, templateId = 'product-58x40'): PrintJobId {
  const template = desk.builtInLabels.find((one) => one.id === templateId)!;
  const batchId = testId() as LabelBatchId;
  const id = testId() as PrintJobId;
  opened.database.write((stores) => {
    stores.labels.addBatch({ id: batchId, printerId, template, rows: [fields], atMs: TEST_NOW_MS });
    stores.print.enqueue({
      id,
      printerId,
      orderId: null,
      kind: 'own-label',
      source: { batchId, row: '0', copies: String(copies) },
      reprintOf: null,
      reason: null,
      station: 'station-1' as StationId,
      createdAtMs: TEST_NOW_MS,
    });
  });
  return id;
}

const ended = (id: PrintJobId): Promise<string> =>
  new Promise((resolve) => {
    told = () => {
      const state = opened.database.read.print.job(id)?.state ?? '';
      if (state === 'confirmed' || state === 'failed-not-sent') resolve(state);
    };
    desk.start();
    desk.wake(printerId);
  });

it('an own label comes out in its copies, reads back, and is the proof to the dot', async () => {
  const id = enqueue(sampleFields.product, 3);
  expect(await ended(id)).toBe('confirmed');
  const sheets = desk.paper(printerId, 10);
  expect(sheets.map((sheet) => sheet.jobId)).toEqual([id, id, id]);
  const proof = await desk.proof(
    desk.builtInLabels.find((one) => one.id === 'product-58x40')!,
    sampleFields.product,
    203,
  );
  expect(proof.warnings).toEqual([]);
  expect(Buffer.from(sheets[0]!.png).equals(Buffer.from(proof.png))).toBe(true);
  expect(await readCodes(readPng(sheets[0]!.png)!)).toEqual(['4600000000008']);
});

it('asks the printer for the copies, not for the same bytes over and over', () => {
  const label = { width: 8, height: 1, stride: 1, data: Uint8Array.of(0xff) };
  const text = new TextDecoder().decode(zpl.encode(label, { widthMm: 1, heightMm: 1, gapMm: 2, gapSaid: true, dpi: 203 }, { copies: 5 }));
  expect(text).toContain('^PQ5');
  expect(toGray(label).data.every((dot) => dot === 0)).toBe(true);
});

it('a label whose code says nothing is not sent', async () => {
  expect(await ended(enqueue({ name: 'Без кода' }, 1))).toBe('failed-not-sent');
  expect(desk.paper(printerId, 10)).toEqual([]);
});
