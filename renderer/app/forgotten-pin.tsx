import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { useCall, useCommand } from '../bridge/index.ts';
import { play } from '../scan/index.ts';
import { Button, Dialog, Field, Select, TextArea, toast } from '../ui/index.ts';
import { ClientIdField } from './client-id-field.tsx';
import { ErrorBanner } from './error-banner.tsx';

import classes from './sign-in.module.css';

/** For an owner who forgot the PIN: a key of a connected cabinet proves who they are, and the marketplace is asked whose it is. */
export function ForgottenPin() {
  const { t } = useLingui();
  const people = useCall('person.list', {});
  const accounts = useCall('account.list', {});
  const recover = useCommand('person.recover');
  const [open, setOpen] = useState(false);
  const [person, setPerson] = useState('');
  const [account, setAccount] = useState('');
  const [pasted, setPasted] = useState('');
  const [clientId, setClientId] = useState('');
  const [pin, setPin] = useState('');
  const owners = (people.data?.rows ?? []).filter((row) => row.role === 'owner' && !row.archived);
  const cabinets = accounts.data?.rows ?? [];
  const owner = owners.find(({ id }) => id === person) ?? owners[0];
  const cabinet = cabinets.find(({ id }) => id === account) ?? cabinets[0];
  if (owner === undefined || cabinet === undefined) return null;
  const token = pasted.replaceAll(/\s/gu, '');
  const enter = async () => {
    const answer = await recover.run({ personId: owner.id, accountId: cabinet.id, token, clientId, pin });
    play(answer.ok ? 'right' : 'wrong');
    if (!answer.ok) return;
    setOpen(false);
    toast('right', t`Новый ПИН записан. За столом ${answer.value.person.name}`);
  };
  return (
    <>
      <Button look="quiet" hotkey="F1" onClick={() => setOpen(true)}>
        <Trans>Владелец забыл ПИН</Trans>
      </Button>
      <Dialog
        open={open}
        title={<Trans>Новый ПИН владельца</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <Button
            look="primary"
            hotkey="Ctrl+Enter"
            disabled={recover.pending || token === '' || pin.length < 4}
            onClick={() => void enter()}
          >
            <Trans>Записать и войти</Trans>
          </Button>
        }
      >
        <div className={classes.form}>
          <ErrorBanner error={recover.error} />
          <p>
            <Trans>
              Создайте в личном кабинете площадки новый ключ API и вставьте его сюда. Короб спросит у площадки, чей он, и не сохранит его.
              Нужен интернет.
            </Trans>
          </p>
          <Select
            label={t`Владелец`}
            value={owner.id}
            options={owners.map(({ id, name }) => ({ value: id, text: name }))}
            onChange={setPerson}
          />
          <Select
            label={t`Кабинет`}
            value={cabinet.id}
            options={cabinets.map(({ id, name }) => ({ value: id, text: name }))}
            onChange={setAccount}
          />
          <ClientIdField wanted={cabinet.capabilities.clientId} value={clientId} onChange={setClientId} />
          <TextArea label={<Trans>Ключ</Trans>} rows={3} value={pasted} onChange={(event) => setPasted(event.target.value)} />
          <Field
            label={<Trans>Новый ПИН, от 4 до 8 цифр</Trans>}
            name="new-pin"
            type="password"
            inputMode="numeric"
            maxLength={8}
            value={pin}
            onChange={(event) => setPin(event.target.value.replaceAll(/\D/gu, ''))}
          />
        </div>
      </Dialog>
    </>
  );
}
