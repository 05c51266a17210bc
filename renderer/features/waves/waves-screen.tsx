import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, call, newId, useCall, useCommand } from '../../bridge/index.ts';
import { useScan } from '../../scan/index.ts';
import { Button, Card, DateTime, EmptyState, Field, Page, PageHeader, Select, StatusChip, Tabs, toast } from '../../ui/index.ts';

import classes from './waves.module.css';

/** Waves of today: gather orders by cut-off, pick them in one walk, pack them one by one or at a wall. */
export function WavesScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const show = address['show'] === 'closed' ? 'closed' : 'open';
  const waves = useCall('wave.list', { show });
  useScan(async ({ code }) => {
    const answer = await call('wave.byCode', { code });
    if (answer.ok && answer.value.id !== null) await navigate({ to: '/waves/$id', params: { id: answer.value.id } });
    else toast('wrong', <Trans>Это не лист подбора. Сканируйте код вверху листа.</Trans>);
  });
  return (
    <Page>
      <PageHeader
        title={<Trans>Волны</Trans>}
        note={<Trans>Заказы одной отсечки подбирают за один проход. Опоздавшие заказы присоединяются сами, отменённые уходят.</Trans>}
      />
      <ErrorBanner error={waves.error === null ? null : asCallError(waves.error)} />
      <NewWave />
      <Tabs
        label={t`Какие волны`}
        value={show}
        tabs={[
          { value: 'open', text: t`Идут` },
          { value: 'closed', text: t`Закрыты` },
        ]}
        onChange={(next) => void navigate({ to: '/waves', search: { show: next }, replace: true })}
      />
      {waves.data !== undefined && waves.data.rows.length === 0 ? (
        <EmptyState title={<Trans>Волн пока нет</Trans>}>
          <Trans>Соберите первую выше. Без волн тоже можно: сканируйте вещи в «Упаковке» по одной.</Trans>
        </EmptyState>
      ) : null}
      <div className={classes.cards}>
        {waves.data?.rows.map((wave) => (
          <button
            key={wave.id}
            type="button"
            className={classes.wave}
            onClick={() => void navigate({ to: '/waves/$id', params: { id: wave.id } })}
          >
            <span className={classes.number}>{wave.number}</span>
            <span>
              <b>
                <Plural value={wave.orders} one="# заказ" few="# заказа" many="# заказов" other="# заказа" />
              </b>{' '}
              <StatusChip tone={wave.packed === wave.orders ? 'right' : 'plain'}>
                <Trans>упаковано {wave.packed}</Trans>
              </StatusChip>
              <br />
              <span className={classes.faint}>
                {wave.cutOffBeforeMs === null ? <Trans>любая отсечка</Trans> : <DateTime ms={wave.cutOffBeforeMs} />}
                {wave.cells === 0 ? null : (
                  <>
                    {' · '}
                    <Plural
                      value={wave.cells}
                      one="стенка на # ячейку"
                      few="стенка на # ячейки"
                      many="стенка на # ячеек"
                      other="стенка на # ячейки"
                    />
                  </>
                )}
              </span>
            </span>
          </button>
        ))}
      </div>
    </Page>
  );
}

type LaneChoice = 'all' | 'single' | 'many';
const HOUR_MS = 3_600_000;

function NewWave() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const locations = useCall('location.list', {});
  const accounts = useCall('account.list', {});
  const make = useCommand('wave.make');
  const [lane, setLane] = useState<LaneChoice>('all');
  const [accountId, setAccountId] = useState('');
  const [within, setWithin] = useState('');
  const [cells, setCells] = useState('0');
  const [chosen, setChosen] = useState('');
  const [openedAtMs] = useState(() => Date.now());
  const warehouses = (locations.data?.rows ?? []).filter((row) => row.kind === 'warehouse' && !row.archived);
  const warehouseId = chosen === '' ? (warehouses[0]?.id ?? '') : chosen;
  const choice = {
    warehouseId,
    lane,
    accountIds: accountId === '' ? [] : [accountId],
    cutOffBeforeMs: within === '' ? null : openedAtMs + Number(within) * HOUR_MS,
  };
  const wall = lane === 'single' ? 0 : Number(cells);
  const plan = useCall('wave.plan', { ...choice, cells: wall }, { enabled: warehouseId !== '', keep: true });
  const orders = plan.data?.orders ?? 0;
  const gather = async () => {
    const id = newId();
    const answer = await make.run({ ...choice, id, cells: wall });
    if (answer.ok) await navigate({ to: '/waves/$id', params: { id } });
  };
  return (
    <Card title={<Trans>Новая волна</Trans>}>
      <div className={classes.form}>
        {warehouses.length > 1 ? (
          <Select
            label={t`Склад`}
            value={warehouseId}
            options={warehouses.map((row) => ({ value: row.id, text: row.name }))}
            onChange={setChosen}
          />
        ) : null}
        <Select
          label={t`Отсечка`}
          value={within}
          options={[
            { value: '', text: t`любая` },
            { value: '2', text: t`в ближайшие 2 часа` },
            { value: '4', text: t`в ближайшие 4 часа` },
            { value: '12', text: t`в ближайшие 12 часов` },
            { value: '24', text: t`в ближайшие сутки` },
          ]}
          onChange={setWithin}
        />
        <Select
          label={t`Кабинет`}
          value={accountId}
          options={[
            { value: '', text: t`все` },
            ...(accounts.data?.rows ?? []).map((row) => ({ value: row.id, text: `${row.name} · ${row.legalEntityName}` })),
          ]}
          onChange={setAccountId}
        />
        <Select
          label={t`Какие заказы`}
          value={lane}
          options={[
            { value: 'all', text: t`все` },
            { value: 'single', text: t`из одной вещи` },
            { value: 'many', text: t`из нескольких вещей` },
          ]}
          onChange={setLane}
        />
        {lane === 'single' ? null : (
          <Field
            label={<Trans>Ячеек в стенке</Trans>}
            name="cells"
            type="number"
            min={0}
            max={500}
            value={cells}
            onChange={(event) => setCells(event.target.value)}
          />
        )}
        <Button look="primary" hotkey="F3" disabled={orders === 0 || make.pending} onClick={() => void gather()}>
          <Plural
            value={orders}
            _0="Собирать нечего"
            one="Собрать # заказ"
            few="Собрать # заказа"
            many="Собрать # заказов"
            other="Собрать # заказа"
          />
        </Button>
      </div>
      <ErrorBanner error={make.error} />
    </Card>
  );
}
