import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { deliveryStepNames } from '../../app/words/names.ts';
import { useCommand } from '../../bridge/index.ts';
import { Button, Card, Field, toast } from '../../ui/index.ts';

import classes from './orders.module.css';

type Story = Output<'order.get'>;

/** An order that the seller delivers: the carrier's number and each step, told to the marketplace. */
export function Delivery({ story }: { readonly story: Story }) {
  const { t } = useLingui();
  const track = useCommand('order.setTracking');
  const step = useCommand('order.setDelivery');
  const [number, setNumber] = useState(story.delivery?.trackingNumber ?? '');
  if (story.delivery === null) return null;
  const { asked, next, trackingNumber } = story.delivery;
  const orderId = story.order.id;
  const isPacked = story.order.packedAtMs !== null || story.order.status === 'handed-over';
  const tell = async () => {
    const answer = await track.run({ orderId, trackingNumber: number.trim() });
    if (answer.ok) toast('right', t`Номер передаётся площадке`);
  };
  return (
    <Card title={<Trans>Доставляете вы</Trans>}>
      <ErrorBanner error={track.error ?? step.error} />
      <p className={classes.faint}>
        <Trans>Наклейку даёт ваша служба доставки. Номер и где посылка Короб передаёт площадке.</Trans>
      </p>
      <form
        className={classes.delivery}
        onSubmit={(event) => {
          event.preventDefault();
          void tell();
        }}
      >
        <Field
          label={t`Номер отправления у перевозчика`}
          data-scan="take"
          value={number}
          maxLength={100}
          onChange={(event) => setNumber(event.target.value)}
        />
        <Button type="submit" hotkey="Enter" disabled={track.pending || number.trim() === '' || number.trim() === trackingNumber}>
          <Trans>Передать</Trans>
        </Button>
      </form>
      <p>
        {asked === null ? (
          <Trans>Площадке о доставке ещё не сказано.</Trans>
        ) : (
          <Trans>
            Площадке сказано: <Name of={asked} names={deliveryStepNames} />
          </Trans>
        )}
      </p>
      {next === null ? null : (
        <Button hotkey="F9" disabled={step.pending || !isPacked} onClick={() => void step.run({ orderId, step: next })}>
          <Trans>
            Сказать: <Name of={next} names={deliveryStepNames} />
          </Trans>
        </Button>
      )}
      {next === null || isPacked ? null : (
        <p className={classes.faint}>
          <Trans>Сначала соберите посылку на экране «Упаковка».</Trans>
        </p>
      )}
    </Card>
  );
}
