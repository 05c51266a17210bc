import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { supplyStateNames } from '../../app/words/names.ts';
import { useCall, useCommand, useWindowRows, type WindowRow } from '../../bridge/index.ts';
import {
  Button,
  Card,
  type Column,
  DateTime,
  EmptyState,
  Page,
  PageHeader,
  Select,
  StatusChip,
  Table,
  Tabs,
  toast,
  Toolbar,
  type Tone,
} from '../../ui/index.ts';
import { Passes } from './passes.tsx';
import { Reshipment } from './reshipment.tsx';

import classes from './supplies.module.css';

type Row = WindowRow<'supply.list'>;
type Show = 'open' | 'delivered' | 'all';

/** What leaves together: new orders to be grouped, supplies being filled, supplies handed over. */
export function SuppliesScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const show: Show = address['show'] === 'delivered' || address['show'] === 'all' ? address['show'] : 'open';
  const rows = useWindowRows('supply.list', { show });
  return (
    <Page>
      <PageHeader
        title={<Trans>Поставки</Trans>}
        note={<Trans>В одну поставку идут заказы одного склада и одного вида. Короб раскладывает их сам.</Trans>}
        actions={
          <>
            <Reshipment />
            <Passes />
          </>
        }
      />
      <ErrorBanner error={rows.error} />
      <Plan />
      <Toolbar>
        <Tabs
          label={t`Какие поставки`}
          value={show}
          tabs={[
            { value: 'open', text: t`Собираются` },
            { value: 'delivered', text: t`Переданы` },
            { value: 'all', text: t`Все` },
          ]}
          onChange={(next) => void navigate({ to: '/supplies', search: { show: next }, replace: true })}
        />
      </Toolbar>
      <Table
        label={t`Поставки`}
        rows={rows}
        rowHeight={56}
        columns={useColumns()}
        empty={
          <EmptyState title={<Trans>Поставок пока нет</Trans>}>
            <Trans>Когда придут новые заказы, возьмите их в сборку здесь или в разделе «Заказы»: поставка создастся сама.</Trans>
          </EmptyState>
        }
        onOpen={(row) => void navigate({ to: '/supplies/$id', params: { id: row.id } })}
      />
    </Page>
  );
}

function Plan() {
  const plan = useCall('supply.plan', {});
  const groups = plan.data?.groups ?? [];
  if (groups.length === 0) return null;
  return (
    <Card title={<Trans>Ждут поставки</Trans>}>
      {groups.map((group) => (
        <Group key={`${group.accountId} ${group.handoverKey}`} group={group} />
      ))}
    </Card>
  );
}

function Group({ group }: { readonly group: NonNullable<ReturnType<typeof useCall<'supply.plan'>>['data']>['groups'][number] }) {
  const { t } = useLingui();
  const assemble = useCommand('supply.assemble');
  const [chosen, setChosen] = useState<string>('');
  const take = async () => {
    const answer = await assemble.run({ orderIds: group.orderIds.slice(0, 5000), supplyId: chosen === '' ? null : chosen });
    if (answer.ok) toast('right', t`Взято в сборку: ${answer.value.orders}`);
  };
  return (
    <div className={classes.group}>
      <div>
        <div className={classes.strong}>
          <Plural value={group.orderIds.length} one="# заказ" few="# заказа" many="# заказов" other="# заказа" /> · {group.accountName}
        </div>
        <div className={classes.faint}>{group.warehouseName ?? group.handoverKey}</div>
        <ErrorBanner error={assemble.error} />
      </div>
      <Toolbar>
        <Select
          label={t`В какую поставку`}
          value={chosen}
          options={[
            { value: '', text: t`подходящая или новая` },
            ...group.fitting.map((supply) => ({ value: supply.id, text: `${supply.externalId ?? supply.name} · ${supply.orders}` })),
          ]}
          onChange={setChosen}
        />
        <Button look="primary" disabled={assemble.pending} onClick={() => void take()}>
          <Trans>Взять в сборку</Trans>
        </Button>
      </Toolbar>
    </div>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useLingui();
  return [
    {
      key: 'name',
      title: t`Поставка`,
      width: 'minmax(220px, 2fr)',
      render: (row) => (
        <>
          <div className={classes.strong}>{row.externalId ?? t`создаётся…`}</div>
          <div className={classes.faint}>{row.foreignMade ? t`${row.name} · создана в кабинете` : row.name}</div>
        </>
      ),
    },
    { key: 'account', title: t`Кабинет`, width: 'minmax(140px, 1fr)', render: (row) => row.accountName },
    { key: 'orders', title: t`Заказов`, width: '100px', end: true, render: (row) => row.orders },
    { key: 'packed', title: t`Собрано`, width: '150px', render: (row) => <Progress done={row.packed} all={row.orders} /> },
    { key: 'state', title: t`Состояние`, width: '160px', render: (row) => <SupplyChip supply={row} /> },
    { key: 'made', title: t`Создана`, width: '130px', end: true, render: (row) => <DateTime ms={row.createdAtMs} /> },
  ];
}

const Progress = ({ done, all }: { readonly done: number; readonly all: number }) => (
  <div>
    <div className={classes.bar}>
      <div className={classes.done} style={{ width: `${all === 0 ? 0 : Math.round((done / all) * 100)}%` }} />
    </div>
    <span className={classes.faint}>
      {done} / {all}
    </span>
  </div>
);

export function SupplyChip({ supply }: { readonly supply: Pick<Row, 'state' | 'problemCode'> }) {
  const tone: Tone =
    supply.problemCode === null ? (supply.state === 'delivered' ? 'right' : supply.state === 'open' ? 'ask' : 'plain') : 'stop';
  return (
    <StatusChip tone={tone}>
      {supply.problemCode === null ? <Name of={supply.state} names={supplyStateNames} /> : <Trans>нужен человек</Trans>}
    </StatusChip>
  );
}
