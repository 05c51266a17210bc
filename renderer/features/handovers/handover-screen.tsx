import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OrderChip } from '../../app/order-chip.tsx';
import { Name } from '../../app/words/name.tsx';
import { handoverLackNames } from '../../app/words/names.ts';
import { problemWords } from '../../app/words/problems.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, Card, DateTime, Field, Page, PageHeader, SplitPane, StatusChip, toast } from '../../ui/index.ts';
import { CargoUnits } from './cargo-units.tsx';
import { Documents } from './documents.tsx';
import { HandoverChip } from './handovers-screen.tsx';
import { ScanOut } from './scan-out.tsx';

import classes from './handovers.module.css';

type Story = Output<'handover.get'>;

/** One hand-over: parcels checked at the gate by scanner, what is missing before it can go, its papers. */
export function HandoverScreen() {
  const { id = '' } = useParams({ strict: false });
  const answer = useCall('handover.get', { id }, { everyMs: 15_000 });
  const navigate = useNavigate();
  const [unitId, setUnitId] = useState<string | null>(null);
  if (answer.data === undefined) return <Page>{answer.error === null ? null : <ErrorBanner error={answer.error.error} />}</Page>;
  const { handover, units } = answer.data;
  // One that is still being made is filled as soon as it stands.
  const filling = units.find((unit) => unit.id === unitId && unit.state === 'open') ?? null;
  return (
    <Page>
      <PageHeader
        handheldActions="bottom"
        title={
          <>
            {handover.name} <HandoverChip handover={handover} />
          </>
        }
        note={
          <>
            {handover.accountName} · <DateTime ms={handover.cutoffMs ?? handover.departAtMs} />
            {handover.externalId === null ? null : <> · № {handover.externalId}</>}
          </>
        }
        actions={
          <>
            <Levers story={answer.data} />
            <Button hotkey="Esc" look="quiet" onClick={() => void navigate({ to: '/handovers' })}>
              <Trans>К отгрузкам</Trans>
            </Button>
          </>
        }
      />
      <Problem story={answer.data} />
      <SplitPane
        main={
          <>
            <ScanOut key={handover.id} story={answer.data} unit={filling} />
            <Parcels story={answer.data} />
          </>
        }
        side={
          <>
            <CargoUnits story={answer.data} current={filling?.id ?? null} onCurrent={setUnitId} />
            <Missing story={answer.data} />
            {answer.data.can.places ? <Places key={handover.id} story={answer.data} /> : null}
            <Documents story={answer.data} />
          </>
        }
      />
    </Page>
  );
}

function Problem({ story }: { readonly story: Story }) {
  const { i18n } = useLingui();
  const { problemCode, problemMessage } = story.handover;
  if (problemCode === null) return null;
  const words = problemWords[problemCode];
  return (
    <Banner tone="stop" title={words === undefined ? <Trans>Площадка отказала</Trans> : i18n._(words.what)}>
      {words === undefined ? null : `${i18n._(words.means)} ${i18n._(words.next)} `}
      {problemMessage}
    </Banner>
  );
}

function Levers({ story }: { readonly story: Story }) {
  const { t } = useLingui();
  const create = useCommand('handover.create');
  const close = useCommand('handover.close');
  const cancel = useCommand('handover.cancel');
  const { handover, can, missing } = story;
  const isAsked = handover.asked !== null;
  const blocked = isAsked || close.pending || missing.some(({ blocks }) => blocks);
  const unready = missing
    .filter(({ what }) => what === 'orders-not-packed' || what === 'labels-missing')
    .reduce((sum, { orders }) => sum + orders.length, 0);
  const send = async (leaveUnready: boolean) => {
    const answer = await close.run({ id: handover.id, leaveUnready });
    if (answer.ok) toast('right', t`Отгрузка закрывается. Документы появятся здесь, как только площадка их составит.`);
  };
  return (
    <>
      <ErrorBanner error={create.error ?? close.error ?? cancel.error} />
      {can.cancel ? (
        <Button look="danger" hotkey="Del" disabled={isAsked || cancel.pending} onClick={() => void cancel.run({ id: handover.id })}>
          <Trans>Отменить отгрузку</Trans>
        </Button>
      ) : null}
      {can.create ? (
        <Button disabled={isAsked || create.pending || handover.orders === 0} onClick={() => void create.run({ id: handover.id })}>
          <Trans>Только создать</Trans>
        </Button>
      ) : null}
      {can.close && can.leaveOut && unready > 0 ? (
        <Button look="primary" hotkey="F10" disabled={blocked || unready >= handover.orders} onClick={() => void send(true)}>
          <Plural
            value={unready}
            one="Закрыть без # неготового"
            few="Закрыть без # неготовых"
            many="Закрыть без # неготовых"
            other="Закрыть без # неготовых"
          />
        </Button>
      ) : null}
      {can.close ? (
        <Button look="primary" hotkey="F9" disabled={blocked || unready > 0} onClick={() => void send(false)}>
          <Trans>Закрыть отгрузку</Trans>
        </Button>
      ) : null}
    </>
  );
}

const NAMED = 12;

/** All that stands between this hand-over and the gate, in one list; each order a step away. */
function Missing({ story }: { readonly story: Story }) {
  const postpone = useCommand('handover.postpone');
  const { handover, missing, can } = story;
  if (!can.close) return null;
  const late = missing.find(({ what }) => what === 'orders-not-packed');
  return (
    <Card title={<Trans>Перед отгрузкой</Trans>}>
      <div className={classes.list} data-testid="missing">
        {missing.length === 0 ? (
          <div>
            <StatusChip tone="right">
              <Trans>всё готово</Trans>
            </StatusChip>
          </div>
        ) : null}
        {missing.map((entry) => (
          <div key={entry.what} className={classes.list}>
            <div className={classes.line}>
              <span>
                <Name of={entry.what} names={handoverLackNames} /> {entry.orders.length === 0 ? null : <b>{entry.orders.length}</b>}
              </span>
              <StatusChip tone={entry.blocks ? 'stop' : 'wrong'}>
                {entry.blocks ? <Trans>не пустит</Trans> : <Trans>проверьте</Trans>}
              </StatusChip>
            </div>
            <div className={classes.orders}>
              {entry.orders.slice(0, NAMED).map(({ id, number }) => (
                <Link key={id} to="/orders/$id" params={{ id }}>
                  {number}
                </Link>
              ))}
              {entry.orders.length > NAMED ? <Trans>и ещё {entry.orders.length - NAMED}</Trans> : null}
            </div>
          </div>
        ))}
        {can.postpone && late !== undefined ? (
          <>
            <Button
              disabled={handover.asked !== null || postpone.pending}
              onClick={() => void postpone.run({ id: handover.id, orderIds: late.orders.slice(0, 500).map((order) => order.id) })}
            >
              <Trans>Перенести неупакованные в следующую</Trans>
            </Button>
            <span className={classes.faint}>
              <Trans>Площадка снизит за это рейтинг. Перенос идёт до получаса.</Trans>
            </span>
            <ErrorBanner error={postpone.error} />
          </>
        ) : null}
      </div>
    </Card>
  );
}

function Places({ story }: { readonly story: Story }) {
  const save = useCommand('handover.setPlaces');
  const [text, setText] = useState(String(story.handover.places ?? ''));
  const places = Number(text);
  return (
    <Card title={<Trans>Грузоместа</Trans>}>
      <div className={classes.form}>
        <Field
          label={<Trans>Сколько коробов и мешков везём</Trans>}
          inputMode="numeric"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          disabled={!Number.isInteger(places) || places < 1 || places > 1000 || save.pending || places === story.handover.places}
          onClick={() => void save.run({ id: story.handover.id, places })}
        >
          <Trans>Сообщить</Trans>
        </Button>
      </div>
      <ErrorBanner error={save.error} />
    </Card>
  );
}

const SHOWN = 200;

function Parcels({ story }: { readonly story: Story }) {
  const { orders } = story;
  return (
    <Card title={<Plural value={orders.length} one="# заказ" few="# заказа" many="# заказов" other="# заказа" />}>
      <div className={classes.list}>
        {orders.slice(0, SHOWN).map(({ order, scannedAtMs }) => (
          <div key={order.id} className={classes.order}>
            <Link to="/orders/$id" params={{ id: order.id }}>
              {order.number}
            </Link>
            <span>{order.lines.map((line) => line.productName ?? line.name).join('; ')}</span>
            {scannedAtMs === null ? (
              <span />
            ) : (
              <StatusChip tone="right">
                <Trans>проверен</Trans>
              </StatusChip>
            )}
            <OrderChip order={order} />
          </div>
        ))}
        {orders.length > SHOWN ? (
          <span className={classes.faint}>
            <Trans>и ещё {orders.length - SHOWN}</Trans>
          </span>
        ) : null}
      </div>
    </Card>
  );
}
