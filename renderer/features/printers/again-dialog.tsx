import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import type { PrinterRow } from '../../app/printer-form.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field, toast } from '../../ui/index.ts';

import classes from './printers.module.css';

/** After a jam: labels of this printer by their numbers, with a reason. It opens on the last one. */
export function AgainDialog({
  printer,
  stationId,
  onClose,
}: {
  readonly printer: PrinterRow;
  readonly stationId: string;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const jobs = useCall('print.jobs', { limit: 500 });
  const again = useCommand('print.reprint');
  const last = jobs.data?.rows.find((job) => job.printerId === printer.id && LEFT.has(job.state))?.seq ?? 0;
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const [reason, setReason] = useState(t`замятие`);
  const [fromSeq, toSeq] = [from ?? last, to ?? last];
  const print = async () => {
    const answer = await again.run({ printerId: printer.id, fromSeq, toSeq, reason, stationId });
    if (!answer.ok) return;
    toast('right', t`Печатается снова: ${answer.value.jobIds.length}`);
    onClose();
  };
  return (
    <Dialog open title={<Trans>Повторить этикетки принтера «{printer.name}»</Trans>} onClose={onClose}>
      <p>
        <Trans>Номера стоят в списке заданий. Порченые этикетки выбросьте: вторая такая же на другой посылке её потеряет.</Trans>
      </p>
      <div className={classes.row}>
        <Field
          label={<Trans>С номера</Trans>}
          type="number"
          min={1}
          value={fromSeq}
          onChange={(event) => setFrom(Number(event.target.value))}
        />
        <Field
          label={<Trans>По номер</Trans>}
          type="number"
          min={1}
          value={toSeq}
          onChange={(event) => setTo(Number(event.target.value))}
        />
        <Field label={<Trans>Почему</Trans>} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <ErrorBanner error={again.error} />
      <Button look="primary" onClick={() => void print()} disabled={again.pending || reason.trim() === '' || fromSeq < 1 || toSeq < 1}>
        <Trans>Печатать снова</Trans>
      </Button>
    </Dialog>
  );
}

const LEFT: ReadonlySet<string> = new Set(['sent', 'confirmed', 'unknown']);
