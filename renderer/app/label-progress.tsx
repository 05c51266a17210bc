import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { useCall, useCommand } from '../bridge/index.ts';
import { Button, Dialog, StatusChip } from '../ui/index.ts';
import { ErrorBanner } from './error-banner.tsx';
import { Name } from './words/name.tsx';
import { conditionNames } from './words/names.ts';

import classes from './label-print.module.css';

/** Batches looked through for this one: it is among the newest. */
const NEWEST = 20;

/** How far a batch has come, and a way to stop it. Left open or closed, the printing goes on; `onBack`: to the rows that could not be printed. */
export function LabelProgress({
  title,
  batchId,
  onClose,
  onBack,
}: {
  readonly title: React.ReactNode;
  readonly batchId: string;
  readonly onClose: () => void;
  readonly onBack: (() => void) | null;
}) {
  const batches = useCall('label.batches', { limit: NEWEST }, { keep: true });
  const printers = useCall('printer.list', {});
  const cancel = useCommand('label.cancelBatch');
  const batch = batches.data?.rows.find((row) => row.id === batchId);
  const waiting = batch?.waiting ?? 0;
  const over = batch !== undefined && waiting === 0;
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          {onBack === null ? null : (
            <Button hotkey="F7" onClick={onBack}>
              <Trans>К ненапечатанным</Trans>
            </Button>
          )}
          <Button hotkey="F8" disabled={waiting === 0 || cancel.pending} onClick={() => void cancel.run({ batchId })}>
            <Trans>Снять остальные</Trans>
          </Button>
          <Button look="primary" hotkey="F9" onClick={onClose}>
            {over ? <Trans>Готово</Trans> : <Trans>Печатать дальше без меня</Trans>}
          </Button>
        </>
      }
    >
      <ErrorBanner error={cancel.error} />
      {batch === undefined ? null : (
        <div className={classes.watch} role="status" data-testid="label-progress">
          <p className={classes.figure}>
            <Trans>
              {batch.printed} из {batch.labels}
            </Trans>
          </p>
          <progress max={batch.labels} value={batch.labels - waiting} />
          <p className={classes.faint}>
            {batch.printerName}{' '}
            {waiting === 0 ? null : <Ails printer={printers.data?.rows.find((row) => row.name === batch.printerName)} />}
          </p>
          <p>
            {batch.unknown === 0 ? null : (
              <StatusChip tone="stop">
                <Trans>неизвестно: {batch.unknown}</Trans>
              </StatusChip>
            )}{' '}
            {batch.failed === 0 ? null : (
              <StatusChip tone="stop">
                <Trans>не напечатано: {batch.failed}</Trans>
              </StatusChip>
            )}{' '}
            {batch.cancelled === 0 ? null : (
              <StatusChip>
                <Trans>снято: {batch.cancelled}</Trans>
              </StatusChip>
            )}
          </p>
        </div>
      )}
    </Dialog>
  );
}

/** Why nothing comes out. */
function Ails({ printer }: { readonly printer: Output<'printer.list'>['rows'][number] | undefined }) {
  if (printer?.paused === true)
    return (
      <StatusChip tone="ask">
        <Trans>остановлен</Trans>
      </StatusChip>
    );
  if (printer?.condition == null) return null;
  return (
    <StatusChip tone="stop">
      <Name of={printer.condition.state} names={conditionNames} />
    </StatusChip>
  );
}
