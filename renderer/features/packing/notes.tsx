import { Plural, Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

import { useCall, useCommand } from '../../bridge/index.ts';
import { play } from '../../scan/index.ts';
import { Banner, Button, RelativeTime } from '../../ui/index.ts';
import type { PackingState } from './use-packing.ts';
import { Weighing } from './weighing.tsx';

import classes from './packing.module.css';

/** What the packer must know beside the thing in the hand: no network, labels nobody knows about, parcels to hunt down. */
export function Notes({ state, stationId }: { readonly state: PackingState; readonly stationId: string }) {
  return (
    <div className={classes.notes}>
      {state.unknownJobs > 0 ? <UnknownJob stationId={stationId} /> : null}
      {state.offline ? <Offline state={state} /> : null}
      <Weighing state={state} />
      <Following state={state} stationId={stationId} />
      <Hunt />
    </div>
  );
}

function Offline({ state }: { readonly state: PackingState }) {
  return (
    <div data-testid="packing-offline">
      <Banner tone="wrong" title={<Trans>Нет связи. Заказы с готовыми стикерами собираются как обычно</Trans>}>
        <Trans>
          Данные: <RelativeTime ms={state.dataAtMs} />.
        </Trans>{' '}
        <Plural
          value={state.queuedCommands}
          _0="Отправки ничего не ждёт."
          one="# действие уйдёт само, когда связь вернётся."
          few="# действия уйдут сами, когда связь вернётся."
          many="# действий уйдут сами, когда связь вернётся."
          other="# действия уйдут сами, когда связь вернётся."
        />
      </Banner>
    </div>
  );
}

/** After a crash or a broken cable only eyes know whether the label came out. */
function UnknownJob({ stationId }: { readonly stationId: string }) {
  const jobs = useCall('print.jobs', { show: 'unknown', limit: 1 });
  const decide = useCommand('print.decide');
  const job = jobs.data?.rows[0];
  if (job === undefined) return null;
  const say = (decision: 'printed' | 'print-again' | 'cancel') => void decide.run({ jobId: job.id, decision, stationId });
  const number = job.orderNumber ?? '';
  return (
    <div data-testid="unknown-job">
      <Banner
        tone="stop"
        title={<Trans>Вышел ли стикер заказа {number}? Посмотрите на принтер</Trans>}
        actions={
          <>
            <Button hotkey="F6" onClick={() => say('printed')}>
              <Trans>Вышел</Trans>
            </Button>
            <Button hotkey="F7" onClick={() => say('print-again')}>
              <Trans>Не вышел, печатать</Trans>
            </Button>
            <Button hotkey="F9" onClick={() => say('cancel')}>
              <Trans>Не нужен</Trans>
            </Button>
          </>
        }
      >
        <Trans>Связь с принтером оборвалась на этом стикере. Лишний стикер — потерянная посылка, поэтому программа спрашивает.</Trans>
      </Banner>
    </div>
  );
}

/** Parcels packed before their label: what waits here, and what has just come out of the printer and must be stuck on. */
function Following({ state, stationId }: { readonly state: PackingState; readonly stationId: string }) {
  const here = state.following.filter((one) => one.stationId === stationId);
  const came = here.filter((one) => one.cameAtMs !== null);
  const waiting = here.filter((one) => one.cameAtMs === null);
  const stuck = waiting.filter(({ order }) => order.marksRefused || order.confirmState === 'refused');
  const latestMs = Math.max(0, ...came.map((one) => one.cameAtMs ?? 0));
  const heardMs = useRef(latestMs);
  useEffect(() => {
    if (latestMs > heardMs.current) play('right');
    heardMs.current = latestMs;
  }, [latestMs]);
  const named = (list: typeof here) => list.map((one) => `${one.parcel} (${one.order.number})`).join(', ');
  const cameNames = named(came);
  const stuckNames = named(stuck);
  const awaited = named(waiting.filter((one) => !stuck.includes(one)));
  return (
    <>
      {cameNames === '' ? null : (
        <div data-testid="label-came">
          <Banner tone="right" title={<Trans>Стикер вышел: наклейте на посылку {cameNames}</Trans>} />
        </div>
      )}
      {stuckNames === '' ? null : (
        <Banner tone="stop" title={<Trans>Этикетка не придёт сама: {stuckNames}</Trans>}>
          <Trans>Площадка не приняла код маркировки или сборку. Откройте заказ: там написано, что исправить.</Trans>
        </Banner>
      )}
      {awaited === '' ? null : (
        <div data-testid="label-awaited">
          <Banner tone="ask" title={<Trans>Ждут этикетку: {awaited}</Trans>}>
            <Trans>Напишите номер на посылке и отложите её: стикер напечатается здесь сам.</Trans>
          </Banner>
        </div>
      )}
    </>
  );
}

function Hunt() {
  const navigate = useNavigate();
  const hunt = useCall('packing.hunt', {});
  const rows = hunt.data?.rows ?? [];
  if (rows.length === 0) return null;
  const captions = rows
    .slice(0, 5)
    .map(({ order }) => order.labelCaption ?? order.number)
    .join(', ');
  return (
    <Banner
      tone="stop"
      title={
        <Plural
          value={rows.length}
          one="# отменённый заказ лежит собранным: найдите посылку"
          few="# отменённых заказа лежат собранными: найдите посылки"
          many="# отменённых заказов лежат собранными: найдите посылки"
          other="# отменённого заказа лежат собранными: найдите посылки"
        />
      }
      actions={
        <Button hotkey="F8" onClick={() => void navigate({ to: '/packing/hunt' })}>
          <Trans>Что искать</Trans>
        </Button>
      }
    >
      {captions}
    </Banner>
  );
}
