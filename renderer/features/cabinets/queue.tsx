import { useLingui } from '@lingui/react';
import { Trans, useLingui as useWords } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { describeError } from '../../app/errors.ts';
import { Name } from '../../app/words/name.tsx';
import { outboxStateNames } from '../../app/words/names.ts';
import { outboxKindNames } from '../../app/words/sync.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Dialog, Field, RelativeTime, StatusChip } from '../../ui/index.ts';

import classes from './cabinets.module.css';

type Row = Output<'sync.queue'>['rows'][number];

/** Actions that wait for a marketplace, and those it refused: sent again or given up, by a person and with a reason. */
export function Queue() {
  const queue = useCall('sync.queue', { show: 'open' }, { everyMs: 5000 });
  const retry = useCommand('sync.retry');
  const [dropping, setDropping] = useState<Row | null>(null);
  const rows = queue.data?.rows ?? [];
  return (
    <Card title={<Trans>Действия для площадок</Trans>}>
      <ErrorBanner error={queue.error?.error ?? retry.error} />
      {rows.length === 0 ? (
        <p className={classes.faint}>
          <Trans>Всё отправлено, ничего не ждёт.</Trans>
        </p>
      ) : null}
      {rows.map((row) => (
        <div key={row.id} className={classes.line}>
          <span>
            <b>
              <Name of={row.kind} names={outboxKindNames} />
            </b>{' '}
            <span className={classes.faint}>
              {row.accountName} · <RelativeTime ms={row.createdAtMs} />
            </span>
            <Why row={row} />
          </span>
          <span className={classes.head}>
            <StatusChip tone={row.state === 'rejected' ? 'stop' : row.state === 'unknown' ? 'wrong' : 'plain'}>
              <Name of={row.state} names={outboxStateNames} />
            </StatusChip>
            {row.state === 'rejected' ? (
              <Button size="small" disabled={retry.pending} onClick={() => void retry.run({ outboxId: row.id })}>
                <Trans>Ещё раз</Trans>
              </Button>
            ) : null}
            {row.state === 'rejected' || row.state === 'queued' ? (
              <Button size="small" onClick={() => setDropping(row)}>
                <Trans>Снять</Trans>
              </Button>
            ) : null}
          </span>
        </div>
      ))}
      {dropping === null ? null : <DropDialog row={dropping} onClose={() => setDropping(null)} />}
    </Card>
  );
}

function Why({ row }: { readonly row: Row }) {
  const { i18n } = useLingui();
  if (row.problem === null) return null;
  const story = describeError({ code: row.problem.code }, i18n);
  return (
    <div>
      {story.what} {story.next} <span className={classes.faint}>{row.problem.channelMessage}</span>
    </div>
  );
}

function DropDialog({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const { t } = useWords();
  const drop = useCommand('sync.drop');
  const [reason, setReason] = useState('');
  const run = async () => {
    const answer = await drop.run({ outboxId: row.id, reason });
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      open
      title={<Trans>Снять действие с очереди</Trans>}
      onClose={onClose}
      actions={
        <Button look="danger" disabled={reason.trim() === '' || drop.pending} onClick={() => void run()}>
          <Trans>Снять</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={drop.error} />
        <p>
          <Trans>Площадка об этом не узнает. Причина останется в журнале.</Trans>
        </p>
        <Field label={t`Причина`} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
    </Dialog>
  );
}
