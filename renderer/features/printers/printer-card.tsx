import { Plural, Trans } from '@lingui/react/macro';

import type { PrinterRow } from '../../app/printer-form.tsx';
import { Name } from '../../app/words/name.tsx';
import { conditionAdvice, conditionNames, queueAdvice, transportNames } from '../../app/words/names.ts';
import { useCall } from '../../bridge/index.ts';
import { Banner, Button, Card, StatusChip, type Tone } from '../../ui/index.ts';

import classes from './printers.module.css';

const TONES: Readonly<Record<string, Tone>> = { ready: 'right', printing: 'right', paused: 'wrong', unanswered: 'wrong' };

interface Props {
  readonly printer: PrinterRow;
  readonly onOpen: (what: 'edit' | 'test' | 'paper' | 'again' | 'roll') => void;
  readonly onPause: () => void;
  readonly onRemove: () => void;
}

/** So few labels left that the next roll should lie ready. */
const LOW = 30;

export function PrinterCard({ printer, onOpen, onPause, onRemove }: Props) {
  const condition = useCall('printer.status', { id: printer.id }, { everyMs: 15_000 });
  const advised =
    condition.data !== undefined && Object.hasOwn(conditionAdvice, condition.data.state) && condition.data.detail !== 'one-way';
  return (
    <div data-testid="printer-card">
      <Card>
        <div className={classes.head}>
          <span className={classes.name}>{printer.name}</span>
          {condition.data === undefined ? null : (
            <StatusChip tone={TONES[condition.data.state] ?? 'stop'}>
              <Name of={condition.data.state} names={conditionNames} />
            </StatusChip>
          )}
          {printer.paused ? (
            <StatusChip tone="ask">
              <Trans>остановлен</Trans>
            </StatusChip>
          ) : null}
          {printer.provenAtMs === null ? (
            <StatusChip tone="wrong">
              <Trans>не проверен</Trans>
            </StatusChip>
          ) : (
            <StatusChip tone="right">
              <Trans>проверен</Trans>
            </StatusChip>
          )}
        </div>
        <div className={classes.facts}>
          <Name of={printer.transport} names={transportNames} /> {printer.address} · {printer.language.toUpperCase()} · {printer.widthMm} ×{' '}
          {printer.heightMm} мм · {printer.dpi} dpi
          {printer.waiting === 0 ? null : (
            <div>
              <Plural value={printer.waiting} one="# задание ждёт" few="# задания ждут" many="# заданий ждут" other="# задания ждут" />
            </div>
          )}
          {printer.unknown === 0 ? null : (
            <div>
              <Plural
                value={printer.unknown}
                one="# задание ждёт вашего ответа"
                few="# задания ждут вашего ответа"
                many="# заданий ждут вашего ответа"
                other="# задания ждут вашего ответа"
              />
            </div>
          )}
        </div>
        {advised ? (
          <Banner tone="stop">
            <Name of={condition.data?.state ?? ''} names={conditionAdvice} />
          </Banner>
        ) : null}
        {condition.data?.advice === undefined ? null : (
          <Banner tone="wrong">
            <Name of={condition.data.advice} names={queueAdvice} />{' '}
            <Trans>
              Откройте терминал этого компьютера и выполните: <code>lpadmin -p {printer.address} -o printer-error-policy=abort-job</code>
            </Trans>
          </Banner>
        )}
        {printer.roll !== null && printer.roll.left <= LOW ? (
          <Banner tone="ask">
            <Plural
              value={printer.roll.left}
              one="На рулоне осталась # этикетка"
              few="На рулоне осталось # этикетки"
              many="На рулоне осталось # этикеток"
              other="На рулоне осталось # этикетки"
            />
          </Banner>
        ) : null}
        <div className={classes.row}>
          <Button size="small" onClick={onPause}>
            {printer.paused ? <Trans>Печатать дальше</Trans> : <Trans>Остановить</Trans>}
          </Button>
          <Button size="small" onClick={() => onOpen('again')}>
            <Trans>Повторить этикетки</Trans>
          </Button>
          <Button size="small" onClick={() => onOpen('roll')}>
            <Trans>Новый рулон</Trans>
          </Button>
          <Button size="small" onClick={() => onOpen('test')}>
            <Trans>Пробная этикетка</Trans>
          </Button>
          {printer.transport === 'virtual' ? (
            <Button size="small" onClick={() => onOpen('paper')}>
              <Trans>Бумага</Trans>
            </Button>
          ) : null}
          <Button size="small" onClick={() => onOpen('edit')}>
            <Trans>Изменить</Trans>
          </Button>
          <Button size="small" look="quiet" onClick={onRemove}>
            <Trans>Убрать</Trans>
          </Button>
        </div>
      </Card>
    </div>
  );
}
