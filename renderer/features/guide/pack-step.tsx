import { Plural, Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAction, useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button } from '../../ui/index.ts';

import classes from './guide.module.css';

/** Orders go to assembly, and the rest is the packing desk's. */
export function PackStep() {
  const navigate = useNavigate();
  const plan = useCall('supply.plan', {});
  const counts = useCall('order.counts', {});
  const status = useCall('setup.status', {});
  const refresh = useAction('order.refresh');
  const assemble = useCommand('supply.assemble');
  const orderIds = (plan.data?.groups ?? []).flatMap((group) => group.orderIds).slice(0, 1000);
  const ready = counts.data?.toPack ?? 0;
  return (
    <div className={classes.list}>
      <ErrorBanner error={assemble.error ?? refresh.error} />
      {status.data?.packedOne === true ? (
        <Banner tone="right" title={<Trans>Первый заказ упакован. Дальше всё так же</Trans>} />
      ) : (
        <ol className={classes.list}>
          <li>
            <Trans>1. Возьмите новые заказы на сборку: программа сама создаст поставку и заранее скачает стикеры.</Trans>
          </li>
          <li>
            <Trans>2. Откройте «Упаковку» и отсканируйте вещь. Стикер выйдет сразу.</Trans>
          </li>
        </ol>
      )}
      <div className={classes.row}>
        {orderIds.length === 0 ? (
          <Button disabled={refresh.pending} onClick={() => void refresh.run({ accountId: null })}>
            <Trans>Проверить новые заказы</Trans>
          </Button>
        ) : (
          <Button look="primary" disabled={assemble.pending} onClick={() => void assemble.run({ orderIds, supplyId: null })}>
            <Plural
              value={orderIds.length}
              one="Взять # заказ на сборку"
              few="Взять # заказа на сборку"
              many="Взять # заказов на сборку"
              other="Взять # заказа на сборку"
            />
          </Button>
        )}
        <Button look={ready > 0 ? 'primary' : 'plain'} hotkey="Alt+1" onClick={() => void navigate({ to: '/packing' })}>
          <Trans>Открыть упаковку</Trans>
        </Button>
      </div>
    </div>
  );
}
