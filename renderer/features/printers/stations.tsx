import { Trans, useLingui } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Card, Check, Select } from '../../ui/index.ts';

import classes from './printers.module.css';

/** Which printer each station prints on. */
export function Stations({ list }: { readonly list: Output<'printer.list'> | undefined }) {
  const { t } = useLingui();
  const assign = useCommand('printer.assign');
  const others = useCommand('printer.others');
  if (list === undefined || list.stations.length === 0) return null;
  const options = [{ value: '', text: t`не выбран` }, ...list.rows.map((printer) => ({ value: printer.id, text: printer.name }))];
  return (
    <Card title={<Trans>Рабочие места</Trans>}>
      <ErrorBanner error={assign.error ?? others.error} />
      <div className={classes.cards}>
        {list.stations.map((station) => (
          <div key={station.id}>
            <Select
              label={station.name}
              hint={<Trans>Стикер идёт на бумагу своего размера; отмеченный принтер с той же бумагой подменит остановившийся.</Trans>}
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
                  checked={station.others.some((other) => other.printerId === printer.id)}
                  onChange={(checked) => {
                    const rest = station.others.filter((other) => other.printerId !== printer.id);
                    const next = checked ? [...rest, { printerId: printer.id, kinds: [] }] : rest;
                    void others.run({ stationId: station.id, others: next });
                  }}
                />
              ))}
          </div>
        ))}
      </div>
    </Card>
  );
}
