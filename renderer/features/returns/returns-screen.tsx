import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAsk, useCall } from '../../bridge/index.ts';
import { play, useScan } from '../../scan/index.ts';
import { Button, EmptyState, Page, PageHeader, Tabs, Toolbar } from '../../ui/index.ts';
import { Parcel, type Return } from './parcel.tsx';
import { ShelfChoice, useShelf } from './shelf-choice.tsx';

import classes from './returns.module.css';

type Show = 'waiting' | 'claims' | 'taken';
/** What the last scan came to; its parcels are read again as they change. */
interface Found {
  readonly code: string;
  readonly rows: readonly Return[];
  /** Read again because a thing of it was just taken in. */
  readonly taken: boolean;
}

/** What comes back: scanned, looked at, put on its shelf. Nothing returns to stock by a marketplace's word alone. */
export function ReturnsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const show: Show = address['show'] === 'claims' || address['show'] === 'taken' ? address['show'] : 'waiting';
  const answer = useCall('return.list', { show }, { keep: true });
  const find = useAsk('return.find');
  const shelf = useShelf();
  const [found, setFound] = useState<Found | null>(null);
  const look = async (code: string) => {
    const seen = await find.run({ code });
    if (!seen.ok) return play('stop');
    setFound({ code, rows: seen.value.rows, taken: false });
    const waits = seen.value.rows.filter(isWaiting).length;
    play(waits === 1 ? 'right' : waits > 1 ? 'ask' : 'wrong');
  };
  useScan(async ({ code }) => look(code));
  const readAgain = async (code: string) => {
    const seen = await find.run({ code });
    if (seen.ok) setFound({ code, rows: seen.value.rows, taken: true });
  };
  return (
    <Page>
      <PageHeader
        title={<Trans>Возвраты</Trans>}
        note={<Trans>Остаток возвращается, только когда вещь в руках: сканируйте код посылки, номер заказа или саму вещь.</Trans>}
        actions={<ShelfChoice shelf={shelf} />}
      />
      <ErrorBanner error={find.error ?? answer.error?.error ?? null} />
      <Said found={found} />
      {found === null ? null : (
        <div className={classes.list} data-testid="found">
          {found.rows.map((row) => (
            <Parcel key={row.id} row={row} shelfId={shelf.id} isFound onTaken={() => void readAgain(found.code)} />
          ))}
          <div>
            <Button hotkey="Esc" look="quiet" onClick={() => setFound(null)}>
              <Trans>К списку</Trans>
            </Button>
          </div>
        </div>
      )}
      <Toolbar>
        <Tabs
          label={t`Какие возвраты`}
          value={show}
          tabs={[
            { value: 'waiting', text: t`Ждём` },
            { value: 'claims', text: t`Пора спросить площадку` },
            { value: 'taken', text: t`Приняты` },
          ]}
          onChange={(next) => void navigate({ to: '/returns', search: { show: next } })}
        />
        {answer.data === undefined ? null : (
          <span className={classes.faint}>
            <Plural value={answer.data.total} one="# возврат" few="# возврата" many="# возвратов" other="# возврата" />
          </span>
        )}
      </Toolbar>
      {answer.data === undefined ? null : answer.data.rows.length === 0 ? (
        <Nothing any={answer.data.any} show={show} />
      ) : (
        <div className={classes.list}>
          {answer.data.rows.map((row) => (
            <Parcel key={row.id} row={row} shelfId={shelf.id} />
          ))}
        </div>
      )}
    </Page>
  );
}

const isWaiting = (row: Return): boolean => row.lines.some((line) => line.left > 0);

function Said({ found }: { readonly found: Found | null }) {
  if (found === null) return null;
  const waits = found.rows.filter(isWaiting).length;
  if (found.taken && waits === 0)
    return (
      <section className={`${classes.say} ${classes.right}`} role="status" aria-live="assertive" data-testid="return-said">
        <div>
          <div className={classes.big}>
            <Trans>Принято</Trans>
          </div>
          <div>
            <Trans>Сканируйте следующую посылку</Trans>
          </div>
        </div>
      </section>
    );
  const tone = waits === 1 ? 'right' : waits > 1 ? 'ask' : 'wrong';
  return (
    <section className={`${classes.say} ${classes[tone]}`} role="status" aria-live="assertive" data-testid="return-said">
      <div>
        <div className={classes.big}>
          {waits === 1 ? (
            <Trans>Осмотрите вещь</Trans>
          ) : waits > 1 ? (
            <Trans>Какой из них?</Trans>
          ) : found.rows.length > 0 ? (
            <Trans>Уже принят</Trans>
          ) : (
            <Trans>Возврата с этим кодом нет</Trans>
          )}
        </div>
        <div>
          {waits === 1 ? (
            <Trans>Цела: на полку. Нет: брак или списание с причиной</Trans>
          ) : waits > 1 ? (
            <Trans>Сверьте номер заказа на посылке</Trans>
          ) : found.rows.length > 0 ? (
            <Trans>Второй раз на полку он не ляжет</Trans>
          ) : (
            <Trans>Сканируйте другой код на посылке: {found.code}</Trans>
          )}
        </div>
      </div>
    </section>
  );
}

function Nothing({ any, show }: { readonly any: boolean; readonly show: Show }) {
  if (!any)
    return (
      <EmptyState title={<Trans>Площадки о возвратах не говорят</Trans>}>
        <Trans>Подключите кабинет площадки, которая о них сообщает. Вещь без возврата принимают в «Товарах» (Alt+4).</Trans>
      </EmptyState>
    );
  return (
    <EmptyState title={show === 'claims' ? <Trans>Спрашивать не о чем</Trans> : <Trans>Здесь пусто</Trans>}>
      <Trans>Короб читает возвраты площадок каждые пятнадцать минут.</Trans>
    </EmptyState>
  );
}
