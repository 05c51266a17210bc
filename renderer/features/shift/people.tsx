import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';
import { badgeOf, isPin, type Role, ROLES } from '#shared/domain/person.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { newId, useCall, useCommand } from '../../bridge/index.ts';
import { useScanGuard } from '../../scan/index.ts';
import { Banner, Button, Dialog, EmptyState, Field, Select, StatusChip } from '../../ui/index.ts';

import classes from './shift.module.css';

type Person = Output<'person.list'>['rows'][number];

const ROLE_WORDS = {
  packer: msg`Упаковщик`,
  lead: msg`Старший смены`,
  owner: msg`Владелец`,
} as const satisfies Readonly<Record<Role, unknown>>;

/** Who works here. While the list is empty nobody signs in and everybody may do everything. */
export function People({ mayChange }: { readonly mayChange: boolean }) {
  const people = useCall('person.list', {});
  const { i18n } = useLingui();
  const [edited, setEdited] = useState<Person | 'new' | null>(null);
  const rows = people.data?.rows ?? [];
  const add = (
    <Button look="primary" hotkey="F3" disabled={!mayChange} onClick={() => setEdited('new')}>
      <Trans>Добавить человека</Trans>
    </Button>
  );
  return (
    <>
      {people.data !== undefined && rows.length === 0 ? (
        <EmptyState title={<Trans>Пока все работают без имён</Trans>} action={add}>
          <Trans>
            Добавьте первым себя, владельца, с ПИНом. После этого каждый входит бейджем или ПИНом, а в истории видно, кто что сделал.
          </Trans>
        </EmptyState>
      ) : (
        <>
          <div>{add}</div>
          <table className={classes.table}>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} className={row.archived ? classes.gone : ''}>
                  <td className={classes.strong}>{row.name}</td>
                  <td>{i18n._(ROLE_WORDS[row.role])}</td>
                  <td>
                    {row.hasBadge ? (
                      <StatusChip tone="right">
                        <Trans>бейдж</Trans>
                      </StatusChip>
                    ) : null}{' '}
                    {row.hasPin ? (
                      <StatusChip tone="right">
                        <Trans>ПИН</Trans>
                      </StatusChip>
                    ) : null}
                    {row.archived ? (
                      <StatusChip>
                        <Trans>больше не работает</Trans>
                      </StatusChip>
                    ) : null}
                  </td>
                  <td className={classes.end}>
                    {mayChange ? (
                      <Button onClick={() => setEdited(row)}>
                        <Trans>Изменить</Trans>
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Dialog
        open={edited !== null}
        title={edited === 'new' ? <Trans>Новый человек</Trans> : <Trans>Человек</Trans>}
        onClose={() => setEdited(null)}
      >
        {edited === null ? null : (
          <PersonForm person={edited === 'new' ? null : edited} first={rows.length === 0} onDone={() => setEdited(null)} />
        )}
      </Dialog>
    </>
  );
}

function PersonForm({ person, first, onDone }: { readonly person: Person | null; readonly first: boolean; readonly onDone: () => void }) {
  const save = useCommand('person.save');
  const { i18n } = useLingui();
  const [id] = useState(() => person?.id ?? newId());
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? (first ? 'owner' : 'packer'));
  const [pin, setPin] = useState('');
  const [badge, setBadge] = useState<string | null>(null);
  useScanGuard(async ({ code }) => {
    setBadge(code);
    return true;
  });
  const store = async (archived: boolean) => {
    const answer = await save.run({
      id,
      name,
      role,
      archived,
      ...(pin === '' ? {} : { pin }),
      ...(badge === null ? {} : { badge }),
    });
    if (answer.ok) onDone();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void store(false);
      }}
    >
      <Field
        label={<Trans>Имя, как его видно в истории</Trans>}
        name="person-name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Select
        label={<Trans>Кто это</Trans>}
        value={role}
        options={ROLES.map((value) => ({ value, text: i18n._(ROLE_WORDS[value]) }))}
        onChange={setRole}
        disabled={first}
      />
      <Field
        label={<Trans>ПИН</Trans>}
        name="person-pin"
        type="password"
        inputMode="numeric"
        maxLength={8}
        hint={
          person?.hasPin === true ? <Trans>ПИН уже есть; впишите новый, чтобы сменить</Trans> : <Trans>От четырёх до восьми цифр</Trans>
        }
        error={pin !== '' && !isPin(pin) ? <Trans>От четырёх до восьми цифр</Trans> : undefined}
        value={pin}
        onChange={(event) => setPin(event.target.value.replaceAll(/\D/gu, ''))}
      />
      <Banner
        tone={badge === null ? 'ask' : 'right'}
        title={badge === null ? <Trans>Отсканируйте бейдж: подойдёт любая карта с кодом</Trans> : <Trans>Бейдж: {badge}</Trans>}
        actions={
          <Button onClick={() => setBadge(badgeOf(crypto.getRandomValues(new Uint8Array(10))))}>
            <Trans>Придумать код</Trans>
          </Button>
        }
      >
        <Trans>Код, придуманный Коробом, меняет человека за столом одним сканом на любом экране.</Trans>
      </Banner>
      <ErrorBanner error={save.error} />
      <div className={classes.row}>
        <Button type="submit" look="primary" disabled={name.trim() === '' || save.pending}>
          <Trans>Сохранить</Trans>
        </Button>
        {person === null || person.archived ? null : (
          <Button onClick={() => void store(true)}>
            <Trans>Больше не работает</Trans>
          </Button>
        )}
      </div>
    </form>
  );
}
