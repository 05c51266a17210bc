import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Input } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAction, useCall } from '../../bridge/index.ts';
import { Banner, Button, Card, Check, Dialog, Field, RelativeTime, StatusChip } from '../../ui/index.ts';

import classes from './cabinets.module.css';

type Permission = Input<'token.create'>['permissions'][number];

/** Tokens with which other programs on this machine may call Korob; shown once, revoked at once. */
export function ApiTokens() {
  const tokens = useCall('token.list', {});
  const revoke = useAction('token.revoke');
  const [open, setOpen] = useState(false);
  return (
    <Card title={<Trans>Доступ для программ</Trans>}>
      <ErrorBanner error={revoke.error} />
      {(tokens.data?.rows ?? []).map((token) => (
        <div key={token.id} className={classes.line}>
          <span>
            <b>{token.name}</b> <span className={classes.faint}>{token.permissions.join(', ')}</span>
          </span>
          <span className={classes.head}>
            <span className={classes.faint}>
              {token.lastUsedAtMs === null ? <Trans>ещё не пользовались</Trans> : <RelativeTime ms={token.lastUsedAtMs} />}
            </span>
            {token.revokedAtMs === null ? (
              <Button size="small" onClick={() => void revoke.run({ id: token.id })}>
                <Trans>Отозвать</Trans>
              </Button>
            ) : (
              <StatusChip>
                <Trans>отозван</Trans>
              </StatusChip>
            )}
          </span>
        </div>
      ))}
      <div>
        <Button onClick={() => setOpen(true)}>
          <Trans>Создать токен</Trans>
        </Button>
      </div>
      {open ? <NewToken onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function NewToken({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const create = useAction('token.create');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Permission[]>(['read']);
  const [token, setToken] = useState('');
  const words: readonly (readonly [Permission, string])[] = [
    ['read', t`Смотреть`],
    ['pack', t`Собирать заказы и поставки`],
    ['stock', t`Менять товары и остатки`],
    ['manage', t`Управлять кабинетами и настройками`],
  ];
  const make = async () => {
    const answer = await create.run({ name, permissions: [...chosen] });
    if (answer.ok) setToken(answer.value.token);
  };
  return (
    <Dialog
      open
      title={<Trans>Токен для программы</Trans>}
      onClose={onClose}
      actions={
        token === '' ? (
          <Button look="primary" disabled={name.trim() === '' || chosen.length === 0 || create.pending} onClick={() => void make()}>
            <Trans>Создать</Trans>
          </Button>
        ) : undefined
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={create.error} />
        {token === '' ? (
          <>
            <Field label={t`Для чего`} value={name} onChange={(event) => setName(event.target.value)} />
            {words.map(([permission, word]) => (
              <Check
                key={permission}
                label={word}
                checked={chosen.includes(permission)}
                onChange={(on) => setChosen(on ? [...chosen, permission] : chosen.filter((other) => other !== permission))}
              />
            ))}
          </>
        ) : (
          <>
            <Banner tone="ask" title={<Trans>Скопируйте сейчас</Trans>}>
              <Trans>Больше этот токен показан не будет.</Trans>
            </Banner>
            <div className={classes.token}>{token}</div>
          </>
        )}
      </div>
    </Dialog>
  );
}
