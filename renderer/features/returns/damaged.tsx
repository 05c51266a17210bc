import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { play } from '../../scan/index.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import { useShelf } from './shelf-choice.tsx';

import classes from './returns.module.css';

interface Props {
  readonly line: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
  readonly onTaken: (() => void) | undefined;
}

/** A thing that cannot be sold as it is: put aside where nothing is sold from, or written off; why is always said. */
export function Damaged({ line, onClose, onTaken }: Props) {
  const { t } = useLingui();
  const take = useCommand('return.take');
  const shelf = useShelf();
  const [reason, setReason] = useState('');
  const [where, setWhere] = useState('');
  const send = async () => {
    const fate = where === '' ? 'loss' : 'defect';
    const answer = await take.run({ lineId: line.id, quantity: 1, fate, locationId: where === '' ? null : where, reason });
    play(answer.ok ? 'right' : 'stop');
    if (!answer.ok) return;
    onClose();
    onTaken?.();
  };
  return (
    <Dialog
      open
      title={<Trans>Повреждена: {line.name}</Trans>}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={take.pending || reason.trim() === ''} onClick={() => void send()}>
          <Trans>Принять одну</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={take.error} />
        <Field label={t`Что с ней`} value={reason} onChange={(event) => setReason(event.target.value)} />
        <Select
          label={t`Куда`}
          hint={<Trans>Брак хранят на складе, который не связан с площадками: иначе его продадут.</Trans>}
          value={where}
          options={[{ value: '', text: t`списать` }, ...shelf.options]}
          onChange={setWhere}
        />
      </div>
    </Dialog>
  );
}
