import { z } from 'zod';

import { command, empty, id, line, operationId, query, text, timeMs } from './call.ts';

export const printerSettings = z.object({
  darkness: z.int().min(0).max(30).optional(),
  speed: z.int().min(1).max(14).optional(),
  gapMm: z.number().min(0).max(20).optional(),
  offsetXMm: z.number().min(-20).max(20).optional(),
  offsetYMm: z.number().min(-20).max(20).optional(),
  compression: z.enum(['hex', 'acs', 'z64']).optional(),
});
export const printerInput = z.object({
  id,
  name: line(100),
  transport: z.enum(['tcp', 'file', 'virtual', 'winspool', 'cups', 'serial']),
  address: text(300),
  language: z.enum(['zpl', 'tspl', 'epl2', 'escpos']),
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
  widthMm: z.int().min(10).max(300),
  heightMm: z.int().min(10).max(400),
  settings: printerSettings,
});
const jobKind = z.enum(['order-label', 'supply-code', 'box-label', 'own-label', 'test']);
export const printJob = z.object({
  id,
  seq: z.int().describe('the number of the label, growing'),
  printerId: id,
  printerName: z.string(),
  insteadOf: z.string().nullable().describe('the printer it was meant for, while another stands in'),
  orderId: id.nullable(),
  orderNumber: z.string().nullable(),
  kind: jobKind,
  state: z.enum(['waiting', 'queued', 'sending', 'sent', 'confirmed', 'failed-not-sent', 'unknown', 'cancelled']),
  problem: z.string().nullable(),
  reason: z.string().nullable(),
  station: z.string(),
  createdAtMs: timeMs,
  sentAtMs: timeMs.nullable(),
});
export const printerCondition = z.object({
  state: z.enum(['ready', 'printing', 'paper-out', 'head-open', 'ribbon-out', 'paused', 'error', 'unanswered', 'unreachable']),
  detail: z.string(),
  advice: z.enum(['queue-repeats', 'queue-stops']).optional().describe('how the queue of the system is set up against us'),
});

const routedKind = z.enum(['order-label', 'supply-code', 'box-label', 'own-label']);
/** Sizes null: those of any size that has no line of its own, and those whose size is not known. */
const routedSize = { widthMm: z.int().min(10).max(300).nullable(), heightMm: z.int().min(10).max(400).nullable() };
export const stationRoute = z.object({
  kind: routedKind,
  ...routedSize,
  printerId: id.nullable().describe('where such labels go; null: nowhere'),
  spareId: id.nullable().describe('which printer steps in'),
  named: z.boolean().describe('the owner said so; else it follows from the paper'),
});

export const printCalls = {
  'printer.list': query({
    summary: 'Printers and stations',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      rows: z.array(
        printerInput.extend({
          provenAtMs: timeMs.nullable(),
          waiting: z.int(),
          unknown: z.int(),
          paused: z.boolean(),
          roll: z.object({ labels: z.int(), left: z.int() }).nullable(),
          condition: printerCondition.nullable().describe('what ails it, as far as is known without asking'),
        }),
      ),
      transports: z.array(z.string()),
      languages: z.array(z.string()),
      stations: z.array(z.object({ id, name: z.string(), printerId: id.nullable(), others: z.array(id), routes: z.array(stationRoute) })),
    }),
  }),
  'printer.save': command({
    summary: 'Adds or changes a printer',
    permission: 'stock',
    input: printerInput.extend({ operationId }),
    output: empty,
    errors: ['address-wrong', 'not-supported'],
  }),
  'printer.remove': command({
    summary: 'Removes a printer',
    permission: 'stock',
    input: z.object({ operationId, id }),
    output: empty,
    errors: ['printer-unknown', 'printer-busy'],
  }),
  'printer.status': query({
    summary: 'Asks the printer how it is',
    permission: 'read',
    input: z.object({ id }),
    output: printerCondition,
    errors: ['printer-unknown'],
  }),
  'printer.test': command({
    summary: 'Prints a test label with a code to scan back',
    permission: 'stock',
    input: z.object({ operationId, id, stationId: id }),
    output: z.object({ jobId: id, code: z.string() }),
    errors: ['printer-unknown'],
  }),
  'printer.confirmTest': command({
    summary: 'The code of the test label was scanned: the printer is proven',
    permission: 'stock',
    input: z.object({ operationId, id, code: line(200) }),
    output: z.object({ proven: z.boolean() }),
    errors: ['printer-unknown'],
  }),
  'printer.assign': command({
    summary: 'Which printer a station prints on',
    permission: 'pack',
    input: z.object({ operationId, stationId: id, printerId: id.nullable(), stationName: text(60).optional() }),
    output: empty,
    errors: ['printer-unknown'],
  }),
  'printer.others': command({
    summary: 'Further printers of a station: for another paper, or in reserve',
    permission: 'stock',
    input: z.object({ operationId, stationId: id, others: z.array(id).max(20) }),
    output: empty,
    errors: ['printer-unknown', 'station-unknown'],
  }),
  'printer.route': command({
    summary: 'Names the printer, and the one in reserve, for labels of a kind and size of a station; null: it follows from the paper again',
    permission: 'stock',
    input: z.object({ operationId, stationId: id, kind: routedKind, ...routedSize, printerId: id.nullable(), spareId: id.nullable() }),
    output: empty,
    errors: ['printer-unknown', 'station-unknown'],
  }),
  'printer.pause': command({
    summary: 'Stops a printer after the label it is printing, or lets it go on',
    permission: 'pack',
    input: z.object({ operationId, id, paused: z.boolean() }),
    output: empty,
    errors: ['printer-unknown'],
  }),
  'printer.roll': command({
    summary: 'A new roll of so many labels was put in; null stops counting',
    permission: 'pack',
    input: z.object({ operationId, id, labels: z.int().min(1).max(100_000).nullable() }),
    output: empty,
    errors: ['printer-unknown'],
  }),
  'printer.find': query({
    summary: 'Printers this machine knows of, and the one at an address of the network; with what their names and answers say',
    permission: 'stock',
    input: z.object({ address: text(300).nullable().default(null) }),
    output: z.object({
      rows: z.array(
        z.object({
          transport: printerInput.shape.transport,
          address: z.string(),
          name: z.string(),
          model: z.string(),
          profile: z.string().nullable(),
          language: printerInput.shape.language.nullable(),
          dpi: printerInput.shape.dpi.nullable(),
        }),
      ),
    }),
    errors: [],
  }),
  'printer.paper': query({
    summary: 'What a virtual printer printed, newest first, as PNG',
    permission: 'read',
    input: z.object({ id, limit: z.int().min(1).max(50).default(10) }),
    output: z.object({ sheets: z.array(z.object({ jobId: id, atMs: timeMs, pngBase64: z.string() })) }),
    errors: ['printer-unknown'],
  }),
  'print.jobs': query({
    summary: 'Print jobs, newest first',
    permission: 'read',
    input: z.object({ show: z.enum(['open', 'unknown', 'all']).default('all'), limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ rows: z.array(printJob) }),
    errors: [],
  }),
  'print.decide': command({
    summary: 'A person says what became of a label the program cannot know about',
    permission: 'pack',
    input: z.object({ operationId, jobId: id, decision: z.enum(['printed', 'print-again', 'cancel']), stationId: id }),
    output: z.object({ jobId: id.nullable() }),
    errors: ['job-unknown', 'job-settled', 'order-cancelled', 'printer-unknown'],
  }),
  'print.reprint': command({
    summary: 'Prints labels of a printer again by their numbers, with a reason: the last one, or all that a jam spoiled',
    permission: 'pack',
    input: z.object({ operationId, printerId: id, fromSeq: z.int().min(1), toSeq: z.int().min(1), reason: line(200), stationId: id }),
    output: z.object({ jobIds: z.array(id), skipped: z.int().describe('their orders are cancelled') }),
    errors: ['printer-unknown', 'nothing-to-reprint', 'too-many-labels'],
  }),
  'print.preview': query({
    summary: 'The bitmap that prints, as PNG',
    permission: 'read',
    input: z.object({ orderId: id, printerId: id.nullable().default(null) }),
    output: z.object({ pngBase64: z.string(), widthDots: z.int(), heightDots: z.int() }),
    errors: [
      'no-label-yet',
      'no-printer',
      'label-unreadable',
      'label-other-code',
      'label-too-big',
      'label-format-wrong',
      'label-format-coming',
      'file-broken',
      'file-empty',
      'file-locked',
      'too-many-pages',
      'fonts-missing',
    ],
  }),
} as const;
