import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Button, Card, Check, Select } from '../../ui/index.ts';
import { RoutesDialog, RoutesTable } from './routes.tsx';

import classes from './printers.module.css';

/** Which printers each station prints on, and what goes to which. `own`: the station this screen is at. */
export function Stations({ list, own }: { readonly list: Output<'printer.list'> | undefined; readonly own: string }) {
  const { t } = useLingui();
  const assign = useCommand('printer.assign');
  const others = useCommand('printer.others');
  const [opened, setOpened] = useState<string | null>(null);
  if (list === undefined || list.stations.length === 0) return null;
  const options = [{ value: '', text: t`не выбран` }, ...list.rows.map((printer) => ({ value: printer.id, text: printer.name }))];
  const routed = list.stations.find((station) => station.id === opened);
  return (
    <Card title={<Trans>Рабочие места</Trans>}>
      <ErrorBanner error={assign.error ?? others.error} />
      <div className={classes.stations}>
        {list.stations.map((station) => (
          <div key={station.id} className={classes.station} data-testid="station-printers">
            <div>
              <Select
                label={station.name}
                value={station.printerId ?? ''}
                options={options}
                onChange={(value) => void assign.run({ stationId: station.id, printerId: value === '' ? null : value })}
              />
              {list.rows
                .filter((printer) => printer.id !== station.printerId)
                .map((printer) => (
                  <Check
                    key={printer.id}
                    label={
                      <Trans>
                        ещё «{printer.name}», {printer.widthMm} × {printer.heightMm} мм
                      </Trans>
                    }
                    checked={station.others.includes(printer.id)}
                    onChange={(checked) => {
                      const rest = station.others.filter((other) => other !== printer.id);
                      void others.run({ stationId: station.id, others: checked ? [...rest, printer.id] : rest });
                    }}
                  />
                ))}
            </div>
            <div>
              <RoutesTable station={station} printers={list.rows} />
              <div className={classes.row}>
                <Button
                  size="small"
                  disabled={list.rows.length === 0}
                  {...(station.id === own ? { hotkey: 'F4' } : {})}
                  onClick={() => setOpened(station.id)}
                >
                  <Trans>Куда что печатать</Trans>
                </Button>
              </div>
            </div>
          </div>
        ))}
      </div>
      {routed === undefined ? null : <RoutesDialog station={routed} printers={list.rows} onClose={() => setOpened(null)} />}
    </Card>
  );
}
