import { Trans, useLingui } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import type { LessonNote } from '../../scan/index.ts';
import { Banner, StatusChip } from '../../ui/index.ts';
import { lessonNoteWords } from './words.ts';

import classes from './station.module.css';

type Habits = NonNullable<Output<'session.get'>['station']['scanner']>;

/** What is known of a scanner, in words; first what must be changed in the scanner itself. */
export function Learnt({
  habits,
  notes,
  withSquare,
}: {
  readonly habits: Habits;
  readonly notes: readonly LessonNote[];
  /** False: the scanner reads no square codes, so nothing is known of GS. */
  readonly withSquare: boolean;
}) {
  const { t } = useLingui();
  const bad = notes.some((note) => lessonNoteWords[note].tone === 'stop');
  return (
    <div className={classes.stack} data-testid="lesson-result">
      {bad ? null : (
        <Banner tone="right" title={<Trans>Сканер изучен, коды дойдут как есть</Trans>}>
          {withSquare ? null : <Trans>Квадратных кодов этот сканер не читает: для маркированных товаров нужен другой.</Trans>}
        </Banner>
      )}
      <HabitChips habits={habits} withSquare={withSquare} />
      {notes.map((note) => (
        <Banner key={note} tone={lessonNoteWords[note].tone} title={t(lessonNoteWords[note].what)}>
          {t(lessonNoteWords[note].next)}
        </Banner>
      ))}
    </div>
  );
}

export function HabitChips({ habits, withSquare = true }: { readonly habits: Habits; readonly withSquare?: boolean }) {
  return (
    <div className={classes.chips}>
      <StatusChip tone={habits.suffix === 'none' ? 'wrong' : 'right'}>
        {habits.suffix === 'enter' ? (
          <Trans>после кода Enter</Trans>
        ) : habits.suffix === 'tab' ? (
          <Trans>после кода Tab</Trans>
        ) : (
          <Trans>после кода ничего</Trans>
        )}
      </StatusChip>
      {withSquare ? (
        <StatusChip tone={habits.gs === 'missing' ? 'stop' : 'right'}>
          {habits.gs === 'sent' ? (
            <Trans>GS доходит</Trans>
          ) : habits.gs === 'missing' ? (
            <Trans>GS теряется</Trans>
          ) : (
            <Trans>вместо GS «{habits.gs.standIn}»</Trans>
          )}
        </StatusChip>
      ) : null}
      {habits.prefix === '' ? null : (
        <StatusChip>
          <Trans>перед кодом «{habits.prefix}»</Trans>
        </StatusChip>
      )}
      {habits.aim ? (
        <StatusChip>
          <Trans>перед кодом вид кода (AIM)</Trans>
        </StatusChip>
      ) : null}
      {habits.tail === '' ? null : (
        <StatusChip>
          <Trans>после кода «{habits.tail}»</Trans>
        </StatusChip>
      )}
      {habits.swapsCase === 'never' ? null : (
        <StatusChip tone="ask">
          <Trans>буквы перевёрнуты</Trans>
        </StatusChip>
      )}
      <StatusChip>
        <Trans>{habits.meanMs} мс на знак</Trans>
      </StatusChip>
    </div>
  );
}
