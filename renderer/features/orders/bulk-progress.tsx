import { Trans } from '@lingui/react/macro';

import { Button, Dialog } from '../../ui/index.ts';
import type { BulkState } from './use-bulk.ts';

import classes from './orders.module.css';

/** How far the work has come, and what became of each order; those that were left out stand first. */
export function BulkProgress({
  bulk,
  onStop,
  onClose,
}: {
  readonly bulk: BulkState | null;
  readonly onStop: () => void;
  readonly onClose: () => void;
}) {
  if (bulk === null) return null;
  const running = bulk.state === 'running';
  const done = bulk.lines.filter((line) => line.done).length;
  const left = bulk.total - bulk.lines.length;
  const lines = bulk.lines.toSorted((one, other) => Number(one.done) - Number(other.done));
  return (
    <Dialog
      open
      wide
      title={bulk.title}
      onClose={running ? onStop : onClose}
      actions={
        running ? (
          <Button hotkey="Esc" onClick={onStop}>
            <Trans>Остановить</Trans>
          </Button>
        ) : (
          <Button look="primary" hotkey="Enter" onClick={onClose}>
            <Trans>Понятно</Trans>
          </Button>
        )
      }
    >
      <div className={classes.progress} role="status" aria-live="polite" data-testid="bulk-progress" data-state={bulk.state}>
        <progress max={bulk.total} value={bulk.lines.length} />
        <b>
          <Trans>
            {bulk.lines.length} из {bulk.total}
          </Trans>
        </b>
        <span className={classes.faint}>
          <Trans>сделано: {done}</Trans>
          {bulk.lines.length > done ? (
            <>
              {' · '}
              <Trans>не вышло: {bulk.lines.length - done}</Trans>
            </>
          ) : null}
          {bulk.state === 'stopped' && left > 0 ? (
            <>
              {' · '}
              <Trans>не тронуто: {left}</Trans>
            </>
          ) : null}
        </span>
      </div>
      <ul className={classes.results}>
        {lines.map(({ order, done: right, words }) => (
          <li key={order.id} className={right ? '' : classes.failed}>
            <b>{order.number}</b>
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
