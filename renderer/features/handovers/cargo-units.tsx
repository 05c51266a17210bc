import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { cargoKindNames, cargoStateNames } from '../../app/words/names.ts';
import { problemWords } from '../../app/words/problems.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, StatusChip, toast } from '../../ui/index.ts';

import classes from './handovers.module.css';

type Story = Output<'handover.get'>;
type Unit = Story['units'][number];

interface Props {
  readonly story: Story;
  /** The unit that scanned parcels are laid into. */
  readonly current: string | null;
  readonly onCurrent: (unitId: string | null) => void;
}

/** Boxes and pallets: the parcels scanned go into the one that is being filled; a closed one gets its label. */
export function CargoUnits({ story, current, onCurrent }: Props) {
  const add = useCommand('handover.addUnits');
  const { handover, can, units } = story;
  if (!can.units && units.length === 0) return null;
  const make = async (kind: Unit['kind']) => {
    const answer = await add.run({ id: handover.id, kind, amount: 1 });
    const [made] = answer.ok ? answer.value.unitIds : [];
    if (made !== undefined) onCurrent(made);
  };
  return (
    <Card title={<Trans>Грузоместа</Trans>}>
      <div className={classes.list} data-testid="cargo-units">
        {units.map((unit) => (
          <UnitLine
            key={unit.id}
            isLast={unit.id === units.findLast((one) => one.hasLabel)?.id}
            handoverId={handover.id}
            unit={unit}
            isCurrent={unit.id === current}
            onCurrent={onCurrent}
          />
        ))}
        {units.length > 0 ? null : (
          <span className={classes.faint}>
            <Trans>Создайте короб или палету и сканируйте посылки: каждая ляжет в выбранное грузоместо.</Trans>
          </span>
        )}
      </div>
      {can.units ? (
        <div className={classes.form}>
          <Button size="small" hotkey="F6" disabled={add.pending} onClick={() => void make('box')}>
            <Trans>Ещё короб</Trans>
          </Button>
          <Button size="small" hotkey="F7" disabled={add.pending} onClick={() => void make('pallet')}>
            <Trans>Ещё палета</Trans>
          </Button>
        </div>
      ) : null}
      <ErrorBanner error={add.error} />
    </Card>
  );
}

function UnitLine({
  handoverId,
  unit,
  isCurrent,
  isLast,
  onCurrent,
}: {
  /** The last one closed: its label has the key. */
  readonly isLast: boolean;
  readonly handoverId: string;
  readonly unit: Unit;
  readonly isCurrent: boolean;
  readonly onCurrent: (unitId: string | null) => void;
}) {
  const { i18n } = useLingui();
  const session = useCall('session.get', {});
  const close = useCommand('handover.closeUnit');
  const cancel = useCommand('handover.cancelUnit');
  const print = useCommand('handover.printUnit');
  const words = unit.problemCode === null ? undefined : problemWords[unit.problemCode];
  const printLabel = async () => {
    const answer = await print.run({ id: handoverId, unitId: unit.id, stationId: session.data?.stationId ?? '' });
    if (answer.ok) toast('right', <Trans>Стикер грузоместа отправлен на печать</Trans>);
  };
  return (
    <div className={classes.unit} data-current={isCurrent}>
      <div className={classes.line}>
        <span>
          <b>
            <Name of={unit.kind} names={cargoKindNames} /> {unit.number}
          </b>{' '}
          <Trans>посылок: {unit.orders}</Trans>
        </span>
        <StatusChip tone={unit.state === 'failed' ? 'stop' : unit.state === 'closed' || unit.state === 'gone' ? 'right' : 'plain'}>
          <Name of={unit.state} names={cargoStateNames} />
        </StatusChip>
      </div>
      <div className={classes.form}>
        {unit.state === 'open' && !isCurrent ? (
          <Button size="small" onClick={() => onCurrent(unit.id)}>
            <Trans>Класть сюда</Trans>
          </Button>
        ) : null}
        {unit.state === 'open' ? (
          <Button
            size="small"
            look="primary"
            {...(isCurrent ? { hotkey: 'F8' as const } : {})}
            disabled={close.pending || unit.orders === 0}
            onClick={() => {
              onCurrent(null);
              void close.run({ id: handoverId, unitId: unit.id });
            }}
          >
            <Trans>Закрыть</Trans>
          </Button>
        ) : null}
        {unit.hasLabel ? (
          <Button size="small" {...(isLast ? { hotkey: 'F2' as const } : {})} disabled={print.pending} onClick={() => void printLabel()}>
            <Trans>Стикер</Trans>
          </Button>
        ) : null}
        {unit.state === 'open' || unit.state === 'failed' || unit.state === 'wanted' ? (
          <Button size="small" look="quiet" disabled={cancel.pending} onClick={() => void cancel.run({ id: handoverId, unitId: unit.id })}>
            <Trans>Убрать</Trans>
          </Button>
        ) : null}
      </div>
      {words === undefined && unit.problemMessage === null ? null : (
        <span className={classes.refused}>
          {words === undefined ? null : i18n._(words.what)} {unit.problemMessage}
        </span>
      )}
      <ErrorBanner error={close.error ?? cancel.error ?? print.error} />
    </div>
  );
}
