import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OrderChip } from '../../app/order-chip.tsx';
import { PaperButton } from '../../app/paper-button.tsx';
import { useSearchText } from '../../app/use-search-text.ts';
import { Name } from '../../app/words/name.tsx';
import { labelStateNames } from '../../app/words/names.ts';
import { useAction, useCall, useCommand, useWindowRows, type WindowRow } from '../../bridge/index.ts';
import {
  Banner,
  Button,
  type Column,
  EmptyState,
  Field,
  Page,
  PageHeader,
  RelativeTime,
  StatusChip,
  type Tab,
  Table,
  Tabs,
  toast,
  Toolbar,
} from '../../ui/index.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useChosen } from './chosen.ts';
import { OrderExport } from './order-export.tsx';
import { narrowingOf, OrderFilters } from './order-filters.tsx';
import { SavedViews } from './saved-views.tsx';

import classes from './orders.module.css';

type Row = WindowRow<'order.list'>;
type Show = 'active' | 'new' | 'to-pack' | 'held' | 'packed' | 'handed-over' | 'cancelled' | 'all';
const SHOWS: readonly Show[] = ['active', 'new', 'to-pack', 'held', 'packed', 'handed-over', 'cancelled', 'all'];

/** Every order of every cabinet, searched by anything that stands on its label. */
export function OrdersScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const show = SHOWS.find((name) => name === address['show']) ?? 'active';
  const descending = address['descending'] === 'true';
  const sort = address['sort'] === 'created' || address['sort'] === 'number' ? address['sort'] : 'ship-by';
  const counts = useCall('order.counts', {});
  const remember = (change: Readonly<Record<string, string>>) =>
    void navigate({ to: '/orders', search: { ...address, ...change }, replace: true });
  const [search, setSearch] = useSearchText(address['search'] ?? '', (text) => remember({ search: text }));
  const filter = { show, search, ...narrowingOf(address) };
  const rows = useWindowRows('order.list', { ...filter, sort, descending });
  const chosen = useChosen(
    { ...filter, sort, descending },
    rows.total,
    (shown) => t`Выбраны первые ${shown}: больше за один раз не берётся`,
  );
  const refresh = useAction('order.refresh');

  return (
    <Page>
      <PageHeader
        title={<Trans>Заказы</Trans>}
        note={<Headline counts={counts.data} />}
        actions={
          <>
            <PaperButton paper={{ kind: 'returns-sheet' }}>
              <Trans>Лист возврата</Trans>
            </PaperButton>
            <PaperButton hotkey="F4" paper={{ kind: 'pick-list', supplyId: null }}>
              <Trans>Лист подбора</Trans>
            </PaperButton>
            <OrderExport filter={filter} />
            <Button
              hotkey="F5"
              icon={<RefreshCw size={18} />}
              disabled={refresh.pending}
              onClick={() => void refresh.run({ accountId: null })}
            >
              <Trans>Спросить маркетплейс</Trans>
            </Button>
          </>
        }
      />
      <ErrorBanner error={refresh.error ?? rows.error} />
      {chosen.orders.length > 0 ? null : <FreshOrders fresh={counts.data?.toTake ?? 0} />}
      <Toolbar>
        <Tabs label={t`Какие заказы`} value={show} tabs={useTabs(counts.data)} onChange={(next) => remember({ show: next })} />
        <div className={classes.search}>
          <Field
            label={t`Поиск`}
            type="search"
            data-scan="take"
            placeholder={t`номер, стикер, артикул, штрихкод, название`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      </Toolbar>
      <Toolbar>
        <OrderFilters address={address} onChange={remember} />
      </Toolbar>
      <SavedViews address={address} onOpen={(search) => void navigate({ to: '/orders', search, replace: true })} />
      <BulkBar orders={chosen.orders} onClear={chosen.clear} />
      <Table
        label={t`Заказы`}
        choosing={chosen.choosing}
        rows={rows}
        columns={useColumns()}
        rowHeight={56}
        empty={<NoOrders search={search} />}
        sort={{ by: sort, descending }}
        onSort={(by, down) => remember({ sort: by, descending: String(down) })}
        onOpen={(row) => void navigate({ to: '/orders/$id', params: { id: row.id } })}
      />
    </Page>
  );
}

function Headline({ counts }: { readonly counts: Output<'order.counts'> | undefined }) {
  if (counts === undefined) return null;
  return (
    <>
      <Trans>
        Собрать: <b>{counts.toPack}</b> · собрано сегодня: <b>{counts.packedToday}</b>
      </Trans>
      {counts.overdue === 0 ? null : (
        <span className={classes.late}>
          {' · '}
          <Trans>
            просрочено: <b>{counts.overdue}</b>
          </Trans>
        </span>
      )}
    </>
  );
}

function useTabs(counts: Output<'order.counts'> | undefined): readonly Tab<Show>[] {
  const { t } = useLingui();
  return [
    { value: 'active', text: t`В работе` },
    { value: 'new', text: t`Новые`, count: counts?.fresh },
    { value: 'to-pack', text: t`Собрать`, count: counts?.toPack },
    { value: 'held', text: t`Стоят`, count: counts?.held },
    { value: 'packed', text: t`Собраны`, count: counts?.packed },
    { value: 'handed-over', text: t`Переданы` },
    { value: 'cancelled', text: t`Отменены` },
    { value: 'all', text: t`Все` },
  ];
}

/** New orders wait for a person's word: taken to assembly, each as its marketplace wants it, and stickers follow by themselves. */
function FreshOrders({ fresh }: { readonly fresh: number }) {
  const assemble = useCommand('order.take');
  const { t } = useLingui();
  if (fresh === 0) return null;
  const take = async () => {
    const answer = await assemble.run({ orderIds: null });
    if (answer.ok) toast('right', t`Взято в сборку: ${answer.value.orders}. Стикеры придут сами.`);
  };
  return (
    <>
      <Banner
        tone="ask"
        title={<Plural value={fresh} one="# новый заказ" few="# новых заказа" many="# новых заказов" other="# нового заказа" />}
        actions={
          <Button look="primary" hotkey="F9" disabled={assemble.pending} onClick={() => void take()}>
            <Trans>Взять в сборку</Trans>
          </Button>
        }
      >
        <Trans>Короб передаст их каждой площадке так, как она просит, и закажет стикеры.</Trans>
      </Banner>
      <ErrorBanner error={assemble.error} />
    </>
  );
}

const thing = (row: Row): ReactNode => {
  const line = row.lines[0];
  return (
    <>
      <div className={classes.name}>{line?.productName ?? line?.name}</div>
      <div className={classes.faint}>
        {line?.article}
        {row.lines.length > 1 || (line?.quantity ?? 1) > 1 ? ` × ${row.lines.reduce((sum, { quantity }) => sum + quantity, 0)}` : ''}
      </div>
    </>
  );
};

/** Our word for where it stands, and the marketplace's own beside it. */
const standing = (row: Row): ReactNode => (
  <>
    <OrderChip order={row} />
    <div className={classes.faint}>{row.channelOwn}</div>
  </>
);

/** Its large figures when the label is here, else how far it has come. */
function labelOf(row: Row): ReactNode {
  if (row.labelState === 'none') return '—';
  if (row.labelState === 'stored' && row.labelCaption) return <span className={classes.caption}>{row.labelCaption}</span>;
  return (
    <StatusChip tone={row.labelState === 'stored' ? 'right' : 'ask'}>
      <Name of={row.labelState} names={labelStateNames} />
    </StatusChip>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useLingui();
  return [
    {
      key: 'number',
      title: t`Заказ`,
      width: '150px',
      sort: 'number',
      render: (row) => (
        <>
          <div className={classes.number}>{row.number}</div>
          <div className={classes.faint}>{row.accountName}</div>
        </>
      ),
    },
    { key: 'thing', title: t`Товар`, width: 'minmax(200px, 3fr)', render: thing },
    { key: 'bin', title: t`Ячейка`, width: '90px', render: (row) => row.lines[0]?.bin ?? '—' },
    { key: 'status', title: t`Состояние`, width: 'minmax(185px, 1fr)', render: standing },
    { key: 'label', title: t`Стикер`, width: '150px', render: labelOf },
    { key: 'due', title: t`Срок`, width: '130px', sort: 'ship-by', render: (row) => <Due order={row} /> },
    {
      key: 'created',
      title: t`Получен`,
      width: '135px',
      sort: 'created',
      end: true,
      render: (row) => <RelativeTime ms={row.createdAtMs} />,
    },
  ];
}

const Due = ({ order }: { readonly order: Row }) => (order.shipByMs === null ? '—' : <RelativeTime ms={order.shipByMs} />);

function NoOrders({ search }: { readonly search: string }) {
  return search === '' ? (
    <EmptyState title={<Trans>Здесь пусто</Trans>}>
      <Trans>
        Заказы появляются сами, через несколько секунд после покупки. Если кабинета ещё нет, подключите его в разделе «Кабинеты».
      </Trans>
    </EmptyState>
  ) : (
    <EmptyState title={<Trans>Ничего не нашлось</Trans>}>
      <Trans>Ищется по номеру заказа, цифрам и коду стикера, артикулу, штрихкоду и названию. Проверьте выбранную вкладку.</Trans>
    </EmptyState>
  );
}
