import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, DateTime, Dialog, Field, Select, toast } from '../../ui/index.ts';

import classes from './supplies.module.css';

/** Passes for cars, where a hand-over point asks for them. */
export function Passes() {
  const accounts = useCall('account.list', {});
  const [open, setOpen] = useState(false);
  const account = (accounts.data?.rows ?? []).find(({ capabilities }) => capabilities.passes);
  if (account === undefined) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>Пропуска</Trans>
      </Button>
      <Dialog open={open} wide title={<Trans>Пропуска на машину</Trans>} onClose={() => setOpen(false)}>
        <PassList accountId={account.id} />
      </Dialog>
    </>
  );
}

const BLANK = { firstName: '', lastName: '', carModel: '', carNumber: '', officeId: '' };

function PassList({ accountId }: { readonly accountId: string }) {
  const { t } = useLingui();
  const passes = useCall('pass.list', { accountId });
  const save = useCommand('pass.save');
  const remove = useCommand('pass.remove');
  const [draft, setDraft] = useState(BLANK);
  const offices = passes.data?.offices ?? [];
  const office = draft.officeId === '' ? (offices[0]?.id ?? '') : draft.officeId;
  const order = async () => {
    const answer = await save.run({ accountId, id: null, ...draft, officeId: office });
    if (!answer.ok) return;
    setDraft(BLANK);
    toast('ask', t`Пропуск заказан: маркетплейс выдаёт один новый пропуск в десять минут.`);
  };
  const field = (key: keyof typeof BLANK, label: string) => (
    <Field label={label} value={draft[key]} onChange={(event) => setDraft({ ...draft, [key]: event.target.value })} />
  );
  return (
    <div className={classes.form}>
      <ErrorBanner error={passes.error?.error ?? save.error ?? remove.error} />
      {(passes.data?.rows ?? []).map((pass) => (
        <div key={pass.id} className={classes.line}>
          <span>
            <b>{pass.carNumber}</b> {pass.carModel} · {pass.lastName} {pass.firstName}
          </span>
          <span className={classes.faint}>
            {pass.officeName} · <DateTime ms={pass.validUntilMs} />
          </span>
          <Button size="small" onClick={() => void remove.run({ accountId, id: pass.id })}>
            <Trans>Удалить</Trans>
          </Button>
        </div>
      ))}
      {field('lastName', t`Фамилия водителя`)}
      {field('firstName', t`Имя`)}
      {field('carModel', t`Машина`)}
      {field('carNumber', t`Номер`)}
      <Select
        label={t`Куда`}
        value={office}
        options={offices.map(({ id, name, address }) => ({ value: id, text: `${name}, ${address}` }))}
        onChange={(officeId) => setDraft({ ...draft, officeId })}
      />
      <Button look="primary" disabled={save.pending || office === ''} onClick={() => void order()}>
        <Trans>Заказать пропуск</Trans>
      </Button>
    </div>
  );
}
