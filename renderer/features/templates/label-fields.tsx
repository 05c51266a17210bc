import { Trans, useLingui } from '@lingui/react/macro';

import type { LabelTemplate } from '#shared/domain/label-template.ts';

import { labelKindNames } from '../../app/words/labels.ts';
import { Name } from '../../app/words/name.tsx';
import { Field, Select } from '../../ui/index.ts';
import { Millimetres } from './properties.tsx';

import classes from './templates.module.css';

export const SIZES = ['58x40', '40x30', '58x60', '43x25', '75x120', '100x150'] as const;

/** Name and size of the label itself. */
export function Label({
  template,
  onChange,
}: {
  readonly template: LabelTemplate;
  readonly onChange: (template: LabelTemplate, series: string) => void;
}) {
  const { t } = useLingui();
  const size = `${template.widthMm}x${template.heightMm}`;
  const known = (SIZES as readonly string[]).includes(size);
  const resize = (change: Partial<Pick<LabelTemplate, 'widthMm' | 'heightMm'>>) => {
    const next = { ...template, ...change };
    if (next.widthMm >= 10 && next.widthMm <= 300 && next.heightMm >= 10 && next.heightMm <= 400) onChange(next, 'size');
  };
  return (
    <div className={classes.form}>
      <p className={classes.faint}>
        <Name of={template.kind} names={labelKindNames} />
      </p>
      <Field
        label={<Trans>Название шаблона</Trans>}
        value={template.name}
        maxLength={100}
        onChange={(event) => onChange({ ...template, name: event.target.value }, 'name')}
      />
      <Select
        label={t`Размер, мм`}
        value={size}
        options={[...SIZES, ...(known ? [] : [size])].map((value) => ({ value, text: value.replace('x', ' × ') }))}
        onChange={(value) => {
          const [widthMm = 58, heightMm = 40] = value.split('x').map(Number);
          resize({ widthMm, heightMm });
        }}
      />
      <div className={classes.pair}>
        <Millimetres label={t`Ширина, мм`} value={template.widthMm} step={1} onChange={(widthMm) => resize({ widthMm })} />
        <Millimetres label={t`Высота, мм`} value={template.heightMm} step={1} onChange={(heightMm) => resize({ heightMm })} />
      </div>
      <p className={classes.faint}>
        <Trans>Выберите элемент на этикетке или в списке слева, чтобы изменить его.</Trans>
      </p>
    </div>
  );
}
