import { Trans } from '@lingui/react/macro';

import type { PrinterRow } from '../../app/printer-form.tsx';
import { useCall } from '../../bridge/index.ts';
import { Dialog } from '../../ui/index.ts';

import classes from './printers.module.css';

/** What a virtual printer has printed: the very dots that a real one would burn. */
export function PaperDialog({
  open,
  printer,
  onClose,
}: {
  readonly open: boolean;
  readonly printer: PrinterRow;
  readonly onClose: () => void;
}) {
  const paper = useCall('printer.paper', { id: printer.id, limit: 30 }, { enabled: open });
  const sheets = paper.data?.sheets ?? [];
  return (
    <Dialog open={open} title={<Trans>Бумага виртуального принтера</Trans>} onClose={onClose} wide>
      <div className={classes.sheets}>
        {sheets.map((sheet) => (
          <img key={sheet.jobId + String(sheet.atMs)} className={classes.sheet} src={`data:image/png;base64,${sheet.pngBase64}`} alt="" />
        ))}
        {sheets.length === 0 ? <Trans>Пока ничего не напечатано.</Trans> : null}
      </div>
    </Dialog>
  );
}
