import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment, type ReactElement, type ReactNode } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { useAction, useAsk, useCall } from '../../bridge/index.ts';
import { Banner, Button, Card, DateTime, Figure, Page, PageHeader, RelativeTime, toast, Toolbar } from '../../ui/index.ts';
import { Operations } from './operations.tsx';

import classes from './diagnostics.module.css';

type Facts = Output<'diagnostics.get'>;

/** The program about itself: its database, its figures, what went wrong, and what to send to whoever helps. */
export function DiagnosticsScreen() {
  const facts = useCall('diagnostics.get', {}, { everyMs: 30_000 });
  return (
    <Page>
      <PageHeader
        title={<Trans>Диагностика</Trans>}
        note={<Trans>Всё хранится на этом компьютере. Ключи кабинетов сюда не попадают.</Trans>}
        actions={<SupportBundle />}
      />
      <ErrorBanner error={facts.error?.error} />
      <Incidents incidents={facts.data?.incidents ?? []} />
      <div className={classes.grid}>
        <Ledger facts={facts.data} />
        <DatabaseCard facts={facts.data} />
        <Program facts={facts.data} />
      </div>
      <Operations />
    </Page>
  );
}

const INCIDENTS = {
  'ledger-differs': msg`Остаток не сошёлся с движениями`,
  'print-unknown': msg`Судьба стикера неизвестна`,
  'database-broken': msg`Файл базы повреждён`,
};

function Incidents({ incidents }: { readonly incidents: Facts['incidents'] }) {
  const close = useAction('diagnostics.closeIncident');
  return incidents
    .filter(({ closedAtMs }) => closedAtMs === null)
    .map((incident) => (
      <Banner
        key={incident.seq}
        tone="stop"
        title={<Name of={incident.kind} names={INCIDENTS} />}
        actions={
          <Button onClick={() => void close.run({ seq: incident.seq })}>
            <Trans>Разобрались</Trans>
          </Button>
        }
      >
        <DateTime ms={incident.atMs} /> · {JSON.stringify(incident.payload).slice(0, 300)}
      </Banner>
    ));
}

function Ledger({ facts }: { readonly facts: Facts | undefined }) {
  const { t } = useLingui();
  const check = useAction('diagnostics.checkLedger');
  const run = async () => {
    const answer = await check.run({});
    if (!answer.ok) return;
    if (answer.value.sound) toast('right', t`Остатки сошлись: пересчитано движений ${answer.value.movements}`);
    else toast('stop', t`Не сошлось мест: ${answer.value.differences.length}`);
  };
  return (
    <Card title={<Trans>Учёт</Trans>}>
      <p className={classes.faint}>
        <Trans>Остаток складывается из движений. Проверка пересчитывает его с самого начала и сравнивает.</Trans>
      </p>
      <FactList
        rows={[
          [<Trans key="p">Товаров</Trans>, <Figure key="v" value={facts?.counts.products ?? 0} />],
          [<Trans key="o">Заказов</Trans>, <Figure key="v" value={facts?.counts.orders ?? 0} />],
          [<Trans key="m">Движений</Trans>, <Figure key="v" value={facts?.counts.movements ?? 0} />],
          [<Trans key="c">Проверено</Trans>, <RelativeTime key="v" ms={facts?.lastLedgerCheckMs ?? null} />],
        ]}
      />
      <ErrorBanner error={check.error} />
      <Button hotkey="F6" look="primary" disabled={check.pending} onClick={() => void run()}>
        <Trans>Проверить учёт</Trans>
      </Button>
    </Card>
  );
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

function DatabaseCard({ facts }: { readonly facts: Facts | undefined }) {
  const { t } = useLingui();
  const backup = useAction('diagnostics.backup');
  const run = async () => {
    const answer = await backup.run({});
    if (answer.ok) toast('right', t`Копия сделана и проверена: ${answer.value.file}`);
  };
  return (
    <Card title={<Trans>База</Trans>}>
      <FactList
        rows={[
          [<Trans key="s">Размер, МБ</Trans>, <Figure key="v" value={megabytes(facts?.databaseBytes ?? 0)} />],
          [
            <Trans key="f">Свободно на диске, МБ</Trans>,
            facts?.freeBytes == null ? '—' : <Figure key="v" value={megabytes(facts.freeBytes)} />,
          ],
          [<Trans key="b">Последняя копия</Trans>, <RelativeTime key="v" ms={facts?.lastBackupMs ?? null} />],
          [<Trans key="q">SQLite</Trans>, facts?.sqlite ?? ''],
          [<Trans key="m">Схема</Trans>, String(facts?.schemaVersion ?? '')],
        ]}
      />
      <ErrorBanner error={backup.error} />
      <Button hotkey="F7" disabled={backup.pending} onClick={() => void run()}>
        <Trans>Сделать копию</Trans>
      </Button>
    </Card>
  );
}

const Program = ({ facts }: { readonly facts: Facts | undefined }) => (
  <Card title={<Trans>Программа</Trans>}>
    <FactList
      rows={[
        [<Trans key="v">Версия</Trans>, facts?.version ?? ''],
        [<Trans key="h">Где работает</Trans>, facts?.host === 'desktop' ? <Trans key="v">окно</Trans> : <Trans key="w">браузер</Trans>],
        [<Trans key="r">Среда</Trans>, facts?.runtime ?? ''],
        [<Trans key="m">Память, МБ</Trans>, <Figure key="v" value={megabytes(facts?.memoryBytes ?? 0)} />],
      ]}
    />
  </Card>
);

/** The name's own key tells the rows apart. */
const FactList = ({ rows }: { readonly rows: readonly (readonly [ReactElement, ReactNode])[] }) => (
  <dl className={classes.facts}>
    {rows.map(([name, value]) => (
      <Fragment key={name.key}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </Fragment>
    ))}
  </dl>
);

function SupportBundle() {
  const bundle = useAsk('diagnostics.bundle');
  const save = async () => {
    const answer = await bundle.run({});
    if (!answer.ok) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([answer.value.json], { type: 'application/json' }));
    link.download = 'korob-support.json';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Toolbar>
      <ErrorBanner error={bundle.error} />
      <Button hotkey="F8" disabled={bundle.pending} onClick={() => void save()}>
        <Trans>Файл для поддержки</Trans>
      </Button>
    </Toolbar>
  );
}
