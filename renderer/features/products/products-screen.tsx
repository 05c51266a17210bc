import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { LabelPrintDialog } from '../../app/label-print.tsx';
import { useSearchText } from '../../app/use-search-text.ts';
import { useWindowRows, type WindowRow } from '../../bridge/index.ts';
import { Button, type Column, EmptyState, Field, Figure, Page, PageHeader, StatusChip, Table, Tabs, Toolbar } from '../../ui/index.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ProductDialog } from './product-dialog.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';

import classes from './products.module.css';

type Row = WindowRow<'product.list'>;
const SHOWS = ['all', 'in-stock', 'short', 'no-barcode', 'unlisted', 'kits', 'archived'] as const;
const SORTS = ['name', 'article', 'available', 'on-hand'] as const;

/** Everything on our shelves: how many, held for whom, and what is left to sell. */
export function ProductsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const show = SHOWS.find((name) => name === address['show']) ?? 'all';
  const sort = SORTS.find((name) => name === address['sort']) ?? 'name';
  const descending = address['descending'] === 'true';
  const remember = (change: Readonly<Record<string, string>>) =>
    void navigate({ to: '/products', search: { ...address, ...change }, replace: true });
  const [search, setSearch] = useSearchText(address['search'] ?? '', (text) => remember({ search: text }));
  const rows = useWindowRows('product.list', { show, search, sort, descending });
  const [marked, setMarked] = useState<ReadonlyMap<string, Row>>(new Map());
  const mark = (row: Row) =>
    setMarked((now) => (now.has(row.id) ? new Map([...now].filter(([id]) => id !== row.id)) : new Map([...now, [row.id, row]])));
  return (
    <Page>
      <PageHeader
        title={<Trans>Товары и остатки</Trans>}
        note={<Trans>Свободно — то, что ещё можно продать: на полках минус отложенное под заказы.</Trans>}
        actions={<Actions marked={marked} onPrinted={() => setMarked(new Map())} />}
      />
      <ErrorBanner error={rows.error} />
      <Toolbar>
        <Tabs
          label={t`Какие товары`}
          value={show}
          tabs={[
            { value: 'all', text: t`Все` },
            { value: 'in-stock', text: t`В наличии` },
            { value: 'short', text: t`Не хватает` },
            { value: 'no-barcode', text: t`Без штрихкода` },
            { value: 'unlisted', text: t`Без карточки` },
            { value: 'kits', text: t`Комплекты` },
            { value: 'archived', text: t`Архив` },
          ]}
          onChange={(next) => remember({ show: next })}
        />
        <div className={classes.search}>
          <Field
            label={t`Поиск`}
            type="search"
            data-scan="take"
            placeholder={t`название, артикул, штрихкод`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      </Toolbar>
      <Table
        label={t`Товары`}
        rows={rows}
        rowHeight={52}
        columns={useColumns(marked, mark)}
        sort={{ by: sort, descending }}
        onSort={(by, down) => remember({ sort: by, descending: String(down) })}
        empty={<NoProducts search={search} />}
        onMark={mark}
        onOpen={(row) => void navigate({ to: '/products/$id', params: { id: row.id } })}
      />
    </Page>
  );
}

function Actions({ marked, onPrinted }: { readonly marked: ReadonlyMap<string, Row>; readonly onPrinted: () => void }) {
  const [open, setOpen] = useState<'new' | 'import' | 'receive' | 'labels' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button hotkey="F3" look="primary" onClick={() => setOpen('receive')}>
        <Trans>Принять товар</Trans>
      </Button>
      <Button hotkey="F4" disabled={marked.size === 0} onClick={() => setOpen('labels')}>
        <Trans>Печать этикеток: {marked.size}</Trans>
      </Button>
      <Button hotkey="F6" onClick={() => setOpen('import')}>
        <Trans>Загрузить CSV</Trans>
      </Button>
      <Button hotkey="F7" onClick={() => setOpen('new')}>
        <Trans>Новый товар</Trans>
      </Button>
      {open === 'new' ? <ProductDialog product={null} onClose={close} /> : null}
      {open === 'import' ? <ImportDialog onClose={close} /> : null}
      {open === 'labels' ? (
        <LabelPrintDialog
          title={<Trans>Этикетки на товары</Trans>}
          kind="product"
          rows={Array.from(marked.values(), ({ id, name, article }) => ({ key: id, id, name, detail: article, copies: 1 }))}
          onClose={() => {
            close();
            onPrinted();
          }}
        />
      ) : null}
      {open === 'receive' ? <ReceiveDialog onClose={close} /> : null}
    </>
  );
}

function useColumns(marked: ReadonlyMap<string, Row>, onMark: (row: Row) => void): readonly Column<Row>[] {
  const { t } = useLingui();
  return [
    {
      key: 'mark',
      title: '',
      width: '44px',
      render: (row) => (
        <input
          type="checkbox"
          className={classes.mark}
          aria-label={t`Отметить: ${row.name}`}
          checked={marked.has(row.id)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => onMark(row)}
        />
      ),
    },
    {
      key: 'name',
      title: t`Товар`,
      width: 'minmax(240px, 3fr)',
      narrow: 'minmax(0, 1fr)',
      sort: 'name',
      render: (row) => (
        <>
          <div className={classes.name}>{row.name}</div>
          <div className={classes.faint}>{row.barcodes.join(', ')}</div>
        </>
      ),
    },
    { key: 'article', title: t`Артикул`, width: 'minmax(110px, 1fr)', sort: 'article', render: (row) => row.article },
    {
      key: 'flags',
      title: '',
      width: '150px',
      render: (row) => (
        <>
          {row.kind === 'kit' ? (
            <StatusChip tone="ask">
              <Trans>комплект</Trans>
            </StatusChip>
          ) : null}
          {row.secondScan ? (
            <StatusChip tone="wrong">{row.lookAlikes > 0 ? <Trans>легко перепутать</Trans> : <Trans>второй скан</Trans>}</StatusChip>
          ) : null}
          {row.marked ? (
            <StatusChip>
              <Trans>маркировка</Trans>
            </StatusChip>
          ) : null}
        </>
      ),
    },
    {
      key: 'bins',
      title: t`Ячейки`,
      width: 'minmax(100px, 1fr)',
      narrow: '84px',
      render: (row) => row.bins.map(({ code }) => code).join(', ') || '—',
    },
    { key: 'hand', title: t`На полках`, width: '105px', end: true, sort: 'on-hand', render: (row) => <Figure value={row.onHand} /> },
    { key: 'reserved', title: t`Отложено`, width: '105px', end: true, render: (row) => <Figure value={row.reserved} /> },
    {
      key: 'free',
      title: t`Свободно`,
      width: '105px',
      narrow: '86px',
      end: true,
      sort: 'available',
      render: (row) => (
        <b className={row.available === 0 ? classes.none : ''}>
          <Figure value={row.available} />
        </b>
      ),
    },
    {
      key: 'short',
      title: t`Не хватает`,
      width: '105px',
      end: true,
      render: (row) =>
        row.short === 0 ? null : (
          <span className={classes.short}>
            <Figure value={row.short} />
          </span>
        ),
    },
  ];
}

function NoProducts({ search }: { readonly search: string }) {
  return search === '' ? (
    <EmptyState title={<Trans>Товаров здесь нет</Trans>}>
      <Trans>Загрузите список из CSV или создайте товары прямо из карточек маркетплейса в разделе «Карточки».</Trans>
    </EmptyState>
  ) : (
    <EmptyState title={<Trans>Ничего не нашлось</Trans>}>
      <Trans>Ищется по части названия, артикула или штрихкода; «ё» и «е» равны.</Trans>
    </EmptyState>
  );
}
