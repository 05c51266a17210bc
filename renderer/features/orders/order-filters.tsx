import { Trans, useLingui } from '@lingui/react/macro';

import { CHANNEL_IDS } from '#shared/domain/channel.ts';

import { useCall } from '../../bridge/index.ts';
import { Button, Field, Select } from '../../ui/index.ts';

import classes from './orders.module.css';

type Address = Readonly<Partial<Record<string, string>>>;
const NARROWING = ['channel', 'accountId', 'legalEntityId', 'warehouseId', 'dueOn'] as const;

/** The part of the address that narrows the list, as the calls take it. An id of a cabinet that is gone narrows to nothing, and says so. */
export const narrowingOf = (address: Address) => ({
  channel: CHANNEL_IDS.find((one) => one === address['channel']) ?? null,
  accountId: orNull(address['accountId']),
  legalEntityId: orNull(address['legalEntityId']),
  warehouseId: orNull(address['warehouseId']),
  dueOn: /^\d{4}-\d{2}-\d{2}$/u.test(address['dueOn'] ?? '') ? (address['dueOn'] ?? null) : null,
});

const orNull = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

/** Marketplace, cabinet, legal entity, our warehouse, the day it must leave. A filter with one choice is none. */
export function OrderFilters({
  address,
  onChange,
}: {
  readonly address: Address;
  readonly onChange: (change: Readonly<Record<string, string>>) => void;
}) {
  const { t } = useLingui();
  const accounts = useCall('account.list', {}).data?.rows ?? [];
  const locations = useCall('location.list', {}).data?.rows ?? [];
  const warehouses = locations.filter((one) => one.kind === 'warehouse' && !one.archived);
  const channels = new Map(accounts.map((one) => [one.channel, one.channelTitle]));
  const entities = new Map(accounts.map((one) => [one.legalEntityId, one.legalEntityName]));
  const channel = address['channel'] ?? '';
  const entity = address['legalEntityId'] ?? '';
  const cabinets = accounts.filter((one) => (channel === '' || one.channel === channel) && (entity === '' || one.legalEntityId === entity));
  const narrowed = NARROWING.some((key) => (address[key] ?? '') !== '');
  const choice = (label: string, key: (typeof NARROWING)[number], every: string, options: readonly (readonly [string, string])[]) =>
    options.length < 2 && (address[key] ?? '') === '' ? null : (
      <Select
        bare
        label={label}
        value={address[key] ?? ''}
        options={[{ value: '', text: every }, ...options.map(([value, text]) => ({ value, text }))]}
        // A cabinet of another marketplace or entity would show nothing.
        onChange={(next) => onChange(key === 'channel' || key === 'legalEntityId' ? { [key]: next, accountId: '' } : { [key]: next })}
      />
    );
  return (
    <>
      {choice(t`Площадка`, 'channel', t`все площадки`, [...channels])}
      {choice(
        t`Кабинет`,
        'accountId',
        t`все кабинеты`,
        cabinets.map(({ id, name }) => [id, name] as const),
      )}
      {choice(t`Юрлицо`, 'legalEntityId', t`все юрлица`, [...entities])}
      {choice(
        t`Склад`,
        'warehouseId',
        t`все склады`,
        warehouses.map(({ id, code, name }) => [id, name === '' ? code : name] as const),
      )}
      <div className={classes.day}>
        <Field
          label={t`Отгрузить в день`}
          type="date"
          value={address['dueOn'] ?? ''}
          onChange={(event) => onChange({ dueOn: event.target.value })}
        />
      </div>
      {narrowed ? (
        <Button size="small" look="quiet" onClick={() => onChange(Object.fromEntries(NARROWING.map((key) => [key, ''])))}>
          <Trans>Сбросить</Trans>
        </Button>
      ) : null}
    </>
  );
}
