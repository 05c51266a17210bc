import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { askOrThrow, useAsk, useCommand, useWindowRows, type WindowRow } from '../../bridge/index.ts';
import { Button, type Column, EmptyState, Field, StatusChip, Table, toast, Toolbar } from '../../ui/index.ts';
import { useUndoMatch } from './undo-match.tsx';

import classes from './listings.module.css';

type Row = WindowRow<'listing.suggestions'>;
interface Props {
  readonly accountId: string;
  readonly search: string;
  readonly onOpen: (listing: Row['listing']) => void;
}

const PAGE = 100;
const BATCH = 500;
const SURE = 80;

/** Cards nobody stands behind, each with its likeliest products. Nothing is matched until a person says so; all of it is undone as one. */
export function Suggestions({ accountId, search, onOpen }: Props) {
  const { t } = useLingui();
  const filter = { accountId: accountId === '' ? null : accountId, search };
  const rows = useWindowRows('listing.suggestions', filter);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string | null>>(new Map());
  const match = useMatch(() => setChosen(new Map()));
  const pick = (listingId: string, productId: string | null) => {
    const next = new Map(chosen);
    if (next.has(listingId)) next.delete(listingId);
    else next.set(listingId, productId);
    setChosen(next);
  };
  return (
    <>
      <Toolbar>
        <AcceptAbove rows={rows.total} filter={filter} match={match} />
        <BulkOne chosen={chosen} accountId={accountId} match={match} onDone={() => setChosen(new Map())} />
      </Toolbar>
      <ErrorBanner error={rows.error ?? match.error} />
      <Table
        label={t`Похожие товары`}
        rows={rows}
        rowHeight={64}
        columns={useColumns(chosen, pick, match)}
        empty={
          <EmptyState title={<Trans>Сопоставлять нечего</Trans>}>
            <Trans>За каждой карточкой этого кабинета уже стоит товар.</Trans>
          </EmptyState>
        }
        onOpen={(row) => onOpen(row.listing)}
      />
    </>
  );
}

type Pair = { readonly listingId: string; readonly productId: string };
interface Match {
  readonly run: (pairs: readonly Pair[]) => Promise<boolean>;
  readonly pending: boolean;
  readonly error: ReturnType<typeof useCommand<'listing.matchMany'>>['error'];
}

function useMatch(onDone: () => void): Match {
  const { t } = useLingui();
  const command = useCommand('listing.matchMany');
  const undo = useUndoMatch();
  return {
    pending: command.pending,
    error: command.error,
    run: async (pairs) => {
      const answer = await command.run({ rows: pairs.map((pair) => ({ ...pair, multiplicity: 1 })) });
      if (!answer.ok) return false;
      toast(
        'right',
        t`Сопоставлено: ${answer.value.changed}; заказов, которые этого ждали: ${answer.value.resolvedOrders}`,
        undo.button(answer.operationId),
      );
      onDone();
      return true;
    },
  };
}

/** Every card whose likeliest product is at least so alike. Read page by page, so the count grows on the button while it works. */
function AcceptAbove({
  rows,
  filter,
  match,
}: {
  readonly rows: number;
  readonly filter: { readonly accountId: string | null; readonly search: string };
  readonly match: Match;
}) {
  const { t } = useLingui();
  const [least, setLeast] = useState(String(SURE));
  const [looked, setLooked] = useState<number | null>(null);
  const accept = async () => {
    const pairs: Pair[] = [];
    for (let offset = 0; offset < rows; offset += PAGE) {
      setLooked(offset);
      const page = await askOrThrow('listing.suggestions', { ...filter, offset, limit: PAGE });
      for (const { listing, candidates } of page.rows) {
        const [best, next] = candidates;
        // Two that are equally alike are a question, not an answer.
        if (best !== undefined && best.score >= Number(least) && best.score !== next?.score)
          pairs.push({ listingId: listing.id, productId: best.productId });
      }
    }
    setLooked(null);
    if (pairs.length === 0) return toast('ask', t`Настолько похожих нет`);
    for (let from = 0; from < pairs.length; from += BATCH) if (!(await match.run(pairs.slice(from, from + BATCH)))) return;
  };
  return (
    <>
      <Field
        label={t`Похожи не меньше, %`}
        type="number"
        min={1}
        max={100}
        value={least}
        onChange={(event) => setLeast(event.target.value)}
      />
      <Button hotkey="F9" disabled={looked !== null || match.pending || rows === 0} onClick={() => void accept()}>
        {looked === null ? (
          <Trans>Принять все такие</Trans>
        ) : (
          <Trans>
            Смотрим {looked} из {rows}
          </Trans>
        )}
      </Button>
    </>
  );
}

/** What is done with the chosen cards together. */
function BulkOne({
  chosen,
  accountId,
  match,
  onDone,
}: {
  readonly chosen: ReadonlyMap<string, string | null>;
  readonly accountId: string;
  readonly match: Match;
  readonly onDone: () => void;
}) {
  const { t } = useLingui();
  const make = useCommand('product.fromListings');
  const undo = useUndoMatch();
  const find = useAsk('product.list');
  const [wanted, setWanted] = useState('');
  const [missing, setMissing] = useState(false);
  if (chosen.size === 0) return null;
  const best = [...chosen].flatMap(([listingId, likely]) => (likely === null ? [] : [{ listingId, productId: likely }]));
  const matchToOne = async () => {
    const answer = await find.run({ search: wanted.trim(), limit: 20 });
    const rows = answer.ok ? answer.value.rows : [];
    const product = rows.find((row) => row.article === wanted.trim()) ?? (rows.length === 1 ? rows[0] : undefined);
    setMissing(product === undefined);
    if (product === undefined) return;
    const isDone = await match.run([...chosen.keys()].map((listingId) => ({ listingId, productId: product.id })));
    if (isDone) setWanted('');
  };
  const create = async () => {
    const answer = await make.run({ accountId, listingIds: [...chosen.keys()] });
    if (!answer.ok) return;
    toast('right', t`Создано товаров: ${answer.value.created}`, undo.button(answer.operationId));
    onDone();
  };
  return (
    <>
      <StatusChip tone="ask">
        <Trans>Выбрано: {chosen.size}</Trans>
      </StatusChip>
      <Button disabled={match.pending || best.length === 0} onClick={() => void match.run(best)}>
        <Trans>К самым похожим</Trans>
      </Button>
      <Field
        label={t`Все к одному товару: артикул`}
        data-scan="take"
        value={wanted}
        error={missing ? t`Нужен ровно один товар; уточните артикул` : undefined}
        onChange={(event) => setWanted(event.target.value)}
      />
      <Button disabled={match.pending || find.pending || wanted.trim() === ''} onClick={() => void matchToOne()}>
        <Trans>Сопоставить</Trans>
      </Button>
      <Button disabled={make.pending || accountId === ''} onClick={() => void create()}>
        <Trans>Создать из них товары</Trans>
      </Button>
    </>
  );
}

function useColumns(
  chosen: ReadonlyMap<string, string | null>,
  pick: (listingId: string, productId: string | null) => void,
  match: Match,
): readonly Column<Row>[] {
  const { t } = useLingui();
  return [
    {
      key: 'chosen',
      title: '',
      width: '44px',
      render: ({ listing, candidates }) => (
        <input
          type="checkbox"
          aria-label={t`Выбрать ${listing.name}`}
          checked={chosen.has(listing.id)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => pick(listing.id, candidates[0]?.productId ?? null)}
        />
      ),
    },
    {
      key: 'card',
      title: t`Карточка`,
      width: 'minmax(220px, 2fr)',
      render: ({ listing }) => (
        <>
          <div className={classes.name}>{listing.name}</div>
          <div className={classes.faint}>
            {listing.article} {listing.size} · {listing.barcodes.join(', ')}
          </div>
        </>
      ),
    },
    {
      key: 'candidates',
      title: t`На что похожа`,
      width: 'minmax(320px, 3fr)',
      render: ({ listing, candidates }) =>
        candidates.length === 0 ? (
          <span className={classes.faint}>
            <Trans>ни на что не похожа</Trans>
          </span>
        ) : (
          <span className={classes.likely} role="presentation" onClick={(event) => event.stopPropagation()}>
            {candidates.slice(0, 2).map((one) => (
              <Button
                key={one.productId}
                size="small"
                look={one.score >= SURE ? 'primary' : 'plain'}
                disabled={match.pending}
                title={`${one.name} · ${one.article}`}
                onClick={() => void match.run([{ listingId: listing.id, productId: one.productId }])}
              >
                <span className={classes.candidate}>{one.name}</span> {one.score} %
              </Button>
            ))}
          </span>
        ),
    },
  ];
}
