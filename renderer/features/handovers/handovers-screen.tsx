import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { handoverStateNames } from '../../app/words/names.ts';
import { useCall } from '../../bridge/index.ts';
import { DateTime, EmptyState, Page, PageHeader, RelativeTime, StatusChip, Tabs, type Tone, Toolbar, useNow } from '../../ui/index.ts';

import classes from './handovers.module.css';

export type Handover = Output<'handover.list'>['rows'][number];
type Show = 'today' | 'ahead' | 'past';

/** What is handed over by the marketplace's schedule: a card for each day and point. */
export function HandoversScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const show: Show = address['show'] === 'ahead' || address['show'] === 'past' ? address['show'] : 'today';
  const answer = useCall('handover.list', { show }, { everyMs: 30_000, keep: true });
  return (
    <Page>
      <PageHeader
        title={<Trans>Отгрузки</Trans>}
        note={<Trans>Что и когда забирает площадка: заказы одной точки и одного дня уходят под одним актом.</Trans>}
      />
      <Toolbar>
        <Tabs
          label={t`Какие отгрузки`}
          value={show}
          tabs={[
            { value: 'today', text: t`Сегодня` },
            { value: 'ahead', text: t`Впереди` },
            { value: 'past', text: t`Прошедшие` },
          ]}
          onChange={(next) => void navigate({ to: '/handovers', search: { show: next } })}
        />
      </Toolbar>
      <ErrorBanner error={answer.error?.error ?? null} />
      {answer.data === undefined ? null : answer.data.rows.length === 0 ? (
        <Nothing any={answer.data.any} show={show} />
      ) : (
        <div className={classes.cards}>
          {answer.data.rows.map((handover) => (
            <HandoverCard key={handover.id} handover={handover} />
          ))}
        </div>
      )}
    </Page>
  );
}

function Nothing({ any, show }: { readonly any: boolean; readonly show: Show }) {
  if (!any)
    return (
      <EmptyState title={<Trans>Ни один кабинет не отгружает так</Trans>}>
        <Trans>
          Отгрузки по расписанию появятся, когда подключён кабинет площадки, которая их составляет. Поставки живут в «Поставках».
        </Trans>
      </EmptyState>
    );
  return (
    <EmptyState title={show === 'today' ? <Trans>Сегодня ничего не уезжает</Trans> : <Trans>Здесь пусто</Trans>}>
      <Trans>Короб читает расписание площадок каждые пять минут; отгрузка появится с первым заказом.</Trans>
    </EmptyState>
  );
}

const SOON_MS = 60 * 60_000;

function HandoverCard({ handover }: { readonly handover: Handover }) {
  const now = useNow(30_000);
  const { orders, packed, scanned, cutoffMs } = handover;
  const isOpen = canChange(handover);
  const isUrgent = isOpen && cutoffMs !== null && cutoffMs - now < SOON_MS && orders > 0;
  return (
    <Link
      to="/handovers/$id"
      params={{ id: handover.id }}
      className={`${classes.card} ${isUrgent ? classes.late : ''}`}
      data-testid="handover-card"
    >
      <div className={classes.line}>
        <span className={classes.name}>{handover.name}</span>
        <HandoverChip handover={handover} />
      </div>
      <span className={classes.faint}>
        {handover.accountName}
        {handover.warehouseName === null ? null : <> · {handover.warehouseName}</>}
      </span>
      <CutOff handover={handover} isUrgent={isUrgent} />
      <div className={classes.bar}>
        <div className={classes.done} style={{ width: `${orders === 0 ? 0 : Math.round((packed / orders) * 100)}%` }} />
      </div>
      <div className={classes.line}>
        <span className={classes.whole}>
          <Trans>
            упаковано {packed} из {orders}
          </Trans>
        </span>
        {orders - packed > 0 && isOpen ? (
          <StatusChip tone="wrong">
            <Plural value={orders - packed} one="# не упакован" few="# не упакованы" many="# не упаковано" other="# не упаковано" />
          </StatusChip>
        ) : null}
        {scanned === 0 ? null : (
          <span className={classes.faint}>
            <Trans>проверено {scanned}</Trans>
          </span>
        )}
      </div>
    </Link>
  );
}

function CutOff({ handover, isUrgent }: { readonly handover: Handover; readonly isUrgent: boolean }) {
  const moment = handover.cutoffMs ?? handover.departAtMs;
  return (
    <div className={classes.line}>
      <span className={`${classes.cutoff} ${isUrgent ? classes.urgent : ''}`}>
        <DateTime ms={moment} />
      </span>
      <span className={classes.faint}>
        {handover.cutoffMs === null ? <Trans>отправление</Trans> : <Trans>отсечка</Trans>} <RelativeTime ms={moment} />
      </span>
    </div>
  );
}

export const canChange = ({ state }: Handover): boolean =>
  state === 'open' || state === 'confirmable' || state === 'failed' || state === 'unknown';

const TONES: Readonly<Record<Handover['state'], Tone>> = {
  open: 'plain',
  confirmable: 'ask',
  closing: 'ask',
  closed: 'right',
  accepted: 'right',
  cancelled: 'wrong',
  failed: 'stop',
  unknown: 'wrong',
};

/** Where it stands; what we asked and are not answered yet goes first, a state we have no word for is shown as it came. */
export function HandoverChip({ handover }: { readonly handover: Handover }) {
  if (handover.problemCode !== null)
    return (
      <StatusChip tone="stop">
        <Trans>площадка отказала</Trans>
      </StatusChip>
    );
  if (handover.asked !== null)
    return (
      <StatusChip tone="ask">
        {handover.asked === 'create' ? (
          <Trans>создаётся</Trans>
        ) : handover.asked === 'confirm' ? (
          <Trans>закрывается</Trans>
        ) : (
          <Trans>отменяется</Trans>
        )}
      </StatusChip>
    );
  return (
    <StatusChip tone={TONES[handover.state]}>
      {handover.state === 'unknown' && handover.own !== '' ? handover.own : <Name of={handover.state} names={handoverStateNames} />}
    </StatusChip>
  );
}
