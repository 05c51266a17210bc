import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { moodNames } from '../../app/words/names.ts';
import { streamNames } from '../../app/words/sync.ts';
import { useAction, useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, Card, EmptyState, Page, PageHeader, RelativeTime, StatusChip, toast, type Tone } from '../../ui/index.ts';
import { ApiTokens } from './api-tokens.tsx';
import { Devices } from './devices.tsx';
import { Drift } from './drift.tsx';
import { GoLive } from './go-live.tsx';
import { Queue } from './queue.tsx';
import { ReplaceToken } from './replace-token.tsx';
import { Troubles } from './troubles.tsx';
import { WarehouseMatrix } from './warehouse-matrix.tsx';
import { Warehouses } from './warehouses.tsx';

import classes from './cabinets.module.css';

type Account = Output<'account.list'>['rows'][number];
type Health = Output<'sync.health'>['rows'][number];

/** Every cabinet and how its exchange goes: last success, what waits, quota left, what a person must do. */
export function CabinetsScreen() {
  const accounts = useCall('account.list', {});
  const health = useCall('sync.health', {}, { everyMs: 5000 });
  const rows = accounts.data?.rows ?? [];
  return (
    <Page>
      <PageHeader
        title={<Trans>Кабинеты</Trans>}
        note={<Trans>Ключи лежат на этом компьютере зашифрованными и никуда с него не уходят.</Trans>}
        actions={
          <Link to="/guide">
            <Trans>Подключить ещё один</Trans>
          </Link>
        }
      />
      <ErrorBanner error={accounts.error?.error ?? health.error?.error} />
      {accounts.data !== undefined && rows.length === 0 ? (
        <EmptyState title={<Trans>Кабинетов ещё нет</Trans>} action={<Link to="/guide">{<Trans>Открыть первые шаги</Trans>}</Link>}>
          <Trans>Подключите кабинет площадки: понадобится токен из его настроек.</Trans>
        </EmptyState>
      ) : null}
      {[...Map.groupBy(rows, (account) => account.legalEntityId)].map(([entityId, own]) => (
        <Fragment key={entityId}>
          <h2 className={classes.entity}>{own[0]?.legalEntityName}</h2>
          {own.map((account) => (
            <Cabinet key={account.id} account={account} health={health.data?.rows.find(({ accountId }) => accountId === account.id)} />
          ))}
        </Fragment>
      ))}
      <WarehouseMatrix accounts={rows} />
      <Queue />
      <Drift />
      <Devices />
      <ApiTokens />
    </Page>
  );
}

function Cabinet({ account, health }: { readonly account: Account; readonly health: Health | undefined }) {
  return (
    <Card>
      <div className={classes.head}>
        <span className={classes.name}>{account.name}</span>
        <span className={classes.faint}>{account.channelTitle}</span>
        {health === undefined ? null : <Mood mood={health.mood} />}
        {account.simulated ? (
          <StatusChip>
            <Trans>площадка в миниатюре</Trans>
          </StatusChip>
        ) : null}
      </div>
      <TokenAlarm account={account} />
      <MissingRights account={account} />
      <Troubles streams={health?.streams ?? []} />
      <div className={classes.columns}>
        <Streams health={health} />
        <Figures health={health} />
        <Levers account={account} />
      </div>
      <Warehouses accountId={account.id} shippingPoint={account.capabilities.shippingPoint} />
    </Card>
  );
}

const MOOD_TONES: Readonly<Record<Health['mood'], Tone>> = {
  good: 'right',
  waiting: 'ask',
  offline: 'stop',
  refused: 'stop',
  paused: 'wrong',
};

const Mood = ({ mood }: { readonly mood: Health['mood'] }) => (
  <StatusChip tone={MOOD_TONES[mood]}>
    <Name of={mood} names={moodNames} />
  </StatusChip>
);

function TokenAlarm({ account }: { readonly account: Account }) {
  if (account.tokenAlarmDays === null) return null;
  return (
    <Banner tone={account.tokenAlarmDays <= 7 ? 'stop' : 'wrong'} title={<Trans>Токен скоро кончится</Trans>}>
      <Plural value={account.tokenAlarmDays} one="Остался # день." few="Осталось # дня." many="Осталось # дней." other="Осталось # дня." />{' '}
      <Trans>Создайте новый в настройках площадки и замените здесь: без него заказы перестанут приходить.</Trans>
    </Banner>
  );
}

function MissingRights({ account }: { readonly account: Account }) {
  if (account.missingRights.length === 0) return null;
  return (
    <Banner tone="wrong" title={<Trans>Ключу не хватает прав</Trans>}>
      {account.missingRights.join(', ')}. <Trans>Выдайте их в настройках площадки: без них часть работы не пойдёт.</Trans>
    </Banner>
  );
}

const Streams = ({ health }: { readonly health: Health | undefined }) => (
  <div className={classes.list}>
    <Pace pace={health?.pace ?? null} />
    <div className={classes.streams}>
      {(health?.streams ?? []).map((stream) => (
        <StreamRow key={stream.stream} stream={stream} />
      ))}
    </div>
  </div>
);

const seconds = (ms: number): number => Math.round(ms / 1000);

/** How often this marketplace is asked, and how soon it hears of a change. */
function Pace({ pace }: { readonly pace: Health['pace'] }) {
  if (pace === null) return null;
  const [orders, statuses, figure] = [seconds(pace.ordersEveryMs), seconds(pace.statusesEveryMs), seconds(pace.sameFigureEveryMs)];
  return (
    <p className={classes.pace}>
      <Trans>
        Новые заказы читаются раз в {orders} с, статусы — раз в {statuses} с. Изменённый остаток уходит сразу.
      </Trans>{' '}
      {figure === 0 ? null : <Trans>Остаток одной карточки площадка принимает не чаще раза в {figure} с.</Trans>}{' '}
      {pace.sparing ? <Trans>Лимит площадки на исходе, поэтому заказы читаются реже обычного.</Trans> : null}
    </p>
  );
}

const StreamRow = ({ stream }: { readonly stream: Health['streams'][number] }) => (
  <>
    <span>
      <Name of={stream.stream} names={streamNames} />
    </span>
    {stream.failures > 0 ? (
      <StatusChip tone="wrong">
        <RelativeTime ms={stream.lastFailureMs} />
      </StatusChip>
    ) : (
      <span className={classes.faint}>
        <RelativeTime ms={stream.lastSuccessMs} />
      </span>
    )}
  </>
);

function Figures({ health }: { readonly health: Health | undefined }) {
  if (health === undefined) return null;
  const { queue, stock, limits, breakers } = health;
  return (
    <div className={classes.list}>
      <span>
        <Trans>Действий ждёт: {queue.waiting}</Trans>
        {queue.oldestMs === null ? null : (
          <span className={classes.faint}>
            {' '}
            · <Trans>старейшее</Trans> <RelativeTime ms={queue.oldestMs} />
          </span>
        )}
      </span>
      <span>
        <Trans>Остатков ждёт отправки: {stock.waiting}</Trans>
      </span>
      {stock.parked === 0 ? null : (
        <Link to="/listings" search={{ show: 'parked', accountId: health.accountId }}>
          <Trans>Площадка не приняла остаток: {stock.parked}</Trans>
        </Link>
      )}
      {breakers
        .filter(({ openUntilMs }) => openUntilMs !== null)
        .map((breaker) => (
          <StatusChip key={breaker.kind} tone="stop">
            {breaker.kind === 'auth' ? (
              <Trans>ключ не принят, запросы остановлены</Trans>
            ) : (
              <Trans>площадка молчит, следующая попытка</Trans>
            )}{' '}
            {breaker.kind === 'auth' ? null : <RelativeTime ms={breaker.openUntilMs} />}
          </StatusChip>
        ))}
      <details>
        <summary>
          <Trans>Лимиты запросов</Trans>
        </summary>
        {limits.map((limit) => (
          <div key={limit.group} className={classes.line}>
            <span className={classes.faint}>{limit.group}</span>
            <span>
              {Math.floor(limit.left)} / {limit.burst}
            </span>
          </div>
        ))}
      </details>
    </div>
  );
}

/** Everything this cabinet sells, told anew at once. */
function PushNow({ accountId, live }: { readonly accountId: string; readonly live: boolean }) {
  const { t } = useLingui();
  const push = useAction('sync.pushNow');
  const tell = async () => {
    const answer = await push.run({ accountId, productId: null });
    if (answer.ok) toast('right', t`Остаток отправляется на площадки: ${answer.value.offers}`);
  };
  if (!live) return null;
  return (
    <>
      <ErrorBanner error={push.error} />
      <Button disabled={push.pending} onClick={() => void tell()}>
        <Trans>Сообщить все остатки сейчас</Trans>
      </Button>
    </>
  );
}

function Levers({ account }: { readonly account: Account }) {
  const set = useCommand('account.setState');
  return (
    <div className={classes.list}>
      <ErrorBanner error={set.error} />
      <GoLive account={account} />
      <PushNow accountId={account.id} live={account.live} />
      <Button
        disabled={set.pending}
        onClick={() => void set.run({ accountId: account.id, state: account.state === 'active' ? 'paused' : 'active' })}
      >
        {account.state === 'active' ? <Trans>Поставить на паузу</Trans> : <Trans>Снять с паузы</Trans>}
      </Button>
      <ReplaceToken accountId={account.id} channel={account.channel} clientIdWanted={account.capabilities.clientId} />
    </div>
  );
}
