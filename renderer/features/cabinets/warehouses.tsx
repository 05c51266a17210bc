import { Trans } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall } from '../../bridge/index.ts';
import { StatusChip } from '../../ui/index.ts';

import classes from './cabinets.module.css';

/** Warehouses of the marketplace, what feeds each and where its supplies are brought; the matrix below changes what feeds. */
export function Warehouses({ accountId, shippingPoint }: { readonly accountId: string; readonly shippingPoint: boolean }) {
  const warehouses = useCall('account.warehouses', { accountId });
  const locations = useCall('location.list', {});
  const nameOf = new Map((locations.data?.rows ?? []).map(({ id, name, code }) => [id, name === '' ? code : name]));
  return (
    <div className={classes.list}>
      <ErrorBanner error={warehouses.error?.error} />
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
            <span className={classes.faint}>
              {row.warehouseId === null ? <Trans>не связан</Trans> : <Trans>склад {nameOf.get(row.warehouseId)}</Trans>}
            </span>
          ) : null}
        </div>
      ))}
    </div>
  );
}
