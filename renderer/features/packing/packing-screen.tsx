import { Plural, Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, useCall } from '../../bridge/index.ts';
import { Button, Figure, RelativeTime, useNow } from '../../ui/index.ts';
import { Notes } from './notes.tsx';
import { Panel } from './panel.tsx';
import { ReprintDialog } from './reprint-dialog.tsx';
import { Side } from './side.tsx';
import { TakeFresh } from './take-fresh.tsx';
import { type PackingState, usePacking } from './use-packing.ts';

import classes from './packing.module.css';

/** The station: everything by scan or by one key, readable at two metres. */
export function PackingScreen() {
  const session = useCall('session.get', {});
  if (session.data === undefined) return <ErrorBanner error={session.error === null ? null : asCallError(session.error)} />;
  return <Desk stationId={session.data.stationId} />;
}

function Desk({ stationId }: { readonly stationId: string }) {
  const packing = usePacking(stationId);
  const [again, setAgain] = useState<string | null>(null);
  const state = packing.state.data;
  if (state === undefined) return <ErrorBanner error={packing.state.error === null ? null : asCallError(packing.state.error)} />;
  const last = state.recent[0]?.order ?? null;
  const shown = packing.answered?.outcome?.order ?? null;
  // What is on the screen is what F2 means; otherwise the last parcel.
  const reprintable = shown !== null && shown.packedAtMs !== null ? shown : last;
  return (
    <div className={classes.desk}>
      <Counts state={state} />
      <Panel state={state} answered={packing.answered} onChoose={packing.choose} notes={<Notes state={state} stationId={stationId} />} />
      <Side state={state} onReprint={(id) => setAgain(id)} onUndo={(id) => void packing.undo(id)} />
      <div className={classes.keys}>
        <Button size="large" hotkey="F2" disabled={reprintable === null} onClick={() => setAgain(reprintable?.id ?? null)}>
          <Trans>Стикер ещё раз</Trans>
        </Button>
        {state.takesPlaces && state.parcel !== null && state.parcel.needed > 1 ? (
          <Button
            size="large"
            hotkey="F8"
            disabled={state.parcel.inPlace === 0 || state.wants !== null}
            onClick={() => void packing.newPlace()}
          >
            <Trans>Ещё одно место</Trans>
          </Button>
        ) : null}
        {state.parcel !== null && (state.parcel.scanned > 0 || state.parcel.place > 1) ? (
          <Button size="large" hotkey="F4" onClick={() => void packing.takeOut()}>
            {state.parcel.place > 1 && state.parcel.inPlace === 0 ? (
              <Trans>Вернуться в прошлое место</Trans>
            ) : (
              <Trans>Вынуть последнюю вещь</Trans>
            )}
          </Button>
        ) : (
          <Button size="large" hotkey="F4" disabled={last === null} onClick={() => void packing.undo(null)}>
            <Trans>Отменить последний</Trans>
          </Button>
        )}
        <Button
          size="large"
          hotkey="Esc"
          disabled={state.openOrder === null && packing.answered === null}
          onClick={() => void packing.leave()}
        >
          <Trans>Отложить заказ</Trans>
        </Button>
        {state.takesPlaces ? null : <TakeFresh />}
      </div>
      <ReprintDialog
        orderId={again}
        onClose={() => setAgain(null)}
        onReason={(reason) => {
          if (again !== null) void packing.reprint(again, reason);
          setAgain(null);
        }}
      />
    </div>
  );
}

function Counts({ state }: { readonly state: PackingState }) {
  const now = useNow(15_000);
  const late = state.nextShipByMs !== null && state.nextShipByMs < now;
  return (
    <div className={classes.counts}>
      <span className={classes.count}>
        <b className={classes.number} data-testid="to-pack">
          <Figure value={state.toPack} />
        </b>
        <Trans>собрать</Trans>
      </span>
      <span className={classes.count}>
        <b className={classes.number} data-testid="packed-today">
          <Figure value={state.packedToday} />
        </b>
        <Trans>собрано сегодня</Trans>
      </span>
      {state.overdue === 0 ? null : (
        <span className={`${classes.count} ${classes.late}`}>
          <b className={classes.number}>
            <Figure value={state.overdue} />
          </b>
          <Trans>просрочено</Trans>
        </span>
      )}
      {state.held === 0 ? null : (
        <span className={classes.count}>
          <Plural
            value={state.held}
            one="# заказ ждёт офиса"
            few="# заказа ждут офиса"
            many="# заказов ждут офиса"
            other="# заказа ждут офиса"
          />
        </span>
      )}
      <span className={classes.spread} />
      {state.nextShipByMs === null ? null : (
        <span className={`${classes.count} ${late ? classes.late : ''}`}>
          <Trans>
            ближайшая отсечка{' '}
            <b>
              <RelativeTime ms={state.nextShipByMs} />
            </b>
          </Trans>
        </span>
      )}
      <span className={classes.count}>{state.printerName === null ? <Trans>принтер не выбран</Trans> : state.printerName}</span>
    </div>
  );
}
