import type { LabelBatchId, LabelTemplateId, PrinterId, PrintJobId, ProductId } from '#shared/domain/ids.ts';
import type { LabelFields, LabelTemplate } from '#shared/domain/label-template.ts';

/** What the label of a product says beyond its card; an absent name is an empty text. */
export type LabelFacts = Readonly<Partial<Record<'price' | 'size' | 'composition' | 'maker' | 'note', string>>>;

/** How far a batch has come, in labels. */
export interface BatchView {
  readonly id: LabelBatchId;
  readonly templateName: string;
  readonly printerName: string;
  readonly createdAtMs: number;
  /** All that were asked for; the others add up to it. */
  readonly labels: number;
  readonly waiting: number;
  readonly printed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly cancelled: number;
}

/** The owner's templates, batches of own labels and what products say on them. */
export interface LabelStore {
  templates(): readonly LabelTemplate[];
  template(id: LabelTemplateId): LabelTemplate | null;
  saveTemplate(template: LabelTemplate, atMs: number): void;
  removeTemplate(id: LabelTemplateId): void;

  facts(productId: ProductId): LabelFacts;
  saveFacts(productId: ProductId, facts: LabelFacts): void;

  /** Writes down what was asked for; the jobs that print it are put in the queue apart. */
  addBatch(batch: {
    readonly id: LabelBatchId;
    readonly printerId: PrinterId;
    readonly template: LabelTemplate;
    readonly rows: readonly LabelFields[];
    readonly atMs: number;
  }): void;
  /** One label of a batch as it was asked for; null when there is none such. */
  label(batchId: LabelBatchId, row: number): { readonly template: LabelTemplate; readonly fields: LabelFields } | null;
  /** Newest first. */
  batches(limit: number): readonly BatchView[];
  batch(id: LabelBatchId): { readonly printerId: PrinterId } | null;
  /** Jobs of the batch that have not gone to the printer. */
  waitingJobs(id: LabelBatchId): readonly { readonly id: PrintJobId; readonly copies: number }[];
}
