import { Trans, useLingui } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Select, StatusChip } from '../../ui/index.ts';

import classes from './cabinets.module.css';

/** Which of our warehouses feeds each warehouse of the marketplace. */
export function Warehouses({ accountId, shippingPoint }: { readonly accountId: string; readonly shippingPoint: boolean }) {
  const { t } = useLingui();
  const warehouses = useCall('account.warehouses', { accountId });
  const locations = useCall('location.list', {});
  const link = useCommand('account.linkWarehouse');
  const ours = (locations.data?.rows ?? []).filter(({ kind, archived }) => kind === 'warehouse' && !archived);
  return (
    <div className={classes.list}>
      <ErrorBanner error={warehouses.error?.error ?? link.error} />
      {(warehouses.data?.rows ?? []).map((row) => (
        <div key={row.externalId} className={classes.line}>
          <span>
            <b>{row.name}</b>{' '}
            {row.takesStock ? null : (
              <StatusChip>
                <Trans>не для FBS</Trans>
              </StatusChip>
            )}
            {shippingPoint && row.takesStock && row.shipping === null ? (
              <StatusChip tone="wrong">
                <Trans>пункт приёма спросим у поставки</Trans>
              </StatusChip>
            ) : (
              <span className={classes.faint}>{row.shipping?.pointName}</span>
            )}
          </span>
          {row.takesStock ? (
            <Select
              label={t`Наш склад для ${row.name}`}
              value={row.warehouseId ?? ''}
              options={[
                { value: '', text: t`не связан` },
                ...ours.map(({ id, name, code }) => ({ value: id, text: name === '' ? code : name })),
              ]}
              onChange={(next) => void link.run({ accountId, externalId: row.externalId, warehouseId: next === '' ? null : next })}
            />
          ) : null}
        </div>
      ))}
    </div>
  );
}
