import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, DateTime, StatusChip } from '../../ui/index.ts';

import classes from './templates.module.css';

type Batch = Output<'label.batches'>['rows'][number];

/** Batches that are not over, and the last ones that are: how far each has come, and a way to stop it. */
export function Batches() {
  const batches = useCall('label.batches', { limit: 5 }, { keep: true });
  const cancel = useCommand('label.cancelBatch');
  const rows = batches.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={<Trans>Последние партии</Trans>}>
      <ErrorBanner error={cancel.error} />
      {rows.map((batch) => (
        <div key={batch.id} className={classes.batch} data-testid="label-batch">
          <span>
            <b>{batch.templateName}</b>{' '}
            <span className={classes.faint}>
              {batch.printerName} · <DateTime ms={batch.createdAtMs} />
            </span>
          </span>
          <progress className={classes.progress} max={batch.labels} value={batch.labels - batch.waiting} />
          <span>
            <Trans>
              {batch.printed} из {batch.labels}
            </Trans>
          </span>
          <Rest batch={batch} />
          {batch.waiting === 0 ? (
            <span />
          ) : (
            <Button size="small" disabled={cancel.pending} onClick={() => void cancel.run({ batchId: batch.id })}>
              <Trans>Остановить</Trans>
            </Button>
          )}
        </div>
      ))}
    </Card>
  );
}

const Rest = ({ batch }: { readonly batch: Batch }) => (
  <span className={classes.rest}>
    {batch.unknown === 0 ? null : (
      <StatusChip tone="stop">
        <Trans>неизвестно: {batch.unknown}</Trans>
      </StatusChip>
    )}
    {batch.failed === 0 ? null : (
      <StatusChip tone="stop">
        <Trans>не напечатано: {batch.failed}</Trans>
      </StatusChip>
    )}
    {batch.cancelled === 0 ? null : (
      <StatusChip>
        <Trans>снято: {batch.cancelled}</Trans>
      </StatusChip>
    )}
  </span>
);
