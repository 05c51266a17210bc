import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { PlaceName } from '../../app/words/place.tsx';
import { useWindowRows, type WindowRow } from '../../bridge/index.ts';
import { type Column, EmptyState, Figure, RelativeTime, Table } from '../../ui/index.ts';

import classes from './fulfilment.module.css';

type Row = WindowRow<'fulfilment.stock'>;

/** Cards with goods at a marketplace, most goods first. */
export function Stock({ asked }: { readonly asked: { readonly search: string; readonly accountId: string | null } }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const rows = useWindowRows('fulfilment.stock', asked);
  const columns: readonly Column<Row>[] = [
    {
      key: 'card',
      title: t`Товар`,
      width: 'minmax(240px, 2fr)',
      render: (row) => (
        <>
          <div className={classes.name}>{row.name}</div>
          <div className={classes.faint}>
            {row.article} · {row.sku}
          </div>
        </>
      ),
    },
    { key: 'account', title: t`Кабинет`, width: 'minmax(140px, 1fr)', render: (row) => row.accountName },
    {
      key: 'place',
      title: t`Где`,
      width: 'minmax(180px, 1.4fr)',
      render: (row) => (
        <div className={classes.faint}>
          {row.places.map((one, at) => (
            <span key={one.place}>
              {at === 0 ? '' : ' · '}
              <PlaceName place={one.place} />: <Figure value={one.available} />
            </span>
          ))}
        </div>
      ),
    },
    { key: 'available', title: t`Можно купить`, width: '130px', end: true, render: (row) => <Figure value={row.available} /> },
    { key: 'reserved', title: t`В заказах`, width: '110px', end: true, render: (row) => <Figure value={row.reserved} /> },
    { key: 'read', title: t`Прочитано`, width: '130px', end: true, render: (row) => <RelativeTime ms={row.readAtMs} /> },
  ];
  return (
    <>
      <ErrorBanner error={rows.error} />
      <Table
        label={t`Товары на складах площадок`}
        rows={rows}
        rowHeight={52}
        columns={columns}
        empty={
          <EmptyState title={<Trans>У площадок ничего не лежит</Trans>}>
            <Trans>Остатки на складах площадок читаются раз в полчаса. Если вы ничего туда не поставляли, здесь пусто.</Trans>
          </EmptyState>
        }
        onOpen={(row) => (row.productId === null ? undefined : void navigate({ to: '/products/$id', params: { id: row.productId } }))}
      />
    </>
  );
}
