import { Trans } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, useCall } from '../../bridge/index.ts';
import { EmptyState, Figure, useNow } from '../../ui/index.ts';

import classes from './shift.module.css';

const HOUR_MS = 3_600_000;

/** Who packed how much since midnight. Pauses are not held against anybody; marked and many-unit parcels stand apart, because they take longer. */
export function PaceTable() {
  const now = useNow(60_000);
  const sinceMs = new Date(now).setHours(0, 0, 0, 0);
  const pace = useCall('person.pace', { sinceMs }, { everyMs: 60_000 });
  if (pace.data === undefined) return <ErrorBanner error={pace.error === null ? null : asCallError(pace.error)} />;
  if (pace.data.rows.length === 0)
    return (
      <EmptyState title={<Trans>Сегодня ещё никто не паковал</Trans>}>
        <Trans>Темп появится после первых посылок.</Trans>
      </EmptyState>
    );
  const first = Math.max(
    0,
    Math.min(...pace.data.rows.map((row) => row.hours.findIndex((count) => count > 0)).filter((hour) => hour >= 0)),
  );
  const hours = Array.from({ length: Math.max(0, (pace.data.rows[0]?.hours.length ?? 0) - first) }, (_, index) => index + first);
  return (
    <div className={classes.wide}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>
              <Trans>Кто</Trans>
            </th>
            <th className={classes.end}>
              <Trans>Посылок</Trans>
            </th>
            <th className={classes.end}>
              <Trans>В час за столом</Trans>
            </th>
            <th className={classes.end}>
              <Trans>С маркировкой</Trans>
            </th>
            <th className={classes.end}>
              <Trans>Из нескольких вещей</Trans>
            </th>
            <th className={classes.end}>
              <Trans>Ошибочных сканов</Trans>
            </th>
            {hours.map((hour) => (
              <th key={hour} className={classes.end}>
                {new Date(sinceMs + hour * HOUR_MS).getHours()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pace.data.rows.map((row) => (
            <tr key={row.name}>
              <td className={classes.strong}>{row.name}</td>
              <td className={classes.end}>
                <b className={classes.big}>
                  <Figure value={row.parcels} />
                </b>
              </td>
              <td className={classes.end}>{row.perHour === null ? '—' : <Figure value={row.perHour} />}</td>
              <td className={classes.end}>
                <Figure value={row.marked} />
              </td>
              <td className={classes.end}>
                <Figure value={row.many} />
              </td>
              <td className={classes.end}>
                <Figure value={row.wrongScans} />
              </td>
              {hours.map((hour) => (
                <td key={hour} className={`${classes.end} ${classes.faint}`}>
                  {row.hours[hour] === 0 ? '·' : row.hours[hour]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
