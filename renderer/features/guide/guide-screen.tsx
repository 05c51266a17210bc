import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, useAction, useCall } from '../../bridge/index.ts';
import { Button } from '../../ui/index.ts';
import { AccountStep } from './account-step.tsx';
import { EntityStep } from './entity-step.tsx';
import { LinkStep } from './link-step.tsx';
import { MatchStep } from './match-step.tsx';
import { PackStep } from './pack-step.tsx';
import { PrinterStep, ProofStep } from './printer-steps.tsx';
import { StockStep } from './stock-step.tsx';
import { WarehouseStep } from './warehouse-step.tsx';

import classes from './guide.module.css';

type Status = Output<'setup.status'>;
type Flag = 'entity' | 'account' | 'warehouse' | 'linked' | 'matched' | 'stocked' | 'printer' | 'printerProven' | 'packedOne';

const STEPS = [
  {
    flag: 'entity',
    title: msg`Юрлицо`,
    why: msg`Кабинет, документы и отчёты принадлежат юрлицу. Их может быть несколько.`,
    body: EntityStep,
  },
  {
    flag: 'account',
    title: msg`Кабинет`,
    why: msg`По токену программа видит заказы и остатки. Он читается и хранится только на этом компьютере, в зашифрованном виде.`,
    body: AccountStep,
  },
  {
    flag: 'warehouse',
    title: msg`Ваш склад`,
    why: msg`Здесь лежит товар. Ячейки подсказывают, куда идти за вещью; без них тоже можно.`,
    body: WarehouseStep,
  },
  {
    flag: 'linked',
    title: msg`Связь складов`,
    why: msg`Скажите, с какого вашего склада везут заказы каждого склада маркетплейса: оттуда возьмётся остаток.`,
    body: LinkStep,
  },
  {
    flag: 'matched',
    title: msg`Карточки и товары`,
    why: msg`За каждой карточкой стоит вещь на полке. Одна вещь может продаваться по многим карточкам, остаток у неё один.`,
    body: MatchStep,
  },
  {
    flag: 'stocked',
    title: msg`Первый остаток`,
    why: msg`Внесите, сколько чего лежит. Сканируйте вещи подряд или впишите числа.`,
    body: StockStep,
  },
  { flag: 'printer', title: msg`Принтер этикеток`, why: msg`Стикер печатается сразу после скана, без окон браузера.`, body: PrinterStep },
  {
    flag: 'printerProven',
    title: msg`Пробная этикетка`,
    why: msg`Напечатайте её и отсканируйте: так проверяются принтер, размер бумаги и сканер вместе.`,
    body: ProofStep,
  },
  { flag: 'packedOne', title: msg`Первый заказ`, why: msg`Возьмите заказ на сборку, отсканируйте вещь и наклейте стикер.`, body: PackStep },
] as const satisfies readonly { flag: Flag; title: unknown; why: unknown; body: () => ReactNode }[];

/** From an empty program to the first packed order; any step can be left and taken up again. */
export function GuideScreen() {
  const status = useCall('setup.status', {});
  const [chosen, setChosen] = useState<Flag | null>(null);
  const { i18n } = useLingui();
  if (status.data === undefined) return <ErrorBanner error={status.error === null ? null : asCallError(status.error)} />;
  const flag = chosen ?? STEPS.find((step) => !status.data[step.flag])?.flag ?? 'packedOne';
  const index = STEPS.findIndex((step) => step.flag === flag);
  const step = STEPS[index] ?? STEPS[0];
  const Body = step.body;
  return (
    <div className={classes.guide}>
      <StepList status={status.data} current={step.flag} onChoose={setChosen} />
      <div className={classes.body}>
        <section className={classes.sheet} data-testid={`step-${step.flag}`}>
          <h1 className={classes.title}>{i18n._(step.title)}</h1>
          <p className={classes.why}>{i18n._(step.why)}</p>
          <Body />
          {status.data[step.flag] ? (
            <div className={classes.row}>
              <Button look="primary" hotkey="F10" onClick={() => setChosen(STEPS[index + 1]?.flag ?? null)}>
                <Trans>Готово, дальше</Trans>
              </Button>
            </div>
          ) : index < STEPS.length - 1 ? (
            <div className={classes.row}>
              <Button look="quiet" onClick={() => setChosen(STEPS[index + 1]?.flag ?? null)}>
                <Trans>Пропустить этот шаг</Trans>
              </Button>
            </div>
          ) : null}
        </section>
      </div>
    </div>
  );
}

function StepList({
  status,
  current,
  onChoose,
}: {
  readonly status: Status;
  readonly current: Flag;
  readonly onChoose: (flag: Flag) => void;
}) {
  const { i18n } = useLingui();
  const done = STEPS.filter((step) => status[step.flag]).length;
  return (
    <nav className={classes.steps}>
      <div className={classes.hello}>
        <Trans>До первого заказа минут десять</Trans>
      </div>
      <div className={classes.progress} role="progressbar" aria-valuenow={done} aria-valuemin={0} aria-valuemax={STEPS.length}>
        <div className={classes.bar} style={{ width: `${(done / STEPS.length) * 100}%` }} />
      </div>
      {STEPS.map((step, index) => (
        <button
          key={step.flag}
          type="button"
          className={`${classes.step} ${step.flag === current ? classes.current : ''}`}
          aria-current={step.flag === current ? 'step' : undefined}
          onClick={() => onChoose(step.flag)}
        >
          <span className={`${classes.mark} ${status[step.flag] ? classes.done : ''}`}>
            {status[step.flag] ? <Check size={17} strokeWidth={3} aria-hidden /> : index + 1}
          </span>
          {i18n._(step.title)}
        </button>
      ))}
      <Later />
    </nav>
  );
}

function Later() {
  const navigate = useNavigate();
  const dismiss = useAction('setup.dismiss');
  const session = useCall('session.get', {});
  const start = useAction('training.start');
  const stop = useAction('training.stop');
  const go = (answer: { readonly ok: true; readonly value: { readonly url: string | null } } | { readonly ok: false }) => {
    if (answer.ok && answer.value.url !== null) location.assign(answer.value.url);
    else if (answer.ok) location.reload();
  };
  const live = session.data?.mode === 'live';
  return (
    <div className={classes.later}>
      {live ? (
        <Button onClick={() => void start.run({}).then(go)}>
          <Trans>Учебный режим</Trans>
        </Button>
      ) : null}
      {session.data?.mode === 'training' ? (
        <Button onClick={() => void stop.run({}).then(go)}>
          <Trans>Вернуться к работе</Trans>
        </Button>
      ) : null}
      <ErrorBanner error={start.error ?? stop.error} />
      <Button look="quiet" onClick={() => void dismiss.run({ dismissed: true }).then(() => navigate({ to: '/packing' }))}>
        <Trans>Продолжить потом</Trans>
      </Button>
    </div>
  );
}
