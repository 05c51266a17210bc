import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Card } from '../../ui/index.ts';

import classes from './cabinets.module.css';

type Account = Output<'account.list'>['rows'][number];
type Ours = Output<'location.list'>['rows'][number];

/** Our warehouses against the marketplaces': one physical stock may feed many, each warehouse of a marketplace is fed by one of ours. */
export function WarehouseMatrix({ accounts }: { readonly accounts: readonly Account[] }) {
  const locations = useCall('location.list', {});
  const ours = (locations.data?.rows ?? []).filter(({ kind, archived }) => kind === 'warehouse' && !archived);
  if (ours.length === 0 || accounts.length === 0) return null;
  return (
    <Card title={<Trans>Какой наш склад кормит какой склад площадки</Trans>}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th>
              <Trans>Склад площадки</Trans>
            </th>
            {ours.map((warehouse) => (
              <th key={warehouse.id}>{warehouse.name === '' ? warehouse.code : warehouse.name}</th>
            ))}
            <th className={classes.faint}>
              <Trans>никакой</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Fragment key={account.id}>
              <tr>
                <th colSpan={ours.length + 2} className={classes.group}>
                  {account.name}{' '}
                  <span className={classes.faint}>
                    {account.channelTitle} · {account.legalEntityName}
                  </span>
                </th>
              </tr>
              <Rows account={account} ours={ours} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Rows({ account, ours }: { readonly account: Account; readonly ours: readonly Ours[] }) {
  const { t } = useLingui();
  const warehouses = useCall('account.warehouses', { accountId: account.id });
  const link = useCommand('account.linkWarehouse');
  const choose = (externalId: string, warehouseId: string | null) => void link.run({ accountId: account.id, externalId, warehouseId });
  const error = warehouses.error?.error ?? link.error;
  return (
    <>
      {error === null ? null : (
        <tr>
          <td colSpan={ours.length + 2}>
            <ErrorBanner error={error} />
          </td>
        </tr>
      )}
      {(warehouses.data?.rows ?? [])
        .filter((row) => row.takesStock)
        .map((row) => (
          <tr key={row.externalId}>
            <td>{row.name}</td>
            {[...ours.map(({ id }) => id), null].map((id) => (
              <td key={id ?? 'none'} className={classes.cell}>
                <input
                  type="radio"
                  name={`${account.id} ${row.externalId}`}
                  aria-label={id === null ? t`${row.name}: никакой` : t`${row.name}: ${ours.find((one) => one.id === id)?.name ?? ''}`}
                  checked={row.warehouseId === id}
                  disabled={link.pending}
                  onChange={() => choose(row.externalId, id)}
                />
              </td>
            ))}
          </tr>
        ))}
    </>
  );
}
