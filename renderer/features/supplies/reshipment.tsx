import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Dialog, toast } from '../../ui/index.ts';

import classes from './supplies.module.css';

/** Orders of accepted supplies that the marketplace did not find: they may go again in another supply. */
export function Reshipment() {
  const accounts = useCall('account.list', {});
  const [open, setOpen] = useState(false);
  const able = (accounts.data?.rows ?? []).filter((account) => account.capabilities.reshipment);
  if (able.length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>Повторная отгрузка</Trans>
      </Button>
      <Dialog open={open} wide title={<Trans>Не найдены при приёмке</Trans>} onClose={() => setOpen(false)}>
        {able.map((account) => (
          <OfAccount key={account.id} accountId={account.id} name={account.name} />
        ))}
      </Dialog>
    </>
  );
}

function OfAccount({ accountId, name }: { readonly accountId: string; readonly name: string }) {
  const { t } = useLingui();
  const list = useCall('supply.reshipment', { accountId });
  const move = useCommand('supply.moveOrders');
  const rows = list.data?.rows ?? [];
  const known = rows.flatMap((row) => (row.orderId === null ? [] : [row.orderId]));
  const again = async () => {
    const answer = await move.run({ orderIds: known.slice(0, 1000), supplyId: null });
    if (answer.ok) toast('right', t`Заказы переложены в новую поставку`);
  };
  return (
    <section className={classes.list}>
      <h3>{name}</h3>
      <ErrorBanner error={list.error?.error ?? move.error} />
      {list.data !== undefined && rows.length === 0 ? (
        <p className={classes.faint}>
          <Trans>Всё принято, отгружать повторно нечего.</Trans>
        </p>
      ) : null}
      {rows.map((row) => (
        <div key={row.externalOrderId} className={classes.line}>
          <span>{row.number ?? row.externalOrderId}</span>
          <span className={classes.faint}>{row.externalSupplyId}</span>
        </div>
      ))}
      {known.length === 0 ? null : (
        <Button look="primary" disabled={move.pending} onClick={() => void again()}>
          <Trans>Отправить ещё раз</Trans>
        </Button>
      )}
    </section>
  );
}
