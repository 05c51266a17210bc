import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Field, StatusChip, Toolbar } from '../../ui/index.ts';

import classes from './supplies.module.css';

/** Boxes of a supply that goes to a pick-up point, and their stickers. */
export function Boxes({ story }: { readonly story: Output<'supply.get'> }) {
  const { t } = useLingui();
  const session = useCall('session.get', {});
  const set = useCommand('supply.setBoxes');
  const print = useCommand('supply.print');
  const [amount, setAmount] = useState('1');
  const { supply, boxes, maxBoxes } = story;
  if (maxBoxes === 0 && boxes.length === 0) return null;
  const open = supply.state === 'open';
  return (
    <Card title={<Trans>Грузоместа</Trans>}>
      <p className={classes.faint}>
        <Trans>Нужны для пункта выдачи; не больше половины числа заказов: {maxBoxes}.</Trans>
      </p>
      <ErrorBanner error={set.error ?? print.error} />
      {boxes.map((box) => (
        <div key={box.externalId} className={classes.line}>
          <span>{box.externalId}</span>
          <StatusChip tone={box.hasLabel ? 'right' : 'plain'}>
            {box.hasLabel ? <Trans>стикер есть</Trans> : <Trans>стикера ещё нет</Trans>}
          </StatusChip>
          {open ? (
            <Button size="small" onClick={() => void set.run({ supplyId: supply.id, remove: [box.externalId] })}>
              <Trans>Убрать</Trans>
            </Button>
          ) : null}
        </div>
      ))}
      <Toolbar>
        {open ? (
          <>
            <Field
              label={t`Сколько добавить`}
              type="number"
              min={1}
              max={maxBoxes}
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
            <Button
              disabled={set.pending}
              onClick={() => void set.run({ supplyId: supply.id, add: Math.max(0, Math.trunc(Number(amount) || 0)) })}
            >
              <Trans>Добавить</Trans>
            </Button>
          </>
        ) : null}
        {boxes.some(({ hasLabel }) => hasLabel) ? (
          <Button onClick={() => void print.run({ supplyId: supply.id, what: 'boxes', stationId: session.data?.stationId ?? '' })}>
            <Trans>Напечатать стикеры</Trans>
          </Button>
        ) : null}
      </Toolbar>
    </Card>
  );
}
