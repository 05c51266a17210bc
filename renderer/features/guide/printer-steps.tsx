import { Trans } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { PrinterForm } from '../../app/printer-form.tsx';
import { TestLabel } from '../../app/test-label.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { StatusChip } from '../../ui/index.ts';

import classes from './guide.module.css';

export function PrinterStep() {
  const printers = useCall('printer.list', {});
  const session = useCall('session.get', {});
  const assign = useCommand('printer.assign');
  const stationId = session.data?.stationId;
  return (
    <div className={classes.list}>
      <div className={classes.row}>
        {printers.data?.rows.map((printer) => (
          <StatusChip key={printer.id} tone="right">
            {printer.name}
          </StatusChip>
        ))}
      </div>
      {printers.data === undefined ? null : (
        <PrinterForm
          key={printers.data.rows.length}
          printer={null}
          onSaved={(printerId) => (stationId === undefined ? undefined : void assign.run({ stationId, printerId }))}
        />
      )}
      <ErrorBanner error={assign.error} />
    </div>
  );
}

export function ProofStep() {
  const printers = useCall('printer.list', {});
  const session = useCall('session.get', {});
  const station = printers.data?.stations.find((row) => row.id === session.data?.stationId);
  const printer = printers.data?.rows.find((row) => row.id === station?.printerId) ?? printers.data?.rows[0];
  if (printer === undefined || session.data === undefined) return <Trans>Сначала добавьте принтер.</Trans>;
  return <TestLabel printer={printer} stationId={session.data.stationId} />;
}
