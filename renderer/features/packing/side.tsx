import { Trans, useLingui } from '@lingui/react/macro';
import { Printer, Undo2 } from 'lucide-react';

import { Name } from '../../app/words/name.tsx';
import { jobStateNames } from '../../app/words/names.ts';
import { useCall } from '../../bridge/index.ts';
import { Button, RelativeTime } from '../../ui/index.ts';
import type { PackingState } from './use-packing.ts';

import classes from './packing.module.css';

interface Props {
  readonly state: PackingState;
  readonly onReprint: (orderId: string) => void;
  readonly onUndo: (orderId: string) => void;
}

/** Beside the panel: the paper of a virtual printer, what comes next, the last parcels. */
export function Side({ state, onReprint, onUndo }: Props) {
  const { t } = useLingui();
  return (
    <aside className={classes.side}>
      {state.printerId === null ? null : <Paper printerId={state.printerId} />}
      <div className={`${classes.box} ${classes.grow}`}>
        <div className={classes.boxTitle}>
          <Trans>Последние посылки</Trans>
        </div>
        <ul className={classes.list} data-testid="recent">
          {state.recent.map(({ order, packedAtMs, jobState }) => (
            <li key={order.id} className={classes.item}>
              <b>{order.labelCaption?.split(/\s+/u).at(-1) ?? order.number}</b>
              <div className={classes.cut}>
                {order.lines[0]?.productName ?? order.lines[0]?.name}
                <div className={classes.dim}>
                  <RelativeTime ms={packedAtMs} /> {jobState === null ? null : <Name of={jobState} names={jobStateNames} />}
                </div>
              </div>
              <span>
                <Button
                  size="small"
                  look="quiet"
                  title={t`Стикер ещё раз`}
                  aria-label={t`Стикер ещё раз`}
                  onClick={() => onReprint(order.id)}
                >
                  <Printer size={18} aria-hidden />
                </Button>
                <Button
                  size="small"
                  look="quiet"
                  title={t`Отменить сборку`}
                  aria-label={t`Отменить сборку`}
                  onClick={() => onUndo(order.id)}
                >
                  <Undo2 size={18} aria-hidden />
                </Button>
              </span>
            </li>
          ))}
          {state.recent.length === 0 ? (
            <li className={classes.dim}>
              <Trans>Здесь появится то, что вы упаковали.</Trans>
            </li>
          ) : null}
        </ul>
      </div>
      <div className={`${classes.box} ${classes.later}`}>
        <div className={classes.boxTitle}>
          <Trans>Дальше по сроку</Trans>
        </div>
        <ul className={classes.list}>
          {state.next.slice(0, 4).map((order) => (
            <li key={order.id} className={classes.item}>
              <b>{order.lines[0]?.bin ?? '—'}</b>
              <div className={classes.cut}>{order.lines[0]?.productName ?? order.lines[0]?.name}</div>
              <span className={classes.dim}>
                <RelativeTime ms={order.shipByMs} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}

function Paper({ printerId }: { readonly printerId: string }) {
  const printers = useCall('printer.list', {});
  const virtual = printers.data?.rows.find((printer) => printer.id === printerId)?.transport === 'virtual';
  const paper = useCall('printer.paper', { id: printerId, limit: 4 }, { enabled: virtual });
  if (!virtual) return null;
  const sheets = paper.data?.sheets ?? [];
  return (
    <div className={`${classes.box} ${classes.paper}`}>
      <div className={classes.boxTitle}>
        <Trans>Бумага виртуального принтера</Trans>
      </div>
      <div className={classes.sheets} data-testid="paper">
        {sheets.map((sheet) => (
          <img key={sheet.jobId + String(sheet.atMs)} className={classes.sheet} src={`data:image/png;base64,${sheet.pngBase64}`} alt="" />
        ))}
        {sheets.length === 0 ? (
          <span className={classes.dim}>
            <Trans>Пока ничего не напечатано.</Trans>
          </span>
        ) : null}
      </div>
    </div>
  );
}
