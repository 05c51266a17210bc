import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { Input } from '#shared/contract/index.ts';

import { ClientIdField } from '../../app/client-id-field.tsx';
import { ErrorBanner } from '../../app/error-banner.tsx';
import { tokenFaultWords } from '../../app/words/token.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, DateTime, Dialog, TextArea } from '../../ui/index.ts';

import classes from './cabinets.module.css';

/** A new token is read on this machine first; one of another seller is refused before anything is called. */
export function ReplaceToken({
  accountId,
  channel,
  clientIdWanted,
}: {
  readonly accountId: string;
  readonly channel: Input<'account.readToken'>['channel'];
  readonly clientIdWanted: 'required' | 'optional' | 'none';
}) {
  const { i18n } = useLingui();
  const replace = useCommand('account.replaceToken');
  const [open, setOpen] = useState(false);
  const [pasted, setPasted] = useState('');
  const [clientId, setClientId] = useState('');
  const token = pasted.replaceAll(/\s/gu, '');
  const reading = useCall('account.readToken', { channel, token, clientId, accountId }, { enabled: token.length > 10 });
  const faults = reading.data?.faults ?? [];
  const store = async () => {
    const answer = await replace.run({ accountId, token, clientId });
    if (!answer.ok) return;
    setPasted('');
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>Заменить токен</Trans>
      </Button>
      <Dialog
        open={open}
        wide
        title={<Trans>Новый токен</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <Button look="primary" disabled={reading.data === undefined || faults.length > 0 || replace.pending} onClick={() => void store()}>
            <Trans>Заменить</Trans>
          </Button>
        }
      >
        <div className={classes.form}>
          <ErrorBanner error={replace.error} />
          <ClientIdField wanted={clientIdWanted} value={clientId} onChange={setClientId} />
          <TextArea label={<Trans>Токен</Trans>} rows={4} value={pasted} onChange={(event) => setPasted(event.target.value)} />
          {faults.map(({ fault, detail }) => {
            const words = tokenFaultWords[fault];
            return (
              <Banner key={fault} tone="stop" title={words === undefined ? fault : i18n._(words)}>
                {detail}
              </Banner>
            );
          })}
          {reading.data !== undefined && faults.length === 0 ? (
            <Banner tone="right" title={<Trans>Токен годится</Trans>}>
              <Trans>
                Действует до <DateTime ms={reading.data.expiresAtMs} />
              </Trans>
            </Banner>
          ) : null}
        </div>
      </Dialog>
    </>
  );
}
