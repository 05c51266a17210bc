import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';
import { fieldsOf } from '#shared/domain/label-template.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { LabelChoiceFields, LabelPrintDialog, type LabelRow, Problems, useLabelChoice } from '../../app/label-print.tsx';
import { labelFieldNames } from '../../app/words/labels.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field, toast } from '../../ui/index.ts';

import classes from './templates.module.css';

type Template = Output<'label.templates'>['rows'][number];

/** Printing straight from a template: products and bins are picked, the rest is filled in by hand. */
export function PrintFrom({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) {
  if (template.kind === 'product') return <ForProducts template={template} onClose={onClose} />;
  if (template.kind === 'bin') return <ForBins template={template} onClose={onClose} />;
  return <ByHand template={template} onClose={onClose} />;
}

/** As many products as a person looks through; for more there are the list of products and the table. */
const MOST = 200;

function ForProducts({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) {
  const products = useCall('product.list', { limit: MOST });
  if (products.data === undefined) return null;
  const rows = products.data.rows.map((row): LabelRow => ({ key: row.id, id: row.id, name: row.name, detail: row.article, copies: 0 }));
  return (
    <LabelPrintDialog title={<Trans>Этикетки на товары</Trans>} kind="product" rows={rows} templateId={template.id} onClose={onClose} />
  );
}

function ForBins({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) {
  const places = useCall('location.list', {});
  if (places.data === undefined) return null;
  const names = new Map(places.data.rows.map((place) => [place.id, place.name === '' ? place.code : place.name]));
  const rows = places.data.rows
    .filter((place) => place.kind === 'bin' && !place.archived && place.routeOrder >= 0)
    .map((bin): LabelRow => ({ key: bin.id, id: bin.id, name: bin.code, detail: names.get(bin.warehouseId) ?? '', copies: 1 }));
  return <LabelPrintDialog title={<Trans>Этикетки на ячейки</Trans>} kind="bin" rows={rows} templateId={template.id} onClose={onClose} />;
}

function ByHand({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) {
  const { t, i18n } = useLingui();
  const whole = useCall('label.template', { id: template.id });
  const choice = useLabelChoice(template.kind, template.id);
  const print = useCommand('label.print');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [count, setCount] = useState(1);
  const [problems, setProblems] = useState<Output<'label.print'>['problems']>([]);
  const names = whole.data === undefined ? [] : fieldsOf(whole.data.template).filter((name) => name !== 'date' && name !== 'count');
  const numbered = names.includes('number');
  const send = async () => {
    const first = Number(fields['number'] ?? '1') || 1;
    const rows = numbered
      ? Array.from({ length: count }, (_, index) => ({ copies: 1, fields: numberedFields(fields, first + index, first + count - 1) }))
      : [{ copies: count, fields: { ...fields } }];
    const answer = await print.run({
      templateId: choice.templateId,
      stationId: choice.stationId,
      printerId: choice.printerId,
      subject: { kind: 'free', rows },
    });
    if (!answer.ok) return;
    setProblems(answer.value.problems);
    if (answer.value.labels > 0) toast('right', t`Этикеток в очереди: ${answer.value.labels}`);
    if (answer.value.problems.length === 0) onClose();
  };
  return (
    <Dialog
      open
      wide
      title={template.name}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={print.pending || names.length === 0} onClick={() => void send()}>
          <Trans>Печатать: {count}</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={print.error} />
        <Problems problems={problems} />
        <LabelChoiceFields choice={choice} />
        <div className={classes.pair}>
          {names.map((name) => (
            <Field
              key={name}
              label={name === 'number' ? t`Номер первой` : i18n._(labelFieldNames[name] ?? { id: name })}
              hint={name === 'code' && numbered ? t`# станет номером` : undefined}
              data-scan="take"
              value={fields[name] ?? (name === 'number' ? '1' : '')}
              onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
            />
          ))}
          <Field
            label={<Trans>Сколько этикеток</Trans>}
            type="number"
            min={1}
            max={1000}
            value={String(count)}
            onChange={(event) => setCount(Math.min(1000, Math.max(1, Math.trunc(Number(event.target.value) || 1))))}
          />
        </div>
      </div>
    </Dialog>
  );
}

const numberedFields = (fields: Readonly<Record<string, string>>, number: number, last: number): Record<string, string> => ({
  ...fields,
  number: String(number),
  count: String(last),
  ...(fields['code'] === undefined ? {} : { code: fields['code'].replaceAll('#', String(number)) }),
});
