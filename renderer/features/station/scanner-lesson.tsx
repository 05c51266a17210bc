import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { PaperButton } from '../../app/paper-button.tsx';
import { useCommand } from '../../bridge/index.ts';
import {
  hear,
  learn,
  type Lesson,
  type LessonFault,
  play,
  type RawPress,
  type Sample,
  TEST_CODES,
  useRawPresses,
} from '../../scan/index.ts';
import { nameOf, press as pressHotkey } from '../../ui/hotkeys.ts';
import { Banner, Button, Dialog } from '../../ui/index.ts';
import { Learnt } from './learnt.tsx';
import { TestCodePicture } from './test-code-picture.tsx';
import { lessonFaultWords } from './words.ts';

import classes from './station.module.css';

/** A scanner that has sent nothing for so long has said all it had to say. */
const QUIET_MS = 450;

/** Three codes, three scans: what the scanner adds, loses and turns is known from then on. */
export function ScannerLesson({ stationId, onClose }: { readonly stationId: string; readonly onClose: () => void }) {
  const [samples, setSamples] = useState<readonly (Sample | null)[]>([]);
  const [fault, setFault] = useState<LessonFault | null>(null);
  const [lesson, setLesson] = useState<Lesson | null>(null);
  const save = useCommand('station.save');
  const code = TEST_CODES[samples.length];
  const finish = (all: readonly (Sample | null)[]) => {
    const heard = all.filter((sample) => sample !== null);
    const learnt = learn(heard);
    if ('fault' in learnt) setFault(learnt.fault);
    else setLesson(learnt);
  };
  const next = (sample: Sample | null) => {
    const all = [...samples, sample];
    setFault(null);
    setSamples(all);
    if (all.length === TEST_CODES.length) finish(all);
  };
  const onPresses = (presses: readonly RawPress[]) => {
    if (code === undefined) return;
    const reading = hear({ text: code.text, presses });
    play(typeof reading === 'string' ? 'wrong' : 'right');
    if (typeof reading === 'string') setFault(reading);
    else next({ text: code.text, presses });
  };
  useScannedPresses(onPresses, code !== undefined);
  const again = () => {
    setSamples([]);
    setFault(null);
    setLesson(null);
  };
  const keep = async () => {
    if (lesson === null) return;
    const answer = await save.run({ stationId, scanner: lesson.habits });
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      open
      wide
      title={<Trans>Научить сканер</Trans>}
      onClose={onClose}
      actions={
        lesson === null ? (
          <>
            <PaperButton paper={{ kind: 'scanner-sheet' }} hotkey="F8">
              <Trans>Сканер не читает с экрана: печатать лист</Trans>
            </PaperButton>
            {code?.id === 'marking' ? (
              <Button hotkey="F4" onClick={() => next(null)}>
                <Trans>Сканер не читает квадратные коды</Trans>
              </Button>
            ) : null}
          </>
        ) : (
          <>
            <Button hotkey="F4" onClick={again}>
              <Trans>Ещё раз</Trans>
            </Button>
            <Button look="primary" hotkey="F9" disabled={save.pending} onClick={() => void keep()}>
              <Trans>Так и оставить</Trans>
            </Button>
          </>
        )
      }
    >
      <ErrorBanner error={save.error} />
      {lesson === null ? (
        <Step code={code} number={samples.length + 1} fault={fault} onAgain={again} />
      ) : (
        <Learnt habits={lesson.habits} notes={lesson.notes} withSquare={samples[1] !== null} />
      )}
    </Dialog>
  );
}

function Step({
  code,
  number,
  fault,
  onAgain,
}: {
  readonly code: (typeof TEST_CODES)[number] | undefined;
  readonly number: number;
  readonly fault: LessonFault | null;
  readonly onAgain: () => void;
}) {
  const { t } = useLingui();
  const words = fault === null ? null : lessonFaultWords[fault];
  return (
    <div className={classes.step} data-testid="lesson-step" data-code={code?.id ?? ''} data-fault={fault ?? ''}>
      {code === undefined ? (
        <Button hotkey="F4" onClick={onAgain}>
          <Trans>Начать заново</Trans>
        </Button>
      ) : (
        <>
          <b className={classes.ask}>
            <Trans>Сканируйте код {number} из 3</Trans>
          </b>
          <TestCodePicture code={code} label={t`Код для проверки сканера`} />
        </>
      )}
      {words === null ? null : (
        <Banner tone="wrong" title={t(words.what)}>
          {t(words.next)}
        </Banner>
      )}
    </div>
  );
}

/** Keys of one scan, given on once it has been still for a while; a key that came alone is a person's and does what its button says. */
function useScannedPresses(take: (presses: readonly RawPress[]) => void, on: boolean): void {
  const presses = useRef<RawPress[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useRawPresses((press) => {
    presses.current.push(press);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const all = presses.current;
      presses.current = [];
      const [first, second] = all;
      if (first !== undefined && second === undefined)
        pressHotkey(nameOf({ code: first.code, altKey: first.alt, ctrlKey: first.ctrl, shiftKey: first.shift, metaKey: false }));
      else take(all);
    }, QUIET_MS);
  }, on);
}
