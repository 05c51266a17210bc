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
export const printJob = z.object({
  id,
  printerId: id,
  printerName: z.string(),
  orderId: id.nullable(),
  orderNumber: z.string().nullable(),
  kind: z.enum(['order-label', 'supply-code', 'box-label', 'own-label', 'test']),
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
});

export const printCalls = {
  'printer.list': query({
    summary: 'Printers and stations',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      rows: z.array(printerInput.extend({ provenAtMs: timeMs.nullable(), waiting: z.int(), unknown: z.int() })),
      transports: z.array(z.string()),
      languages: z.array(z.string()),
      stations: z.array(z.object({ id, name: z.string(), printerId: id.nullable() })),
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
    errors: ['job-unknown', 'job-settled', 'order-cancelled'],
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
      'file-broken',
      'file-empty',
      'file-locked',
      'too-many-pages',
      'fonts-missing',
    ],
  }),
} as const;
