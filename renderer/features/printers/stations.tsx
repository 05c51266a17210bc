import { Trans, useLingui } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Card, Select } from '../../ui/index.ts';

import classes from './printers.module.css';

/** Which printer each station prints on. */
export function Stations({ list }: { readonly list: Output<'printer.list'> | undefined }) {
  const { t } = useLingui();
  const assign = useCommand('printer.assign');
  if (list === undefined || list.stations.length === 0) return null;
  const options = [{ value: '', text: t`не выбран` }, ...list.rows.map((printer) => ({ value: printer.id, text: printer.name }))];
  return (
    <Card title={<Trans>Рабочие места</Trans>}>
      <ErrorBanner error={assign.error} />
      <div className={classes.cards}>
        {list.stations.map((station) => (
          <Select
            key={station.id}
            label={station.name}
            value={station.printerId ?? ''}
            options={options}
            onChange={(value) => void assign.run({ stationId: station.id, printerId: value === '' ? null : value })}
          />
        ))}
      </div>
    </Card>
  );
}
