import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { operationNames, placeNames } from '../../app/words/operations.ts';
import { useWindowRows, type WindowRow } from '../../bridge/index.ts';
import { type Column, DateTime, EmptyState, Figure, Table } from '../../ui/index.ts';

import classes from './products.module.css';

type Row = WindowRow<'product.history'>;

/** Why is it seven: the chain of movements, each with what was left after it. */
export function History({ productId }: { readonly productId: string }) {
  const { t } = useLingui();
  const rows = useWindowRows('product.history', { id: productId });
  const columns: readonly Column<Row>[] = [
    { key: 'at', title: t`Когда`, width: '120px', render: (row) => <DateTime ms={row.atMs} /> },
    { key: 'kind', title: t`Что`, width: 'minmax(120px, 1.4fr)', render: (row) => <Name of={row.kind} names={operationNames} /> },
    {
      key: 'way',
      title: t`Откуда и куда`,
      width: 'minmax(160px, 2fr)',
      render: (row) => (
        <>
          <Name of={row.from} names={placeNames} /> → <Name of={row.to} names={placeNames} />
        </>
      ),
    },
    { key: 'count', title: t`Штук`, width: '80px', end: true, render: (row) => <Figure value={row.quantity} /> },
    {
      key: 'after',
      title: t`Стало`,
      width: '80px',
      end: true,
      render: (row) => (
        <b>
          <Figure value={row.onHandAfter} />
        </b>
      ),
    },
    {
      key: 'order',
      title: t`Заказ`,
      width: 'minmax(110px, 1fr)',
      render: (row) =>
        row.orderId === null ? (
          <span className={classes.faint}>{row.actor}</span>
        ) : (
          <Link to="/orders/$id" params={{ id: row.orderId }}>
            {row.orderNumber}
          </Link>
        ),
    },
  ];
  return (
    <>
      <ErrorBanner error={rows.error} />
      <div className={classes.history}>
        <Table
          label={t`Движения товара`}
          rows={rows}
          columns={columns}
          empty={
            <EmptyState title={<Trans>Движений ещё не было</Trans>}>
              <Trans>Примите товар, и здесь появится первая строка.</Trans>
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
