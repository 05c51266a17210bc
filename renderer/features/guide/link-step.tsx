import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, useAsk, useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Field, Select } from '../../ui/index.ts';

import classes from './guide.module.css';

type Account = Output<'account.list'>['rows'][number];
type Theirs = Output<'account.warehouses'>['rows'][number];

export function LinkStep() {
  const accounts = useCall('account.list', {});
  return (
    <div className={classes.list}>
      {accounts.data?.rows.map((account) => (
        <AccountLinks key={account.id} account={account} />
      ))}
      {accounts.data?.rows.length === 0 ? <Trans>Сначала подключите кабинет.</Trans> : null}
    </div>
  );
}

function AccountLinks({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const theirs = useCall('account.warehouses', { accountId: account.id });
  const places = useCall('location.list', {});
  const link = useCommand('account.linkWarehouse');
  const ours = places.data?.rows.filter((place) => place.kind === 'warehouse' && !place.archived) ?? [];
  const options = [
    { value: '', text: t`не связан` },
    ...ours.map((place) => ({ value: place.id, text: place.name === '' ? place.code : place.name })),
  ];
  return (
    <Card title={account.name}>
      <ErrorBanner error={link.error ?? (theirs.error === null ? null : asCallError(theirs.error))} />
      {theirs.data?.rows.length === 0 ? <Trans>Маркетплейс ещё не прислал складов. Они появятся через несколько секунд.</Trans> : null}
      {theirs.data?.rows.map((warehouse) => (
        <div key={warehouse.externalId} className={classes.list}>
          <Select
            label={warehouse.name}
            hint={warehouse.takesStock ? undefined : <Trans>Этот склад не принимает остатки FBS</Trans>}
            value={warehouse.warehouseId ?? ''}
            options={options}
            onChange={(value) =>
              void link.run({ accountId: account.id, externalId: warehouse.externalId, warehouseId: value === '' ? null : value })
            }
          />
          {account.capabilities.shippingPoint && warehouse.warehouseId !== null ? (
            <Shipping account={account} warehouse={warehouse} />
          ) : null}
        </div>
      ))}
    </Card>
  );
}

/** Where supplies of this warehouse are brought: asked once, then offered for every supply. */
function Shipping({ account, warehouse }: { readonly account: Account; readonly warehouse: Theirs }) {
  const points = useAsk('account.shippingPoints');
  const set = useCommand('account.setShipping');
  const [city, setCity] = useState('');
  const [found, setFound] = useState<Output<'account.shippingPoints'>['rows']>([]);
  const look = async () => {
    const answer = await points.run({ accountId: account.id, city });
    setFound(answer.ok ? answer.value.rows : []);
  };
  const choose = (point: (typeof found)[number], kind: 'self' | 'carrier') =>
    void set.run({ accountId: account.id, externalId: warehouse.externalId, pointId: point.id, pointName: point.name, kind });
  return (
    <div className={classes.list}>
      {warehouse.shipping === null ? null : (
        <div>
          <Trans>
            Возим сюда: <b>{warehouse.shipping.pointName}</b>
          </Trans>
        </div>
      )}
      <div className={classes.row}>
        <Field label={<Trans>Город, куда возите поставки</Trans>} value={city} onChange={(event) => setCity(event.target.value)} />
        <Button disabled={city.trim() === '' || points.pending} onClick={() => void look()}>
          <Trans>Найти пункты</Trans>
        </Button>
      </div>
      <ErrorBanner error={points.error ?? set.error} />
      <div className={classes.table}>
        {found.map((point) => (
          <div key={point.id} className={classes.line}>
            <div>
              <b>{point.name}</b> {point.address}
            </div>
            <Button size="small" onClick={() => choose(point, 'self')}>
              <Trans>Везу сам</Trans>
            </Button>
          </div>
        ))}
      </div>
    </div>
  );
}
