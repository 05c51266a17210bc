import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { Input, Output } from '#shared/contract/index.ts';

import { ClientIdField } from '../../app/client-id-field.tsx';
import { ErrorBanner } from '../../app/error-banner.tsx';
import { tokenFaultWords, tokenWarningWords } from '../../app/words/token.ts';
import { newId, useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, DateTime, Field, Select, StatusChip, TextArea } from '../../ui/index.ts';

import classes from './guide.module.css';

type ChannelId = Input<'account.connect'>['channel'];

export function AccountStep() {
  const channels = useCall('channel.list', {});
  const entities = useCall('entity.list', {});
  const accounts = useCall('account.list', {});
  const connect = useCommand('account.connect');
  const [accountId, setAccountId] = useState(newId);
  const [picked, setPicked] = useState<{ channel?: ChannelId; entity?: string }>({});
  const [name, setName] = useState('');
  const [pasted, setToken] = useState('');
  const token = pasted.replaceAll(/\s/gu, '');
  const [clientId, setClientId] = useState('');
  const channel = picked.channel ?? channels.data?.rows[0]?.id ?? 'wildberries';
  const wanted = channels.data?.rows.find((row) => row.id === channel)?.capabilities.clientId ?? 'none';
  const entity = picked.entity ?? entities.data?.rows[0]?.id ?? '';
  const reading = useCall('account.readToken', { channel, token, clientId }, { enabled: token.length > 10 });
  const usable = reading.data !== undefined && reading.data.faults.length === 0;
  const submit = async () => {
    const answer = await connect.run({ id: accountId, channel, legalEntityId: entity, name, token, clientId });
    if (!answer.ok) return;
    setToken('');
    setClientId('');
    setName('');
    setAccountId(newId());
  };
  return (
    <form
      className={classes.list}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes.row}>
        {accounts.data?.rows.map((account) => (
          <StatusChip key={account.id} tone="right">
            {account.channelTitle}: {account.name}
          </StatusChip>
        ))}
      </div>
      <div className={classes.grid}>
        <Select
          label={<Trans>Маркетплейс</Trans>}
          value={channel}
          options={(channels.data?.rows ?? []).map((row) => ({ value: row.id, text: row.title }))}
          onChange={(value) => setPicked({ ...picked, channel: value })}
        />
        <Select
          label={<Trans>Юрлицо</Trans>}
          value={entity}
          options={(entities.data?.rows ?? []).map((row) => ({ value: row.id, text: row.name }))}
          onChange={(value) => setPicked({ ...picked, entity: value })}
        />
        <Field
          label={<Trans>Как назвать кабинет</Trans>}
          hint={<Trans>Пусто: возьмём название продавца</Trans>}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <ClientIdField wanted={wanted} value={clientId} onChange={setClientId} />
      <TextArea
        label={<Trans>Токен из кабинета продавца</Trans>}
        hint={<Trans>Кабинет продавца → Настройки → API: ключ с правами на карточки, остатки и заказы</Trans>}
        name="token"
        rows={4}
        value={pasted}
        onChange={(event) => setToken(event.target.value)}
      />
      {reading.data === undefined ? null : <Reading reading={reading.data} />}
      <ErrorBanner error={connect.error} />
      <div className={classes.row}>
        <Button type="submit" look="primary" disabled={!usable || entity === '' || connect.pending}>
          {connect.pending ? <Trans>Проверяю у маркетплейса…</Trans> : <Trans>Подключить кабинет</Trans>}
        </Button>
      </div>
    </form>
  );
}

/** What this machine reads from the token before anybody is called. */
function Reading({ reading }: { readonly reading: Output<'account.readToken'> }) {
  const { i18n } = useLingui();
  const word = (words: typeof tokenFaultWords, code: string) => (words[code] === undefined ? code : i18n._(words[code]));
  return (
    <div className={classes.list} data-testid="token-reading">
      {reading.faults.map((fault) => (
        <Banner key={fault.fault} tone="stop" title={word(tokenFaultWords, fault.fault)}>
          {fault.detail}
        </Banner>
      ))}
      {reading.warnings.map((warning) => (
        <Banner key={warning.warning} tone="wrong" title={word(tokenWarningWords, warning.warning)}>
          {warning.detail}
        </Banner>
      ))}
      {reading.faults.length > 0 ? null : (
        <Banner tone="right" title={<Trans>Токен подходит</Trans>}>
          <div className={classes.row}>
            <span>
              <Trans>Вид: {reading.kind ?? '—'}</Trans>
            </span>
            <span>
              <Trans>Продавец: {reading.sellerId ?? '—'}</Trans>
            </span>
            <span>
              <Trans>
                Действует до <DateTime ms={reading.expiresAtMs} />
              </Trans>
            </span>
            <span>{reading.categories.join(', ')}</span>
          </div>
        </Banner>
      )}
    </div>
  );
}
