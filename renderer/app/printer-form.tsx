import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { newId, useCall, useCommand } from '../bridge/index.ts';
import { Button, Field, Select } from '../ui/index.ts';
import { ErrorBanner } from './error-banner.tsx';
import { FoundPrinters, type Guess } from './found-printers.tsx';
import { PrinterSettings } from './printer-settings.tsx';
import { transportNames } from './words/names.ts';

import classes from './printer-form.module.css';

export type PrinterRow = Output<'printer.list'>['rows'][number];
type Draft = Pick<PrinterRow, 'id' | 'name' | 'transport' | 'address' | 'language' | 'dpi' | 'widthMm' | 'heightMm' | 'settings'>;

const SIZES = ['58x40', '40x30', '58x60', '75x120', '100x150'] as const;

const fresh = (name: string): Draft => ({
  id: newId(),
  name,
  transport: 'virtual',
  address: '',
  language: 'zpl',
  dpi: 203,
  widthMm: 58,
  heightMm: 40,
  settings: {},
});

/** How an address looks, by the way to the printer. */
const ADDRESS_HINTS: Readonly<Record<string, string>> = {
  tcp: '192.168.1.50:9100',
  serial: 'COM3:115200',
  winspool: 'Xprinter XP-365B',
  cups: 'XP-365B',
};

/** Adds or changes a printer. Used by the printers' screen and by the first-run guide. */
export function PrinterForm({ printer, onSaved }: { readonly printer: PrinterRow | null; readonly onSaved: (printerId: string) => void }) {
  const { t, i18n } = useLingui();
  const known = useCall('printer.list', {});
  const save = useCommand('printer.save');
  const [draft, setDraft] = useState<Draft>(() => (printer === null ? fresh(t`Принтер этикеток`) : pick(printer)));
  const set = (part: Partial<Draft>) => setDraft((former) => ({ ...former, ...part }));
  const size = `${draft.widthMm}x${draft.heightMm}`;
  const sizes = (SIZES as readonly string[]).includes(size) ? [...SIZES] : [...SIZES, size];
  const submit = async () => {
    const answer = await save.run(draft);
    if (answer.ok) onSaved(draft.id);
  };
  const take = (found: Guess) => {
    const { transport, address, name, language, dpi } = found;
    set({ transport, address, name: name.slice(0, 100), ...(language === null ? {} : { language }), ...(dpi === null ? {} : { dpi }) });
  };
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {printer === null ? <FoundPrinters onTake={take} /> : null}
      <div className={classes.grid}>
        <Field label={<Trans>Название</Trans>} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
        <Select
          label={<Trans>Как подключён</Trans>}
          value={draft.transport}
          options={(known.data?.transports ?? [draft.transport]).map((value) => {
            const name = transportNames[value];
            return { value: value as Draft['transport'], text: name === undefined ? value : i18n._(name) };
          })}
          onChange={(transport) => set({ transport })}
        />
        {draft.transport === 'virtual' ? null : (
          <Field
            label={draft.transport === 'file' ? <Trans>Папка</Trans> : <Trans>Адрес</Trans>}
            hint={ADDRESS_HINTS[draft.transport]}
            value={draft.address}
            onChange={(event) => set({ address: event.target.value })}
          />
        )}
        <Select
          label={<Trans>Язык принтера</Trans>}
          hint={<Trans>Xprinter и TSC понимают TSPL, Zebra и Godex понимают ZPL</Trans>}
          value={draft.language}
          options={(known.data?.languages ?? [draft.language]).map((value) => ({
            value: value as Draft['language'],
            text: value.toUpperCase(),
          }))}
          onChange={(language) => set({ language })}
        />
        <Select
          label={<Trans>Разрешение</Trans>}
          value={String(draft.dpi)}
          options={['203', '300', '600'].map((value) => ({ value, text: `${value} dpi` }))}
          onChange={(value) => set({ dpi: Number(value) as Draft['dpi'] })}
        />
        <Select
          label={<Trans>Этикетка, мм</Trans>}
          value={size}
          options={sizes.map((value) => ({ value, text: value.replace('x', ' × ') }))}
          onChange={(value) => {
            const [width, height] = value.split('x').map(Number);
            set({ widthMm: width ?? 58, heightMm: height ?? 40 });
          }}
        />
      </div>
      <PrinterSettings language={draft.language} settings={draft.settings} onChange={(settings) => set({ settings })} />
      <ErrorBanner error={save.error} />
      <div className={classes.row}>
        <Button type="submit" look="primary" disabled={save.pending}>
          <Trans>Сохранить принтер</Trans>
        </Button>
      </div>
    </form>
  );
}

const pick = ({ id, name, transport, address, language, dpi, widthMm, heightMm, settings }: PrinterRow): Draft => ({
  id,
  name,
  transport,
  address,
  language,
  dpi,
  widthMm,
  heightMm,
  settings,
});
