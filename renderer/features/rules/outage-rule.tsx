import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Button, Card, Field, StatusChip, toast } from '../../ui/index.ts';

import classes from './rules.module.css';

const count = (text: string, least: number): number => Math.max(least, Math.trunc(Number(text) || least));

/** What happens to the safety stock while orders of a cabinet cannot be read. */
export function OutageRule({ outage }: { readonly outage: Output<'rule.list'>['outage'] }) {
  const { t } = useLingui();
  const set = useCommand('rule.setOutage');
  const [minutes, setMinutes] = useState(String(outage?.afterMinutes ?? 30));
  const [units, setUnits] = useState(String(outage?.addUnits ?? 1));
  const store = async (next: Output<'rule.list'>['outage']) => {
    const answer = await set.run({ outage: next });
    if (answer.ok) toast('right', next === null ? t`Правило молчания снято` : t`Записано`);
  };
  return (
    <Card title={<Trans>Когда площадка молчит</Trans>}>
      <p className={classes.faint}>
        <Trans>
          Если заказы кабинета долго не читаются, он продаёт вслепую. Тогда запас всего, что он продаёт, растёт во всех кабинетах, а когда
          заказы прочтутся, возвращается к обычному.
        </Trans>
      </p>
      <ErrorBanner error={set.error} />
      <div className={classes.outage}>
        <Field label={t`Молчит дольше, минут`} type="number" min={1} value={minutes} onChange={(event) => setMinutes(event.target.value)} />
        <Field label={t`Добавить к запасу, шт.`} type="number" min={1} value={units} onChange={(event) => setUnits(event.target.value)} />
        <Button disabled={set.pending} onClick={() => void store({ afterMinutes: count(minutes, 1), addUnits: count(units, 1) })}>
          {outage === null ? <Trans>Включить</Trans> : <Trans>Записать</Trans>}
        </Button>
        {outage === null ? (
          <StatusChip>
            <Trans>выключено</Trans>
          </StatusChip>
        ) : (
          <Button look="quiet" disabled={set.pending} onClick={() => void store(null)}>
            <Trans>Выключить</Trans>
          </Button>
        )}
      </div>
    </Card>
  );
}
