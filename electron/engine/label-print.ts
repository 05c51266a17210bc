import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { LabelBatchId, LabelTemplateId, LocationId, PrintJobId, ProductId, StationId } from '#shared/domain/ids.ts';
import { fieldsOf, fitsPaper, type LabelFields, type LabelTemplate, problemsOf } from '#shared/domain/label-template.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { binFields, dateOf, productFields } from './label-fields.ts';
import { perform, Refusal } from './perform.ts';
import { isDown, printerFor } from './route.ts';
import { knownPrinter } from './station-printers.ts';
import { newIdOf } from './supply-work.ts';

type Printing = Parsed<'label.print'>;
type Problem = Output<'label.print'>['problems'][number];

/** Labels of one batch at most: a day's roll. */
const MOST_LABELS = 10_000;
/** Copies in one job: what lies in the printer ahead of a packer's label, and what a cancel no longer reaches. */
const COPIES_A_JOB = 5;

/** Batches of own labels: into the queue with a record of what was asked for, and out of it again. */
export function labelPrinting(context: EngineContext): Handlers<'label.print' | 'label.cancelBatch'> {
  const { db, clock, events, printDesk } = context;
  return {
    'label.print': (input, caller) =>
      perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'print', caller, payload: input }, (stores, deed) =>
        print(context, stores, deed, input),
      ),
    'label.cancelBatch': (input, caller) =>
      perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'print', caller, payload: input }, (stores, deed) => {
        const batch = stores.labels.batch(input.batchId as LabelBatchId);
        if (batch === null) throw new Refusal('batch-unknown');
        let cancelled = 0;
        for (const job of stores.labels.waitingJobs(input.batchId as LabelBatchId))
          if (stores.print.advance(job.id, ['queued'], 'cancelled', deed.atMs)) cancelled += job.copies;
        events.emit({ topic: 'print', ids: [] });
        db.afterCommit(() => printDesk.wake(batch.printerId));
        return { cancelled };
      }),
  };
}

/** The owner's version of a template stands before the built-in one of the same id. */
export function templateOf({ printDesk }: EngineContext, stores: Stores, id: string): LabelTemplate | null {
  return stores.labels.template(id as LabelTemplateId) ?? printDesk.builtInLabels.find((template) => template.id === id) ?? null;
}

function print(context: EngineContext, stores: Stores, deed: Deed, input: Printing): Output<'label.print'> {
  const template = templateOf(context, stores, input.templateId);
  if (template === null) throw new Refusal('template-unknown');
  const printer = printerOf(context, stores, input, template);
  const { subject } = input;
  const kind = subject.kind === 'products' ? 'product' : subject.kind === 'bins' ? 'bin' : template.kind;
  if (kind !== template.kind) throw new Refusal('template-other-kind', { name: template.name });
  if (!fitsPaper(template, printer)) throw new Refusal('label-too-big', { label: sizeOf(template), paper: sizeOf(printer) });
  const asked = subject.rows.reduce((sum, row) => sum + row.copies, 0);
  if (asked > MOST_LABELS) throw new Refusal('too-many-labels', { asked, most: MOST_LABELS });
  const problems: Problem[] = [];
  const good = subject.rows.flatMap((row, index) => {
    const fields = fieldsFor(stores, subject.kind, row, deed.atMs);
    const found = fields === null ? [UNKNOWN] : troubles(template, fields, row.copies);
    const name = fields?.['name'] || fields?.['code'] || fields?.['number'] || '';
    if (found[0] !== undefined) problems.push({ row: index, name, ...found[0] });
    return fields === null || found.length > 0 ? [] : [{ copies: row.copies, fields }];
  });
  if (good.length === 0) return { batchId: null, labels: 0, problems };
  const batchId = newIdOf(context)() as LabelBatchId;
  stores.labels.addBatch({ id: batchId, printerId: printer.id, template, rows: good.map((row) => row.fields), atMs: deed.atMs });
  enqueue(context, stores, { deed, batchId, printer, station: input.stationId as StationId }, good);
  return { batchId, labels: good.reduce((sum, row) => sum + row.copies, 0), problems };
}

const UNKNOWN = { code: 'row-unknown', text: '' } as const;
const sizeOf = ({ widthMm, heightMm }: { readonly widthMm: number; readonly heightMm: number }): string => `${widthMm} × ${heightMm}`;

function troubles(template: LabelTemplate, fields: LabelFields, copies: number): readonly Pick<Problem, 'code' | 'text'>[] {
  // A marking code belongs to one unit: the second label with it would make a forgery.
  if (copies > 1 && (fields['mark'] ?? '') !== '' && fieldsOf(template).includes('mark'))
    return [{ code: 'mark-once', text: fields['mark']! }];
  return problemsOf(template, fields).map(({ code, text }) => ({ code, text: text.slice(0, 200) }));
}

/** The one that was asked for, else the station's for labels of this size. */
function printerOf(context: EngineContext, stores: Stores, input: Printing, { widthMm, heightMm }: LabelTemplate): PrinterRow {
  const label = { kind: 'own-label', widthMm, heightMm };
  if (input.printerId !== null) return knownPrinter(stores, input.printerId);
  const printer = printerFor(stores, input.stationId as StationId, label, isDown(context.printDesk));
  if (printer === null) throw new Refusal('no-printer');
  return printer;
}

function fieldsFor(
  stores: Stores,
  kind: Printing['subject']['kind'],
  row: { readonly id?: string; readonly fields?: LabelFields | undefined },
  nowMs: number,
): LabelFields | null {
  const known =
    kind === 'free'
      ? { date: dateOf(nowMs) }
      : kind === 'bins'
        ? binFields(stores, row.id as LocationId, nowMs)
        : productFields(stores, row.id as ProductId, nowMs);
  return known === null ? null : { ...known, ...row.fields };
}

interface Queueing {
  readonly deed: Deed;
  readonly batchId: LabelBatchId;
  readonly printer: PrinterRow;
  readonly station: StationId;
}

function enqueue(context: EngineContext, stores: Stores, work: Queueing, rows: readonly { readonly copies: number }[]): void {
  const { deed, batchId, printer, station } = work;
  const newId = newIdOf(context);
  for (const [row, { copies }] of rows.entries())
    for (let left = copies; left > 0; left -= COPIES_A_JOB)
      stores.print.enqueue({
        id: newId() as PrintJobId,
        printerId: printer.id,
        orderId: null,
        kind: 'own-label',
        source: { batchId, row: String(row), copies: String(Math.min(left, COPIES_A_JOB)) },
        reprintOf: null,
        reason: null,
        station,
        createdAtMs: deed.atMs,
      });
  context.events.emit({ topic: 'print', ids: [printer.id] });
  context.db.afterCommit(() => context.printDesk.wake(printer.id));
}
