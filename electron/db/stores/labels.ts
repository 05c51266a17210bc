import type { BatchView, LabelFacts, LabelStore } from '#electron/ports/label-store.ts';
import type { PrinterId, PrintJobId } from '#shared/domain/ids.ts';
import type { LabelFields, LabelTemplate } from '#shared/domain/label-template.ts';

import type { Sql } from '../sql.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export const createLabelStore = (sql: Sql): LabelStore => ({ ...templates(sql), ...facts(sql), ...batches(sql), ...progress(sql) });

function templates(sql: Sql): Pick<LabelStore, 'templates' | 'template' | 'saveTemplate' | 'removeTemplate'> {
  const all = sql.prepare<[], string>('SELECT template_json FROM label_template ORDER BY name, id').pluck();
  const byId = sql.prepare<[string], string>('SELECT template_json FROM label_template WHERE id = ?').pluck();
  const save = sql.prepare(
    `INSERT INTO label_template (id, name, template_json, changed_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, template_json = excluded.template_json, changed_at_ms = excluded.changed_at_ms`,
  );
  const remove = sql.prepare('DELETE FROM label_template WHERE id = ?');
  return {
    templates: () => all.all().map((json) => JSON.parse(json) as LabelTemplate),
    template: (id) => {
      const json = byId.get(id);
      return json === undefined ? null : (JSON.parse(json) as LabelTemplate);
    },
    saveTemplate: (template, atMs) => void save.run(template.id, template.name, JSON.stringify(template), atMs),
    removeTemplate: (id) => void remove.run(id),
  };
}

function facts(sql: Sql): Pick<LabelStore, 'facts' | 'saveFacts'> {
  const read = sql.prepare<[string], string>('SELECT facts_json FROM product_label WHERE product_id = ?').pluck();
  const save = sql.prepare(
    'INSERT INTO product_label (product_id, facts_json) VALUES (?, ?) ON CONFLICT (product_id) DO UPDATE SET facts_json = excluded.facts_json',
  );
  return {
    facts: (productId) => JSON.parse(read.get(productId) ?? '{}') as LabelFacts,
    saveFacts: (productId, said) => void save.run(productId, JSON.stringify(said)),
  };
}

function batches(sql: Sql): Pick<LabelStore, 'addBatch' | 'label' | 'batch'> {
  const add = sql.prepare(
    `INSERT INTO label_batch (id, seq, printer_id, template_json, created_at_ms)
     VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM label_batch), ?, ?, ?)`,
  );
  const addRow = sql.prepare('INSERT INTO label_batch_row (batch_id, row, fields_json) VALUES (?, ?, ?)');
  const label = sql.prepare<[string, number], { template: string; fields: string }>(
    `SELECT b.template_json AS template, r.fields_json AS fields FROM label_batch b JOIN label_batch_row r ON r.batch_id = b.id
     WHERE b.id = ? AND r.row = ?`,
  );
  const byId = sql.prepare<[string], { printerId: PrinterId }>('SELECT printer_id AS printerId FROM label_batch WHERE id = ?');
  return {
    addBatch: ({ id, printerId, template, rows, atMs }) => {
      add.run(id, printerId, JSON.stringify(template), atMs);
      for (const [row, fields] of rows.entries()) addRow.run(id, row, JSON.stringify(fields));
    },
    label: (batchId, row) => {
      const found = label.get(batchId, row);
      if (found === undefined) return null;
      return { template: JSON.parse(found.template) as LabelTemplate, fields: JSON.parse(found.fields) as LabelFields };
    },
    batch: (id) => byId.get(id) ?? null,
  };
}

/** A job that was printed again stands for itself no longer: its reprint does. `+` takes the column's type away, or the index is not looked at. */
function progress(sql: Sql): Pick<LabelStore, 'batches' | 'waitingJobs'> {
  const copies = "CAST(j.source_json ->> 'copies' AS INTEGER)";
  const sum = (states: string) => `coalesce(sum(CASE WHEN j.state IN (${states}) THEN ${copies} END), 0)`;
  const views = sql.prepare<[number], BatchView>(
    `SELECT b.id, b.template_json ->> 'name' AS templateName, p.name AS printerName, b.created_at_ms AS createdAtMs,
       coalesce(sum(${copies}), 0) AS labels, ${sum("'queued', 'sending'")} AS waiting, ${sum("'sent', 'confirmed'")} AS printed,
       ${sum("'failed-not-sent'")} AS failed, ${sum("'unknown'")} AS unknown, ${sum("'cancelled'")} AS cancelled
     FROM (SELECT * FROM label_batch ORDER BY seq DESC LIMIT ?) b JOIN printer p ON p.id = b.printer_id
     LEFT JOIN print_job j ON j.kind = 'own-label' AND j.source_json ->> 'batchId' = +b.id
       AND NOT EXISTS (SELECT 1 FROM print_job again WHERE again.reprint_of = j.id)
     GROUP BY b.id ORDER BY b.seq DESC`,
  );
  const waiting = sql.prepare<[string], { id: PrintJobId; copies: number }>(
    `SELECT j.id, ${copies} AS copies FROM print_job j
     WHERE j.kind = 'own-label' AND j.source_json ->> 'batchId' = ? AND j.state = 'queued' ORDER BY j.seq`,
  );
  return { batches: (limit) => views.all(limit), waitingJobs: (id) => waiting.all(id) };
}
