import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { useAsk, useCall } from '../bridge/index.ts';
import { Button, Field } from '../ui/index.ts';
import { ErrorBanner } from './error-banner.tsx';
import { Name } from './words/name.tsx';
import { transportNames } from './words/names.ts';

import classes from './printer-form.module.css';

export type Guess = Output<'printer.find'>['rows'][number];

/** Printers this computer knows of, and the one at an address of the network: a press fills the form with what is known of them. */
export function FoundPrinters({ onTake }: { readonly onTake: (found: Guess) => void }) {
  const { t } = useLingui();
  const here = useCall('printer.find', {});
  const there = useAsk('printer.find');
  const [address, setAddress] = useState('');
  const [found, setFound] = useState<readonly Guess[] | null>(null);
  const look = async () => {
    const answer = await there.run({ address });
    setFound(answer.ok ? answer.value.rows : null);
    const [first] = answer.ok ? answer.value.rows : [];
    if (first !== undefined) onTake(first);
  };
  return (
    <div className={classes.stack}>
      <div className={classes.row}>
        {(here.data?.rows ?? []).map((printer) => (
          <Button key={`${printer.transport} ${printer.address}`} onClick={() => onTake(printer)}>
            {printer.name} · <Name of={printer.transport} names={transportNames} />
          </Button>
        ))}
        {here.data?.rows.length === 0 ? <Trans>На этом компьютере принтеров не видно.</Trans> : null}
      </div>
      <div className={classes.row}>
        <Field
          label={<Trans>Искать по адресу в сети</Trans>}
          placeholder={t`например, 192.168.1.50`}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button onClick={() => void look()} disabled={there.pending || address.trim() === ''}>
          <Trans>Найти</Trans>
        </Button>
        {found !== null && found.length === 0 ? <Trans>По этому адресу никто не отвечает.</Trans> : null}
        {found?.[0] !== undefined && found[0].language === null ? (
          <Trans>Принтер есть, но о себе не говорит: выберите язык сами.</Trans>
        ) : null}
        {found?.[0]?.language === undefined || found[0].language === null ? null : (
          <Trans>Ответил: {found[0].language.toUpperCase()}. Проверьте пробной этикеткой.</Trans>
        )}
      </div>
      <ErrorBanner error={there.error} />
    </div>
  );
}
