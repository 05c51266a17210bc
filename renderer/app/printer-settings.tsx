import { Trans, useLingui } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { Field, Select } from '../ui/index.ts';

import classes from './printer-form.module.css';

type Row = Output<'printer.list'>['rows'][number];
type Settings = Row['settings'];
type Figure = 'darkness' | 'speed' | 'gapMm' | 'offsetXMm' | 'offsetYMm';

/** Fine tuning: what is left empty stays as the printer itself is set. */
export function PrinterSettings({
  language,
  settings,
  onChange,
}: {
  readonly language: Row['language'];
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}) {
  const { t } = useLingui();
  const put = (name: Figure, typed: string) => {
    const { [name]: _former, ...rest } = settings;
    onChange(typed.trim() === '' ? rest : { ...rest, [name]: Number(typed) });
  };
  const field = (name: Figure, label: string, min: number, max: number, step: number) => (
    <Field
      label={label}
      type="number"
      min={min}
      max={max}
      step={step}
      value={settings[name] ?? ''}
      placeholder={t`как настроен принтер`}
      onChange={(event) => put(name, event.target.value)}
    />
  );
  return (
    <details>
      <summary>
        <Trans>Тонкая настройка: темнота, скорость, зазор, сдвиг</Trans>
      </summary>
      <div className={classes.grid}>
        {field('darkness', t`Темнота, 0–30`, 0, 30, 1)}
        {field('speed', t`Скорость, дюймов в секунду`, 1, 14, 1)}
        {field('gapMm', t`Зазор, мм (0 — сплошной рулон)`, 0, 20, 0.5)}
        {field('offsetXMm', t`Сдвиг вправо, мм`, -20, 20, 0.5)}
        {field('offsetYMm', t`Сдвиг вниз, мм`, -20, 20, 0.5)}
        {language === 'zpl' ? (
          <Select
            label={t`Сжатие`}
            hint={<Trans>Z64 быстрее на медленной связи, его понимают только новые Zebra</Trans>}
            value={settings.compression ?? 'acs'}
            options={[
              { value: 'acs', text: 'ACS' },
              { value: 'z64', text: 'Z64' },
              { value: 'hex', text: 'HEX' },
            ]}
            onChange={(compression) => onChange({ ...settings, compression })}
          />
        ) : null}
      </div>
    </details>
  );
}
