import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { type LabelRow, LabelPrintDialog } from '../../app/label-print.tsx';
import { Name } from '../../app/words/name.tsx';
import { operationNames } from '../../app/words/operations.ts';
import { useAsk, useCommand, useWindowRows, type WindowRow } from '../../bridge/index.ts';
import { Button, Card, type Column, DateTime, EmptyState, StatusChip, Table } from '../../ui/index.ts';

import classes from './diagnostics.module.css';

type Row = WindowRow<'stock.operations'>;

/** The log of everything that was done, newest first; what can be undone is undone by a new, opposite operation. */
export function Operations() {
  const { t } = useLingui();
  const rows = useWindowRows('stock.operations', {});
  const reverse = useCommand('stock.reverse');
  const receipt = useAsk('label.ofReceipt');
  const [labels, setLabels] = useState<readonly LabelRow[] | null>(null);
  const printFor = async (row: Row) => {
    const answer = await receipt.run({ receiptId: row.id });
    if (answer.ok)
      setLabels(
        answer.value.rows.map(({ productId, name, article, copies }) => ({ key: productId, id: productId, name, detail: article, copies })),
      );
  };
  const columns: readonly Column<Row>[] = [
    { key: 'at', title: t`Когда`, width: '130px', render: (row) => <DateTime ms={row.atMs} /> },
    { key: 'kind', title: t`Что`, width: 'minmax(180px, 2fr)', render: (row) => <Name of={row.kind} names={operationNames} /> },
    { key: 'rows', title: t`Движений`, width: '110px', end: true, render: (row) => row.movements },
    { key: 'who', title: t`Кто`, width: 'minmax(120px, 1fr)', render: (row) => row.actor },
    { key: 'station', title: t`Где`, width: 'minmax(120px, 1fr)', render: (row) => row.station },
    {
      key: 'labels',
      title: '',
      width: '130px',
      render: (row) =>
        row.kind === 'receive' && row.reversedById === null ? (
          <Button size="small" disabled={receipt.pending} onClick={() => void printFor(row)}>
            <Trans>Этикетки</Trans>
          </Button>
        ) : null,
    },
    {
      key: 'undo',
      title: '',
      width: '140px',
      render: (row) =>
        row.reversedById === null ? (
          row.reversible ? (
            <Button size="small" disabled={reverse.pending} onClick={() => void reverse.run({ reversesId: row.id })}>
              <Trans>Отменить</Trans>
            </Button>
          ) : null
        ) : (
          <StatusChip>
            <Trans>отменено</Trans>
          </StatusChip>
        ),
    },
  ];
  return (
    <Card title={<Trans>Журнал</Trans>}>
      <ErrorBanner error={reverse.error ?? receipt.error ?? rows.error} />
      <div className={classes.log}>
        <Table
          label={t`Журнал операций`}
          rows={rows}
          columns={columns}
          empty={
            <EmptyState title={<Trans>Журнал пуст</Trans>}>
              <Trans>Здесь появится каждое изменение склада: кто, когда и что сделал.</Trans>
            </EmptyState>
          }
        />
      </div>
      {labels === null ? null : (
        <LabelPrintDialog title={<Trans>Этикетки на принятое</Trans>} kind="product" rows={labels} onClose={() => setLabels(null)} />
      )}
    </Card>
  );
}
