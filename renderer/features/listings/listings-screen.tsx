import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OfferTrouble } from '../../app/offer-trouble.tsx';
import { useSearchText } from '../../app/use-search-text.ts';
import { useAction, useCall, useCommand, useWindowRows, type WindowRow } from '../../bridge/index.ts';
import {
  Button,
  type Column,
  EmptyState,
  Field,
  Page,
  PageHeader,
  Select,
  StatusChip,
  Table,
  Tabs,
  toast,
  Toolbar,
} from '../../ui/index.ts';
import { MatchDialog } from './match-dialog.tsx';
import { Suggestions } from './suggestions.tsx';
import { useUndoMatch } from './undo-match.tsx';

import classes from './listings.module.css';

type Row = WindowRow<'listing.list'>;
const SHOWS = ['unmatched', 'likely', 'matched', 'drift', 'parked', 'all'] as const;

/** Cards of the marketplaces and the product that stands behind each; what nobody matched waits for a person here. */
export function ListingsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const accounts = useCall('account.list', {});
  const [open, setOpen] = useState<Row | null>(null);
  const show = SHOWS.find((name) => name === address['show']) ?? 'unmatched';
  const accountId = address['accountId'] ?? accounts.data?.rows[0]?.id ?? '';
  const isLikely = show === 'likely';
  const columns = useColumns();
  const remember = (change: Readonly<Record<string, string>>) =>
    void navigate({ to: '/listings', search: { ...address, ...change }, replace: true });
  const [search, setSearch] = useSearchText(address['search'] ?? '', (text) => remember({ search: text }));
  const rows = useWindowRows('listing.list', {
    show: isLikely ? 'unmatched' : show,
    search,
    accountId: accountId === '' ? null : accountId,
  });
  return (
    <Page>
      <PageHeader
        title={<Trans>Карточки</Trans>}
        note={<Trans>За каждой карточкой площадки стоит товар с полки. Сопоставление ищет по штрихкоду, потом по артикулу.</Trans>}
        actions={accountId === '' ? null : <Actions accountId={accountId} />}
      />
      <ErrorBanner error={rows.error} />
      <Toolbar>
        <Tabs
          label={t`Какие карточки`}
          value={show}
          tabs={[
            { value: 'unmatched', text: t`Не сопоставлены` },
            { value: 'likely', text: t`Похожие товары` },
            { value: 'matched', text: t`Сопоставлены` },
            { value: 'drift', text: t`Расходятся` },
            { value: 'parked', text: t`Отказ площадки` },
            { value: 'all', text: t`Все` },
          ]}
          onChange={(next) => remember({ show: next })}
        />
        {(accounts.data?.rows.length ?? 0) < 2 ? null : (
          <Select
            label={t`Кабинет`}
            value={accountId}
            options={(accounts.data?.rows ?? []).map(({ id, name }) => ({ value: id, text: name }))}
            onChange={(next) => remember({ accountId: next })}
          />
        )}
        <div className={classes.search}>
          <Field label={t`Поиск`} type="search" data-scan="take" value={search} onChange={(event) => setSearch(event.target.value)} />
        </div>
      </Toolbar>
      {isLikely ? <Suggestions accountId={accountId} search={search} onOpen={setOpen} /> : null}
      {isLikely ? null : (
        <Table
          label={t`Карточки`}
          rows={rows}
          rowHeight={52}
          columns={columns}
          empty={
            <EmptyState title={show === 'unmatched' ? <Trans>Сопоставлять нечего</Trans> : <Trans>Таких карточек нет</Trans>}>
              <Trans>Карточки читаются с площадки сами, новые появляются в течение получаса.</Trans>
            </EmptyState>
          }
          onOpen={setOpen}
        />
      )}
      {open === null ? null : <MatchDialog listing={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Actions({ accountId }: { readonly accountId: string }) {
  const { t } = useLingui();
  const match = useCommand('listing.autoMatch');
  const make = useCommand('product.fromListings');
  const refresh = useAction('listing.refresh');
  const undo = useUndoMatch();
  const auto = async () => {
    const answer = await match.run({ accountId });
    if (answer.ok)
      toast('right', t`Сопоставлено: ${answer.value.matched}, осталось: ${answer.value.left}`, undo.button(answer.operationId));
  };
  const create = async () => {
    const answer = await make.run({ accountId, listingIds: null });
    if (answer.ok) toast('right', t`Создано товаров: ${answer.value.created}`, undo.button(answer.operationId));
  };
  return (
    <>
      <ErrorBanner error={match.error ?? make.error ?? refresh.error} />
      <Button hotkey="F5" disabled={refresh.pending} onClick={() => void refresh.run({ accountId })}>
        <Trans>Перечитать</Trans>
      </Button>
      <Button hotkey="F6" disabled={match.pending} onClick={() => void auto()}>
        <Trans>Сопоставить сами</Trans>
      </Button>
      <Button hotkey="F7" disabled={make.pending} onClick={() => void create()}>
        <Trans>Создать товары из несопоставленных</Trans>
      </Button>
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useLingui();
  return [
    {
      key: 'card',
      title: t`Карточка`,
      width: 'minmax(240px, 2fr)',
      render: (row) => (
        <>
          <div className={classes.name}>{row.name}</div>
          <div className={classes.faint}>
            {row.article} {row.size} · {row.barcodes.join(', ')}
          </div>
        </>
      ),
    },
    { key: 'account', title: t`Кабинет`, width: 'minmax(130px, 1fr)', render: (row) => row.accountName },
    {
      key: 'product',
      title: t`Товар`,
      width: 'minmax(200px, 2fr)',
      render: (row) =>
        row.productId === null ? (
          <StatusChip tone="wrong">
            <Trans>не сопоставлена</Trans>
          </StatusChip>
        ) : (
          <>
            <div className={classes.name}>{row.productName}</div>
            <div className={classes.faint}>
              {row.productArticle} {row.multiplicity === 1 ? '' : `× ${row.multiplicity}`}
            </div>
          </>
        ),
    },
    {
      key: 'told',
      title: t`Сообщено`,
      width: '110px',
      end: true,
      render: (row) => row.offers.map((offer) => offer.told ?? '—').join(' · ') || '—',
    },
    {
      key: 'would',
      title: t`По учёту`,
      width: '110px',
      end: true,
      render: (row) => row.offers.map((offer) => offer.would).join(' · ') || '—',
    },
    {
      key: 'problem',
      title: t`Отказ площадки`,
      width: 'minmax(200px, 2fr)',
      render: (row) => {
        const refused = row.offers.find((offer) => offer.problemCode !== null);
        return refused === undefined ? null : <OfferTrouble code={refused.problemCode ?? ''} message={refused.problemMessage} />;
      },
    },
  ];
}
