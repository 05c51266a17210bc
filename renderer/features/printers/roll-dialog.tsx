import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import type { PrinterRow } from '../../app/printer-form.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';

import classes from './printers.module.css';

/** A new roll: how many labels it has, so that its end is no surprise. */
export function RollDialog({ printer, onClose }: { readonly printer: PrinterRow; readonly onClose: () => void }) {
  const roll = useCommand('printer.roll');
  const [labels, setLabels] = useState(String(printer.roll?.labels ?? 500));
  const put = async (count: number | null) => {
    const answer = await roll.run({ id: printer.id, labels: count });
    if (answer.ok) onClose();
  };
  return (
    <Dialog open title={<Trans>Новый рулон</Trans>} onClose={onClose}>
      <Field
        label={<Trans>Сколько на нём этикеток</Trans>}
        hint={<Trans>Написано на упаковке. Перед концом рулона программа предупредит.</Trans>}
        type="number"
        min={1}
        value={labels}
        onChange={(event) => setLabels(event.target.value)}
      />
      <ErrorBanner error={roll.error} />
      <div className={classes.row}>
        <Button look="primary" onClick={() => void put(Number(labels))} disabled={roll.pending || Number(labels) < 1}>
          <Trans>Рулон вставлен</Trans>
        </Button>
        {printer.roll === null ? null : (
          <Button look="quiet" onClick={() => void put(null)}>
            <Trans>Не считать</Trans>
          </Button>
        )}
      </div>
    </Dialog>
  );
}
