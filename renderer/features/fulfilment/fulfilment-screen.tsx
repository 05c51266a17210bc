import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useSearchText } from '../../app/use-search-text.ts';
import { useCall } from '../../bridge/index.ts';
import { EmptyState, Field, Page, PageHeader, Select, Tabs, Toolbar } from '../../ui/index.ts';
import { Orders } from './orders.tsx';
import { Stock } from './stock.tsx';

import classes from './fulfilment.module.css';

/** What lies at the marketplaces' own warehouses and what they send from there: to be read, never a part of our stock. */
export function FulfilmentScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const accounts = useCall('account.list', {});
  const channels = useCall('channel.list', {});
  const remember = (change: Readonly<Record<string, string>>) =>
    void navigate({ to: '/fulfilment', search: { ...address, ...change }, replace: true });
  const [search, setSearch] = useSearchText(address['search'] ?? '', (text) => remember({ search: text }));
  const showing = (channels.data?.rows ?? []).filter((channel) => channel.capabilities.fulfilment);
  const able = new Set(showing.map((channel) => channel.id));
  const titles = showing.map((channel) => channel.title).join(', ');
  const cabinets = (accounts.data?.rows ?? []).filter((account) => able.has(account.channel));
  const accountId = address['accountId'] ?? '';
  const asked = { search, accountId: accountId === '' ? null : accountId };
  const isOrders = address['show'] === 'orders';
  return (
    <Page>
      <PageHeader
        title={<Trans>На складах площадок</Trans>}
        note={<Trans>Что лежит у площадок и что они отправляют сами. В вашем учёте этого нет: полки и отгрузки ведёт площадка.</Trans>}
      />
      <ErrorBanner error={accounts.error?.error ?? null} />
      {accounts.data !== undefined && channels.data !== undefined && cabinets.length === 0 ? (
        <EmptyState title={<Trans>Показывать нечего</Trans>}>
          <Trans>Товары на своих складах показывают: {titles}. Подключите такой кабинет на экране «Кабинеты».</Trans>
        </EmptyState>
      ) : (
        <>
          <Toolbar>
            <Tabs
              label={t`Что показать`}
              value={isOrders ? 'orders' : 'stock'}
              tabs={[
                { value: 'stock', text: t`Товары` },
                { value: 'orders', text: t`Заказы` },
              ]}
              onChange={(next) => remember({ show: next })}
            />
            {cabinets.length < 2 ? null : (
              <Select
                label={t`Кабинет`}
                value={accountId}
                options={[{ value: '', text: t`Все` }, ...cabinets.map(({ id, name }) => ({ value: id, text: name }))]}
                onChange={(next) => remember({ accountId: next })}
              />
            )}
            <div className={classes.search}>
              <Field label={t`Поиск`} type="search" data-scan="take" value={search} onChange={(event) => setSearch(event.target.value)} />
            </div>
          </Toolbar>
          {isOrders ? <Orders asked={asked} /> : <Stock asked={asked} />}
        </>
      )}
    </Page>
  );
}
