import { Plural, Trans } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, Card, EmptyState, Page, PageHeader, StatusChip } from '../../ui/index.ts';
import { PickList } from './pick-list.tsx';
import { Surplus } from './surplus.tsx';
import type { Wave } from './wave.ts';

import classes from './waves.module.css';

/** One wave: what to take from where, what stands in which cell, what must go back. */
export function WaveScreen() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const wave = useCall('wave.get', { id });
  if (wave.data === undefined)
    return (
      <Page>
        <ErrorBanner error={wave.error === null ? null : asCallError(wave.error)} />
      </Page>
    );
  return <Opened wave={wave.data} />;
}

function Opened({ wave }: { readonly wave: Wave }) {
  const { id, number, cells, state } = wave.wave;
  const done = wave.wave.packed === wave.wave.orders;
  return (
    <Page>
      <PageHeader
        handheldActions="bottom"
        title={<Trans>Волна {number}</Trans>}
        note={
          <>
            <Plural value={wave.wave.orders} one="# заказ" few="# заказа" many="# заказов" other="# заказа" />
            {', '}
            <Trans>
              упаковано {wave.wave.packed}; подобрать {wave.toPick}, в тележке {wave.cartCode}: {wave.picked}
            </Trans>
          </>
        }
        actions={state === 'open' ? <Levers wave={wave} /> : null}
      />
      {done && state === 'open' ? (
        <Banner tone="right" title={<Trans>Все заказы волны упакованы</Trans>}>
          <Trans>Закройте её, когда тележка пуста.</Trans>
        </Banner>
      ) : null}
      <Surplus wave={wave} />
      <PickList wave={wave} />
      {cells === 0 ? null : <Wall wave={wave} />}
      <Orders key={id} wave={wave} />
    </Page>
  );
}

function Levers({ wave }: { readonly wave: Wave }) {
  const navigate = useNavigate();
  const session = useCall('session.get', {});
  const close = useCommand('wave.close');
  const stand = useCommand('wave.stand');
  const stationId = session.data?.stationId ?? '';
  return (
    <>
      {wave.wave.cells === 0 ? null : (
        <Button
          look="primary"
          hotkey="F9"
          onClick={() =>
            void stand.run({ stationId, waveId: wave.wave.id }).then((answer) => (answer.ok ? navigate({ to: '/packing' }) : undefined))
          }
        >
          <Trans>Наполнять стенку</Trans>
        </Button>
      )}
      <Button
        hotkey="F10"
        onClick={() => void close.run({ id: wave.wave.id }).then((answer) => (answer.ok ? navigate({ to: '/waves' }) : undefined))}
      >
        <Trans>Закрыть волну</Trans>
      </Button>
      <ErrorBanner error={close.error ?? stand.error} />
    </>
  );
}

/** The wall as it stands: which cell holds whose things and how many are still missing. */
function Wall({ wave }: { readonly wave: Wave }) {
  const byCell = new Map(wave.orders.flatMap((row) => (row.cell === null ? [] : [[row.cell, row] as const])));
  return (
    <Card title={<Trans>Стенка</Trans>}>
      <div className={classes.wall}>
        {Array.from({ length: wave.wave.cells }, (_, index) => index + 1).map((cell) => {
          const row = byCell.get(cell);
          return (
            <div key={cell} className={`${classes.cell} ${row === undefined ? '' : classes.begun}`} data-testid={`cell-${cell}`}>
              <span className={classes.cellNumber}>{cell}</span>
              {row === undefined ? null : (
                <span className={classes.cellCount}>
                  {row.scanned}/{row.needed}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </Card>
  );
}

const SHOWN = 100;

function Orders({ wave }: { readonly wave: Wave }) {
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
  if (wave.orders.length === 0)
    return (
      <EmptyState title={<Trans>В волне нет заказов</Trans>}>
        <Trans>Закройте её и соберите новую.</Trans>
      </EmptyState>
    );
  return (
    <Card title={<Trans>Заказы волны</Trans>}>
      <table className={classes.table}>
        <tbody>
          {wave.orders.slice(0, all ? undefined : SHOWN).map(({ order, docked, cell, scanned, needed }) => (
            <tr key={order.id} onClick={() => void navigate({ to: '/orders/$id', params: { id: order.id } })}>
              <td>
                <b>{order.number}</b>
              </td>
              <td className={classes.faint}>{order.accountName}</td>
              <td>{order.lines.map((line) => line.productName ?? line.name).join('; ')}</td>
              <td>
                {scanned}/{needed}
              </td>
              <td>
                {docked ? (
                  <StatusChip tone="ask">
                    <Trans>опоздал</Trans>
                  </StatusChip>
                ) : null}{' '}
                {cell === null ? null : (
                  <StatusChip>
                    <Trans>ячейка {cell}</Trans>
                  </StatusChip>
                )}{' '}
                {order.packedAtMs === null ? null : (
                  <StatusChip tone="right">
                    <Trans>упакован</Trans>
                  </StatusChip>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all || wave.orders.length <= SHOWN ? null : (
        <Button look="quiet" onClick={() => setAll(true)}>
          <Trans>Показать все</Trans>
        </Button>
      )}
    </Card>
  );
}
