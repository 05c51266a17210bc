import { z } from 'zod';

import { LABEL_KINDS, type LabelTemplate } from '#shared/domain/label-template.ts';

import { command, empty, id, line, operationId, query, text, timeMs } from './call.ts';

const millimetres = z.number().min(-500).max(500);
const placed = { id, xMm: millimetres, yMm: millimetres, widthMm: z.number().min(0).max(500), heightMm: z.number().min(0).max(500) };

export const labelElement = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    ...placed,
    content: z.string().max(1000),
    capMm: z.number().min(0.5).max(100),
    weight: z.enum(['regular', 'bold']),
    align: z.enum(['left', 'center', 'right']),
    fit: z.enum(['shrink', 'wrap']),
  }),
  z.object({
    kind: z.literal('code'),
    ...placed,
    symbology: z.enum(['auto', 'ean13', 'code128', 'code128-or-qr', 'gs1-datamatrix', 'qr']),
    content: z.string().max(1000),
    digits: z.boolean(),
  }),
  z.object({ kind: z.literal('line'), ...placed }),
  z.object({ kind: z.literal('box'), ...placed, thickMm: z.number().min(0.1).max(20) }),
  z.object({ kind: z.literal('eac'), ...placed }),
]);

export const labelTemplate = z.object({
  id,
  name: line(100),
  kind: z.enum(LABEL_KINDS),
  widthMm: z.number().min(10).max(300),
  heightMm: z.number().min(10).max(400),
  elements: z.array(labelElement).max(100),
}) satisfies z.ZodType<LabelTemplate>;

const fields = z.record(z.string().max(40), z.string().max(1000));
const copies = z.int().min(1).max(5000);

/** What the labels are printed for. `fields` of a row win over what is known of the product or the bin. */
const subject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('products'),
    rows: z
      .array(z.object({ id, copies, fields: fields.optional() }))
      .min(1)
      .max(5000),
  }),
  z.object({
    kind: z.literal('bins'),
    rows: z
      .array(z.object({ id, copies, fields: fields.optional() }))
      .min(1)
      .max(5000),
  }),
  z.object({ kind: z.literal('free'), rows: z.array(z.object({ copies, fields })).min(1).max(5000) }),
]);

const labelProblem = z.object({
  /** Index of the row of the subject. */
  row: z.int(),
  name: z.string(),
  code: z.enum(['code-empty', 'code-wrong', 'field-unknown', 'row-unknown', 'mark-once']),
  text: z.string(),
});

export const labelCalls = {
  'label.templates': query({
    summary: 'Templates of own labels: the built-in ones and the owner’s',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      rows: z.array(
        labelTemplate.omit({ elements: true }).extend({
          builtIn: z.boolean(),
          /** A built-in one that the owner has changed. */
          changed: z.boolean(),
        }),
      ),
    }),
  }),
  'label.template': query({
    summary: 'One template whole',
    permission: 'read',
    input: z.object({ id }),
    output: z.object({ template: labelTemplate, builtIn: z.boolean(), changed: z.boolean() }),
    errors: ['template-unknown'],
  }),
  'label.saveTemplate': command({
    summary: 'Adds or changes a template; a built-in one gets an owner’s version of itself',
    permission: 'stock',
    input: z.object({ operationId, template: labelTemplate }),
    output: empty,
    errors: ['template-name-taken'],
  }),
  'label.removeTemplate': command({
    summary: 'Removes an owner’s template, or an owner’s version of a built-in one, which then shows again',
    permission: 'stock',
    input: z.object({ operationId, id }),
    output: empty,
    errors: ['template-unknown', 'template-built-in'],
  }),
  'label.proof': query({
    summary: 'The very bitmap that would print, as PNG, with what is wrong with it. Fields that are not given are examples',
    permission: 'read',
    input: z.object({
      template: labelTemplate,
      dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]).default(203),
      productId: id.nullable().default(null),
      fields: fields.default({}),
    }),
    output: z.object({
      pngBase64: z.string(),
      widthDots: z.int(),
      heightDots: z.int(),
      warnings: z.array(
        z.object({
          elementId: z.string(),
          code: z.enum([
            'outside',
            'text-cut',
            'letters-missing',
            'code-empty',
            'code-wrong',
            'code-too-wide',
            'module-thin',
            'code-unreadable',
            'eac-small',
          ]),
          detail: z.string(),
        }),
      ),
    }),
    errors: [],
  }),
  'label.print': command({
    summary: 'Prints labels of a template; what cannot be printed is told and holds up nothing else',
    permission: 'pack',
    input: z.object({ operationId, templateId: id, stationId: id, printerId: id.nullable().default(null), subject }),
    output: z.object({ batchId: id.nullable(), labels: z.int(), problems: z.array(labelProblem) }),
    errors: ['template-unknown', 'template-other-kind', 'no-printer', 'printer-unknown', 'label-too-big', 'too-many-labels'],
  }),
  'label.batches': query({
    summary: 'Batches of labels, newest first, and how far each has come; counted in labels',
    permission: 'read',
    input: z.object({ limit: z.int().min(1).max(100).default(20) }),
    errors: [],
    output: z.object({
      rows: z.array(
        z.object({
          id,
          templateName: z.string(),
          printerName: z.string(),
          createdAtMs: timeMs,
          labels: z.int(),
          waiting: z.int(),
          printed: z.int(),
          failed: z.int(),
          unknown: z.int(),
          cancelled: z.int(),
        }),
      ),
    }),
  }),
  'label.cancelBatch': command({
    summary: 'Takes what has not gone to the printer yet out of the queue',
    permission: 'pack',
    input: z.object({ operationId, batchId: id }),
    output: z.object({ cancelled: z.int() }),
    errors: ['batch-unknown'],
  }),
  'label.facts': query({
    summary: 'What the label of a product says beyond its card: price, size, composition, maker',
    permission: 'read',
    input: z.object({ productId: id }),
    output: z.object({ price: z.string(), size: z.string(), composition: z.string(), maker: z.string(), note: z.string() }),
    errors: ['product-unknown'],
  }),
  'label.saveFacts': command({
    summary: 'Says what the label of a product says beyond its card; an empty text is nothing',
    permission: 'stock',
    input: z.object({
      operationId,
      productId: id,
      price: text(40),
      size: text(40),
      composition: text(500),
      maker: text(300),
      note: text(300),
    }),
    output: empty,
    errors: ['product-unknown'],
  }),
  'label.ofReceipt': query({
    summary: 'What came in by one receipt of goods, each product once: rows to print labels for',
    permission: 'read',
    input: z.object({ receiptId: id }),
    output: z.object({
      rows: z.array(z.object({ productId: id, article: z.string(), name: z.string(), copies: z.int() })),
    }),
    errors: ['operation-unknown', 'already-reversed'],
  }),
  'label.readTable': query({
    summary: 'A spreadsheet of barcode or article and quantity, CSV or XLSX, as rows to print; lines that cannot be used are told',
    permission: 'read',
    input: z.object({ fileBase64: z.string().max(14_000_000), fileName: text(255) }),
    output: z.object({
      columns: z.array(z.object({ header: z.string(), meaning: z.string().nullable() })),
      rows: z.array(z.object({ line: z.int(), productId: id, article: z.string(), name: z.string(), copies: z.int(), fields })),
      problems: z.array(z.object({ line: z.int(), code: z.string(), text: z.string() })),
    }),
    errors: ['table-unreadable', 'table-no-product', 'table-too-many-rows'],
  }),
} as const;
