import { useLingui } from '@lingui/react';
import { Trans, useLingui as useWords } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { describeError } from '../../app/errors.ts';
import { Name } from '../../app/words/name.tsx';
import { jobKindNames, jobStateNames } from '../../app/words/names.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, DateTime, StatusChip, Tabs, type Tone } from '../../ui/index.ts';

import classes from './printers.module.css';

type Job = Output<'print.jobs'>['rows'][number];
const TONES: Readonly<Record<string, Tone>> = {
  sent: 'right',
  confirmed: 'right',
  'failed-not-sent': 'stop',
  unknown: 'stop',
  sending: 'ask',
};

/** Every label and what became of it; where nobody knows, a person says. */
export function Jobs({ stationId }: { readonly stationId: string }) {
  const { t } = useWords();
  const [show, setShow] = useState<'open' | 'unknown' | 'all'>('all');
  const jobs = useCall('print.jobs', { show, limit: 100 }, { keep: true });
  const decide = useCommand('print.decide');
  const say = (job: Job, decision: 'printed' | 'print-again' | 'cancel') => void decide.run({ jobId: job.id, decision, stationId });
  return (
    <>
      <Tabs
        label={t`Какие задания показать`}
        value={show}
        tabs={[
          { value: 'all', text: t`Все` },
          { value: 'open', text: t`Незаконченные` },
          { value: 'unknown', text: t`Ждут ответа` },
        ]}
        onChange={setShow}
      />
      <ErrorBanner error={decide.error} />
      <table className={classes.jobs}>
        <thead>
          <tr>
            <th>№</th>
            <th>
              <Trans>Когда</Trans>
            </th>
            <th>
              <Trans>Что</Trans>
            </th>
            <th>
              <Trans>Принтер</Trans>
            </th>
            <th>
              <Trans>Что стало</Trans>
            </th>
            <th />
          </tr>
        </thead>
        <tbody>
          {(jobs.data?.rows ?? []).map((job) => (
            <tr key={job.id}>
              <td>{job.seq}</td>
              <td>
                <DateTime ms={job.createdAtMs} />
              </td>
              <td>
                <Name of={job.kind} names={jobKindNames} /> {job.orderNumber}
                {job.reason === null ? null : ` · ${job.reason}`}
              </td>
              <td>
                {job.printerName}
                {job.insteadOf === null ? null : (
                  <div className={classes.facts}>
                    <Trans>вместо «{job.insteadOf}»</Trans>
                  </div>
                )}
              </td>
              <td>
                <StatusChip tone={TONES[job.state] ?? 'plain'}>
                  <Name of={job.state} names={jobStateNames} />
                </StatusChip>{' '}
                <Why job={job} />
              </td>
              <td>
                <div className={classes.row}>
                  {job.state === 'unknown' || job.state === 'failed-not-sent' ? (
                    <>
                      {job.state === 'unknown' ? (
                        <Button size="small" onClick={() => say(job, 'printed')}>
                          <Trans>Вышел</Trans>
                        </Button>
                      ) : null}
                      <Button size="small" onClick={() => say(job, 'print-again')}>
                        <Trans>Печатать</Trans>
                      </Button>
                      <Button size="small" look="quiet" onClick={() => say(job, 'cancel')}>
                        <Trans>Не нужен</Trans>
                      </Button>
                    </>
                  ) : null}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {jobs.data?.rows.length === 0 ? <Trans>Таких заданий нет.</Trans> : null}
    </>
  );
}

function Why({ job }: { readonly job: Job }) {
  const { i18n } = useLingui();
  return job.problem === null ? null : describeError({ code: job.problem }, i18n).what;
}
