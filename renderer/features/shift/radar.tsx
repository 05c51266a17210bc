import { Plural, Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, useCall } from '../../bridge/index.ts';
import { DateTime, EmptyState, Figure, RelativeTime, StatusChip } from '../../ui/index.ts';

import classes from './shift.module.css';

type Row = Output<'radar.get'>['rows'][number];

/** Each cut-off: how many are left, when they will be done at today's pace, who will be late. */
export function Radar() {
  const radar = useCall('radar.get', {}, { everyMs: 30_000 });
  if (radar.data === undefined) return <ErrorBanner error={radar.error === null ? null : asCallError(radar.error)} />;
  const { rows, perHour } = radar.data;
  if (rows.length === 0)
    return (
      <EmptyState title={<Trans>Собирать нечего</Trans>}>
        <Trans>Новые заказы появятся здесь сами, со своими отсечками.</Trans>
      </EmptyState>
    );
  return (
    <>
      <p className={classes.pace}>
        {perHour === null ? (
          <Trans>Темп станет виден после нескольких посылок подряд.</Trans>
        ) : (
          <Trans>
            Темп сейчас: <b>{perHour}</b> посылок в час за всеми столами.
          </Trans>
        )}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>
              <Trans>Отсечка</Trans>
            </th>
            <th>
              <Trans>Кабинет и склад</Trans>
            </th>
            <th className={classes.end}>
              <Trans>Осталось</Trans>
            </th>
            <th>
              <Trans>Будет готово</Trans>
            </th>
            <th>
              <Trans>Успеваем?</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.accountId} ${row.warehouseName ?? ''} ${row.cutOffMs ?? ''}`}>
              <td className={classes.strong}>
                {row.cutOffMs === null ? (
                  <Trans>без срока</Trans>
                ) : (
                  <>
                    <DateTime ms={row.cutOffMs} />{' '}
                    <span className={classes.faint}>
                      <RelativeTime ms={row.cutOffMs} />
                    </span>
                  </>
                )}
              </td>
              <td>
                {row.accountName} <span className={classes.faint}>{row.warehouseName}</span>
              </td>
              <td className={classes.end}>
                <b className={classes.big}>
                  <Figure value={row.left} />
                </b>
                {row.fresh === 0 ? null : (
                  <div className={classes.faint}>
                    <Trans>не взято: {row.fresh}</Trans>
                  </div>
                )}
              </td>
              <td>{row.doneAtMs === null ? '—' : <DateTime ms={row.doneAtMs} />}</td>
              <td>
                <Verdict row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Verdict({ row }: { readonly row: Row }) {
  if (row.cutOffMs === null) return '—';
  if (row.lateOrders === 0 && row.lateMs === 0)
    return (
      <StatusChip tone="right">
        <Trans>успеваем</Trans>
      </StatusChip>
    );
  if (row.lateMs === null)
    return (
      <StatusChip tone="ask">
        <Trans>никто не пакует</Trans>
      </StatusChip>
    );
  const minutes = Math.ceil(row.lateMs / 60_000);
  return (
    <StatusChip tone="stop">
      <Plural value={row.lateOrders} one="# заказ опоздает" few="# заказа опоздают" many="# заказов опоздают" other="# заказа опоздают" />{' '}
      <Trans>на {minutes} мин</Trans>
    </StatusChip>
  );
}
