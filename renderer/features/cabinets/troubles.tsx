import { useLingui } from '@lingui/react';

import type { Output } from '#shared/contract/index.ts';

import { describeProblem } from '../../app/errors.ts';
import { streamNames } from '../../app/words/sync.ts';
import { Banner } from '../../ui/index.ts';

import classes from './cabinets.module.css';

type Stream = Output<'sync.health'>['rows'][number]['streams'][number];

/** Weather: it passes, and the program goes on by itself. */
const PASSING: ReadonlySet<string> = new Set(['no-network', 'timeout', 'server-error', 'too-many-requests', 'label-not-ready']);

/** What keeps a cabinet from working, each once, however many streams meet it: what happened, what it means, what to do, its own words. */
export function Troubles({ streams }: { readonly streams: readonly Stream[] }) {
  const { i18n } = useLingui();
  const failing = streams.flatMap(({ stream, failures, problem }) => (failures > 0 && problem !== null ? [{ stream, problem }] : []));
  return (
    <>
      {[...Map.groupBy(failing, ({ problem }) => problem.code)].map(([code, met]) => {
        const story = describeProblem(met[0]!.problem, i18n);
        const names = met.map(({ stream }) => (streamNames[stream] === undefined ? stream : i18n._(streamNames[stream])));
        return (
          <Banner key={code} tone={PASSING.has(code) ? 'wrong' : 'stop'} title={story.what}>
            {story.means} {story.next}{' '}
            <span className={classes.faint}>{[names.join(', '), story.own].filter((part) => part !== '').join(' · ')}</span>
          </Banner>
        );
      })}
    </>
  );
}
