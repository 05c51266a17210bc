import { Trans, useLingui } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OrderChip } from '../../app/order-chip.tsx';
import { useWindowRows, type WindowRow } from '../../bridge/index.ts';
import { type Column, EmptyState, Money, RelativeTime, Table } from '../../ui/index.ts';

import classes from './fulfilment.module.css';

type Row = WindowRow<'fulfilment.orders'>;

/** Orders the marketplaces send by themselves, newest first. */
export function Orders({ asked }: { readonly asked: { readonly search: string; readonly accountId: string | null } }) {
  const { t } = useLingui();
  const rows = useWindowRows('fulfilment.orders', asked);
  const columns: readonly Column<Row>[] = [
    {
      key: 'number',
      title: t`Заказ`,
      width: 'minmax(170px, 1fr)',
      render: (row) => (
        <>
          <div className={classes.name}>{row.number}</div>
          <div className={classes.faint}>{row.accountName}</div>
        </>
      ),
    },
    {
      key: 'goods',
      title: t`Товары`,
      width: 'minmax(240px, 2fr)',
      render: (row) => row.lines.map((line) => `${line.name}${line.quantity === 1 ? '' : ` × ${line.quantity}`}`).join(', '),
    },
    {
      key: 'status',
      title: t`Состояние`,
      width: 'minmax(170px, 1fr)',
      render: (row) => (
        <>
          <OrderChip order={{ status: row.status, hold: null }} /> <span className={classes.faint}>{row.own}</span>
        </>
      ),
    },
    { key: 'price', title: t`Цена`, width: '120px', end: true, render: (row) => <Money minor={row.priceMinor} currency={row.currency} /> },
    { key: 'created', title: t`Создан`, width: '140px', end: true, render: (row) => <RelativeTime ms={row.createdAtMs} /> },
  ];
  return (
    <>
      <ErrorBanner error={rows.error} />
      <Table
        label={t`Заказы со складов площадок`}
        rows={rows}
        rowHeight={52}
        columns={columns}
        empty={
          <EmptyState title={<Trans>Таких заказов нет</Trans>}>
            <Trans>Заказы, которые площадка отправляет со своего склада, читаются раз в полчаса за последние тридцать дней.</Trans>
          </EmptyState>
        }
      />
    </>
  );
}
