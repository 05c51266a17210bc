import { printedBinCode } from '#shared/domain/bin-code.ts';
import type { LabelTemplateId, ProductId } from '#shared/domain/ids.ts';
import { LABEL_KINDS, type LabelFields, type LabelTemplate } from '#shared/domain/label-template.ts';
import { base64 } from '#shared/kit/base64.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { dateOf, EXAMPLES, productFields } from './label-fields.ts';
import { labelPrinting, templateOf } from './label-print.ts';
import { labelsOfReceipt } from './label-receipt.ts';
import { readLabelTable } from './label-table.ts';
import { perform, Refusal } from './perform.ts';

/** The seller's own labels: templates, proofs, what products say on them; printing stands in `label-print`. */
export const labelHandlers = (context: EngineContext): Handlers<CallsOf<'label'>> => ({
  ...reading(context),
  ...saving(context),
  ...facts(context),
  ...labelPrinting(context),
  'label.ofReceipt': (input) => labelsOfReceipt(context, input),
  'label.readTable': (input) => readLabelTable(context, input),
});

function reading(context: EngineContext): Handlers<'label.templates' | 'label.template' | 'label.proof' | 'label.batches'> {
  const { db, clock, printDesk } = context;
  const isBuiltIn = (id: string) => printDesk.builtInLabels.some((template) => template.id === id);
  return {
    'label.templates': () => {
      const own = db.read.labels.templates();
      const changed = new Set(own.map((template) => template.id));
      const all = [...own, ...printDesk.builtInLabels.filter((template) => !changed.has(template.id))].toSorted(byKind);
      const rows = all.map(({ id, name, kind, widthMm, heightMm }) => {
        const builtIn = isBuiltIn(id);
        return { id, name, kind, widthMm, heightMm, builtIn, changed: builtIn && changed.has(id) };
      });
      return ok({ rows });
    },
    'label.template': ({ id }) => {
      const template = templateOf(context, db.read, id);
      if (template === null) return fail({ code: 'template-unknown' });
      const builtIn = isBuiltIn(id);
      return ok({ template: copied(template), builtIn, changed: builtIn && db.read.labels.template(id as LabelTemplateId) !== null });
    },
    'label.proof': async ({ template, dpi, productId, fields }) => {
      const known = productId === null ? null : productFields(db.read, productId as ProductId, clock.nowMs());
      const filled = known ?? { ...EXAMPLES[template.kind], date: dateOf(clock.nowMs()) };
      const scan: LabelFields = template.kind === 'bin' && fields['code'] !== undefined ? { scan: printedBinCode(fields['code']) } : {};
      const { png, warnings } = await printDesk.proof(template, { ...filled, ...scan, ...fields }, dpi);
      // Width and height stand at fixed places of a PNG's first chunk.
      const header = new DataView(png.buffer, png.byteOffset, png.byteLength);
      return ok({ pngBase64: base64(png), widthDots: header.getUint32(16), heightDots: header.getUint32(20), warnings });
    },
    'label.batches': ({ limit }) => ok({ rows: [...db.read.labels.batches(limit)] }),
  };
}

/** Labels of products first, as the list of kinds goes; those of a kind by name. */
const byKind = (one: LabelTemplate, other: LabelTemplate): number =>
  LABEL_KINDS.indexOf(one.kind) - LABEL_KINDS.indexOf(other.kind) || one.name.localeCompare(other.name, 'ru', { numeric: true });

const copied = (template: LabelTemplate) => ({ ...template, elements: template.elements.map((element) => ({ ...element })) });

function saving(context: EngineContext): Handlers<'label.saveTemplate' | 'label.removeTemplate'> {
  const { db, clock, events, printDesk } = context;
  return {
    'label.saveTemplate': (input, caller) =>
      perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'save', caller, payload: input }, (stores, deed) => {
        const { template } = input;
        const others = [...stores.labels.templates(), ...printDesk.builtInLabels].filter((other) => other.id !== template.id);
        if (others.some((other) => other.name === template.name)) throw new Refusal('template-name-taken', { name: template.name });
        stores.labels.saveTemplate(template, deed.atMs);
        events.emit({ topic: 'labels', ids: [template.id] });
        return {};
      }),
    'label.removeTemplate': (input, caller) =>
      perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'save', caller, payload: input }, (stores) => {
        const own = stores.labels.template(input.id as LabelTemplateId);
        if (own === null) throw new Refusal(templateOf(context, stores, input.id) === null ? 'template-unknown' : 'template-built-in');
        stores.labels.removeTemplate(input.id as LabelTemplateId);
        events.emit({ topic: 'labels', ids: [input.id] });
        return {};
      }),
  };
}

function facts({ db, clock, events }: EngineContext): Handlers<'label.facts' | 'label.saveFacts'> {
  return {
    'label.facts': ({ productId }) => {
      if (db.read.catalogue.product(productId as ProductId) === null) return fail({ code: 'product-unknown', params: { id: productId } });
      return ok({ price: '', size: '', composition: '', maker: '', note: '', ...db.read.labels.facts(productId as ProductId) });
    },
    'label.saveFacts': (input, caller) =>
      perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'save', caller, payload: input }, (stores) => {
        const id = input.productId as ProductId;
        if (stores.catalogue.product(id) === null) throw new Refusal('product-unknown', { id });
        const { price, size, composition, maker, note } = input;
        const said = Object.entries({ price, size, composition, maker, note }).filter(([, text]) => text !== '');
        stores.labels.saveFacts(id, Object.fromEntries(said));
        events.emit({ topic: 'labels', ids: [id] });
        return {};
      }),
  };
}
