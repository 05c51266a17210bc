import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAction, useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, Figure } from '../../ui/index.ts';

import classes from './guide.module.css';

export function MatchStep() {
  const status = useCall('setup.status', {}, { everyMs: 3000 });
  const accounts = useCall('account.list', {});
  const refresh = useAction('listing.refresh');
  const auto = useCommand('listing.autoMatch');
  const make = useCommand('product.fromListings');
  const ids = accounts.data?.rows.map((account) => account.id) ?? [];
  const each = async (work: (accountId: string) => Promise<unknown>) => {
    for (const accountId of ids) await work(accountId);
  };
  return (
    <div className={classes.list}>
      <div className={classes.row}>
        <Count value={status.data?.listings ?? 0} word={<Trans>карточек прочитано</Trans>} />
        <Count value={status.data?.products ?? 0} word={<Trans>товаров у вас</Trans>} />
        <Count value={status.data?.unmatchedListings ?? 0} word={<Trans>карточек без товара</Trans>} />
      </div>
      <ErrorBanner error={refresh.error ?? auto.error ?? make.error} />
      <div className={classes.row}>
        <Button look="primary" disabled={make.pending} onClick={() => void each((accountId) => make.run({ accountId, listingIds: null }))}>
          <Trans>Завести товары из карточек</Trans>
        </Button>
        <Button disabled={auto.pending} onClick={() => void each((accountId) => auto.run({ accountId }))}>
          <Trans>Подобрать по штрихкоду и артикулу</Trans>
        </Button>
        <Button look="quiet" disabled={refresh.pending} onClick={() => void each((accountId) => refresh.run({ accountId }))}>
          <Trans>Прочитать карточки заново</Trans>
        </Button>
      </div>
      <Import />
      <div>
        <Link to="/listings">
          <Trans>Остальное связать вручную в «Карточках»</Trans>
        </Link>
      </div>
    </div>
  );
}

const Count = ({ value, word }: { readonly value: number; readonly word: ReactNode }) => (
  <div>
    <div className={classes.figure}>
      <Figure value={value} />
    </div>
    {word}
  </div>
);

type Report = Output<'product.importCsv'>;

/** A list of products from a table: first what would happen, then the deed. */
function Import() {
  const places = useCall('location.list', {});
  const run = useCommand('product.importCsv');
  const [csv, setCsv] = useState('');
  const [report, setReport] = useState<Report | null>(null);
  const warehouseId = places.data?.rows.find((place) => place.kind === 'warehouse')?.id ?? null;
  const work = async (text: string, dryRun: boolean) => {
    const answer = await run.run({ csv: text, warehouseId, dryRun });
    setReport(answer.ok ? answer.value : null);
    if (answer.ok && !dryRun) setCsv('');
  };
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const text = await file.text();
    setCsv(text);
    await work(text, true);
  };
  return (
    <div className={classes.list}>
      <label className={classes.row}>
        <Trans>Или список товаров из CSV: артикул, название, штрихкод, количество, ячейка</Trans>
        <input type="file" accept=".csv,text/csv" onChange={(event) => void take(event.target.files?.[0])} />
      </label>
      <ErrorBanner error={run.error} />
      {report === null ? null : (
        <Banner
          tone={report.problems.length > 0 ? 'wrong' : 'right'}
          title={<Plural value={report.created} one="# новый товар" few="# новых товара" many="# новых товаров" other="# новых товара" />}
          actions={
            csv === '' ? null : (
              <Button look="primary" disabled={run.pending} onClick={() => void work(csv, false)}>
                <Trans>Загрузить</Trans>
              </Button>
            )
          }
        >
          <Plural
            value={report.problems.length}
            _0="Замечаний нет."
            one="# строка с замечанием."
            few="# строки с замечаниями."
            many="# строк с замечаниями."
            other="# строки с замечаниями."
          />
          {report.problems.slice(0, 5).map((problem) => (
            <div key={problem.line}>
              <Trans>Строка {problem.line}</Trans>: {problem.text}
            </div>
          ))}
        </Banner>
      )}
    </div>
  );
}
