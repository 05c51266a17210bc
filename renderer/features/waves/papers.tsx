import { Plural, Trans } from '@lingui/react/macro';

import type { Input } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { describeError } from '../../app/errors.ts';
import { useAction, useCommand } from '../../bridge/index.ts';
import { Button, Card, DateTime, StatusChip, toast } from '../../ui/index.ts';
import type { Wave } from './wave.ts';

import classes from './waves.module.css';

type Paper = Wave['papers'][number];

/** Lists on paper: for those who walk without a screen. What is scanned back from them is what stood on them. */
export function Papers({ wave, onMissed }: { readonly wave: Wave; readonly onMissed: (line: Paper['lines'][number]) => void }) {
  const print = useCommand('wave.print');
  const open = useAction('document.open');
  const { id, state } = wave.wave;
  const show = async (paper: number) => {
    const wish: Input<'document.open'>['paper'] = { kind: 'wave-list', waveId: id, paper };
    const answer = await open.run({ paper: wish });
    if (!answer.ok) return toast('wrong', describeError(answer.error).what);
    if (answer.value.url !== null) window.open(answer.value.url, '_blank', 'noopener');
    return undefined;
  };
  const printNow = async () => {
    const answer = await print.run({ id });
    if (answer.ok) await show(answer.value.paper);
  };
  return (
    <Card title={<Trans>На бумаге</Trans>}>
      <ErrorBanner error={print.error} />
      {state === 'open' ? (
        <div className={classes.form}>
          <Button hotkey="F7" disabled={print.pending || wave.stops.length === 0} onClick={() => void printNow()}>
            <Trans>Напечатать лист подбора</Trans>
          </Button>
          <span className={classes.faint}>
            <Trans>Прошли по листу — сканируйте код вверху листа, взяли одну строку — её код.</Trans>
          </span>
        </div>
      ) : null}
      {wave.papers.map((paper) => (
        <PaperLines key={paper.paper} paper={paper} isOpen={state === 'open'} onShow={() => void show(paper.paper)} onMissed={onMissed} />
      ))}
    </Card>
  );
}

function PaperLines({
  paper,
  isOpen,
  onShow,
  onMissed,
}: {
  readonly paper: Paper;
  readonly isOpen: boolean;
  readonly onShow: () => void;
  readonly onMissed: (line: Paper['lines'][number]) => void;
}) {
  const done = paper.lines.filter((line) => line.done).length;
  return (
    <details data-testid={`paper-${paper.paper}`}>
      <summary className={classes.summary}>
        <Trans>
          Лист {paper.paper}, <DateTime ms={paper.atMs} />
        </Trans>{' '}
        <StatusChip tone={done === paper.lines.length ? 'right' : 'plain'}>
          <Plural
            value={paper.lines.length}
            one={`взято ${done} из # строки`}
            few={`взято ${done} из # строк`}
            many={`взято ${done} из # строк`}
            other={`взято ${done} из # строки`}
          />
        </StatusChip>
      </summary>
      <table className={classes.table}>
        <tbody>
          {paper.lines.map((line) => (
            <tr key={line.line}>
              <td className={classes.code}>{line.code}</td>
              <td>{line.name}</td>
              <td className={classes.end}>× {line.quantity}</td>
              <td className={classes.end}>
                {line.done && isOpen ? (
                  <Button size="small" onClick={() => onMissed(line)}>
                    <Trans>Не нашлось</Trans>
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button size="small" look="quiet" onClick={onShow}>
        <Trans>Показать этот лист</Trans>
      </Button>
    </details>
  );
}
