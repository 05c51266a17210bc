import { Trans } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { driftNames } from '../../app/words/sync.ts';
import { useAction, useCall } from '../../bridge/index.ts';
import { Button, Card, RelativeTime } from '../../ui/index.ts';

import classes from './cabinets.module.css';

/** Live figures that are not what was told, with the cause, and one key to tell again. */
export function Drift() {
  const drift = useCall('sync.drift', {}, { everyMs: 30_000 });
  const repair = useAction('sync.repair');
  const rows = drift.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={<Trans>Остаток на площадке расходится</Trans>}>
      <ErrorBanner error={drift.error?.error ?? repair.error} />
      {rows.map((row) => (
        <div key={`${row.listingId} ${row.externalWarehouseId}`} className={classes.line}>
          <span>
            <b>{row.name}</b> <span className={classes.faint}>{row.article}</span>
            <div className={classes.faint}>
              <Trans>
                сообщили {row.told}, на площадке {row.live}, по учёту {row.would}
              </Trans>
              : <Name of={row.cause} names={driftNames} />, <RelativeTime ms={row.liveReadAtMs} />
            </div>
          </span>
          <Button size="small" disabled={repair.pending} onClick={() => void repair.run({ listingId: row.listingId })}>
            <Trans>Сообщить ещё раз</Trans>
          </Button>
        </div>
      ))}
    </Card>
  );
}
